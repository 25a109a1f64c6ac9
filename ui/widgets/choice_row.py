"""A wide button with an icon, a title and a sentence: one of a few ways to go on."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme

_DISC = 44
_HEIGHT = 76


class ChoiceRow(QAbstractButton):
    """``clicked`` as any button. The sentence is cut where it does not fit, never the title."""

    def __init__(
        self, icon: str, title: str, sentence: str, *, first: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setText(title)
        self._icon, self._title, self._sentence, self._first = icon, title, sentence, first
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(420, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = c.focus if self.hasFocus() else c.outline if self.underMouse() else c.border
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(c.hover if self.underMouse() or self.isDown() else c.raised)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), theme.GRID, theme.GRID)

        disc = QRect(theme.MEDIUM, (self.height() - _DISC) // 2, _DISC, _DISC)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.accent if self._first else c.accent_soft)
        painter.drawEllipse(disc)
        drawn = theme.pixmap(
            self._icon, "on_accent" if self._first else "accent", 22, self.devicePixelRatioF()
        )
        painter.drawPixmap(disc.left() + 11, disc.top() + 11, drawn)

        arrow = theme.pixmap("chevron-right", "muted", theme.ICON, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - theme.MEDIUM - theme.ICON, (self.height() - theme.ICON) // 2, arrow)
        left = disc.right() + theme.MEDIUM
        room = QRect(left, 0, self.width() - left - 2 * theme.MEDIUM - theme.ICON, self.height() // 2)
        self._write(
            painter, room.translated(0, 1), "strong", c.text, Qt.AlignmentFlag.AlignBottom, self._title
        )
        below = room.translated(0, self.height() // 2 + 3)
        self._write(painter, below, "small", c.muted, Qt.AlignmentFlag.AlignTop, self._sentence)

    def _write(
        self,
        painter: QPainter,
        room: QRect,
        kind: theme.Type,
        colour: QColor,
        where: Qt.AlignmentFlag,
        text: str,
    ) -> None:
        painter.setFont(theme.font(kind))
        painter.setPen(colour)
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, where | Qt.AlignmentFlag.AlignLeft, cut)
