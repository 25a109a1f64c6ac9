"""Means with their spans: read aloud in words, drawn where they lie, and few answers not drawn at all."""

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.span_chart import Span, SpanChart

SURE = Span("Anna", 8.0, 7.0, 9.0, "8.0 of 10 (40 answers)")
UNSURE = Span("Bob", 4.0, None, None, "4.0 of 10 (6 answers)")
FEW = Span("Carl", None, None, None, "too few to say (2 answers)")


def shown(qapp: QApplication, qtbot: QtBot, *spans: Span) -> SpanChart:
    theme.apply(qapp, "light")
    chart = SpanChart("Would you come back?")
    qtbot.addWidget(chart)
    chart.show_spans(spans)
    chart.resize(600, chart.sizeHint().height())
    chart.show()
    return chart


def coloured(chart: SpanChart, line: int) -> list[int]:
    """Where in that line the colour of the chart is, in pixels from the left."""
    image: QImage = chart.grab().toImage().scaled(chart.size())
    wanted: QColor = theme.colours().chart[1]
    y = line * 26 + 13
    return [
        x
        for x in range(image.width())
        if max(
            abs(image.pixelColor(x, y).red() - wanted.red()),
            abs(image.pixelColor(x, y).green() - wanted.green()),
            abs(image.pixelColor(x, y).blue() - wanted.blue()),
        )
        < 40
    ]


def test_every_number_can_be_read_aloud(qapp: QApplication, qtbot: QtBot) -> None:
    chart = shown(qapp, qtbot, SURE, FEW)
    assert chart.accessibleName() == "Would you come back?"
    assert chart.accessibleDescription() == ("Anna: 8.0 of 10 (40 answers); Carl: too few to say (2 answers)")


def test_a_span_is_drawn_where_it_lies_and_a_mean_alone_as_a_dot(qapp: QApplication, qtbot: QtBot) -> None:
    chart = shown(qapp, qtbot, SURE, UNSURE)
    span, dot = coloured(chart, 0), coloured(chart, 1)
    assert span[-1] - span[0] > 40
    assert 0 < dot[-1] - dot[0] < 16
    assert dot[-1] < span[0]


def test_few_answers_are_said_and_not_drawn(qapp: QApplication, qtbot: QtBot) -> None:
    assert coloured(shown(qapp, qtbot, FEW), 0) == []


def test_it_is_as_high_as_its_lines(qapp: QApplication, qtbot: QtBot) -> None:
    chart = shown(qapp, qtbot, SURE)
    low = chart.sizeHint().height()
    chart.show_spans([SURE, UNSURE, FEW])
    assert chart.sizeHint().height() == low + 2 * 26
    chart.show_spans([])
    assert chart.grab().width()
