"""A chart whose numbers are asked for shows them, also where they lie below what can be seen."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.chart_card import ChartCard
from ui.widgets.page import scrolled


def of_height(height: int) -> QWidget:
    widget = QWidget()
    widget.setFixedHeight(height)
    return widget


def test_the_numbers_come_into_sight_and_the_button_that_hides_them_stays(qtbot: QtBot) -> None:
    table = of_height(200)
    card = ChartCard("Who came", of_height(150), table)
    column = QVBoxLayout()
    column.addWidget(of_height(300))
    column.addWidget(card)
    area = scrolled(column)
    qtbot.addWidget(area)
    area.resize(600, 500)
    with qtbot.waitExposed(area):
        area.show()

    def in_sight(widget: QWidget, *, at_least: int) -> bool:
        top = widget.mapTo(area, QPoint(0, 0)).y()
        return top >= 0 and top + at_least <= area.height()

    QTest.keyClick(card.numbers, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: in_sight(table, at_least=table.height()))
    assert in_sight(card.numbers, at_least=card.numbers.height())
    area.resize(600, 300)  # too little for both: then the button, and what fits of the rest
    QTest.keyClick(card.numbers, Qt.Key.Key_Space)
    QTest.keyClick(card.numbers, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: in_sight(table, at_least=40))
    assert in_sight(card.numbers, at_least=card.numbers.height())
