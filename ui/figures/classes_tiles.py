"""How many customers there are in each class, and what part of everything they are."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from model.customer_class import JUDGED, CustomerClass
from model.percentages import honest_percent
from resources.i18n import _
from ui import theme
from ui.widgets.figure_tile import FigureTile

_NARROWEST = 152


class ClassTiles(QWidget):
    """``opened(class)`` when one of them is pressed: who is in it?"""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles = {one: FigureTile(one.label, "–", opens=True) for one in JUDGED}
        self._grid = QGridLayout(self)
        self._in_a_line = 0

        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.MEDIUM)
        for one, tile in self.tiles.items():
            tile.opened.connect(lambda one=one: self.opened.emit(one))
        self._arrange(3)

    def show_figures(
        self, figures: Mapping[CustomerClass, tuple[int, int, int]], *, is_revenue: bool = False
    ) -> None:
        """Of each class: customers, and what they bring together, in cents."""
        of_what = (
            _("{customers}\n{part} of the revenue") if is_revenue else _("{customers}\n{part} of the profit")
        )
        people = sum(customers for customers, _current, _potential in figures.values())
        profit = sum(current for _customers, current, _potential in figures.values())
        for one, tile in self.tiles.items():
            customers, current, _potential = figures[one]
            hint = ""
            if customers:
                hint = _("{part} of customers").format(part=honest_percent(customers / people))
            if customers and current < 0:
                hint = _("{customers}\nThey cost more than they bring.").format(customers=hint)
            elif current and profit > 0:
                hint = of_what.format(customers=hint, part=honest_percent(current / profit))
            tile.show_value(f"{customers:,}", hint)

    def focus_first(self) -> None:
        self.tiles[CustomerClass.PLATINUM].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = (event.size().width() + theme.MEDIUM) // (_NARROWEST + theme.MEDIUM)
        self._arrange(next(number for number in (6, 3, 2, 1) if number <= max(1, room)))

    def _arrange(self, in_a_line: int) -> None:
        """Equally wide and high."""
        if in_a_line == self._in_a_line:
            return
        self._in_a_line = in_a_line
        for number, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, number // in_a_line, number % in_a_line)
        for column in range(len(JUDGED)):
            self._grid.setColumnStretch(column, 1 if column < in_a_line else 0)
