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
"""The last curve is made of so many visits at least: where there are fewer, those with fewer before join them."""


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
    cuts = list(_CUTS)
    kind = np.searchsorted(cuts, spells.earlier, side="right") - 1
    while len(cuts) > 1 and int((kind == len(cuts) - 1).sum()) < _ENOUGH:
        cuts.pop()
        kind = np.minimum(kind, len(cuts) - 1)
    rows: list[NDArray[np.float64]] = []
    for number in range(len(cuts)):
        mine = kind == number
        found = curve(spells.next.days[mine], spells.next.came[mine])
        rows.append(_gone_on(found, rows[-1]) if rows else day_by_day(found))
    return Others(np.array(cuts), np.array(rows))


def _gone_on(found: Curve, before: NDArray[np.float64]) -> NDArray[np.float64]:
    """A curve that goes on, where nothing is known any more, as quickly as that of those with fewer visits."""
    back, last = day_by_day(found), found.longest
    if not found.reaches(YEAR_DAYS) and before[last] < 1:
        back[last:] = 1 - (1 - back[last]) * (1 - before[last:]) / (1 - before[last])
    return back


def day_by_day(found: Curve) -> NDArray[np.float64]:
    """The part that is back by the end of each day from 0 to 365, the last as far as is known."""
    place = np.searchsorted(found.days, np.arange(YEAR_DAYS + 1), side="right")
    back: NDArray[np.float64] = np.concatenate([[0.0], found.back])[place]
    return back
