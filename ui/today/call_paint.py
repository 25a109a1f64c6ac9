"""How a call looks: who at the left, why in the middle, how long at the right; below each, what helps the call."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from resources.i18n import _
from ui import theme
from ui.class_tones import class_tone
from ui.theme.colours import soft
from ui.today.call_lines import CallLines
from ui.today.calls import Call, Heading, More, last_words
from ui.widgets.plain_text import plain_tip
from ui.widgets.row_look import paint_focus, paint_ground

CALL_HEIGHT = 50
HEADING_HEIGHT = 28

_SIDE = 14
_GAP = 20
_RIGHT = 104
_WHO_LEAST, _WHO_MOST = 150, 260
_ICON = 16
_PILL = 6


class CallPainter(QStyledItemDelegate):
    """Paints lines of the list; knows the line under the mouse."""

    def __init__(self, view: QTableView, lines: CallLines) -> None:
        super().__init__(view)
        self._view, self._lines = view, lines
        self._hovered = -1

    def hover(self, line: int) -> None:
        if line != self._hovered:
            self._hovered = line
            self._view.viewport().update()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        room: QRect = option.rect
        line = self._lines.lines[index.row()]
        painter.save()
        if isinstance(line, Heading):
            self._paint_heading(painter, room, line)
        elif isinstance(line, More):
            paint_ground(painter, room, chosen=False, hovered=index.row() == self._hovered)
            words = f"{line.title}   {line.key}"
            self._write(painter, room.adjusted(_SIDE, 0, -_SIDE, 0), words, "small", "muted")
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            paint_ground(painter, room, chosen=chosen, hovered=index.row() == self._hovered)
            self._paint_call(painter, room, line)
            if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
                paint_focus(painter, room)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        call = isinstance(self._lines.lines[index.row()], Call)
        return QSize(400, CALL_HEIGHT if call else HEADING_HEIGHT)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """All the reasons and the whole of the last words, which a line may cut."""
        call = self._lines.call_at(index.row())
        if call is None:
            return False
        known = self._lines.last_known(call.customer_id)
        QToolTip.showText(
            event.globalPos(), plain_tip("\n".join([*call.reasons_in_full, last_words(known)])), view
        )
        return True

    def _paint_heading(self, painter: QPainter, room: QRect, heading: Heading) -> None:
        words = room.adjusted(_SIDE, 2, -_SIDE, 0)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colours().text)
        middle = Qt.AlignmentFlag.AlignVCenter
        title = painter.fontMetrics().elidedText(
            heading.title, Qt.TextElideMode.ElideRight, words.width() - 48
        )
        painter.drawText(words, middle, title)
        words.setLeft(words.left() + painter.fontMetrics().horizontalAdvance(title) + theme.SMALL)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colours().muted)
        painter.drawText(words, middle, f"{heading.count:,}")
        painter.fillRect(room.left(), room.bottom(), room.width(), 1, theme.colours().border)

    def _paint_call(self, painter: QPainter, room: QRect, call: Call) -> None:
        upper = QRect(room.left(), room.top() + 5, room.width(), 21)
        lower = QRect(room.left(), room.top() + 26, room.width(), 19)
        who = min(max(room.width() * 3 // 10, _WHO_LEAST), _WHO_MOST)
        left = room.left() + _SIDE
        reach = " · ".join(part for part in (call.phone or _("no phone"), call.best_time) if part)
        within = _ICON + theme.SMALL if call.together_with else 0
        if within:
            drawn = theme.pixmap("corner-down-right", "muted", _ICON, self._view.devicePixelRatioF())
            painter.drawPixmap(left, upper.center().y() - _ICON // 2 + 1, drawn)
        self._write_name(painter, _part(upper, left + within, who - within), call)
        self._write(painter, _part(lower, left + within, who - within), reach, "small", "muted")

        left += who + _GAP
        right = room.right() - _SIDE - _RIGHT
        words = right - _GAP - left
        if call.icon:
            role = "accent" if call.promise else "danger"
            drawn = theme.pixmap(call.icon, role, _ICON, self._view.devicePixelRatioF())
            painter.drawPixmap(left, upper.center().y() - _ICON // 2 + 1, drawn)
        indent = _ICON + theme.SMALL if call.icon else 0
        self._write_why(painter, _part(upper, left + indent, words - indent), call)
        known = last_words(self._lines.last_known(call.customer_id))
        self._write(painter, _part(lower, left, words), known, "small", "muted")

        late = "warning" if call.days >= 7 or call.complaint_id else "muted"
        self._write(painter, _part(upper, right, _RIGHT), call.since, "small", late, right=True)
        beneath = call.on_list or call.tried
        tone = "warning" if call.on_list else "muted"
        self._write(painter, _part(lower, right, _RIGHT), beneath, "small", tone, right=True)

    def _write_name(self, painter: QPainter, room: QRect, call: Call) -> None:
        """The name, and beside it the class in a pill, as on the card."""
        small = QFontMetrics(theme.font("small"))
        pill = small.horizontalAdvance(call.class_word) + 2 * _PILL if call.class_word else 0
        kept = pill + theme.SMALL if pill else 0
        words = _part(room, room.left(), room.width() - kept)
        self._write(painter, words, call.name, "strong", "text")
        if not pill:
            return
        taken = min(QFontMetrics(theme.font("strong")).horizontalAdvance(call.name), words.width())
        edge = QRectF(room.left() + taken + theme.SMALL + 0.5, room.top() + 2.5, pill, small.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = class_tone(call.due.customer_class)
        border = QColor(theme.tone_of(tone))
        border.setAlphaF(0.35)
        painter.setPen(border)
        painter.setBrush(soft(tone))
        painter.drawRoundedRect(edge, edge.height() / 2, edge.height() / 2)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.tone_of(tone))
        painter.drawText(edge, Qt.AlignmentFlag.AlignCenter, call.class_word)

    def _write_why(self, painter: QPainter, room: QRect, call: Call) -> None:
        """The first reason, and how many more there are."""
        more = f"+{len(call.reasons) - 1}" if len(call.reasons) > 1 else ""
        kept = QFontMetrics(theme.font("small")).horizontalAdvance(more) + theme.SMALL if more else 0
        why = call.reasons[0].replace("\n", " ") if call.reasons else ""
        words = _part(room, room.left(), room.width() - kept)
        self._write(painter, words, why, "body", "text")
        taken = min(QFontMetrics(theme.font()).horizontalAdvance(why), words.width())
        self._write(painter, _part(room, room.left() + taken + theme.SMALL, kept), more, "small", "muted")

    def _write(
        self, painter: QPainter, room: QRect, text: str, kind: theme.Type, tone: str, *, right: bool = False
    ) -> None:
        painter.setFont(theme.font(kind))
        painter.setPen(theme.tone_of(tone))
        shown = painter.fontMetrics().elidedText(
            text.replace("\n", " "), Qt.TextElideMode.ElideRight, room.width()
        )
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side | Qt.AlignmentFlag.AlignAbsolute, shown)


def _part(line: QRect, left: int, width: int) -> QRect:
    return QRect(left, line.top(), max(width, 0), line.height())
