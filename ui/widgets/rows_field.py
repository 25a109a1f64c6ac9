"""A field of as many rows as a hand wants: each is taken out with its button, and another comes below them."""

from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.button import Button
from ui.widgets.field import Field


class FieldRow(QWidget):
    """One row. ``edited`` comes only from a person's hand; ``removed`` asks the field to take it out."""

    edited = Signal()
    removed = Signal()

    def go_there(self) -> None:
        """Put the keyboard where its typing begins."""
        raise NotImplementedError

    def is_blank(self) -> bool:
        raise NotImplementedError

    def problem(self) -> str:
        """A sentence about what is wrong in it now, or ``""``."""
        raise NotImplementedError


Row = TypeVar("Row", bound=FieldRow)


class RowsField(Field, Generic[Row]):
    """``another`` is on the button that adds a row."""

    def __init__(self, another: str, spacing: int = theme.TIGHT, parent: QWidget | None = None) -> None:
        self._area = QWidget()
        super().__init__(self._area, parent)
        self._rows: list[Row] = []
        self._column = QVBoxLayout(self._area)
        self._more = Button(another, icon="plus", kind="quiet")

        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(spacing)
        foot = QHBoxLayout()
        foot.addWidget(self._more)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self._area.setFocusProxy(self._more)

        self._more.clicked.connect(lambda: self.put(self.blank_row()).go_there())

    def blank_row(self) -> Row:
        """A new row with nothing in it."""
        raise NotImplementedError

    def rows(self) -> list[Row]:
        """The rows, from top to bottom."""
        return list(self._rows)

    def is_blank(self) -> bool:
        return all(row.is_blank() for row in self._rows)

    def problem(self) -> str:
        return next((wrong for row in self._rows if (wrong := row.problem())), "")

    def put(self, row: Row) -> Row:
        """Show ``row`` below the others."""
        self._rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        row.edited.connect(self.edited)
        row.removed.connect(lambda: self._remove(row))
        return row

    def clear(self) -> None:
        """Take all rows out, as before others are shown."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        self.clear_problem()

    def _remove(self, row: Row) -> None:
        self._rows.remove(row)
        row.hide()
        row.deleteLater()
        self._more.setFocus()
        self.edited.emit()
