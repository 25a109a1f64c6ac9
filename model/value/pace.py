"""Whether customers come more often, or more seldom, from year to year: the pace of a shop.

The model of buying knows no trend: it takes the whole past for alike, and foretells a growing shop too little. Here
every past year has a pace of its own, at which time ran for everybody, fitted together with the model's parameters.
What of that goes on is a mean over all that may be behind it: a lasting trend, or years that stray each for itself.
The more evenly the paces rise or fall, and the more years and purchases they rest on, the more of it is believed.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from model.value import bg_nbd, priors
from model.value.bg_nbd import BgNbd
from model.value.buying import DAYS_A_WEEK
from model.value.curvature import covariance, deviation
from model.value.going_down import lowest
from model.value.only import among, table_of

if TYPE_CHECKING:
    from model.store import Store
    from model.value.arrays import Floats, Ints
    from model.value.buying import Buying

YEAR_DAYS: Final = 364
"""Whole weeks: each year has the same days of the week, and nearly the same seasons."""
FEWEST_YEARS: Final = 2

_MOST_YEARS = 6
_FEWEST_CUSTOMERS = 3
"""And one in a hundred of all must have been there in a year that is to tell anything of the shop: one day that was
written down wrong, of 1900, makes no year."""
_NEARLY = 14
"""The first year is a whole one though so many days are missing to it: who opened in January counts it."""
_SAMPLE = 2000
"""So many customers show the pace of all."""

_FREE = 0.5
"""While the paces are sought each of them may well be so far, in logarithms, from the usual one."""
_TRENDS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4)
_STRAYS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3)
_FARTHEST = math.log(2)
"""Nobody is expected more than twice, or less than half, as often as their own past says: whatever tells so is odd."""
_USUAL_TREND, _USUAL_STRAY = 0.15, 0.1
"""Held likely beforehand: shops that grow or shrink by up to 15 % a year, and single years that are 10 % off."""


@dataclass(frozen=True)
class Pace:
    """How many times as often customers will come in the coming year as their past alone lets expect, as far as the
    shop as a whole shows that; ``deviation`` is how far that may be off, a standard deviation as a share. ``years`` is
    of how many it was learned: none where there were fewer than two."""

    factor: float = 1.0
    deviation: float = 0.0
    years: int = 0


AS_EVER: Final = Pace()
"""Nothing is known of a change."""


def read_pace(store: Store, buying: Buying) -> Pace:
    """The pace as of ``buying.on``, from the buying days up to it."""
    years = years_of(buying)
    if years < FEWEST_YEARS:
        return AS_EVER
    some = buying.only(np.arange(0, len(buying), max(1, len(buying) // _SAMPLE)))
    days = table_of(
        store.tuples(
            "SELECT customer_id, julianday(bought_on) - 1721424.5 FROM purchase"
            f" WHERE {among('customer_id', some.customer_ids.tolist())} AND bought_on <= :on AND kind = 'sale'"
            " GROUP BY customer_id, bought_on",
            on=buying.on.isoformat(),
        ),
        2,
    )
    again = days[:, 1] > some.first_on[np.searchsorted(some.customer_ids, days[:, 0])]
    return learn(some, days[again, 1], years)


def years_of(buying: Buying) -> int:
    """Of how many whole years the paces can be told; what is left before them counts to the first one."""
    if not len(buying):
        return 0
    known = buying.on.toordinal() + 1 - buying.first_on
    years = min((int(known.max()) + _NEARLY) // YEAR_DAYS, _MOST_YEARS)
    enough = _FEWEST_CUSTOMERS + len(buying) // 100
    while years and np.count_nonzero(known > (years - 1) * YEAR_DAYS) < enough:
        years -= 1
    return years


def learn(buying: Buying, days: Ints, years: int) -> Pace:
    """The pace of these customers, of whom ``days`` are all the days on which one of them came back; in so many
    ``years``."""
    plain = bg_nbd.fit(
        buying.repeats, buying.recency, buying.age, prior=priors.of_buying(buying.repeats, buying.age)
    )
    if plain.doubt is not None:
        return AS_EVER
    paced = _Paced(buying, days, years)
    found = lowest(paced.height, np.concatenate((plain.place, np.zeros(years))))
    if not found.converged:
        return AS_EVER
    place, spread = paced.believed(found.place, covariance(paced.height, found.place))
    if place is None:
        return AS_EVER
    usual = np.concatenate((plain.place, np.zeros(years + 1)))
    change = paced.log_total(place) - paced.log_total(usual)
    of_parameters = bg_nbd.covariance_of(
        plain, buying.repeats, buying.recency, buying.age, prior=paced.opinions
    )
    known = deviation(lambda at: paced.log_total(np.concatenate((at, usual[4:]))), plain.place, of_parameters)
    more = deviation(paced.log_total, place, spread) ** 2 - known**2
    if not math.isfinite(change + more):
        return AS_EVER
    off = math.sqrt(max(more, 0.0))
    believed = change * _reckoned_with(change, off)
    return Pace(math.exp(min(max(believed, -_FARTHEST), _FARTHEST)), off, years)


def _reckoned_with(change: float, off: float) -> float:
    """How much of a change, which may be ``off`` by so much: nothing of one that is below a third of that, so that
    nobody is told of a trend that chance made, and all from two thirds on; between them more and more, so that from
    one month to the next nobody jumps."""
    return min(max(3 * abs(change) / max(off, 1e-9) - 1, 0.0), 1.0)


class _Paced:
    """The model of buying with a pace for each of ``years``, the latest first.

    A place is the logarithms of (r, alpha, a, b) and of the paces, where it has been ``believed`` also of that of the
    coming year.
    """

    def __init__(self, buying: Buying, days: Ints, years: int) -> None:
        end = buying.on.toordinal()
        ends = end - YEAR_DAYS * np.arange(years)
        begins = np.append(ends[1:], 0)
        first = buying.first_on[:, None]
        self._repeats = buying.repeats
        self._weeks = np.maximum(ends - np.maximum(first, begins), 0) / DAYS_A_WEEK
        """Of each year, in which each of them was known; then those until they last bought."""
        until = np.minimum(buying.last_on[:, None], ends)
        self._weeks_coming = np.maximum(until - np.maximum(first, begins), 0) / DAYS_A_WEEK
        number = np.minimum((end - days) // YEAR_DAYS, years - 1)
        self._came = np.bincount(number, minlength=years).astype(np.float64)
        self.opinions = priors.of_buying(buying.repeats, buying.age)
        # By how many years each lies after the middle of them: so much of a trend is in it.
        self._after = (years - 1) / 2 - np.arange(years, dtype=np.float64)

    def height(self, place: Floats) -> tuple[float, Floats]:
        """Minus the log-likelihood, with what is held likely, and its slope."""
        if np.abs(place).max() > _EDGE:
            return math.inf, np.zeros(len(place))
        paces, x = np.exp(place[4:]), self._repeats
        recency, age = self._weeks_coming @ paces, self._weeks @ paces
        value, slope = bg_nbd.Likelihood(x, recency, age)(place[:4])
        more, steeper = self.opinions(place[:4])
        model = BgNbd.at(place[:4])
        alive = model.alive(x, recency, age)
        here = (model.r + x) * alive / (model.alpha + age)
        gone = (model.r + x) * (1 - alive) / (model.alpha + recency)
        expected = paces * (here @ self._weeks + gone @ self._weeks_coming)
        off = place[4:] / _FREE
        return (
            value + more - float(self._came @ place[4:]) + 0.5 * float(off @ off),
            np.concatenate((slope + steeper, expected - self._came + off / _FREE)),
        )

    def log_total(self, place: Floats) -> float:
        """The logarithm of how many buying days the coming year is to bring of all of them."""
        paces = np.exp(place[4:])
        expected = BgNbd.at(place[:4]).expected(
            365 / DAYS_A_WEEK * float(paces[-1]),
            self._repeats,
            self._weeks_coming @ paces[:-1],
            self._weeks @ paces[:-1],
        )
        return math.log(max(float(expected.sum()), 1e-300))

    def believed(self, found: Floats, spread: Floats) -> tuple[Floats | None, Floats]:
        """Where the parameters, the paces and that of the coming year are to be looked for, and how far they may be
        off: the mean over all trends and strays, by how likely each of these makes what was ``found``.

        ``None`` where no number comes of it.
        """
        precision = np.linalg.inv(spread)
        told = precision @ found
        free = np.zeros_like(precision)
        free[4:, 4:] = np.eye(len(found) - 4) / _FREE**2
        weights, places, spreads = [], [], []
        for trend, stray in itertools.product(_TRENDS, _STRAYS):
            held, ahead, rest = self._held(trend, stray)
            sure = precision - free
            sure[4:, 4:] += held
            sign, size = np.linalg.slogdet(sure)
            if sign <= 0:
                continue
            around = np.linalg.inv(sure)
            with_next = np.vstack((np.eye(len(found)), np.concatenate((np.zeros(4), ahead))))
            places.append(with_next @ around @ told)
            spreads.append(with_next @ around @ with_next.T)
            spreads[-1][-1, -1] += rest
            beforehand = (trend / _USUAL_TREND) ** 2 + (stray / _USUAL_STRAY) ** 2
            weights.append((np.linalg.slogdet(held)[1] - size + told @ around @ told - beforehand) / 2)
        if not weights:
            return None, spread
        weight = np.exp(np.array(weights) - max(weights))
        weight /= weight.sum()
        middle = np.asarray(weight @ np.array(places))
        off = np.array(places) - middle
        return middle, np.einsum("i,ijk->jk", weight, np.array(spreads) + off[:, :, None] * off[:, None, :])

    def _held(self, trend: float, stray: float) -> tuple[Floats, Floats, float]:
        """Of the paces, if they follow a trend of about so much a year and each strays by about so much: how firmly
        they are held near the usual one (the inverse of their covariance), what they say of the coming year's, and the
        variance that is left of it."""
        of_trend = trend**2 * self._after
        held = np.linalg.inv(np.outer(of_trend, self._after) + stray**2 * np.eye(len(self._after)))
        next_year = self._after[0] + 1
        ahead = held @ (of_trend * next_year)
        rest = (trend * next_year) ** 2 + stray**2 - float(of_trend @ ahead) * next_year
        return np.asarray(held), np.asarray(ahead), rest


_EDGE = 13.0
"""Farther out no logarithm of a parameter or a pace means anything."""
