"""Reports that reckon for long before they print can be given up meanwhile, and tell how far they are."""

from datetime import timedelta
from io import BytesIO

import pytest

from model.book import Book
from model.errors import Cancelled
from reports.catalogue import CATALOGUE
from reports.report import Options
from tests.makers import A_DAY, add_customer, add_sale

RECKONED = ["owner-month", "classes", "forecast", "products", "top-customers", "silent"]


@pytest.fixture
def shop(book: Book) -> Book:
    """Three customers who came every month for a year."""
    for name in ("Anna", "Ben", "Cleo"):
        customer_id = add_customer(book, name)
        for month in range(12):
            add_sale(book, customer_id, A_DAY - timedelta(days=30 * month))
    return book


@pytest.mark.parametrize("name", RECKONED)
def test_it_can_be_given_up_before_anything_is_laid_out(shop: Book, name: str) -> None:
    told: list[float] = []

    def give_up_soon(done: int, of: int) -> None:
        told.append(done / of)
        if len(told) == 2:
            raise Cancelled

    target = BytesIO()
    with pytest.raises(Cancelled):
        CATALOGUE[name].print(shop, Options(today=A_DAY), target, give_up_soon)
    assert told[1] < 0.5
    assert not target.getvalue()


@pytest.mark.parametrize("name", [name for name in RECKONED if CATALOGUE[name].look])
def test_as_a_table_it_can_be_given_up_too(shop: Book, name: str) -> None:
    def give_up(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        CATALOGUE[name].listing(shop, Options(today=A_DAY), give_up)


@pytest.mark.parametrize("name", list(CATALOGUE))
def test_what_is_told_of_the_progress_never_goes_back(shop: Book, name: str) -> None:
    told: list[float] = []
    options = Options(today=A_DAY, product="Tea")
    CATALOGUE[name].print(shop, options, BytesIO(), lambda done, of: told.append(done / of))
    assert told == sorted(told)
    assert told[-1] == 1
