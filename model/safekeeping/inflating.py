"""The book inside a damaged backup, as far as it can be unpacked."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model.errors import BookError
from model.safekeeping.container import BOOK_NAME, SUFFIX
from model.safekeeping.page_file import MAGIC
from model.safekeeping.private_folder import private_folder
from resources.i18n import _

_ZIP = b"PK\x03\x04"
_AGE = b"age-encryption.org/"
_USUAL_START = 30 + len(BOOK_NAME) + 20
"""Where the packed book begins in a backup as it is written: behind its zip64 header."""
_CHUNK = 1 << 20
_LARGEST_RATIO = 200
_SMALL = 10_000_000


@contextmanager
def damaged_book(path: Path, near: Path) -> Iterator[Path]:
    """The damaged book at ``path`` itself, or what can be unpacked of it, in a passing place, if it is a backup."""
    with path.open("rb") as file:
        start = file.read(64)
    if start.startswith(_AGE):
        raise BookError(
            _(
                "“{name}” is locked with a password, so nothing can be saved of it while it is damaged."
            ).format(name=path.name)
        )
    if start.startswith(MAGIC) or not (start.startswith(_ZIP) or path.name.endswith(SUFFIX)):
        yield path
        return
    size = path.stat().st_size
    with private_folder(10 * size, near) as folder:
        part = folder / BOOK_NAME
        _unpack(path, _start_of_book(start), part, max(_SMALL, _LARGEST_RATIO * size))
        yield part


def _start_of_book(start: bytes) -> int:
    if start.startswith(_ZIP) and start[30:].startswith(BOOK_NAME.encode()):
        return 30 + int.from_bytes(start[26:28], "little") + int.from_bytes(start[28:30], "little")
    return _USUAL_START


def _unpack(path: Path, begins: int, part: Path, most: int) -> None:
    """Write the book into ``part`` up to the first byte that cannot be unpacked, and never more than ``most``: no book
    shrinks so much, but a bomb does."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    with path.open("rb") as backup, part.open("wb") as book:
        backup.seek(begins)
        left, packed = most, backup.read(_CHUNK)
        while packed and left > 0 and not inflate.eof:
            try:
                data = inflate.decompress(packed, min(left, _CHUNK))
            except zlib.error:
                return
            book.write(data)
            left -= len(data)
            packed = inflate.unconsumed_tail or backup.read(_CHUNK)
