"""The difference between two shares, like compared with like: Mantel and Haenszel's weighted mean over strata.

The estimate is that of Greenland and Robins, "Estimation of a common effect parameter from sparse follow-up data",
Biometrics 41 (1985): 55-68; the variance that of Sato, "On the variance estimator for the Mantel-Haenszel risk
difference", Biometrics 45 (1989): 1323-1324, which holds for few large strata as well as for many small ones.
"""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_Z = 1.959963984540054
"""Between minus and plus this lie 95 % of a normal distribution."""


class Stratum(NamedTuple):
    """People who are alike: ``ones`` of whom ``ones_did``, beside ``others`` of whom ``others_did``."""

    ones: float
    ones_did: float
    others: float
    others_did: float

    @property
    def comparable(self) -> bool:
        """Whether there is anybody on both sides."""
        return bool(self.ones and self.others)


class Difference(NamedTuple):
    """By how much the share of the ones is greater than that of the others, −1 to 1, and its 95 % interval."""

    estimate: float
    low: float
    high: float


def risk_difference(strata: Iterable[Stratum]) -> Difference | None:
    """The common difference over ``strata``; ``None`` where no stratum has people on both sides.

    Where everybody or nobody did it, the variance would be nothing, which is more than so few can tell. So it is
    never taken to be less than if half a person more had done it, and half a person had not, in every cell.
    """
    shared = [stratum for stratum in strata if stratum.comparable]
    if not shared:
        return None
    estimate, variance = _estimate(shared), max(_variance(shared), _variance(list(map(_widened, shared))))
    away = _Z * math.sqrt(variance)
    return Difference(estimate, max(-1.0, estimate - away), min(1.0, estimate + away))


def _weight(stratum: Stratum) -> float:
    return stratum.ones * stratum.others / (stratum.ones + stratum.others)


def _estimate(strata: Sequence[Stratum]) -> float:
    differences = (_weight(one) * (one.ones_did / one.ones - one.others_did / one.others) for one in strata)
    return math.fsum(differences) / math.fsum(map(_weight, strata))


def _variance(strata: Sequence[Stratum]) -> float:
    common = _estimate(strata)
    parts = (common * _shift(one) + _spread(one) for one in strata)
    return max(0.0, math.fsum(parts)) / math.fsum(map(_weight, strata)) ** 2


def _shift(one: Stratum) -> float:
    """Sato's P of a stratum."""
    n1, a, n0, c = one
    return (n1**2 * c - n0**2 * a + n1 * n0 * (n0 - n1) / 2) / (n1 + n0) ** 2


def _spread(one: Stratum) -> float:
    """Sato's Q of a stratum."""
    n1, a, n0, c = one
    return (a * (n0 - c) + c * (n1 - a)) / (2 * (n1 + n0))


def _widened(one: Stratum) -> Stratum:
    return Stratum(one.ones + 1, one.ones_did + 0.5, one.others + 1, one.others_did + 0.5)
