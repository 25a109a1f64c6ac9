"""The whole of it: the forecast of the coming year, held against the past, with the doubts that come of that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from model.back_test.coming import Coming, look_ahead
from model.back_test.happened import read_happened
from model.back_test.round import Round, look_back
from model.back_test.seasons import Seasons, end_of_month_before, read_repeats
from model.back_test.trust import Doubt, Trust, doubts_of, trust_of
from model.relative_days import add_months
from model.value.appraisal import appraise
from model.value.margins import Source, read_margins
from model.value.only import customers_of_book

if TYPE_CHECKING:
    from model.store import Store
    from model.value.appraisal import Appraisal

Progress = Callable[[int, int], None]

LOOKED_BACK = (12, 6, 3)
"""months"""


@dataclass(frozen=True)
class BackTest:
    """As of ``today``. ``rounds`` are those of the past that the book is old enough for, the longest first; ``until``
    is the end of the last month that is over. ``doubts`` are what speaks against the forecast, the gravest first."""

    today: date
    until: date
    coming: Coming
    rounds: tuple[Round, ...]
    seasons: Seasons
    doubts: tuple[Doubt, ...]
    margin_words: str
    rough: bool
    is_revenue: bool

    @property
    def trust(self) -> Trust:
        """How far the forecast is to be trusted."""
        return trust_of(self.doubts)


def back_test(
    store: Store,
    today: date,
    *,
    appraisal: Appraisal | None = None,
    progress: Progress = lambda _done, _of: None,
) -> BackTest:
    """Hold the forecast against the past, whole months that are over. ``appraisal`` is that of today, if it is at hand.

    A forecast of so many months is only asked of a book that was at least as old.
    """
    tell = _Steps(progress, len(LOOKED_BACK) + 2)
    until = end_of_month_before(today)
    appraisal = appraisal or appraise(store, today, progress=tell.within)
    tell.next()
    first_on = _day(int(appraisal.buying.first_on.min())) if len(appraisal.buying) else None
    last_on = _day(int(appraisal.buying.last_on.max())) if len(appraisal.buying) else None
    margins, ids = read_margins(store, until), customers_of_book(store)
    begin = add_months(until + timedelta(days=1), -2 * LOOKED_BACK[0])
    repeats = read_repeats(store, until)
    happened = read_happened(store, begin, 2 * LOOKED_BACK[0], margins, ids)
    tell.next()
    rounds = []
    for months in LOOKED_BACK:
        following = add_months(until + timedelta(days=1), -months)
        if first_on is not None and first_on <= add_months(following, -months):
            cut = following - timedelta(days=1)
            found = look_back(store, cut, months, happened, margins, repeats.seasons(cut), tell.within)
            rounds += [found] if found else []
        tell.next()
    seasons = repeats.seasons(until)
    return BackTest(
        today,
        until,
        look_ahead(store, appraisal, rounds, seasons),
        tuple(rounds),
        seasons,
        doubts_of(
            rounds,
            repeat_buyers=appraisal.model.repeat_buyers,
            first_on=first_on,
            last_on=last_on,
            today=today,
        ),
        appraisal.margin_words,
        appraisal.rough,
        appraisal.basis.margins.source is Source.REVENUE,
    )


class _Steps:
    """Tells of many works of their own as of one."""

    def __init__(self, progress: Progress, steps: int) -> None:
        self._progress, self._steps, self._done = progress, steps, 0
        self.within(0, 1)

    def within(self, done: int, of: int) -> None:
        """So far in the running step."""
        self._progress(round(100 * (self._done + done / max(of, 1))), 100 * self._steps)

    def next(self) -> None:
        """The running step is done."""
        self._done += 1
        self.within(0, 1)


def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)
