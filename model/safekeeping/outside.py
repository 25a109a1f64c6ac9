"""A file from outside, a book or a backup, is never opened in place: a private copy of it is.

So nothing that is wrong with it reaches another file, nothing is written beside it, and it may be on a stick that is
read-only. The copy is opened as every book is: its header, size and schema are looked at before anything in it runs,
an older one is brought up to date, and then all of it is checked.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from model import open_here, replacing
from model.book import Book
from model.errors import BookError
from model.refused import damaged
from model.safekeeping import container, locked
from model.safekeeping.container import damaged_backup
from model.safekeeping.manifest import Manifest
from model.safekeeping.private_folder import private_folder
from model.safekeeping.stages import Progress, nothing, stage
from model.statistics import integrity, row_counts
from model.trouble import Trouble, TroubleError
from resources.i18n import _

_CHUNK = 1 << 20
_TRIES = 5
_WAIT_SECONDS = 0.1
_LONGEST_WAIT_SECONDS = 3
"""So often, and at least so long, a book is copied anew because somebody wrote into it meanwhile."""
_MOST_TIMES_LARGER = 12
"""than its backup: what room is looked for before it is known"""


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
    with private_folder(_room_for(real), real.parent) as private:
        copy = private / path.name
        with _sound_copy(real, path, copy, password, progress) as (book, manifest):
            yield Outside(book, manifest, path)


@contextmanager
def _sound_copy(
    real: Path, path: Path, copy: Path, password: str | None, progress: Progress
) -> Iterator[tuple[Book, Manifest | None]]:
    try:
        manifest = bring(real, copy, password, stage(progress, 0, 500))
        Book.open(
            copy
        ).close()  # rolls back what a killed program left half done, brings an older one up to date
        book = Book.open(copy, read_only=True)
    except OSError as error:
        raise unreadable(path, error) from error
    except TroubleError as error:
        error.path = path  # not the copy, of which nobody knows
        raise
    with book:
        refuse_unsound(book, path, manifest, stage(progress, 500, 1000))
        yield book, manifest


def refuse_what_is_no_file(path: Path) -> None:
    """``BookError`` if nothing that could be read is at ``path``."""
    if path.is_dir():
        raise TroubleError(
            _("{path} is a folder. Choose the book or backup inside it.").format(path=path),
            Trouble.FOLDER,
            path,
        )
    if not path.is_file():
        raise TroubleError(
            _("There is no book or backup at {path}.").format(path=path), Trouble.MISSING, path
        )


def unreadable(path: Path, error: OSError) -> TroubleError:
    """What to say of a file that the disk does not give."""
    return TroubleError(
        _("“{name}” cannot be read: {reason}.").format(name=path.name, reason=error.strerror or error),
        Trouble.UNREADABLE,
        path,
    )


def bring(path: Path, copy: Path, password: str | None, progress: Progress = nothing) -> Manifest | None:
    """Write the book that is at ``path``, or in the backup there, to the new file ``copy``, with what a killed program
    left beside it. The manifest, if it was a backup."""
    if open_here.is_open_here(path):  # nor looked at by hand: that would drop SQLite's locks
        with Book.open(path, read_only=True) as book:
            book.store.copy_to(copy, progress)
        return None
    if locked.is_locked(path):
        plain = copy.with_name(copy.name + ".unlocked")
        try:
            locked.unlock(path, plain, password, stage(progress, 0, 400))
            return container.unpack(plain, copy, stage(progress, 400, 1000), named=path)
        finally:
            plain.unlink(missing_ok=True)
    if container.looks_like_container(path):
        return container.unpack(path, copy, progress)
    if path.name.endswith((container.SUFFIX, container.SUFFIX + locked.LOCKED_SUFFIX)):
        raise damaged_backup(path)  # its very first bytes
    _copy_a_book(path, copy, progress)
    return None


def refuse_unsound(book: Book, path: Path, manifest: Manifest | None, progress: Progress = nothing) -> None:
    """``BookError`` if the book is damaged inside, or is not the one that the manifest describes."""
    with book.store.stoppable(lambda _done, _all: progress(1, 2)):
        wrong = integrity(book.store)
        facts = None if wrong else (book.book_id, row_counts(book.store))
    if wrong:
        raise damaged_backup(path) if manifest else damaged(path)
    if manifest and facts != (manifest.book_id, manifest.counts):
        raise damaged_backup(path)
    progress(1, 1)


def _room_for(path: Path) -> int:
    """How many bytes its private copy may take: a first guess, as a backup does not say before it is read."""
    size = path.stat().st_size
    if open_here.is_open_here(path):
        return size
    if locked.is_locked(path):
        return size * (_MOST_TIMES_LARGER + 1)
    if container.looks_like_container(path):
        try:
            return container.read_manifest(path).book_bytes
        except BookError:
            return 0
    return 2 * size  # an older one is brought up to date beside itself


def _copy_a_book(path: Path, copy: Path, progress: Progress) -> None:
    """Copy the file and what is beside it; once more if it was written into meanwhile. ``BookError`` if that never
    ends: half of this moment and half of another would look damaged, or worse, would not."""
    end = time.monotonic() + _LONGEST_WAIT_SECONDS
    for turn in count(1):
        before = _facts(path)
        _copy(path, copy, progress)
        beside = [
            file for file in replacing.files_beside(path) if file.exists() and not file.name.endswith("-shm")
        ]
        for file in beside:
            shutil.copyfile(file, _beside(copy, file, path))
        if _facts(path) == before:
            return
        if turn >= _TRIES and time.monotonic() > end:
            raise TroubleError(
                _("The book is busy: another program or window is writing into it. Try again in a moment."),
                Trouble.BUSY,
                path,
            )
        for file in beside:
            _beside(copy, file, path).unlink()
        time.sleep(_WAIT_SECONDS)


def _beside(copy: Path, file: Path, path: Path) -> Path:
    return copy.with_name(copy.name + file.name.removeprefix(path.name))


def _copy(path: Path, copy: Path, progress: Progress) -> None:
    size, done = path.stat().st_size, 0
    with path.open("rb") as source, copy.open("wb") as target:
        while chunk := source.read(_CHUNK):
            target.write(chunk)
            done += len(chunk)
            progress(done, size)


def _facts(path: Path) -> list[tuple[int, int] | None]:
    """What changes when somebody writes."""
    files = [path, *replacing.files_beside(path)]
    return [(file.stat().st_size, file.stat().st_mtime_ns) if file.exists() else None for file in files]
