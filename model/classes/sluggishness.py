"""Classes change slowly: a value that wobbles about a line moves nobody.

A class is two answers, whether somebody brings much now, and whether they may bring much. An answer changes when the
value is clearly past its line, or has been past it all the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.class_lines import ClassLines
from model.classes.people import NO_CLASS, PLACE, Places
from model.customer_class import METALS
from model.value.arrays import Flags

Cents = NDArray[Any]

_PLATINUM, _GOLD, _IRON, _LEAD = (PLACE[one] for one in METALS)


@dataclass(frozen=True)
class Values:
    """What customers brought and might bring as of one day, in cents; one row a customer."""

    current: Cents
    potential: Cents

    def of(self, rows: NDArray[np.intp]) -> Values:
        """These rows alone."""
        return Values(self.current[rows], self.potential[rows])


def days_to_look_at(lines: ClassLines) -> list[int]:
    """How many days ago a value must have been past a line too, if it is not clearly past it: 30 and 60."""
    return sorted({days for days in (round(lines.past_days / 2), lines.past_days) if days > 0})


def undecided(held: Places, by_lines: Places, today: Values, lines: ClassLines) -> Flags:
    """For whom the past has to be asked: their class would change, but not clearly."""
    quick = settled(held, by_lines, today, lines, [])
    slow = settled(held, by_lines, today, lines, None)
    differ: Flags = quick != slow
    return differ


def settled(
    held: Places, by_lines: Places, today: Values, lines: ClassLines, past: Sequence[Values] | None
) -> Places:
    """The class in which everybody is held from now on, as places in ``JUDGED``.

    ``held`` is where they were (``NO_CLASS`` before the first review), ``by_lines`` what the figures say today.
    ``past`` are the values as of the days that are looked at too; ``None`` where nothing of them is known, so that only
    who is clearly past a line moves. Becoming new or inactive, or having been so, knows no patience.
    """
    both_metals = (held != NO_CLASS) & (held <= _LEAD) & (by_lines <= _LEAD)
    was_high = (held == _PLATINUM) | (held == _GOLD)
    is_high = _answer(was_high, lines.current_cents, lines, today.current, _each(past, "current"))
    # Where the first answer changed, the second is to another line, and there was none before.
    line = np.where(is_high, lines.platinum_cents, lines.iron_cents)
    had_promise = (held == _PLATINUM) | (held == _IRON)
    has_promise = np.where(
        is_high == was_high,
        _answer(had_promise, line, lines, today.potential, _each(past, "potential")),
        today.potential >= line,
    )
    metal = np.where(is_high, np.where(has_promise, _PLATINUM, _GOLD), np.where(has_promise, _IRON, _LEAD))
    return np.where(both_metals, metal, by_lines).astype(np.int8)


def _answer(
    before: Flags, line: int | Cents, lines: ClassLines, value: Cents, past: list[Cents] | None
) -> Flags:
    """Whether the value counts as one that reaches the line, where ``before`` it did or did not."""
    now = value >= line
    margin = np.abs(line) * lines.over_percent / 100
    clearly = np.abs(value - line) > margin
    if past is None:  # Without any patience today is all there is to look at.
        lasting = np.array(not days_to_look_at(lines))
    else:
        lasting = np.all([(was >= line) == now for was in past], axis=0)
    return np.where(clearly | lasting, now, before)


def _each(past: Sequence[Values] | None, name: str) -> list[Cents] | None:
    return None if past is None else [getattr(values, name) for values in past]
