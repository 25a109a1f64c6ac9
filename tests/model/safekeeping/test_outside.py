"""A file from outside is opened as a private copy: it can do nothing, and nothing is done to it."""

import gzip
import hashlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from model.book import Book
from model.customers import Customer
from model.errors import BookError, Cancelled
from model.safekeeping import outside as outside_module
from model.safekeeping.backup import back_up
from model.safekeeping.container import pack, read_manifest, unpack
from model.safekeeping.manifest import Reason
from model.safekeeping.outside import opened_outside
from model.safekeeping.restoring import prepare_restore
from model.schema import FORMAT
from model.trouble import Trouble, TroubleError
from tests.makers import add_customer, make_book

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 21, 18, 2, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("passing_files")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed book with one customer."""
    with make_book(tmp_path) as book:
        add_customer(book, "Anna")
    return tmp_path / "shop.regulars"


def facts(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir() if file.is_file()
    }


def names(path: Path, password: str | None = None) -> list[str]:
    with opened_outside(path, password) as outside:
        return outside.book.store.column("SELECT name FROM customer ORDER BY id")


def test_a_book_is_read_without_a_trace_beside_it(path: Path, passing_files: Path) -> None:
    before = facts(path.parent)
    with opened_outside(path) as outside:
        assert outside.manifest is None
        assert outside.path == path
        assert outside.book.path != path
        (folder,) = passing_files.iterdir()
        if os.name == "posix":
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        with pytest.raises(BookError), outside.book.edit("Wrote into it"):
            outside.book.customers.delete(outside.book.store.value("SELECT id FROM customer"))
    assert facts(path.parent) == before
    assert not list(passing_files.iterdir())


def test_backups_plain_and_locked_are_read_the_same_way(
    path: Path, tmp_path: Path, passing_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.safekeeping.locked.WORK", 8)
    for password in (None, "two cups"):
        made = back_up(path, tmp_path, Reason.HAND, now=NOW, password=password)
        renamed = made.path.rename(tmp_path / "whatever it is called")
        with opened_outside(renamed, password) as outside:
            assert outside.manifest == made.manifest
            assert outside.book.customers.count() == 1
        renamed.unlink()
    assert not list(passing_files.iterdir())


def test_a_link_is_followed(path: Path, tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("links need rights elsewhere")
    folder = tmp_path / "desktop"
    folder.mkdir()
    link = folder / "my book"
    link.symlink_to(path)
    assert names(link) == ["Anna"]


def test_the_last_entry_before_a_kill_is_there_and_half_an_entry_is_not(path: Path) -> None:
    """Killed in mid-transaction, with changed pages already in the file: only the journal beside it knows better."""
    child = """
import os, sys, sqlite3
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA journal_mode = TRUNCATE")
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN IMMEDIATE")
db.execute("UPDATE shop SET name = 'half'")
db.execute("CREATE TABLE t (x)")
for _n in range(200):
    db.execute("INSERT INTO t VALUES (randomblob(4000))")
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", child, str(path)], check=False)
    journal = path.with_name(path.name + "-journal")
    assert journal.stat().st_size > 0
    before = facts(path.parent)
    with opened_outside(path) as outside:
        assert outside.book.shop.name == "Tea & Leaf"
        assert outside.book.customers.count() == 1
    assert facts(path.parent) == before


def test_what_another_program_left_in_a_wal_is_there(path: Path, tmp_path: Path) -> None:
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("UPDATE shop SET name = 'in the wal'")
    assert path.with_name(path.name + "-wal").stat().st_size > 0
    stick = tmp_path / "stick"
    stick.mkdir()
    for file in path.parent.glob("shop.regulars*"):
        shutil.copy(file, stick)
    writer.close()
    before = facts(stick)
    with opened_outside(stick / path.name) as outside:
        assert outside.book.shop.name == "in the wal"
    assert facts(stick) == before


def test_the_book_that_is_open_here_is_read_as_it_is_now(book: Book) -> None:
    add_customer(book, "Anna")
    assert names(book.path) == ["Anna"]
    add_customer(book, "Bob")  # and it can still be written
    assert names(book.path) == ["Anna", "Bob"]


def test_an_older_book_is_brought_up_to_date_in_the_copy_only(tmp_path: Path) -> None:
    path = tmp_path / "old.regulars"
    packed = ROOT / "tests" / "model" / "data" / "first_format.regulars.gz"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    before = facts(tmp_path)
    with opened_outside(path) as outside:
        assert outside.book.store.value("PRAGMA user_version") == FORMAT
        assert outside.book.customers.count() > 0
    assert facts(tmp_path) == before


def damaged_inside(path: Path) -> None:
    with Book.open(path) as book, book.edit("Added many"):
        for n in range(300):
            book.customers.insert(Customer(name=f"Bob {n}"))
    data = bytearray(path.read_bytes())
    place = data.index(b"Bob 150")
    data[place - 100 : place + 100] = bytes(200)
    path.write_bytes(data)


def with_sql(sql: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        db = sqlite3.connect(path)
        db.executescript(sql)
        db.close()

    return change


HOSTILE: dict[str, tuple[Callable[[Path], object], Trouble]] = {
    "nothing in it": (lambda path: path.write_bytes(b""), Trouble.EMPTY),
    "only zeros": (lambda path: path.write_bytes(bytes(10_000)), Trouble.EMPTY),
    "a letter": (lambda path: path.write_text("Dear customer " * 100), Trouble.FOREIGN),
    "another program's": (with_sql("PRAGMA application_id = 7"), Trouble.FOREIGN),
    "a newer program's": (with_sql("PRAGMA user_version = 99"), Trouble.NEWER),
    "cut in half": (lambda path: path.write_bytes(path.read_bytes()[:100_000]), Trouble.DAMAGED),
    "its first page zeroed": (
        lambda path: path.write_bytes(path.read_bytes()[:100] + bytes(4_000) + path.read_bytes()[4_100:]),
        Trouble.DAMAGED,
    ),
    "a page of customers zeroed": (damaged_inside, Trouble.DAMAGED),
    "a trigger that deletes": (
        with_sql("CREATE TRIGGER boo AFTER UPDATE ON shop BEGIN DELETE FROM customer; END"),
        Trouble.STRANGE,
    ),
    "a view that hangs": (
        with_sql(
            "CREATE VIEW v AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
        ),
        Trouble.STRANGE,
    ),
    "a view in the place of a table": (
        with_sql(
            "PRAGMA foreign_keys = OFF; DROP TABLE visit; CREATE VIEW visit AS"
            " WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS id FROM n"
        ),
        Trouble.STRANGE,
    ),
    "a table too much": (with_sql("CREATE TABLE loot (x)"), Trouble.STRANGE),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_sound_book_is_refused_with_its_own_trouble(
    path: Path, passing_files: Path, what: str
) -> None:
    change, trouble = HOSTILE[what]
    change(path)
    before = facts(path.parent)
    with pytest.raises(TroubleError) as refused, opened_outside(path):
        pass
    assert refused.value.trouble is trouble
    assert refused.value.path == path
    assert "shop.regulars" in str(refused.value) or trouble is Trouble.NEWER
    assert facts(path.parent) == before
    assert not list(passing_files.iterdir())


def test_a_hostile_book_inside_a_sound_backup_is_refused(path: Path, tmp_path: Path) -> None:
    with Book.open(path) as book:
        made = back_up(book, tmp_path, Reason.HAND, now=NOW)
    assert names(made.path) == ["Anna"]
    with pytest.raises(BookError), opened_outside(with_another_book(made.path, tmp_path)):
        pass


def with_another_book(backup: Path, folder: Path) -> Path:
    """A container that is right in itself, around a book with a trigger too much."""
    inner = folder / "inner"
    unpack(backup, inner)
    with_sql("CREATE TRIGGER boo AFTER UPDATE ON shop BEGIN DELETE FROM customer; END")(inner)
    forged = folder / "forged.regulars-backup"
    with forged.open("wb") as file:
        manifest = pack(inner, file, replace(read_manifest(backup), sha256=""))
    assert manifest.sha256 == hashlib.sha256(inner.read_bytes()).hexdigest()
    return forged


def test_a_manifest_that_counts_other_than_the_book_is_refused(path: Path, tmp_path: Path) -> None:
    made = back_up(path, tmp_path, Reason.HAND, now=NOW)
    inner = tmp_path / "inner"
    unpack(made.path, inner)
    manifest = read_manifest(made.path)
    for lie in (
        replace(manifest, counts=manifest.counts | {"customers": 2}),
        replace(manifest, book_id="another"),
    ):
        forged = tmp_path / "forged.regulars-backup"
        with forged.open("wb") as file:
            pack(inner, file, lie)
        with pytest.raises(BookError, match="is damaged"), opened_outside(forged):
            pass


def test_folders_and_what_is_not_there_are_refused(tmp_path: Path) -> None:
    for place, trouble in ((tmp_path, Trouble.FOLDER), (tmp_path / "none", Trouble.MISSING)):
        with pytest.raises(TroubleError) as refused, opened_outside(place):
            pass
        assert refused.value.trouble is trouble


def test_cancel_ends_it_without_a_trace(path: Path, passing_files: Path) -> None:
    for last in range(1, 5):
        left = last

        def stop(_done: int, _all: int) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise Cancelled

        with pytest.raises(Cancelled), opened_outside(path, progress=stop):
            raise Cancelled
        assert not list(passing_files.iterdir())


def test_what_goes_wrong_inside_the_block_is_not_called_unreadable(path: Path, passing_files: Path) -> None:
    with pytest.raises(FileNotFoundError), opened_outside(path):
        (path.parent / "none").read_bytes()
    assert not list(passing_files.iterdir())


def test_what_a_killed_program_left_goes_after_a_day_and_nobody_elses(
    path: Path, passing_files: Path
) -> None:
    old, young, other = (passing_files / name for name in ("regulars-old", "regulars-young", "other-old"))
    for folder in (old, young, other):
        folder.mkdir()
    for folder in (old, other):
        os.utime(folder, (1, 1))
    names(path)
    assert sorted(folder.name for folder in passing_files.iterdir()) == ["other-old", "regulars-young"]


@contextmanager
def prepared(path: Path) -> Iterator[None]:
    """A backup of the book at ``path``, made ready to take its place."""
    backup = back_up(path, path.parent, Reason.HAND, now=NOW).path
    ready = prepare_restore(backup, path, now=NOW)
    yield
    ready.throw_away()


@pytest.mark.skipif(os.name == "nt", reason="locks belong to what was opened there, and not to the process")
@pytest.mark.parametrize("look", [opened_outside, prepared])
def test_a_look_at_a_book_that_is_open_here_lets_no_other_program_into_its_edit(
    path: Path, look: Callable[[Path], AbstractContextManager[object]]
) -> None:
    """To open and close the file by hand would drop the locks that SQLite has on it."""
    others = (
        "import sqlite3, sys\n"
        "sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None).execute('BEGIN IMMEDIATE')"
    )
    with Book.open(path) as book, book.edit("Added customer {name}", name="Bo"):
        book.customers.insert(Customer(name="Bo"))
        with look(path):
            other = subprocess.run([sys.executable, "-c", others, str(path)], capture_output=True, text=True)
        assert "locked" in other.stderr


def test_a_book_that_somebody_writes_into_without_a_pause_is_busy_and_not_damaged(
    path: Path, passing_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside_module, "_LONGEST_WAIT_SECONDS", 0)
    moments = count(1)

    def write(_done: int, _of: int) -> None:
        os.utime(path, ns=(0, next(moments)))

    with pytest.raises(TroubleError, match="busy") as refused, opened_outside(path, progress=write):
        pass
    assert refused.value.trouble is Trouble.BUSY
    assert not list(passing_files.iterdir())
    assert names(path) == ["Anna"]
