"""The list of all customers: everybody once, in any order, found by any word."""

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from model import customer_list
from model.book import Book
from model.complaints import Complaint
from model.customer_list import CustomerRow, Order
from model.customers import CustomerKind
from model.households import Household
from tests.makers import A_DAY, add_customer, add_sale, make_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with make_book(tmp_path) as made:
        yield made


def names(book: Book, order: Order = Order.NAME, **wanted: object) -> list[str]:
    some = customer_list.ids(book, order, **wanted)  # type: ignore[arg-type]
    return [row.name if row else "gone" for row in customer_list.rows(book, some)]


def archive(book: Book, customer_id: int) -> None:
    with book.edit("Archived"):
        book.customers.update(dataclasses.replace(book.customers.get(customer_id), archived=True))


def test_an_empty_book_has_an_empty_list(book: Book) -> None:
    assert list(customer_list.ids(book)) == []
    assert customer_list.rows(book, []) == []


def test_names_of_every_script_stand_in_one_order(book: Book) -> None:
    for name in ("Zoë", "王小明", "anna", "Łukasz", "Álvaro"):
        add_customer(book, name)
    assert names(book) == ["Álvaro", "anna", "Łukasz", "王小明", "Zoë"]
    assert names(book, descending=True) == ["Zoë", "王小明", "Łukasz", "anna", "Álvaro"]


def test_amounts_purchases_and_days_sort_as_numbers_and_days(book: Book) -> None:
    little, much, never = (add_customer(book, name) for name in ("Little", "Much", "Never"))
    add_sale(book, little, A_DAY, 900, cost=100)
    add_sale(book, much, A_DAY - timedelta(9), 100_000, cost=99_900)
    add_sale(book, much, A_DAY - timedelta(8), 100_000, cost=99_900)
    assert never
    assert names(book, Order.AMOUNT, descending=True) == ["Much", "Little", "Never"]
    assert names(book, Order.PROFIT, descending=True) == ["Little", "Much", "Never"]
    assert names(book, Order.SALES, descending=True) == ["Much", "Little", "Never"]
    assert names(book, Order.LAST, descending=True) == ["Little", "Much", "Never"]


@pytest.mark.parametrize("descending", [False, True])
def test_who_has_no_city_comes_last_either_way(book: Book, descending: bool) -> None:
    for name, city in (("A", ""), ("B", "York"), ("C", "Ávila"), ("D", "北京")):
        add_customer(book, name, city=city)
    assert names(book, Order.CITY, descending=descending)[-1] == "A"
    assert names(book, Order.CITY) == ["C", "D", "B", "A"]


def test_archived_customers_are_shown_only_when_asked_for(book: Book) -> None:
    add_customer(book, "Here")
    archive(book, add_customer(book, "Put away"))
    assert names(book) == ["Here"]
    assert names(book, archived=True) == ["Here", "Put away"]
    assert names(book, text="put") == []
    assert names(book, text="put", archived=True) == ["Put away"]


@pytest.mark.parametrize("few", [0, 10_000])
@pytest.mark.parametrize("order", list(Order))
def test_a_search_keeps_the_order_however_many_it_finds(
    book: Book, order: Order, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(customer_list, "_FEW", few)
    for number, name in enumerate(("Anna Smith", "Tom Brown", "Ben Smith", "Smithson", "王小明")):
        add_sale(book, add_customer(book, name, city=f"Town {number % 3}"), A_DAY, 100 * number)
    everybody = names(book, order)
    assert names(book, order, text="smith") == [name for name in everybody if "Smith" in name]


def test_a_row_tells_what_the_list_shows(book: Book) -> None:
    firm = add_customer(
        book, "Smith & Sons", "020 7946 0018", "07700 900118", city="Leeds", kind=CustomerKind.BUSINESS
    )
    add_sale(book, firm, date(2026, 1, 5), 2500, cost=1000)
    with book.edit("Changed"):
        card = book.customers.card(firm)
        book.customers.save(dataclasses.replace(card, household=Household(name="Smiths")))
        book.complaints.insert(Complaint(customer_id=firm, said_on=A_DAY))
    assert customer_list.rows(book, [firm]) == [
        CustomerRow(
            customer_id=firm,
            name="Smith & Sons",
            phone="020 7946 0018",
            city="Leeds",
            household="Smiths",
            last_on=date(2026, 1, 5),
            purchases=1,
            amount_cents=2500,
            profit_cents=1500,
            business=True,
            open_complaint=True,
            do_not_contact=False,
            archived=False,
        )
    ]


def test_a_customer_deleted_meanwhile_leaves_a_hole_and_moves_nobody(book: Book) -> None:
    one, gone, other = (add_customer(book, name) for name in ("One", "Gone", "Other"))
    with book.edit("Deleted"):
        book.customers.delete(gone)
    found = customer_list.rows(book, [one, gone, other])
    assert [row.name if row else None for row in found] == ["One", None, "Other"]
