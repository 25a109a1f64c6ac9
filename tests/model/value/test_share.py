"""Customer share: how much of the need is bought here, how it grows, when the aim is reached."""

from datetime import date, timedelta

from model.book import Book
from model.value.in_words import share as in_words
from model.value.share import Share, read_shares
from tests.makers import add_customer, add_sale

TODAY = date(2026, 3, 12)


def share_of(book: Book, customer: int) -> Share:
    [found] = read_shares(book.store, TODAY, [customer])
    return found


def years_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_a_share_is_told_with_its_growth_and_the_month_in_which_the_aim_is_reached(book: Book) -> None:
    anna = add_customer(book, need_cents=100_000, share_aim_percent=50)
    add_sale(book, anna, years_ago(800), 500)
    add_sale(book, anna, years_ago(365), 20_000)
    add_sale(book, anna, years_ago(364), 26_000)
    found = share_of(book, anna)
    assert (found.percent, found.before_percent, found.aim_percent) == (26, 20, 50)
    # 6 points a year: four years for 24.
    assert found.aim_on == TODAY + timedelta(days=4 * 365)
    assert in_words(found, "EUR") == (
        "Needs €1,000 a year, and bought for €260 of it here: 26%. It grew from 20% to 26% in a year."
        " At this pace the aim of 50% is reached about March 2030."
    )


def test_of_a_newer_customer_no_growth_is_claimed(book: Book) -> None:
    anna = add_customer(book, need_cents=100_000)
    add_sale(book, anna, years_ago(500), 20_000)
    add_sale(book, anna, years_ago(3), 26_000)
    found = share_of(book, anna)
    assert (found.before_percent, found.aim_on, found.aim_percent) == (None, None, 100)
    assert in_words(found, "EUR").endswith("How it grows shows after two years. The aim is 100%.")


def test_what_does_not_grow_never_reaches_its_aim_and_what_is_above_it_has(book: Book) -> None:
    anna = add_customer(book, need_cents=100_000, share_aim_percent=50)
    add_sale(book, anna, years_ago(900), 30_000)
    add_sale(book, anna, years_ago(400), 30_000)
    add_sale(book, anna, years_ago(4), 10_000)
    assert share_of(book, anna).aim_on is None
    assert in_words(share_of(book, anna), "EUR").endswith(
        "It fell from 30% to 10% in a year. At this pace the aim of 50% is not reached within 10 years."
    )
    add_sale(book, anna, years_ago(4), 60_000)
    assert share_of(book, anna).is_reached
    assert in_words(share_of(book, anna), "EUR").endswith("The aim of 50% is reached.")


def test_only_those_whose_need_is_known_have_a_share(book: Book) -> None:
    anna, _ben = add_customer(book, need_cents=5_000), add_customer(book, "Ben")
    assert [found.customer_id for found in read_shares(book.store, TODAY)] == [anna]
    assert share_of(book, anna).bought_cents == 0
