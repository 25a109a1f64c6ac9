"""Everything that happened, newest first: a list with a line down its side."""

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
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import theme
from ui.theme.colours import soft
from ui.widgets.row_look import paint_focus

_DISC = 32
_LEFT = 64
_PADDING = 10
_LONGEST = 600


@dataclass(frozen=True)
class Happening:
    """``day`` is written out by the caller; ``trailing`` stands at the right, ``detail`` below."""

    key: object
    icon: str
    day: str
    title: str
    detail: str = ""
    trailing: str = ""
    tone: theme.Tone = "accent"


class TimelineView(QListView):
    """``opened(key)`` on Enter or double click. Up and Down walk; long lists cost only what is in sight."""

    opened = Signal(object)

    def __init__(
        self,
        *,
        name: str,
        menu_for: Callable[[object], QMenu | None] | None = None,
        empty: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._items = _Items(self)
        self._menu_for = menu_for
        self._empty = empty

        self.setAccessibleName(name)
        self.setModel(self._items)
        self.setItemDelegate(_Entries(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(100)
        if empty is not None:
            empty.setParent(self.viewport())
        self.show_happenings([])

        self.doubleClicked.connect(self._open)

    def show_happenings(self, happenings: Sequence[Happening]) -> None:
        self._items.show_items(happenings)
        if self._empty is not None:
            self._empty.setVisible(not happenings)

    def happenings(self) -> Sequence[Happening]:
        return self._items.shown

    def current(self) -> Happening | None:
        line = self.currentIndex().row()
        return self._items.shown[line] if 0 <= line < len(self._items.shown) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        current = self.current()
        menu = self._menu_for(current.key) if self._menu_for and current else None
        if menu is not None:
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            at = self.visualRect(self.currentIndex()).bottomLeft() + QPoint(_LEFT, 0)
            menu.popup(self.viewport().mapToGlobal(at) if by_key else event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._items.shown[index.row()].key)


class _Items(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown: Sequence[Happening] = ()

    def show_items(self, happenings: Sequence[Happening]) -> None:
        self.beginResetModel()
        self.shown = list(happenings)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        item = self.shown[index.row()]
        if role == int(Qt.ItemDataRole.DisplayRole):
            return item.title
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (item.day, item.title, item.trailing, item.detail) if part)
        return None


class _Entries(QStyledItemDelegate):
    def __init__(self, view: TimelineView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        item = self._view.happenings()[index.row()]
        width = self._view.viewport().width()
        height = _PADDING + self._line("small") + self._line("strong") + _PADDING
        if item.detail:
            height += self._detail_height(item, width - _LEFT - theme.MEDIUM) + 2
        return QSize(width, max(height, _DISC + 2 * _PADDING))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state: QStyle.StateFlag = option.state
        room: QRect = option.rect
        item = self._view.happenings()[index.row()]
        last = index.row() == len(self._view.happenings()) - 1
        c = theme.colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, c.accent_soft)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(room, c.hover)
        self._paint_side(painter, room, item, first=index.row() == 0, last=last)
        self._paint_words(painter, room, item)
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            paint_focus(painter, room)
        painter.restore()

    def _paint_side(
        self, painter: QPainter, room: QRect, item: Happening, *, first: bool, last: bool
    ) -> None:
        c = theme.colours()
        disc = QRect(room.left() + theme.MEDIUM, room.top() + _PADDING, _DISC, _DISC)
        painter.setPen(QPen(c.border, 2))
        middle = disc.center().x() + 1
        if not first:
            painter.drawLine(middle, room.top(), middle, disc.top() - 2)
        if not last:
            painter.drawLine(middle, disc.bottom() + 3, middle, room.bottom() + 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(soft(item.tone))
        painter.drawEllipse(disc)
        drawn = theme.pixmap(item.icon, item.tone, 16, self._view.devicePixelRatioF())
        painter.drawPixmap(disc.left() + 8, disc.top() + 8, drawn)

    def _paint_words(self, painter: QPainter, room: QRect, item: Happening) -> None:
        c = theme.colours()
        words = room.adjusted(_LEFT, _PADDING, -theme.MEDIUM, -_PADDING)
        top = Qt.AlignmentFlag.AlignTop
        painter.setFont(theme.font("small"))
        painter.setPen(c.muted)
        painter.drawText(words, top, item.day)
        words.setTop(words.top() + self._line("small"))
        painter.setFont(theme.font("strong"))
        painter.setPen(c.text)
        beside = words
        if item.trailing:
            painter.drawText(words, top | Qt.AlignmentFlag.AlignRight, item.trailing)
            beside = words.adjusted(
                0, 0, -painter.fontMetrics().horizontalAdvance(item.trailing) - theme.MEDIUM, 0
            )
        title = painter.fontMetrics().elidedText(
            item.title.replace("\n", " "), Qt.TextElideMode.ElideRight, beside.width()
        )
        painter.drawText(beside, top, title)
        if item.detail:
            words.setTop(words.top() + self._line("strong") + 2)
            painter.setFont(theme.font())
            painter.setPen(c.muted)
            painter.drawText(words, int(top | Qt.TextFlag.TextWordWrap), _cut(item.detail))

    def _line(self, kind: theme.Type) -> int:
        return QFontMetrics(theme.font(kind)).lineSpacing()

    def _detail_height(self, item: Happening, width: int) -> int:
        room = QRect(0, 0, max(width, 50), 100_000)
        flags = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
        return QFontMetrics(theme.font()).boundingRect(room, flags, _cut(item.detail)).height()


def _cut(text: str) -> str:
    """A novel in a note must not make one entry as tall as the window."""
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"
