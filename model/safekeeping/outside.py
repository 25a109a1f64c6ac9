"""A file from outside, a book or a backup, is never opened in place: a private copy of it is."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from model import database
from model.book import Book
from model.errors import BookError
from model.safekeeping import container, locked
from model.safekeeping.container import BOOK_NAME, Manifest, damaged_backup
from model.safekeeping.private_folder import private_folder
from model.safekeeping.stages import Progress, nothing, stage
from model.statistics import integrity, row_counts
from resources.i18n import _


@dataclass(frozen=True)
class Outside:
    """What was found at ``path``: a ``book`` that can be read, and the ``manifest`` if it is a backup."""

    book: Book
    manifest: Manifest | None
    path: Path


@contextmanager
def opened_outside(
    path: Path, password: str | None = None, progress: Progress = nothing
) -> Iterator[Outside]:
    """The book or backup at ``path``, read-only, for as long as the block lasts; the file itself is left as it is.

    ``BookError`` with what to do if it is no book and no backup of one, damaged, strange, locked or newer.
    """
    real = path.resolve()
    refuse_what_is_no_file(path)
    try:
        with private_folder(4 * real.stat().st_size, real.parent) as private:
            copy = private / BOOK_NAME
            manifest = bring(real, copy, password, stage(progress, 0, 700))
            Book.open(copy).close()  # rolls back what a killed program left half done, migrates an older one
            with Book.open(copy, read_only=True) as book:
                refuse_unsound(book, path, manifest)
                progress(1, 1)
                yield Outside(book, manifest, path)
    except OSError as error:
        raise BookError(
            _("“{name}” cannot be read: {reason}.").format(name=path.name, reason=error.strerror or error)
        ) from error


def refuse_what_is_no_file(path: Path) -> None:
    """``BookError`` if nothing that could be read is at ``path``."""
    if path.is_dir():
        raise BookError(_("{path} is a folder. Choose the book or backup inside it.").format(path=path))
    if not path.is_file():
        raise BookError(_("There is no book or backup at {path}.").format(path=path))


def bring(path: Path, copy: Path, password: str | None, progress: Progress = nothing) -> Manifest | None:
    """Write the book that is at ``path``, or in the backup there, to the new file ``copy``."""
    if locked.is_locked(path):
        plain = copy.with_name(copy.name + " container")
        try:
            locked.unlock(path, plain, password, stage(progress, 0, 400))
            return container.unpack(plain, copy, stage(progress, 400, 1000))
        finally:
            plain.unlink(missing_ok=True)
    if container.looks_like_container(path):
        return container.unpack(path, copy, progress)
    if database.is_open_here(path):
        with Book.open(path, read_only=True) as book:
            book.store.copy_to(copy, progress)
        return None
    shutil.copyfile(path, copy)
    for file in database.files_beside(path):
        if file.exists():
            shutil.copyfile(file, copy.with_name(copy.name + file.name.removeprefix(path.name)))
    return None


def refuse_unsound(book: Book, path: Path, manifest: Manifest | None) -> None:
    """``BookError`` if the book is damaged inside, or is not the one that the manifest describes."""
    if integrity(book.store):
        raise damaged_backup(path) if manifest else database.damaged(path)
    if manifest and manifest.format == database.FORMAT:
        facts = (book.book_id, row_counts(book.store))
        if facts != (manifest.book_id, manifest.counts):
            raise damaged_backup(path)
