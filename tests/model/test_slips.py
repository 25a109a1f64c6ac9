"""Blank slips have numbers, and those that were torn off are asked for until they are back."""

from datetime import timedelta

import pytest

from model.book import Book
from model.errors import BookError
from model.slip_making import asked_for, blank_ones, make_slips, not_used, slip_numbered, take_back
from model.slips import Slip, SlipKind, SlipStatus
from tests.makers import A_DAY, add_customer


def numbers(slips: list[Slip]) -> list[int]:
    return [slip.number for slip in slips]


def test_slips_of_all_kinds_are_numbered_on(book: Book) -> None:
    assert numbers(make_slips(book, SlipKind.VISIT, 3, A_DAY)) == [1, 2, 3]
    assert numbers(make_slips(book, SlipKind.COMPLAINT, 2, A_DAY)) == [4, 5]
    assert book.undo() is not None
    assert numbers(book.slips.missing()) == [1, 2, 3]
    with pytest.raises(BookError, match="from 1 to 500"):
        make_slips(book, SlipKind.VISIT, 0, A_DAY)


def test_those_before_the_last_one_that_came_back_are_asked_for(book: Book) -> None:
    slips = make_slips(book, SlipKind.VISIT, 5, A_DAY)
    make_slips(book, SlipKind.COMPLAINT, 2, A_DAY)
    assert (asked_for(book.store), len(blank_ones(book.store))) == ([], 7)
    anna = add_customer(book)
    back = take_back(book, slips[2].id, A_DAY + timedelta(days=1), anna)
    assert (back.status, back.back_on, back.customer_id) == (SlipStatus.BACK, A_DAY + timedelta(days=1), anna)
    assert numbers(asked_for(book.store)) == [1, 2]
    assert numbers(blank_ones(book.store)) == [4, 5, 6, 7]
    not_used(book, slips[0].id, A_DAY)
    take_back(book, slips[1].id, A_DAY)
    assert asked_for(book.store) == []
    book.undo()
    assert numbers(asked_for(book.store)) == [2]


def test_a_slip_is_found_by_its_number_first_one_that_is_out(book: Book) -> None:
    (slip,) = make_slips(book, SlipKind.VISIT, 1, A_DAY)
    with book.edit("Joined"):  # as after two copies that both printed a slip 1
        book.slips.insert(Slip(number=1, printed_on=A_DAY, status=SlipStatus.BACK))
    assert slip_numbered(book, 1) == slip
    with pytest.raises(BookError, match="no slip 2"):
        slip_numbered(book, 2)
