"""The gamma function and its kin for arrays, to about fourteen digits.

They are needed at ``r + x`` for whole numbers ``x`` mostly, and there are few distinct ones among any number of
customers: whoever calls computes each once.
"""

import math
from typing import NamedTuple

import numpy as np

from model.value.arrays import Floats, Ints

_STEPS = 12
"""So far up the recurrence leads to where the asymptotic series are exact to the last digits."""

_LOG_GAMMA = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156)
_DIGAMMA = (1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12)


def log_gamma(z: Floats) -> Floats:
    """ln Γ(z) for z > 0."""
    far = z + _STEPS
    series = (
        (far - 0.5) * np.log(far) - far + 0.5 * math.log(2 * math.pi) + _odd_powers(_LOG_GAMMA, far) * far
    )
    return series - sum(np.log(z + step) for step in range(_STEPS))


def digamma(z: Floats) -> Floats:
    """The derivative of ln Γ(z) for z > 0."""
    far = z + _STEPS
    series = np.log(far) - 0.5 / far - _odd_powers(_DIGAMMA, far)
    return series - sum(1 / (z + step) for step in range(_STEPS))


def _odd_powers(factors: tuple[float, ...], z: Floats) -> Floats:
    """The sum of ``factors[k] / z**(2 k + 2)``, the smallest first."""
    square, total = 1 / z**2, np.zeros_like(z)
    for factor in reversed(factors):
        total = (total + factor) * square
    return total


class Rising(NamedTuple):
    """``ln(Γ(z + x) / Γ(z))`` and its derivative by z, at whole numbers x."""

    log: Floats
    slope: Floats


def rising(z: float, counts: Ints) -> Rising:
    """For z > 0 and whole ``counts`` >= 0 in any order: sums of logarithms and of reciprocals, nothing else."""
    steps = z + np.arange(int(counts.max(initial=0)))
    return Rising(
        np.concatenate(([0.0], np.cumsum(np.log(steps))))[counts],
        np.concatenate(([0.0], np.cumsum(1 / steps)))[counts],
    )
