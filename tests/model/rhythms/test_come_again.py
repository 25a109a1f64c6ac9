"""After how long people come again: right although only those are seen who had the time to."""

import numpy as np
import pytest

from model.rhythms.again import quantiles
from model.value.arrays import Floats, Ints


def seen(
    median: float, days: int, people: int, seed: int, quit_share: float = 0.3
) -> tuple[Ints, Ints, Floats]:
    """Gaps of people who began by chance within ``days`` days and come again after about ``median``, until they stop
    for good; the day of asking is the last one. Each gap with the time it had, and its weight."""
    chance = np.random.default_rng(seed)
    gaps, had, weights = [], [], []
    for _each in range(people):
        day, own = int(chance.integers(0, days)), []
        while chance.random() > quit_share:
            gap = max(1, round(median * float(np.exp(0.4 * chance.standard_normal()))))
            if day + gap > days:
                break
            own.append((gap, days - day))
            day += gap
        gaps += [gap for gap, _had in own]
        had += [had_days for _gap, had_days in own]
        weights += [1 / len(own)] * len(own) if own else []
    return np.array(gaps), np.array(had), np.array(weights)


def test_where_everybody_had_time_enough_it_is_the_plain_median() -> None:
    gaps = np.array([30, 10, 20, 50, 40, 20])
    found = quantiles(gaps, np.full(6, 10_000), np.ones(6), (0.5,))
    assert found == [20]
    many = np.tile([10, 20, 30, 40, 50], 100)
    assert quantiles(many, np.full(500, 10_000), np.ones(500), (0.25, 0.5, 0.75)) == [20, 30, 40]


@pytest.mark.parametrize("seed", range(4))
def test_a_young_book_does_not_make_it_too_short(seed: int) -> None:
    """Half come again within 60 days; the book is 120 days old."""
    gaps, had, weights = seen(60, 120, 4000, seed)
    [found] = quantiles(gaps, had, weights, (0.5,))
    # Nobody can be seen to take longer than the book is old, which hides few here.
    assert abs(found - 60) <= 4
    assert np.median(gaps) < 52, "what is simply counted is too short"


def test_who_never_comes_again_does_not_make_it_longer() -> None:
    loyal, fickle = (seen(40, 2000, 2000, 1, quit_share) for quit_share in (0.05, 0.8))
    [one], [other] = (quantiles(*some, (0.5,)) for some in (loyal, fickle))
    assert abs(one - 40) <= 2
    assert abs(other - 40) <= 2


def test_who_buys_often_does_not_decide_for_all() -> None:
    """One buys every week, nine others every 60 days."""
    gaps = np.array([7] * 200 + [60] * 18)
    weights = np.array([1 / 200] * 200 + [1 / 2] * 18)
    assert quantiles(gaps, np.full(218, 5000), weights, (0.5,)) == [60]


def test_one_who_had_more_time_than_all_others_does_not_decide_alone() -> None:
    gaps, had = np.array([10] * 20 + [300]), np.array([12] * 20 + [400])
    [found] = quantiles(gaps, had, np.ones(21), (0.4,))
    assert found == 10


def test_a_single_gap_is_what_there_is() -> None:
    assert quantiles(np.array([21]), np.array([21]), np.ones(1), (0.25, 0.5)) == [21, 21]
