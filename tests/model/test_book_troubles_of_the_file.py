"""What is the matter with a book's file has a name, so that the way out can be offered, and leaves the file alone."""

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from model.book import Book
from model.errors import BookError
from model.trouble import Trouble, TroubleError
from tests.makers import add_customer, make_book

CHECKOUT = Path(__file__).parents[2]
FIRST_FORMAT = Path(__file__).parent / "data" / "first_format.regulars.gz"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_book(tmp_path) as book:
        add_customer(book, "王小明")
        return book.path


def trouble_of(path: Path, *, read_only: bool = False) -> Trouble:
    with pytest.raises(TroubleError) as refused:
        Book.open(path, read_only=read_only).close()
    assert refused.value.path == path.resolve()
    return refused.value.trouble


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert trouble_of(tmp_path / "missing.regulars") is Trouble.MISSING
    assert trouble_of(tmp_path) is Trouble.FOLDER


def test_a_book_with_two_names_is_only_read_until_one_is_gone(path: Path) -> None:
    second = path.with_name("second.regulars")
    os.link(path, second)
    assert trouble_of(path) is Trouble.TWO_NAMES
    with Book.open_or_read(path) as book:
        assert book.read_only
        assert book.customers.count() == 1
        with pytest.raises(BookError, match="second name"):
            add_customer(book)
    second.unlink()
    with Book.open_or_read(path) as book:
        add_customer(book)


def test_an_older_book_is_not_brought_up_to_date_by_whoever_only_reads(tmp_path: Path) -> None:
    old = tmp_path / "old.regulars"
    old.write_bytes(gzip.decompress(FIRST_FORMAT.read_bytes()))
    before = old.read_bytes()
    assert trouble_of(old, read_only=True) is Trouble.NOT_UPDATED
    assert old.read_bytes() == before
    assert list(tmp_path.iterdir()) == [old]


def test_a_full_disk_says_how_much_is_free_and_keeps_what_was_saved(path: Path) -> None:
    with Book.open(path) as book:
        pages = book.store.value("PRAGMA page_count")
        book.store.value(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(TroubleError, match=r"disk is full \(\d+ MB are free\)") as refused:
            for n in range(200):
                add_customer(book, f"Customer {n}", note="x" * 2000)
        assert refused.value.trouble is Trouble.FULL
        saved = book.customers.count()
        book.store.value("PRAGMA max_page_count = 100000")
        add_customer(book, "There is room again")
        assert book.customers.count() == saved + 1


def test_whoever_listens_hears_that_the_file_was_replaced(path: Path, tmp_path: Path) -> None:
    heard: list[Trouble] = []
    with Book.open(path) as book:
        book.store.listen_to_trouble(lambda trouble: heard.append(trouble.trouble))
        assert not book.store.look_at_file()
        path.replace(tmp_path / "moved.regulars")
        with pytest.raises(TroubleError):
            book.store.look_at_file()
        assert heard == [Trouble.REPLACED]
        with pytest.raises(BookError, match="while it was open"):
            add_customer(book)
        assert [customer.name for customer in book.customers.all()] == ["王小明"]


def test_another_connections_commit_is_seen_and_ones_own_is_not(path: Path) -> None:
    with Book.open(path) as book, book.again() as other:
        add_customer(book)
        assert not book.store.look_at_file()
        add_customer(other)
        assert book.store.look_at_file()
        assert not book.store.look_at_file()


def test_a_swapped_book_may_be_written_again(path: Path, tmp_path: Path) -> None:
    with Book.open(path) as book:
        book.store.close_to_writing("Not now.")
        with pytest.raises(BookError, match="Not now"):
            add_customer(book)
        copy = tmp_path / "copy.regulars"
        with book.swapping():
            shutil.copy(path, copy)
            copy.replace(path)
        assert not book.store.look_at_file()
        add_customer(book)


NOBODY = """
import os, sys
from pathlib import Path
from model import book, bringing_up_to_date, migrations, nouns, search, triggers
from model.safekeeping.instance_lock import InstanceLock
from model.trouble import TroubleError
import encodings.ascii, encodings.idna, sqlite_utils
nouns.TABLES  # all of it while it may still be read
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
path = Path(sys.argv[1])
lock = InstanceLock(path)
lock.take()
try:
    with book.Book.open_or_read(path) as it:
        print(it.customers.count(), it.read_only, lock.is_held, sep="|")
        print(it.store.closed_to_writing)
        try:
            with it.edit("Tried"):
                it.store.write("DELETE FROM customer", {})
        except TroubleError as refused:
            print("trouble", refused.trouble)
        except Exception as refused:
            print(type(refused).__name__)
        print(it.customers.count())
except TroubleError as refused:
    print(refused.trouble, refused, sep="|")
finally:
    lock.let_go()
"""


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder that every user of this PC may go into, unlike those of tests."""
    folder = Path(tempfile.mkdtemp(prefix="regulars-shelf-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def as_nobody(path: Path) -> list[str]:
    """What somebody finds who may not write there; the rights of root would let everything through."""
    answer = subprocess.run(
        [sys.executable, "-c", NOBODY, str(path)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    if "PermissionError" in answer.stderr and "setuid" in answer.stderr:
        pytest.skip("this PC lets nobody become somebody else")
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.splitlines()


posix_only = pytest.mark.skipif(sys.platform == "win32", reason="rights are set in another way on Windows")


@posix_only
@pytest.mark.parametrize(
    ("file", "folder"),
    [(0o444, 0o555), (0o444, 0o777), (0o666, 0o555)],
    ids=["both read-only", "a read-only file", "a folder without room for a journal"],
)
def test_a_book_that_may_not_be_written_is_read_and_says_why(
    shelf: Path, path: Path, file: int, folder: int
) -> None:
    book = Path(shutil.copy(path, shelf / "Tea.regulars"))
    book.chmod(file)
    shelf.chmod(folder)
    before = book.read_bytes()
    facts, why, outcome, count = as_nobody(book)
    assert facts.split("|")[:2] == ["1", "True"]
    assert "read-only" in why
    assert outcome == "BookError"
    assert count == "1"
    assert book.read_bytes() == before
    assert [one.name for one in shelf.iterdir()] == ["Tea.regulars"]


@posix_only
def test_an_older_book_in_a_read_only_place_says_what_to_do_and_is_left_as_it_is(shelf: Path) -> None:
    old = shelf / "old.regulars"
    old.write_bytes(gzip.decompress(FIRST_FORMAT.read_bytes()))
    old.chmod(0o444)
    shelf.chmod(0o555)
    [said] = as_nobody(old)
    assert said.startswith(Trouble.NOT_UPDATED)
    assert [one.name for one in shelf.iterdir()] == ["old.regulars"]


HALF_WRITTEN = """
import os, sys
from pathlib import Path
from tests.makers import add_customer
from model.book import Book

book = Book.open(Path(sys.argv[1]))
book.store.value("PRAGMA cache_size = 5")
with book.edit("Killed in the middle of it"):
    for n in range(200):
        add_customer(book, f"Customer {n} " + "y" * 500)
    os.kill(os.getpid(), 9)
"""


@posix_only
def test_a_half_written_book_in_a_read_only_place_is_copied_to_where_it_can_be_put_right(
    shelf: Path, path: Path, tmp_path: Path
) -> None:
    from ui.welcome.rescue import copy_with_its_journal

    book = Path(shutil.copy(path, shelf / "Tea.regulars"))
    subprocess.run([sys.executable, "-c", HALF_WRITTEN, str(book)], cwd=CHECKOUT, check=False)
    assert book.with_name("Tea.regulars-journal").stat().st_size > 0
    for file in shelf.iterdir():
        file.chmod(0o444)
    shelf.chmod(0o555)
    [said] = as_nobody(book)
    assert said.startswith(Trouble.NOT_UPDATED)
    copy = copy_with_its_journal(book, tmp_path / "copy.regulars")
    with Book.open(copy) as right:
        assert [customer.name for customer in right.customers.all()] == ["王小明"]


@posix_only
def test_a_file_that_may_not_even_be_read_is_told_so(shelf: Path, path: Path) -> None:
    book = Path(shutil.copy(path, shelf / "Tea.regulars"))
    book.chmod(0o000)
    [said] = as_nobody(book)
    assert said.startswith(Trouble.UNREADABLE)


@pytest.mark.parametrize(
    "name",
    ["with # and ? and %25.regulars", 'it\'s "quoted".regulars', "茶 🍵.regulars", "a" * 200 + ".regulars"],
)
def test_awkward_names_open_the_book_that_they_name_and_no_other(tmp_path: Path, name: str) -> None:
    if sys.platform == "win32" and any(character in name for character in '?"'):
        pytest.skip("Windows has no such names")
    with make_book(tmp_path, name) as book:
        add_customer(book, "Anna")
    with Book.open(tmp_path / name) as book:
        assert book.customers.count() == 1
        assert not book.store.look_at_file()
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_book_in_the_mode_of_another_program_is_brought_back_to_ours(path: Path) -> None:
    import sqlite3

    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode = WAL")
    other.close()
    with Book.open(path) as book:
        assert book.store.value("PRAGMA journal_mode") == "truncate"
        assert book.customers.count() == 1
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_book_that_another_program_has_open_in_its_own_mode_is_busy(path: Path) -> None:
    import sqlite3

    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM customer").fetchall()
    try:
        assert trouble_of(path) is Trouble.BUSY
    finally:
        other.close()
