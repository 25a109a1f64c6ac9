"""What comes again is counted from its anchor, and closed days move only the day on which it is done."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.days import LAST_DAY
from model.planning.occasion import ShopDays, Window
from model.planning.recurrence import (
    LONG_AGO,
    NEVER,
    after,
    days_after,
    days_that_matter,
    in_window,
    lapses,
    nth,
    open_day,
    when,
)
from model.shop_calendar import ShopCalendar
from model.visit_rules import ClosedDays, RuleKind, Unit, VisitRule
from tests.model.planning.asked_rules import always_open, calendar

A_THURSDAY = date(2026, 3, 12)

anchors = st.dates(date(1950, 1, 1), date(2015, 12, 31))
units = st.sampled_from(list(Unit))


@pytest.mark.parametrize(
    ("anchor", "count", "unit", "then"),
    [
        (date(2026, 1, 31), 1, Unit.MONTHS, date(2026, 2, 28)),
        (date(2026, 1, 31), 2, Unit.MONTHS, date(2026, 3, 31)),
        (date(2024, 1, 31), 1, Unit.MONTHS, date(2024, 2, 29)),
        (date(2026, 12, 31), 2, Unit.MONTHS, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, Unit.MONTHS, date(2026, 2, 28)),
        (date(2026, 3, 12), 0, Unit.MONTHS, date(2026, 3, 12)),
        (date(2024, 2, 29), 1, Unit.YEARS, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, Unit.YEARS, date(2028, 2, 29)),
        (date(2026, 3, 12), 2, Unit.WEEKS, date(2026, 3, 26)),
        (date(2026, 12, 30), 3, Unit.DAYS, date(2027, 1, 2)),
        (date(2026, 3, 12), -12, Unit.DAYS, date(2026, 2, 28)),
    ],
)
def test_a_span_later_is_the_day_a_person_would_name(
    anchor: date, count: int, unit: Unit, then: date
) -> None:
    assert after(anchor, count, unit) == then


def test_a_year_after_29_february_is_when_the_shop_says() -> None:
    leap_day = date(2024, 2, 29)
    assert [nth(leap_day, 1, Unit.YEARS, n, "mar1") for n in range(1, 5)] == [
        date(2025, 3, 1),
        date(2026, 3, 1),
        date(2027, 3, 1),
        date(2028, 2, 29),
    ]
    # A month later is another question: there the last day of the month is meant.
    assert after(leap_day, 12, Unit.MONTHS, "mar1") == date(2025, 2, 28)


def test_what_an_owner_mistypes_falls_on_no_day_rather_than_failing() -> None:
    assert after(A_THURSDAY, 36_500, Unit.YEARS) == NEVER
    assert after(A_THURSDAY, 36_500, Unit.WEEKS) == NEVER
    assert after(A_THURSDAY, -36_500, Unit.YEARS) == LONG_AGO
    assert days_after(A_THURSDAY, -10_000_000) == LONG_AGO
    assert days_after(NEVER, -5) == NEVER
    assert lapses(A_THURSDAY, A_THURSDAY, 36_500) == LAST_DAY
    assert list(in_window(A_THURSDAY, 36_500, Unit.YEARS, Window(A_THURSDAY + timedelta(1), LAST_DAY))) == []


@given(anchors, st.integers(0, 1000))
def test_a_thousand_months_later_it_is_still_the_day_of_the_anchor(anchor: date, months: int) -> None:
    day = nth(anchor, 1, Unit.MONTHS, months)
    if day == NEVER:
        assert anchor.year * 12 + anchor.month - 1 + months >= 2101 * 12
        return
    assert (day.year - anchor.year) * 12 + day.month - anchor.month == months
    assert day.day == min(anchor.day, monthrange(day.year, day.month)[1])


@given(anchors, st.integers(1, 400), units, anchors, st.integers(0, 800), st.integers(0, 2))
def test_a_window_holds_what_counting_one_by_one_finds(
    anchor: date, count: int, unit: Unit, first: date, days: int, least: int
) -> None:
    window = Window(first, first + timedelta(days=days))
    counted, n = [], least
    while (day := nth(anchor, count, unit, n)) <= window.last:
        if day >= window.first:
            counted.append((n, day))
        n += 1
    assert list(in_window(anchor, count, unit, window, least=least)) == counted


def test_what_comes_every_0_days_comes_once() -> None:
    window = Window(A_THURSDAY, A_THURSDAY + timedelta(days=30))
    assert list(in_window(A_THURSDAY, 0, Unit.DAYS, window)) == [(0, A_THURSDAY)]
    assert list(in_window(A_THURSDAY - timedelta(1), 0, Unit.DAYS, window)) == []


SUNDAY = date(2026, 3, 15)
NEW_YEAR = [date(2026, 2, 14) + timedelta(days=n) for n in range(21)]
"""The shop is closed for three weeks."""


@pytest.mark.parametrize(
    ("day", "how", "made_on"),
    [
        (SUNDAY, ClosedDays.NEXT, date(2026, 3, 16)),
        (SUNDAY, ClosedDays.PREVIOUS, date(2026, 3, 14)),
        (SUNDAY, ClosedDays.SAME, SUNDAY),
        (A_THURSDAY, ClosedDays.NEXT, A_THURSDAY),
        (A_THURSDAY, ClosedDays.PREVIOUS, A_THURSDAY),
        (date(2026, 2, 20), ClosedDays.NEXT, date(2026, 3, 7)),
        (date(2026, 2, 20), ClosedDays.PREVIOUS, date(2026, 2, 13)),
    ],
)
def test_a_contact_on_a_closed_day_is_made_when_the_owner_said(
    day: date, how: ClosedDays, made_on: date
) -> None:
    assert open_day(day, how, calendar(6, holidays=NEW_YEAR)) == made_on


@pytest.mark.parametrize("how", list(ClosedDays))
def test_a_shop_that_does_not_open_for_months_plans_the_day_itself(how: ClosedDays) -> None:
    never = calendar(*range(7))
    assert open_day(A_THURSDAY, how, never) == A_THURSDAY
    closed = calendar(holidays=[A_THURSDAY + timedelta(days=n) for n in range(-200, 200)])
    assert open_day(A_THURSDAY, how, closed) == A_THURSDAY
    assert open_day(LAST_DAY, how, calendar(4)) in (LAST_DAY, LAST_DAY - timedelta(1))  # a Friday
    assert days_that_matter(Window(A_THURSDAY, A_THURSDAY), 3, how, never) == Window(
        A_THURSDAY - timedelta(3), A_THURSDAY
    )


calendars = st.builds(
    lambda weekdays, holidays: calendar(
        *weekdays,
        holidays=[
            A_THURSDAY + timedelta(days=n) for start, length in holidays for n in range(start, start + length)
        ],
    ),
    st.sets(st.integers(0, 6), max_size=6),
    st.lists(st.tuples(st.integers(-60, 60), st.integers(1, 25)), max_size=4),
)


@settings(max_examples=80)
@given(calendars, st.sampled_from(list(ClosedDays)), st.integers(0, 40), st.integers(0, 30))
def test_no_day_that_could_matter_is_left_out(
    shop: ShopCalendar, how: ClosedDays, lasts_days: int, days: int
) -> None:
    window = Window(A_THURSDAY, A_THURSDAY + timedelta(days=days))
    rule = VisitRule(kind=RuleKind.AFTER_SALE, closed_days=how, lasts_days=lasts_days)
    matter = days_that_matter(window, lasts_days, how, shop)
    for n in range(-150, 150):
        day = A_THURSDAY + timedelta(days=n)
        if when(rule, day, window, ShopDays(shop, "feb28")):
            assert matter.first <= day <= matter.last
        assert shop.is_open(made_on := open_day(day, how, shop)) or made_on == day


def test_a_rule_plans_nothing_outside_of_its_own_first_and_last_day() -> None:
    rule = VisitRule(kind=RuleKind.AFTER_SALE, starts_on=date(2026, 3, 10), ends_on=A_THURSDAY, lasts_days=5)
    window = Window(date(2026, 3, 1), date(2026, 3, 31))
    planned = [
        day
        for n in range(31)
        if when(rule, day := date(2026, 3, 1) + timedelta(days=n), window, always_open())
    ]
    assert planned == [date(2026, 3, 10), date(2026, 3, 11), A_THURSDAY]


def test_what_is_of_use_until_a_day_lapses_with_it() -> None:
    rule = VisitRule(kind=RuleKind.WISH, lasts_days=60)
    until = A_THURSDAY + timedelta(days=2)
    window = Window(A_THURSDAY, A_THURSDAY)
    assert when(rule, A_THURSDAY, window, always_open(), until) == (A_THURSDAY, until)
    assert when(rule, until + timedelta(days=1), window, always_open(), until) is None
