"""A proven backup at a second place: the same bytes, read back and compared. To make it anew takes much longer."""

import hashlib
from pathlib import Path

from model.errors import BookError
from model.safekeeping.backup import Backup
from model.safekeeping.container import SUFFIX
from model.safekeeping.locked import LOCKED_SUFFIX
from model.safekeeping.stages import Progress, nothing, stage
from model.safekeeping.target_file import TargetFile, new_target
from resources.i18n import _

_CHUNK = 1 << 20


def second_copy(proven: Backup, folder: Path, progress: Progress = nothing) -> Backup:
    """``proven``, which was made just now, in ``folder`` too. ``BookError`` if it cannot be written or read back:
    nothing is left behind then, and every earlier backup is as it was."""
    if not folder.is_dir():
        raise BookError(
            _("There is no folder “{folder}”. Make it, or put the stick in, then try again.").format(
                folder=folder
            )
        )
    suffix = SUFFIX + LOCKED_SUFFIX if proven.is_locked else SUFFIX
    with new_target(folder, proven.path.name.removesuffix(suffix), suffix) as target:
        written = _copy(proven.path, target, stage(progress, 0, 500))
        target.reach_the_disk()
        if _digest(target.part, stage(progress, 500, 1000)) != written:
            raise BookError(
                _(
                    "The backup was written into “{folder}”, but what came back was not the same. Use another disk or"
                    " stick. Your earlier backups are unharmed."
                ).format(folder=folder)
            )
        path = target.take_its_name()
    return Backup(path, proven.manifest, path.stat().st_size)


def _copy(source: Path, target: TargetFile, progress: Progress) -> bytes:
    """Write ``source`` to ``target``; the digest of what was written."""
    digest, size = hashlib.sha256(), source.stat().st_size
    with source.open("rb") as file:
        while chunk := file.read(_CHUNK):
            target.write(chunk)
            digest.update(chunk)
            progress(file.tell(), size)
    return digest.digest()


def _digest(path: Path, progress: Progress) -> bytes:
    digest, size = hashlib.sha256(), path.stat().st_size
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            progress(file.tell(), size)
    return digest.digest()
