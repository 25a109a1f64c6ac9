"""Opening a file: a sound book opens as promised, anything else is refused with a sentence and left as it was."""

import gzip
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Migrations

from model import schema
from model.book import Book
from model.errors import BookError
from model.statistics import check
from tests.makers import add_customer, make_book


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_book(tmp_path) as book:
        add_customer(book, "王小明")
    return tmp_path / "shop.regulars"


PROMISED = {
    "journal_mode": "truncate",
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "busy_timeout": 5000,
    "secure_delete": 1,
}


@pytest.mark.parametrize(("pragma", "value"), PROMISED.items())
def test_every_connection_is_set_up_as_promised(path: Path, pragma: str, value: object) -> None:
    with Book.open(path) as book, book.again() as other:
        assert book.store.value(f"PRAGMA {pragma}") == value
        assert other.store.value(f"PRAGMA {pragma}") == value


def test_no_side_file_holds_anything_while_idle_and_none_is_left_after_closing(path: Path) -> None:
    with Book.open(path) as book:
        add_customer(book)
        beside = [file for file in path.parent.iterdir() if file != path]
        assert all(file.stat().st_size == 0 for file in beside)
    assert list(path.parent.iterdir()) == [path]


def test_a_copy_made_by_hand_while_the_book_is_open_is_the_whole_book(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "stick.regulars"
    with Book.open(path) as book:
        for n in range(20):
            add_customer(book, f"Customer {n}")
            copy.write_bytes(path.read_bytes())
            with Book.open(copy) as carried:
                assert carried.customers.count() == n + 2


def test_opening_never_makes_a_book(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="no book"):
        Book.open(tmp_path / "missing.regulars")
    assert list(tmp_path.iterdir()) == []


def test_a_book_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(BookError):
        make_book(tmp_path, currency="euros")
    assert list(tmp_path.iterdir()) == []
    make_book(tmp_path).close()


KILLED = """
import os, sys
from pathlib import Path
from tests.makers import add_customer, make_book

book = make_book(Path(sys.argv[1]))
book.store.value("PRAGMA cache_size = 5")
for n in range(20):
    add_customer(book, f"Customer {n} " + "x" * 500)
with book.edit("Killed in the middle of it"):
    for n in range(100):
        add_customer(book, f"Customer {n} " + "y" * 500)
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_what_a_killed_program_left_beside_a_deleted_book_does_not_spoil_a_new_one(tmp_path: Path) -> None:
    killed = [sys.executable, "-c", KILLED, str(tmp_path)]
    subprocess.run(killed, cwd=Path(__file__).parents[2], check=False)
    assert (tmp_path / "shop.regulars-journal").stat().st_size > 0
    (tmp_path / "shop.regulars").unlink()
    with make_book(tmp_path) as book:
        add_customer(book)
        assert check(book.store) == []


def test_making_never_replaces_a_file(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(BookError, match="already"):
        make_book(path.parent)
    assert path.read_bytes() == before


STRANGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda book: b"",
    "a hundred bytes": lambda book: book[:100],
    "all zero": lambda book: bytes(len(book)),
    "first page zeroed": lambda book: bytes(4096) + book[4096:],
    "a byte short": lambda book: book[:-1],
    "without its last page": lambda book: book[:-4096],
    "half of it": lambda book: book[: len(book) // 2 // 4096 * 4096],
    "a PDF": lambda book: b"%PDF-1.7\n" + b"x" * 5000,
    "text": lambda book: b"name,phone\nAnna,123\n" * 100,
    "another program's": lambda book: book[:68] + b"\0\0\0\7" + book[72:],
    "a newer format": lambda book: book[:60] + (schema.FORMAT + 1).to_bytes(4, "big") + book[64:],
}


@pytest.mark.parametrize("kind", STRANGE)
def test_a_strange_file_is_refused_in_one_sentence_and_left_as_it_was(path: Path, kind: str) -> None:
    strange = STRANGE[kind](path.read_bytes())
    path.write_bytes(strange)
    with pytest.raises(BookError) as refused:
        Book.open(path).close()
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == strange
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "addition",
    [
        "CREATE TRIGGER helpful AFTER UPDATE ON customer BEGIN DELETE FROM visit; END",
        "CREATE VIEW everyone AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n",
        "CREATE TABLE extra (x)",
        "DROP INDEX purchase_day",
        "ALTER TABLE customer ADD COLUMN mood TEXT",
    ],
)
def test_a_book_with_anything_strange_in_its_schema_is_not_opened(path: Path, addition: str) -> None:
    stranger = sqlite3.connect(path)
    stranger.execute(addition)
    stranger.commit()
    stranger.close()
    with pytest.raises(BookError, match="not look as a customer book should"):
        Book.open(path)


def test_a_trigger_that_hides_among_the_tables_of_sqlite_is_seen(path: Path) -> None:
    stranger = sqlite3.connect(path)
    stranger.execute("PRAGMA writable_schema = ON")
    sql = "CREATE TRIGGER sqlite_stat_x AFTER UPDATE ON customer BEGIN DELETE FROM visit; END"
    stranger.execute(
        "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql)"
        " VALUES ('trigger', 'sqlite_stat_x', 'customer', 0, ?)",
        (sql,),
    )
    stranger.commit()
    stranger.close()
    with pytest.raises(BookError, match="not look as a customer book should"):
        Book.open(path)


def test_what_sqlite_notes_down_about_its_tables_is_nothing_strange(path: Path) -> None:
    stranger = sqlite3.connect(path)
    stranger.execute("ANALYZE")
    stranger.close()
    with Book.open(path) as book:
        add_customer(book)
        assert check(book.store) == []


@pytest.mark.parametrize("table", ["book", "shop"])
def test_a_book_of_no_shop_is_refused(path: Path, table: str) -> None:
    stranger = sqlite3.connect(path)
    stranger.execute(f"DELETE FROM {table}")
    stranger.commit()
    stranger.close()
    with pytest.raises(BookError, match="damaged"):
        Book.open(path)


@pytest.mark.parametrize(
    "name",
    [
        "a#b.regulars",
        "a?b=c.regulars",
        "100%25.regulars",
        "it's.regulars",
        "店 铺.regulars",
        "naïve 🌸.regulars",
    ],
)
def test_any_file_name_opens_that_file_and_no_other(tmp_path: Path, name: str) -> None:
    with make_book(tmp_path, name) as book:
        add_customer(book)
    with Book.open(tmp_path / name) as book:
        assert book.customers.count() == 1
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_book_put_in_wal_mode_by_another_program_comes_back_to_one_file(path: Path) -> None:
    stranger = sqlite3.connect(path)
    stranger.execute("PRAGMA journal_mode = WAL")
    stranger.close()
    with Book.open(path) as book:
        assert book.store.value("PRAGMA journal_mode") == "truncate"
        assert book.customers.count() == 1
    assert list(path.parent.iterdir()) == [path]


def test_a_read_only_book_can_be_read_and_says_that_it_cannot_be_written(path: Path) -> None:
    with Book.open(path, read_only=True) as book:
        assert book.search.find("小明")[0].name == "王小明"
        with pytest.raises(BookError, match="read-only"):
            add_customer(book)


def test_an_older_copy_put_in_the_place_of_the_open_book_is_not_written_into(path: Path) -> None:
    older = path.read_bytes()
    with Book.open(path) as book:
        add_customer(book, "Second")
        with path.open(
            "r+b"
        ) as file:  # in place, as a synchronising program does: the file stays the same one
            file.write(older)
            file.truncate()
            os.utime(path)
        with pytest.raises(BookError):
            add_customer(book, "Third")


def test_a_copy_of_this_very_session_put_in_the_place_of_the_open_book_is_not_written_into(
    path: Path,
) -> None:
    with Book.open(path) as book:
        add_customer(book, "Second")
        older = path.read_bytes()
        for n in range(3):
            add_customer(book, f"Later {n} " + "x" * 900)
        with path.open("r+b") as file:
            file.write(older)
            file.truncate()
        with pytest.raises(BookError, match="older copy"):
            add_customer(book, "Lost?")
    assert path.read_bytes() == older


def test_another_book_put_in_the_place_of_the_open_one_is_not_written_into(
    path: Path, tmp_path: Path
) -> None:
    with make_book(tmp_path, "other.regulars") as other:
        other_path = other.path
    with Book.open(path) as book:
        path.write_bytes(other_path.read_bytes())
        with pytest.raises(BookError, match="Another book"):
            add_customer(book, "Lost?")
    with Book.open(path) as other:
        assert other.customers.count() == 0


def test_a_deleted_book_is_not_written_into_thin_air(path: Path) -> None:
    with Book.open(path) as book:
        path.unlink()
        with pytest.raises(BookError, match="moved or replaced"):
            add_customer(book)


def test_a_full_disk_undoes_the_whole_edit_and_says_so(book: Book) -> None:
    add_customer(book)
    pages = book.store.value("PRAGMA page_count")
    book.store.value(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(BookError, match="disk is full"), book.edit("Many"):
        for n in range(500):
            add_customer(book, f"Customer {n} " + "x" * 500)
    assert book.customers.count() == 1
    assert not book.store.editing


def test_an_older_format_is_brought_up_to_date_on_a_copy_and_the_older_file_is_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from model import migrations

    def add_mood(db: object) -> None:
        db.execute("ALTER TABLE customer ADD COLUMN mood TEXT")  # type: ignore[attr-defined]
        db.execute("UPDATE customer SET note = 'moved'")  # type: ignore[attr-defined]

    step = Migrations._Migration("003_mood", add_mood)
    monkeypatch.setattr(migrations.migrations, "_migrations", [*migrations.migrations._migrations, step])
    monkeypatch.setattr(schema, "FORMAT", schema.FORMAT + 1)
    before = path.read_bytes()
    with Book.open(path) as book:
        assert "mood" in book.store.column("SELECT name FROM pragma_table_info('customer')")
        # What a step does is nobody's edit, so nobody can take it back.
        assert book.store.value("SELECT count(*) FROM journal WHERE op = 'update'") == 0
        assert book.customers.count() == 1
    assert (path.parent / "shop before update.regulars").read_bytes() == before
    path.write_bytes(before)
    Book.open(path).close()
    assert len(list(path.parent.iterdir())) == 2  # What is kept already is not kept twice …
    path.write_bytes(before.replace("王小明".encode(), "王小红".encode()))
    Book.open(path).close()
    assert len(list(path.parent.iterdir())) == 3  # … and another book does not take its place.


FIRST_FORMAT = Path(__file__).parent / "data" / "first_format.regulars.gz"
"""A book as the first format kept it: 王小明 with a sale, Anna deleted and put back, a change that was taken back."""


def test_a_book_of_the_first_format_keeps_all_it_holds_and_can_still_be_undone(tmp_path: Path) -> None:
    path = tmp_path / "old.regulars"
    path.write_bytes(gzip.decompress(FIRST_FORMAT.read_bytes()))
    assert path.read_bytes()[60:64] == (1).to_bytes(4, "big")
    with Book.open(path) as book:
        assert check(book.store) == []
        assert [customer.city for customer in book.customers.all()] == ["", "York"]
        assert book.redo() is not None
        assert [customer.city for customer in book.customers.all()] == ["Leeds", "York"]
        while book.undo():
            pass
        assert book.customers.count() == book.purchases.count() == 0
        assert check(book.store) == []
    assert (tmp_path / "old before update.regulars").read_bytes()[60:64] == (1).to_bytes(4, "big")


def test_a_step_that_fails_leaves_the_older_book_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from model import migrations

    def fail(db: object) -> None:
        db.execute("DELETE FROM customer")  # type: ignore[attr-defined]
        db.execute("no such statement")  # type: ignore[attr-defined]

    step = Migrations._Migration("003_fail", fail)
    monkeypatch.setattr(migrations.migrations, "_migrations", [*migrations.migrations._migrations, step])
    monkeypatch.setattr(schema, "FORMAT", schema.FORMAT + 1)
    before = path.read_bytes()
    with pytest.raises(BookError):
        Book.open(path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
