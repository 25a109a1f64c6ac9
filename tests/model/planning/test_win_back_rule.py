"""Win back: whoever is lost is asked for once, but nobody who moved away."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.book import Book
from model.leaving import LeftReason
from model.planning.kinds import win_back
from model.planning.occasion import ShopDays, Window
from model.planning.rhythm import Buying
from model.shop_calendar import ShopCalendar
from model.visit_rules import RuleKind, Unit, VisitRule
from tests.makers import add_customer, add_sale, add_visit
from tests.model.planning.a_shops_days import ShopOfChance, asked, open_days, planned_days, remembered

RULE = VisitRule(
    id=13,
    kind=RuleKind.WIN_BACK,
    count=365,
    times_percent=400,
    by_contact=True,
    by_purchase=True,
    lasts_days=100,
)
LAST = date(2026, 3, 2)
ALWAYS = ShopDays(ShopCalendar((((0, 1440),),) * 7), "feb28")


def after(days: int) -> date:
    return LAST + timedelta(days=days)


def who_came(book: Book, name: str, *days_before: int) -> int:
    customer = add_customer(book, name)
    for days in (0, *days_before):
        add_sale(book, customer, after(-days))
    return customer


@pytest.fixture
def anna(book: Book) -> int:
    return who_came(book, "Anna", 30, 60)


def test_who_stays_away_for_a_year_is_asked_for_until_it_is_too_late(book: Book, anna: int) -> None:
    ((key, found),) = open_days(book, RULE, after(360), 110).items()
    assert key == (anna, 13, LAST, "")
    assert (found[0], found[-1]) == (after(365), after(465))
    (one,) = asked(book, RULE, after(430))
    assert one.reason(after(430)) == "Last here on 2 Mar 2026, 14 months ago; bought 3 times."


def test_who_comes_seldom_is_lost_later(book: Book) -> None:
    who_came(book, "Bob", 200, 400)
    assert asked(book, RULE, after(799)) == []
    assert asked(book, RULE, after(800))


def test_of_who_has_no_rhythm_only_the_time_counts(book: Book) -> None:
    who_came(book, "Bob", 300)
    assert asked(book, RULE, after(364)) == []
    (one,) = asked(book, RULE, after(365))
    assert "bought 2 times" in one.reason(after(365))
    nobody_says_what_is_long = replace(RULE, count=0)
    assert asked(book, nobody_says_what_is_long, after(0), after(365)) == []


def test_months_are_counted_on_the_calendar(book: Book, anna: int) -> None:
    rule = replace(RULE, count=12, unit=Unit.MONTHS)
    assert asked(book, rule, date(2027, 3, 1)) == []
    assert [one.customer_id for one in asked(book, rule, date(2027, 3, 2))] == [anna]


@pytest.mark.parametrize("reason", LeftReason)
def test_nothing_wins_back_who_moved_away_or_died(book: Book, anna: int, reason: LeftReason) -> None:
    with book.edit("Left"):
        anna_now = book.customers.get(anna)
        left_on = after(200) if reason else None
        book.customers.update(replace(anna_now, left_on=left_on, left_reason=reason))
    assert bool(asked(book, RULE, after(400))) is not reason.for_good


def test_a_real_contact_starts_the_time_afresh_and_a_purchase_ends_it(book: Book, anna: int) -> None:
    add_visit(book, anna, after(100))
    assert asked(book, RULE, after(400)) == []
    (one,) = asked(book, RULE, after(465))
    assert one.anchor_on == LAST, "the same occasion, so that nobody is asked for twice"
    assert asked(book, replace(RULE, by_contact=False), after(400))
    add_sale(book, anna, after(470))
    assert asked(book, RULE, after(470)) == []


def test_silent_and_lost_meet_without_a_gap(book: Book, anna: int) -> None:
    silent = VisitRule(id=2, kind=RuleKind.SILENT, times_percent=150, lasts_days=0)
    rule = replace(RULE, count=0)
    (late,) = asked(book, silent, after(0), after(300))
    (lost,) = asked(book, rule, after(0), after(300))
    assert late.customer_id == lost.customer_id == anna
    assert late.lapses_on == lost.planned_on == after(120)


@given(
    span=st.integers(2, 4000),
    buying_days=st.integers(1, 40),
    percent=st.none() | st.integers(50, 1000),
    count=st.integers(1, 60),
    unit=st.sampled_from(Unit),
)
def test_it_is_asked_once_when_both_the_rhythm_and_the_time_have_gone_by(
    span: int, buying_days: int, percent: int | None, count: int, unit: Unit
) -> None:
    rule = replace(RULE, times_percent=percent, count=count, unit=unit)
    facts = Buying(1, min(buying_days, span + 1), after(-span), LAST, None)
    found = list(win_back.occasions(rule, facts, Window(LAST, date(2100, 12, 31)), ALWAYS))
    away = timedelta(days=0) if percent is None else (facts.rhythm_days or 0) * timedelta(days=percent / 100)
    if LAST + away > date(2100, 12, 30) or LAST + count * timedelta(days=366) > date(2100, 12, 30):
        return
    (one,) = found
    assert one.planned_on - LAST >= away
    least = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 28, Unit.YEARS: 365}[unit] * count
    most = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 31, Unit.YEARS: 366}[unit] * count
    assert one.planned_on >= after(least)
    assert one.planned_on <= max(after(most), LAST + away + timedelta(days=1))


def test_walking_day_by_day_asks_what_one_look_ahead_does(book: Book) -> None:
    shop = ShopOfChance(book, customers=16)
    first = shop.live(250)
    for rule in (replace(RULE, count=40, lasts_days=20), replace(RULE, count=2, unit=Unit.MONTHS)):
        walked = open_days(book, rule, first, 40)
        assert walked == planned_days(book, rule, first, 40)
        assert walked


def test_nothing_that_came_later_is_looked_at(book: Book) -> None:
    rules = [replace(RULE, count=30), replace(RULE, count=1, unit=Unit.MONTHS, by_contact=False)]
    assert remembered(ShopOfChance(book, customers=16), rules, 14, 25) > 20
