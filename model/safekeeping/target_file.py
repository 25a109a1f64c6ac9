"""The file of a new backup, under a passing name until it is proven."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO

from model import replacing
from model.errors import BookError
from resources.i18n import _

_PART = ".part"
_FULL = (errno.ENOSPC, errno.EDQUOT)
_A_DAY = 86_400


class TargetFile:
    """Takes bytes until its disk is full, and from then on only counts them, to say how many are needed."""

    def __init__(self, part: Path, name: str, suffix: str) -> None:
        self.part = part
        self._name, self._suffix = name, suffix
        self._file: BinaryIO = part.open("xb", buffering=0)
        self._bytes = 0
        self._is_full = False

    def write(self, data: bytes | memoryview) -> int:
        """Take all of ``data``."""
        self._bytes += len(data)
        view = memoryview(data)
        try:
            while view and not self._is_full:
                view = view[self._file.write(view) :]
        except OSError as error:
            if error.errno not in _FULL:
                raise
            self._is_full = True
            self._file.truncate(0)
        return len(data)

    def reach_the_disk(self) -> None:
        """Wait until all of it is on the disk itself, so that reading it is reading that."""
        try:
            if not self._is_full:
                replacing.sync_file(self._file)
        except OSError as error:
            if error.errno not in _FULL:
                raise
            self._is_full = True
        self.close()
        if self._is_full:
            raise self._full()

    def take_its_name(self) -> Path:
        """Its place for good: the wished name, or that with a number, if it is taken."""
        for n in count(1):
            path = self.part.with_name(f"{self._name}{f' {n}' if n > 1 else ''}{self._suffix}")
            try:
                _rename(self.part, path)
            except FileExistsError:
                continue
            break
        try:
            replacing.sync_folder(path.parent)
        except OSError:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            raise
        return path

    def close(self) -> None:
        """Let go of it. A stick that was pulled out has said so already."""
        with suppress(OSError):
            self._file.close()

    def _full(self) -> BookError:
        folder = self.part.parent
        self.part.unlink(missing_ok=True)
        return BookError(
            _(
                "There is no room in “{folder}”: {needed} MB are needed, {free} MB are free. Your earlier backups are"
                " unharmed."
            ).format(
                folder=folder,
                needed=self._bytes // 1_000_000 + 1,
                free=shutil.disk_usage(folder).free // 1_000_000,
            )
        )


def _rename(part: Path, path: Path) -> None:
    """Give ``part`` its name. ``FileExistsError`` if another program has just taken that."""
    if os.name == "nt":
        part.rename(path)
        return
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # Sticks know no second names; there, two programs must not be quicker than this.
        if path.exists():
            raise FileExistsError from None
        part.replace(path)
    else:
        part.unlink()


@contextmanager
def new_target(folder: Path, name: str, suffix: str) -> Iterator[TargetFile]:
    """A new file in ``folder``, to become ``name`` + ``suffix``. Whatever goes wrong in the block, nothing is left of
    it, and a disk that does not answer is told in a sentence."""
    target = None
    try:
        target = _new(folder, name, suffix)
        yield target
    except OSError as error:
        raise BookError(
            _(
                "The backup could not be written into “{folder}”: {reason}. If it is on a stick, put that in again and"
                " try once more. Your earlier backups are unharmed."
            ).format(folder=folder, reason=error.strerror or error)
        ) from error
    finally:
        if target:
            target.close()
            with suppress(OSError):
                target.part.unlink(missing_ok=True)


def _new(folder: Path, name: str, suffix: str) -> TargetFile:
    for n in count(os.getpid()):
        part = folder / f"{name}{suffix}.{n}{_PART}"
        try:
            target = TargetFile(part, name, suffix)
        except FileExistsError:
            continue
        break
    _sweep(part, suffix)
    return target


def _sweep(ours: Path, suffix: str) -> None:
    """Remove what killed programs left unfinished beside ``ours`` more than a day ago, by the disk's own clock."""
    with suppress(OSError):
        now = ours.stat().st_mtime
        for other in ours.parent.glob(f"*{suffix}.*{_PART}"):
            if now - other.stat().st_mtime > _A_DAY:
                other.unlink(missing_ok=True)
