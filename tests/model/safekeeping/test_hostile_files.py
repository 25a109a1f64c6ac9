"""Every strange, damaged or malicious file that was thought of, through every way into the program.

Whatever the file, one plain sentence comes of it or the whole book, in time; the file is left byte for byte as it was,
nothing new lies beside it, and nothing in it was run.
"""

import ast
import gzip
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from model import database
from model.book import Book
from model.errors import BookError
from model.safekeeping.backup import back_up, backups_in, verify
from model.safekeeping.comparing import compare_books
from model.safekeeping.container import BOOK_NAME, MANIFEST_NAME, Reason
from model.safekeeping.outside import opened_outside
from model.safekeeping.restoring import restore
from model.safekeeping.salvage import salvage
from model.statistics import check
from model.trouble import Trouble, TroubleError
from tests.makers import add_customer, add_sale, make_book

CHECKOUT = Path(__file__).parents[3]
NOW = datetime(2026, 3, 12, 18, 2, tzinfo=UTC)

HOSTILE = {
    60: "0 bytes",
    61: "100 bytes, half of it, its first page zeroed, all zero, a PDF under its name",
    62: "the last byte missing, garbage behind the end",
    63: "64 KB zeroed in the middle",
    64: "one bit flipped",
    65: "another program's database",
    66: "a newer format",
    67: "an older format",
    68: "a file, folder or stick that is read-only",
    69: "a disk that is full when saving",
    70: "a book that another process holds",
    71: "deleted or replaced while it is open",
    72: "overwritten in place while it is open",
    73: "#, ? or %25 in its path",
    74: "blanks, quotes, emoji, other scripts, 240 characters; a network share or a cloud's folder",
    75: "a trigger that deletes",
    76: "a view without an end, named like a table",
    77: "a schema written over",
    78: "a book in another journal mode, with its log beside it",
    79: "an earlier file's journal beside it",
    80: "a link to it, or a second name of it",
    81: "a backup restored over itself or the open book; a stick that is full",
    82: "a backup with ../x, an absolute path, two books, sizes that lie, a bomb",
    83: "a wrong password is no damage",
    84: "a stick pulled out in the middle of a backup",
    85: "started twice",
    86: "two PCs with one book",
}
"""The numbers that the marker ``hostile`` names, here and in other files of tests."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A whole book with some hundred pages."""
    with make_book(tmp_path_factory.mktemp("sound")) as book:
        for n in range(60):
            add_sale(book, add_customer(book, f"王小明 {n}", note="long " * 700), receipt=f"R{n}")
    return book.path.read_bytes()


# The ways in. Each gets a file and a folder of its own for what it writes.


def open_it(path: Path, _out: Path) -> None:
    with Book.open(path) as book:
        say_what_is_wrong(book)


def open_to_read(path: Path, _out: Path) -> None:
    with Book.open(path, read_only=True) as book:
        say_what_is_wrong(book)


def say_what_is_wrong(book: Book) -> None:
    """As ``main.py check`` does; opening alone does not read every page."""
    if wrong := check(book.store):
        raise BookError(wrong[0])


def from_outside(path: Path, _out: Path) -> None:
    with opened_outside(path) as outside:
        assert check(outside.book.store) == []


def verify_it(path: Path, _out: Path) -> None:
    verify(path)


def restore_it(path: Path, out: Path) -> None:
    restore(path, out / "restored.regulars", now=NOW)
    with Book.open(out / "restored.regulars") as book:
        assert check(book.store) == []


def compare_it(path: Path, out: Path) -> None:
    with make_book(out) as ours, opened_outside(path) as theirs:
        compare_books(ours, theirs.book)


def salvage_it(path: Path, out: Path) -> None:
    salvage(path, out / "salvaged.regulars")
    with Book.open(out / "salvaged.regulars") as book:
        assert check(book.store) == []


def back_it_up(path: Path, out: Path) -> None:
    back_up(path, out, Reason.HAND, now=NOW)


WAYS: dict[str, Callable[[Path, Path], None]] = {
    "open": open_it,
    "read": open_to_read,
    "from outside": from_outside,
    "verify": verify_it,
    "restore": restore_it,
    "compare": compare_it,
    "salvage": salvage_it,
    "back up": back_it_up,
}


@dataclass(frozen=True)
class Case:
    """One hostile file: its number, its name, how it is made of a sound book's bytes, and what a way in says."""

    number: int
    name: str
    make: Callable[[bytes], bytes]
    says: str
    """What is said at opening it, and, if nothing else is named, by every other way."""
    accepted: frozenset[str] = frozenset()
    """Ways in that may find a whole book in it. A book is no backup, so verify never may."""
    salvage_says: str = ""
    """Why nothing could be salvaged; empty if something could."""


def write_as_stranger(book: bytes, *statements: str) -> bytes:
    """The bytes of a book after another program wrote into it."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        path.write_bytes(book)
        with closing(sqlite3.connect(path, isolation_level=None)) as stranger:
            for statement in statements:
                stranger.execute(statement)
        return path.read_bytes()


def others_database(_book: bytes) -> bytes:
    return write_as_stranger(b"", "CREATE TABLE notes (x)", "INSERT INTO notes VALUES ('mine')")


def with_format(number: int) -> Callable[[bytes], bytes]:
    return lambda book: book[:60] + number.to_bytes(4, "big") + book[64:]


def flipped(book: bytes) -> bytes:
    """One bit of a page's own header is another: it says now that it holds no rows but other pages."""
    place = next(place for place in range(8192, len(book), 4096) if book[place] == 0x0D)
    return book[:place] + bytes([book[place] ^ 8]) + book[place + 1 :]


DELETING = "CREATE TRIGGER helpful AFTER UPDATE ON customer BEGIN DELETE FROM purchase; END"
DELETING_ON_EDIT = "CREATE TRIGGER journal_edit_insert AFTER INSERT ON edit BEGIN DELETE FROM customer; END"
ENDLESS = (
    "AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id, i AS name FROM n"
)


def _first_format(_book: bytes) -> bytes:
    return gzip.decompress((Path(__file__).parents[1] / "data" / "first_format.regulars.gz").read_bytes())


EVERY = frozenset(WAYS) - {"verify"}
NO_BOOK = "Nothing of a customer book could be found"
STRANGE = "does not look as a customer book should"

CASES = [
    Case(60, "zero bytes", lambda book: b"", "empty or damaged", salvage_says=NO_BOOK),
    Case(61, "a hundred bytes", lambda book: book[:100], "empty or damaged", salvage_says=NO_BOOK),
    Case(61, "half of it", lambda book: book[: len(book) // 2], "is damaged"),
    Case(61, "first page zeroed", lambda book: bytes(4096) + book[4096:], "empty or damaged"),
    Case(61, "all zero", lambda book: bytes(len(book)), "empty or damaged", salvage_says=NO_BOOK),
    Case(
        61, "a PDF", lambda book: b"%PDF-1.7\n" + b"x" * 9000, "is not a customer book", salvage_says=NO_BOOK
    ),
    Case(62, "last byte missing", lambda book: book[:-1], "is damaged"),
    Case(62, "garbage behind the end", lambda book: book + b"garbage " * 100, "", accepted=EVERY),
    Case(62, "a page of garbage behind the end", lambda book: book + b"garbage " * 512, "", accepted=EVERY),
    Case(
        63,
        "64 KB zeroed",
        lambda book: (
            book[: len(book) // 2 // 4096 * 4096]
            + bytes(65_536)
            + book[len(book) // 2 // 4096 * 4096 + 65_536 :]
        ),
        "damaged",
    ),
    Case(64, "one bit flipped", flipped, "damaged"),
    Case(
        65,
        "another program's",
        others_database,
        "belongs to another program|is not a customer book",
        salvage_says=NO_BOOK,
    ),
    Case(66, "a newer format", with_format(database.FORMAT + 1), "made by a newer Regulars"),
    Case(66, "a far newer format", with_format(0xFFFFFFFF), "made by a newer Regulars"),
    Case(67, "an older format that it is not", with_format(1), "does not look|older Regulars"),
    Case(67, "a format that never was", with_format(0), "does not look|older Regulars"),
    Case(75, "a trigger that deletes", lambda book: write_as_stranger(book, DELETING), STRANGE),
    Case(
        75,
        "a trigger that deletes on every edit",
        lambda book: write_as_stranger(book, DELETING_ON_EDIT),
        STRANGE,
    ),
    Case(
        75,
        "our own trigger, deleting",
        lambda book: write_as_stranger(
            book,
            "DROP TRIGGER journal_customer_update",
            DELETING.replace("helpful", "journal_customer_update"),
        ),
        "triggers",
        accepted=EVERY - {"read"},
    ),
    Case(
        75,
        "a trigger that deletes, in an older book",
        lambda book: write_as_stranger(_first_format(book), DELETING),
        "does not look|older Regulars",
    ),
    Case(
        76,
        "a view without an end",
        lambda book: write_as_stranger(book, f"CREATE VIEW everybody {ENDLESS}"),
        STRANGE,
    ),
    *(
        Case(
            76,
            f"a view without an end instead of {table}",
            lambda book, table=table: write_as_stranger(  # type: ignore[misc]
                book,
                "PRAGMA legacy_alter_table = ON",
                f"ALTER TABLE {table} RENAME TO x",
                f"CREATE VIEW {table} {ENDLESS}",
            ),
            STRANGE,
            salvage_says=NO_BOOK if table == "customer" else "",
        )
        for table in ("holiday",)
    ),
    Case(
        76,
        "a view without an end that an update would read",
        lambda book: write_as_stranger(
            _first_format(book), "DROP TABLE _sqlite_migrations", f"CREATE VIEW _sqlite_migrations {ENDLESS}"
        ),
        "does not look|older Regulars",
    ),
    Case(
        77,
        "a root that is no page",
        lambda book: write_as_stranger(
            book,
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET rootpage = 99999 WHERE name = 'customer'",
        ),
        "damaged",
    ),
    Case(
        77,
        "two tables with one root",
        lambda book: write_as_stranger(
            book,
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'purchase')"
            " WHERE name = 'customer'",
        ),
        "damaged",
    ),
    Case(
        77,
        "a schema of nonsense",
        lambda book: write_as_stranger(
            book,
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET sql = 'CREATE nonsense' WHERE name = 'visit'",
        ),
        "damaged|does not look",
    ),
    Case(
        77,
        "a schema of ten megabytes",
        lambda book: write_as_stranger(
            book,
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET sql = sql || ' -- ' || hex(zeroblob(5000000)) WHERE name = 'visit'",
        ),
        "damaged|does not look",
    ),
]


@pytest.mark.hostile(60, 61, 62, 63, 64, 65, 66, 67, 75, 76, 77)
@pytest.mark.timeout(60)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number} {case.name}")
def test_a_hostile_file_is_told_in_a_sentence_and_left_as_it_was(
    sound: bytes, tmp_path: Path, case: Case, way: str
) -> None:
    folder, out = tmp_path / "given", tmp_path / "out"
    folder.mkdir()
    out.mkdir()
    path = folder / "shop.regulars"
    content = case.make(sound)
    path.write_bytes(content)
    reason = reason_of(way, case)
    if reason is None:
        WAYS[way](path, out)
    else:
        with pytest.raises(BookError, match=reason) as refused:
            WAYS[way](path, out)
        assert "\n" not in str(refused.value)
        assert [file for file in out.iterdir() if file.name != "shop.regulars"] == []
    if "our own trigger" not in case.name or way not in ("open", "back up"):
        assert path.read_bytes() == content
    assert list(folder.iterdir()) == [path]


def reason_of(way: str, case: Case) -> str | None:
    """What this way says of the file; ``None`` if it gets a whole book."""
    if way in case.accepted:
        return None
    if way == "salvage":
        return case.salvage_says or None
    if way == "verify" and "from outside" in case.accepted:
        return "is a book, not a backup"
    return case.says


def test_nothing_that_hides_in_a_book_runs(sound: bytes, tmp_path: Path) -> None:
    """The trigger with the name of one of ours is thrown away before anything can set it off."""
    path = tmp_path / "shop.regulars"
    path.write_bytes(
        write_as_stranger(
            sound,
            "DROP TRIGGER journal_customer_update",
            DELETING.replace("helpful", "journal_customer_update"),
        )
    )
    with Book.open(path) as book:
        with book.edit("Moved"):
            book.store.write("UPDATE customer SET city = 'York'", {})
        assert book.purchases.count() == 60


def test_a_file_that_takes_for_ever_to_say_what_is_in_it_is_refused(
    sound: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "shop.regulars"
    path.write_bytes(sound)
    monkeypatch.setattr(database, "_LONGEST_LOOK_SECONDS", -1.0)
    with pytest.raises(BookError, match="damaged"):
        Book.open(path)
    assert path.read_bytes() == sound
