"""How many are back by a day, between what that probably lies, and when there are too few to say.

Where many came and many did not, the interval is the one on the scale of log(-log): Kalbfleisch and Prentice, "The
Statistical Analysis of Failure Time Data", Wiley 1980, section 1.4. With fewer than ``MANY`` of either it reaches too
little far; there it is Wilson's ("Probable inference, the law of succession, and statistical inference", J. Am. Stat.
Assoc. 22 (1927), 209-212) for as many people as Greenwood's spread is worth: Rothman, "Estimation of confidence limits
for the cumulative probability of survival in life table analysis", J. Chronic Dis. 31 (1978), 557-560. It stands also
where nobody, or everybody, came.
"""

import math
from dataclasses import dataclass
from enum import Enum, auto

from model.bringing_back.kaplan_meier import Curve

FEWEST = 5
"""Of fewer people nothing is said but how many there are."""
MANY = 10
WORTH_TELLING = 0.5
"""That at least so many are back is said before the days are over; of fewer, only that it is not known yet."""
Z = 1.959963984540054
"""In 95 of 100 cases the interval holds what would be found among very many."""


class Told(Enum):
    """What can be said."""

    SHARE = auto()
    AT_LEAST = auto()
    """nobody was watched long enough, but so many are back already that no fewer can be"""
    FEW = auto()
    """too few people"""
    EARLY = auto()
    """enough people, but they bought too lately"""


@dataclass(frozen=True, slots=True)
class Share:
    """The part of ``people`` that is back by a day. ``value``, ``low`` and ``high`` are from 0 to 1 where something can
    be told; where it is AT_LEAST, only ``low`` is to be shown.

    ``came`` were seen to come back by then, of ``known`` of whom it is known.
    """

    told: Told
    people: int
    came: int
    known: int
    value: float = math.nan
    low: float = math.nan
    high: float = math.nan

    @property
    def is_told(self) -> bool:
        return self.told in (Told.SHARE, Told.AT_LEAST)

    def beside(self, usual: float | None) -> int:
        """1 if it is more than ``usual`` whatever chance may have done, −1 if it is less, else 0."""
        if not self.is_told or usual is None:
            return 0
        return int(self.low > usual) - int(self.high < usual)


def share_by(curve: Curve, day: int) -> Share:
    """The part that is back by the end of that day."""
    came, known = curve.came_by(day), curve.known_by(day)
    if curve.people < FEWEST:
        return Share(Told.FEW, curve.people, came, known)
    if not curve.reaches(day):
        return _so_far(curve, day)
    if known < FEWEST:
        return Share(Told.EARLY, curve.people, came, known)
    value, spread = curve.at(day)
    low, high = interval(value, spread, came, known)
    return Share(Told.SHARE, curve.people, came, known, value, low, high)


def _so_far(curve: Curve, day: int) -> Share:
    """Nobody who is back goes away again: what is known up to the last day is the least that can be."""
    came, known, last = curve.came_by(day), curve.known_by(day), curve.longest
    value, spread = curve.at(last)
    if curve.known_by(last) >= FEWEST:
        low, _high = interval(value, spread, curve.came_by(last), curve.known_by(last))
        if low >= WORTH_TELLING:
            return Share(Told.AT_LEAST, curve.people, came, known, value, low, 1.0)
    return Share(Told.EARLY, curve.people, came, known)


def interval(value: float, spread: float, came: int, known: int) -> tuple[float, float]:
    """Between what the part that is back probably lies; ``spread`` is Greenwood's sum."""
    if min(came, known - came) >= MANY and 0 < value < 1:
        return _log_log(value, spread)
    # Somebody who is not known to the end tells something too, but never more than one who is.
    worth = value / ((1 - value) * spread) if 0 < value < 1 else known
    return _wilson(value, worth)


def _log_log(value: float, spread: float) -> tuple[float, float]:
    away = 1 - value
    step = Z * math.sqrt(spread) / abs(math.log(away))
    return 1 - away ** math.exp(-step), 1 - away ** math.exp(step)


def _wilson(value: float, people: float) -> tuple[float, float]:
    middle = value + Z * Z / (2 * people)
    reach = Z * math.sqrt(value * (1 - value) / people + Z * Z / (4 * people * people))
    whole = 1 + Z * Z / people
    low, high = (middle - reach) / whole, (middle + reach) / whole
    return 0.0 if value <= 0 else max(0.0, low), 1.0 if value >= 1 else min(1.0, high)
