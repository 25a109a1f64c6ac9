"""The coming year: what the customers will probably bring, month by month, who brings most, and who slips away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from model.back_test.by_month import shares_of_months
from model.relative_days import add_months
from model.value.in_words import alive as alive_in_words

if TYPE_CHECKING:
    from model.back_test.round import Round
    from model.back_test.seasons import Seasons
    from model.store import Store
    from model.value.appraisal import Appraisal
    from model.value.arrays import Floats, Ints
    from model.value.whole_book import WholeBook

MONTHS = 12
IN_SIGHT = 12
"""customers in each of the two lists"""
_MONTHS_TO_LEARN = 6
_FALL = 0.15
"""By so much the chance that somebody still is a customer must have fallen, to speak of slipping away."""


@dataclass(frozen=True)
class ComingMonth:
    """The profit in cents of the month that ends with ``until``, and of all from the beginning to its end."""

    until: date
    cents: int
    low_cents: int
    high_cents: int
    so_far_cents: int


@dataclass(frozen=True)
class Promise:
    """What one customer will probably bring in the coming year, in cents; ``then`` is the chance that they were a
    customer half a year ago, or whenever was looked back to; ``None`` where they were not one yet. ``chance`` is the
    same of today as everywhere else it is told: whoever bought only once has none."""

    customer_id: int
    name: str
    cents: int
    low_cents: int
    high_cents: int
    alive: float
    then: float | None
    chance: str
    last_on: date
    last_year_cents: int
    at_stake_cents: int


@dataclass(frozen=True)
class Coming:
    """The year after the day ``on``, of those who are ``customers`` already; ``come_again`` is how many of them will
    probably buy in it.

    The bounds are those that are told of the whole book everywhere (80%), and so are the ``pace`` of the shop and what
    of it is there for that. ``as_lately_cents`` is the forecast if it errs next year as it did in the longest round of
    the past; ``None`` where there was none.
    """

    on: date
    customers: int
    come_again: float
    cents: int
    low_cents: int
    high_cents: int
    pace: float
    pace_cents: int
    as_lately_cents: int | None
    months: tuple[ComingMonth, ...]
    best: tuple[Promise, ...]
    slipping: tuple[Promise, ...]


def look_ahead(store: Store, appraisal: Appraisal, rounds: Sequence[Round], seasons: Seasons) -> Coming:
    """From the appraisal of today and the rounds of the past, the longest first."""
    whole = appraisal.whole
    return Coming(
        appraisal.on,
        whole.customers,
        _come_again(appraisal),
        whole.coming_year_cents,
        whole.low_cents,
        whole.high_cents,
        whole.pace,
        whole.pace_cents,
        _as_lately(whole.coming_year_cents, rounds),
        _months(appraisal, whole, rounds, seasons),
        _best(store, appraisal, rounds),
        _slipping(store, appraisal, rounds),
    )


def _come_again(appraisal: Appraisal) -> float:
    rows = np.searchsorted(appraisal.customer_ids, appraisal.buying.customer_ids)
    comes = appraisal.model.forecast(appraisal.buying).comes
    return float(comes[~appraisal.gone[rows]].sum())


def _as_lately(cents: int, rounds: Sequence[Round]) -> int | None:
    if not rounds or rounds[0].ours.forecast_cents <= 0 or rounds[0].ours.truth_cents <= 0:
        return None
    return round(cents * rounds[0].ours.truth_cents / rounds[0].ours.forecast_cents)


def _months(
    appraisal: Appraisal, whole: WholeBook, rounds: Sequence[Round], seasons: Seasons
) -> tuple[ComingMonth, ...]:
    first = appraisal.on + timedelta(days=1)
    shares = np.zeros(MONTHS)
    if len(appraisal.buying):
        rows = np.searchsorted(appraisal.customer_ids, appraisal.buying.customer_ids)
        a_day = appraisal.expected_cents[rows] / np.maximum(appraisal.purchases[rows], 1e-9)
        shares = shares_of_months(appraisal.model, appraisal.buying, a_day, seasons.days(first, MONTHS))
    of_months = whole.coming_year_cents * shares
    low, high = _bounds_of_a_month(whole, rounds)
    so_far = np.cumsum(of_months)
    return tuple(
        ComingMonth(
            add_months(first, number + 1) - timedelta(days=1),
            round(float(month)),
            round(float(min(month * low, month * high))),
            round(float(max(month * low, month * high))),
            round(float(so_far[number])),
        )
        for number, month in enumerate(of_months)
    )


def _bounds_of_a_month(whole: WholeBook, rounds: Sequence[Round]) -> tuple[float, float]:
    """How many times the forecast of a single month its lower and upper bound are: between which eight in ten months of
    the past came, and at least as wide as the year's, of which a month has a twelfth of the luck."""
    width, cents = whole.high_cents - whole.low_cents, abs(whole.coming_year_cents)
    least = width / 2 / cents * MONTHS**0.5 if cents else 0.0
    seen = [
        month.truth_cents / month.forecast_cents
        for month in (rounds[0].by_month if rounds else ())
        if month.forecast_cents > 0
    ]
    low, high = np.quantile(seen, (0.1, 0.9)) if len(seen) >= _MONTHS_TO_LEARN else (1.0, 1.0)
    return min(float(low), max(1 - least, 0.0)), max(float(high), 1 + least)


def _best(store: Store, appraisal: Appraisal, rounds: Sequence[Round]) -> tuple[Promise, ...]:
    rows = np.argsort(-appraisal.expected_cents, kind="stable")[:IN_SIGHT]
    return _promises(store, appraisal, rows[appraisal.expected_cents[rows] > 0], rounds)


def _slipping(store: Store, appraisal: Appraisal, rounds: Sequence[Round]) -> tuple[Promise, ...]:
    """Whose chance to be a customer still has fallen most, by what they would bring if they came: more than is expected
    of the usual customer."""
    fallen = np.nan_to_num(_then(appraisal, rounds) - appraisal.alive)
    brought_much = appraisal.at_stake_cents > appraisal.basis.usual_cents
    lost = np.where((fallen >= _FALL) & brought_much & ~appraisal.gone, fallen * appraisal.at_stake_cents, 0)
    rows = np.argsort(-lost, kind="stable")[:IN_SIGHT]
    return _promises(store, appraisal, rows[lost[rows] > 0], rounds)


def _then(appraisal: Appraisal, rounds: Sequence[Round]) -> Floats:
    """The chance of everybody on the day that is nearest to half a year ago; nan for whoever had not bought then."""
    then = np.full(len(appraisal), np.nan)
    if rounds:
        looked = min(rounds, key=lambda one: abs(one.months - 6))
        place = np.searchsorted(appraisal.customer_ids, looked.customer_ids)
        then[place] = looked.alive
    return then


def _chance(appraisal: Appraisal, customer_id: int) -> str:
    worth = appraisal.worth(customer_id)
    assert worth is not None
    return alive_in_words(worth)


def _promises(
    store: Store,
    appraisal: Appraisal,
    rows: Ints | np.ndarray[tuple[int], np.dtype[np.intp]],
    rounds: Sequence[Round],
) -> tuple[Promise, ...]:
    ids = [int(appraisal.customer_ids[row]) for row in rows]
    # Numbers as text: there are a dozen.
    names = dict(store.tuples(f"SELECT id, name FROM customer WHERE id IN ({', '.join(map(str, ids))})"))
    then = _then(appraisal, rounds)
    own = appraisal.stars_cents + appraisal.need_cents
    return tuple(
        Promise(
            customer_id,
            str(names.get(customer_id, "")),
            int(appraisal.expected_cents[row]),
            int(appraisal.low_cents[row] - own[row]),
            int(appraisal.high_cents[row] - own[row]),
            float(appraisal.alive[row]),
            None if np.isnan(then[row]) else float(then[row]),
            _chance(appraisal, customer_id),
            date.fromordinal(int(appraisal.last_on[row])),
            int(appraisal.current_cents[row]),
            int(appraisal.at_stake_cents[row]),
        )
        for customer_id, row in zip(ids, rows, strict=True)
    )
