"""How often and how soon the buyers of everything come back, what they bring then, and how many become regulars."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from model.bringing_back.bought import Bought, Progress, read_bought
from model.bringing_back.kaplan_meier import Curve, curve
from model.bringing_back.levels import Grouping, Level, Thing, grouping
from model.bringing_back.like_with_like import Others, others
from model.bringing_back.shares import FEWEST, Share, Told, share_by
from model.bringing_back.spells import YEAR_DAYS, Firsts, Spells, Waits, first_times, spells
from model.looking_back.scores import student_t

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from model.store import Store

    Whole = NDArray[np.int64]

WITHIN_DAYS = (30, 90, YEAR_DAYS)
_TELL_EACH = 50
_NOTHING = Share(Told.FEW, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Profit:
    """What a first buyer brought, on average, in the year that followed: cents. Only those count whose year is over,
    and ``people`` says how many they are; ``cents``, ``low`` and ``high`` are ``None`` where they are too few."""

    people: int
    cents: int | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A thing, or the whole shop. ``back`` has a share for each of ``WITHIN_DAYS``.

    ``half_days`` is after how many days half of the buyers are back, ``None`` where they are not. ``usual`` is how many
    others who had bought as often are back by ``BringingBack.telling_days``, and ``beside`` whether these are more (1),
    fewer (−1), or not to be told apart from them by the numbers there are (0). ``margin`` is profit in revenue of the
    goods themselves. ``regulars`` are of those whose very first visit it was, and ``regulars_beside`` compares them
    with the shop.
    """

    thing: Thing
    group: int
    buyers: int
    back: Mapping[int, Share]
    half_days: int | None
    watched_days: int
    usual: float | None
    beside: int
    profit: Profit
    margin: float | None
    regulars: Share
    regulars_beside: int

    def by(self, days: int) -> Share:
        return self.back[days]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A curve to draw: ``back`` is by the end of each of ``days``, between ``low`` and ``high``; ``usual`` has a value
    for each day from 0 to 365, and is empty where nothing is to be compared."""

    days: tuple[int, ...]
    back: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    usual: tuple[float, ...]
    until: int
    """The last day, 365 at most, up to which anything is known."""


@dataclass(frozen=True, slots=True, eq=False)
class BringingBack:
    """Everything that is told on the day ``on``. ``lines`` has the things of each level that somebody bought, in no
    order; ``shop`` is of everybody's first visit, whatever they bought.

    ``telling_days`` is that of ``WITHIN_DAYS`` by which about half of the shop's customers are back: there, things
    differ most. ``others_weight`` and what else the curves are made of are kept, so that each can be drawn at once.
    """

    on: date
    shop: Line
    lines: Mapping[Level, tuple[Line, ...]]
    telling_days: int
    margin_words: str
    without_product: int
    _spells: Spells
    _others: Others | None
    _firsts: Mapping[Level, Firsts]

    def drawn(self, level: Level | None, line: Line) -> Drawn:
        """The curve of a line, with that of the others; of the shop where ``level`` is ``None``."""
        if level is None:
            visits = np.flatnonzero(self._spells.earlier == 0)
            usual: tuple[float, ...] = ()
        else:
            visits = self._firsts[level].of(line.group)
            usual = tuple(self._others.expected(self._spells.earlier[visits])) if self._others else ()
        return _drawn(_curve(self._spells.next, visits), usual)

    @property
    def empty(self) -> bool:
        return self.shop.buyers == 0


def bringing_back(store: Store, on: date, progress: Progress = lambda _done, _all: None) -> BringingBack:
    """What brought people back, as far as is known on that day. ``progress`` may raise Cancelled."""
    return told_of(read_bought(store, on, progress), progress)


def told_of(bought: Bought, progress: Progress = lambda _done, _all: None) -> BringingBack:
    """The same of what was read."""
    following = spells(bought)
    firsts = np.flatnonzero(following.earlier == 0)
    shop_curve = _curve(following.next, firsts)
    telling = _telling_days(shop_curve)
    shop = _shop(bought, following, firsts, shop_curve)
    like = others(following) if len(bought.visits) else None
    teller = _Teller(bought, following, like, telling, shop.regulars)
    groupings = {level: grouping(level, bought.products) for level in Level}
    found = {level: first_times(bought, one.of_product, len(one.things)) for level, one in groupings.items()}
    whole = sum(len(one.things) for one in groupings.values())
    done = 0
    lines = {}
    for level, one in groupings.items():
        told = []
        for group, thing in enumerate(one.things):
            if done % _TELL_EACH == 0:
                progress(done, whole)
            done += 1
            visits = found[level].of(group)
            if len(visits):
                told.append(teller.line(thing, group, visits, _margin(bought, one, level, group)))
        lines[level] = tuple(told)
    return BringingBack(
        date.fromordinal(bought.on),
        shop,
        lines,
        telling,
        bought.margins.words,
        bought.without_product,
        following,
        like,
        found,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Teller:
    bought: Bought
    spells: Spells
    others: Others | None
    telling_days: int
    shop_regulars: Share

    def line(self, thing: Thing, group: int, visits: Whole, margin: float | None) -> Line:
        back_curve = _curve(self.spells.next, visits)
        newcomers = visits[self.spells.earlier[visits] == 0]
        back = {days: share_by(back_curve, days) for days in WITHIN_DAYS}
        usual = None
        if self.others is not None and len(visits) >= FEWEST:
            usual = float(self.others.expected(self.spells.earlier[visits])[self.telling_days])
        regulars = share_by(_curve(self.spells.regular, newcomers), YEAR_DAYS)
        shop = self.shop_regulars
        return Line(
            thing=thing,
            group=group,
            buyers=len(visits),
            back=back,
            half_days=back_curve.day_of(0.5) if len(visits) >= FEWEST else None,
            watched_days=back_curve.longest,
            usual=usual,
            beside=back[self.telling_days].beside(usual),
            profit=_profit(self.spells, visits),
            margin=margin,
            regulars=regulars,
            regulars_beside=regulars.beside(shop.value if shop.is_told else None),
        )


def _shop(bought: Bought, following: Spells, firsts: Whole, shop_curve: Curve) -> Line:
    revenue = float(bought.revenue.sum())
    return Line(
        thing=Thing(""),
        group=-1,
        buyers=len(firsts),
        back={days: share_by(shop_curve, days) for days in WITHIN_DAYS},
        half_days=shop_curve.day_of(0.5) if len(firsts) >= FEWEST else None,
        watched_days=shop_curve.longest,
        usual=None,
        beside=0,
        profit=_profit(following, firsts),
        margin=float(bought.cost_profit.sum()) / revenue if revenue > 0 else None,
        regulars=share_by(_curve(following.regular, firsts), YEAR_DAYS) if len(firsts) else _NOTHING,
        regulars_beside=0,
    )


def _curve(waits: Waits, visits: Whole) -> Curve:
    return curve(waits.days[visits], waits.came[visits])


def _telling_days(shop: Curve) -> int:
    reached = [days for days in WITHIN_DAYS if shop.reaches(days)] or [WITHIN_DAYS[0]]
    return min(reached, key=lambda days: abs(shop.at(days)[0] - 0.5))


def _profit(following: Spells, visits: Whole) -> Profit:
    """The mean, and by Student's t between what it probably lies."""
    over = visits[following.whole_year[visits]]
    people = len(over)
    if people < FEWEST:
        return Profit(people)
    cents = following.profit[over]
    mean = float(cents.mean())
    away = student_t(people - 1) * float(cents.std(ddof=1)) / math.sqrt(people)
    return Profit(people, round(mean), round(mean - away), round(mean + away))


def _margin(bought: Bought, of: Grouping, level: Level, group: int) -> float | None:
    mine = [group] if level is Level.PRODUCT else np.flatnonzero(of.of_product == group)
    revenue = float(bought.revenue[mine].sum())
    return float(bought.cost_profit[mine].sum()) / revenue if revenue > 0 else None


def _drawn(found: Curve, usual: tuple[float, ...]) -> Drawn:
    if found.people < FEWEST:
        return Drawn((), (), (), (), usual, 0)
    days = [int(day) for day in found.days if day <= YEAR_DAYS]
    shares = [share_by(found, day) for day in days]
    kept = [(day, one) for day, one in zip(days, shares, strict=True) if one.is_told]
    return Drawn(
        days=tuple(day for day, _one in kept),
        back=tuple(one.value for _day, one in kept),
        low=tuple(one.low for _day, one in kept),
        high=tuple(one.high for _day, one in kept),
        usual=usual,
        until=min(found.longest, YEAR_DAYS) if found.given_up.size else YEAR_DAYS,
    )
