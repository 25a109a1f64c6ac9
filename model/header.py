"""The first 100 bytes of a file: is it a book, is it whole, of which format. SQLite has not touched it yet."""

import os
from pathlib import Path

from model import schema
from model.open_here import is_open_here
from model.refused import damaged
from model.replacing import files_beside
from model.trouble import Trouble, TroubleError
from resources.i18n import _

APPLICATION_ID = 0x52474C52  # "RGLR", at byte 68 of the file
_MAGIC = b"SQLite format 3\x00"


def format_of(path: Path, read_only: bool) -> int:
    """The format of the book at ``path``, which nobody has open here. ``TroubleError`` for what is no book, no whole
    one, or cannot be opened as asked."""
    with path.open("rb") as file:
        header = file.read(100)
        size = file.seek(0, os.SEEK_END)
    if size < 512 or not header.startswith(_MAGIC):
        if size and not header.startswith(_MAGIC) and any(header):
            raise TroubleError(
                _("“{name}” is not a customer book. It was left as it is.").format(name=path.name),
                Trouble.FOREIGN,
                path,
            )
        raise TroubleError(
            _("“{name}” is empty or damaged, so it cannot be opened. Use your latest backup.").format(
                name=path.name
            ),
            Trouble.EMPTY,
            path,
        )
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise TroubleError(
            _("“{name}” belongs to another program. It was left as it is.").format(name=path.name),
            Trouble.FOREIGN,
            path,
        )
    if not read_only and any(file.exists() for file in files_beside(path)):
        from model.leftover_journal import set_aside_if_anothers

        set_aside_if_anothers(path)
    if _is_cut_off(path, header, size):
        raise damaged(path)
    version = int.from_bytes(header[60:64], "big")
    if version > schema.FORMAT:
        raise TroubleError(
            _(
                "“{name}” was made by a newer Regulars (format {version}). Update the program on this PC."
            ).format(name=path.name, version=version),
            Trouble.NEWER,
            path,
        )
    if not read_only and path.stat().st_nlink > 1:
        raise TroubleError(
            _(
                "“{name}” has a second name somewhere on this disk (a hard link), so writing into it is not safe."
            ).format(name=path.name),
            Trouble.TWO_NAMES,
            path,
        )
    if version < schema.FORMAT and read_only:
        raise TroubleError(
            _(
                "“{name}” was made by an older Regulars and must first be brought up to date, which is not possible"
                " where it may only be read."
            ).format(name=path.name),
            Trouble.NOT_UPDATED,
            path,
        )
    return version


def is_older(path: Path) -> bool:
    """Whether opening the book at ``path`` will bring it up to date, which puts a new file in its place."""
    if is_open_here(path):
        return False
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError:
        return False
    return (
        header.startswith(_MAGIC)
        and int.from_bytes(header[68:72], "big") == APPLICATION_ID
        and int.from_bytes(header[60:64], "big") < schema.FORMAT
    )


def _is_cut_off(path: Path, header: bytes, size: int) -> bool:
    """Whether pages are missing that the header counts, and nothing is there to bring them back."""
    page_size = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big") if header[24:28] == header[92:96] else 0
    if size >= pages * (65_536 if page_size == 1 else page_size):
        return False
    return not any(file.exists() and file.stat().st_size for file in files_beside(path))
