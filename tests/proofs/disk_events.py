"""What can happen on a disk, one thing at a time."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECTOR = 512


@dataclass(frozen=True)
class Write:
    file: int
    offset: int
    data: bytes


@dataclass(frozen=True)
class Truncate:
    file: int
    size: int


@dataclass(frozen=True)
class Sync:
    file: int


@dataclass(frozen=True)
class Create:
    """A new file, or a new folder if ``file`` is -1. Names are those of a path from the logged folder on."""

    name: str
    file: int


@dataclass(frozen=True)
class Remove:
    name: str


@dataclass(frozen=True)
class Rename:
    name: str
    new_name: str


@dataclass(frozen=True)
class Link:
    """A second name of a file."""

    name: str
    file: int


@dataclass(frozen=True)
class SyncFolder:
    """The names in the folder, as they are now, have reached the disk."""

    name: str


@dataclass(frozen=True)
class Saved:
    """The program said that ``what`` is saved."""

    what: Any


Naming = Create | Remove | Rename | Link
Event = Write | Truncate | Sync | Naming | SyncFolder | Saved


def carried_out(content: bytearray, event: Write | Truncate) -> None:
    """Do to ``content`` what the event did to the file."""
    if isinstance(event, Truncate):
        del content[event.size :]
        content.extend(bytes(event.size - len(content)))
    else:
        content.extend(bytes(max(0, event.offset - len(content))))
        content[event.offset : event.offset + len(event.data)] = event.data


def folder_of(name: str) -> str:
    """The folder that a name stands in."""
    return Path(name).parent.as_posix()
