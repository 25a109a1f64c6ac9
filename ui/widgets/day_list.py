"""A list of what was done, newest first, each day under its own heading; more of it comes as one scrolls."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ui import theme
from ui.widgets.plain_text import plain_tip
from ui.widgets.row_look import paint_ground

_HEADING = 36
_TIME = 60
_PADDING = 9
_ICON = 16


@dataclass(frozen=True)
class DayLine:
    """One thing of one ``day``, the words of its heading. ``note`` stands first below the title, with ``icon``, and
    ``detail`` after it; what is ``gone`` is struck through, and its note should say so too."""

    key: object
    day: str
    time: str
    title: str
    detail: str = ""
    note: str = ""
    icon: str = ""
    gone: bool = False

    @property
    def below(self) -> str:
        return " · ".join(part for part in (self.note, self.detail) if part)


More = Callable[[DayLine | None], Sequence[DayLine]]
"""The lines after that one, the first for ``None``; no more of them means that there are none left."""


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
        self._lines = _Lines(more, self)
        self._menu_for = menu_for
        self._empty = empty

        self.setAccessibleName(name)
        self.setModel(self._lines)
        self.setItemDelegate(_Rows(self))
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
            at = self.visualRect(self.currentIndex()).bottomLeft() + QPoint(_TIME, 0)
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


class _Lines(QAbstractListModel):
    """What has been asked for so far; the view asks for more when its last line comes into sight."""

    def __init__(self, more: More, parent: QWidget) -> None:
        super().__init__(parent)
        self._more = more
        self._ended = True
        self.shown: list[DayLine] = []

    def load(self, at_least: int, wanted: DayLine | None) -> int:
        """Ask from the start, for so many lines or a little more, so that the one that is ``wanted`` is among them even
        if others came before it; how many stand before the first of now."""
        first = self.shown[0].key if self.shown else None
        self.beginResetModel()
        self.shown = list(self._more(None))
        self._ended = not self.shown
        while len(self.shown) < at_least and not self._ended:
            self._append(self._more(self.shown[-1]))
        if wanted is not None and not self._ended and wanted.key not in {line.key for line in self.shown}:
            self._append(self._more(self.shown[-1]))
        self.endResetModel()
        return next((number for number, line in enumerate(self.shown) if line.key == first), 0)

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return not parent.isValid() and not self._ended

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:  # noqa: ARG002
        more = self._more(self.shown[-1])
        if more:
            self.beginInsertRows(QModelIndex(), len(self.shown), len(self.shown) + len(more) - 1)
            self._append(more)
            self.endInsertRows()
        self._ended = not more

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        line = self.shown[index.row()]
        if role == int(Qt.ItemDataRole.DisplayRole):
            return line.title
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(
                part for part in (line.title, line.note, line.day, line.time, line.detail) if part
            )
        return None

    def _append(self, more: Sequence[DayLine]) -> None:
        self._ended = not more
        self.shown += more


class _Rows(QStyledItemDelegate):
    def __init__(self, view: DayList) -> None:
        super().__init__(view)
        self._view = view
        self._title, self._small, self._day = theme.font(), theme.font("small"), theme.font("strong")
        self._gone = QFont(self._title)
        self._gone.setStrikeOut(True)
        self._title_high = QFontMetrics(self._title).lineSpacing()
        self._small_high = QFontMetrics(self._small).lineSpacing()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        line = self._line(index)
        height = max(theme.ROW, _PADDING + self._title_high + _PADDING)
        if line.below:
            height = _PADDING + self._title_high + 1 + self._small_high + _PADDING
        return QSize(100, height + (_HEADING if self._starts_day(index) else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state: QStyle.StateFlag = option.state
        room = QRect(option.rect)
        line, c = self._line(index), theme.colours()
        painter.save()
        if self._starts_day(index):
            self._paint_day(painter, QRect(room.left(), room.top(), room.width(), _HEADING), line.day)
            room.setTop(room.top() + _HEADING)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        paint_ground(painter, room, chosen=chosen, hovered=bool(state & QStyle.StateFlag.State_MouseOver))
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            painter.fillRect(room.left(), room.top(), room.width(), 2, c.focus)
            painter.fillRect(room.left(), room.bottom() - 1, room.width(), 2, c.focus)
        self._paint_words(painter, room.adjusted(theme.MEDIUM, _PADDING, -theme.SMALL, -_PADDING), line)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Tell the whole of a line that is cut."""
        if not index.isValid():
            return False
        line = self._line(index)
        room = QRect(option.rect).width() - theme.MEDIUM - _TIME - theme.SMALL
        cut = (
            QFontMetrics(self._title).horizontalAdvance(line.title) > room
            or QFontMetrics(self._small).horizontalAdvance(line.below) + _ICON + theme.TIGHT > room
        )
        words = "\n".join(part for part in (line.title, line.below) if part)
        QToolTip.showText(event.globalPos(), plain_tip(words) if cut else "", view)
        return True

    def _paint_day(self, painter: QPainter, room: QRect, day: str) -> None:
        c = theme.colours()
        painter.fillRect(room.adjusted(1, 1, -1, 0), c.sunken)
        painter.fillRect(room.left(), room.bottom(), room.width(), 1, c.border)
        painter.setFont(self._day)
        painter.setPen(c.text)
        words = room.adjusted(theme.MEDIUM, 0, -theme.SMALL, 0)
        cut = painter.fontMetrics().elidedText(day, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), cut)

    def _paint_words(self, painter: QPainter, room: QRect, line: DayLine) -> None:
        c = theme.colours()
        top = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        if not line.below:
            top = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(self._title)
        painter.setPen(c.muted)
        painter.drawText(room, top, line.time)
        room.setLeft(room.left() + _TIME)
        painter.setFont(self._gone if line.gone else self._title)
        painter.setPen(c.muted if line.gone else c.text)
        title = line.title.replace("\n", " ")
        painter.drawText(
            room, top, painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        )
        if not line.below:
            return
        room.setTop(room.top() + self._title_high + 1)
        if line.icon:
            drawn = theme.pixmap(line.icon, "muted", _ICON, self._view.devicePixelRatioF())
            painter.drawPixmap(room.left(), room.top() + (self._small_high - _ICON) // 2, drawn)
            room.setLeft(room.left() + _ICON + theme.TIGHT)
        painter.setFont(self._small)
        painter.setPen(c.muted)
        below = line.below.replace("\n", " ")
        painter.drawText(
            room, top, painter.fontMetrics().elidedText(below, Qt.TextElideMode.ElideRight, room.width())
        )

    def _line(self, index: QModelIndex | QPersistentModelIndex) -> DayLine:
        return self._view.lines()[index.row()]

    def _starts_day(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        number = index.row()
        lines = self._view.lines()
        return number == 0 or lines[number - 1].day != lines[number].day
