"""A book that nobody writes into is checked beside other work, in a thread of its own."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

from model.book import Book
from model.errors import Cancelled
from model.safekeeping.stages import Progress
from model.statistics import integrity
from model.trouble import Trouble, TroubleError
from resources.i18n import _

_BETWEEN_WORDS_SECONDS = 0.05


class Check:
    """The running check of one file."""

    def __init__(self, path: Path, thread: ThreadPoolExecutor) -> None:
        self._path = path
        self._stop = threading.Event()
        self._found = thread.submit(self._run)

    def and_(self, progress: Progress) -> Progress:
        """``progress`` of the work beside it, which ends when the check finds something."""

        def tell(done: int, of: int) -> None:
            progress(done, of)
            if self._found.done():
                self._raise()

        return tell

    def passed(self, progress: Progress) -> None:
        """Wait for the end. ``BookError`` if the book is damaged."""
        while not self._found.done():
            progress(0, 1)
            wait([self._found], _BETWEEN_WORDS_SECONDS)
        self._raise()
        progress(1, 1)

    def stop(self) -> None:
        """Nobody waits for it any more."""
        self._stop.set()

    def _raise(self) -> None:
        if wrong := self._found.result():
            raise TroubleError(
                _(
                    "The book is damaged, so no backup was made of it. {what} Your earlier backups are unharmed."
                ).format(what=wrong[0]),
                Trouble.DAMAGED,
                self._path,
            )

    def _run(self) -> list[str]:
        with Book.open(self._path, read_only=True) as book, book.store.stoppable(self._go_on):
            return integrity(book.store)

    def _go_on(self, _done: int, _all: int) -> None:
        if self._stop.is_set():
            raise Cancelled


@contextmanager
def being_checked(path: Path) -> Iterator[Check]:
    """``path`` is checked while the block runs; it has let go of the file when that ends."""
    with ThreadPoolExecutor(1, "check") as thread:
        check = Check(path, thread)
        try:
            yield check
        finally:
            check.stop()
