"""The disks that a power cut may leave behind, made from the log of what was written before it.

What was synced is there. Of what was not, each sector of 512 bytes may be there or not: for half of the disks all of it
up to some moment and half of the next write, for the others by chance. In each folder names change in their order, as
on a file system with a journal: some first changes after its last sync are there, the later ones are not.
"""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.proofs.disk_events import (
    SECTOR,
    Create,
    Event,
    Link,
    Naming,
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
from tests.proofs.disk_log import DiskLog


@dataclass
class _Disk:
    """What is safe on the disk after some events, and what is still on its way."""

    names: dict[str, int]
    contents: dict[int, bytes]
    renamings: dict[str, list[Naming]] = field(default_factory=dict)
    writes: dict[int, list[Write | Truncate]] = field(default_factory=dict)
    saved: list[object] = field(default_factory=list)

    def take(self, event: Event) -> None:
        match event:
            case Write() | Truncate():
                self.writes.setdefault(event.file, []).append(event)
            case Create() | Remove() | Rename() | Link():
                self.renamings.setdefault(folder_of(event.name), []).append(event)
            case Sync(file):
                self.contents[file] = _written(self.contents.get(file, b""), self.writes.pop(file, []))
            case SyncFolder(name):
                self.names = _renamed(self.names, self.renamings.pop(name, []))
            case Saved(what) if what:
                self.saved.append(what)

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes | None]:
        """What may be found, by name: files, and folders as ``None``."""
        names = self.names
        for events in self.renamings.values():
            names = _renamed(names, events[: chance.randint(0, len(events))])
        in_order = chance.random() < 0.5
        found: dict[str, bytes | None] = {}
        for name, file in sorted(names.items()):  # a folder before what is in it
            if name != "." and folder_of(name) not in found:
                continue  # in a folder that is not there
            writes = self.writes.get(file, [])
            arrived = _in_order(writes, chance) if in_order else _by_chance(writes, chance)
            found[name] = None if file == -1 else _written(self.contents.get(file, b""), arrived)
        return found


def _written(content: bytes, writes: list[Write | Truncate]) -> bytes:
    changed = bytearray(content)
    for write in writes:
        carried_out(changed, write)
    return bytes(changed)


def _renamed(names: dict[str, int], renamings: list[Naming]) -> dict[str, int]:
    names = dict(names)
    for event in renamings:
        match event:
            case Create(name, file) | Link(name, file):
                names[name] = file
            case Remove(name):
                names.pop(name, None)
            case Rename(name, new_name):
                names[new_name] = names.pop(name)
    return names


def _in_order(writes: list[Write | Truncate], chance: random.Random) -> list[Write | Truncate]:
    arrived = chance.randint(0, len(writes))
    torn = writes[arrived : arrived + 1]
    return [*writes[:arrived], *_by_chance(torn, chance)]


def _by_chance(writes: list[Write | Truncate], chance: random.Random) -> list[Write | Truncate]:
    return [part for write in writes for part in _sectors(write) if chance.random() < 0.5]


def _sectors(event: Write | Truncate) -> Iterator[Write | Truncate]:
    if isinstance(event, Truncate):
        yield event
        return
    start = 0
    while start < len(event.data):
        end = start + SECTOR - (event.offset + start) % SECTOR
        yield Write(event.file, event.offset + start, event.data[start:end])
        start = end


@dataclass(frozen=True)
class Cut:
    """One power cut: what is found afterwards, and what the program had called saved by then."""

    at: int
    found: dict[str, bytes | None]
    saved: list[object]

    def lay_out(self, folder: Path) -> None:
        """Make ``folder`` what the disk is after the cut."""
        shutil.rmtree(folder, ignore_errors=True)
        for name, content in self.found.items():
            if content is None:
                (folder / name).mkdir()
            else:
                (folder / name).write_bytes(content)


def cuts(log: DiskLog, points: int, seed: int) -> Iterator[Cut]:
    """``points`` power cuts at random moments of the log, the earliest first."""
    chance = random.Random(seed)
    moments = sorted(chance.randint(0, len(log.events)) for _point in range(points))
    disk = _Disk(dict(log.first_names), dict(log.first_contents))
    done = 0
    for moment in moments:
        for event in log.events[done:moment]:
            disk.take(event)
        done = moment
        yield Cut(moment, disk.after_a_cut(chance), list(disk.saved))
