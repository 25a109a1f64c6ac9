"""The list of calls: two lines of words each, headings between them, one letter settles the current one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from model.today_facts import LastKnown
from ui import theme
from ui.today.call_lines import Ask, CallLines
from ui.today.call_paint import CALL_HEIGHT, HEADING_HEIGHT, CallPainter
from ui.today.calls import Call, Heading, Line, More


class CallTable(QTableView):
    """``ask(customer ids)`` tells the last words of those in sight.

    ``chosen(call or None)`` when the current call changes, ``opened(call)`` on Enter or double click,
    ``pressed(key, text)`` for any other plain key, also without a call: what it does is up to the page.
    ``more_wanted`` when the last line, of those who wait, is clicked.
    """

    chosen = Signal(object)
    opened = Signal(object)
    pressed = Signal(int, str)
    more_wanted = Signal()

    def __init__(
        self,
        ask: Ask,
        *,
        name: str,
        menu_for: Callable[[Call], QMenu],
        empty: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._own_viewport()
        self._lines = CallLines(ask, self)
        self._menu_for, self._empty = menu_for, empty
        self._told: Call | None = None
        self._headings: list[int] = []
        self.painter = CallPainter(self, self._lines)

        self.setAccessibleName(name)
        self.setModel(self._lines)
        self.setItemDelegate(self.painter)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(CALL_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(HEADING_HEIGHT)
        self.verticalHeader().hide()
        self.setViewport(QWidget())
        empty.setParent(self.viewport())
        empty.hide()

        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._tell)

    def _own_viewport(self) -> None:
        # Qt's own has no Python side: to find what it is, PySide first gets to know every kind of widget (10 ms).
        viewport = QWidget()
        viewport.setBackgroundRole(QPalette.ColorRole.Base)
        viewport.setAutoFillBackground(True)
        self.setViewport(viewport)

    # deeds

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the current call stays current, or the one that has come in its place."""
        here = self.current()
        place, scroll = self.currentIndex().row(), self.verticalScrollBar().value()
        self._told = None
        self._lines.show_lines(lines)
        self._set_heights(lines)
        self._empty.setVisible(not lines)
        self.verticalScrollBar().setValue(scroll)
        if not (here and self.choose(here.customer_id)):
            self._choose_near(max(place, 0))
        if not lines:
            self.chosen.emit(None)

    def take_away(self, call: Call) -> None:
        """This call is done; the one that comes in its place is next."""
        self.show_lines([line for line in self._lines.lines if line is not call])

    def lines(self) -> Sequence[Line]:
        return self._lines.lines

    def calls(self) -> list[Call]:
        return [line for line in self._lines.lines if isinstance(line, Call)]

    def current(self) -> Call | None:
        return self._lines.call_at(self.currentIndex().row())

    def choose(self, customer_id: int) -> bool:
        """Make that customer's call the current one; whether there is one."""
        for line, one in enumerate(self._lines.lines):
            if isinstance(one, Call) and one.customer_id == customer_id:
                self.setCurrentIndex(self._lines.index(line, 0))
                if line <= 1:
                    self.scrollToTop()  # with its heading
                return True
        return False

    def choose_first(self) -> None:
        self._choose_near(0)

    def open_menu(self) -> None:
        """The menu of the current call, below it."""
        call = self.current()
        if call is not None:
            below = self.visualRect(self.currentIndex()).bottomLeft() + QPoint(theme.MEDIUM, 0)
            self._menu_for(call).popup(self.viewport().mapToGlobal(below))

    def last_known(self, customer_id: int) -> LastKnown:
        return self._lines.last_known(customer_id)

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif plain and event.key() == Qt.Key.Key_Home:
            self.choose_first()
        elif plain and event.key() == Qt.Key.Key_End:
            self._choose_near(self._lines.rowCount() - 1)
        elif plain and event.text().strip():
            self.pressed.emit(event.key(), event.text())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are deeds here, not a search."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        call = self.current()
        if call is None:
            return
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.open_menu()
        else:
            self._menu_for(call).popup(event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.painter.hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        line = self.rowAt(event.position().toPoint().y())
        if event.button() == Qt.MouseButton.LeftButton and isinstance(self._lines.line_at(line), More):
            self.more_wanted.emit()

    def leaveEvent(self, event: QEvent) -> None:
        self.painter.hover(-1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.currentIndex().row() <= 1:
            self.scrollToTop()  # with its heading
        self._empty.setGeometry(self.viewport().rect())

    # parts

    def _set_heights(self, lines: Sequence[Line]) -> None:
        """A new list keeps the heights of the old one's places, so those of its headings are taken back first."""
        heights = self.verticalHeader()
        for line in self._headings:
            if line < len(lines):
                heights.resizeSection(line, CALL_HEIGHT)
        self._headings = [line for line, one in enumerate(lines) if isinstance(one, Heading | More)]
        for line in self._headings:
            heights.resizeSection(line, HEADING_HEIGHT)

    def _choose_near(self, place: int) -> None:
        """The call at ``place`` or, where that is none, the next one, else the last."""
        calls = [line for line, one in enumerate(self._lines.lines) if isinstance(one, Call)]
        if calls:
            line = next((line for line in calls if line >= place), calls[-1])
            self.setCurrentIndex(self._lines.index(line, 0))
            if line <= 1:
                self.scrollToTop()  # with its heading

    def _open(self, index: QModelIndex) -> None:
        call = self._lines.call_at(index.row())
        if call is not None:
            self.opened.emit(call)

    def _tell(self) -> None:
        call = self.current()
        if call is not self._told:
            self._told = call
            self.chosen.emit(call)
