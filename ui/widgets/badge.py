"""A word or a number in a coloured pill: a class, a state, a count."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.theme.colours import soft

_HEIGHT = 24
_ICON = 14


class Badge(QWidget):
    """Reads ``text``, in the colours of ``tone``; the icon helps those who do not see the colour."""

    def __init__(
        self, text: str, *, tone: theme.Tone = "muted", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone, self._icon, self._text = tone, icon, ""
        self.setFont(theme.font("small"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_text(text, tone)

    def show_text(self, text: str, tone: theme.Tone | None = None, icon: str | None = None) -> None:
        self._text = text
        self._tone = tone or self._tone
        self._icon = self._icon if icon is None else icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._text

    @property
    def tone(self) -> theme.Tone:
        return self._tone

    def sizeHint(self) -> QSize:
        icon = _ICON + theme.TIGHT if self._icon else 0
        width = self.fontMetrics().horizontalAdvance(self._text) + icon + 2 * theme.SMALL
        return QSize(max(width, _HEIGHT), max(_HEIGHT, self.fontMetrics().height() + theme.TIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = QColor(theme.tone_of(self._tone))
        edge.setAlphaF(0.35)
        painter.setPen(edge)
        painter.setBrush(soft(self._tone))
        painter.drawRoundedRect(room, room.height() / 2, room.height() / 2)
        left = theme.SMALL
        if self._icon:
            drawn = theme.pixmap(self._icon, self._tone, _ICON, self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - _ICON) // 2, drawn)
            left += _ICON + theme.TIGHT
        painter.setPen(theme.tone_of(self._tone))
        centred = Qt.AlignmentFlag.AlignVCenter
        if self._icon:
            painter.drawText(self.rect().adjusted(left, 0, 0, 0), centred, self._text)
        else:
            painter.drawText(self.rect(), centred | Qt.AlignmentFlag.AlignHCenter, self._text)
