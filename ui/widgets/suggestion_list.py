"""A list of two-line suggestions, walked by keys that are pressed elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import theme
from ui.widgets.row_look import paint_ground

_ROW = 48
_SHORT_ROW = 40


@dataclass(frozen=True)
class Suggestion:
    """``key`` is what choosing it means; ``detail`` stands under ``title``, ``trailing`` at the right."""

    key: object
    title: str
    detail: str = ""
    icon: str = ""
    trailing: str = ""


class SuggestionList(QListView):
    """``picked(suggestion)`` by click. ``step`` and ``current`` serve the field that has the keyboard."""

    picked = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = _Items(self)

        self.setAccessibleName(name)
        self.setModel(self._items)
        self.setItemDelegate(_Lines(self))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(False)
        self.setProperty("look", "bare")

        self.clicked.connect(lambda index: self.picked.emit(self._items.shown[index.row()]))

    def show_items(self, items: Sequence[Suggestion], *, choose_first: bool = True) -> None:
        self._items.show_items(items)
        if items and choose_first:
            self.setCurrentIndex(self._items.index(0))

    def items(self) -> Sequence[Suggestion]:
        return self._items.shown

    def current(self) -> Suggestion | None:
        line = self.currentIndex().row()
        return self._items.shown[line] if 0 <= line < len(self._items.shown) else None

    def step(self, by: int) -> None:
        """Move the choice; stops at the ends for a page, goes round for one."""
        count = len(self._items.shown)
        if not count:
            return
        here = self.currentIndex().row()
        if here < 0 and by < 0:
            here = 0  # from nowhere, up begins at the end as down begins at the start
        there = (here + by) % count if abs(by) == 1 else min(max(here + by, 0), count - 1)
        self.setCurrentIndex(self._items.index(there))

    def height_of_all(self, most: int) -> int:
        """Pixels that the first ``most`` rows need."""
        return sum(_height(item) for item in self._items.shown[:most]) + 2 * self.frameWidth()


class _Items(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown: Sequence[Suggestion] = ()

    def show_items(self, items: Sequence[Suggestion]) -> None:
        self.beginResetModel()
        self.shown = items
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        item = self.shown[index.row()]
        if role == int(Qt.ItemDataRole.DisplayRole):
            return item.title
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (item.title, item.detail, item.trailing) if part)
        return None


def _height(item: Suggestion) -> int:
    return _ROW if item.detail else _SHORT_ROW


class _Lines(QStyledItemDelegate):
    def __init__(self, view: SuggestionList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return QSize(200, _height(self._view.items()[index.row()]))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state: QStyle.StateFlag = option.state
        room = option.rect
        item = self._view.items()[index.row()]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        paint_ground(painter, room, chosen=chosen, hovered=hovered, line=False)
        words = room.adjusted(14, 0, -14, 0)
        if item.icon:
            drawn = theme.pixmap(
                item.icon, "accent" if chosen else "muted", 20, self._view.devicePixelRatioF()
            )
            painter.drawPixmap(words.left(), words.center().y() - 9, drawn)
            words.setLeft(words.left() + 32)
        c = theme.colours()
        if item.trailing:
            painter.setFont(theme.font("small"))
            painter.setPen(c.muted)
            painter.drawText(
                words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, item.trailing
            )
            taken = painter.fontMetrics().horizontalAdvance(item.trailing) + theme.MEDIUM
            words.setRight(words.right() - taken)
        upper = words.adjusted(0, 6, 0, -words.height() // 2 + 2) if item.detail else words
        lower = words.adjusted(0, words.height() // 2, 0, -5)
        self._line(painter, upper, item.title, "body", "text")
        if item.detail:
            self._line(painter, lower, item.detail, "small", "muted")

    def _line(self, painter: QPainter, room: object, text: str, kind: theme.Type, tone: str) -> None:
        painter.setFont(theme.font(kind))
        painter.setPen(theme.tone_of(tone))
        shown = painter.fontMetrics().elidedText(
            text.replace("\n", " "),
            Qt.TextElideMode.ElideRight,
            room.width(),  # type: ignore[attr-defined]
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)  # type: ignore[call-overload]
