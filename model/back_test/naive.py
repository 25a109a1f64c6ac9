"""What anybody would guess without any reckoning: a forecast has to be better than that to be worth the trouble."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from resources.i18n import N_, _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Cents = NDArray[np.float64]
    Numbers = NDArray[np.int64]

YEAR_DAYS = 365


class Naive(StrEnum):
    """The three guesses."""

    AGAIN = "again"
    MEAN = "mean"
    PACE = "pace"

    @property
    def label(self) -> str:
        """The words for it in the current language."""
        return _(_LABELS[self])


_LABELS = {
    Naive.AGAIN: N_("Everybody the same as last year"),
    Naive.MEAN: N_("Everybody like the average customer"),
    Naive.PACE: N_("Everybody as on average since they first came"),
}


def guesses(
    year_before: Numbers, whole_life: Numbers | Cents, known_for_days: Numbers, days: int
) -> dict[Naive, Cents]:
    """The guesses for the coming ``days``, in cents for each customer.

    ``year_before`` is the profit of each in the same months a year before, ``whole_life`` that of all their purchases,
    ``known_for_days`` how long ago the first was. Nobody's average is taken over less than a year, or whoever came
    yesterday would be expected to come every day.
    """
    again = year_before.astype(np.float64)
    return {
        Naive.AGAIN: again,
        Naive.MEAN: np.full(len(again), again.mean() if len(again) else 0.0),
        Naive.PACE: whole_life * (days / np.maximum(known_for_days, YEAR_DAYS)),
    }
