"""What everybody will buy in a time to come: how often, for how much, and between which bounds."""

import math
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from model.value import bg_nbd, gamma_gamma, priors
from model.value.arrays import Floats, Ints
from model.value.bg_nbd import BgNbd
from model.value.buying import DAYS_A_WEEK, Buying
from model.value.curvature import deviation
from model.value.gamma_gamma import GammaGamma
from model.value.pace import AS_EVER, Pace
from model.value.rough_rhythm import STOPPING, RoughRhythm
from model.value.scatter import Scatter
from model.value.spread import Chances, Spread

LEAST_REPEAT_BUYERS = 30
"""From fewer nothing is fitted: the plain rhythm is as good, and the program says that it is rough."""

_ROUGH_DOUBT = 0.5
"""The plain rhythm of a whole shop may well be wrong by half."""

_ENOUGH = 2000
"""So many customers show how a sum of all depends on the parameters."""

EIGHTY_PERCENT = 1.2815515655446004
"""So many standard deviations around the middle of a normal distribution hold 80% of it."""


@dataclass(frozen=True)
class Total:
    """What a group will bring, in cents, and 80% bounds of it."""

    expected_cents: float
    low_cents: float
    high_cents: float


@dataclass(frozen=True)
class Forecast:
    """Of ``days`` to come; row i is that of the ``Buying``. Money is net revenue in cents.

    ``alive`` is the chance that they still are customers, ``purchases`` the expected number of buying days, ``mean``
    what one of those brings. ``revenue`` is their product.
    """

    days: int
    alive: Floats
    purchases: Floats
    mean_cents: Floats
    deviation_cents: Floats = field(repr=False)
    """The standard deviation of each one's revenue."""
    squares: Floats = field(repr=False)
    """The sum of the squares of what the buying days are expected to bring: what strays from day to day is by these."""
    comes: Floats = field(repr=False)
    """The chance that they buy on any of these days. Of whoever bought only once it tells more than ``alive``, which
    the model then holds for certain: it lets nobody stop before they came back."""
    around: Spread = field(repr=False)
    unit_cents: Floats = field(repr=False)
    """That of ``around``."""
    doubt: float = 0.0
    """How far all of it may be wrong together, because the model had to be fitted: a standard deviation, as a share."""
    rough: bool = False

    @cached_property
    def revenue_cents(self) -> Floats:
        """The expected net revenue."""
        return self.purchases * self.mean_cents

    def bounds(self, margins: Floats | float = 1.0, scatter: Scatter | None = None) -> tuple[Floats, Floats]:
        """Between which the profit of each lies with a chance of 80%, by these margins; of the revenue without any.

        What is expected lies between them too: of somebody nearly lost it may exceed what nine in ten such people
        bring, and then the upper bound is the expected profit itself, so that nobody reads a forecast outside of its
        own bounds.
        """
        each = np.broadcast_to(np.asarray(margins, dtype=np.float64), self.alive.shape)
        low, high = (side * self.unit_cents for side in self.around.bounds(each, scatter))
        expected = self.revenue_cents * each
        low, high = np.minimum(low, expected), np.maximum(high, expected)
        if self.rough:
            # What may be wrong with all of it may be wrong with each; but it turns no gain into a loss.
            doubt = EIGHTY_PERCENT * self.doubt * expected
            lower, upper = (
                expected - np.hypot(expected - low, doubt),
                expected + np.hypot(high - expected, doubt),
            )
            low = np.where(low >= 0, np.maximum(lower, 0), lower)
            high = np.where(high <= 0, np.minimum(upper, 0), upper)
        return low, high

    def total(
        self,
        rows: Ints | slice = slice(None),
        factor: Floats | float = 1.0,
        scatter: Scatter | None = None,
    ) -> Total:
        """Of the customers of ``rows`` (indexes or a mask), whose revenue counts ``factor`` times: their margin, which
        strays from day to day as ``scatter`` says. Whose revenue counts nothing has no part in anything.

        One customer's luck is not another's, so their bounds do not add up; that of the model is everybody's.
        """
        factors = np.broadcast_to(np.asarray(factor, dtype=np.float64), self.alive.shape)[rows]
        expected = float((self.revenue_cents[rows] * factors).sum())
        variance = float(((self.deviation_cents[rows] * factors) ** 2).sum()) + (expected * self.doubt) ** 2
        luck = EIGHTY_PERCENT * self._strays(rows, factors != 0, scatter)
        if expected < 1:
            # Nothing, or a loss: bounds as far below as above.
            off = math.hypot(EIGHTY_PERCENT * math.sqrt(variance), luck)
            return Total(expected, expected - off, expected + off)
        # A sum of amounts cannot be negative, and errs upwards farther than downwards. What is left of it may be.
        width = math.sqrt(math.log1p(variance / expected**2))
        middle = expected * math.exp(-(width**2) / 2)
        low, high = (middle * math.exp(sign * EIGHTY_PERCENT * width) for sign in (-1, 1))
        return Total(
            expected,
            expected - math.hypot(max(expected - low, 0), luck),
            expected + math.hypot(max(high - expected, 0), luck),
        )

    def _strays(self, rows: Ints | slice, count: NDArray[np.bool_], scatter: Scatter | None) -> float:
        """The standard deviation of what the margins add: that of single days evens out, that of all does not."""
        if scatter is None:
            return 0.0
        days = scatter.deviation * math.sqrt(float((self.squares[rows] * count).sum()))
        return math.hypot(days, scatter.of_all * float((self.revenue_cents[rows] * count).sum()))


@dataclass(frozen=True)
class Model:
    """What a book says of how its customers buy.

    ``rough``: too few came back, or no fit was found: ``bg_nbd`` is ``None`` and forecasts go by the plain rhythm.
    ``gamma_gamma`` is always there: where money tells too little it is what is held likely beforehand, at this book's
    mean buying day. All are expected to come so many times as often as their own past says as the ``pace`` of the shop
    is; the plain rhythm knows of none.
    """

    bg_nbd: BgNbd | None
    gamma_gamma: GammaGamma
    rhythm: RoughRhythm
    repeat_buyers: int
    buying_covariance: Floats = field(repr=False)
    """Of the logarithms of (r, alpha, a, b)."""
    money_covariance: Floats = field(repr=False)
    """Of the logarithms of (p, q - 1, v)."""
    pace: Pace = AS_EVER

    @property
    def rough(self) -> bool:
        """Whether forecasts go by the plain rhythm."""
        return self.bg_nbd is None

    def forecast(self, buying: Buying, days: int = 365) -> Forecast:
        """Of the customers in ``buying``, from the day after ``buying.on``."""
        x, recency, age = buying.repeats, buying.recency, buying.age
        weeks, money = days / DAYS_A_WEEK, self.gamma_gamma
        if self.bg_nbd is None:
            alive = self.rhythm.alive(x, recency, age)
            if_alive = self.rhythm.if_alive(weeks, x, age)
            chances = Chances(1.0, STOPPING, money.p, money.q)
            times, doubt = (
                weeks / (self.rhythm.weeks + age),
                math.hypot(_ROUGH_DOUBT, 1 / math.sqrt(1 + self.rhythm.returns)),
            )
        else:
            fitted = self.bg_nbd
            alive = fitted.alive(x, recency, age)
            factor = self.pace.factor
            if_alive = factor * fitted.expected_if_alive(weeks, x, age)
            chances = Chances(fitted.r, (fitted.a, fitted.b), money.p, money.q)
            # The farther ahead, the less is known of the pace.
            ahead = math.sqrt(max(days / 365, 1.0))
            times, doubt = (
                factor * weeks / (fitted.alpha + age),
                math.hypot(self._doubt(buying, weeks), ahead * self.pace.deviation),
            )
        # Of the money every day counts, the first too: there is nothing else of who came once, and where the dear
        # goods come first, those who came back are worth more than their later days tell.
        own_days, own_mean = x + 1, np.maximum(buying.mean_cents, 0)
        mean = money.mean(own_days, own_mean)
        purchases = alive * if_alive
        # The money of n days is known * gamma(p n) / gamma(shape).
        known, shape = money.v + own_days * own_mean, money.p * own_days + money.q
        around = Spread(chances, x, times, alive)
        revenue = purchases * mean
        # The mean of 1 / scale**2, by which squares of money are more than those of gamma(p n).
        scale = known**2 / (np.maximum(shape - 1, 0.5) * np.maximum(shape - 2, 0.5))
        squares = alive * money.p * (1 + money.p) * if_alive * scale
        variance = squares + alive * money.p**2 * around.pairs * if_alive**2 * scale - revenue**2
        return Forecast(
            days,
            alive,
            purchases,
            mean,
            np.sqrt(np.maximum(variance, 0)),
            squares,
            alive * chances.of_any(x, times),
            around,
            known * if_alive * money.p / shape,
            doubt,
            self.rough,
        )

    def _doubt(self, buying: Buying, weeks: float) -> float:
        """The standard deviation that the parameters' own gives to the sum of all revenue, as a share of it."""
        some = buying.only(np.arange(0, len(buying), max(1, len(buying) // _ENOUGH)))
        x, recency, age = some.repeats, some.recency, some.age
        fitted, money, own_mean = self.bg_nbd, self.gamma_gamma, some.mean_cents
        assert fitted is not None
        purchases, mean = fitted.expected(weeks, x, recency, age), money.mean(x + 1, own_mean)

        def by_buying(place: Floats) -> float:
            return _log((BgNbd.at(place).expected(weeks, x, recency, age) * mean).sum())

        def by_money(place: Floats) -> float:
            p, above, v = map(float, np.exp(place))
            return _log((purchases * GammaGamma(p, above + priors.LEAST_Q, v, 0).mean(x + 1, own_mean)).sum())

        money_place = np.log([money.p, money.q - priors.LEAST_Q, max(money.v, 1e-300)])
        return math.hypot(
            deviation(by_buying, fitted.place, self.buying_covariance),
            deviation(by_money, money_place, self.money_covariance),
        )


def _log(total: np.float64) -> float:
    return math.log(max(float(total), 1e-300))


def fit_book(buying: Buying) -> Model:
    """The model of the book as it was on ``buying.on``. Never fails: a book that tells too little is ``rough``."""
    x, recency, age = buying.repeats, buying.recency, buying.age
    repeat_buyers = int((x > 0).sum())
    fitted, covariance = None, np.zeros((4, 4))
    if repeat_buyers >= LEAST_REPEAT_BUYERS:
        opinions = priors.of_buying(x, age)
        found = bg_nbd.fit(x, recency, age, prior=opinions)
        if found.doubt is None:
            fitted, covariance = found, bg_nbd.covariance_of(found, x, recency, age, prior=opinions)
    money, money_covariance = _amounts(buying)
    rhythm = RoughRhythm.of(x, age)
    return Model(fitted, money, rhythm, repeat_buyers, covariance, money_covariance)


def _amounts(buying: Buying) -> tuple[GammaGamma, Floats]:
    """The model of the money of a buying day, and the covariance of its logarithms."""
    opinions, days, mean = priors.of_amounts(), buying.repeats + 1, buying.mean_cents
    found = gamma_gamma.fit(days, mean, prior=opinions, least_q=priors.LEAST_Q)
    if found is not None and found.converged:
        covariance = gamma_gamma.covariance_of(found, days, mean, prior=opinions, least_q=priors.LEAST_Q)
        return found, covariance
    p, above, v = map(float, np.exp(opinions.centre))
    a_day = max(float(buying.sold_cents.sum()), 0.0) / max(int(days.sum()), 1)
    return GammaGamma(p, above + priors.LEAST_Q, v * a_day, 0), np.zeros((3, 3))
