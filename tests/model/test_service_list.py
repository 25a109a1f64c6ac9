"""Free services and warranties: what is overdue, what comes, and nothing that was used or came back."""

from datetime import date, timedelta

import pytest

from model.book import Book
from model.product_services import ProductService, ServiceUse
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.service_list import due_services
from model.visit_rules import Unit
from tests.makers import add_customer

TODAY = date(2026, 11, 21)


@pytest.fixture
def bicycle(book: Book) -> int:
    """With a check after a month and then every six, three in all; its warranty lasts 100 days."""
    with book.edit("Added a product"):
        product = book.products.insert(Product(name="Bicycle", warranty_days=100))
        book.product_services.insert(
            ProductService(
                product_id=product.id, name="Check", unit=Unit.MONTHS, first_after=1, again_after=6, times=3
            )
        )
    return product.id


def sell(book: Book, product_id: int, on: date, name: str = "Anna", **fields: object) -> Purchase:
    customer_id = add_customer(book, name, **fields)
    with book.edit("Sold"):
        line = PurchaseLine(product_id=product_id, text="Bicycle", amount_cents=50_000)
        return book.purchases.save(Purchase(customer_id=customer_id, bought_on=on), [line])


def services(book: Book, days: int = 30) -> list[tuple[str, date, int]]:
    return [(one.name, one.due_on, one.nth) for one in due_services(book.store, TODAY, days).services]


def test_what_is_due_in_the_coming_days_is_told_with_how_many_there_are(book: Book, bicycle: int) -> None:
    sell(book, bicycle, date(2026, 11, 10))
    assert services(book, 30) == [("Anna", date(2026, 12, 10), 1)]
    assert services(book, 10) == []
    (one,) = due_services(book.store, TODAY, 30).services
    assert (one.service, one.times, one.goods) == ("Check", 3, "Bicycle")


def test_of_a_service_that_was_missed_again_only_the_latest_is_told(book: Book, bicycle: int) -> None:
    sell(book, bicycle, date(2026, 1, 5))
    assert services(book) == [("Anna", date(2026, 8, 5), 2)]
    assert services(book, 100) == [("Anna", date(2026, 8, 5), 2), ("Anna", date(2027, 2, 5), 3)]


def test_a_service_that_was_used_is_not_due(book: Book, bicycle: int) -> None:
    sale = sell(book, bicycle, date(2026, 11, 10))
    assert sale.customer_id is not None
    with book.edit("Served"):
        book.service_uses.insert(
            ServiceUse(
                customer_id=sale.customer_id,
                purchase_line_id=book.purchase_lines.of(sale.id)[0].id,
                product_service_id=book.product_services.of_product(bicycle)[0].id,
                nth=1,
                used_on=TODAY,
            )
        )
    assert services(book) == []


def test_warranties_that_end_soon_are_told_until_their_last_day(book: Book, bicycle: int) -> None:
    sell(book, bicycle, TODAY - timedelta(days=101), "Over")
    sell(book, bicycle, TODAY - timedelta(days=100), "Today")
    sell(book, bicycle, TODAY - timedelta(days=70), "In 30 days")
    sell(book, bicycle, TODAY - timedelta(days=69), "Later")
    found = due_services(book.store, TODAY, 30).warranties
    assert [(one.name, one.due_on) for one in found] == [
        ("Today", TODAY),
        ("In 30 days", TODAY + timedelta(days=30)),
    ]


def test_goods_that_came_back_have_neither(book: Book, bicycle: int) -> None:
    sale = sell(book, bicycle, TODAY - timedelta(days=80))
    (line,) = book.purchase_lines.of(sale.id)
    with book.edit("Brought back"):
        book.purchases.return_goods(sale.id, {line.id: 1000}, TODAY)
    found = due_services(book.store, TODAY, 30)
    assert (found.services, found.warranties) == ((), ())


def test_whoever_is_to_be_left_alone_is_not_asked(book: Book, bicycle: int) -> None:
    sell(book, bicycle, TODAY - timedelta(days=80), do_not_contact=True)
    found = due_services(book.store, TODAY, 30)
    assert (found.services, found.warranties) == ((), ())
