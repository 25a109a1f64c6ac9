"""Undo in an empty field means the book: Qt's fields would keep the key to themselves, with nothing to undo."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget


class UndoKeys(QObject):
    """Lets ``window`` have Ctrl+Z and Ctrl+Y whenever the field with the keyboard is empty."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        # Only the field with the keyboard is listened to: a filter on the application would slow down every event.
        application.focusChanged.connect(self._moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = _own(watched)
            keys = QKeySequence.StandardKey
            if (event.matches(keys.Undo) and not undo) or (event.matches(keys.Redo) and not redo):
                event.ignore()
                return True
        return False

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        if isinstance(new, QLineEdit | QPlainTextEdit) and new.window() is self._window:
            new.installEventFilter(self)


def _own(field: QObject) -> tuple[bool, bool]:
    """Whether Undo, and Redo, are about the field itself: always while something stands in it."""
    if isinstance(field, QLineEdit):
        return bool(field.text()) or field.isUndoAvailable(), bool(field.text()) or field.isRedoAvailable()
    if isinstance(field, QPlainTextEdit):
        document = field.document()
        filled = not document.isEmpty()
        return filled or document.isUndoAvailable(), filled or document.isRedoAvailable()
    return False, False
