"""Typing as an input method does it: pytest-qt's own keyClicks ends the process on letters beyond Latin."""

from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def commit(widget: QWidget, text: str) -> None:
    """As if an input method had committed ``text`` into ``widget``."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def put_on_clipboard(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
