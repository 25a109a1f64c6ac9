"""Making a backup, and proving that it is one.

Snapshot, checks, container under a passing name, read back and compared, and only then given its name: whatever goes
wrong on the way, the earlier backups stay whole and nothing half made is left.
"""

import os
import platform
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from model import schema
from model.book import Book
from model.book_place import file_name
from model.computer import Computer
from model.errors import BookError
from model.safekeeping import container, locked
from model.safekeeping.checking import being_checked
from model.safekeeping.container import BOOK_NAME, SUFFIX, DamagedBackup, Writable
from model.safekeeping.locked import LOCKED_SUFFIX
from model.safekeeping.manifest import Manifest, Reason
from model.safekeeping.places import folder_beside
from model.safekeeping.private_folder import private_folder
from model.safekeeping.remembered import Remembered
from model.safekeeping.stages import Progress, nothing, stage
from model.safekeeping.standing import is_empty
from model.safekeeping.target_file import new_target
from model.statistics import row_counts
from model.store import APP_VERSION
from resources.i18n import _

_MOMENT = "%Y-%m-%d %H.%M"
_MOMENT_IN_NAME = re.compile(r"(\d{4}-\d\d-\d\d \d\d\.\d\d)( \d+)?" + re.escape(SUFFIX))


@dataclass(frozen=True)
class Backup:
    """One file of a backup. ``manifest`` is None where it is locked; ``bytes`` is the size of the file."""

    path: Path
    manifest: Manifest | None
    bytes: int

    @property
    def made_at(self) -> datetime:
        """When it was made, aware: as its manifest says; of a locked one, as its name or else the file says."""
        if self.manifest:
            return datetime.fromisoformat(self.manifest.made_at)
        if named := _MOMENT_IN_NAME.search(self.path.name):
            try:
                return datetime.strptime(named[1], _MOMENT).astimezone()
            except (ValueError, OverflowError, OSError):  # a day that never was
                pass
        return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)

    @property
    def is_locked(self) -> bool:
        """Whether only its password opens it."""
        return self.path.name.endswith(LOCKED_SUFFIX)


def back_up(
    book: Book | Path,
    folder: Path,
    reason: Reason,
    *,
    now: datetime,
    password: str | None = None,
    progress: Progress = nothing,
) -> Backup:
    """A new, proven backup of ``book`` in ``folder``. ``now`` is aware, or the time of the wall clock.

    The book may be open, and written into meanwhile. ``BookError`` if it is damaged, or if the backup cannot be
    written or read back: nothing is left behind then, and every earlier backup is as it was.
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
    with private_folder(2 * size if password else size, book.path.parent, folder) as private:
        snapshot = private / BOOK_NAME
        book.store.copy_to(snapshot, stage(progress, 0, 150))
        before = _described(snapshot, reason, now)
        name = f"{file_name(before.shop) or _('Book')} {now.astimezone().strftime(_MOMENT)}"
        suffix = SUFFIX + LOCKED_SUFFIX if password else SUFFIX
        # The check takes as long as all the rest, and another core of the PC has time.
        with being_checked(snapshot) as check, new_target(folder, name, suffix) as target:
            watched = check.and_(progress)
            manifest = _write(snapshot, target, before, password, stage(watched, 150, 500))
            target.reach_the_disk()
            _read_back(target.part, manifest, password, private, stage(watched, 500, 800))
            check.passed(stage(progress, 800, 1000))
            path = target.take_its_name()
    return Backup(path, manifest, path.stat().st_size)


def verify(path: Path, password: str | None = None, progress: Progress = nothing) -> Manifest:
    """What the backup at ``path`` says of itself, after all of it was read, unpacked, opened, checked and counted.

    ``LockedError``, ``WrongPassword`` or ``DamagedBackup``, each a BookError, if it cannot be proven.
    """
    from model.safekeeping.outside import opened_outside

    with opened_outside(path, password, progress) as outside:
        if outside.manifest is None:
            raise BookError(_("“{name}” is a book, not a backup.").format(name=path.name))
        return outside.manifest


def backups_in(folder: Path, book_id: str = "", password: str | None = None) -> list[Backup]:
    """The backups in ``folder``, the newest first, as they say of themselves; of the book ``book_id`` only, if given.

    A locked one that ``password`` does not open does not say whose it is: it is among them, without a manifest.
    Whatever else lies there is left out.
    """
    found: list[Backup] = []
    try:
        files = [
            file
            for file in folder.iterdir()
            if file.name.endswith((SUFFIX, SUFFIX + LOCKED_SUFFIX)) and file.is_file()
        ]
    except OSError:
        return []
    for file in files:
        try:
            backup = Backup(file, _manifest_of(file, password), file.stat().st_size)
        except (OSError, BookError):
            continue
        if backup.manifest is None or book_id in ("", backup.manifest.book_id):
            found.append(backup)
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def kept_beside(book: Path) -> list[Path]:
    """The whole books beside the one at ``book`` that the program kept: as they were before an update, or as they were
    found damaged, the newest first."""
    kept = re.compile(
        rf"{re.escape(book.stem)} (before update( \d+)?|damaged \d{{4}}-\d\d-\d\d( \d+)?){re.escape(book.suffix)}"
    )
    found = [file for file in book.resolve().parent.iterdir() if kept.fullmatch(file.name) and file.is_file()]
    return sorted(found, key=lambda file: (file.stat().st_mtime, file.name), reverse=True)


def safety_copy(
    book: Book | Path,
    reason: Reason,
    now: datetime,
    folder: Path | None = None,
    progress: Progress = nothing,
) -> Backup:
    """A backup before something that changes much: into ``folder``, else where this PC keeps its backups, else into a
    folder beside the book; locked as all backups of this PC are."""
    password = Remembered(Computer(), "").password
    return back_up(book, folder or safety_folder(book), reason, now=now, password=password, progress=progress)


def precaution(book: Book, reason: Reason, now: datetime, progress: Progress = nothing) -> Backup | None:
    """A safety copy of ``book``, unless there is nothing in it yet that anybody could miss."""
    return None if is_empty(book.store) else safety_copy(book, reason, now, progress=progress)


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


_known: dict[tuple[Path, int, int, str], Manifest] = {}
"""What locked backups said of themselves. To ask one takes half a second, and a folder holds dozens."""


def _manifest_of(file: Path, password: str | None) -> Manifest | None:
    if not locked.is_locked(file):
        return container.read_manifest(file)
    if not password:
        return None
    facts = file.stat()
    key = (file, facts.st_size, facts.st_mtime_ns, password)
    if key not in _known:
        try:
            end = locked.end_of(file, password, container.LONGEST_END)
        except locked.WrongPassword:
            return None
        _known[key] = container.manifest_at_end(file, end)
    return _known[key]


@contextmanager
def _opened(path: Path) -> Iterator[Book]:
    writable = not path.exists() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    with Book.open(path, read_only=not writable) as book:
        yield book


def _described(snapshot: Path, reason: Reason, now: datetime) -> Manifest:
    """The manifest of the snapshot, as far as it is known before it is packed."""
    with Book.open(snapshot, read_only=True) as book:
        last = book.store.row("SELECT generation_id, seq FROM edit ORDER BY number DESC LIMIT 1")
        return Manifest(
            book_id=book.book_id,
            shop=book.shop.name,
            made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
            reason=reason,
            generation_id=last["generation_id"] if last else "",
            seq=last["seq"] if last else 0,
            edits=int(book.store.value("SELECT count(*) FROM edit")),
            counts=row_counts(book.store),
            book_bytes=0,
            sha256="",
            app_version=APP_VERSION,
            format=schema.FORMAT,
            pc=platform.node(),
        )


def _write(
    snapshot: Path, file: Writable, before: Manifest, password: str | None, progress: Progress
) -> Manifest:
    if not password:
        return container.pack(snapshot, file, before, progress)
    locking = locked.Locking(file, password)
    manifest = container.pack(snapshot, locking, before, progress)
    locking.finish()
    return manifest


def _read_back(
    part: Path, manifest: Manifest, password: str | None, private: Path, progress: Progress
) -> None:
    """Everything is read and compared: the backup that cannot be read tomorrow is told today."""
    plain = part
    try:
        if password:
            plain = private / "read back"
            locked.unlock(part, plain, password, stage(progress, 0, 400))
        found = container.unpack(plain, None, stage(progress, 400 if password else 0, 1000))
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
