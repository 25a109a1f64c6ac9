"""How often customers buy, and when they quietly stop: the BG/NBD model.

While they are customers, each buys at random times at a rate of their own, and after each buying day stops for good
with a chance of their own. Rates vary as a gamma distribution (``r``, ``alpha`` in weeks), chances as a beta
distribution (``a``, ``b``). All that must be known of a customer is how often they came back (``repeats``), how many
weeks after the first buying day they were last there (``recency``), and how many weeks ago that first day is
(``age``). Fader, Hardie, Lee: "Counting Your Customers" the Easy Way, Marketing Science 24 (2005).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from model.value.arrays import Floats, Ints
from model.value.coming_back import expected_if_alive
from model.value.curvature import covariance
from model.value.going_down import Lowest, lowest
from model.value.special_functions import rising

Prior = Callable[[Floats], tuple[float, Floats]]
"""Minus the logarithm of how likely the logarithms of (r, alpha, a, b) are beforehand, and its slope."""

_EDGE = 14.0
"""No parameter is sought beyond e**14 or below e**-14: it would mean the same as none at all."""

_SAMPLE_FROM = 20_000
"""Of so many customers, a tenth shows first where to look."""


class Doubt(Enum):
    """Why the parameters are not to be trusted."""

    NOBODY_CAME_BACK = auto()
    ONE_DAY = auto()
    """Nobody has been watched for a day after their first purchase."""
    RUNS_AWAY = auto()
    """The larger or smaller a parameter is, the better: these data cannot tell it."""
    NOT_FOUND = auto()


@dataclass(frozen=True)
class BgNbd:
    """The fitted model. Weeks everywhere; arrays are of customers, as ``Buying`` has them."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    doubt: Doubt | None = None

    @property
    def place(self) -> Floats:
        """The logarithms of (r, alpha, a, b)."""
        return np.log([self.r, self.alpha, self.a, self.b])

    @staticmethod
    def at(place: Floats) -> "BgNbd":
        """The model with these logarithms of (r, alpha, a, b)."""
        r, alpha, a, b = map(float, np.exp(place))
        return BgNbd(r, alpha, a, b, math.nan)

    def alive(self, repeats: Ints, recency: Floats, age: Floats) -> Floats:
        """The chance that each is still a customer; 1 for whoever bought on one day only, as the model has it."""
        came_back = repeats > 0
        times = np.where(came_back, repeats, 1)
        odds_gone = (
            math.log(self.a)
            - np.log(self.b + times - 1)
            + (self.r + times) * np.log((self.alpha + age) / (self.alpha + recency))
        )
        return np.where(came_back, 1 / (1 + np.exp(np.minimum(odds_gone, 700))), 1.0)

    def expected(self, weeks: float, repeats: Ints, recency: Floats, age: Floats) -> Floats:
        """How many buying days each will have in the coming ``weeks``."""
        return self.alive(repeats, recency, age) * self.expected_if_alive(weeks, repeats, age)

    def expected_if_alive(self, weeks: float, repeats: Ints, age: Floats) -> Floats:
        """The same, of those who still are customers."""
        return expected_if_alive(self.r, self.alpha, self.a, self.b, weeks, repeats, age)


def fit(repeats: Ints, recency: Floats, age: Floats, *, prior: Prior | None = None) -> BgNbd:
    """The most likely parameters. Without a ``prior`` plain maximum likelihood.

    Never raises and never gives what is no number: ``doubt`` says if the data cannot tell.
    """
    told = _told_beforehand(repeats, age)
    if told is not None and prior is None:
        return BgNbd(1.0, 1.0, 1.0, 1.0, 0.0, told)
    likelihood = Likelihood(repeats, recency, age)
    found = _from_several(likelihood, prior, repeats, recency, age)
    r, alpha, a, b = map(float, np.exp(found.place))
    doubt = told
    if doubt is None and np.abs(found.place).max() > _EDGE - 4:
        doubt = Doubt.RUNS_AWAY
    elif doubt is None and not found.converged:
        doubt = Doubt.NOT_FOUND
    return BgNbd(r, alpha, a, b, -likelihood(found.place)[0], doubt)


def covariance_of(
    found: BgNbd, repeats: Ints, recency: Floats, age: Floats, *, prior: Prior | None = None
) -> Floats:
    """How far the logarithms of (r, alpha, a, b) may be off, and together."""
    every = 10 if len(repeats) >= _SAMPLE_FROM else 1
    some = slice(None, None, every)
    height = _with(Likelihood(repeats[some], recency[some], age[some]), prior)
    return covariance(height, found.place, every)


def _told_beforehand(repeats: Ints, age: Floats) -> Doubt | None:
    if not (age > 0).any():
        return Doubt.ONE_DAY
    return None if (repeats > 0).any() else Doubt.NOBODY_CAME_BACK


def _from_several(
    likelihood: "Likelihood", prior: Prior | None, repeats: Ints, recency: Floats, age: Floats
) -> Lowest:
    start, curvature = _start(repeats, age), None
    if len(repeats) >= _SAMPLE_FROM:
        some = slice(None, None, 10)
        first = lowest(_with(Likelihood(repeats[some], recency[some], age[some]), prior), start)
        start, curvature = first.place, first.curvature_inverse / 10
    found = lowest(_with(likelihood, prior), start, curvature)
    if found.converged and np.abs(found.place).max() < _EDGE - 4:
        return found
    others = [lowest(_with(likelihood, prior), np.log(place)) for place in _OTHER_STARTS]
    return min([found, *others], key=lambda one: one.height)


def _start(repeats: Ints, age: Floats) -> Floats:
    """A rate as everybody's together, and one in four who stops."""
    a_week = max(float(repeats.sum()), 0.5) / max(float(age.sum()), 1.0)
    return np.log([0.5, 0.5 / a_week, 0.7, 2.1])


_OTHER_STARTS = np.array([[1.0, 1.0, 1.0, 1.0], [0.2, 5.0, 0.1, 5.0], [5.0, 50.0, 1.0, 10.0]])


def _with(likelihood: "Likelihood", prior: Prior | None) -> Callable[[Floats], tuple[float, Floats]]:
    def height(place: Floats) -> tuple[float, Floats]:
        if np.abs(place).max() > _EDGE:
            return math.inf, np.zeros(4)
        value, slope = likelihood(place)
        if prior is not None:
            more, steeper = prior(place)
            value, slope = value + more, slope + steeper
        return value, slope

    return height


class Likelihood:
    """Minus the log-likelihood of what was seen, and its slope, by the logarithms of (r, alpha, a, b).

    Logarithms are taken once for each distinct day, sums once for each distinct number of repeats.
    """

    def __init__(self, repeats: Ints, recency: Floats, age: Floats) -> None:
        self._customers = len(repeats)
        self._counts, self._having = np.unique(repeats, return_counts=True)
        never, back = repeats == 0, repeats > 0
        self._age_of_never, self._never = np.unique(age[never], return_counts=True)
        self._x = repeats[back]
        self._which_x = np.searchsorted(self._counts, self._x)
        self._ages, self._which_age = np.unique(age[back], return_inverse=True)
        self._recencies, self._which_recency = np.unique(recency[back], return_inverse=True)

    def __call__(self, place: Floats) -> tuple[float, Floats]:
        """At ``place``, four logarithms."""
        r, alpha, a, b = map(float, np.exp(place))
        counts, having, n = self._counts, self._having, self._customers
        by_r, by_b, by_ab = rising(r, counts), rising(b, counts), rising(a + b, counts)

        never_log = np.log(alpha + self._age_of_never)
        alpha_age, alpha_recency = alpha + self._ages, alpha + self._recencies
        log_age = np.log(alpha_age)[self._which_age]
        longer = log_age - np.log(alpha_recency)[self._which_recency]
        first_gone = math.log(a) - np.log(b + np.maximum(counts, 1) - 1)
        times = r + self._x
        # Odds that they stopped after the last purchase: exp would overflow for whoever came often long ago.
        odds = first_gone[self._which_x] + times * longer
        e = np.exp(-np.abs(odds))
        gone = np.where(odds > 0, 1.0, e) / (1 + e)

        # Not by @ where there are many: it takes every processor there is, and adds up differently on each PC.
        value = (
            having @ (by_r.log + by_b.log - by_ab.log)
            + n * r * math.log(alpha)
            - r * float(self._never @ never_log)
            - float((times * log_age).sum())
            + float((np.maximum(odds, 0) + np.log1p(e)).sum())
        )
        gone_times = gone * times
        slope_r = (
            having @ by_r.slope
            + n * math.log(alpha)
            - self._never @ never_log
            - log_age.sum()
            + (gone * longer).sum()
        )
        slope_alpha = (
            n * r / alpha
            - r * (self._never @ (1 / (alpha + self._age_of_never)))
            - ((times - gone_times) * (1 / alpha_age)[self._which_age]).sum()
            - (gone_times * (1 / alpha_recency)[self._which_recency]).sum()
        )
        gone_of_count = np.bincount(self._which_x, weights=gone, minlength=len(counts))
        slope_a = -having @ by_ab.slope + gone_of_count.sum() / a
        slope_b = having @ (by_b.slope - by_ab.slope) - gone_of_count @ (
            np.where(counts > 0, 1.0, 0.0) / (b + np.maximum(counts, 1) - 1)
        )
        return -float(value), -np.array([slope_r * r, slope_alpha * alpha, slope_a * a, slope_b * b])
