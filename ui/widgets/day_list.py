"""A list of what was done, newest first, each day under its own heading; more of it comes as one scrolls."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QListView, QMenu, QWidget

from ui.widgets.day_lines import DayLine, DayLines, More
from ui.widgets.day_rows import TIME, DayRows


class DayList(QListView):
    """``chosen(line or None)`` when another line is current, ``opened(line)`` on Enter or double click, ``typed(text)``
    when somebody types letters here: give them to the search field."""

    chosen = Signal(object)
    opened = Signal(object)
    typed = Signal(str)

    def __init__(
        self,
        more: More,
        *,
        name: str,
        menu_for: Callable[[DayLine], QMenu | None] | None = None,
        empty: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = DayLines(more, self)
        self._menu_for = menu_for
        self._empty = empty

        self.setAccessibleName(name)
        self.setModel(self._lines)
        self.setItemDelegate(DayRows(self, self._lines))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        if empty is not None:
            empty.setParent(self.viewport())
            empty.hide()

        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._current_changed)

    # deeds

    def begin(self) -> None:
        """Ask for the first lines: what is listed is another matter now."""
        self._lines.load(0, None)
        self._show_empty()
        self.scrollToTop()
        self.choose_near(0)

    def refresh(self) -> None:
        """Ask again for the lines down to those in sight; the current one stays current, where it is on the screen."""
        here, at = self.current(), self.currentIndex().row()
        scroll = self.verticalScrollBar().value()
        grown = self._lines.load(max(at, self._last_in_sight()) + 1, here)
        self._show_empty()
        if here is None or not self.choose(here.key):
            self.choose_near(max(at, 0))
        elif self.currentIndex().row() == at + grown > at and scroll:
            scroll += sum(self.sizeHintForIndex(self._lines.index(line)).height() for line in range(grown))
        self.doItemsLayout()
        self.verticalScrollBar().setValue(scroll)

    def lines(self) -> Sequence[DayLine]:
        """Those that have been asked for so far."""
        return self._lines.shown

    def current(self) -> DayLine | None:
        line = self.currentIndex().row()
        return self._lines.shown[line] if 0 <= line < len(self._lines.shown) else None

    def choose(self, key: object) -> bool:
        """Make the line of that key the current one; whether it is among those asked for so far."""
        for number, line in enumerate(self._lines.shown):
            if line.key == key:
                self.setCurrentIndex(self._lines.index(number))
                return True
        return False

    def seek(self, key: object) -> bool:
        """As ``choose``, and ask for more lines until it is found; whether it is there."""
        root = QModelIndex()
        while not self.choose(key):
            if not self._lines.canFetchMore(root):
                return False
            self._lines.fetchMore(root)
        return True

    def choose_near(self, number: int) -> None:
        """Make that line current, the last where there are not so many, none where there are none."""
        if self._lines.shown:
            self.setCurrentIndex(self._lines.index(min(number, len(self._lines.shown) - 1)))
        else:
            self.chosen.emit(None)

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        if search.strip():
            self.typed.emit(search)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        current = self.current()
        menu = self._menu_for(current) if self._menu_for and current else None
        if menu is not None:
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            at = self.visualRect(self.currentIndex()).bottomLeft() + QPoint(TIME, 0)
            menu.popup(self.viewport().mapToGlobal(at) if by_key else event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())

    # parts

    def _last_in_sight(self) -> int:
        below = self.indexAt(QPoint(1, self.viewport().height() - 1))
        return below.row() if below.isValid() else len(self._lines.shown) - 1

    def _show_empty(self) -> None:
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())
            self._empty.setVisible(not self._lines.shown)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._lines.shown[index.row()])

    def _current_changed(self, index: QModelIndex) -> None:
        self.chosen.emit(self._lines.shown[index.row()] if index.isValid() else None)
