"""Seasons are only told where the past tells them."""

from datetime import date

import numpy as np
import pytest

from model.back_test.seasons import Seasons, end_of_month_before, read_repeats, seasons_of
from model.book import Book
from model.relative_days import add_months
from tests.makers import add_customer, add_sale

SHAPE = np.array([0.6, 0.7, 1, 1, 1, 1, 1, 1, 1, 1, 1.2, 1.5])


def months(years: int) -> list[date]:
    return [add_months(date(2020, 1, 1), number) for number in range(12 * years)]


def test_a_shop_with_a_christmas_has_one_however_fast_it_grows() -> None:
    growing = np.linspace(1_000, 4_000, 48)
    found = seasons_of(months(4), np.rint(growing * np.tile(SHAPE, 4)).astype(int).tolist())
    assert found.strength == pytest.approx(tuple(SHAPE / SHAPE.mean()), abs=0.05)


def test_chance_makes_no_seasons() -> None:
    uneven = 0
    for seed in range(40):
        counts = np.random.default_rng(seed).poisson(80, 48)
        found = seasons_of(months(4), counts.tolist())
        assert found.known
        uneven += found.uneven
    # Where it is taken for one now and then, it is a weak one.
    assert uneven <= 4


def test_a_growing_shop_without_seasons_has_none() -> None:
    assert not seasons_of(months(4), list(range(500, 548))).uneven


def test_with_less_than_three_years_nobody_can_tell() -> None:
    found = seasons_of(months(3)[:-1], [100, 10] * 17 + [5])
    assert not found.known
    assert not found.uneven


def test_a_year_is_worth_a_year_whatever_its_seasons() -> None:
    strong = Seasons(tuple(SHAPE), known=True)
    for first in (date(2023, 1, 1), date(2023, 9, 1)):
        assert strong.days(first, 12).sum() == pytest.approx(365)
        assert Seasons().days(first, 12).sum() == pytest.approx(365)
    assert strong.days(date(2023, 11, 1), 2).sum() > 1.3 * Seasons().days(date(2023, 11, 1), 2).sum()


def test_first_purchases_make_no_season(book: Book) -> None:
    with book.edit("Sold for three years"):
        anna = add_customer(book)
        for number in range(36):
            day = add_months(date(2020, 1, 3), number)
            add_sale(book, anna, day)
            if day.month == 6:
                for newcomer in range(4):
                    add_sale(book, add_customer(book, f"Newcomer {number} {newcomer}"), day)
    found = read_repeats(book.store, date(2022, 12, 31)).seasons(date(2022, 12, 31))
    assert found.known
    assert not found.uneven


def test_nothing_after_the_day_is_looked_at(book: Book) -> None:
    anna = add_customer(book)
    add_sale(book, anna, date(2020, 1, 3))
    before = date(2019, 12, 31)
    assert read_repeats(book.store, before).seasons(before) == Seasons()
    assert read_repeats(book.store, date(2020, 12, 31)).seasons(before) == Seasons()


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 3, 12), date(2026, 2, 28)),
        (date(2026, 3, 31), date(2026, 3, 31)),
        (date(2026, 3, 30), date(2026, 2, 28)),
        (date(2026, 1, 1), date(2025, 12, 31)),
    ],
)
def test_only_months_that_are_over_count(day: date, end: date) -> None:
    assert end_of_month_before(day) == end
