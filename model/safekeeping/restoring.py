"""Putting a backup in the place of the book, so that neither is lost."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from model import database
from model.book import Book
from model.errors import BookError
from model.safekeeping import outside
from model.safekeeping.backup import Backup, safety_copy
from model.safekeeping.container import Manifest, Reason
from model.safekeeping.stages import Progress, nothing, stage
from resources.i18n import _


@dataclass(frozen=True)
class Restored:
    """``before`` is what was in the place of the restored ``book``: a backup of it, or the damaged file itself."""

    book: Path
    before: Backup | Path | None
    manifest: Manifest | None


@dataclass(frozen=True)
class Prepared:
    """A verified book beside the one it will replace, and a safety copy of that."""

    part: Path
    book: Path
    before: Backup | Path | None
    manifest: Manifest | None

    def put_in_place(self) -> Restored:
        """The short rest: rename. Nobody may have the book open."""
        database.put_in_place(self.part, self.book)
        return Restored(self.book, self.before, self.manifest)

    def throw_away(self) -> None:
        """Leave the book as it is."""
        self.part.unlink(missing_ok=True)


def restore(
    backup: Path, book: Path, *, now: datetime, password: str | None = None, progress: Progress = nothing
) -> Restored:
    """Put the book that is in ``backup`` in the place of ``book``, which nobody may have open."""
    if database.is_open_here(book):
        raise BookError(_("“{name}” is open in a window. Close it there first.").format(name=book.name))
    prepared = prepare_restore(backup, book, now=now, password=password, progress=progress)
    try:
        return prepared.put_in_place()
    finally:
        prepared.throw_away()


def prepare_restore(
    backup: Path, book: Path, *, now: datetime, password: str | None = None, progress: Progress = nothing
) -> Prepared:
    """Verify ``backup``, keep what is at ``book``, and make the restored book ready beside it; all that takes long."""
    book = book.resolve()
    outside.refuse_what_is_no_file(backup)
    if book.is_dir():
        raise BookError(_("{path} is a folder. Say the name of the book in it too.").format(path=book))
    if book.exists() and book.samefile(backup):
        raise BookError(_("A book cannot be restored over itself. Choose a backup."))
    with outside.opened_outside(backup, password, stage(progress, 0, 500)) as found:
        theirs, manifest = found.book.book_id, found.manifest
    before = None
    if book.exists():
        with Book.open(book, read_only=True) as ours:
            if ours.book_id != theirs:
                raise BookError(
                    _(
                        "“{name}” is another book than the one in the backup. Choose another name for it."
                    ).format(name=book.name)
                )
        before = safety_copy(book, Reason.RESTORE, now, progress=stage(progress, 500, 800))
    part = book.with_name(book.name + ".part")
    try:
        part.unlink(missing_ok=True)
        outside.bring(backup.resolve(), part, password, stage(progress, 800, 1000))
        with part.open("r+b") as file:
            os.fsync(file.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return Prepared(part, book, before, manifest)
