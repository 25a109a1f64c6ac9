"""Charts of curves, of stacked bars, and a table of shades: drawn where the numbers are, and told in words."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.theme.colours import DARK, LIGHT, contrast, use, with_more_contrast
from ui.widgets.chart_card import ChartCard
from ui.widgets.heat_table import HeatCell, HeatRow, HeatTable, shade
from ui.widgets.label import PlainLabel
from ui.widgets.line_chart import Line, LineChart, Mark
from ui.widgets.scale import Scale
from ui.widgets.stacked_bars import Series, Stack, StackedBars

STRAIGHT = Line("Straight", [(0, 0), (1, 1)])
BENT = Line("Bent", [(0, 0.2), (0.5, 0.4), (1, 0.4)], series=1)


def percent(part: float) -> str:
    return f"{part:.0%}"


_kept: list[QWidget] = []
"""Or one would be collected while it is still on the screen, perhaps in the middle of being painted."""


@pytest.fixture(autouse=True)
def let_go() -> Iterator[None]:
    yield
    for widget in _kept:
        widget.close()
    _kept.clear()


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    _kept.append(widget)
    widget.resize(700, 300)
    widget.show()
    qtbot.waitExposed(widget)


def line_chart(qtbot: QtBot, *lines: Line, marks: tuple[Mark, ...] = ()) -> LineChart:
    chart = LineChart("Curve", tick_x=percent, tick_y=percent)
    chart.show_lines(lines, marks, described="In short")
    shown(qtbot, chart)
    return chart


def rows_with(widget: QWidget, colour: QColor, x: int) -> list[int]:
    """Where in the column ``x`` that colour is, in pixels from the top."""
    image = widget.grab().toImage().scaled(widget.size())
    return [
        y
        for y in range(image.height())
        if max(
            abs(image.pixelColor(x, y).red() - colour.red()),
            abs(image.pixelColor(x, y).green() - colour.green()),
            abs(image.pixelColor(x, y).blue() - colour.blue()),
        )
        < 50
    ]


# the scale


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([0.0], [0, 1]),
        ([0.0, 1.0], [0, 0.25, 0.5, 0.75, 1]),
        ([1.4], [0, 0.5, 1, 1.5]),
        ([97.0, -30.0], [-50, 0, 50, 100]),
        ([118_448_00], [0, 5_000_000, 10_000_000, 15_000_000]),
    ],
)
def test_a_scale_has_even_numbers_and_zero_among_them(values: list[float], ticks: list[float]) -> None:
    assert Scale(values, str).ticks == pytest.approx(ticks)


def test_people_are_not_halved() -> None:
    assert Scale([1.0, 2.0], str, whole=True).ticks == [0, 1, 2]


def test_a_little_below_zero_has_room_but_no_number() -> None:
    from PySide6.QtCore import QRectF

    plot, scale = QRectF(0, 0, 100, 100), Scale([200.0, -15.0], str)
    assert scale.ticks[0] == 0
    assert 100 > scale.y(plot, -15) > scale.y(plot, 0) > 80


# curves


def test_the_marks_of_a_curve_are_read_aloud(qtbot: QtBot) -> None:
    chart = line_chart(qtbot, STRAIGHT, marks=(Mark(0.2, 0.2, "best 20%: 20%"),))
    assert chart.accessibleName() == "Curve"
    assert chart.accessibleDescription() == "In short; best 20%: 20%"


def test_a_curve_is_drawn_where_its_values_are(qtbot: QtBot) -> None:
    chart = line_chart(qtbot, STRAIGHT)
    colour = theme.colours().chart[0]
    left, right = (rows_with(chart, colour, x) for x in (200, 600))
    assert left
    assert right
    assert max(right) < min(left)


def test_the_tip_says_what_the_curves_are_under_the_mouse(qtbot: QtBot) -> None:
    chart = line_chart(qtbot, STRAIGHT, BENT)
    middle = next(x for x in range(700) if chart.words_at(x).startswith("25%"))
    assert chart.words_at(middle) == "25%\nStraight: 25%\nBent: 30%"
    assert chart.words_at(0) == ""
    assert LineChart("Empty", tick_x=percent, tick_y=percent).words_at(20) == ""


def test_an_empty_chart_is_painted_too(qtbot: QtBot) -> None:
    chart = line_chart(qtbot)
    assert chart.grab().width()
    bars = StackedBars("Bars", [Series("One", 0)], tick=str)
    shown(qtbot, bars)
    assert bars.grab().width()
    assert bars.words_at(30) == ""


# bars


def bars(qtbot: QtBot, *stacks: Stack, beside: bool = False) -> StackedBars:
    chart = StackedBars(
        "Who came", [Series("Came", 5), Series("Lost", 0)], tick=lambda v: f"{v:g}", beside=beside
    )
    chart.show_stacks(stacks)
    shown(qtbot, chart)
    return chart


def test_bars_say_all_their_numbers(qtbot: QtBot) -> None:
    chart = bars(qtbot, Stack("May", (10, -5), "10 came, 5 lost"), Stack("June", (20, 0), "20 came"))
    assert chart.accessibleDescription() == "May: 10 came, 5 lost; June: 20 came"
    found = {chart.words_at(x) for x in range(700)} - {""}
    assert found == {"May: 10 came, 5 lost", "June: 20 came"}


def test_what_is_lost_hangs_below_what_came(qtbot: QtBot) -> None:
    # Without a word below it: of some fonts its letters have pixels of a colour of the bars.
    chart = bars(qtbot, Stack("", (10, -10), ""))
    middle = middle_of(chart)
    came, lost = (rows_with(chart, theme.colours().chart[series], middle) for series in (5, 0))
    assert len(came) > 50
    assert len(lost) > 50
    assert max(came) < min(lost)


def test_a_month_that_still_runs_is_not_filled(qtbot: QtBot) -> None:
    def filled(*, running: bool) -> int:
        chart = bars(qtbot, Stack("May", (10, 0), "", running=running))
        return len(rows_with(chart, theme.colours().chart[5], middle_of(chart)))

    assert 0 < filled(running=True) < filled(running=False) / 2


def middle_of(chart: StackedBars) -> int:
    """The middle of the only bar, in pixels from the left."""
    places = [x for x in range(700) if chart.words_at(x)]
    return (places[0] + places[-1]) // 2


def test_bars_side_by_side_stand_on_one_line(qtbot: QtBot) -> None:
    chart = bars(qtbot, Stack("May", (10, 10), ""), beside=True)
    places = [[x for x in range(700) if len(rows_with_at(chart, series, x)) > 50] for series in (5, 0)]
    assert max(places[0]) < min(places[1])


def rows_with_at(chart: StackedBars, series: int, x: int) -> list[int]:
    if not 300 < x < 420:
        return []
    return rows_with(chart, theme.colours().chart[series], x)


# shades


def heat_table(qtbot: QtBot) -> HeatTable:
    table = HeatTable("Beginners")
    table.show_rows(
        ["First bought", "+1", "+2"],
        [
            HeatRow(
                "Spring",
                [
                    HeatCell("40%", "Spring, a quarter later: 40%", 0.4),
                    HeatCell("5% …", "", 0.05, unsure=True),
                ],
            ),
            HeatRow("Summer", [HeatCell("90%", "", 0.9)]),
        ],
    )
    shown(qtbot, table)
    return table


@pytest.mark.parametrize("palette", [LIGHT, DARK, with_more_contrast(LIGHT), with_more_contrast(DARK)])
def test_text_can_be_read_on_every_shade(palette: theme.Colours) -> None:
    before = theme.colours()
    use(palette)
    try:
        for step in range(11):
            assert contrast(palette.text, shade(step / 10)) >= 4.5
        assert contrast(palette.muted, palette.raised) >= 4.5
        assert contrast(shade(1), shade(0)) > 1.25
    finally:
        use(before)


def test_a_cell_is_told_in_words_and_walked_to_by_keyboard(qtbot: QtBot) -> None:
    table = heat_table(qtbot)
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Right)
    index = table.currentIndex()
    assert (index.row(), index.column()) == (0, 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Spring, a quarter later: 40%"
    told = QAccessible.queryAccessibleInterface(table)
    assert told.text(QAccessible.Text.Name) == "Beginners"
    assert table.cell(1, 2) == HeatCell()
    assert table.grab().width()


def test_the_table_is_as_high_as_its_rows_and_can_be_copied(qtbot: QtBot) -> None:
    table = heat_table(qtbot)
    high = table.sizeHint().height()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "First bought\t+1\t+2\nSpring\t40%\t5% …\nSummer\t90%\t"
    table.show_rows(["First bought"], [HeatRow("Spring")])
    assert table.sizeHint().height() == high - 32


def test_only_what_is_sure_is_shaded(qtbot: QtBot, qapp: QApplication) -> None:
    table = heat_table(qtbot)
    table.clearFocus()
    image = table.viewport().grab().toImage()

    def ground(line: int, column: int) -> QColor:
        room = table.visualRect(table.model().index(line, column))
        at: QPoint = room.topLeft() + QPoint(4, 4)
        return image.pixelColor(at * image.devicePixelRatio())

    assert contrast(ground(0, 1), shade(0.4)) < 1.02
    assert contrast(ground(1, 1), shade(0.9)) < 1.02
    assert ground(0, 2).alpha() == 0


# a chart with its table


def test_the_numbers_of_a_chart_are_one_key_away(qtbot: QtBot) -> None:
    chart, table = PlainLabel("chart"), PlainLabel("table")
    card = ChartCard("How many", chart, table)
    shown(qtbot, card)
    assert not table.isVisible()
    assert card.numbers.accessibleName() == "Show the numbers: How many"
    card.numbers.setFocus()
    QTest.keyClick(card.numbers, Qt.Key.Key_Return)
    assert table.isVisible()
    assert card.numbers.accessibleName() == "Hide the numbers: How many"
    QTest.keyClick(card.numbers, Qt.Key.Key_Space)
    assert not table.isVisible()
    assert not card.note.isVisible()
    card.say("A sentence", "A note")
    assert card.note.isVisible()
