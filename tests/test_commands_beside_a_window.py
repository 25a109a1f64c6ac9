"""What the command line may do to a book that is open in a window, and what it may not."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

import main
from model.book import Book
from model.safekeeping.backup import back_up
from model.safekeeping.instance_lock import InstanceLock
from model.safekeeping.manifest import Reason
from tests.makers import add_customer, make_book

NOW = datetime(2026, 3, 12, 18, 2, tzinfo=UTC)
FIRST_FORMAT = Path(__file__).parent / "model" / "data" / "first_format.regulars.gz"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_book(tmp_path) as book:
        add_customer(book, "Anna Smith")
        return book.path


def test_what_puts_a_new_file_in_its_place_is_refused_while_a_window_has_the_book(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = back_up(path, tmp_path, Reason.HAND, now=NOW).path
    before = path.read_bytes()
    with InstanceLock(path, "Regulars"):
        for command in (["restore", str(backup), str(path)], ["join", str(path), str(backup)]):
            assert main.main(command) == 1
            assert "already open here, in Regulars" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert main.main(["restore", str(backup), str(path)]) == 0


def test_what_writes_edits_may_work_beside_a_window_and_is_seen_there(path: Path, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("Name,Phone\nBen Miller,020 7946 0123\n", encoding="utf-8")
    with InstanceLock(path, "Regulars"), Book.open(path) as window:
        assert main.main(["import", str(path), str(table), "--kind", "customers"]) == 0
        assert window.store.look_at_file()
        assert window.customers.count() == 2
        assert main.main(["undo", str(path)]) == 0
        assert window.store.look_at_file()
        assert window.customers.count() == 1
        add_customer(window, "Cleo")


def test_an_older_book_that_is_open_elsewhere_is_not_brought_up_to_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, copy = tmp_path / "old.regulars", tmp_path / "copy.regulars"
    for file in (old, copy):
        file.write_bytes(gzip.decompress(FIRST_FORMAT.read_bytes()))
    before = old.read_bytes()
    with InstanceLock(old, "Regulars"):
        assert main.main(["facts", str(old)]) == 1
        assert "already open" in capsys.readouterr().err
        assert old.read_bytes() == before
    assert main.main(["join", str(old), str(copy), "--dry-run"]) == 0
    assert main.main(["facts", str(old)]) == 0
