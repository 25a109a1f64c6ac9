"""Large tables are read a piece at a time: a save finds its turn in between, and nothing is read twice or left out."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from model import pieces
from model.back_test.happened import read_happened
from model.back_test.seasons import read_repeats
from model.book import Book
from model.bringing_back.bought import read_bought as read_visits
from model.classes.people import read_people
from model.classes.taking_parts import times_bought
from model.customer_class import CustomerClass
from model.flow.bought import read_bought
from model.flow.flow import flow
from model.pieces import by_day, in_pieces
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.store import Store
from model.value.appraisal import appraise
from model.value.current import read_current
from model.value.margins import read_margins
from model.value.only import customers_of_book
from tests.makers import add_customer, add_sale, review_classes

TODAY = date(2026, 3, 12)
CUSTOMERS = 12


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of one customer, one line, one day."""
    monkeypatch.setattr(pieces, "_FIRST", 1)
    monkeypatch.setattr(pieces, "_GROWS", 1.0)


@pytest.fixture
def shop(book: Book) -> Book:
    """Twelve customers and somebody unknown, who bought tea and cups, some of them without a known cost."""
    with book.edit("Brought goods in"):
        tea = book.products.insert(Product(name="Tea", category="Drinks")).id
        cup = book.products.insert(Product(name="Cup", category="Things")).id
    names = [add_customer(book, f"Customer {number}") for number in range(CUSTOMERS)]
    with book.edit("Sold much"):
        for number, who in enumerate([*names, None]):
            for time in range(1 + number % 5):
                lines = [
                    PurchaseLine(product_id=tea, text="Tea", amount_cents=1_000 + number, cost_cents=400),
                    PurchaseLine(
                        product_id=cup, text="Cup", amount_cents=501 + time, cost_cents=(None, 333)[time % 2]
                    ),
                ]
                day = TODAY - timedelta(days=(37 * number + 29 * time) % 400)
                book.purchases.save(Purchase(customer_id=who, bought_on=day), lines)
    review_classes(book, TODAY, one=(names[0], CustomerClass.GOLD), other=(names[3], CustomerClass.LEAD))
    return book


def test_a_save_finds_its_turn_between_two_pieces(tiny: None, shop: Book) -> None:
    with shop.again() as counter:
        counter.store.value("PRAGMA busy_timeout = 0")
        everybody = in_pieces(
            shop.store, "customer", "SELECT id FROM customer WHERE id BETWEEN :first_id AND :last_id"
        )
        begun = [next(everybody)]
        add_sale(counter, begun[0][0], TODAY, 100)
        nobodys = by_day(
            shop.store, "SELECT bought_on FROM purchase WHERE bought_on BETWEEN :first_day AND :last_day"
        )
        next(nobodys)
        add_sale(counter, begun[0][0], TODAY, 100)
        assert len([*begun, *everybody]) == CUSTOMERS


READERS: dict[str, Callable[[Store], Any]] = {
    "margins": lambda store: read_margins(store, TODAY),
    "margins of then": lambda store: read_margins(store, TODAY - timedelta(days=50)),
    "current values": lambda store: read_current(store, TODAY, read_margins(store, TODAY)),
    "appraisal": lambda store: appraise(store, TODAY),
    "appraisal of then": lambda store: appraise(store, TODAY - timedelta(days=50)),
    "classes": lambda store: read_people(store, appraise(store, TODAY)),
    "times": lambda store: times_bought(store, list(range(6_000)), TODAY),
    "what was bought": lambda store: read_bought(store, TODAY),
    "coming and going": lambda store: flow(store, TODAY).months,
    "visits": lambda store: read_visits(store, TODAY, lambda _done, _of: None),
    "what happened": lambda store: read_happened(
        store, date(2025, 1, 1), 15, read_margins(store, TODAY), customers_of_book(store)
    ),
    "seasons": lambda store: read_repeats(store, date(2026, 2, 28)),
}


@pytest.mark.parametrize("reader", READERS)
def test_the_size_of_a_piece_changes_nothing(
    reader: str, shop: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "_FIRST", 10_000)
    at_once = READERS[reader](shop.store)
    monkeypatch.setattr(pieces, "_FIRST", 1)
    monkeypatch.setattr(pieces, "_GROWS", 1.0)
    assert_alike(READERS[reader](shop.store), at_once)


def assert_alike(one: Any, other: Any) -> None:
    """Whatever is in both."""
    assert type(one) is type(other)
    if isinstance(one, np.ndarray):
        np.testing.assert_array_equal(one, other)
    elif hasattr(one, "__dataclass_fields__"):
        for name in one.__dataclass_fields__:
            assert_alike(getattr(one, name), getattr(other, name))
    elif isinstance(one, tuple):
        assert len(one) == len(other)
        for mine, yours in zip(one, other, strict=True):
            assert_alike(mine, yours)
    elif isinstance(one, float):
        assert one == pytest.approx(other, nan_ok=True)
    else:
        assert one == other
