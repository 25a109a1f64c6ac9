"""Keys as the person's own keyboard names them."""

from PySide6.QtGui import QKeySequence


def shown_keys(portable: str) -> str:
    """``Ctrl+K`` as this system writes it (``⌘K`` on a Mac)."""
    return QKeySequence(portable).toString(QKeySequence.SequenceFormat.NativeText)
