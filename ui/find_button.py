"""The button above the pages that looks like what it opens: a field to type into."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme


class FindButton(QAbstractButton):
    """``text`` at the left, ``keys`` at the right as far as there is room, and ``name`` for whoever cannot see it."""

    def __init__(self, text: str, keys: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setText(text)
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({keys})")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(120, theme.CONTROL)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(c.focus if self.hasFocus() else c.outline, 2 if self.hasFocus() else 1))
        painter.setBrush(c.hover if self.underMouse() or self.isDown() else c.raised)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        drawn = theme.pixmap("search", "muted", theme.ICON, self.devicePixelRatioF())
        painter.drawPixmap(10, (self.height() - theme.ICON) // 2, drawn)

        room = QRect(36, 0, self.width() - 36 - 10, self.height())
        painter.setPen(c.muted)
        painter.setFont(theme.font())
        words = painter.fontMetrics().horizontalAdvance(self.text())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(theme.font("small"))
        if words + theme.SMALL + painter.fontMetrics().horizontalAdvance(self._keys) <= room.width():
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._keys)
