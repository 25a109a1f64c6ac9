"""An older copy of a book is recognised on the PC that has seen a later one, whatever the clock says."""

import shutil
from pathlib import Path

import pytest

from model.book import Book
from model.computer import Computer
from model.safekeeping.last_seen import LastSeen, in_words
from tests.makers import add_customer, make_book


@pytest.fixture
def seen(tmp_path: Path) -> LastSeen:
    return LastSeen(Computer(tmp_path / "settings"))


def test_a_book_that_was_never_open_here_lacks_nothing(book: Book, seen: LastSeen) -> None:
    assert seen.missing_in(book) is None


def test_the_same_book_worked_on_further_lacks_nothing_wherever_it_lies(
    book: Book, seen: LastSeen, tmp_path: Path
) -> None:
    add_customer(book)
    seen.note(book)
    carried = tmp_path / "carried.regulars"
    shutil.copy(book.path, carried)
    with Book.open(carried) as there:
        add_customer(there, "Bo")
        assert seen.missing_in(there) is None


def test_a_copy_from_before_is_told_with_what_it_lacks_and_where_the_later_one_is(
    book: Book, seen: LastSeen, tmp_path: Path
) -> None:
    older = tmp_path / "older.regulars"
    shutil.copy(book.path, older)
    add_customer(book)
    add_customer(book, "Bo")
    seen.note(book)
    with Book.open(older) as copy:
        missing = seen.missing_in(copy)
        assert missing is not None
        sentence = in_words(missing, copy, "yesterday 18:02")
        assert "up to yesterday 18:02" in sentence
        assert "2 entries less" in sentence
        assert str(book.path) in sentence
        # What is missing is not forgotten by going on with the older copy …
        add_customer(copy, "Cy")
        seen.note(copy)
        assert seen.missing_in(copy) == missing
        assert seen.missing_in(book) is not None
        # … but by somebody who was told and goes on with it all the same.
        seen.give_up(copy)
        assert seen.missing_in(copy) is None
        assert seen.missing_in(book) is not None


def test_an_older_copy_that_was_only_looked_at_is_told_again_next_time(
    book: Book, seen: LastSeen, tmp_path: Path
) -> None:
    older = tmp_path / "older.regulars"
    shutil.copy(book.path, older)
    add_customer(book)
    seen.leave(book, written=True)
    with Book.open(older) as copy:
        seen.leave(copy, written=False)
        assert seen.missing_in(copy) is not None
        assert seen.missing_in(book) is None


def test_another_book_is_not_compared(book: Book, seen: LastSeen, tmp_path: Path) -> None:
    add_customer(book)
    seen.note(book)
    with make_book(tmp_path, "other.regulars") as other:
        assert seen.missing_in(other) is None


@pytest.mark.parametrize(
    "kept", [None, 7, [{"at": "yesterday"}], [{"seq": "x"}, 7], [], {"at": "2026-03-12"}]
)
def test_strange_settings_are_as_good_as_none(book: Book, tmp_path: Path, kept: object) -> None:
    computer = Computer(tmp_path / "settings")
    computer.replace_part("last_seen", {book.book_id: kept})
    assert LastSeen(computer).missing_in(book) is None
