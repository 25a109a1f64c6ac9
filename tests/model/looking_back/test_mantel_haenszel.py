"""The difference of shares over strata: known numbers, what must always hold, and how often the interval is right."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.looking_back.mantel_haenszel import Stratum, risk_difference

TOLBUTAMIDE = [Stratum(106, 8, 120, 5), Stratum(98, 22, 85, 16)]
"""Deaths under tolbutamide and placebo, younger and older than 55: the textbook example of stratified analysis."""


@st.composite
def a_stratum(draw: st.DrawFn) -> Stratum:
    ones, others = draw(st.integers(1, 60)), draw(st.integers(1, 60))
    return Stratum(ones, draw(st.integers(0, ones)), others, draw(st.integers(0, others)))


def greenland_robins(strata: list[Stratum]) -> float:
    """The standard error by the other well-known formula, which is near where strata are large."""
    spread = sum(
        (a * (n1 - a) * n0**3 + c * (n0 - c) * n1**3) / (n1 * n0 * (n1 + n0) ** 2) for n1, a, n0, c in strata
    )
    return math.sqrt(spread) / sum(n1 * n0 / (n1 + n0) for n1, _a, n0, _c in strata)


def test_the_textbook_example_comes_out() -> None:
    found = risk_difference(TOLBUTAMIDE)
    assert found is not None
    assert found.estimate == pytest.approx(0.0349, abs=0.0001)
    error = (found.high - found.low) / 2 / 1.96
    assert error == pytest.approx(greenland_robins(TOLBUTAMIDE), rel=0.02)
    assert found.low < 0 < found.high


@given(a_stratum())
def test_one_stratum_gives_the_plain_difference(one: Stratum) -> None:
    found = risk_difference([one])
    assert found is not None
    first, second = one.ones_did / one.ones, one.others_did / one.others
    assert found.estimate == pytest.approx(first - second)
    plain = 1.96 * math.sqrt(first * (1 - first) / one.ones + second * (1 - second) / one.others)
    assert found.high - found.estimate >= min(plain, 1 - found.estimate) - 1e-3


@given(st.lists(a_stratum(), min_size=1, max_size=5))
def test_turning_the_sides_turns_the_sign(strata: list[Stratum]) -> None:
    there = risk_difference(strata)
    back = risk_difference([Stratum(n0, c, n1, a) for n1, a, n0, c in strata])
    assert there is not None
    assert back is not None
    assert tuple(there) == pytest.approx((-back.estimate, -back.high, -back.low))
    assert -1 <= there.low <= there.estimate <= there.high <= 1


@given(st.lists(a_stratum(), min_size=1, max_size=4), st.permutations(range(4)))
def test_neither_order_nor_people_without_a_like_matter(strata: list[Stratum], order: list[int]) -> None:
    alone = [Stratum(7, 3, 0, 0), Stratum(0, 0, 9, 9)]
    mixed = [strata[place] for place in order if place < len(strata)]
    assert risk_difference([*alone, *mixed]) == pytest.approx(risk_difference(strata))


def test_the_lie_of_a_mixture_is_seen_through() -> None:
    """The reached bought often before, and in each group of equals it made no difference."""
    found = risk_difference([Stratum(10, 1, 90, 9), Stratum(90, 81, 10, 9)])
    assert found is not None
    assert found.estimate == pytest.approx(0)
    mixed = risk_difference([Stratum(100, 82, 100, 18)])
    assert mixed is not None
    assert mixed.estimate > 0.6


def test_nobody_to_compare_with_is_no_difference() -> None:
    assert risk_difference([]) is None
    assert risk_difference([Stratum(50, 20, 0, 0), Stratum(0, 0, 50, 20)]) is None


def test_all_or_nobody_is_not_certainty() -> None:
    found = risk_difference([Stratum(10, 10, 10, 0)])
    assert found is not None
    assert found.estimate == 1
    assert found.low < 0.85


@pytest.mark.parametrize(
    "shop",
    [
        [(40, 31, 0.3, 0.2)],
        [(12, 11, 0.1, 0.0)],
        [(20, 15, 0.1, 0.1), (12, 9, 0.3, 0.1), (8, 7, 0.6, 0.1)],
        [(5, 30, 0.2, 0.0), (30, 5, 0.7, 0.0)],
        [(6, 5, 0.05, 0.3), (6, 5, 0.5, 0.3)],
    ],
)
def test_the_interval_holds_the_truth_about_as_often_as_it_says(
    shop: list[tuple[int, int, float, float]],
) -> None:
    chance, truth, times = random.Random(7), shop[0][3], 600

    def how_many(people: int, share: float) -> int:
        return sum(chance.random() < share for _one in range(people))

    held = 0
    for _time in range(times):
        strata = [
            Stratum(ones, how_many(ones, share + truth), others, how_many(others, share))
            for ones, others, share, _truth in shop
        ]
        found = risk_difference(strata)
        assert found is not None
        held += found.low <= truth <= found.high
    assert held / times > 0.91
