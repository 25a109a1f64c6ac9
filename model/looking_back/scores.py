"""The answers to *would you come back?*, and how much may be said of them.

Three answers are three people and no mean. So below ``MEAN_FROM`` answers nothing is said but how many there are; from
``INTERVAL_FROM`` on an interval stands beside the mean, in which the mean of many such answers would lie in 95 of
100 cases.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

MEAN_FROM = 5
INTERVAL_FROM = 10

BEST = 10
"""The best answer there is; the worst is 0."""

_LEAST_SPREAD = 1.0
"""Ten people who all say 10 do not prove that an eleventh will: answers are taken to differ by a point at least."""


@dataclass(frozen=True, slots=True)
class Scores:
    """How often each answer from 0 to ``BEST`` was given."""

    counts: tuple[int, ...] = (0,) * (BEST + 1)

    @classmethod
    def of(cls, answers: Iterable[int]) -> "Scores":
        counts = [0] * (BEST + 1)
        for answer in answers:
            counts[answer] += 1
        return cls(tuple(counts))

    @property
    def answers(self) -> int:
        """How many there are."""
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """``None`` where there are too few to say."""
        if self.answers < MEAN_FROM:
            return None
        return sum(answer * count for answer, count in enumerate(self.counts)) / self.answers

    @property
    def interval(self) -> tuple[float, float] | None:
        """Between what the mean of many such answers probably lies; ``None`` where there are too few to say."""
        n, mean = self.answers, self.mean
        if n < INTERVAL_FROM or mean is None:
            return None
        squares = sum(count * (answer - mean) ** 2 for answer, count in enumerate(self.counts))
        spread = max(math.sqrt(squares / (n - 1)), _LEAST_SPREAD)
        away = student_t(n - 1) * spread / math.sqrt(n)
        return max(0.0, mean - away), min(float(BEST), mean + away)


def student_t(freedom: int, within: float = 0.95) -> float:
    """Between minus and plus this lies that part of Student's distribution, for 4 degrees of ``freedom`` or more.

    The series in powers of 1/freedom of Abramowitz and Stegun, 26.7.5; right to two decimals from 4 on, to three
    from 9 on.
    """
    z = NormalDist().inv_cdf((1 + within) / 2)
    parts = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + math.fsum(part / freedom**power for power, part in enumerate(parts, start=1))
