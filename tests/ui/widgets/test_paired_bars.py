"""What was expected beside what came: read aloud in words, drawn where it lies, told apart without colour."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.paired_bars import Pair, PairedBars

JANUARY = Pair("January 2026", 400, 200, "400 expected, 200 came", short="Jan")
FEBRUARY = Pair("February 2026", 400, 800, "400 expected, 800 came", short="Feb")
LOSS = Pair("March 2026", 400, -400, "400 expected, 400 lost", short="Mar")
TO_COME = Pair("April 2026", 400, None, "400 (between 200 and 700)", 200, 700, short="Apr")


def shown(qtbot: QtBot, *pairs: Pair, width: int = 600) -> PairedBars:
    chart = PairedBars("Months", expected="Expected", came="Came", tick=lambda value: f"{value:.0f}")
    qtbot.addWidget(chart)
    chart.show_pairs(pairs)
    chart.resize(width, 240)
    chart.show()
    return chart


def filled(chart: PairedBars, pairs: int, number: int) -> list[int]:
    """The lines, from the top, in which what came is drawn in the slot of a pair."""
    image = chart.grab().toImage().scaled(chart.size())
    wanted = theme.colours().chart[1]
    left = 60 + (chart.width() - 64) * number // pairs
    right = 60 + (chart.width() - 64) * (number + 1) // pairs
    return [
        y
        for y in range(30, chart.height() - 24)
        if any(
            abs(image.pixelColor(x, y).red() - wanted.red()) < 12
            and abs(image.pixelColor(x, y).green() - wanted.green()) < 12
            and abs(image.pixelColor(x, y).blue() - wanted.blue()) < 12
            for x in range(left, right)
        )
    ]


def test_every_pair_can_be_read_aloud(qtbot: QtBot) -> None:
    chart = shown(qtbot, JANUARY, TO_COME)
    assert chart.accessibleName() == "Months"
    assert chart.accessibleDescription() == (
        "January 2026: 400 expected, 200 came; April 2026: 400 (between 200 and 700)"
    )


def test_what_came_is_as_high_as_it_is(qtbot: QtBot) -> None:
    chart = shown(qtbot, JANUARY, FEBRUARY, TO_COME)
    low, high = filled(chart, 3, 0), filled(chart, 3, 1)
    assert len(high) == pytest.approx(4 * len(low), rel=0.1)
    assert abs(low[-1] - high[-1]) <= 2
    assert filled(chart, 3, 2) == []


def test_a_loss_hangs_below_the_line(qtbot: QtBot) -> None:
    chart = shown(qtbot, FEBRUARY, LOSS)
    assert abs(filled(chart, 2, 1)[0] - filled(chart, 2, 0)[-1]) <= 3


def test_to_draw_it_leaves_the_palette_as_it_is(qapp: QApplication, qtbot: QtBot) -> None:
    before = [colour.name(colour.NameFormat.HexArgb) for colour in theme.colours().chart]
    shown(qtbot, JANUARY, TO_COME).grab()
    assert [colour.name(colour.NameFormat.HexArgb) for colour in theme.colours().chart] == before


@pytest.mark.parametrize("width", [120, 300, 1200])
def test_it_fits_however_narrow_and_whatever_the_numbers(qtbot: QtBot, width: int) -> None:
    nothing = Pair("May", 0, 0, "nothing")
    for pairs in ([], [nothing], [JANUARY, FEBRUARY, LOSS, TO_COME] * 3):
        assert shown(qtbot, *pairs, width=width).grab().width()


def test_the_tip_tells_the_pair_under_the_mouse(qtbot: QtBot) -> None:
    chart = shown(qtbot, JANUARY, FEBRUARY)
    for x, words in ((120, JANUARY.shown), (560, FEBRUARY.shown)):
        at = QPoint(x, 120)
        QApplication.sendEvent(chart, QHelpEvent(QHelpEvent.Type.ToolTip, at, chart.mapToGlobal(at)))
        assert words in QToolTip.text()
    QToolTip.hideText()
