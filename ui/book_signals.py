"""The book's notices as a Qt signal, in the thread of the window."""

from PySide6.QtCore import QObject, Signal

from model.book import Book
from model.changes import Change


class BookSignals(QObject):
    """``changed`` with a Change for each commit of the window's book, those of its worker threads included."""

    changed = Signal(object)

    def __init__(self, book: Book, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = book
        book.listen(self.tell)

    def tell(self, change: Change) -> None:
        """Pass on a commit. Safe from any thread: Qt carries it over to the window's."""
        self.changed.emit(change)

    def stop(self) -> None:
        """Hear no more of the book; before it is closed."""
        self._book.forget(self.tell)
