"""Where the backups of a book go: a folder of this PC, and a stick that is known again wherever it is plugged in.

A stick is known by a small file on it with a mark made of chance. A drive letter or a mount point may change, and two
sticks may have the same name; the mark stays. Which volumes are mounted now is told by whoever asks.
"""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from model.errors import BookError
from model.frozen import Plain
from resources.i18n import _

FOLDER_NAME = "Regulars backups"
"""The same in every language: a stick goes from one PC to another."""
MARKER = "Regulars knows this place by this file.txt"

_OF_THE_SYSTEM = frozenset({"System", "boot", "dev", "efi", "proc", "run", "snap", "sys", "var"})
_PART_OF_A_MACS_DISK = re.compile(r"(?<=disk\d)(s\d+)+$|(?<=disk\d\d)(s\d+)+$")
_MARK_LINE = "mark: "
_LONGEST_MARKER = 4_096
_NO_DISKS = frozenset(
    {"tmpfs", "devtmpfs", "squashfs", "overlay", "proc", "sysfs", "autofs", "iso9660", "udf"}
)


class Place(StrEnum):
    """One of the two kinds of place that backups go to."""

    FOLDER = "folder"
    STICK = "stick"


class Volume(Plain):
    """A mounted disk, partition, stick or share. ``device`` is the system's name for it, ``name`` what people read."""

    root: Path
    name: str
    device: str = ""
    file_system: str = ""
    free_bytes: int = 0
    read_only: bool = False


class Stick(Plain):
    """A remembered stick (or any other disk). ``folder`` is where on it, from its root; ``root`` where it was last."""

    mark: str
    name: str
    folder: str
    root: Path


def folder_beside(book: Path) -> Path:
    """Where the backups of ``book`` go as long as nobody has said where."""
    return book.resolve().parent / FOLDER_NAME


def remember_stick(folder: Path, volume: Volume) -> Stick:
    """The stick that ``folder`` lies on, marked from now on; a mark that is there already stays.

    ``BookError`` if it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark = _mark_in(folder) or _put_mark(folder)
        inside = folder.resolve().relative_to(volume.root.resolve())
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BookError(
            _("Backups cannot go to {folder}: {reason}. Choose another stick or folder.").format(
                folder=folder, reason=reason
            )
        ) from error
    return Stick(mark, volume.name, inside.as_posix(), volume.root)


def find_stick(stick: Stick, volumes: Iterable[Volume]) -> Path | None:
    """The folder of ``stick`` where it is plugged in now; ``None`` if it is not."""
    roots = dict.fromkeys([stick.root, *(volume.root for volume in volumes)])
    return next(
        (root / stick.folder for root in roots if _mark_in(root / stick.folder) == stick.mark),
        None,
    )


def is_where_it_was(stick: Stick) -> bool:
    """Whether the stick is plugged in at its last place: quick, without asking which volumes there are."""
    return _mark_in(stick.root / stick.folder) == stick.mark


def moved_to(stick: Stick, folder: Path) -> Stick:
    """The stick, now known to be found at ``folder``."""
    root = folder
    for _part in Path(stick.folder).parts:
        root = root.parent
    return replace(stick, root=root)


def volume_of(path: Path, volumes: Iterable[Volume]) -> Volume | None:
    """The volume that ``path`` lies on: the one whose root is nearest above it."""
    path = path.resolve()
    above = [volume for volume in volumes if path.is_relative_to(volume.root.resolve())]
    return max(above, key=lambda volume: len(volume.root.resolve().parts), default=None)


def on_one_disk(one: Path, other: Path, volumes: Sequence[Volume] = ()) -> bool:
    """Whether both lie on the same disk, so that both go when it breaks. What does not exist yet counts by the folder
    it would be in."""
    if _disk(one) == _disk(other):
        return True
    first, second = volume_of(one, volumes), volume_of(other, volumes)
    return bool(first and second and first.device and _whole(first.device) == _whole(second.device))


def _whole(device: str) -> str:
    """Of a Mac’s ``/dev/disk3s1s1`` the disk: its system and its data are two volumes of one."""
    return _PART_OF_A_MACS_DISK.sub("", device)


def other_disks(book: Path, volumes: Sequence[Volume]) -> list[Volume]:
    """The volumes that a backup of ``book`` would be safer on, those with most room first."""
    fit = [
        volume
        for volume in volumes
        if not volume.read_only
        and volume.file_system.lower() not in _NO_DISKS
        and volume.root.is_dir()
        and not _is_of_the_system(volume.root)
        and not on_one_disk(book, volume.root, volumes)
    ]
    return sorted(fit, key=lambda volume: -volume.free_bytes)


def _is_of_the_system(root: Path) -> bool:
    """Whether people have no business there, whatever disk it is."""
    if os.name == "nt" or root.parts[1:3] == ("run", "media"):
        return False
    return root == Path("/") or root.parts[1] in _OF_THE_SYSTEM


def _disk(path: Path) -> object:
    """What is the same for all that lies on one disk, as far as the system tells."""
    path = path.resolve()
    there = next(place for place in (path, *path.parents) if os.path.exists(place))  # noqa: PTH110
    device = there.stat().st_dev
    if os.name == "posix" and hasattr(os, "major"):
        known = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}")
        if (known / "partition").exists():
            return known.resolve().parent  # two partitions break together
    return device


def _mark_in(folder: Path) -> str:
    """The mark in ``folder``; "" if there is none that can be read."""
    try:
        with (folder / MARKER).open(encoding="utf-8") as file:
            text = file.read(_LONGEST_MARKER)
    except (OSError, ValueError):
        return ""
    return next(
        (line.removeprefix(_MARK_LINE).strip() for line in text.splitlines() if line.startswith(_MARK_LINE)),
        "",
    )


def _put_mark(folder: Path) -> str:
    import secrets  # only for a new stick

    mark = secrets.token_hex(16)
    words = _(
        "Regulars finds its backups by this file, even when the drive has another letter. Please leave it here."
    )
    (folder / MARKER).write_text(f"{words}\n{_MARK_LINE}{mark}\n", encoding="utf-8")
    return mark
