"""What happened, month by month: to the cent, returns taken off, and nothing of another month."""

from datetime import date

import numpy as np
import pytest

from model.back_test.happened import Happened, read_happened
from model.book import Book
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.value.margins import read_margins
from model.value.only import customers_of_book
from tests.makers import add_customer, add_sale

JANUARY, MARCH = date(2025, 1, 1), date(2025, 3, 31)


def happened(book: Book, months: int = 3) -> Happened:
    store = book.store
    return read_happened(store, JANUARY, months, read_margins(store, MARCH), customers_of_book(store))


def profit(book: Book) -> list[list[int]]:
    profits: list[list[int]] = happened(book).profit_cents(read_margins(book.store, MARCH)).tolist()
    return profits


def test_each_month_has_what_was_earned_in_it_from_its_first_to_its_last_day(book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_sale(book, anna, date(2024, 12, 31), 90_000, cost=1)
    add_sale(book, anna, date(2025, 1, 1), 1_000, cost=600)
    add_sale(book, anna, date(2025, 1, 31), 500, cost=100)
    add_sale(book, anna, date(2025, 3, 31), 700, cost=100)
    add_sale(book, anna, date(2025, 4, 1), 90_000, cost=1)
    assert profit(book) == [[800, 0, 600]]


def test_two_sales_on_a_day_are_one_buying_day_and_a_return_is_none(book: Book) -> None:
    anna = add_customer(book, "Anna")
    sale = add_sale(book, anna, date(2025, 1, 5), 1_000, cost=600)
    add_sale(book, anna, date(2025, 1, 5), 1_000, cost=600)
    with book.edit("Took goods back"):
        line = book.store.value("SELECT id FROM purchase_line WHERE purchase_id = :sale", sale=sale.id)
        book.purchases.return_goods(sale.id, {line: 1000}, date(2025, 2, 1))
    assert happened(book).buying_days.tolist() == [[1, 0, 0]]
    assert profit(book) == [[800, -400, 0]]


def test_where_no_cost_is_known_at_all_the_shops_margin_counts(book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_sale(book, anna, date(2025, 2, 5), 1_000, 500)
    assert profit(book) == [[0, 1_500, 0]]
    with book.edit("Changed the shop"):
        book.store.write("UPDATE shop SET margin_percent = :n", {"n": 40})
    assert profit(book) == [[0, 600, 0]]


@pytest.fixture
def mixed(book: Book) -> Book:
    """A book with tea, of which some cost is known, and pots, of which none is."""
    anna, bob = add_customer(book, "Anna"), add_customer(book, "Bob")
    with book.edit("Added products"):
        tea = book.products.insert(Product(name="Green tea", category="Tea")).id
        pot = book.products.insert(Product(name="Pot", category="Pots")).id
    lines = [
        (anna, date(2025, 1, 3), tea, 1_000, 800),
        (anna, date(2025, 2, 3), tea, 500, None),
        (bob, date(2025, 2, 4), pot, 2_000, None),
        (None, date(2025, 2, 4), tea, 9_000, None),
        (bob, date(2025, 3, 4), pot, 1_000, 400),
    ]
    with book.edit("Sold things"):
        for customer, day, product, cents, cost in lines:
            book.purchases.save(
                Purchase(customer_id=customer, bought_on=day),
                [PurchaseLine(product_id=product, amount_cents=cents, cost_cents=cost)],
            )
    return book


def test_goods_without_a_cost_leave_what_their_category_does(mixed: Book) -> None:
    assert profit(mixed) == [[200, 100, 0], [0, 1_200, 600]]


def test_the_margins_of_an_earlier_day_know_nothing_of_later_costs(mixed: Book) -> None:
    before_pots = read_margins(mixed.store, date(2025, 2, 28))
    # Of pots no cost was known then, so they leave what the shop did: the fifth of the tea.
    assert happened(mixed).profit_cents(before_pots).tolist() == [[200, 100, 0], [0, 400, 600]]


def test_a_span_of_months_is_found_by_its_days(book: Book) -> None:
    add_customer(book)
    told = happened(book)
    assert told.columns(date(2025, 2, 1), MARCH) == slice(1, 3)
    assert told.months == (JANUARY, date(2025, 2, 1), date(2025, 3, 1))


def test_who_came_into_the_book_meanwhile_is_left_for_the_next_time(book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_sale(book, anna, date(2025, 1, 5), 1_000)
    margins = read_margins(book.store, MARCH)
    nobody = read_happened(book.store, JANUARY, 3, margins, np.array([], np.int64))
    assert nobody.profit_cents(margins).shape == (0, 3)
