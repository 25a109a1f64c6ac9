"""Who comes again, after how long, and how those who began together stayed: fair to late and to few."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from model.book import Book
from model.flow.bought import BuyingDays, read_bought
from model.flow.cohorts import Cell, Stretch, cohorts
from model.flow.in_words import between_in_words, cell_in_words, repeating_in_words, share_in_words
from model.flow.repeating import Between, Repeating, between, repeating
from model.flow.shares import CustomerShare, customer_share
from model.percentages import share_of
from tests.makers import A_DAY, add_customer, add_sale

DAY = timedelta(days=1)


def bought(book: Book, *lives: Iterable[date]) -> BuyingDays:
    for number, days in enumerate(lives):
        one = add_customer(book, f"Customer {number}")
        for day in days:
            add_sale(book, one, day)
    return read_bought(book.store, A_DAY).days


def test_two_sales_of_one_day_are_one_visit(book: Book) -> None:
    days = bought(book, [A_DAY, A_DAY])
    assert (repeating(days, A_DAY).again, between(days, A_DAY)) == (0, None)


def test_only_who_had_a_year_can_have_stayed_away(book: Book) -> None:
    year = 365 * DAY
    days = bought(book, [A_DAY - year], [A_DAY - year + DAY], [A_DAY - 2 * year, A_DAY], [A_DAY - DAY, A_DAY])
    found = repeating(days, A_DAY)
    assert found == Repeating(buyers=3, again=1, ever=4, once=2, long_ago=2, once_long_ago=1)
    assert repeating_in_words(found) == (
        "Of 2 customers who first bought more than a year ago, 1 never came again."
    )


def test_a_percentage_of_coming_again_needs_many() -> None:
    assert repeating_in_words(Repeating(80, 20, 90, 30, 60, 15)).endswith("15 never came again: 25%.")
    assert repeating_in_words(Repeating(9, 9, 9, 0, 9, 0)) == (
        "All 9 customers who first bought more than a year ago came again."
    )
    assert repeating_in_words(Repeating(3, 0, 3, 3, 0, 0)).startswith("Nobody’s first purchase")


def test_the_days_between_are_of_the_last_two_years(book: Book) -> None:
    days = bought(
        book, [A_DAY - 900 * DAY, A_DAY - 730 * DAY, A_DAY - 700 * DAY, A_DAY], [A_DAY - 10 * DAY, A_DAY]
    )
    assert between(days, A_DAY) == Between(intervals=3, customers=2, lower=10, median=30, upper=700)


def test_few_intervals_are_nothing_to_rely_on() -> None:
    assert between_in_words(Between(29, 3, 1, 2, 3)) == "Only 29 intervals are known: too few to rely on."
    assert between_in_words(Between(2929, 762, 52, 129, 278)) == "Half of 2,929 were 52 to 278 days"
    assert between_in_words(None) == "Nobody has come twice yet."


def test_beginners_are_followed_by_quarter(book: Book) -> None:
    spring = [date(2025, 4, 1), date(2025, 6, 30), date(2025, 7, 1), date(2026, 1, 1)]
    days = bought(book, spring, [date(2025, 5, 5), date(2026, 3, 1)], [date(2025, 12, 31)])
    first, second = cohorts(days, A_DAY, Stretch.QUARTER)
    assert (first.first, first.customers) == (date(2025, 4, 1), 2)
    assert first.cells == (Cell(1, 2, complete=True), Cell(0, 2, complete=True), Cell(2, 2, complete=False))
    assert (second.first, second.customers, second.cells) == (
        date(2025, 10, 1),
        1,
        (Cell(0, 1, complete=False),),
    )


def test_a_stretch_is_complete_on_its_last_day_and_not_before(book: Book) -> None:
    days = bought(book, [date(2025, 12, 1)])
    for day, complete in ((date(2026, 1, 30), False), (date(2026, 1, 31), True)):
        assert [cell.complete for cell in cohorts(days, day, Stretch.MONTH)[0].cells] == [complete]
    assert cohorts(days, date(2025, 12, 31), Stretch.MONTH)[0].complete
    assert not cohorts(days, date(2025, 12, 30), Stretch.MONTH)[0].complete


def test_only_the_latest_beginners_are_followed(book: Book) -> None:
    days = bought(book, [date(2020, 1, 1), A_DAY], [date(2025, 6, 1), A_DAY])
    found = cohorts(days, A_DAY, Stretch.QUARTER, latest=4)
    assert [cohort.first for cohort in found] == [date(2025, 4, 1)]
    assert [cell.bought for cell in found[0].cells] == [0, 0, 1]
    assert cohorts(days, date(2030, 1, 1), Stretch.MONTH) == ()


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (Cell(3, 7, complete=True), "3 of 7"),
        (Cell(0, 40, complete=True), "0%"),
        (Cell(13, 40, complete=True), "32%"),
        (Cell(13, 40, complete=False), "32% …"),
        (Cell(0, 7, complete=False), "0 of 7 …"),
    ],
)
def test_a_running_quarter_is_never_told_as_over(cell: Cell, words: str) -> None:
    assert cell_in_words(cell) == words


def test_nobody_has_no_share() -> None:
    assert share_of(0, 0) == ""


def test_the_share_of_what_customers_need_and_how_it_grows(book: Book) -> None:
    anna = add_customer(book, "Anna", need_cents=10_000)
    bob = add_customer(book, "Bob", need_cents=5_000)
    add_customer(book, "Carl")
    add_sale(book, anna, A_DAY - 800 * DAY, 100)
    add_sale(book, anna, A_DAY - 400 * DAY, 2_000)
    add_sale(book, anna, A_DAY - 100 * DAY, 3_000)
    add_sale(book, bob, A_DAY, 9_000)
    found = customer_share(book.store, A_DAY)
    # Bob needs no more than 5,000; he was no customer before, so he is not compared.
    assert found == CustomerShare(2, 15_000, 8_000, 1, 10_000, 3_000, 2_000)
    assert found.share == pytest.approx(8 / 15)
    assert share_in_words(found) == (
        "The needs of 2 customers are known. That is 10 points more than the year before."
    )


def test_without_a_known_need_there_is_no_share(book: Book) -> None:
    add_sale(book, add_customer(book))
    assert customer_share(book.store, A_DAY) is None
    assert share_in_words(CustomerShare(1, 100, 0, 0, 0, 0, 0)) == "The need of 1 customer is known."
