"""The pace of a shop: a lasting trend is seen and reckoned with, chance and a single year are not taken for one."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from model.value.arrays import Floats, Ints
from model.value.buying import Buying
from model.value.forecast import fit_book
from model.value.pace import AS_EVER, Pace, learn, years_of

ON = date(2026, 3, 12)
DAY = 1 / 365


class Shop:
    """Customers who buy as the model has it, but for the pace at which time runs: so many ``years`` up to ``ON``, and
    the one after it."""

    def __init__(self, customers: int, paces: Floats, *, seed: int = 1) -> None:
        """``paces`` of each year, the coming one last."""
        chance = np.random.default_rng(seed)
        years = len(paces) - 1
        begun = ON.toordinal() - round(years * 365)
        clock = np.concatenate(([0.0], np.cumsum(paces)))  # the shop's own time at the end of each year
        who, days, born = [], [], chance.uniform(0, years - DAY, customers)
        for customer in range(customers):
            a_year, goes = chance.gamma(1.2, 6 / 1.2), chance.beta(0.6, 3.5)
            at, again = np.interp(born[customer], range(years + 2), clock), False
            while not again or chance.random() >= goes:
                when = np.interp(at, clock, range(years + 2))
                who.append(customer)
                days.append(begun + math.floor(when * 365) + 1)
                at += chance.exponential(1 / a_year)
                again = True
                if at >= clock[-1]:
                    break
        bought = np.unique(np.array([who, days], dtype=np.int64), axis=1)
        known = bought[:, bought[1] <= ON.toordinal()]
        self._ids, first, counts = np.unique(known[0], return_index=True, return_counts=True)
        nothing = np.zeros(len(self._ids), dtype=np.int64)
        last = known[1, first + counts - 1]
        a_day = np.full(len(self._ids), 1_000, dtype=np.int64)
        self.buying = Buying(
            ON,
            self._ids,
            known[1, first],
            last,
            counts - 1,
            a_day * counts,
            nothing,
            nothing,
            a_day * (counts - 1),
            nothing,
        )
        self.days: Ints = np.delete(known[1], first)
        coming = bought[0, bought[1] > ON.toordinal()]
        self.came = int(np.isin(coming, self._ids).sum())

    @property
    def pace(self) -> Pace:
        return learn(self.buying, self.days, years_of(self.buying))


def growing(by: float, years: int) -> Floats:
    return np.asarray((1 + by) ** np.arange(years + 1.0))


@pytest.mark.parametrize("by", [0.25, -0.2])
def test_what_grows_or_shrinks_from_year_to_year_is_foretold_far_closer_than_without(by: float) -> None:
    off, off_as_ever, within, within_as_ever = [], [], 0, 0
    for seed in range(4):
        shop = Shop(400, growing(by, 4), seed=seed)
        model = fit_book(shop.buying)
        total = replace(model, pace=shop.pace).forecast(shop.buying).total()
        as_ever = model.forecast(shop.buying).total()
        off.append(math.log(total.expected_cents / 1_000 / shop.came))
        off_as_ever.append(math.log(as_ever.expected_cents / 1_000 / shop.came))
        within += total.low_cents <= shop.came * 1_000 <= total.high_cents
        within_as_ever += as_ever.low_cents <= shop.came * 1_000 <= as_ever.high_cents
    assert abs(np.mean(off_as_ever)) > 0.1
    assert np.abs(off).mean() < np.abs(off_as_ever).mean() / 2
    assert within >= within_as_ever + 2


def test_a_shop_without_a_trend_is_left_alone_within_a_few_percent() -> None:
    for seed in range(4):
        pace = Shop(400, np.ones(5), seed=seed).pace
        assert abs(pace.factor - 1) < 0.03
        assert 0 < pace.deviation < 0.15


def test_a_single_good_year_is_not_taken_for_a_trend_but_makes_less_sure() -> None:
    calm = Shop(500, np.ones(5)).pace
    one_year = Shop(500, np.array([1, 1, 1, 1.4, 1])).pace
    trend = Shop(500, growing(0.4, 4)).pace
    assert one_year.factor < 1 + (trend.factor - 1) / 2
    assert one_year.deviation > 1.5 * calm.deviation


def test_the_more_customers_show_it_the_more_of_the_growth_is_believed() -> None:
    few, many = (Shop(customers, growing(0.2, 3), seed=5).pace for customers in (60, 900))
    assert 1 <= few.factor < many.factor


def test_before_two_whole_years_nothing_is_said_of_a_trend() -> None:
    young = Shop(200, growing(0.4, 1))
    assert years_of(young.buying) < 2
    older = Shop(200, growing(0.4, 3))
    assert years_of(older.buying) >= 2
    assert years_of(older.buying.only(np.zeros(0, np.int64))) == 0


def test_a_day_that_was_written_down_wrong_makes_no_years_of_which_nobody_knows() -> None:
    """A hundred who all came at any five days of two and a half years, and one who came once, in 1900."""
    chance = np.random.default_rng(1)
    days = [np.unique(ON.toordinal() - chance.integers(0, 900, 5)) for _customer in range(100)]
    with_it = [np.array([date(1900, 1, 1).toordinal()]), *days]
    paces = [_pace_of(days), _pace_of(with_it)]
    assert paces[0].factor == pytest.approx(paces[1].factor, abs=0.02)
    assert paces[1].years <= 3


@pytest.mark.parametrize("grows", [True, False])
def test_nobody_is_expected_more_than_twice_nor_less_than_half_as_often(grows: bool) -> None:
    """Sixty who all came three times as often each year, or a third as often."""
    chance = np.random.default_rng(1)
    times = [162, 54, 18, 6, 2] if grows else [2, 6, 18, 54, 162]  # of each year, the latest first
    days = [
        np.unique(
            np.concatenate(
                [
                    ON.toordinal() - 364 * year - chance.integers(0, 364, often)
                    for year, often in enumerate(times)
                ]
            )
        )
        for _customer in range(60)
    ]
    assert _pace_of(days).factor == pytest.approx(2 if grows else 0.5)


def _pace_of(days: list[Ints]) -> Pace:
    """Of customers who bought on these days each."""
    ids, nothing = np.arange(len(days)), np.zeros(len(days), dtype=np.int64)
    first, last, again = (np.array([of(one) for one in days]) for of in (min, max, lambda one: len(one) - 1))
    a_day = np.full(len(days), 1_000) * (again + 1)
    buying = Buying(ON, ids, first, last, again, a_day, nothing, nothing, a_day, nothing)
    return learn(buying, np.concatenate([one[1:] for one in days]), years_of(buying))


@pytest.mark.parametrize("alike", [True, False])
def test_of_customers_who_tell_nothing_no_pace_is_learned_and_nothing_fails(alike: bool) -> None:
    first = ON.toordinal() - (np.full(40, 900) if alike else np.arange(861, 901))
    once = np.zeros(40, np.int64)
    buying = Buying(ON, np.arange(40), first, first, *[once] * 6)
    assert learn(buying, once[:0], 2) == AS_EVER


def test_everybody_is_expected_so_much_more_often_and_nobody_is_likelier_to_be_a_customer() -> None:
    shop = Shop(300, np.ones(4))
    model = fit_book(shop.buying)
    as_ever, faster = (
        replace(model, pace=pace).forecast(shop.buying) for pace in (AS_EVER, Pace(1.25, 0.1, 3))
    )
    assert faster.purchases == pytest.approx(1.25 * as_ever.purchases)
    assert faster.revenue_cents == pytest.approx(1.25 * as_ever.revenue_cents)
    assert np.array_equal(faster.alive, as_ever.alive)
    assert (faster.comes > as_ever.comes).all()
    plain, paced = as_ever.total(), faster.total()
    assert paced.high_cents - paced.low_cents > 1.25 * (plain.high_cents - plain.low_cents)


def test_the_farther_ahead_the_less_sure_the_pace_is() -> None:
    shop = Shop(300, np.ones(4))
    model = replace(fit_book(shop.buying), pace=Pace(1.0, 0.1, 3))
    one, three = (model.forecast(shop.buying, days) for days in (365, 1095))
    assert one.doubt >= 0.1
    assert three.doubt > 1.5 * one.doubt
