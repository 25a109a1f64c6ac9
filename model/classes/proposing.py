"""The lines that a book itself proposes: readable amounts that part its customers about as one would wish."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from model.class_lines import ClassLines
from model.money import LARGEST_UNITS

PLATINUM_SHARE: Final = 0.05
GOLD_SHARE: Final = 0.15
IRON_SHARE: Final = 0.30

LARGEST_CENTS: Final = 100 * LARGEST_UNITS + 99
"""More than this is no amount in the file."""

_NEAR_ENOUGH = 0.005
"""of all customers: rather a rounder line than a share that much nearer"""

_NOTHING_TO_GO_BY = (100_000, 100_000, 30_000)

Cents = NDArray[Any]


def propose(current: Cents, potential: Cents, on: date) -> ClassLines:
    """The lines for customers who bring ``current`` a year and may bring ``potential`` (both in cents, one row a
    customer), set on the day ``on``: about 5 % platinum, 15 % gold and 30 % iron.

    Equal customers are never parted, and nobody is gold for nothing: then fewer are. Where nobody brings anything, the
    lines are the same for every book.
    """
    everybody = len(current)
    gold_line, platinum_line, iron_line = _NOTHING_TO_GO_BY
    if np.any(current > 0):
        gold_line = _line(current, (PLATINUM_SHARE + GOLD_SHARE) * everybody, everybody)
    high = current >= gold_line
    if np.any(potential > 0):
        # Where nobody is high, the line is drawn as if anybody might become so.
        best = potential[high] if np.any(potential[high] > 0) else potential
        rest = potential[~high] if np.any(potential[~high] > 0) else potential
        platinum_line = _line(best, PLATINUM_SHARE * everybody, everybody)
        iron_line = min(platinum_line, _line(rest, IRON_SHARE * everybody, everybody))
    gold_line, platinum_line, iron_line = (
        min(line, LARGEST_CENTS) for line in (gold_line, platinum_line, iron_line)
    )
    return ClassLines(set_on=on, current_cents=gold_line, platinum_cents=platinum_line, iron_cents=iron_line)


def _line(values: Cents, wished: float, everybody: int) -> int:
    """The readable amount which about ``wished`` of ``values`` reach; some are above zero."""
    above = np.sort(values[values > 0])
    amounts, roundness = _readable(float(above[0]), float(above[-1]))
    reached = len(above) - np.searchsorted(above, amounts, side="left")
    missed = np.abs(reached - wished)
    good = missed <= missed.min() + _NEAR_ENOUGH * everybody
    roundest = good & (roundness == roundness[good].min())
    best = np.flatnonzero(roundest & (missed == missed[roundest].min()))
    if not reached[best[0]]:
        return int(amounts[best[0]])  # Nobody is above it, but it is not out of reach.
    # Of equally round ones that part the customers equally well, the one that stands freest between them.
    return int(amounts[best[(len(best) - 1) // 2]])


def _readable(least: float, most: float) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Amounts of at most two digits before their noughts, from below ``least`` to above ``most``, rising; and how round
    each is, 0 the roundest."""
    first = int(np.floor(np.log10(max(least, 1.0)))) - 1
    last = int(np.floor(np.log10(max(most, 1.0))))
    digits = np.arange(10, 100)
    amounts = np.concatenate([digits * 10**power for power in range(max(first, 0), max(last, 0) + 1)])
    roundness = np.where(digits % 10 == 0, 0, np.where(digits % 5 == 0, 1, 2))
    if first < 0:
        amounts = np.concatenate([np.arange(1, 10), amounts])
        roundness = np.concatenate([np.zeros(9, int), np.tile(roundness, len(amounts) // 90)])
    else:
        roundness = np.tile(roundness, len(amounts) // 90)
    return amounts.astype(np.int64), roundness.astype(np.int8)
