"""How many would be back had the thing nothing to do with it: others who had bought as often before.

Whoever buys something on a tenth visit comes back more surely than whoever buys it on a first, whatever it is; most of
what is bought late in a customer's life would seem to bring people back. So buyers are compared with all visits of the
shop that had as many before them: one curve for each number of earlier visits, weighed as the buyers are (direct
standardisation; e.g. Breslow & Day, "Statistical Methods in Cancer Research" II, IARC 1987, chapter 2). The buyers'
own visits are among those others, which makes what is found rather too small than too large.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.bringing_back.kaplan_meier import Curve, curve
from model.bringing_back.spells import YEAR_DAYS, Spells

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CUTS = (0, 1, 2, 3, 5, 9, 17, 33)
_ENOUGH = 50
"""A curve of others is made of so many visits at least; where there are fewer, of neighbours together."""


@dataclass(frozen=True, slots=True, eq=False)
class Others:
    """``cuts`` are the smallest numbers of earlier visits of each kind; ``back`` has a row for each and a column for
    each day from 0 to 365: the part that is back by its end."""

    cuts: NDArray[np.int64]
    back: NDArray[np.float64]

    def expected(self, earlier: NDArray[np.int64]) -> NDArray[np.float64]:
        """The part that would be back by the end of each day, of people with so many earlier visits (one or more)."""
        kind = np.searchsorted(self.cuts, earlier, side="right") - 1
        weights = np.bincount(kind, minlength=len(self.cuts)) / len(earlier)
        mixed: NDArray[np.float64] = weights @ self.back
        return mixed


def others(spells: Spells) -> Others:
    """The curves of all visits of the shop, by how many came before; there has to be a visit."""
    cuts: list[int] = []
    rows: list[NDArray[np.float64]] = []
    upper = np.inf
    for cut in reversed(_CUTS):
        mine = (spells.earlier >= cut) & (spells.earlier < upper)
        found = curve(spells.next.days[mine], spells.next.came[mine])
        if cut and (found.people < _ENOUGH or not found.reaches(YEAR_DAYS)):
            continue
        cuts.insert(0, cut)
        rows.insert(0, day_by_day(found))
        upper = cut
    return Others(np.array(cuts), np.array(rows))


def day_by_day(found: Curve) -> NDArray[np.float64]:
    """The part that is back by the end of each day from 0 to 365, the last as far as is known."""
    place = np.searchsorted(found.days, np.arange(YEAR_DAYS + 1), side="right")
    back: NDArray[np.float64] = np.concatenate([[0.0], found.back])[place]
    return back
