"""A table of a hundred thousand rows that knows only what is in sight."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from resources.i18n import _
from ui import theme
from ui.widgets.column import Column
from ui.widgets.record_model import RecordModel
from ui.widgets.table_look import Cells, Head

_SCROLL_BAR = 16


class RecordTable(QTableView):
    """``fetch(ids)`` gives the rows of some ids; ``show_ids`` says which ids, in which order.

    ``opened(row)`` on Enter or double click; ``chosen(row or None)`` when the current row changes;
    ``sorted(key, descending)`` when a head is pressed: whoever owns the ids brings them in that order;
    ``typed(text)`` when someone types letters here: give them to the search field.
    ``menu_for(row)`` makes the context menu.
    """

    opened = Signal(object)
    chosen = Signal(object)
    sorted = Signal(str, bool)
    typed = Signal(str)

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        fetch: Callable[[Sequence[int]], Sequence[Any]],
        *,
        name: str,
        menu_for: Callable[[Any], QMenu | None] | None = None,
        empty: QWidget | None = None,
        many: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = RecordModel(columns, fetch, self)
        self._cells = Cells(self, self._rows)
        self._head = Head(self, self._rows)
        self._menu_for = menu_for
        self._empty = empty
        self._by_importance: Sequence[str] = ()
        self._stretch_least = 0
        self._widths = {column.key: column.width for column in columns}

        self.setAccessibleName(name)
        self._head.setAccessibleName(_("{table}: column titles").format(table=name))
        self.setModel(self._rows)
        self.setItemDelegate(self._cells)
        self.setHorizontalHeader(self._head)
        self._set_habits(many)
        self._set_widths()
        if empty is not None:
            empty.setParent(self.viewport())
            self._show_empty()

        self._head.sectionClicked.connect(self._sort_pressed)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._current_changed)

    # deeds

    def show_ids(self, ids: Iterable[int]) -> None:
        """Show these rows; the current row stays current if it is among them."""
        here, scroll = self.current_id(), self.verticalScrollBar().value()
        self._rows.set_ids(ids)
        self._cells.hovered_line = -1
        self._show_empty()
        self.verticalScrollBar().setValue(scroll)
        if here is None or not self.select_id(here):
            self.chosen.emit(None)

    def refresh(self) -> None:
        """Ask again for the rows in sight: their words may have changed."""
        self._rows.forget_rows()

    def ids(self) -> Sequence[int]:
        return self._rows.ids()

    def current(self) -> Any:
        """The current row, ``None`` if there is none."""
        line = self.currentIndex().row()
        return self._rows.record(line) if 0 <= line < self._rows.rowCount() else None

    def current_id(self) -> int | None:
        line = self.currentIndex().row()
        return self._rows.id_at(line) if 0 <= line < self._rows.rowCount() else None

    def selected_ids(self) -> list[int]:
        """Ids of the selected rows, from top to bottom."""
        lines = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self._rows.id_at(line) for line in lines]

    def select_id(self, record_id: int) -> bool:
        """Make that row the current one, silently if it already is; whether it is in the list."""
        line = self._rows.line_of(record_id)
        if line >= 0:
            self.setCurrentIndex(self._rows.index(line, 0))
        return line >= 0

    def select_first(self) -> None:
        self.select_near(0)

    def select_near(self, line: int) -> None:
        """Make the row on that line the current one, the last where there are not so many."""
        if self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(min(max(line, 0), self._rows.rowCount() - 1), 0))

    def show_sorted(self, key: str, *, descending: bool) -> None:
        """Put the arrow on that column; sorts nothing."""
        self._head.sorted_by, self._head.descending = key, descending
        self._head.viewport().update()

    def show_what_fits(self, by_importance: Sequence[str], stretch_least: int) -> None:
        """From now on show only as many columns as there is room for, these keys first. The column that stretches is
        always shown, ``stretch_least`` pixels wide or more."""
        self._by_importance, self._stretch_least = by_importance, stretch_least
        self._fit_columns()

    def fit_column(self, key: str, texts: Iterable[str], most: int) -> None:
        """Make that column as wide as the longest of these texts and its title need, and not wider than ``most``."""
        number = next(n for n, column in enumerate(self._rows.columns) if column.key == key)
        needed = max(
            [self._head.width_needed(number), *(self._cells.width_needed(number, text) for text in texts)]
        )
        self._widths[key] = min(needed, most)
        self._head.resizeSection(number, self._widths[key])
        self._fit_columns()

    def sort_menu(self) -> QMenu:
        """The columns one can sort by, for a button beside the search field: sorting without a mouse."""
        menu = QMenu(self)
        for number, column in enumerate(self._rows.columns):
            if column.sortable:
                action = menu.addAction(column.title)
                action.triggered.connect(lambda _on=False, n=number: self._sort_pressed(n))
        return menu

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() == Qt.Key.Key_Home and plain:
            self.select_first()
        elif event.key() == Qt.Key.Key_End and plain and self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(self._rows.rowCount() - 1, 0))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        # Qt's own would fetch row after row, all hundred thousand of them.
        if search.strip():
            self.typed.emit(search)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._menu_for is None or self.current() is None:
            return
        menu = self._menu_for(self.current())
        if menu is not None:
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            below = self.viewport().mapToGlobal(
                self.visualRect(self.currentIndex()).bottomLeft() + QPoint(theme.MEDIUM, 0)
            )
            menu.popup(below if by_key else event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.viewport().update()

    # parts

    def _set_habits(self, many: bool) -> None:
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        lines = self.verticalHeader()
        lines.setDefaultSectionSize(theme.ROW)
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.hide()

    def _set_widths(self) -> None:
        for number, column in enumerate(self._rows.columns):
            self._head.resizeSection(number, self._widths[column.key])
            if column.stretch:
                self._head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def _fit_columns(self) -> None:
        if not self._by_importance:
            return
        room = self.width() - self._stretch_least - _SCROLL_BAR
        shown = set[str]()
        for key in self._by_importance:
            room -= self._widths[key]
            if room < 0:
                break
            shown.add(key)
        for number, column in enumerate(self._rows.columns):
            self.setColumnHidden(number, not column.stretch and column.key not in shown)

    def _show_empty(self) -> None:
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())
            self._empty.setVisible(not self._rows.rowCount())

    def _sort_pressed(self, number: int) -> None:
        column = self._rows.columns[number]
        if not column.sortable:
            return
        again = self._head.sorted_by == column.key
        descending = not self._head.descending if again else column.descends_first
        self.show_sorted(column.key, descending=descending)
        self.sorted.emit(column.key, descending)

    def _open(self, index: QModelIndex) -> None:
        record = self._rows.record(index.row()) if index.isValid() else None
        if record is not None:
            self.opened.emit(record)

    def _current_changed(self, index: QModelIndex) -> None:
        self.chosen.emit(self._rows.record(index.row()) if index.isValid() else None)

    def _hover(self, line: int) -> None:
        if line != self._cells.hovered_line:
            self._cells.hovered_line = line
            self.viewport().update()

    def _copy(self) -> None:
        lines = sorted({index.row() for index in self.selectionModel().selectedRows()})
        width = self._rows.columnCount()
        text = "\n".join("\t".join(self._rows.cell(line, n) for n in range(width)) for line in lines)
        QGuiApplication.clipboard().setText(text)
