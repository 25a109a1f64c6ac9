"""How large a window is when it is opened for the first time."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

_FRAME = QSize(16, 48)
"""About what the system draws around a window."""


def fit_into_screen(window: QWidget, wanted: QSize, least: QSize) -> None:
    """Open ``window`` as large as ``wanted``, but never larger than the screen: small ones are often scaled up."""
    room = window.screen().availableGeometry().size() - _FRAME
    window.setMinimumSize(least.boundedTo(room))
    window.resize(wanted.boundedTo(room))
