"""A file takes the place of a book only while nobody writes into that: what was called saved is in one of the two."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest

from model.book import Book
from model.errors import BookError
from model.safekeeping.backup import back_up
from model.safekeeping.join import prepare_join
from model.safekeeping.manifest import Reason
from model.safekeeping.outside import opened_outside
from model.safekeeping.restoring import prepare_restore
from model.trouble import TroubleError
from tests.makers import add_customer, make_book

NOW = datetime(2026, 11, 21, 18, 2, tzinfo=UTC)


class Prepared(Protocol):
    """What is ready to take the place of a book."""

    def put_in_place(self) -> Any:
        """Let it."""

    def throw_away(self) -> None:
        """Leave the book as it is."""


def a_restore(path: Path) -> Prepared:
    """A backup is to take the place of the book, in which Bo was written since."""
    with Book.open(path) as book:
        backup = back_up(book, path.parent, Reason.HAND, now=NOW).path
        add_customer(book, "Bo")
    return prepare_restore(backup, path, now=NOW)


def a_join(path: Path) -> Prepared:
    """Bo was written into the book, Cy into its copy."""
    home = path.with_name("home.regulars")
    home.write_bytes(path.read_bytes())
    for copy, name in ((path, "Bo"), (home, "Cy")):
        with Book.open(copy) as book:
            add_customer(book, name)
    with Book.open(path) as book, opened_outside(home) as outside:
        prepared = prepare_join(book, outside, now=NOW).prepared
    assert prepared is not None
    return prepared


both_ways = pytest.mark.parametrize("make_ready", [a_restore, a_join])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    make_book(tmp_path).close()
    return tmp_path / "shop.regulars"


def names(path: Path) -> list[str]:
    with Book.open(path) as book:
        return book.store.column("SELECT name FROM customer ORDER BY id")


@both_ways
def test_what_was_saved_after_the_backup_was_made_is_not_lost(
    path: Path, make_ready: Callable[[Path], Prepared]
) -> None:
    prepared = make_ready(path)
    with Book.open(path) as book:
        add_customer(book, "saved meanwhile")
    with pytest.raises(BookError):
        prepared.put_in_place()
    prepared.throw_away()
    assert names(path) == ["Bo", "saved meanwhile"]


@pytest.mark.skipif(os.name == "nt", reason="Windows exchanges no file that is open")
@both_ways
def test_who_is_in_the_midst_of_writing_saves_into_the_book_that_stays(
    path: Path, make_ready: Callable[[Path], Prepared]
) -> None:
    prepared = make_ready(path)
    with Book.open(path) as importing, importing.edit("Imported very many"):
        add_customer(importing, "one of many")
        with pytest.raises(TroubleError, match="in use"):
            prepared.put_in_place()
    prepared.throw_away()
    assert names(path) == ["Bo", "one of many"]
