"""What a killed program left beside its book: the originals of pages that it had begun to overwrite.

SQLite puts them back into whatever file bears that name. If the owner has put an earlier copy there meanwhile, that
spoils it for good, so a journal that was written for another state of the file is set aside first.
"""

import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_BOOK_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 28
_PAGE_SIZES = (512, 1024, 2048, 4096, 8192, 16384, 32768, 65536)
_LOOK_AGAIN_SECONDS = 0.2


@dataclass
class Journal:
    """A journal of an edit that never ended: the pages that the file had before it, and where the original of each
    page that it was about to overwrite stands in the journal."""

    page_size: int
    pages_then: int
    first_page: bytes = b""
    """The beginning of the file's first page as it was; empty if that was not overwritten."""
    originals: dict[int, int] = field(default_factory=dict)

    def belongs_to(self, header: bytes) -> bool:
        """Whether it was written for the file that begins with ``header``: each edit counts one up in it. Where that
        is destroyed, nothing speaks against it."""
        if not header.startswith(_BOOK_MAGIC):
            return True
        if self.first_page:
            return _number(header, 24) - _number(self.first_page, 24) in (0, 1)
        return _number(header, 28) == self.pages_then


def read_journal(file: BinaryIO) -> Journal | None:
    """What the journal in ``file`` holds; ``None`` if SQLite would put nothing back from it."""
    size = file.seek(0, os.SEEK_END)
    place, journal = 0, None
    while place + _HEADER_BYTES <= size:
        file.seek(place)
        head = file.read(_HEADER_BYTES)
        entries, nonce, pages_then, sector, page_size = (_number(head, at) for at in range(8, 28, 4))
        if not head.startswith(_MAGIC) or page_size not in _PAGE_SIZES or not 32 <= sector <= 65_536:
            break
        journal = journal or Journal(page_size, pages_then)
        place += sector
        for _entry in range(min(entries, (size - place) // (page_size + 8))):
            file.seek(place)
            entry = file.read(page_size + 8)
            page = entry[4:-4]
            if _number(entry, len(entry) - 4) != _checksum(nonce, page):
                break
            number = _number(entry, 0)
            if number == 1 and not journal.first_page:
                journal.first_page = page[:100]
            journal.originals.setdefault(number, place + 4)
            place += page_size + 8
        place = -(-place // sector) * sector
    return journal if journal and journal.originals else None


def set_aside_if_anothers(path: Path) -> None:
    """Rename the journal beside the book at ``path`` if it was written for another state of that file."""
    beside = path.with_name(path.name + "-journal")
    if not beside.is_file() or not _is_anothers(path, beside):
        return
    # Another program may be writing just now: between two looks its file and its journal would have changed.
    before = _state(path, beside)
    time.sleep(_LOOK_AGAIN_SECONDS)
    if beside.is_file() and _is_anothers(path, beside) and _state(path, beside) == before:
        beside.replace(beside.with_name(beside.name + ".old"))


def _is_anothers(path: Path, beside: Path) -> bool:
    with path.open("rb") as book, beside.open("rb") as file:
        journal = read_journal(file)
        return journal is not None and not journal.belongs_to(book.read(100))


def _state(path: Path, beside: Path) -> tuple[object, ...]:
    with path.open("rb") as book, beside.open("rb") as journal:
        facts = os.fstat(book.fileno()), os.fstat(journal.fileno())
        times = tuple((fact.st_size, fact.st_mtime_ns) for fact in facts)
        return (*times, book.read(100), journal.read(_HEADER_BYTES))


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")


def _checksum(nonce: int, page: bytes) -> int:
    return (nonce + sum(page[place] for place in range(len(page) - 200, 0, -200))) & 0xFFFFFFFF
