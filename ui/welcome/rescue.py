"""What each way out of trouble does, up to the book that is then opened."""

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from model.book_place import suggest
from model.computer import Computer
from model.errors import BookError
from model.replacing import files_beside
from model.safekeeping.backup import Backup
from model.safekeeping.container import DamagedBackup
from model.safekeeping.known_books import KnownBooks
from model.safekeeping.locked import LockedError, WrongPassword
from model.safekeeping.outside import opened_outside
from model.safekeeping.remembered import Remembered
from model.safekeeping.restoring import Restored, restore
from model.safekeeping.salvage import Salvaged, salvage
from model.safekeeping.ways_out import Way, backups_of, ways_out
from model.trouble import Trouble, TroubleError
from resources.i18n import _
from ui.tasks import Progress, Tasks
from ui.welcome.ask_for_file import ask_for_book, ask_where, books_folder


class Rescue(QObject):
    """The ways out for one refused book.

    ``open_wanted(path, read_only, over)`` with the book to open now; ``said(sentence)`` with what is to be told in its
    window; ``failed(sentence)`` when the way did not lead out.
    """

    open_wanted = Signal(object, bool, bool)
    said = Signal(str)
    failed = Signal(str)

    def __init__(self, refused: TroubleError, path: Path, computer: Computer, window: QWidget) -> None:
        super().__init__(window)
        self._path, self._computer, self._window = path.absolute(), computer, window
        self._is_foreign = refused.trouble is Trouble.FOREIGN
        self._tasks = Tasks(window)
        self._book_id = KnownBooks(computer).book_id(path)
        self.backups = backups_of(self._path, self._book_id, computer)
        self.ways = ways_out(
            refused.trouble,
            has_backup=bool(self.backups),
            disk_is_there=self._path.parent.is_dir(),
            may_be_over=bool(getattr(refused, "may_be_over", False)),
        )

    @property
    def is_busy(self) -> bool:
        """Whether one of the ways is being gone just now."""
        return self._tasks.running

    def go(self, way: Way) -> None:
        """Go one of the ways."""
        if self.is_busy:
            return
        {
            Way.AGAIN: self._open,
            Way.READ: lambda: self._open(read_only=True),
            Way.OVER: lambda: self._open(over=True),
            Way.FIND: self._ask,
            Way.ANOTHER: self._ask,
            Way.BACKUP: self.use_backup,
            Way.RESCUE: self.rescue,
            Way.COPY: self.copy_here,
        }[way]()

    def use_backup(self, password: str | None = None) -> None:
        """Put the newest backup that is whole in the place of the book; what was there is kept."""
        password = password or Remembered(self._computer, self._book_id).password
        path, backups, now, book_id = self._path, self.backups, datetime.now(UTC), self._book_id
        if not path.parent.is_dir():  # the stick it was on is away
            path = suggest(books_folder(self._computer), path.stem, path.stem)
        elif self._is_foreign:  # whatever that file is, it is not ours to move
            path = suggest(path.parent, path.stem, path.stem)
        self._tasks.start(
            _("Putting the backup in place…"),
            lambda progress: newest_good(backups, path, book_id, now, password, progress),
            self._restored,
            self._not_restored,
        )

    def rescue(self) -> None:
        """Bring what can be read into a new book."""
        suggested = suggest(
            books_folder(self._computer), _("{name} rescued").format(name=self._path.stem), ""
        )
        where = ask_where(self._window, suggested)
        if where is None:
            return
        damaged = self._path
        self._tasks.start(
            _("Rescuing what can be read…"),
            lambda progress: salvage(damaged, where, progress=progress),
            self._rescued,
            lambda error: self.failed.emit(str(error)),
        )

    def copy_here(self) -> None:
        """Copy the book to where it can be written, with what SQLite left beside it, and open that."""
        where = ask_where(self._window, suggest(books_folder(self._computer), self._path.stem, ""))
        if where is None:
            return
        source = self._path
        self._tasks.start(
            _("Copying the book…"),
            lambda _progress: copy_with_its_journal(source, where),
            lambda copy: self.open_wanted.emit(copy, False, False),
            lambda error: self.failed.emit(str(error)),
        )

    def _open(self, *, read_only: bool = False, over: bool = False) -> None:
        self.open_wanted.emit(self._path, read_only, over)

    def _ask(self) -> None:
        chosen = ask_for_book(self._window, self._computer)
        if chosen is not None:
            self.open_wanted.emit(chosen, False, False)

    def _restored(self, restored: Restored) -> None:
        kept = restored.before.path if isinstance(restored.before, Backup) else restored.before
        if kept is not None:
            self.said.emit(
                _("The backup is in place. What was there before is kept in “{file}”.").format(file=kept)
            )
        self.open_wanted.emit(restored.book, False, False)

    def _not_restored(self, error: BookError) -> None:
        if not isinstance(error, LockedError | WrongPassword):
            self.failed.emit(str(error))
            return
        password, wanted = QInputDialog.getText(
            self._window, _("Password"), str(error), QLineEdit.EchoMode.Password
        )
        if wanted and password:
            self.use_backup(password)

    def _rescued(self, salvaged: Salvaged) -> None:
        self.said.emit("\n".join(salvaged.sentences))
        self.open_wanted.emit(salvaged.path, False, False)


def newest_good(
    backups: Sequence[Backup],
    path: Path,
    book_id: str,
    now: datetime,
    password: str | None,
    progress: Progress,
) -> Restored:
    """Restore the first of ``backups`` that is whole and of the book ``book_id``, if that is known; the error of the
    newest if none is."""
    first: BookError | None = None
    for backup in backups:
        try:
            if backup.manifest is None and book_id:  # locked: whose it is shows only inside
                with opened_outside(backup.path, password) as inside:
                    if inside.book.book_id != book_id:
                        continue
            return restore(backup.path, path, now=now, password=password, progress=progress)
        except DamagedBackup as error:
            first = first or error
    raise first or BookError(_("There is no backup of this book on this PC."))


def copy_with_its_journal(source: Path, target: Path) -> Path:
    """A copy of a book that nobody can write where it is; ``target`` must not be there yet."""
    if target.exists():
        raise BookError(
            _("There is already a file “{name}” here. Open it, or choose another name.").format(
                name=target.name
            )
        )
    part = _free_part(target)
    try:
        shutil.copyfile(source, part)
        for beside, end in zip(files_beside(source), files_beside(part), strict=True):
            if beside.exists():
                shutil.copyfile(beside, end)
        # The journal first: a book without it would be taken for whole.
        for beside, end in zip(files_beside(part), files_beside(target), strict=True):
            if beside.exists():
                beside.replace(end)
        part.rename(target)
    except OSError as error:
        for file in (part, *files_beside(part)):
            file.unlink(missing_ok=True)
        raise BookError(
            _("The book could not be copied: {reason}. Choose another folder.").format(
                reason=error.strerror or error
            )
        ) from error
    return target


def _free_part(target: Path) -> Path:
    return next(part for n in count(1) if not (part := target.with_name(f"{target.name}.part{n}")).exists())
