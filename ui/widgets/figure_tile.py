"""One number worth seeing: what it is, the number, and what to think of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.label import PlainLabel


class FigureTile(QFrame):
    """``label`` over ``value`` over ``hint``. With ``opens`` it can be pressed and emits ``opened``."""

    opened = Signal()

    def __init__(
        self,
        label: str,
        value: str,
        hint: str = "",
        *,
        tone: theme.Tone = "text",
        opens: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._opens = opens
        self._label = PlainLabel(label, kind="small", tone="muted", elide=True)
        self._value = PlainLabel(value, kind="figure", tone=tone, elide=True)
        self._hint = PlainLabel(hint, kind="small", tone="muted", wrap=True)

        self.setProperty("look", "card")
        self.setMinimumWidth(144)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MEDIUM, 12, theme.MEDIUM, 12)
        column.setSpacing(2)
        for part in (self._label, self._value, self._hint):
            column.addWidget(part)
        column.addStretch(1)
        if opens:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_value(value, hint, tone)

    def show_value(self, value: str, hint: str = "", tone: theme.Tone = "text") -> None:
        self._value.setText(value)
        self._value.set_tone(tone)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(f"{self._label.text()}: {value}")
        self.setAccessibleDescription(hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._opens and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._opens and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colours().focus, 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), theme.GRID, theme.GRID)
