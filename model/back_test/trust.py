"""Whether the forecast is to be trusted, and why not, from what it was off by in the past."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, IntEnum, auto
from typing import TYPE_CHECKING

from model.back_test.measures import Errors, Group
from model.back_test.naive import Naive
from model.value.forecast import LEAST_REPEAT_BUYERS

if TYPE_CHECKING:
    from model.back_test.round import Round

YEAR_DAYS = 365
STALE_DAYS = 60
FAR_OFF = 0.30
_DRIFT = 0.10
_AS_GOOD = 0.05
"""Off by so much more of the truth than the guess is, a forecast still counts as just as good; and by as much as chance
makes of the sum of so many customers (one standard error)."""
_WORSE = 1.03
"""So many times as far off for single customers is no chance any more."""
_INSIDE = (0.65, 0.97)
_CROOKED_GROUPS, _CROOKED, _TRIFLE = 3, 0.25, 0.02
_BLIND, _ENOUGH_TO_RANK = 0.1, 100


class Why(Enum):
    """What speaks against trusting a forecast."""

    FEW = auto()
    """``number`` of customers came back, fewer than can be learned from"""
    UNTRIED = auto()
    """the book, ``number`` days old, is too young to have foretold anything that came"""
    STALE = auto()
    """nothing was sold for ``number`` days"""
    FAR_OFF = auto()
    """off by the share ``number``"""
    WORSE = auto()
    """off by ``number`` in total, where the guess was off by ``other``"""
    WORSE_EACH = auto()
    """off by ``number`` cents for each customer, the guess ``naive`` by ``other``"""
    SHORT = auto()
    """the book is ``number`` days old: not a year"""
    DRIFT = auto()
    """customers came each time less often than foretold (1), or each time more often (−1)"""
    BLIND = auto()
    """who brings most cannot be told: the best fifth brought ``number`` of it"""
    NARROW = auto()
    """only ``number`` of the customers lay in the interval of four in five"""
    WIDE = auto()
    """``number`` of them did"""
    CROOKED = auto()
    """in ``number`` of ten groups of customers it was far off"""


class Trust(IntEnum):
    """How far."""

    NO = 0
    CARE = 1
    YES = 2


@dataclass(frozen=True)
class Doubt:
    """One reason; what its numbers mean is told at each ``Why``."""

    why: Why
    number: float = 0.0
    other: float = 0.0
    naive: Naive | None = None


_NO = frozenset({Why.FEW, Why.UNTRIED, Why.STALE, Why.FAR_OFF, Why.WORSE})


def trust_of(doubts: Sequence[Doubt]) -> Trust:
    """How far a forecast with these doubts is to be trusted."""
    if any(doubt.why in _NO for doubt in doubts):
        return Trust.NO
    return Trust.CARE if doubts else Trust.YES


def doubts_of(
    rounds: Sequence[Round], *, repeat_buyers: int, first_on: date | None, last_on: date | None, today: date
) -> tuple[Doubt, ...]:
    """Everything that speaks against the forecast of ``today``, the gravest first; ``rounds`` the longest first."""
    found = list(_of_the_book(rounds, repeat_buyers, first_on, last_on, today))
    if rounds:
        found += _of_a_round(rounds[0])
        found += _drift(rounds)
    return tuple(sorted(found, key=lambda doubt: doubt.why not in _NO))


def _of_the_book(
    rounds: Sequence[Round], repeat_buyers: int, first_on: date | None, last_on: date | None, today: date
) -> Iterator[Doubt]:
    if repeat_buyers < LEAST_REPEAT_BUYERS:
        yield Doubt(Why.FEW, repeat_buyers)
    age = 0 if first_on is None else (today - first_on).days
    if last_on is not None and (today - last_on).days > STALE_DAYS:
        yield Doubt(Why.STALE, (today - last_on).days)
    if not rounds:
        yield Doubt(Why.UNTRIED, age)
    elif age < YEAR_DAYS:
        yield Doubt(Why.SHORT, age)


def _of_a_round(one: Round) -> Iterator[Doubt]:
    ours = one.ours
    # ``not <=`` holds for nan too: where nothing was earned, nothing was foretold rightly.
    if not abs(ours.off) <= FAR_OFF:
        yield Doubt(Why.FAR_OFF, ours.off)
    guess = one.naive.get(Naive.AGAIN, one.naive[Naive.PACE])
    by_chance = ours.root_cents * ours.customers**0.5 / max(abs(ours.truth_cents), 1)
    if abs(ours.off) > abs(guess.off) + max(_AS_GOOD, by_chance):
        yield Doubt(Why.WORSE, ours.off, guess.off)
    naive, best = min(one.naive.items(), key=lambda item: item[1].each_cents)
    if ours.each_cents > best.each_cents * _WORSE and ours.root_cents > best.root_cents * _WORSE:
        yield Doubt(Why.WORSE_EACH, ours.each_cents, best.each_cents, naive)
    if ours.customers >= _ENOUGH_TO_RANK and not ours.ranking >= _BLIND:
        yield Doubt(Why.BLIND, ours.top_share)
    if ours.customers >= LEAST_REPEAT_BUYERS and not _INSIDE[0] <= one.inside <= _INSIDE[1]:
        yield Doubt(Why.NARROW if one.inside < _INSIDE[0] else Why.WIDE, one.inside)
    crooked = sum(is_crooked(group, ours.forecast_cents, ours.truth_cents) for group in one.groups)
    if crooked >= _CROOKED_GROUPS:
        yield Doubt(Why.CROOKED, crooked)


def is_crooked(group: Group, forecast_cents: int, truth_cents: int) -> bool:
    """Whether these customers brought far more or less than they should, by the measure of all of them: were the
    forecast right in total. What two standard errors of chance explain is let pass, and what is a trifle beside all."""
    if forecast_cents <= 0:
        return False
    right = group.forecast_cents * truth_cents / forecast_cents
    off = abs(group.truth_cents - right)
    return off > max(_CROOKED * abs(right), 2 * group.chance_cents, _TRIFLE * abs(truth_cents))


def _drift(rounds: Sequence[Round]) -> Iterator[Doubt]:
    # Counted in buying days: a few large receipts hide in money how often people come. All rounds end today, so what
    # chance made of the last months is in each of them: one at least has to be off by more than chance explains.
    offs = [one.days.off for one in rounds]
    if len(offs) > 1 and any(_beyond_chance(one.days) for one in rounds):
        if all(off < -_DRIFT for off in offs):
            yield Doubt(Why.DRIFT, -1)
        elif all(off > _DRIFT for off in offs):
            yield Doubt(Why.DRIFT, 1)


def _beyond_chance(days: Errors) -> bool:
    """Whether buying days were off by more than two standard errors of their sum."""
    return abs(days.off_cents) > 2 * days.root_cents * math.sqrt(days.customers)
