"""A table of a few rows that are all at hand; it sorts them itself."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMenu, QWidget

from ui import theme
from ui.widgets.column import Column
from ui.widgets.record_table import RecordTable


class SimpleTable(RecordTable):
    """``show_rows(rows)`` shows them; heads sort by the column's ``order`` (its words if it has none).

    With ``grows`` the table is as tall as its rows, up to ``tallest``, so that a page can hold several.
    """

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        *,
        name: str,
        menu_for: Callable[[Any], QMenu | None] | None = None,
        empty: QWidget | None = None,
        grows: bool = False,
        tallest: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        self._all: list[Any] = []
        self._by_key = {column.key: column for column in columns}
        self._tallest = tallest if grows else 0
        super().__init__(columns, self._at_hand, name=name, menu_for=menu_for, empty=empty, parent=parent)
        self.sorted.connect(self._sort)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show ``rows`` in the order given."""
        self._all = list(rows)
        self.show_sorted("", descending=False)
        self.show_ids(range(len(self._all)))
        if self._tallest:
            self.setFixedHeight(self.sizeHint().height())

    def rows(self) -> list[Any]:
        return [self._all[index] for index in self.ids()]

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._tallest:
            lines = min(max(len(self._all), 1), self._tallest)
            hint.setHeight(lines * theme.ROW + self.horizontalHeader().height() + 4)
        return hint

    def _at_hand(self, indexes: Sequence[int]) -> Sequence[Any]:
        return [self._all[index] for index in indexes]

    def _sort(self, key: str, descending: bool) -> None:
        column = self._by_key[key]
        order = column.order or (lambda row: column.text(row).casefold())
        self.show_ids(
            sorted(range(len(self._all)), key=lambda index: order(self._all[index]), reverse=descending)
        )
