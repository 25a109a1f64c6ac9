"""One of several: a list that opens, or in which one types to find."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import theme
from ui.widgets.field import Field
from ui.widgets.row_look import paint_ground

_FIND_FROM = 13  # as many rows can be seen at once without looking for one


@dataclass(frozen=True)
class Choice:
    """``key`` is what the program means, ``title`` what the person reads."""

    key: object
    title: str
    icon: str = ""


class ChoiceField(Field):
    """``value()`` is the key of the chosen one, ``None`` if nothing is chosen yet.

    A long list can be typed in: any part of a title finds it.
    """

    def __init__(
        self, choices: Sequence[Choice] = (), *, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        self.combo = _Combo()
        super().__init__(self.combo, parent)
        self._choices: list[Choice] = []

        self.combo.setPlaceholderText(placeholder)
        self.set_choices(choices)

        self.combo.activated.connect(self.edited)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer ``choices`` instead; what was chosen stays chosen if it is still among them."""
        before = self.value()
        self._choices = list(choices)
        self.combo.clear()
        for choice in self._choices:
            if choice.icon:
                self.combo.addItem(theme.icon(choice.icon, "muted"), choice.title)
            else:
                self.combo.addItem(choice.title)
        self.combo.type_to_find(len(self._choices) >= _FIND_FROM)
        self.set_value(before)

    def known_keys(self) -> list[object]:
        """What can be chosen."""
        return [choice.key for choice in self._choices]

    def value(self) -> object:
        here = self.combo.currentIndex()
        return self._choices[here].key if 0 <= here < len(self._choices) else None

    def set_value(self, key: object) -> None:
        """Choose ``key``; nothing is chosen when it is not among the choices."""
        keys = self.known_keys()
        self.combo.setCurrentIndex(keys.index(key) if key in keys else -1)
        self.clear_problem()


class _Combo(QComboBox):
    def __init__(self) -> None:
        super().__init__()
        self.setView(QListView())
        self.setItemDelegate(_Rows(self))
        self.setMaxVisibleItems(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def type_to_find(self, find: bool) -> None:
        if find == self.isEditable():
            return
        self.setEditable(find)
        if not find:
            return
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        popup, line = completer.popup(), self.lineEdit()
        assert popup is not None
        assert line is not None
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        popup.setItemDelegate(_Rows(self))
        self.setCompleter(completer)
        line.setPlaceholderText(self.placeholderText())
        line.returnPressed.connect(self._take_first)
        line.editingFinished.connect(self._settle)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling a form must not change what it says

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        role = "muted" if self.isEnabled() else "disabled"
        drawn = theme.pixmap("chevron-down", role, 16, self.devicePixelRatioF())
        QPainter(self).drawPixmap(self.width() - 26, (self.height() - 16) // 2, drawn)

    def _take_first(self) -> None:
        completer, line = self.completer(), self.lineEdit()
        assert line is not None
        assert completer is not None
        if line.text().strip() and self.findText(line.text(), Qt.MatchFlag.MatchFixedString) < 0:
            completer.setCompletionPrefix(line.text())
            line.setText(completer.currentCompletion())

    def _settle(self) -> None:
        # Half a word is no choice: show again what is chosen.
        line = self.lineEdit()
        assert line is not None
        index = self.findText(line.text(), Qt.MatchFlag.MatchFixedString)
        if index >= 0 and index != self.currentIndex():
            self.setCurrentIndex(index)
            self.activated.emit(index)
        line.setText(self.itemText(self.currentIndex()))


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width() + theme.MEDIUM, theme.CONTROL)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state: QStyle.StateFlag = option.state
        room = option.rect
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        paint_ground(painter, room, chosen=chosen, hovered=False, line=False)
        left = room.left() + 12
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if icon is not None:
            icon.paint(painter, left, room.top(), theme.ICON, room.height())
            left += theme.ICON + theme.SMALL
        painter.setPen(theme.colours().text)
        words = room.adjusted(left - room.left(), 0, -theme.SMALL, 0)
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
