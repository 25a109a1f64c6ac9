"""Shares with what they probably lie between: never all or nothing of few, and right as often as they promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.bringing_back.kaplan_meier import curve
from model.bringing_back.shares import FEWEST, Share, Told, interval, share_by

NEVER = 10_000


def shared(days: list[int], watched: int | list[int], by: int) -> Share:
    """Who come back after ``days`` are watched for so long each."""
    until = [watched] * len(days) if isinstance(watched, int) else watched
    ends = np.array([min(one, end) for one, end in zip(days, until, strict=True)], np.int64)
    came = np.array([one <= end for one, end in zip(days, until, strict=True)])
    return share_by(curve(ends, came), by)


def test_two_buyers_are_too_few_to_say_however_it_went() -> None:
    assert shared([NEVER, NEVER], 400, 30).told is Told.FEW
    both = shared([3, 5], 400, 30)
    assert (both.told, both.came, both.people) == (Told.FEW, 2, 2)


def test_none_of_a_handful_is_not_never_and_all_of_them_not_always() -> None:
    none, everybody = shared([NEVER] * 12, 400, 90), shared([7] * 12, 400, 90)
    assert (none.value, none.low) == (0.0, 0.0)
    assert none.high == pytest.approx(0.2425, abs=0.0005)  # Wilson's for 0 of 12
    assert (everybody.value, everybody.high) == (1.0, 1.0)
    assert everybody.low == pytest.approx(0.7575, abs=0.0005)


def test_the_interval_of_many_is_the_published_one() -> None:
    # 6-MP after ten weeks, as R prints it: survfit(..., conf.type = "log-log").
    low, high = interval(1 - 0.752941, (0.0963464 / 0.752941) ** 2, came=10, known=20)
    assert (1 - high, 1 - low) == pytest.approx((0.503, 0.889), abs=0.0005)


def test_a_year_that_nobody_has_behind_them_is_not_known_yet() -> None:
    late = shared([20] * 4 + [NEVER] * 16, 200, 365)
    assert late.told is Told.EARLY
    assert (late.came, late.known) == (4, 4)
    assert shared([20] * 4 + [NEVER] * 16, 200, 90).is_told


def test_so_many_back_already_that_no_fewer_can_be_is_said_before_the_year_is_over() -> None:
    nearly = shared([20] * 38 + [NEVER] * 2, 200, 365)
    assert nearly.told is Told.AT_LEAST
    assert 0.8 < nearly.low < 0.95
    assert nearly.beside(0.7) == 1
    assert nearly.beside(0.99) == 0, "how many more come is not known"


def test_late_buyers_count_as_long_as_they_had_time() -> None:
    """Of ten watched for a year half came on day 50; ten more bought 40 days ago."""
    early = [50] * 5 + [NEVER] * 5
    with_late = shared(early + [NEVER] * 10, [400] * 10 + [40] * 10, 90)
    assert with_late.value == pytest.approx(0.5)
    assert with_late.known == 10


def test_only_an_interval_without_the_usual_share_stands_out() -> None:
    half = shared([10] * 30 + [NEVER] * 30, 400, 90)
    assert [half.beside(usual) for usual in (0.2, 0.45, 0.55, 0.8)] == [1, 0, 0, -1]
    assert half.beside(None) == 0


@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(0, 60)), min_size=FEWEST, max_size=60),
    st.integers(1, 60),
)
def test_the_share_lies_in_its_interval(found: list[tuple[int, int]], by: int) -> None:
    share = shared([days for days, _end in found], [end for _days, end in found], by)
    if share.is_told:
        assert 0 <= share.low <= share.value + 1e-12
        assert share.value <= share.high + 1e-12 <= 1 + 1e-9


@pytest.mark.parametrize(("people", "daily"), [(12, 0.01), (40, 0.005), (40, 0.03), (300, 0.01)])
def test_it_holds_the_truth_as_often_as_it_promises(people: int, daily: float) -> None:
    """Known hazards, watched for anything from a day to a year: 95 of 100 intervals hold the truth."""
    chance = np.random.default_rng(20_260_312)
    truth = 1 - (1 - daily) ** 90
    held = told = 0
    for _turn in range(400):
        days = chance.geometric(daily, people)
        watched = chance.integers(1, 365, people)
        share = share_by(curve(np.minimum(days, watched), days <= watched), 90)
        told += share.is_told
        held += share.is_told and share.low <= truth <= share.high
    assert told >= 390
    assert held / told >= 0.925


def test_the_mean_of_many_curves_is_the_truth() -> None:
    chance = np.random.default_rng(7)
    values = []
    for _turn in range(300):
        days, watched = chance.geometric(0.01, 80), chance.integers(1, 365, 80)
        values.append(share_by(curve(np.minimum(days, watched), days <= watched), 90).value)
    assert float(np.mean(values)) == pytest.approx(1 - 0.99**90, abs=0.01)
