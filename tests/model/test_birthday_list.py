"""Whose day comes in a month: every calendar, every leap year, and nobody who is to be left alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from model.birthday_list import days_to_keep
from model.book import Book
from model.customer_days import CustomerDay
from model.leaving import LeftReason
from tests.makers import add_customer

MARCH = date(2026, 3, 1), date(2026, 3, 31)


def kept(book: Book, first: date = MARCH[0], last: date = MARCH[1]) -> list[tuple[str, date, int | None]]:
    return [(one.name, one.on, one.years) for one in days_to_keep(book.store, first, last)]


def test_birthdays_come_by_day_and_then_by_name_with_the_age_that_is_reached(book: Book) -> None:
    add_customer(book, "Zoe", birth_year=1980, birth_month=3, birth_day=14)
    add_customer(book, "Bert", birth_month=3, birth_day=14)
    add_customer(book, "Anna", birth_year=2000, birth_month=3, birth_day=31)
    add_customer(book, "April", birth_month=4, birth_day=1)
    assert kept(book) == [
        ("Bert", date(2026, 3, 14), None),
        ("Zoe", date(2026, 3, 14), 46),
        ("Anna", date(2026, 3, 31), 26),
    ]


@pytest.mark.parametrize(
    ("feb29", "year", "day"),
    [
        ("feb28", 2026, date(2026, 2, 28)),
        ("mar1", 2026, date(2026, 3, 1)),
        ("mar1", 2028, date(2028, 2, 29)),
    ],
)
def test_29_february_is_kept_once_a_year_when_the_shop_says(
    book: Book, feb29: str, year: int, day: date
) -> None:
    with book.edit("Changed the shop"):
        book.shops.update(replace(book.shop, feb29=feb29))
    add_customer(book, "Leap", birth_year=2000, birth_month=2, birth_day=29)
    march = date(year, 3, 1)
    months = [(date(year, 2, 1), march - timedelta(days=1)), (march, date(year, 3, 31))]
    assert [on for first, last in months for _name, on, _age in kept(book, first, last)] == [day]


def test_a_lunar_birthday_is_kept_on_its_day_of_this_year(book: Book) -> None:
    add_customer(book, "Mid-autumn", birth_year=1970, birth_month=8, birth_day=15, birth_lunar=True)
    # The Mid-Autumn Festival of 2026 is on 25 September.
    assert kept(book, date(2026, 9, 1), date(2026, 9, 30)) == [("Mid-autumn", date(2026, 9, 25), 56)]
    assert kept(book, date(2026, 8, 1), date(2026, 8, 31)) == []


def test_the_thirtieth_of_a_short_lunar_month_is_kept_on_the_29th(book: Book) -> None:
    add_customer(book, "Long month", birth_month=12, birth_day=30, birth_lunar=True)
    # The twelfth month that ends before the New Year of 6 February 2027 has 29 days or 30: the last is the day before.
    assert kept(book, date(2027, 2, 1), date(2027, 2, 28)) == [("Long month", date(2027, 2, 5), None)]
    assert kept(book, date(2026, 2, 1), date(2026, 2, 28)) == [("Long month", date(2026, 2, 16), None)]


def test_every_lunar_birthday_comes_exactly_once_in_every_lunar_year(book: Book) -> None:
    for month in range(1, 13):
        for day in (1, 15, 30):
            add_customer(book, f"{month}/{day}", birth_month=month, birth_day=day, birth_lunar=True)
    # From New Year 2025 (29 January) to the day before New Year 2026 (17 February), the leap month among it.
    found = [name for name, _on, _age in kept(book, date(2025, 1, 29), date(2026, 1, 28))]
    found += [name for name, _on, _age in kept(book, date(2026, 1, 29), date(2026, 2, 16))]
    assert sorted(found) == sorted(f"{month}/{day}" for month in range(1, 13) for day in (1, 15, 30))


def test_other_yearly_days_say_what_they_are(book: Book) -> None:
    anna = add_customer(book, "Anna")
    with book.edit("Added a day"):
        book.customer_days.insert(CustomerDay(customer_id=anna, label="Wedding", month=3, day=5, year=2006))
    (found,) = days_to_keep(book.store, *MARCH)
    assert (found.label, found.on, found.years) == ("Wedding", date(2026, 3, 5), 20)


def test_nobody_is_on_the_wall_who_should_not_be(book: Book) -> None:
    unwelcome: dict[str, dict[str, object]] = {
        "Archived": {"archived": True},
        "Left alone": {"do_not_contact": True},
        "Died": {"left_reason": LeftReason.DIED},
        "Moved": {"left_reason": LeftReason.MOVED},
        "Found it dear": {"left_reason": LeftReason.PRICE},
    }
    for name, fields in unwelcome.items():
        add_customer(book, name, birth_month=3, birth_day=9, **fields)
    assert [name for name, _on, _years in kept(book)] == ["Found it dear"]


@pytest.mark.parametrize("year", [1900, 1901, 2099, 2100])
def test_it_can_be_asked_for_any_month_that_a_book_knows(book: Book, year: int) -> None:
    add_customer(book, "Moon", birth_month=12, birth_day=30, birth_lunar=True)
    add_customer(book, "Sun", birth_month=12, birth_day=30)
    assert ("Sun", date(year, 12, 30), None) in kept(book, date(year, 12, 1), date(year, 12, 31))
