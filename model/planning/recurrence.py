"""When something comes again: always counted from its anchor, so that nothing ever drifts.

31 January, a month later is 28 February, and two months later 31 March: the second is not counted from the first.
Days end where the book ends, with the year 2100; what would fall beyond it falls on no day (``NEVER``).
"""

from collections.abc import Iterator
from datetime import date

from model.days import LAST_DAY
from model.month_length import days_in_month
from model.planning.occasion import ShopDays, Window
from model.shop_calendar import ShopCalendar
from model.visit_rules import ClosedDays, Unit, VisitRule
from model.yearly_days import Feb29

NEVER = date.max
LONG_AGO = date.min
"""The other end: counting back further than there are days."""

_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}
_MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}
_LONGEST = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 31, Unit.YEARS: 366}
_FARTHEST_DAYS = 62
"""A shop that is closed for longer has no open day to move a contact to."""


def after(anchor: date, count: int, unit: Unit, feb29: Feb29 = "feb28") -> date:
    """The day ``count`` units after ``anchor``, before it where ``count`` is negative.

    A month that is too short ends on its last day. Whole years after a 29 February follow the shop's ``feb29``.
    ``NEVER`` beyond the days that a book knows, ``LONG_AGO`` before all days.
    """
    if unit in _DAYS:
        return days_after(anchor, count * _DAYS[unit])
    months = anchor.year * 12 + anchor.month - 1 + count * _MONTHS[unit]
    year, month = divmod(months, 12)
    if year > LAST_DAY.year:
        return NEVER
    if year < LONG_AGO.year:
        return LONG_AGO
    if anchor.day <= 28:
        return date(year, month + 1, anchor.day)
    length = days_in_month(year, month + 1)
    if unit is Unit.YEARS and (anchor.month, anchor.day) == (2, 29) and length == 28 and feb29 == "mar1":
        return date(year, 3, 1)
    return date(year, month + 1, min(anchor.day, length))


def days_after(day: date, days: int) -> date:
    """``days`` later, or earlier where negative; ``NEVER`` and ``LONG_AGO`` stay what they are."""
    if day in (NEVER, LONG_AGO):
        return day
    ordinal = day.toordinal() + days
    if ordinal > LAST_DAY.toordinal():
        return NEVER
    return date.fromordinal(ordinal) if ordinal >= 1 else LONG_AGO


def nth(anchor: date, count: int, unit: Unit, n: int, feb29: Feb29 = "feb28") -> date:
    """The ``n``-th time after ``anchor`` of what comes every ``count`` units; the 0th is ``anchor`` itself."""
    return after(anchor, count * n, unit, feb29)


def in_window(
    anchor: date, count: int, unit: Unit, window: Window, feb29: Feb29 = "feb28", *, least: int = 0
) -> Iterator[tuple[int, date]]:
    """Each (n, day) of what comes every ``count`` units that falls into ``window``, both its days included, from the
    ``least``-th on. What comes every 0 units comes once. As quick for a window long after ``anchor`` as for one near.
    """
    if count <= 0:
        if least <= 0 and window.first <= anchor <= window.last:
            yield 0, anchor
        return
    # No unit is longer than this, so none before this one can be in the window.
    n = max(least, (window.first - anchor).days // (count * _LONGEST[unit]))
    while (day := nth(anchor, count, unit, n, feb29)) <= window.last and day != NEVER:
        if day >= window.first:
            yield n, day
        n += 1


def open_day(day: date, how: ClosedDays, calendar: ShopCalendar) -> date:
    """The day on which a contact planned for ``day`` is made: an open one, by ``how``. ``day`` itself if the shop is
    closed for months on end, or gave no opening hours."""
    if how is ClosedDays.SAME or calendar.is_open(day) or day in (NEVER, LONG_AGO) or never_opens(calendar):
        return day
    step = 1 if how is ClosedDays.NEXT else -1
    return _first_open(day, step, calendar) or day


def never_opens(calendar: ShopCalendar) -> bool:
    """Whether there are no opening hours at all."""
    return not any(calendar.weekdays) and not any(calendar.special.values())


def _first_open(day: date, step: int, calendar: ShopCalendar) -> date | None:
    for distance in range(1, _FARTHEST_DAYS + 1):
        found = days_after(day, step * distance)
        if found in (NEVER, LONG_AGO):
            return None
        if calendar.is_open(found):
            return found
    return None


def lapses(day: date, moved_to: date, lasts_days: int) -> date:
    """The last day on which a contact planned for ``day`` and moved to an open day makes sense: ``lasts_days`` after
    the later of the two, at the latest the last day that a book knows."""
    return min(days_after(max(day, moved_to), lasts_days), LAST_DAY)


def days_that_matter(window: Window, lasts_days: int, how: ClosedDays, calendar: ShopCalendar) -> Window:
    """The days on which a contact can fall, before it is moved to an open day, if it is to be made in ``window``:
    planned by its last day and not lapsed before its first."""
    first, last = days_after(window.first, -lasts_days), window.last
    if never_opens(calendar):
        pass
    elif how is ClosedDays.NEXT:
        # What fell on closed days just before is moved into it.
        while first > LONG_AGO and (window.first - first).days <= lasts_days + _FARTHEST_DAYS:
            before = days_after(first, -1)
            if calendar.is_open(before):
                break
            first = before
    elif how is ClosedDays.PREVIOUS:
        while last < LAST_DAY and (last - window.last).days <= _FARTHEST_DAYS:
            behind = days_after(last, 1)
            if calendar.is_open(behind):
                break
            last = behind
    return Window(first, min(last, LAST_DAY))


def when(
    rule: VisitRule, day: date, window: Window, shop: ShopDays, until: date | None = None
) -> tuple[date, date] | None:
    """The open day on which ``rule`` wants what falls on ``day`` to be made, and the last day on which it makes sense
    (at the latest ``until``); ``None`` if that does not concern ``window``, or the rule does not hold on ``day``."""
    if day in (NEVER, LONG_AGO) or not holds_on(rule, day) or (until is not None and day > until):
        return None
    planned_on = open_day(day, rule.closed_days, shop.calendar)
    lapses_on = lapses(day, planned_on, rule.lasts_days)
    if until is not None:
        planned_on, lapses_on = min(planned_on, until), min(lapses_on, until)
    return (planned_on, lapses_on) if planned_on <= window.last and lapses_on >= window.first else None


def holds_on(rule: VisitRule, day: date) -> bool:
    """Whether ``day`` lies between the first and the last day of ``rule``: it plans nothing that falls outside."""
    return (rule.starts_on is None or rule.starts_on <= day) and (rule.ends_on is None or day <= rule.ends_on)
