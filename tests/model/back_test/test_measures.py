"""How far off a forecast was, told in numbers that mean what they say."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.back_test.measures import errors_of, groups_by_forecast, rank_correlation, share_of_the_top


def test_a_forecast_that_came_true_is_off_by_nothing() -> None:
    truth = np.array([0, 500, 12_000, 300])
    exact = errors_of(truth, truth)
    assert (exact.off_cents, exact.off, exact.each_cents, exact.root_cents) == (0, 0, 0, 0)
    assert exact.ranking == pytest.approx(1)


def test_misses_up_and_down_cancel_in_the_total_but_not_for_each_customer() -> None:
    missed = errors_of(np.array([100, 300]), np.array([300, 100]))
    assert (missed.off_cents, missed.each_cents, missed.root_cents) == (0, 200, 200)
    assert missed.each == 1.0
    assert missed.ranking == pytest.approx(-1)


def test_too_much_is_above_zero_and_too_little_below() -> None:
    assert errors_of(np.array([150]), np.array([100])).off == 0.5
    assert errors_of(np.array([50]), np.array([100])).off == -0.5


def test_where_nothing_was_earned_no_percentage_is_made_up() -> None:
    lost = errors_of(np.array([100, 200]), np.array([50, -50]))
    assert all(math.isnan(share) for share in (lost.off, lost.each, lost.top_share))
    nobody = errors_of(np.array([]), np.array([]))
    assert (nobody.customers, nobody.off_cents, nobody.each_cents) == (0, 0, 0)
    assert math.isnan(nobody.ranking)


def test_equals_share_their_rank() -> None:
    # 1, 2.5, 2.5, 4 beside 1, 2, 3, 4
    assert rank_correlation(np.array([1, 5, 5, 9]), np.array([1, 2, 3, 4])) == pytest.approx(
        4.5 / math.sqrt(4.5 * 5)
    )
    assert math.isnan(rank_correlation(np.array([7, 7]), np.array([1, 2])))


def test_the_best_fifth_found_all_that_there_was() -> None:
    truth = np.array([10, 0, 0, 0, 0])
    assert share_of_the_top(np.array([9, 1, 2, 3, 4]), truth) == 1.0
    assert share_of_the_top(np.array([1, 9, 2, 3, 4]), truth) == 0.0


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=40).filter(any))
def test_the_same_forecast_for_everybody_finds_a_fifth_of_it_whoever_stands_first(truth: list[int]) -> None:
    assert share_of_the_top(np.full(len(truth), 7), np.array(truth)) == pytest.approx(0.2)


@given(st.lists(st.tuples(st.integers(-9_000, 90_000), st.integers(-9_000, 90_000)), min_size=1, max_size=60))
def test_the_groups_hold_everybody_once_and_no_better_forecast_stands_below_a_worse_one(
    pairs: list[tuple[int, int]],
) -> None:
    forecast, truth = (np.array(side) for side in zip(*pairs, strict=True))
    groups = groups_by_forecast(forecast, truth)
    assert sum(group.customers for group in groups) == len(pairs)
    assert sum(group.forecast_cents for group in groups) == forecast.sum()
    assert sum(group.truth_cents for group in groups) == truth.sum()
    means = [Fraction(group.forecast_cents, group.customers) for group in groups]
    assert means == sorted(means, reverse=True)


def test_what_chance_may_do_to_a_sum_grows_with_the_root_of_how_many_are_in_it() -> None:
    one, four = (np.tile([0.0, 200.0], times) for times in (50, 200))
    small, large = (groups_by_forecast(truth, truth, groups=1)[0] for truth in (one, four))
    assert small.chance_cents == pytest.approx(1_000)
    assert large.chance_cents == pytest.approx(2_000)
