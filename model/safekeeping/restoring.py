"""Putting a backup in the place of the book, so that neither is lost.

Everything that takes long or can fail comes first: the backup is proven, the book that is there is backed up, the new
one is written beside it and read back. What is left is one rename, so whenever the program is killed, either the old
book or the new one stands there whole.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from model import open_here, replacing
from model.book import Book
from model.computer import Computer, ReplacedBook
from model.errors import BookError
from model.safekeeping import container, locked, outside
from model.safekeeping.backup import Backup, safety_copy
from model.safekeeping.instance_lock import InstanceLock
from model.safekeeping.manifest import Manifest, Reason
from model.safekeeping.stages import Progress, nothing, stage
from model.trouble import Trouble, TroubleError
from resources.i18n import _

PART = ".part"
_CHUNK = 1 << 20
_NOT_WHOLE = (Trouble.DAMAGED, Trouble.EMPTY, Trouble.STRANGE)
"""What a book may be that nobody can back up: it is kept as it is."""


@dataclass(frozen=True)
class Restored:
    """``before`` is what was in the place of the restored ``book``: a backup of it, or the damaged file itself."""

    book: Path
    before: Backup | Path | None
    manifest: Manifest | None


@dataclass(frozen=True)
class Prepared:
    """A proven book, ``part``, beside the ``book`` it will replace, of which ``before`` is a backup.

    ``damaged`` is what that will be called, if it was too damaged to be backed up.
    """

    part: Path
    book: Path
    before: Backup | None
    damaged: Path | None
    manifest: Manifest | None
    now: datetime

    def put_in_place(self) -> Restored:
        """The short rest. Nobody may have the book open. ``BookError`` if it was written into meanwhile."""
        try:
            if self.damaged:
                _keep_as_it_is(self.book, self.damaged)
            with self._nothing_new():
                replacing.put_in_place(self.part, self.book)
        except OSError as error:
            raise _not_restored(self.book, error) from error
        before = self.before or self.damaged
        if before:
            kept = before.path if isinstance(before, Backup) else before
            Computer().remember_replaced(ReplacedBook(self.book, kept, self.now.astimezone()))
        return Restored(self.book, before, self.manifest)

    @contextmanager
    def _nothing_new(self) -> Iterator[None]:
        """Nobody writes within the block what ``before`` does not hold."""
        if self.before is None or not self.book.exists():
            yield
            return
        kept = self.before.manifest
        with replacing.held_still(self.book) as last:
            if kept is None or (last.generation_id, last.seq) != (kept.generation_id, kept.seq):
                raise BookError(
                    _(
                        "The book is busy: another program or window is writing into it. Try again in a moment."
                    )
                )
            yield

    def throw_away(self) -> None:
        """Leave the book as it is. Harmless when the new one is in place."""
        with suppress(OSError):
            self.part.unlink(missing_ok=True)


def restore(
    backup: Path, book: Path, *, now: datetime, password: str | None = None, progress: Progress = nothing
) -> Restored:
    """Put the book that is in ``backup`` in the place of ``book``, which nobody may have open; a missing one is made.

    ``BookError`` with the reason, and everything as it was, if that cannot be done.
    """
    _refuse_place(backup, book)
    if open_here.is_open_here(book):
        raise TroubleError(
            _("“{name}” is open in a window. Close it there first.").format(name=book.name),
            Trouble.HELD,
            book,
        )
    with InstanceLock(book):
        prepared = prepare_restore(backup, book, now=now, password=password, progress=progress)
        try:
            return prepared.put_in_place()
        finally:
            prepared.throw_away()


def undo_restore(
    replaced: ReplacedBook, *, now: datetime, password: str | None = None, progress: Progress = nothing
) -> Restored:
    """Put the book back as it was before a restore. What was written since is backed up first, as always."""
    return restore(replaced.kept, replaced.book, now=now, password=password, progress=progress)


def prepare_restore(
    backup: Path, book: Path, *, now: datetime, password: str | None = None, progress: Progress = nothing
) -> Prepared:
    """All of a restore that takes long. The book may be open here and go on being written into meanwhile; what is
    written after this is in neither file, so whoever calls keeps people from writing."""
    _refuse_place(backup, book)
    book = book.resolve()
    part = book.with_name(book.name + PART)
    with outside.opened_outside(backup, password, stage(progress, 0, 500)) as found:
        before, damaged = None, None
        try:
            before = _backed_up(book, found.book.book_id, now, stage(progress, 500, 800))
        except TroubleError as error:
            if error.trouble not in _NOT_WHOLE:
                raise
            damaged = _name_for_damaged(book, now)
        try:
            _copy_and_prove(found.book.path, part, stage(progress, 800, 1000))
        except BaseException as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise _not_restored(book, error) from error
            raise
    return Prepared(part, book, before, damaged, found.manifest, now)


def _refuse_place(backup: Path, book: Path) -> None:
    outside.refuse_what_is_no_file(backup)
    if book.is_dir():
        raise TroubleError(
            _("{path} is a folder. Say the name of the book in it too.").format(path=book),
            Trouble.FOLDER,
            book,
        )
    if not book.resolve().parent.is_dir():
        raise BookError(_("There is no folder “{folder}”. Make it first.").format(folder=book.parent))
    if not book.exists():
        return
    if book.samefile(backup):
        raise BookError(_("A book cannot be restored over itself. Choose a backup of it."))
    if open_here.is_open_here(book):  # to look at it by hand would drop SQLite's locks
        return
    try:
        is_backup = locked.is_locked(book) or container.looks_like_container(book)
    except OSError as error:
        raise outside.unreadable(book, error) from error
    if is_backup:
        raise BookError(
            _("“{name}” is a backup itself. Say the name of the book that it shall replace.").format(
                name=book.name
            )
        )


def _backed_up(book: Path, book_id: str, now: datetime, progress: Progress) -> Backup | None:
    """A safety copy of the book that is there, if one is. ``BookError`` if it is another book."""
    if not book.exists():
        return None
    writable = os.access(book, os.W_OK) and os.access(book.parent, os.W_OK)
    with Book.open(book, read_only=not writable) as ours:
        if ours.book_id != book_id:
            raise BookError(
                _(
                    "“{name}” is another book than the one in the backup, so it was not replaced. Give the restored"
                    " book another name."
                ).format(name=book.name)
            )
        return safety_copy(ours, Reason.RESTORE, now, progress=progress)


def _name_for_damaged(book: Path, now: datetime) -> Path:
    for n in count(1):
        name = f"{book.stem} damaged {now:%Y-%m-%d}{f' {n}' if n > 1 else ''}{book.suffix}"
        if not book.with_name(name).exists():
            break
    return book.with_name(name)


def _keep_as_it_is(book: Path, kept: Path) -> None:
    """A copy, so that there is a file at ``book`` at every moment; and all that lies beside it."""
    for file in (book, *replacing.files_beside(book)):
        if file.exists():
            copy = kept.with_name(kept.name + file.name.removeprefix(book.name))
            shutil.copy2(file, copy)
            with copy.open("r+b") as written:
                os.fsync(written.fileno())


def _copy_and_prove(source: Path, part: Path, progress: Progress) -> None:
    """Copy ``source`` onto the disk that ``part`` is on, and read back what arrived there."""
    part.unlink(missing_ok=True)
    size, done, sent, arrived = source.stat().st_size, 0, hashlib.sha256(), hashlib.sha256()
    with source.open("rb") as original, part.open("xb") as copy:
        while chunk := original.read(_CHUNK):
            copy.write(chunk)
            sent.update(chunk)
            done += len(chunk)
            progress(done, 2 * size)
        copy.flush()
        replacing.sync_file(copy)
    with part.open("rb") as copy:
        while chunk := copy.read(_CHUNK):
            arrived.update(chunk)
            done += len(chunk)
            progress(done, 2 * size)
    if sent.digest() != arrived.digest():
        part.unlink()
        raise BookError(
            _("The disk gave back something else than was written to it. Restore to another disk.")
        )


def _not_restored(book: Path, error: OSError) -> BookError:
    return BookError(
        _("The book could not be restored to “{folder}”: {reason}. What was there is as it was.").format(
            folder=book.parent, reason=error.strerror or error
        )
    )
