"""A book with its window, and the care for its file as long as that window is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from model.book import Book
    from model.safekeeping.known_books import KnownBooks
    from ui.book_care import BookCare
    from ui.book_lock import BookLock
    from ui.main_window import MainWindow


class OpenedBook:
    """All that is let go of together."""

    def __init__(
        self, book: Book, lock: BookLock, window: MainWindow, known: KnownBooks, *, practice: bool
    ) -> None:
        self.book, self.lock, self.window, self.practice = book, lock, window, practice
        self._known = known

    def in_another(self, window: MainWindow) -> OpenedBook:
        """The same book in the window that takes the place of this one."""
        return OpenedBook(self.book, self.lock, window, self._known, practice=self.practice)

    def let_go(self) -> None:
        """Close the book, and let others have it."""
        was_open = not self.book.store.closed
        self.book.close()
        self.lock.let_go()
        if was_open and not self.practice and not self.book.read_only:
            self._known.closed(self.book.path)


class Caring(QObject):
    """One at a time is cared for. ``reopen_wanted`` to open what is at the place of the book now, ``way_out_wanted``
    with the TroubleError of a book to be closed because it is damaged; neither in the midst of what led to it."""

    reopen_wanted = Signal()
    way_out_wanted = Signal(object)

    def __init__(self, known: KnownBooks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known = known
        self._care: BookCare | None = None

    def begin(self, opened: OpenedBook, *, goes_on: bool = False) -> None:
        """Watch the book's file as long as its window is open. ``goes_on``: it was open in another window before."""
        from ui.book_care import BookCare  # It waits for the first picture, and so does what it needs.

        book, window = opened.book, opened.window
        if opened.practice or book.store.closed:
            return
        was_open = not book.read_only and self._known.opened(book.path, book.book_id)
        before, care = self._care, BookCare(window, window.frame, window.context)
        if before is not None:
            before.note_state()  # its window closes only after this one is there
        self._care = care
        care.changed.connect(window.look_again)
        care.compare_wanted.connect(window.ways.compare_copy)
        care.backups_wanted.connect(lambda: window.pages.go("backups"))
        window.safekeeping.restoring.restored.connect(care.note_restored)
        care.reopen_wanted.connect(self.reopen_wanted, Qt.ConnectionType.QueuedConnection)
        care.way_out_wanted.connect(self.way_out_wanted, Qt.ConnectionType.QueuedConnection)
        window.closed.connect(lambda: self._stop(care))
        care.begin(left_open=was_open and not goes_on)

    def _stop(self, care: BookCare) -> None:
        care.stop()
        if self._care is care:
            self._care = None
