"""Curves in steps: read aloud in words, drawn where they lie, ending where nothing is known."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.step_chart import StepChart, Steps

TICKS = [(0, "0"), (50, "50"), (100, "100 days")]
HALF = Steps("Tea", (25, 50), (0.25, 0.5), (0.2, 0.4), (0.3, 0.6), until=75)
OTHERS = Steps("others", (0, 10), (0.0, 0.9), until=100)


def shown(qapp: QApplication, qtbot: QtBot, *curves: Steps, instead: str = "") -> StepChart:
    theme.apply(qapp, "light")
    chart = StepChart("How soon", TICKS, "{:.0%}".format)
    qtbot.addWidget(chart)
    chart.show_curves(curves, "after 50 days 50%", instead=instead)
    chart.resize(600, 240)
    chart.show()
    return chart


def highest(chart: StepChart, x: int, colour: QColor) -> int | None:
    """The first pixel from the top in that colour, below the names of the curves."""
    image = chart.grab().toImage().scaled(chart.size())
    for y in range(26, image.height()):
        here = image.pixelColor(x, y)
        if (
            max(
                abs(here.red() - colour.red()),
                abs(here.green() - colour.green()),
                abs(here.blue() - colour.blue()),
            )
            < 80  # a thin line lies between two pixels
        ):
            return y
    return None


def test_it_is_read_aloud_in_words(qapp: QApplication, qtbot: QtBot) -> None:
    chart = shown(qapp, qtbot, HALF)
    assert chart.accessibleName() == "How soon"
    assert chart.accessibleDescription() == "after 50 days 50%"


def test_it_rises_in_steps_and_ends_where_nothing_is_known(qapp: QApplication, qtbot: QtBot) -> None:
    chart = shown(qapp, qtbot, HALF)
    plot, colour = chart._plot(), theme.colours().chart[1]
    heights = [highest(chart, round(plot.left() + plot.width() * x / 100), colour) for x in (12, 37, 65, 90)]
    bottom, quarter, half, beyond = heights
    assert bottom is not None
    assert quarter is not None
    assert half is not None
    assert abs(bottom - plot.bottom()) <= 2
    assert abs(quarter - (plot.bottom() - plot.height() / 4)) <= 2
    assert abs(half - (plot.bottom() - plot.height() / 2)) <= 2
    assert beyond is None


def test_what_a_curve_is_at_a_day_is_known(qapp: QApplication, qtbot: QtBot) -> None:
    assert [HALF.value_at(x) for x in (0, 24, 25, 49.5, 50, 75, 76)] == [0.0, 0.0, 0.25, 0.25, 0.5, 0.5, None]


def test_a_second_curve_has_another_colour_and_is_dashed(qapp: QApplication, qtbot: QtBot) -> None:
    chart = shown(qapp, qtbot, HALF, OTHERS)
    plot, colour = chart._plot(), theme.colours().chart[0]
    places = range(round(plot.left()) + 80, round(plot.left()) + 200, 2)
    wanted = plot.bottom() - plot.height() * 0.9
    found = [highest(chart, x, colour) for x in places]
    drawn = [y is not None and abs(y - wanted) <= 3 for y in found]
    assert any(drawn)
    assert not all(drawn)


def test_where_there_is_no_curve_it_says_why(qapp: QApplication, qtbot: QtBot) -> None:
    chart = shown(qapp, qtbot, instead="Too few")
    assert chart.curves() == ()
    assert chart.grab().width() > 0
