"""A backup that stays open while somebody looks around in it: a private copy of its book, gone afterwards."""

import shutil
from contextlib import ExitStack
from pathlib import Path

from model.book import Book
from model.safekeeping.container import BOOK_NAME
from model.safekeeping.looking_inside import Inside, look_inside
from model.safekeeping.outside import Outside, opened_outside
from model.safekeeping.private_folder import private_folder
from model.safekeeping.stages import stage
from ui.tasks import Progress


class OpenedBackup:
    """``inside`` is what was found. ``outside`` can be asked in the window's thread, until ``close``."""

    def __init__(self, inside: Inside, copy: Path, stack: ExitStack) -> None:
        self.inside = inside
        self._copy, self._stack = copy, stack
        self._outside: Outside | None = None

    @property
    def outside(self) -> Outside:
        """The book in it, read-only, opened by whoever asks first."""
        if self._outside is None:
            book = Book.open(self._copy, read_only=True)
            self._stack.callback(book.close)
            self._outside = Outside(book, self.inside.manifest, self.inside.path)
        return self._outside

    def close(self) -> None:
        """Nothing of it is left behind."""
        self._stack.close()


def open_backup(progress: Progress, path: Path, password: str | None) -> OpenedBackup:
    """Open the backup or book at ``path``, compare it with the open book, and keep a copy of it; in a thread."""
    with ExitStack() as stack:
        with opened_outside(path, password, stage(progress, 0, 600)) as outside:
            inside = look_inside(outside, progress.book, stage(progress, 600, 950))
            size = outside.book.path.stat().st_size
            copy = stack.enter_context(private_folder(size, path.parent)) / BOOK_NAME
            shutil.copyfile(outside.book.path, copy)
        progress(1, 1)
        return OpenedBackup(inside, copy, stack.pop_all())
