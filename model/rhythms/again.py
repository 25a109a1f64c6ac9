"""After how long people do something again, when only those are seen who did so already.

Of a thing that is bought again some are seen who did so, each after a *gap*; the others may do so yet, or never. Who
began lately can only be seen with a short gap, so the plain median of the gaps is too short, the shorter the younger
the book. An open gap cannot simply be counted as one that lasts at least so long either: most buyers of most goods
never buy them again, and it would say of all of them that they take for ever.

So each gap is weighed against the time it had: the day of asking less the day on which it began. Read from the longest
gap down, at each length only those count who had the time to be as long: the product-limit estimator of Kaplan and
Meier in reversed time (Lynden-Bell 1971; Woodroofe 1985). It says after how long those buy again who do; that nobody
can be seen to take longer than the book is old stays.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.value.arrays import Floats, Ints

_ROUNDING = 1e-9


def quantiles(gaps: Ints, had_days: Ints, weights: Floats, shares: Sequence[float]) -> list[int]:
    """By which gap (days) each of ``shares`` of all who come again have done so. ``had_days`` is how long each gap
    could have been, never less than the gap; ``weights`` say how much each counts."""
    lengths, place = np.unique(gaps, return_inverse=True)
    ended = np.bincount(place, weights)
    # At a length stand those with a gap not longer than it, who had the time for it.
    order = np.argsort(had_days, kind="stable")
    weight_of_shorter = np.concatenate([[0.0], np.cumsum(weights[order])])
    had_less = weight_of_shorter[np.searchsorted(had_days[order], lengths, side="left")]
    standing = np.cumsum(ended) - had_less
    # As if one more had come again sooner: where few had the time, a single one must not decide for all.
    still_longer = 1 - ended / (standing + 1)
    # The share of gaps not longer than each length is the product over all that are longer; less that one more.
    by_then = np.concatenate([np.cumprod(still_longer[::-1])[::-1], [1.0]])
    by_then = (by_then[1:] - by_then[0]) / (1 - by_then[0])
    found = np.searchsorted(by_then, np.asarray(shares) - _ROUNDING, side="left")
    return [int(length) for length in lengths[found]]
