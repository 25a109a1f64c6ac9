"""The list of complaints: what is open comes first, with its age, and any word finds it."""

from datetime import date, timedelta

import pytest

from model import complaint_list, follow_up_list
from model.book import Book
from model.complaint_list import Order, Show, late_on
from model.complaints import Complaint, ComplaintStatus, Grade
from model.products import Product
from model.search import Search
from tests.makers import A_DAY, add_customer


def add_complaint(book: Book, customer_id: int, words: str = "", **fields: object) -> int:
    with book.edit("Wrote down a complaint"):
        kept = {"said_on": A_DAY, "words": words} | fields
        return book.complaints.insert(Complaint(customer_id=customer_id, **kept)).id  # type: ignore[arg-type]


def test_open_ones_come_first_and_the_hastiest_of_them_before_the_others(book: Book) -> None:
    anna = add_customer(book)
    closed = add_complaint(book, anna, status=ComplaintStatus.CLOSED, closed_on=A_DAY)
    ordinary = add_complaint(book, anna, said_on=date(2026, 1, 1))
    urgent = add_complaint(book, anna, grade=Grade.URGENT)
    assert list(complaint_list.ids(book.store, Show.ALL)) == [urgent, ordinary, closed]
    assert list(complaint_list.ids(book.store, Show.OPEN)) == [urgent, ordinary]
    assert list(complaint_list.ids(book.store, Show.CLOSED)) == [closed]
    assert complaint_list.counts(book.store) == {Show.OPEN: 2, Show.CLOSED: 1, Show.ALL: 3}


@pytest.mark.parametrize("text", ["Łukasz", "lukasz", "0991", "noSE pad", "kettle", "glue"])
def test_any_word_of_it_finds_it(book: Book, text: str) -> None:
    lukasz = add_customer(book, "Łukasz Nowak", "020 7946 0991")
    with book.edit("Added product"):
        kettle = book.products.insert(Product(name="Kettle"))
    found = add_complaint(book, lukasz, "The nose pad is gone", cause="Glue", product_id=kettle.id)
    add_complaint(book, add_customer(book, "Somebody else"), "Late")
    assert list(complaint_list.ids(book.store, Show.ALL, text)) == [found]


@pytest.mark.parametrize("text", ["%", "_", "'", '"', "\\", "( *"])
def test_signs_are_looked_for_as_they_are(book: Book, text: str) -> None:
    add_complaint(book, add_customer(book), "Nothing of the kind")
    assert list(complaint_list.ids(book.store, Show.ALL, text)) == []


@pytest.mark.parametrize("order", list(Order))
def test_every_order_can_be_turned_round(book: Book, order: Order) -> None:
    for n, name in enumerate(["Anna", "Bob", "Carl"]):
        add_complaint(book, add_customer(book, name), said_on=A_DAY - timedelta(days=n), cost_cents=100 - n)
    up = list(complaint_list.ids(book.store, Show.ALL, order=order))
    down = list(complaint_list.ids(book.store, Show.ALL, order=order, descending=True))
    assert sorted(up) == sorted(down)
    if order in (Order.NAME, Order.SAID, Order.COST):
        assert up == down[::-1]


def test_a_row_says_how_long_it_waits_or_took(book: Book) -> None:
    anna = add_customer(book, "Anna", "07700 900118")
    waits = add_complaint(book, anna, said_on=A_DAY - timedelta(days=3))
    took = add_complaint(
        book,
        anna,
        said_on=A_DAY - timedelta(days=9),
        status=ComplaintStatus.CLOSED,
        closed_on=A_DAY - timedelta(days=7),
    )
    first, second = complaint_list.rows(book.store, [waits, took], A_DAY)
    assert first is not None
    assert second is not None
    assert (first.days, first.late, first.phone) == (3, True, "07700 900118")
    assert (second.days, second.late) == (2, False)


def test_a_deleted_complaint_has_no_row(book: Book) -> None:
    assert complaint_list.rows(book.store, [42], A_DAY) == [None]


def test_looking_for_complaints_gives_later_edits_no_more_to_do(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_complaint(book, add_customer(book, "Anna"), "Leaks")
    for _search in range(5):
        complaint_list.ids(book.store, text="anna")
        follow_up_list.ids(book.store, A_DAY, text="anna")
    reindexed: list[list[int]] = []
    really = Search._reindex

    def counted(search: Search, customers: list[int]) -> None:
        reindexed.append(customers)
        really(search, customers)

    monkeypatch.setattr(Search, "_reindex", counted)
    bob = add_customer(book, "Bob")
    assert reindexed == [[bob]]


def test_an_answered_complaint_has_more_time() -> None:
    late_after = {
        status: (late_on(Grade.ORDINARY, status, A_DAY) - A_DAY).days
        for status in (ComplaintStatus.OPEN, ComplaintStatus.ANSWERED)
    }
    assert late_after == {ComplaintStatus.OPEN: 2, ComplaintStatus.ANSWERED: 4}


def test_an_urgent_complaint_waits_for_nobody() -> None:
    assert late_on(Grade.URGENT, ComplaintStatus.OPEN, A_DAY) == A_DAY
