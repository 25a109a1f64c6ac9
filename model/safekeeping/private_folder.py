"""A folder for passing files, which nobody else can read and which is gone afterwards."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from model.errors import BookError
from resources.i18n import _

_PREFIX = "regulars-"
_MARGIN = 20_000_000
_A_DAY = 86_400


@contextmanager
def private_folder(bytes_needed: int, *near: Path) -> Iterator[Path]:
    """A new folder where ``bytes_needed`` fit: in the PC's own place for such things, else in the first of the
    folders ``near`` that has room. ``BookError`` if none has."""
    folder = next(
        (made for place in (Path(tempfile.gettempdir()), *near) if (made := _made(place, bytes_needed))), None
    )
    if folder is None:
        raise BookError(
            _(
                "There is no room on this PC’s disk: {needed} MB are needed for a moment. Make room, then try again."
            ).format(needed=(bytes_needed + _MARGIN) // 1_000_000 + 1)
        )
    try:
        _sweep(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _made(place: Path, bytes_needed: int) -> Path | None:
    try:
        if shutil.disk_usage(place).free < bytes_needed + _MARGIN:
            return None
        return Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))  # readable for its owner only
    except OSError:
        return None


def _sweep(ours: Path) -> None:
    """Remove what a killed program left beside ``ours`` more than a day ago, by the clock of the disk itself."""
    with suppress(OSError):
        now = ours.stat().st_mtime
        for other in ours.parent.glob(f"{_PREFIX}*"):
            if (
                other.is_dir()
                and not other.is_symlink()
                and _is_ours(other)
                and now - other.stat().st_mtime > _A_DAY
            ):
                shutil.rmtree(other, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()
