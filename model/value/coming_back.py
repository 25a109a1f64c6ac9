"""How often somebody who still is a customer will come back in a time to come.

The published formula has a Gaussian hypergeometric function in it and a difference that cancels near ``a = 1``.
Euler's transformation of it, written so that nothing is divided by ``a - 1`` or by ``a + b + x - 1``, is exact
everywhere and converges in a few dozen terms; for brand-new customers of a book in which everybody buys often it
would need thousands, and there the mean over the beta distribution of the chance to stop is taken instead.
"""

import math

import numpy as np

from model.value.arrays import Floats, Ints
from model.value.special_functions import log_gamma

_SLOW = 0.9
"""Powers of more than this take too many terms."""
_TINY = 1e-13


def expected_if_alive(
    r: float, alpha: float, a: float, b: float, weeks: float, repeats: Ints, age: Floats
) -> Floats:
    """The mean number of buying days in ``weeks`` to come of customers of the BG/NBD model who have not stopped."""
    # Whoever came back as often in as long a time has the same to expect.
    pairs, which = np.unique(np.stack((repeats.astype(np.float64), age)), axis=1, return_inverse=True)
    x, t = pairs
    share = weeks / (alpha + t + weeks)
    slow = share > _SLOW
    answer = np.empty_like(t)
    answer[~slow] = _series(r, a, b, x[~slow], share[~slow])
    answer[slow] = _mean_over_chances(r, a, b, x[slow], weeks / (alpha + t[slow]))
    every: Floats = answer[which.reshape(-1)]
    return every


def _series(r: float, a: float, b: float, x: Floats, share: Floats) -> Floats:
    left = np.log1p(-share)
    power = (a - 1) * left
    # (1 - (1 - share)**(a - 1)) / (a - 1), which is -left at a = 1.
    whole = -left if a == 1 else -np.expm1(power) / (a - 1)
    term = (a + b - 1 - r) * share
    total, k = term.copy(), 1
    going = np.arange(len(x))
    while len(going):
        term = (
            term * ((a + k - 1) * (a + b - 1 - r + k) / ((a + b + x[going] + k - 1) * (k + 1))) * share[going]
        )
        total[going] += term
        k += 1
        if k % 8 == 0:
            still = np.abs(term) > _TINY * np.maximum(np.abs(total[going]), 1e-300)
            going, term = going[still], term[still]
    return (a + b + x - 1) * whole - np.exp(power) * total


_NODES = np.linspace(-4.5, 4.5, 145)


def _mean_over_chances(r: float, a: float, b: float, x: Floats, times: Floats) -> Floats:
    """The mean of (1 - (1 + p times)**-(r + x)) / p over p of a beta distribution (a, b + x), by the rule of
    Takahasi and Mori, whose nodes crowd at both ends as the distribution may."""
    bent = np.pi / 2 * np.sinh(_NODES)
    log_p, log_rest = -np.logaddexp(0, -2 * bent), -np.logaddexp(0, 2 * bent)
    spread = np.log(np.pi * np.cosh(_NODES) * (_NODES[1] - _NODES[0]))
    log_beta = math.lgamma(a) + log_gamma(b + x) - log_gamma(a + b + x)
    weight = np.exp(a * log_p + (b + x)[:, None] * log_rest + spread - log_beta[:, None])
    p = np.exp(log_p)
    by_p = -np.expm1(-(r + x)[:, None] * np.log1p(p * times[:, None])) / p
    return np.asarray((weight * by_p).sum(axis=1))
