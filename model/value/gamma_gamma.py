"""How much a buying day brings: the Gamma-Gamma model.

Each customer's buying days vary around a mean of their own, and these means vary among the customers. The mean that
was seen is drawn towards everybody's the more, the fewer days it rests on. ``p`` and ``q`` have no unit, ``v`` is
money in cents. Fader, Hardie: "The Gamma-Gamma Model of Monetary Value" (2013).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from model.value.arrays import Floats, Ints
from model.value.curvature import covariance
from model.value.going_down import Lowest, lowest
from model.value.special_functions import digamma, log_gamma

Prior = Callable[[Floats], tuple[float, Floats]]
"""Minus the logarithm of how likely (ln p, ln (q - least), ln v) are beforehand, ``v`` in mean buying days."""

LEAST_CUSTOMERS = 3
"""Three parameters cannot be told from fewer."""

_EDGE = 14.0
_SAMPLE_FROM = 20_000
"""Of so many customers, a tenth shows first where to look."""


@dataclass(frozen=True)
class GammaGamma:
    """The fitted model. ``customers`` is of how many: who came back and brought money."""

    p: float
    q: float
    v: float
    customers: int
    converged: bool = True

    def mean(self, repeats: Ints, mean_cents: Floats) -> Floats:
        """What a buying day of each is expected to bring, in cents: their own mean and everybody's, weighed.

        ``mean_cents`` is of the ``repeats``; a negative one counts as nothing. Where everybody's mean does not exist
        (q up to 1) the own one stands for it.
        """
        own = np.maximum(mean_cents, 0.0)
        weight = self.p * repeats + self.q - 1
        known = self.p * (self.v + repeats * own)
        return np.where(weight > 0, known / np.where(weight > 0, weight, 1.0), own)


def fit(
    repeats: Ints, mean_cents: Floats, *, prior: Prior | None = None, least_q: float = 0.0
) -> GammaGamma | None:
    """The most likely parameters of whoever came back and brought money by it; ``None`` where it cannot be told.

    The model knows positive amounts only: whoever's days came to nothing or less is left out.
    """
    paid = (repeats > 0) & (mean_cents > 0)
    if paid.sum() < LEAST_CUSTOMERS:
        return None
    x, mean = repeats[paid], mean_cents[paid]
    unit = float(mean.mean())
    found = _found(x, mean / unit, prior, least_q)
    p, above, v = map(float, np.exp(found.place))
    settled = found.converged and bool(np.abs(found.place).max() < _EDGE - 4)
    return GammaGamma(p, above + least_q, v * unit, len(x), settled)


def _found(repeats: Ints, mean: Floats, prior: Prior | None, least_q: float) -> Lowest:
    if len(repeats) >= _SAMPLE_FROM:
        first = _found(repeats[::10], mean[::10], prior, least_q)
        height = _height(Likelihood(repeats, mean, least_q), prior)
        return _turned(lowest(height, _TURN @ first.place, first.curvature_inverse / 10))
    height = _height(Likelihood(repeats, mean, least_q), prior)
    found = lowest(height, np.log([3.0, 2.0, 1.0]))
    if not found.converged:
        found = min(found, lowest(height, np.log([8.0, 1.5, 1.0])), key=lambda one: one.height)
    return _turned(found)


_TURN = np.array([[1.0, 0, 0], [0, 1, 0], [1, -1, 1]])
"""From the logarithms of (p, q, v) to those of (p, q, the mean of all): that one is told well by any data, and does not
drag the others with it."""
_TURN_BACK = np.linalg.inv(_TURN)


def _turned(found: Lowest) -> Lowest:
    """With its place in the logarithms of (p, q, v)."""
    return replace(found, place=_TURN_BACK @ found.place)


def _height(likelihood: "Likelihood", prior: Prior | None) -> Callable[[Floats], tuple[float, Floats]]:
    def height(turned: Floats) -> tuple[float, Floats]:
        place = _TURN_BACK @ turned
        if np.abs(place).max() > _EDGE:
            return math.inf, np.zeros(3)
        value, slope = likelihood(place)
        if prior is not None:
            more, steeper = prior(place)
            value, slope = value + more, slope + steeper
        return value, _TURN_BACK.T @ slope

    return height


def covariance_of(
    found: GammaGamma, repeats: Ints, mean_cents: Floats, *, prior: Prior | None = None, least_q: float = 0.0
) -> Floats:
    """How far the logarithms of (p, q - least_q, v) may be off, and together."""
    paid = (repeats > 0) & (mean_cents > 0)
    every = 10 if len(repeats) >= _SAMPLE_FROM else 1
    x, mean = repeats[paid][::every], mean_cents[paid][::every]
    unit = float(mean_cents[paid].mean())
    place = np.log([found.p, found.q - least_q, found.v / unit])
    turned = covariance(_height(Likelihood(x, mean / unit, least_q), prior), _TURN @ place, every)
    return np.asarray(_TURN_BACK @ turned @ _TURN_BACK.T)


class Likelihood:
    """Minus the log-likelihood of mean amounts, and its slope, by (ln p, ln (q - least_q), ln v)."""

    def __init__(self, repeats: Ints, mean: Floats, least_q: float) -> None:
        self._least_q = least_q
        counts, self._having = np.unique(repeats, return_counts=True)
        self._x = counts.astype(np.float64)
        self._repeats, self._sum = repeats.astype(np.float64), repeats * mean
        log_mean = np.log(mean)
        self._log_mean = float(log_mean.sum())
        self._x_log_x = float((repeats * (log_mean + np.log(repeats))).sum())

    def __call__(self, place: Floats) -> tuple[float, Floats]:
        """At ``place``, three logarithms."""
        p, above, v = map(float, np.exp(place))
        q, n = above + self._least_q, len(self._sum)
        px = p * self._x
        log_total = np.log(v + self._sum)
        both = px + q
        # Not by @ where there are many: it takes every processor there is, and adds up differently on each PC.
        times_log_total = float((self._repeats * log_total).sum())
        value = (
            self._having @ (log_gamma(both) - log_gamma(px))
            - n * math.lgamma(q)
            + n * q * math.log(v)
            + p * self._x_log_x
            - self._log_mean
            - p * times_log_total
            - q * float(log_total.sum())
        )
        upper = digamma(both)
        slope_p = self._having @ (self._x * (upper - digamma(px))) + self._x_log_x - times_log_total
        slope_q = (
            self._having @ upper - n * float(digamma(np.array([q]))[0]) + n * math.log(v) - log_total.sum()
        )
        slope_v = n * q / v - ((p * self._repeats + q) / (v + self._sum)).sum()
        return -float(value), -np.array([slope_p * p, slope_q * above, slope_v * v])
