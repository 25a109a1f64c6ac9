"""What the best customers bring: exact shares, ties, customers that cost money, and sentences of it."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.book import Book
from model.flow.flow import flow
from model.flow.in_words import concentration_in_words, losing_in_words, top_in_words
from model.flow.pareto import Pareto, Top, pareto
from model.ranking import ranking
from tests.makers import A_DAY, add_customer, add_sale

MONEY = st.lists(st.integers(-50_000, 200_000), min_size=1, max_size=60)


def of(*cents: int) -> Pareto:
    return pareto(np.array(cents, np.int64))


def test_the_top_fifth_is_what_the_best_fifth_of_the_customers_bring() -> None:
    found = of(*[100] * 8, 900, 300)
    assert found.top(20) == Top(20, 2, 10, 1200, 0.6)
    assert found.top(5) == Top(5, 1, 10, 900, 0.45)
    assert found.top(100).share == 1


def test_a_fifth_is_rounded_to_whole_customers_and_is_never_nobody() -> None:
    assert [of(*[10] * n).top(20).customers for n in (1, 2, 7, 8, 12, 13)] == [1, 1, 1, 2, 2, 3]
    assert [of(*[10] * n).top(5).customers for n in (1, 29, 30, 49, 50)] == [1, 1, 2, 2, 3]


def test_one_of_seven_is_not_told_as_the_best_twentieth() -> None:
    seven, twenty = of(*[10] * 7), of(*[10] * 20)
    assert [seven.has_top(part) for part in (1, 5, 10, 20, 50, 100)] == [False, False, True, True, True, True]
    assert twenty.has_top(5)
    assert not twenty.has_top(1)


@given(MONEY)
def test_who_is_counted_of_equals_makes_no_difference(cents: list[int]) -> None:
    there, back = of(*cents), of(*reversed(cents))
    assert there.top(20) == back.top(20)
    assert there.top(20).cents == sum(sorted(cents, reverse=True)[: there.top(20).customers])


@given(MONEY)
def test_the_curve_begins_with_nothing_and_ends_with_all(cents: list[int]) -> None:
    found = of(*cents)
    curve = found.curve()
    if sum(cents) <= 0:
        assert curve == []
        assert (found.top(20).share, found.half, found.peak) == (None, None, None)
        return
    assert (curve[0], curve[-1]) == ((0, 0), (1, 1))
    assert [x for x, _y in curve] == sorted(x for x, _y in curve)
    assert found.peak is not None
    assert found.peak == max(y for _x, y in curve) >= 1
    assert (found.peak > 1) == any(one < 0 for one in cents)


@given(MONEY)
def test_half_is_the_fewest_customers_that_bring_half(cents: list[int]) -> None:
    found = of(*cents)
    if found.half is not None:
        ranked = sorted(cents, reverse=True)
        assert 2 * sum(ranked[: found.half]) >= sum(cents) > 2 * sum(ranked[: found.half - 1])


def test_a_long_curve_is_thinned_but_keeps_what_is_spoken_of() -> None:
    found = of(*range(10_000))
    curve = dict(found.curve())
    assert len(curve) < 410
    assert curve[found.top(5).customers / 10_000] == found.top(5).share


def test_customers_who_cost_money_are_said_plainly() -> None:
    found = of(1000, 500, -300, -200)
    assert found.losing == (2, -500)
    assert found.peak == 1.5
    assert losing_in_words(found, "EUR") == (
        "2 customers cost more than they brought, €5.00 together. So the others bring more than all of it:"
        " the curve rises to 150% before it comes back to 100%."
    )
    assert losing_in_words(of(5, 0), "EUR") == ""


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        ([900, 50, 50], "Half of the profit comes from 1 customer of 3."),
        ([10] * 40, "Half of the profit comes from 20 customers of 40 (50%)."),
        ([100_000] + [1] * 999, "Half of the profit comes from 1 customer of 1,000 (0.1%)."),
        ([5, -10], "No profit in these days, so no shares."),
    ],
)
def test_concentration_is_one_number_in_words(cents: list[int], words: str) -> None:
    assert concentration_in_words(of(*cents)) == words


def test_without_any_cost_it_is_revenue() -> None:
    assert (
        concentration_in_words(of(1, 1), is_revenue=True) == "Half of the revenue comes from 1 customer of 2."
    )


def test_a_share_is_told_with_how_many_they_are() -> None:
    assert top_in_words(of(*[100] * 8, 900, 300).top(20)) == "The best 20% (2 customers) bring 60% of it."
    assert top_in_words(of(-5).top(20)) == ""


def test_the_period_is_that_of_the_ranking_on_paper(book: Book) -> None:
    for number in range(12):
        one = add_customer(book, f"Customer {number}")
        add_sale(book, one, A_DAY - timedelta(days=40 * number), 100 + 37 * number, cost=20 * number)
        add_sale(book, one, A_DAY - timedelta(days=40 * number), 1000 + 7 * number)
    add_sale(book, None, A_DAY, 99_999, cost=1)
    found = flow(book.store, A_DAY)
    assert found.first == date(2025, 3, 13)
    for by, curve in (("profit", found.profit), ("revenue", found.revenue)):
        paper = ranking(book.store, found.first, A_DAY, by)  # type: ignore[arg-type]
        assert tuple(curve.cents.tolist()) == paper.ranked_cents
    assert flow(book.store, A_DAY, days=730).revenue.customers == 12
