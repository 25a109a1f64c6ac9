"""How often somebody who still is a customer will come back in a time to come.

The published formula has a Gaussian hypergeometric function in it and a difference that cancels near ``a = 1``.
Euler's transformation of it, written so that nothing is divided by ``a - 1`` or by ``a + b + x - 1``, is exact
everywhere and converges in a few dozen terms. Where it would need thousands of them (brand-new customers of a book in
which everybody buys often), or its terms would cancel (customers who are all alike), the mean over the beta
distribution of the chance to stop is taken instead.
"""

import math

import numpy as np

from model.value.arrays import Floats, Ints

_SLOW = 0.95
"""Powers of more than this take too many terms."""
_ALIKE = 12.0
"""With a larger ``r``, or its share in the time to come, so many digits cancel that too few are left."""
_TINY = 1e-13


def expected_if_alive(
    r: float, alpha: float, a: float, b: float, weeks: float, repeats: Ints, age: Floats
) -> Floats:
    """The mean number of buying days in ``weeks`` to come of customers of the BG/NBD model who have not stopped."""
    x, t = repeats.astype(np.float64), age
    share = weeks / (alpha + t + weeks)
    slow = (share > _SLOW) | (r * share > _ALIKE) | (a > _ALIKE)
    answer = np.empty(len(x))
    answer[~slow] = _series(r, a, b, x[~slow], share[~slow])
    if slow.any():
        # Whoever came back as often in as long a time has the same to expect.
        pairs, which = np.unique(x[slow] + 1j * t[slow], return_inverse=True)
        answer[slow] = _mean_over_chances(r, a, b, pairs.real, weeks / (alpha + pairs.imag))[which]
    return answer


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


_NEAR = 1 / 32
"""Between neighbouring nodes."""
_NARROW = 5.0
"""A beta distribution with larger parameters is nearly a bell over the logarithm of the odds."""
_AT_ONCE = 4000


def _mean_over_chances(r: float, a: float, b: float, x: Floats, times: Floats) -> Floats:
    """The mean of (1 - (1 + p times)**-(r + x)) / p over p of a beta distribution (a, b + x)."""
    mean = np.empty_like(times)
    narrow = np.minimum(a, b + x) > _NARROW
    for rows, nodes_of in ((narrow, _bell), (~narrow, _crowding_at_the_ends)):
        for some in np.array_split(np.flatnonzero(rows), math.ceil(rows.sum() / _AT_ONCE) or 1):
            half_log_odds, log_density = nodes_of(a, b + x[some])
            log_p, log_rest = -np.logaddexp(0, -2 * half_log_odds), -np.logaddexp(0, 2 * half_log_odds)
            log_weight = a * log_p + (b + x[some])[:, None] * log_rest + log_density
            weight = np.exp(log_weight - log_weight.max(axis=1, initial=-np.inf, keepdims=True))
            p = np.exp(np.maximum(log_p, -700))
            by_p = -np.expm1(-(r + x[some])[:, None] * np.log1p(p * times[some][:, None])) / p
            mean[some] = (weight * by_p).sum(axis=1) / weight.sum(axis=1)
    return mean


def _crowding_at_the_ends(a: float, b: Floats) -> tuple[Floats, Floats]:
    """Nodes that are half the logarithm of the odds of p, and the logarithm of how far apart they are: the rule of
    Takahasi and Mori, for a distribution that may crowd at both ends."""
    # As far out as the thinner end of the distribution still weighs anything.
    farthest = max(4.5, math.asinh(80 / (math.pi * min(a, float(b.min(initial=1.0)), 1.0))))
    nodes = np.arange(-farthest, farthest, _NEAR)
    return (np.pi / 2 * np.sinh(nodes))[None, :], np.log(np.cosh(nodes))[None, :]


def _bell(a: float, b: Floats) -> tuple[Floats, Floats]:
    """The same, for a narrow distribution: evenly spaced around the middle of each."""
    width = np.sqrt(1 / a + 1 / b)[:, None]
    nodes = np.log(a / b)[:, None] + width * np.arange(-20, 20, 1 / 3)
    return nodes / 2, np.zeros((1, 1))
