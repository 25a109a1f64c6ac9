"""A folder for passing files, which nobody else can read and which is gone afterwards."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model.errors import BookError
from resources.i18n import _

_MARGIN = 20_000_000


@contextmanager
def private_folder(bytes_needed: int, *near: Path) -> Iterator[Path]:
    """A new folder where ``bytes_needed`` fit: in the PC's own place for such things, else in the first of the
    folders ``near`` that has room. ``BookError`` if none has."""
    for place in (Path(tempfile.gettempdir()), *near):
        try:
            if shutil.disk_usage(place).free < bytes_needed + _MARGIN:
                continue
            folder = Path(tempfile.mkdtemp(prefix="regulars-", dir=place))
        except OSError:
            continue
        break
    else:
        raise BookError(
            _(
                "There is no room on this PC’s disk: {needed} MB are needed for a moment. Make room, then try again."
            ).format(needed=(bytes_needed + _MARGIN) // 1_000_000 + 1)
        )
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
