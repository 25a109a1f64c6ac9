"""One program at a time in one book: a lock beside it that names its holder and ends with its process.

The operating system holds the lock, so no crash leaves it behind; what stands in the file is for people. Only where
the file was written on another PC is what stands in it asked too: not every share carries locks from PC to PC.
"""

import errno
import getpass
import hashlib
import json
import os
import sys
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from model.days_in_words import format_day
from model.frozen import Plain
from model.trouble import Trouble, TroubleError
from resources.i18n import _

if sys.platform == "win32":
    import msvcrt
    import winreg
else:
    import fcntl

_END = ".lock"
_TRIES = 5  # somebody may just be asking, which takes the lock for a moment
_BETWEEN_TRIES_SECONDS = 0.02
_MOST_BYTES = 4_096
_LOCKED_BYTE = 1 << 30
"""Windows locks bytes for reading too; nobody ever reads one so far behind the text."""


class Holder(Plain):
    """Who has a book open. ``since`` is local and aware; ``machine`` tells two PCs of one name apart."""

    pc: str
    user: str
    program: str
    pid: int
    since: datetime
    machine: str = ""

    @property
    def is_here(self) -> bool:
        """Whether it is a program on this PC."""
        return (self.pc, self.machine) == (_pc(), _machine())


class HeldElsewhere(TroubleError):  # noqa: N818
    """The book is open elsewhere. ``may_be_over``: on another PC, which perhaps crashed; it may be taken over.

    ``holder`` is ``None`` where the lock does not say.
    """

    def __init__(self, path: Path, holder: Holder | None, *, may_be_over: bool = False) -> None:
        super().__init__(_sentence(path, holder, may_be_over=may_be_over), Trouble.HELD, path)
        self.holder = holder
        self.may_be_over = may_be_over


class InstanceLock:
    """The lock of one book, held from ``take`` to ``let_go`` or to the end of the process, whichever comes first."""

    def __init__(self, book: Path, program: str = "Regulars") -> None:
        self._book = book.resolve()
        self._place = _place(self._book)
        self._program = program
        self._file: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether it is ours. It may not be after ``take``: in a folder that nobody can write there is no lock."""
        return self._file is not None

    def take(self, *, over: bool = False) -> None:
        """Hold the book, or ``HeldElsewhere``.

        With ``over``, what another PC left behind counts no more: for a person who knows that it is not open there.
        A lock that is truly held cannot be taken over.
        """
        for one_try in range(_TRIES):
            file = self._open()
            if file is None:
                return
            try:
                if self._try(file, over=over):
                    self._file = file
                    return
                refusal = HeldElsewhere(self._book, _read(file))
            except HeldElsewhere:
                os.close(file)
                raise
            os.close(file)
            if one_try < _TRIES - 1:
                time.sleep(_BETWEEN_TRIES_SECONDS)
        raise refusal

    def let_go(self) -> None:
        """Others may have the book; nothing is left beside it. Harmless when it is not held."""
        if self._file is None:
            return
        file, self._file = self._file, None
        # Where it can be, the file is removed while it is still ours: afterwards it may be somebody else's.
        if sys.platform == "win32":
            _unlock(file)
            os.close(file)
            with suppress(OSError):
                self._place.unlink()
        else:
            with suppress(OSError):
                self._place.unlink()
            os.close(file)

    def __enter__(self) -> Self:
        self.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.let_go()

    def _open(self) -> int | None:
        """The lock's file, made if need be; ``None`` where none can be: such a book cannot be written either."""
        try:
            return os.open(self._place, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:
            pass
        # Made by somebody else on this PC, whose file we may look at only.
        try:
            return os.open(self._place, os.O_RDONLY)
        except OSError:
            return None

    def _try(self, file: int, *, over: bool) -> bool:
        if not _lock(file):
            return False
        if not self._is_in_place(file):
            return False  # removed by its last holder after we opened it
        before = _read(file)
        if before is not None and not before.is_here and not over:
            raise HeldElsewhere(self._book, before, may_be_over=True)
        with suppress(OSError):  # A full disk, or the file of another user: the lock holds all the same.
            os.ftruncate(file, 0)
            os.lseek(file, 0, os.SEEK_SET)
            os.write(file, self._text())
        return True

    def _is_in_place(self, file: int) -> bool:
        try:
            return os.path.samestat(os.fstat(file), self._place.stat())
        except OSError:
            return False

    def _text(self) -> bytes:
        about = {
            "pc": _pc(),
            "user": _user(),
            "program": self._program,
            "pid": os.getpid(),
            "machine": _machine(),
        }
        return json.dumps(about, ensure_ascii=False).encode()


def holder(book: Path) -> Holder | None:
    """Who has the book open now, or had it on another PC without closing it; ``None``: nobody. Takes nothing."""
    try:
        file = os.open(_place(book.resolve()), os.O_RDONLY)
    except OSError:
        return None
    try:
        found = _read(file)
        if _lock(file):
            return found if found is not None and not found.is_here else None
        return found or Holder("", "", "", 0, _since(file))
    finally:
        os.close(file)


def _place(book: Path) -> Path:
    return book.with_name(book.name + _END)


def _lock(file: int) -> bool:
    """Whether the operating system gave the lock; also where it knows no locks, as on some shares."""
    try:
        if sys.platform == "win32":
            os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as refused:
        return refused.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK, errno.EWOULDBLOCK)
    return True


def _unlock(file: int) -> None:
    if sys.platform == "win32":
        with suppress(OSError):
            os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_UNLCK, 1)


def _read(file: int) -> Holder | None:
    """Who wrote the lock; ``None`` if it is empty or says nothing that we know."""
    try:
        os.lseek(file, 0, os.SEEK_SET)
        about = json.loads(os.read(file, _MOST_BYTES))
        return Holder(
            pc=str(about["pc"]),
            user=str(about["user"]),
            program=str(about["program"]),
            pid=int(about["pid"]),
            since=_since(file),
            machine=str(about["machine"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _since(file: int) -> datetime:
    """When the lock was written, by the clock of whoever keeps the file."""
    return datetime.fromtimestamp(os.fstat(file).st_mtime).astimezone()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def _pc() -> str:
    if sys.platform != "win32":
        return os.uname().nodename
    import platform

    return platform.node()


def _machine() -> str:
    """What no other PC has, as a hash: the name of a PC alone is not always its own."""
    return hashlib.sha256(_machine_id().encode()).hexdigest()[:16]


def _machine_id() -> str:
    if sys.platform == "win32":
        with (
            suppress(OSError),
            winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key,
        ):
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    for known in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        with suppress(OSError):
            return known.read_text(encoding="ascii").strip()
    if sys.platform != "darwin":
        return _pc()
    import uuid

    return str(uuid.getnode())


def _sentence(path: Path, found: Holder | None, *, may_be_over: bool) -> str:
    if found is None or not found.pc:
        return _("“{name}” is open in another window. Close it there first.").format(name=path.name)
    if may_be_over:
        sentence = _(
            "“{name}” was opened by {user} on the PC “{pc}” on {day} at {time} and not closed there."
            " If it is still open there, close it first. If that PC crashed or was switched off, go on here."
        )
    elif found.is_here and found.user == _user():
        sentence = _("“{name}” is already open here, in {program}. Close it there first.")
    else:
        sentence = _(
            "“{name}” is open on the PC “{pc}”: {user}, in {program}, since {day}, {time}. Close it there first."
        )
    return sentence.format(
        name=path.name,
        pc=found.pc,
        user=found.user or "?",
        program=found.program,
        day=format_day(found.since.date()),
        time=f"{found.since:%H:%M}",
    )
