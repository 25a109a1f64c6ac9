"""A place kept for what need not be there at the first glance."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

W = TypeVar("W", bound=QWidget)


class Later(QWidget, Generic[W]):
    """Makes its widget once the place itself has been painted, so that the window is there sooner, or when asked."""

    def __init__(self, make: Callable[[], W], *, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._made: W | None = None
        self._column = QVBoxLayout(self)

        self._column.setContentsMargins(0, 0, 0, 0)
        self.setFixedWidth(width)

    @property
    def is_made(self) -> bool:
        return self._made is not None

    def made(self) -> W:
        """The widget, made now if it is not there yet."""
        if self._made is None:
            self._made = self._make()
            self._column.addWidget(self._made)
        return self._made

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_made:
            QTimer.singleShot(0, self, self.made)
