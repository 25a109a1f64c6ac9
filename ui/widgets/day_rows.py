"""How the lines of a list of what was done are painted."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from ui import theme
from ui.widgets.day_lines import DayLine, DayLines
from ui.widgets.plain_text import plain_tip
from ui.widgets.row_look import paint_ground

TIME = 60
"""The width of the moment at the left of each line."""
_HEADING = 36
_PADDING = 9
_ICON = 16


class DayRows(QStyledItemDelegate):
    """Paints the lines of ``lines`` in ``view``, the first of a day with its heading above it."""

    def __init__(self, view: QListView, lines: DayLines) -> None:
        super().__init__(view)
        self._view, self._lines = view, lines
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
        room = QRect(option.rect).width() - theme.MEDIUM - TIME - theme.SMALL
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
        room.setLeft(room.left() + TIME)
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
        return self._lines.shown[index.row()]

    def _starts_day(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        number = index.row()
        lines = self._lines.shown
        return number == 0 or lines[number - 1].day != lines[number].day
