"""The curve of those who came back, fair to those who bought so lately that they have not had the time.

Kaplan and Meier, "Nonparametric estimation from incomplete observations", J. Am. Stat. Assoc. 53 (1958), 457-481. Of
everybody whose wait goes on until a day, the part that ends on it is counted; whoever is watched no longer is counted
as long as they were watched, and no longer. The spread is Greenwood's: "The natural duration of cancer", Reports on
Public Health 33, HMSO 1926.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Real = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Row ``i`` is ``days[i]``, a day after the purchase on which somebody came back; the days ascend.

    ``waiting`` were watched and still awaited when it began, ``came`` came back on it, and ``back`` is the part (0 to
    1) that is back by its end. ``spread`` is Greenwood's sum of came / (waiting × (waiting − came)), infinite where
    nobody is awaited any more. ``given_up`` are the days on which watching ended without a return, ascending.
    """

    days: Whole
    waiting: Whole
    came: Whole
    back: Real
    spread: Real
    given_up: Whole

    @property
    def people(self) -> int:
        """How many there are, whatever became of them."""
        return int(self.came.sum()) + len(self.given_up)

    @property
    def longest(self) -> int:
        """The last day up to which anything is known."""
        ends = [int(days[-1]) for days in (self.days, self.given_up) if len(days)]
        return max(ends, default=0)

    def reaches(self, day: int) -> bool:
        """Whether somebody was watched that long, or nobody is left to wait for."""
        return self.longest >= day or (len(self.back) > 0 and len(self.given_up) == 0)

    def at(self, day: int) -> tuple[float, float]:
        """The part that is back by the end of ``day``, and its spread; nothing before anybody came."""
        place = int(np.searchsorted(self.days, day, side="right")) - 1
        return (float(self.back[place]), float(self.spread[place])) if place >= 0 else (0.0, 0.0)

    def came_by(self, day: int) -> int:
        """How many were seen to come back by the end of ``day``."""
        return int(self.came[: np.searchsorted(self.days, day, side="right")].sum())

    def known_by(self, day: int) -> int:
        """Of how many it is known whether they were back by then: they were, or they were watched all the time."""
        return self.people - int(np.searchsorted(self.given_up, day, side="left"))

    def day_of(self, part: float) -> int | None:
        """The first day by the end of which that part is back; ``None`` where so many are not back as far as is
        known."""
        place = int(np.searchsorted(self.back, part - 1e-12))
        return int(self.days[place]) if place < len(self.days) else None


def curve(days: Whole, came: NDArray[np.bool_]) -> Curve:
    """The curve of waits: each lasted ``days`` (0 or more) and ended with a return where ``came`` says so; else
    watching ended with that day. Nobody comes back on day 0."""
    returned = np.bincount(days[came])
    when = np.flatnonzero(returned)
    n = returned[when].astype(np.int64)
    # Watched until a day means through it: those are still awaited on it.
    ends = np.sort(days)
    waiting = len(days) - np.searchsorted(ends, when, side="left")
    left = waiting - n
    with np.errstate(divide="ignore"):
        spread = np.cumsum(n / (waiting * left.astype(np.float64)))
    away: Real = np.cumprod(left / waiting).astype(np.float64, copy=False)
    return Curve(
        days=when.astype(np.int64),
        waiting=waiting.astype(np.int64),
        came=n,
        back=1.0 - away,
        spread=spread,
        given_up=np.sort(days[~came]).astype(np.int64),
    )
