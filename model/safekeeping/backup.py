"""Making a backup, and proving that it is one.

Snapshot, checks, container under a passing name, read back and compared, and only then given its name: whatever goes
wrong on the way, the earlier backups stay whole and nothing half made is left.
"""

import errno
import os
import platform
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from model import database
from model.book import Book
from model.book_place import file_name
from model.computer import Computer
from model.errors import BookError
from model.safekeeping import container, locked
from model.safekeeping.container import SUFFIX, DamagedBackup, Manifest, Reason
from model.safekeeping.places import folder_beside
from model.safekeeping.private_folder import private_folder
from model.safekeeping.stages import Progress, nothing, stage
from model.statistics import integrity, row_counts
from model.store import APP_VERSION
from resources.i18n import _

LOCKED = SUFFIX + locked.LOCKED_SUFFIX
PART = ".part"


@dataclass(frozen=True)
class Backup:
    """One file of a backup. ``manifest`` is None where it is locked; ``bytes`` is the size of the file."""

    path: Path
    manifest: Manifest | None
    bytes: int

    @property
    def made_at(self) -> datetime:
        """When it was made, as its manifest says; of a locked one, when its file was written."""
        if self.manifest:
            return datetime.fromisoformat(self.manifest.made_at)
        return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)


def back_up(
    book: Book | Path,
    folder: Path,
    reason: Reason,
    *,
    now: datetime,
    password: str | None = None,
    progress: Progress = nothing,
) -> Backup:
    """A new, proven backup of ``book`` in ``folder``; ``now`` is aware, or the time of the wall clock.

    The book may be open, and written into meanwhile. ``BookError`` if it is damaged, or the backup cannot be written
    or read back: nothing is left behind then, and every earlier backup is as it was.
    """
    if isinstance(book, Path):
        with _opened(book) as opened:
            return back_up(opened, folder, reason, now=now, password=password, progress=progress)
    if not folder.is_dir():
        raise BookError(
            _("There is no folder “{folder}”. Make it, or put the stick in, then try again.").format(
                folder=folder
            )
        )
    size = book.path.stat().st_size
    with private_folder(size * (3 if password else 1), book.path.parent, folder) as private:
        snapshot = private / container.BOOK_NAME
        book.store.copy_to(snapshot, stage(progress, 0, 150))
        describe = _checked(snapshot, reason, now, stage(progress, 150, 400))
        name = f"{file_name(book.shop.name) or _('Book')} {now.astimezone():%Y-%m-%d %H.%M}"
        target = _free_name(folder, name, LOCKED if password else SUFFIX)
        with _part_of(target, snapshot.stat().st_size) as part:
            manifest = _write(snapshot, part, describe, password, private, stage(progress, 400, 750))
            _read_back(part, manifest, password, private, stage(progress, 750, 1000))
            _name(part, target)
    return Backup(target, manifest, target.stat().st_size)


def verify(path: Path, password: str | None = None, progress: Progress = nothing) -> Manifest:
    """What the backup at ``path`` says of itself, after all of it was read, unpacked, opened and counted.

    ``LockedError``, ``WrongPassword`` or ``DamagedBackup``, each a BookError, if it cannot be proven.
    """
    from model.safekeeping.outside import opened_outside

    with opened_outside(path, password, progress) as outside:
        if outside.manifest is None:
            raise BookError(_("“{name}” is a book, not a backup.").format(name=path.name))
        return outside.manifest


def backups_in(folder: Path, book_id: str = "") -> list[Backup]:
    """The backups in ``folder``, the newest first, as they say of themselves; of the book ``book_id`` only, if given.

    Locked ones do not say whose they are and are always among them. Whatever else lies there is left out.
    """
    found: list[Backup] = []
    try:
        files = [file for file in folder.iterdir() if file.name.endswith((SUFFIX, LOCKED)) and file.is_file()]
    except OSError:
        return []
    for file in files:
        try:
            manifest = None if locked.is_locked(file) else container.read_manifest(file)
            if manifest is None or book_id in ("", manifest.book_id):
                found.append(Backup(file, manifest, file.stat().st_size))
        except (OSError, BookError):
            continue
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def safety_copy(
    book: Book | Path, reason: Reason, now: datetime, folder: Path | None = None, progress: Progress = nothing
) -> Backup:
    """A backup before something that changes much: into ``folder``, else where this PC keeps its backups, else into a
    folder beside the book."""
    return back_up(book, folder or safety_folder(book), reason, now=now, progress=progress)


def safety_folder(book: Book | Path) -> Path:
    """Where safety copies of ``book`` go when nobody says where; made if it is not there."""
    path = book.path if isinstance(book, Book) else book
    chosen = Computer().backup_folder
    if chosen and chosen.is_dir():
        return chosen
    folder = folder_beside(path)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise BookError(
            _("No backup could be made beforehand in “{folder}”: {reason}. Nothing was changed.").format(
                folder=folder, reason=error.strerror
            )
        ) from error
    return folder


@contextmanager
def _opened(path: Path) -> Iterator[Book]:
    writable = not path.exists() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    with Book.open(path, read_only=not writable) as book:
        yield book


Describe = Callable[[int, str], Manifest]


def _checked(snapshot: Path, reason: Reason, now: datetime, progress: Progress) -> Describe:
    """What the manifest will say of the snapshot, once that was found to be sound."""
    with Book.open(snapshot, read_only=True) as book:
        progress(0, 1)
        if wrong := integrity(book.store):
            raise BookError(
                _(
                    "The book is damaged, so no backup was made of it: {what} Your earlier backups are unharmed."
                ).format(what=wrong[0])
            )
        last = book.store.row("SELECT generation_id, seq FROM edit ORDER BY number DESC LIMIT 1")
        edits = int(book.store.value("SELECT count(*) FROM edit"))
        counts, shop, book_id = row_counts(book.store), book.shop.name, book.book_id
        progress(1, 1)

    def describe(book_bytes: int, sha256: str) -> Manifest:
        return Manifest(
            book_id=book_id,
            shop=shop,
            made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
            reason=reason,
            generation_id=last["generation_id"] if last else "",
            seq=last["seq"] if last else 0,
            edits=edits,
            counts=counts,
            book_bytes=book_bytes,
            sha256=sha256,
            app_version=APP_VERSION,
            format=database.FORMAT,
            pc=platform.node(),
        )

    return describe


def _free_name(folder: Path, name: str, suffix: str) -> Path:
    target = folder / f"{name}{suffix}"
    for n in count(2):
        if not target.exists():
            break
        target = folder / f"{name} {n}{suffix}"
    return target


@contextmanager
def _part_of(target: Path, bytes_needed: int) -> Iterator[Path]:
    """A passing name for ``target``. Whatever goes wrong, nothing is left under it, and the sentence says so."""
    part = target.with_name(target.name + PART)
    try:
        part.unlink(missing_ok=True)
        yield part
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if error.errno == errno.ENOSPC:
            raise _full(target.parent, bytes_needed) from error
        raise BookError(
            _(
                "The backup could not be written into “{folder}”: {reason}. Is the stick still in? Your earlier"
                " backups are unharmed."
            ).format(folder=target.parent, reason=error.strerror or error)
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _full(folder: Path, bytes_needed: int) -> BookError:
    free = shutil.disk_usage(folder).free
    return BookError(
        _(
            "“{folder}” is full: {needed} MB are needed, {free} MB are free. Your earlier backups are unharmed."
        ).format(folder=folder, needed=bytes_needed // 1_000_000 + 1, free=free // 1_000_000)
    )


def _write(
    snapshot: Path, part: Path, describe: Describe, password: str | None, private: Path, progress: Progress
) -> Manifest:
    plain = private / "container" if password else part
    with plain.open("xb+") as file:
        manifest = container.pack(snapshot, file, describe, progress)
    if password:
        locked.lock(plain, part, password)
        plain.unlink()
    with part.open("r+b") as file:
        os.fsync(file.fileno())
    return manifest


def _read_back(
    part: Path, manifest: Manifest, password: str | None, private: Path, progress: Progress
) -> None:
    plain = part
    if password:
        plain = private / "read back"
        locked.unlock(part, plain, password)
    try:
        found = container.unpack(plain, None, progress)
    except DamagedBackup as error:
        raise _unproven(part.parent) from error
    if found != manifest:
        raise _unproven(part.parent)


def _unproven(folder: Path) -> BookError:
    return BookError(
        _(
            "The backup was written into “{folder}”, but what came back was not the same. Use another disk or stick."
            " Your earlier backups are unharmed."
        ).format(folder=folder)
    )


def _name(part: Path, target: Path) -> None:
    part.rename(target)
    database.sync_folder(target.parent)
