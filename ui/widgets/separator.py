"""A hairline between two things."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme


class Separator(QWidget):
    def __init__(
        self, orientation: Qt.Orientation = Qt.Orientation.Horizontal, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        flat, long = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        across = orientation == Qt.Orientation.Horizontal
        self.setSizePolicy(long if across else flat, flat if across else long)

    def sizeHint(self) -> QSize:
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        QPainter(self).fillRect(self.rect(), theme.colours().border)
