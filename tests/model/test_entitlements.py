"""What a customer may still claim: free services one by one, and warranties that run; not of what came back."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from model.book import Book
from model.call_list_making import make_list
from model.entitlements import services_of, use_service, warranties_of
from model.errors import BookError
from model.follow_ups import FollowUpStatus
from model.planning.plan import due
from model.product_services import ProductService, service_times
from model.products import Product
from model.purchases import Purchase, PurchaseKind, PurchaseLine
from model.visit_rules import Unit
from model.wishes import Wish
from model.wishes_fulfilled import settle
from tests.makers import A_DAY, add_customer, make_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with make_book(tmp_path) as made:
        yield made


def bicycle(book: Book, customer_id: int, bought_on: date) -> Purchase:
    """A bicycle with three checks, half a year apart, and two years of warranty, sold."""
    with book.edit("Sold"):
        product = book.products.insert(Product(name="Bicycle", warranty_days=730))
        book.product_services.insert(
            ProductService(
                product_id=product.id, name="check", unit=Unit.MONTHS, first_after=1, again_after=6, times=3
            )
        )
        return book.purchases.save(
            Purchase(customer_id=customer_id, bought_on=bought_on),
            [PurchaseLine(product_id=product.id, text="Bicycle", amount_cents=50_000)],
        )


def test_one_after_the_other_is_used_until_none_is_left(book: Book) -> None:
    anna = add_customer(book)
    bicycle(book, anna, date(2026, 1, 31))
    days = (date(2026, 2, 28), date(2026, 8, 31), date(2027, 2, 28))
    for nth, day in enumerate(days, 1):
        (left,) = services_of(book.store, anna, day)
        assert (left.nth, left.due_on, left.used) == (nth, day, nth - 1)
        use_service(book, anna, left, day)
    assert services_of(book.store, anna, days[-1]) == []
    book.undo()
    assert len(services_of(book.store, anna, days[-1])) == 1


def test_what_stood_on_a_list_already_is_done_when_it_is_used_or_handed_over(book: Book) -> None:
    anna = add_customer(book, "Anna", "07700 900100")
    bicycle(book, anna, date(2026, 1, 31))
    with book.edit("Wished"):
        bell = book.wishes.insert(Wish(customer_id=anna, words="A bell", wished_on=A_DAY, arrived_on=A_DAY))
    make_list(book, A_DAY, A_DAY)
    assert {one.rule for one in book.follow_ups.of_customer(anna)} == {"service", "wish"}
    (left,) = services_of(book.store, anna, A_DAY)
    use_service(book, anna, left, A_DAY)
    settle(book, bell, A_DAY)
    assert {one.status for one in book.follow_ups.of_customer(anna)} == {FollowUpStatus.DONE}
    assert due(book.store, A_DAY) == []


def test_whoever_missed_one_comes_for_the_next(book: Book) -> None:
    anna = add_customer(book)
    bicycle(book, anna, date(2026, 1, 31))
    (left,) = services_of(book.store, anna, date(2026, 8, 20))
    assert (left.nth, left.due_on, left.used) == (2, date(2026, 8, 31), 0)


def test_a_warranty_runs_to_its_last_day(book: Book) -> None:
    anna = add_customer(book)
    bicycle(book, anna, A_DAY)
    last = A_DAY + timedelta(days=730)
    assert [one.ends_on for one in warranties_of(book.store, anna, last)] == [last]
    assert warranties_of(book.store, anna, last + timedelta(days=1)) == []


def test_of_goods_that_came_back_nothing_is_left(book: Book) -> None:
    anna = add_customer(book)
    sale = bicycle(book, anna, A_DAY)
    (line,) = book.purchase_lines.of(sale.id)
    with book.edit("Took back"):
        book.purchases.save(
            Purchase(customer_id=anna, kind=PurchaseKind.RETURN, bought_on=A_DAY, return_of_id=sale.id),
            [
                PurchaseLine(
                    product_id=line.product_id,
                    quantity_thousandths=-1000,
                    amount_cents=-50_000,
                    return_of_line_id=line.id,
                )
            ],
        )
    assert services_of(book.store, anna, A_DAY) == []
    assert warranties_of(book.store, anna, A_DAY) == []


def test_the_times_are_said_as_a_sentence() -> None:
    assert service_times(Unit.MONTHS, 1, 6, 4) == "after 1 month, then every 6 months, 4 times in all"
    assert service_times(Unit.DAYS, 30, None, 1) == "after 30 days, once"
    assert service_times(Unit.WEEKS, 0, 1, 2) == "from the first day, then every week, 2 times in all"


def test_pressing_twice_uses_a_service_once(book: Book) -> None:
    anna = add_customer(book)
    bicycle(book, anna, A_DAY)
    (left,) = services_of(book.store, anna, A_DAY)
    use_service(book, anna, left, A_DAY)
    with pytest.raises(BookError, match="just written down"):
        use_service(book, anna, left, A_DAY)
    assert book.service_uses.count() == 1
    assert [one.used for one in services_of(book.store, anna, A_DAY)] == [1]
