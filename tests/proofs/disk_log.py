"""What reaches the disk below one folder, and in which order: each write, truncation, sync, and change of a name.

SQLite's part is told by a VFS of apsw's; of what else the program writes only what differs is known whenever it syncs
or renames a file, which is all that a disk promises anybody.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import apsw
import pytest

from tests.proofs.apsw_connection import through
from tests.proofs.disk_events import (
    SECTOR,
    Create,
    Event,
    Link,
    Remove,
    Rename,
    Saved,
    Sync,
    SyncFolder,
    Truncate,
    Write,
    carried_out,
    folder_of,
)

_JOURNALS = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL | apsw.SQLITE_OPEN_WAL
_names = count()


class DiskLog:
    """The events below ``folder`` since the log was begun; what was in it by then is on the disk for good."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.events: list[Event] = []
        self._ids = count()
        self._files: dict[str, int] = {}
        self._folders = {"."}
        self._contents: dict[int, bytearray] = {}
        self.look()
        self.events.clear()
        self.first_names = dict(self._files) | dict.fromkeys(self._folders, -1)
        self.first_contents = {file: bytes(content) for file, content in self._contents.items()}

    def saved(self, what: Any) -> None:
        """From now on, ``what`` must never be lost."""
        self.look()
        self.events.append(Saved(what))

    def idle(self) -> None:
        """The program sits there for a quarter as long again, and writes nothing."""
        self.look()
        self.events += [Saved("") for _moment in range(len(self.events) // 4)]

    # told by SQLite

    def name(self, path: str | Path | None) -> str | None:
        """The path from the logged folder on; ``None`` of what lies elsewhere."""
        if path is None or not Path(path).is_relative_to(self.folder):
            return None
        return Path(path).relative_to(self.folder).as_posix()

    def opened(self, name: str) -> int:
        """A file of the folder was opened, and made if it was not there."""
        if name not in self._files:
            self._created(name)
        return self._files[name]

    def wrote(self, event: Write | Truncate) -> None:
        carried_out(self._contents[event.file], event)
        self.events.append(event)

    def synced(self, file: int) -> None:
        self.events.append(Sync(file))

    def folder_synced(self, folder: str) -> None:
        self.events.append(SyncFolder(folder))

    def removed(self, name: str) -> None:
        del self._files[name]
        self.events.append(Remove(name))

    # seen from outside

    def look(self) -> None:
        """Note what was written past SQLite since the last look, as writes that nobody has synced."""
        present: set[str] = set()
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            present.add(name)
            if not path.is_dir():
                self._look_into(self.opened(name), path.read_bytes())
            elif name not in self._folders:
                self._folders.add(name)
                self.events.append(Create(name, -1))
        for name in [name for name in self._files if name not in present]:
            self.removed(name)

    def _look_into(self, file: int, content: bytes) -> None:
        known = self._contents[file]
        if known == content:
            return
        if len(content) < len(known):
            self.wrote(Truncate(file, len(content)))
        for start in range(0, len(content), SECTOR):
            sector = content[start : start + SECTOR]
            if known[start : start + SECTOR] != sector:
                self.wrote(Write(file, start, sector))

    def fsynced(self, descriptor: int) -> None:
        self.look()
        status = os.fstat(descriptor)
        for name in (*self._files, *self._folders):
            if (self.folder / name).stat().st_ino != status.st_ino:
                continue
            if stat.S_ISDIR(status.st_mode):
                self.folder_synced(name)
            else:
                self.synced(self._files[name])

    def renamed(self, source: Path, target: Path) -> None:
        """It is about to happen."""
        self.look()
        name, new_name = self.name(source.absolute()), self.name(target.absolute())
        if name is None and new_name is None:
            return
        assert name is not None
        assert new_name is not None
        assert source.parent == target.parent, "what is renamed stays in its folder"
        self._files[new_name] = self._files.pop(name)
        self.events.append(Rename(name, new_name))

    def linked(self, source: Path, target: Path) -> None:
        """It has just happened, after a look."""
        name, new_name = self.name(source.absolute()), self.name(target.absolute())
        if name is not None and new_name is not None:
            self._files[new_name] = self._files[name]
            self.events.append(Link(new_name, self._files[name]))

    def _created(self, name: str) -> None:
        file = self._files[name] = next(self._ids)
        self._contents[file] = bytearray()
        self.events.append(Create(name, file))


class _File(apsw.VFSFile):
    def __init__(self, log: DiskLog, base: str, name: Any, flags: list[int]) -> None:
        path = name if isinstance(name, str | None) else name.filename()
        self._log, self._name = log, log.name(path)
        self._owes_folder = bool(flags[0] & _JOURNALS and path and not Path(path).exists())
        super().__init__(base, name, flags)
        self._file = -1 if self._name is None else log.opened(self._name)

    def xWrite(self, data: Any, offset: int) -> None:
        super().xWrite(data, offset)
        if self._name is not None:
            self._log.wrote(Write(self._file, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize)
        if self._name is not None:
            self._log.wrote(Truncate(self._file, newsize))

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        if self._name is not None:
            self._log.synced(self._file)
            if self._owes_folder:  # as SQLite does on unix, when a new journal is synced for the first time
                self._log.folder_synced(folder_of(self._name))
                self._owes_folder = False


class _Vfs(apsw.VFS):
    def __init__(self, log: DiskLog, name: str) -> None:
        self._log = log
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> _File:
        return _File(self._log, "", name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        super().xDelete(filename, syncdir)
        name = self._log.name(filename)
        if name is not None:
            self._log.removed(name)
            if syncdir:
                self._log.folder_synced(folder_of(name))


@contextmanager
def logged(
    folder: Path, instead: Mapping[str, str] | None = None, *, never_syncs: str = ""
) -> Iterator[DiskLog]:
    """Log what the block does to the disk below ``folder``.

    A broken program carries out other statements ``instead``, or ``never_syncs`` its own "files" or "folders".
    """
    log, name = DiskLog(folder), f"log-{next(_names)}"
    vfs = _Vfs(log, name)
    fsync, replace, rename, link = os.fsync, os.replace, os.rename, os.link

    def logged_fsync(descriptor: int) -> None:
        kind = "folders" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "files"
        if kind != never_syncs:
            fsync(descriptor)
            log.fsynced(descriptor)

    def logged_replace(source: Any, target: Any, **_more: Any) -> None:
        log.renamed(Path(source), Path(target))
        replace(source, target)

    def logged_link(source: Any, target: Any, **_more: Any) -> None:
        log.look()
        link(source, target)
        log.linked(Path(source), Path(target))

    def logged_rename(source: Any, target: Any, **_more: Any) -> None:
        log.renamed(Path(source), Path(target))
        rename(source, target)

    try:
        with pytest.MonkeyPatch.context() as patch, through(name, instead):
            patch.setattr(os, "fsync", logged_fsync)
            patch.setattr(os, "replace", logged_replace)
            patch.setattr(os, "rename", logged_rename)
            patch.setattr(os, "link", logged_link)
            yield log
    finally:
        vfs.unregister()
