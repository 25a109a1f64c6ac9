"""The pages of a book's file as bytes, whole or not, with what a killed program left beside it taken into account.

SQLite is not asked: it refuses a file whose first page is gone. The file is only read. Of a journal that belongs to
it, the originals of half-written pages stand in the place of what the file holds; of a write-ahead log, the pages that
were committed.
"""

import os
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Self

from model.leftover_journal import read_journal

MAGIC = b"SQLite format 3\x00"
USUAL_PAGE_SIZE = 4096
_PAGE_SIZES = (512, 1024, 2048, 4096, 8192, 16384, 32768, 65536)
_WAL_MAGIC = (0x377F0682, 0x377F0683)
_SAMPLES = 2_000  # pages looked at to tell their size
_LEAF, _INDEX_LEAF = 0x0D, 0x0A

_Overlay = dict[int, tuple[BinaryIO, int]]
"""Page number to the file, and the place in it, where that page stands instead."""


class PageFile:
    """The pages of one file, numbered from 1. To be used in a ``with``."""

    def __init__(self, path: Path) -> None:
        with ExitStack() as opened:
            self._file = opened.enter_context(path.open("rb"))
            size = self._file.seek(0, os.SEEK_END)
            header = self._read(self._file, 0, 100)
            self.page_size = self._find_page_size(size, _page_size(header))
            self.count = -(-size // self.page_size)
            self.counted = 0
            self._instead: _Overlay = {}
            for end, read in (("-journal", self._read_journal), ("-wal", self._read_wal)):
                beside = path.with_name(path.name + end)
                if beside.is_file():
                    read(opened.enter_context(beside.open("rb")))
            header = self.page(1)[:100]
            # Bytes that other programs keep free at the end of each page: ours never does.
            spare = header[20] if header.startswith(MAGIC) and header[20] <= self.page_size - 480 else 0
            self.usable = self.page_size - spare
            self.encoding = {2: "utf-16-le", 3: "utf-16-be"}.get(
                int.from_bytes(header[56:60], "big"), "utf-8"
            )
            self.has_header = header.startswith(MAGIC)
            if self.has_header and header[24:28] == header[92:96]:
                self.counted = self.counted or int.from_bytes(header[28:32], "big")
            self._opened = opened.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self._opened.close()

    def page(self, number: int) -> bytes:
        """One page; zeros where the file ends before it does."""
        if number < 1 or number > self.count:
            return bytes(self.page_size)
        file, place = self._instead.get(number, (self._file, (number - 1) * self.page_size))
        return self._read(file, place, self.page_size).ljust(self.page_size, b"\0")

    @staticmethod
    def _read(file: BinaryIO, place: int, size: int) -> bytes:
        file.seek(place)
        return file.read(size)

    def _find_page_size(self, size: int, said: int) -> int:
        """The size at whose multiples most of what looks like a page of rows begins; what the header says, or the
        usual one, if none does."""
        found: Counter[int] = Counter()
        for page_size in _PAGE_SIZES:
            step = max(1, size // page_size // _SAMPLES)
            for number in range(0, size // page_size, step):
                start = self._read(self._file, number * page_size, page_size // 4)
                found[page_size] += page_size * step * _looks_like_rows(start, page_size)
        return max(_PAGE_SIZES, key=lambda each: (found[each], each == said, each == USUAL_PAGE_SIZE))

    # what a killed program left

    def _read_journal(self, file: BinaryIO) -> None:
        journal = read_journal(file)
        if journal is None or journal.page_size != self.page_size:
            return
        if journal.belongs_to(self._read(self._file, 0, 100)):
            self._instead = {number: (file, place) for number, place in journal.originals.items()}
            self.counted = journal.pages_then
            self.count = max(self.count, min(journal.pages_then, max(journal.originals)))

    def _read_wal(self, log: BinaryIO) -> None:
        size = log.seek(0, os.SEEK_END)
        head = self._read(log, 0, 32)
        magic, page_size = int.from_bytes(head[:4], "big"), int.from_bytes(head[8:12], "big")
        if len(head) < 32 or magic not in _WAL_MAGIC or page_size != self.page_size:
            return
        order = "big" if magic & 1 else "little"
        checksum = _wal_checksum(head[:24], (0, 0), order)
        pending: _Overlay = {}
        for place in range(32, size - page_size - 23, page_size + 24):
            frame = self._read(log, place, page_size + 24)
            checksum = _wal_checksum(frame[24:], _wal_checksum(frame[:8], checksum, order), order)
            stored = int.from_bytes(frame[16:20], "big"), int.from_bytes(frame[20:24], "big")
            if frame[8:16] != head[16:24] or stored != checksum:
                break
            pending[int.from_bytes(frame[:4], "big")] = (log, place + 24)
            if pages := int.from_bytes(frame[4:8], "big"):  # a commit
                self._instead.update(pending)
                self.counted = pages
                self.count = max(self.count, min(pages, max(self._instead)))
                pending = {}


def _page_size(header: bytes) -> int:
    """What a whole header says; 0 if it is not whole."""
    size = int.from_bytes(header[16:18], "big") if header.startswith(MAGIC) else 0
    size = 65_536 if size == 1 else size
    return size if size in _PAGE_SIZES else 0


def _looks_like_rows(start: bytes, page_size: int) -> bool:
    if len(start) < 10 or start[0] not in (_LEAF, _INDEX_LEAF):
        return False
    cells, content = int.from_bytes(start[3:5], "big"), int.from_bytes(start[5:7], "big") or 65_536
    pointers = [
        int.from_bytes(start[at : at + 2], "big") for at in range(8, min(8 + 2 * cells, len(start) - 1), 2)
    ]
    # Cells fill a page from its end: in a page twice the size none would lie behind the middle.
    return (
        bool(pointers)
        and 8 + 2 * cells <= content <= min(pointers)
        and page_size // 2 < max(pointers) < page_size
    )


def _wal_checksum(data: bytes, start: tuple[int, int], order: str) -> tuple[int, int]:
    one, two = start
    words: Callable[[int], int] = lambda at: int.from_bytes(data[at : at + 4], order)  # type: ignore[arg-type]  # noqa: E731
    for at in range(0, len(data), 8):
        one = (one + words(at) + two) & 0xFFFFFFFF
        two = (two + words(at + 4) + one) & 0xFFFFFFFF
    return one, two
