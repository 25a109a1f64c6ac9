"""Places where a book must not live: a share that several PCs write into, and a folder that a cloud carries about."""

import os
import re
import subprocess
import sys
from enum import StrEnum, auto
from pathlib import Path

from model.book_place import is_carried_to_a_cloud
from resources.i18n import _

_ESCAPED = re.compile(r"\\([0-7]{3})")  # a space is \040
_MOUNTS = Path("/proc/self/mounts")
_NETWORK = frozenset(
    {
        "9p",
        "afpfs",
        "afs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.gvfsd-fuse",
    }
    | {
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.smbnetfs",
        "fuse.sshfs",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
    }
    | {"smb2", "smb3", "smbfs", "webdav"}
)
_DRIVE_REMOTE = 4  # what GetDriveTypeW answers for a mapped drive


class PlaceWarning(StrEnum):
    """Why a book should not be written where it lies."""

    NETWORK = auto()
    CLOUD = auto()

    @property
    def sentence(self) -> str:
        """What to know, and what to do instead."""
        if self is PlaceWarning.CLOUD:
            return _(
                "This book lies in a folder that is carried to other PCs by itself (a cloud folder). Opened on two PCs"
                " it falls apart into two copies. Better keep the book on this PC, and only its backups there."
            )
        return _(
            "This book lies on a network drive. If the network fails while something is saved, the book can be damaged,"
            " and two PCs cannot write into it at once. Better keep the book on this PC, and only its backups there."
        )


def warning_about(path: Path) -> PlaceWarning | None:
    """What is to be said about the place of the book at ``path``, if anything."""
    if is_carried_to_a_cloud(path):
        return PlaceWarning.CLOUD
    return PlaceWarning.NETWORK if is_on_a_network(path) else None


def is_on_a_network(path: Path) -> bool:
    """Whether ``path`` lies on another PC or a server, as far as this system tells."""
    path = path.resolve()
    if sys.platform == "win32":
        return _is_remote_on_windows(path)
    return kind_of_mount(path, _mounts()) in _NETWORK


def kind_of_mount(path: Path, mounts: str) -> str:
    """The file system that ``path`` lies on, by the lines of ``mounts``: device, place, kind, and more."""
    kind, longest = "", -1
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        place = _ESCAPED.sub(lambda code: chr(int(code[1], 8)), parts[1])
        # Of two at one place, the later hides the earlier.
        if path.is_relative_to(place) and len(place) >= longest:
            kind, longest = parts[2], len(place)
    return kind


def _mounts() -> str:
    try:
        if sys.platform == "darwin":
            return _mounts_of_mac()
        return _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except (OSError, subprocess.SubprocessError):
        return ""


def _mounts_of_mac() -> str:
    """``/dev/disk1s1 on /Volumes/My Stick (smbfs, nodev …)``, in the words of ``/proc/mounts``."""
    said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True).stdout
    lines = []
    for line in said.splitlines():
        device, _on, rest = line.partition(" on ")
        place, _bracket, options = rest.rpartition(" (")
        kind = options.split(",")[0].rstrip(")")
        lines.append(" ".join((device.replace(" ", r"\040"), place.replace(" ", r"\040"), kind)))
    return "\n".join(lines)


def _is_remote_on_windows(path: Path) -> bool:
    drive = os.path.splitdrive(path)[0]
    if drive.startswith("\\\\"):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _DRIVE_REMOTE)
    return False
