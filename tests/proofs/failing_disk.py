"""A disk whose k-th reading, writing, syncing or renaming fails, once or from then on, for SQLite and our own files.

Only what lies below one folder is touched; Python, its libraries and the files of the system are left alone.
"""

import builtins
import errno
import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Any

import apsw
import pytest

from tests.proofs.apsw_connection import through

_names = count()


class Kind(StrEnum):
    """What goes wrong."""

    BROKEN = "the disk cannot be read or written"
    FULL = "the disk is full"


@dataclass
class Disk:
    """The disk below ``folder``. Once it has begun to fail, its ``fails_at``-th access does; 0: none does."""

    folder: Path
    fails_at: int = 0
    kind: Kind = Kind.BROKEN
    for_ever: bool = False
    accesses: int = 0
    failed: list[str] = field(default_factory=list)
    _counts: bool = False

    def begin(self) -> None:
        """Accesses are counted from now on."""
        self._counts = True

    def mend(self) -> None:
        """From now on, all is well."""
        self._counts = False

    def is_here(self, path: Any) -> bool:
        if not isinstance(path, str | os.PathLike):
            return False
        return Path(path).is_absolute() and Path(path).is_relative_to(self.folder)

    def is_well(self, deed: str, *, writes: bool) -> bool:
        """Whether this access works."""
        if not self._counts or (self.kind is Kind.FULL and not writes):
            return True
        self.accesses += 1
        late = self.for_ever and 0 < self.fails_at < self.accesses
        if self.accesses != self.fails_at and not late:
            return True
        self.failed.append(deed)
        return False

    def sqlite(self, deed: str, code: int, *, writes: bool = False) -> None:
        if self.is_well(deed, writes=writes):
            return
        is_full = self.kind is Kind.FULL
        error: Any = apsw.FullError("the disk is full") if is_full else apsw.IOError("the disk is broken")
        code = apsw.SQLITE_FULL if is_full else code
        error.result, error.extendedresult = code & 0xFF, code
        raise error

    def system(self, deed: str, *, writes: bool = False) -> None:
        if not self.is_well(deed, writes=writes):
            number = errno.ENOSPC if self.kind is Kind.FULL else errno.EIO
            raise OSError(number, os.strerror(number))


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self._disk = disk
        super().__init__("", name, flags)

    def xRead(self, amount: int, offset: int) -> bytes:
        self._disk.sqlite("read", apsw.SQLITE_IOERR_READ)
        return super().xRead(amount, offset)

    def xWrite(self, data: Any, offset: int) -> None:
        self._disk.sqlite("write", apsw.SQLITE_IOERR_WRITE, writes=True)
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        self._disk.sqlite("truncate", apsw.SQLITE_IOERR_TRUNCATE)
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        self._disk.sqlite("sync", apsw.SQLITE_IOERR_FSYNC)
        super().xSync(flags)

    def xFileSize(self) -> int:
        self._disk.sqlite("size", apsw.SQLITE_IOERR_FSTAT)
        return super().xFileSize()


class _Vfs(apsw.VFS):
    def __init__(self, disk: Disk, name: str) -> None:
        self._disk = disk
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:
        self._disk.sqlite("open", apsw.SQLITE_CANTOPEN, writes=bool(flags[0] & apsw.SQLITE_OPEN_CREATE))
        return _File(self._disk, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self._disk.sqlite("delete", apsw.SQLITE_IOERR_DELETE)
        super().xDelete(filename, syncdir)


def _our_files(disk: Disk) -> dict[tuple[Any, str], Callable[..., Any]]:
    """What stands in the place of Python's own functions."""
    plain_open = io.open

    class File(io.FileIO):
        def readinto(self, buffer: Any) -> int | None:
            disk.system("read")
            return super().readinto(buffer)

        def readall(self) -> bytes:
            disk.system("read")
            return super().readall()

        def write(self, data: Any) -> int:
            disk.system("write", writes=True)
            return super().write(data)

    def opened(
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        closefd: bool = True,
        opener: Any = None,
    ) -> Any:
        if not disk.is_here(file):
            return plain_open(file, mode, buffering, encoding, errors, newline, closefd, opener)
        disk.system("open", writes=bool(set("wxa") & set(mode)))
        raw = File(file, mode.replace("b", "").replace("t", ""), closefd, opener)
        if buffering == 0:
            return raw
        plus = "+" in mode
        buffer = io.BufferedRandom if plus else io.BufferedReader if mode[0] == "r" else io.BufferedWriter
        if "b" in mode:
            return buffer(raw)
        return io.TextIOWrapper(buffer(raw), encoding, errors, newline)

    def failing(function: Callable[..., Any], deed: str, *, writes: bool = False) -> Callable[..., Any]:
        def instead(path: Any, *rest: Any, **more: Any) -> Any:
            if isinstance(path, int) or disk.is_here(path):
                disk.system(deed, writes=writes)
            return function(path, *rest, **more)

        return instead

    return {
        (io, "open"): opened,
        (builtins, "open"): opened,
        (os, "fsync"): failing(os.fsync, "sync"),
        (os, "replace"): failing(os.replace, "rename"),
        (os, "rename"): failing(os.rename, "rename"),
        (os, "link"): failing(os.link, "rename", writes=True),
        (os, "unlink"): failing(os.unlink, "remove"),
        (os, "mkdir"): failing(os.mkdir, "make a folder", writes=True),
    }


@contextmanager
def failing(folder: Path, at: int = 0, kind: Kind = Kind.BROKEN, *, for_ever: bool = False) -> Iterator[Disk]:
    """Inside the block, whatever is done below ``folder`` can be made to fail. Passing files lie there too."""
    disk, name = Disk(folder.resolve(), at, kind, for_ever), f"failing-{next(_names)}"
    vfs = _Vfs(disk, name)
    passing = disk.folder / "passing"
    passing.mkdir()
    try:
        with pytest.MonkeyPatch.context() as patch, through(name):
            patch.setattr(tempfile, "tempdir", str(passing))
            patch.setattr(shutil, "_USE_CP_SENDFILE", False, raising=False)  # which would pass us by
            for (owner, attribute), instead in _our_files(disk).items():
                patch.setattr(owner, attribute, instead)
            yield disk
    finally:
        vfs.unregister()
