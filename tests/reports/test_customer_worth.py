"""What a customer is worth, on their paper: as the card tells it, and nothing of who never bought."""

from datetime import timedelta
from io import BytesIO

import pytest

from model.book import Book
from model.errors import Cancelled
from reports import sheets
from reports.report import Options
from tests.makers import A_DAY, add_customer, add_gift, add_sale
from tests.reports.printed import text


def of(book: Book, customer_id: int, language: str = "en") -> str:
    target = BytesIO()
    options = Options(today=A_DAY, language=language)
    sheets.customer(customer_id, "").print(book, options, target)
    return " ".join(text(target.getvalue()).split())


@pytest.fixture
def anna(book: Book) -> int:
    """She came each month for a year, and was given a tin of tea."""
    customer_id = add_customer(book, "Anna Smith")
    for month in range(12):
        add_sale(book, customer_id, A_DAY - timedelta(days=30 * month), 5_000, cost=3_000)
    add_gift(book, customer_id, A_DAY - timedelta(days=7), 500)
    return customer_id


def test_it_tells_the_class_with_its_reason_and_both_values_with_their_parts(book: Book, anna: int) -> None:
    shown = of(book, anna)
    for words in (
        "Worth Class",
        "Profit bought for €600.00 €240.00",
        "Gifts",
        "Brings in 12 months €235.00",
        "From their own history",
        "May bring in the coming 12 months",
        "Own rhythm: ",
    ):
        assert words in shown


def test_of_who_never_bought_it_tells_nothing(book: Book, anna: int) -> None:
    assert "Worth" not in of(book, add_customer(book, "Ben"))


def test_it_is_told_in_chinese_too(book: Book, anna: int) -> None:
    shown = of(book, anna, "zh_CN")
    assert "价值" in shown
    assert "Brings" not in shown


def test_reckoning_it_can_be_given_up(book: Book, anna: int) -> None:
    def give_up(_done: int, _of: int) -> None:
        raise Cancelled

    target = BytesIO()
    with pytest.raises(Cancelled):
        sheets.customer(anna, "").print(book, Options(today=A_DAY), target, give_up)
    assert not target.getvalue()
