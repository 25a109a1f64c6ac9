"""Another copy in the place of an open book: whoever has it open goes on with that copy."""

import os
import shutil

import pytest

from model.book import Book
from model.changes import Change
from model.errors import BookError
from model.safekeeping.salvage import save_all_i_have
from model.trouble import Trouble, TroubleError
from tests.makers import add_customer, make_book


def test_after_a_swap_the_same_book_reads_and_writes_the_other_copy_in_a_generation_of_its_own(
    book: Book,
) -> None:
    add_customer(book, "Anna")
    copy = book.path.with_name("copy.regulars")
    shutil.copy(book.path, copy)
    add_customer(book, "only in the replaced book")
    heard: list[Change] = []
    book.listen(heard.append)
    with book.swapping():
        copy.replace(book.path)
    assert [customer.name for customer in book.customers.all()] == ["Anna"]
    assert heard[0].customers is None
    assert "customer" in heard[0].kinds
    add_customer(book, "Bo")
    with Book.open(book.path) as again:
        assert [customer.name for customer in again.customers.all()] == ["Anna", "Bo"]
        assert again.store.value("SELECT count(*) FROM generation") == 3  # made, added Anna, went on
    assert len(heard) == 2


def test_a_swap_that_fails_goes_on_with_the_book_as_it_was(book: Book) -> None:
    add_customer(book, "Anna")
    with pytest.raises(OSError), book.swapping():
        raise OSError("the stick was pulled out")
    add_customer(book, "Bo")
    assert book.customers.count() == 2


def test_a_file_that_cannot_be_opened_after_the_swap_is_told_and_the_book_is_closed(book: Book) -> None:
    with pytest.raises(BookError), book.swapping():
        book.path.write_bytes(b"not a book")
    assert book.store.closed


def test_an_open_book_swaps_only_its_own_place(tmp_path_factory: pytest.TempPathFactory, book: Book) -> None:
    with make_book(tmp_path_factory.mktemp("other")) as other, book.swapping():
        add_customer(other, "still writable")


def test_who_only_reads_exchanges_nothing_and_goes_on_reading(book: Book) -> None:
    """It may be open for writing in another window."""
    add_customer(book, "Anna")
    with Book.open(book.path, read_only=True) as reading:
        with pytest.raises(BookError, match="read-only"), reading.swapping():
            pytest.fail("let go of the file")
        assert reading.customers.count() == 1
    add_customer(book, "Bo")
    assert book.customers.count() == 2


@pytest.mark.skipif(os.name == "nt", reason="nobody exchanges a file there that is open")
def test_what_only_this_window_still_has_is_not_let_go_of(
    book: Book, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Another program exchanged the file: a copy of everything can still be saved; no restore loses it."""
    copy = book.path.with_name("copy.regulars")
    shutil.copy(book.path, copy)
    add_customer(book, "Anna")
    copy.replace(book.path)
    with pytest.raises(TroubleError) as refused, book.swapping():
        pytest.fail("let go of the file")
    assert refused.value.trouble is Trouble.REPLACED
    saved = tmp_path_factory.mktemp("saved") / "saved.regulars"
    save_all_i_have(book, saved)
    with Book.open(saved) as again:
        assert [customer.name for customer in again.customers.all()] == ["Anna"]
