"""Every strange, damaged or malicious file that was thought of, through every way into the program.

Whatever the file, one plain sentence comes of it or the whole book, in time; the file is left byte for byte as it was,
nothing new lies beside it, and nothing in it was run.
"""

import ast
import gzip
import hashlib
import io
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import warnings
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from model import connecting, schema
from model.book import Book
from model.errors import BookError
from model.leftover_journal import set_aside_if_anothers
from model.safekeeping.backup import back_up, backups_in, verify
from model.safekeeping.comparing import compare_books
from model.safekeeping.container import BOOK_NAME, MANIFEST_NAME
from model.safekeeping.manifest import Reason
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
        # Something is left of each of these files, and nothing was made up.
        assert 1 <= book.customers.count() <= 60
        assert 1 <= book.purchases.count() <= 60


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
    Case(66, "a newer format", with_format(schema.FORMAT + 1), "made by a newer Regulars"),
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
        )
        for table in ("holiday", "customer")
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
    monkeypatch.setattr(connecting, "_LONGEST_LOOK_SECONDS", -1.0)
    with pytest.raises(BookError, match="damaged"):
        Book.open(path)
    assert path.read_bytes() == sound


@pytest.fixture
def path(sound: bytes, tmp_path: Path) -> Path:
    """The sound book in a folder of its own."""
    (tmp_path / "shop").mkdir()
    path = tmp_path / "shop" / "shop.regulars"
    path.write_bytes(sound)
    return path


def customers_of(path: Path) -> int:
    with Book.open(path) as book:
        assert check(book.store) == []
        return book.customers.count()


# an older book, and one of another program's mode


@pytest.mark.hostile(67)
@pytest.mark.parametrize("way", sorted(EVERY - {"open", "back up", "read"}))
def test_an_older_book_from_outside_is_brought_up_to_date_on_a_copy_only(tmp_path: Path, way: str) -> None:
    (tmp_path / "given").mkdir()
    path = tmp_path / "given" / "old.regulars"
    content = _first_format(b"")
    path.write_bytes(content)
    WAYS[way](path, tmp_path)
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.hostile(78)
@pytest.mark.parametrize("way", sorted(EVERY))
def test_a_book_that_another_program_left_with_its_log_is_read_with_it(
    path: Path, tmp_path: Path, way: str
) -> None:
    with closing(sqlite3.connect(path)) as stranger:
        stranger.execute("PRAGMA journal_mode = WAL")
        stranger.execute("UPDATE customer SET call_note = 'In the log'")
        stranger.commit()
        log = path.with_name(path.name + "-wal")
        kept = {file: file.read_bytes() for file in (path, log)}
    for file, content in kept.items():  # as after a kill: closing would have put the log into the book
        file.write_bytes(content)
    WAYS[way](path, tmp_path)
    if way not in ("open", "read", "back up"):
        assert {file: file.read_bytes() for file in kept} == kept
    for made in (path, *tmp_path.glob("[rs]*.regulars")):
        if made.name != "shop.regulars" or way == "open":
            with Book.open(made) as book:
                assert {customer.call_note for customer in book.customers.all()} == {"In the log"}


# journals of files that are gone

KILLED = """
import os, sys
from pathlib import Path
from model.book import Book

book = Book.open(Path(sys.argv[1]))
book.store.value("PRAGMA cache_size = 5")
with book.edit("Killed in the middle of it"):
    book.store.write("UPDATE customer SET name = 'half written', note = ''", {})
    os.kill(os.getpid(), 9)
"""


@pytest.fixture
def killed(path: Path) -> Path:
    """A book with more in it, whose program was killed in the middle of an edit."""
    with Book.open(path) as book:
        for n in range(20):
            add_sale(book, add_customer(book, f"Later {n}", note="long " * 700))
    subprocess.run([sys.executable, "-c", KILLED, str(path)], cwd=CHECKOUT, check=False)
    assert path.with_name(path.name + "-journal").stat().st_size > 0
    return path


needs_kill = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")


@needs_kill
@pytest.mark.hostile(79)
def test_an_earlier_copy_put_by_hand_over_a_killed_programs_book_is_not_spoilt_by_its_journal(
    killed: Path, sound: bytes
) -> None:
    killed.write_bytes(sound)
    assert customers_of(killed) == 60
    assert killed.read_bytes() == sound
    assert sorted(file.name for file in killed.parent.iterdir()) == [
        "shop.regulars",
        "shop.regulars-journal.old",
    ]


@needs_kill
@pytest.mark.hostile(79)
def test_a_journal_that_is_needed_is_used(killed: Path) -> None:
    assert customers_of(killed) == 80
    assert list(killed.parent.iterdir()) == [killed]


@needs_kill
@pytest.mark.hostile(79)
def test_a_backup_restored_over_a_killed_programs_book_is_not_spoilt_by_its_journal(
    killed: Path, sound: bytes, tmp_path: Path
) -> None:
    (tmp_path / "copy.regulars").write_bytes(sound)
    restore(tmp_path / "copy.regulars", killed, now=NOW)
    assert customers_of(killed) == 60


WRITING = """
import sys
from pathlib import Path
from model.book import Book

book = Book.open(Path(sys.argv[1]))
book.store.value("PRAGMA cache_size = 5")
with book.edit("Takes its time"):
    book.store.write("UPDATE customer SET note = note || 'more'", {})
    print("half written", flush=True)
    sys.stdin.readline()
book.close()
"""


@needs_kill
@pytest.mark.hostile(79)
def test_the_journal_of_a_program_that_is_writing_just_now_is_left_to_it(path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITING, str(path)],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "half written\n"
        journal = path.with_name(path.name + "-journal")
        assert journal.stat().st_size > 0
        set_aside_if_anothers(path)
        assert journal.exists()
        writer.communicate("go on\n")
    assert writer.returncode == 0
    assert list(path.parent.iterdir()) == [path]
    with Book.open(path) as book:
        assert check(book.store) == []
        assert book.customers.count("note LIKE '%more'") == 60


@pytest.mark.hostile(79)
@pytest.mark.parametrize("end", ["-journal", "-wal", "-shm"])
def test_garbage_beside_a_book_costs_nothing(path: Path, sound: bytes, end: str) -> None:
    path.with_name(path.name + end).write_bytes(b"garbage " * 1000)
    assert customers_of(path) == 60


# links


@pytest.mark.hostile(80)
@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_through_a_link_the_book_itself_is_written_restored_and_backed_up(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.regulars"
    link.symlink_to(path)
    backup = back_up(link, tmp_path, Reason.HAND, now=NOW)
    with Book.open(link) as book:
        add_customer(book, "Through the link")
    assert customers_of(path) == 61
    other = tmp_path / f"link{''.join(backup.path.suffixes[-1:])}"
    other.symlink_to(backup.path)
    verify(other)
    restore(other, link, now=NOW)
    assert link.is_symlink()
    assert customers_of(path) == 60


@pytest.mark.hostile(80)
@pytest.mark.skipif(not hasattr(os, "link"), reason="no second names here")
def test_a_book_with_a_second_name_is_not_written_into(path: Path, sound: bytes, tmp_path: Path) -> None:
    os.link(path, tmp_path / "second.regulars")
    with pytest.raises(TroubleError) as refused:
        Book.open(path)
    assert refused.value.trouble is Trouble.TWO_NAMES
    with Book.open(path, read_only=True) as book:
        assert book.customers.count() == 60
    with opened_outside(path) as outside:
        assert outside.book.customers.count() == 60
    assert path.read_bytes() == sound


# restoring to where something is


@pytest.mark.hostile(81)
@pytest.mark.parametrize("name", ["itself", "a link to it", "a second name"])
def test_a_book_is_not_restored_over_itself(path: Path, sound: bytes, tmp_path: Path, name: str) -> None:
    same = {"itself": path, "a link to it": tmp_path / "link", "a second name": tmp_path / "second"}[name]
    if name == "a link to it":
        same.symlink_to(path)
    elif name == "a second name":
        os.link(path, same)
    with pytest.raises(BookError, match="over itself"):
        restore(same, path, now=NOW)
    assert path.read_bytes() == sound
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.hostile(81)
def test_a_backup_is_not_restored_over_the_open_book(path: Path, tmp_path: Path) -> None:
    backup = back_up(path, tmp_path, Reason.HAND, now=NOW)
    with Book.open(path) as book:
        with pytest.raises(BookError, match="open"):
            restore(backup.path, path, now=NOW)
        add_customer(book, "Still here")
    assert customers_of(path) == 61


@pytest.mark.hostile(81)
def test_a_backup_beside_the_book_is_not_taken_for_it_nor_put_over_it(path: Path) -> None:
    first = back_up(path, path.parent, Reason.HAND, now=NOW)
    second = back_up(path, path.parent, Reason.HAND, now=NOW)
    assert len({path, first.path, second.path}) == 3
    with pytest.raises(BookError, match="is a backup itself"):
        restore(first.path, second.path, now=NOW)
    verify(first.path)
    verify(second.path)
    assert customers_of(path) == 60


# containers that lie


def with_members(backup: bytes, *members: tuple[str, bytes], keep: bool = True) -> bytes:
    """A zip with what a backup holds, and more."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(backup)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in (MANIFEST_NAME, BOOK_NAME) if keep else ():
            made.writestr(name, given.read(name))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # two of one name
            for name, content in members:
                made.writestr(name, content)
        made.comment = given.comment[:-64]
    return proven(out.getvalue() + bytes(64))


def proven(container: bytes) -> bytes:
    """The bytes with the digest that a backup must end with, so that it is not this that gives the lie away."""
    body = container[:-64]
    length = len(body) - body.rindex(b"PK\x05\x06") - 22 + 64
    end = body.rindex(b"PK\x05\x06")
    body = body[: end + 20] + length.to_bytes(2, "little") + body[end + 22 :]
    return body + hashlib.sha256(body).hexdigest().encode()


def with_sizes(backup: bytes, size: int) -> bytes:
    """The list of the zip says another size of the book than there is."""
    changed = bytearray(backup)
    with zipfile.ZipFile(io.BytesIO(backup)) as given:
        at = given.start_dir
    for _entry in range(2):
        name = bytes(changed[at + 46 : at + 46 + int.from_bytes(changed[at + 28 : at + 30], "little")])
        if name == BOOK_NAME.encode():
            changed[at + 24 : at + 28] = size.to_bytes(4, "little")
        at += 46 + sum(int.from_bytes(changed[at + n : at + n + 2], "little") for n in (28, 30, 32))
    return proven(bytes(changed))


def member(backup: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(backup)) as given:
        return given.read(name)


LYING: dict[str, Callable[[bytes], bytes]] = {
    "a file outside": lambda backup: with_members(backup, ("../x", b"evil")),
    "an absolute path": lambda backup: with_members(backup, ("/tmp/x", b"evil")),
    "only a file outside": lambda backup: with_members(backup, ("../book.regulars", b"evil"), keep=False),
    "two books": lambda backup: with_members(backup, (BOOK_NAME, b"another")),
    "a folder of that name": lambda backup: with_members(backup, (BOOK_NAME + "/", b"")),
    "a size that is too small": lambda backup: with_sizes(backup, 4096),
    "a size that is too large": lambda backup: with_sizes(backup, 3_000_000_000),
    "a bomb": lambda backup: with_members(
        backup, (MANIFEST_NAME, b"{}"), (BOOK_NAME, bytes(60_000_000)), keep=False
    ),
    "a bomb of a manifest": lambda backup: with_members(
        backup, (MANIFEST_NAME, bytes(20_000_000)), (BOOK_NAME, b"x"), keep=False
    ),
    "nothing": lambda backup: with_members(backup, keep=False),
    "another zip": lambda backup: with_members(backup, ("word/document.xml", b"<x/>"), keep=False),
    "an end that is missing": lambda backup: backup[:-1],
    "a book that is none": lambda backup: with_members(
        backup,
        (MANIFEST_NAME, zipfile.ZipFile(io.BytesIO(backup)).read(MANIFEST_NAME)),
        (BOOK_NAME, b"evil"),
        keep=False,
    ),
}


@pytest.fixture(scope="module")
def sound_backup(sound: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("backup")
    (folder / "shop.regulars").write_bytes(sound)
    return back_up(folder / "shop.regulars", folder, Reason.HAND, now=NOW).path.read_bytes()


def test_the_maker_of_lying_backups_can_also_tell_the_truth(sound_backup: bytes, tmp_path: Path) -> None:
    """Else every lie would be found out for a wrong reason."""
    path = tmp_path / "x.regulars-backup"
    path.write_bytes(with_members(sound_backup))
    assert verify(path).counts["customers"] == 60


@pytest.mark.hostile(82)
@pytest.mark.timeout(60)
@pytest.mark.parametrize("way", ["from outside", "verify", "restore", "compare", "salvage"])
@pytest.mark.parametrize("lie", LYING)
def test_a_backup_that_lies_writes_nothing_anywhere(
    sound_backup: bytes, tmp_path: Path, lie: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, out, passing = (tmp_path / name for name in ("given", "out", "passing"))
    for folder in (given, out, passing):
        folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(passing))
    path = given / "x.regulars-backup"
    path.write_bytes(LYING[lie](sound_backup))
    before = path.read_bytes()
    if way == "salvage":
        with suppress(BookError):
            salvage(path, out / "salvaged.regulars")
            assert customers_of(out / "salvaged.regulars") == 60
    else:
        with pytest.raises(BookError, match=r"damaged|not a customer book|empty"):
            WAYS[way](path, out)
        assert not (out / "restored.regulars").exists()
    assert path.read_bytes() == before
    assert {file.name for file in tmp_path.iterdir()} == {"given", "out", "passing"}
    assert list(passing.iterdir()) == []
    assert list(given.iterdir()) == [path]
    assert not Path("/tmp/x").exists()


@pytest.mark.hostile(83)
def test_a_wrong_password_is_told_from_damage_and_from_none(path: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyrage")
    backup = back_up(path, tmp_path, Reason.HAND, now=NOW, password="right").path
    assert verify(backup, "right").counts["customers"] == 60
    content = backup.read_bytes()
    damaged = tmp_path / ("damaged" + "".join(backup.suffixes[-2:]))
    damaged.write_bytes(content[:-1000])
    said = set()
    for file, password in ((backup, "wrong"), (backup, None), (damaged, "right")):
        with pytest.raises(BookError) as refused:
            verify(file, password)
        said.add((type(refused.value), str(refused.value).replace(file.name, "")))
    assert len({kind for kind, _sentence in said}) == 3
    assert backup.read_bytes() == content
    with pytest.raises(BookError, match="locked"):
        salvage(backup, tmp_path / "new.regulars")


# sticks


def in_a_world_of_its_own(script: str, *args: object) -> str:
    """Run a Python script where it may mount what it likes; what it printed."""
    able = (
        shutil.which("unshare")
        and subprocess.run(["unshare", "-Urm", "true"], capture_output=True).returncode == 0
    )
    if not able:
        pytest.skip("no file systems of one's own here")
    answer = subprocess.run(
        ["unshare", "-Urm", sys.executable, "-c", textwrap.dedent(script), *map(str, args)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


FULL_STICK = """
    import subprocess, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from model.book import Book
    from model.errors import BookError
    from model.safekeeping.backup import back_up, backups_in, verify
    from model.safekeeping.manifest import Reason
    from tests.makers import add_customer

    book, stick = Path(sys.argv[1]), Path(sys.argv[2])
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "stick", str(stick)], check=True)
    now = datetime(2026, 3, 12, tzinfo=UTC)
    first = back_up(book, stick, Reason.HAND, now=now)
    content = first.path.read_bytes()
    with Book.open(book) as opened:
        for n in range(300):
            add_customer(opened, f"Much more {n}", note=str(hash(f"{n}")) * 200)
    try:
        for n in range(50):
            back_up(book, stick, Reason.HAND, now=now)
        print("never full")
    except BookError as error:
        print(error)
    assert first.path.read_bytes() == content
    for backup in backups_in(stick):
        verify(backup.path)
    assert not [file for file in stick.iterdir() if not file.name.endswith(".regulars-backup")]
"""


@pytest.mark.hostile(69, 81)
def test_a_full_stick_keeps_the_earlier_backups_and_says_so(path: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    assert "full" in in_a_world_of_its_own(FULL_STICK, path, tmp_path / "stick")


PULLED_OUT = """
    import subprocess, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from model.errors import BookError
    from model.safekeeping.backup import back_up
    from model.safekeeping.manifest import Reason

    book, real, stick = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    now = datetime(2026, 3, 12, tzinfo=UTC)
    moments = int(sys.argv[4])
    subprocess.run(["mount", "--bind", str(real), str(stick)], check=True)
    there = True

    def pull(done, of):
        global there
        if there and done * 10 >= of * moments:
            subprocess.run(["umount", "-l", str(stick)], check=True)
            there = False

    try:
        back_up(book, stick, Reason.HAND, now=now, progress=pull)
        print("made")
    except BookError as error:
        print(error)
    assert not there
    assert list(stick.iterdir()) == []
"""


@pytest.mark.hostile(84)
@pytest.mark.parametrize("moment", [2, 6, 9])
def test_a_stick_pulled_out_in_the_middle_of_a_backup_has_the_earlier_one(
    path: Path, tmp_path: Path, moment: int
) -> None:
    real, stick = tmp_path / "real", tmp_path / "stick"
    real.mkdir()
    stick.mkdir()
    earlier = back_up(path, real, Reason.HAND, now=NOW)
    content = earlier.path.read_bytes()
    said = in_a_world_of_its_own(PULLED_OUT, path, real, stick, moment)
    assert "made" not in said
    assert said.strip()
    assert earlier.path.read_bytes() == content
    assert [backup.path for backup in backups_in(real)] == [earlier.path]


READ_ONLY = """
    import subprocess, sys
    from pathlib import Path
    from model.book import Book
    from model.safekeeping.outside import opened_outside
    from model.safekeeping.salvage import salvage
    from model.trouble import TroubleError
    from tests.makers import add_customer

    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    path = folder / "shop.regulars"
    subprocess.run(["mount", "--bind", str(folder), str(folder)], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
    try:
        Book.open(path)
    except TroubleError as error:
        print(error.trouble)
    with Book.open(path, read_only=True) as book:
        print(book.customers.count())
    with opened_outside(path) as outside:
        print(outside.book.customers.count())
    salvage(path, out / "salvaged.regulars")
    with Book.open(out / "salvaged.regulars") as book:
        print(book.customers.count())
"""


@pytest.mark.hostile(68)
def test_a_book_on_a_stick_that_is_read_only_is_read_compared_and_salvaged(
    path: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    said = in_a_world_of_its_own(READ_ONLY, path.parent, tmp_path / "out")
    assert said.split() == [Trouble.READ_ONLY, "60", "60", "60"]


LIMITED = """
    import resource, signal, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from model.errors import BookError
    from model.safekeeping.backup import back_up
    from model.safekeeping.manifest import Reason
    from model.safekeeping.salvage import salvage

    book, folder, limit = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    for job in (
        lambda: back_up(book, folder, Reason.HAND, now=datetime(2026, 3, 12, tzinfo=UTC)),
        lambda: salvage(book, folder / "salvaged.regulars"),
    ):
        try:
            job()
            print("done")
        except BookError as error:
            print(error)
"""


@pytest.mark.hostile(81, 84)
@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize("limit", [1000, 20_000, 200_000])
def test_a_file_that_may_not_grow_leaves_nothing_half_made(
    path: Path, sound: bytes, tmp_path: Path, limit: int
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    earlier = back_up(path, folder, Reason.HAND, now=NOW).path
    content = earlier.read_bytes()
    answer = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(LIMITED), str(path), str(folder), str(limit)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    assert "done" not in answer.stdout
    assert list(folder.iterdir()) == [earlier]
    assert earlier.read_bytes() == content
    assert path.read_bytes() == sound


# what other files of tests are about

LOCKS = "tests/model/safekeeping/test_instance_lock.py"

ELSEWHERE = {
    67: [
        "tests/model/test_book_file.py::test_a_book_of_the_first_format_keeps_all_it_holds_and_can_still_be_undone"
    ],
    68: [
        "tests/ui/test_book_troubles.py::test_a_book_that_may_only_be_read_can_be_copied_to_where_it_can_be_written"
    ],
    69: ["tests/model/test_book_file.py::test_a_full_disk_undoes_the_whole_edit_and_says_so"],
    70: [f"{LOCKS}::test_a_second_program_is_told_who_has_the_book"],
    71: [
        "tests/model/test_book_file.py::test_a_deleted_book_is_not_written_into_thin_air",
        "tests/ui/test_book_troubles.py::test_a_book_replaced_while_open_takes_nothing_more_and_all_of_it_can_be_saved",
    ],
    72: [
        "tests/model/test_book_file.py::test_another_book_put_in_the_place_of_the_open_one_is_not_written_into",
        "tests/ui/test_book_troubles.py::test_a_book_written_over_in_its_place_is_noticed",
    ],
    73: ["tests/model/test_book_file.py::test_any_file_name_opens_that_file_and_no_other"],
    74: [
        "tests/model/test_book_file.py::test_any_file_name_opens_that_file_and_no_other",
        "tests/model/test_book_place.py::test_a_folder_that_a_program_carries_to_a_cloud_is_known",
    ],
    78: [
        "tests/model/test_book_file.py::test_a_book_put_in_wal_mode_by_another_program_comes_back_to_one_file"
    ],
    85: ["tests/ui/test_start.py::test_a_second_start_brings_the_first_window_forward_and_ends"],
    86: [f"{LOCKS}::test_what_another_pc_left_is_explained_and_taken_over_deliberately"],
}


def test_none_of_the_hostile_files_was_forgotten() -> None:
    covered = {case.number for case in CASES}
    for decorator in ast.walk(ast.parse(Path(__file__).read_text(encoding="utf-8"))):
        match decorator:
            case ast.Call(func=ast.Attribute(attr="hostile"), args=numbers):
                covered |= {int(ast.unparse(number)) for number in numbers}
    for number, tests in ELSEWHERE.items():
        for test in tests:
            file, name = test.split("::")
            assert f"def {name}(" in (CHECKOUT / file).read_text(encoding="utf-8"), test
        covered.add(number)
    assert covered == set(HOSTILE)
