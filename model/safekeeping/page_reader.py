"""SQLite's trees of pages, read page by page and believing nothing: each number found is checked before it is used.

See https://www.sqlite.org/fileformat2.html. A leaf of a table holds cells: a rowid and a record, whose tail may lie on
a chain of overflow pages. Of a record whose tail is gone, the columns before the gap are still read.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from model.safekeeping.page_file import PageFile

Value = int | float | str | bytes | None

LEAF, INTERIOR, INDEX_LEAF, INDEX_INTERIOR = 0x0D, 0x05, 0x0A, 0x02
_LONGEST_RECORD = 16_000_000
_DEEPEST = 20  # a tree of pages this deep would hold more than any disk
_WIDTHS = (0, 1, 2, 3, 4, 6, 8)


@dataclass(frozen=True, slots=True)
class Cell:
    """One row as it stands on a page. If it is not ``whole``, ``values`` may be fewer than it had, a text may be
    cut, and unreadable letters in it are U+FFFD."""

    rowid: int
    values: tuple[Value, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page that a tree leads to, and the rowids that belong there: above ``low``, up to ``high``."""

    number: int
    low: int
    high: int


_LOWEST, _HIGHEST = -(1 << 63) - 1, (1 << 63) - 1


def kind_of(page: bytes, number: int) -> int:
    """The first byte of a page's own header; 0 if it is no page of a tree that holds anything."""
    start = 100 if number == 1 else 0
    kind = page[start]
    return kind if kind in (LEAF, INTERIOR, INDEX_LEAF, INDEX_INTERIOR) else 0


def leaves(file: PageFile, root: int, seen: set[int]) -> Iterator[Leaf | None]:
    """The leaves of a table's tree from ``root`` on, in order; ``None`` for each page that cannot be read.

    ``seen`` holds the pages that were walked before, here or in another tree: none is walked twice.
    """
    pending: list[tuple[int, int, int, int]] = [(root, _LOWEST, _HIGHEST, 0)]
    while pending:
        number, low, high, depth = pending.pop()
        if not 1 <= number <= file.count or number in seen or depth > _DEEPEST:
            yield None
            continue
        page = file.page(number)
        kind = kind_of(page, number)
        if kind == LEAF:
            seen.add(number)
            yield Leaf(number, low, high)
        elif kind == INTERIOR:
            seen.add(number)
            children: list[tuple[int, int, int, int]] = []
            for child, key in _interior_cells(page, number, file.usable):
                children.append((child, low, min(key, high), depth + 1))
                low = max(low, key)
            start = 100 if number == 1 else 0
            last = int.from_bytes(page[start + 8 : start + 12], "big")
            pending += reversed([*children, (last, low, high, depth + 1)])
        else:
            yield None


def _interior_cells(page: bytes, number: int, usable: int) -> list[tuple[int, int]]:
    """(child page, highest rowid in it) of each cell."""
    found = []
    for at in _pointers(page, number, usable, 12):
        if at + 4 < usable:
            key, _end = _varint(page, at + 4)
            found.append((int.from_bytes(page[at : at + 4], "big"), _signed(key)))
    return found


def cells(file: PageFile, number: int) -> tuple[list[Cell], bool]:
    """The rows on one leaf, and whether the page looks as SQLite wrote it. What cannot be told apart from chance is
    left out."""
    page = file.page(number)
    found: list[Cell] = []
    sound = True
    pointers = _pointers(page, number, file.usable, 8)
    start = 100 if number == 1 else 0
    if len(pointers) != int.from_bytes(page[start + 3 : start + 5], "big"):
        sound = False
    for at in pointers:
        cell = _cell(file, page, at)
        if cell is None:
            sound = False
        else:
            found.append(cell)
    rising = all(one.rowid < other.rowid for one, other in pairwise(found))
    return (found, sound) if rising else (_longest_rising(found), False)


def _longest_rising(found: list[Cell]) -> list[Cell]:
    """The most cells whose rowids rise as they must: of the others, something is wrong with the rowid."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, cell in enumerate(found):
        place = bisect_left(tails, cell.rowid)
        tails[place : place + 1] = [cell.rowid]
        ends[place : place + 1] = [index]
        before.append(ends[place - 1] if place else -1)
    chosen: list[Cell] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chosen.append(found[index])
        index = before[index]
    return chosen[::-1]


def _pointers(page: bytes, number: int, usable: int, header: int) -> list[int]:
    start = 100 if number == 1 else 0
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    first = start + header
    end = min(first + 2 * count, usable)
    pointers = [int.from_bytes(page[at : at + 2], "big") for at in range(first, end - 1, 2)]
    return [at for at in pointers if first + 2 * len(pointers) <= at <= usable - 4]


def _cell(file: PageFile, page: bytes, at: int) -> Cell | None:
    size, place = _varint(page, at)
    rowid, place = _varint(page, place)
    if not 0 < size <= _LONGEST_RECORD or place >= file.usable:
        return None
    local = _local_bytes(size, file.usable, file.usable - 35)
    payload = _payload(file, page, place, size, local)
    return None if payload is None else _record(payload, size, _signed(rowid), file.encoding)


def _local_bytes(size: int, usable: int, most: int) -> int:
    """How many bytes of a record stand on the page itself."""
    if size <= most:
        return size
    least = (usable - 12) * 32 // 255 - 23
    wanted = least + (size - least) % (usable - 4)
    return wanted if wanted <= most else least


def _payload(file: PageFile, page: bytes, place: int, size: int, local: int) -> bytes | None:
    """A record's bytes with what overflows: fewer than ``size`` if the chain breaks off; ``None`` if not even its
    start can be right."""
    if place + local > file.usable:
        return None
    if local == size:
        return page[place : place + size]
    if place + local + 4 > file.usable:
        return None
    parts, left = [page[place : place + local]], size - local
    following = int.from_bytes(page[place + local : place + local + 4], "big")
    while left > 0:
        if not 2 <= following <= file.count:
            return b"".join(parts)
        more = file.page(following)
        following = int.from_bytes(more[:4], "big")
        part = more[4 : min(4 + left, file.usable)]
        left -= len(part)
        # Behind the last page of a chain comes none; before it always one. Else this was no page of it.
        if (following != 0) if left == 0 else not 2 <= following <= file.count:
            return b"".join(parts)
        parts.append(part)
    return b"".join(parts)


@lru_cache(maxsize=50_000)
def _columns(header: bytes) -> tuple[tuple[int, int], ...] | None:
    """(serial type, bytes) of each column of a record's header; ``None`` if it is none."""
    _size, place = _varint(header, 0)
    found = []
    while place < len(header):
        kind, place = _varint(header, place)
        if kind in (10, 11):
            return None
        width = _WIDTHS[kind] if kind < 7 else 8 if kind == 7 else 0 if kind < 10 else (kind - 12) // 2
        found.append((kind, width))
    return tuple(found) if place == len(header) else None


def _record(payload: bytes, size: int, rowid: int, encoding: str) -> Cell | None:
    header, _end = _varint(payload, 0)
    if not 1 < header <= min(len(payload), 1_000):
        return None
    columns = _columns(payload[:header])
    if columns is None or header + sum(width for _kind, width in columns) != size:
        return None
    values: list[Value] = []
    place, is_readable = header, True
    for kind, width in columns:
        data = payload[place : place + width]
        place += width
        whole = len(data) == width
        if kind >= 13 and kind % 2:
            try:
                text = data.decode(encoding)
                is_spoilt = not whole or "\0" in text  # which no text of ours holds
            except UnicodeDecodeError:
                is_spoilt = True
            if is_spoilt:
                text, is_readable = _what_is_left(data, whole, encoding), False
            values.append(text)
            if not whole:
                break
        elif not whole:
            break
        elif kind == 0:
            values.append(None)
        elif kind <= 6:
            values.append(int.from_bytes(data, "big", signed=True))
        elif kind in (8, 9):
            values.append(kind - 8)
        else:
            values.append(data)  # a blob or a float, which no column of ours holds
    return Cell(rowid, tuple(values), is_readable and place == len(payload) == size)


def _what_is_left(data: bytes, whole: bool, encoding: str) -> str:
    """The readable part of a spoilt text: up to where zeros were written over it, or where it breaks off."""
    text = data.decode(encoding, "replace")
    start, zero, _rest = text.partition("\0")
    return start.rstrip("\ufffd") if zero or not whole else text


def index_records(file: PageFile, root: int, seen: set[int]) -> Iterator[tuple[Value, ...]]:
    """The records of an index, as far as its tree can be followed; the last value of each is the row's id."""
    pending = [(root, 0)]
    while pending:
        number, depth = pending.pop()
        if not 2 <= number <= file.count or number in seen or depth > _DEEPEST:
            continue
        seen.add(number)
        page = file.page(number)
        kind = kind_of(page, number)
        if kind not in (INDEX_LEAF, INDEX_INTERIOR):
            continue
        if kind == INDEX_INTERIOR:
            pending.append((int.from_bytes(page[8:12], "big"), depth + 1))
        for at in _pointers(page, number, file.usable, 12 if kind == INDEX_INTERIOR else 8):
            place = at
            if kind == INDEX_INTERIOR:
                pending.append((int.from_bytes(page[at : at + 4], "big"), depth + 1))
                place += 4
            size, place = _varint(page, place)
            if not 0 < size <= _LONGEST_RECORD or place >= file.usable:
                continue
            local = _local_bytes(size, file.usable, (file.usable - 12) * 64 // 255 - 23)
            payload = _payload(file, page, place, size, local)
            cell = payload and _record(payload, size, 0, file.encoding)
            if cell and cell.whole:
                yield cell.values


def free_pages(file: PageFile) -> set[int]:
    """The pages that the file's own list calls free, as far as the list can be followed."""
    header = file.page(1)[:100]
    trunk = int.from_bytes(header[32:36], "big") if file.has_header else 0
    free: set[int] = set()
    while 2 <= trunk <= file.count and trunk not in free:
        page = file.page(trunk)
        entries = int.from_bytes(page[4:8], "big")
        listed = {
            int.from_bytes(page[at : at + 4], "big") for at in range(8, 8 + 4 * min(entries, 20_000), 4)
        }
        if entries > file.usable // 4 - 2 or not all(2 <= number <= file.count for number in listed):
            break
        free |= listed | {trunk}
        trunk = int.from_bytes(page[:4], "big")
    return free


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends. Behind the data's end it reads as 0, which fits nowhere."""
    value = 0
    for at in range(place, min(place + 8, len(data))):
        byte = data[at]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + 1
    if place + 8 < len(data):
        return value << 8 | data[place + 8], place + 9
    return 0, len(data)


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value
