"""How one row of any list looks: its ground, and the two ways to see that it is the current one."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui import theme


def paint_ground(painter: QPainter, room: QRect, *, chosen: bool, hovered: bool, line: bool = True) -> None:
    """The fill of a row in ``room``; a chosen row also wears a bar at its left, a shape beside the colour."""
    c = theme.colours()
    if chosen:
        painter.fillRect(room, c.accent_soft)
    elif hovered:
        painter.fillRect(room, c.hover)
    if line:
        painter.fillRect(room.left(), room.bottom(), room.width(), 1, c.border)
    if chosen:
        painter.fillRect(room.left(), room.top(), 3, room.height(), c.accent)


def paint_focus(painter: QPainter, room: QRect) -> None:
    """A ring inside ``room``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colours().focus, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(room).adjusted(1, 1, -1, -1), 4, 4)
    painter.restore()
