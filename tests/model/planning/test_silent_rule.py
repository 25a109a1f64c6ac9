"""Silent for long: by one's own rhythm, until they are lost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.book import Book
from model.planning.kinds import silent
from model.planning.occasion import ShopDays, Window
from model.planning.rhythm import Buying
from model.shop import Holiday
from model.shop_calendar import ShopCalendar
from model.visit_rules import ClosedDays, RuleKind, Scope, VisitRule
from model.visits import Outcome
from tests.makers import add_customer, add_sale, add_visit
from tests.model.planning.a_shops_days import (
    ShopOfChance,
    asked,
    open_days,
    planned_days,
    remembered,
)

RULE = VisitRule(
    id=2, kind=RuleKind.SILENT, times_percent=150, by_contact=True, by_purchase=True, lasts_days=0
)
LAST = date(2026, 3, 2)
ALL_DAY = ((0, 1440),)
ALWAYS = ShopDays(ShopCalendar((ALL_DAY,) * 7), "feb28")


@pytest.fixture
def anna(book: Book) -> int:
    """She comes every 30 days, last on 2 March."""
    anna = add_customer(book, "Anna")
    for days in (0, 31, 60):
        add_sale(book, anna, LAST - timedelta(days=days))
    return anna


def days_open(book: Book, rule: VisitRule, days: int = 200) -> list[int]:
    """On which days after the last purchase she is asked for: the first and the last."""
    ((found),) = open_days(book, rule, LAST, days).values() or [[]]
    return [(found[0] - LAST).days, (found[-1] - LAST).days] if found else []


@pytest.mark.usefixtures("anna")
def test_silence_for_half_as_long_again_as_usual_asks_for_a_call_until_they_are_lost(book: Book) -> None:
    assert days_open(book, RULE) == [45, 120]
    (one,) = asked(book, RULE, LAST + timedelta(days=61))
    assert one.reason(LAST + timedelta(days=61)) == "Comes every 30 days, today is day 61."
    assert (one.anchor_on, one.occasion) == (LAST, "")


@pytest.mark.usefixtures("anna")
def test_the_owner_says_how_long_is_long(book: Book) -> None:
    assert days_open(book, replace(RULE, times_percent=200)) == [60, 120]
    assert days_open(book, replace(RULE, times_percent=500)) == [150, 180], "and still has a while to ask"
    assert days_open(book, replace(RULE, lasts_days=10)) == [45, 55]
    (one,) = asked(book, replace(RULE, words="{what}, not since {day}: ask"), LAST + timedelta(days=61))
    assert one.reason(LAST) == "Comes every 30 days, not since 2 Mar 2026: ask"


def test_a_real_contact_starts_the_silence_afresh_and_one_in_vain_does_not(book: Book, anna: int) -> None:
    spoken = LAST + timedelta(days=39)
    add_visit(book, anna, spoken)
    assert days_open(book, RULE)[0] == 39 + 45
    assert asked(book, RULE, spoken + timedelta(days=45))[0].anchor_on == spoken
    assert days_open(book, replace(RULE, by_contact=False))[0] == 45
    add_visit(book, anna, LAST + timedelta(days=50), Outcome.NO_ANSWER)
    assert days_open(book, RULE)[0] == 39 + 45


def test_a_purchase_ends_the_silence(book: Book, anna: int) -> None:
    day = LAST + timedelta(days=61)
    assert asked(book, RULE, day)
    add_sale(book, anna, day)
    assert asked(book, RULE, day) == []


def test_nobody_has_a_rhythm_before_the_third_buying_day(book: Book) -> None:
    bob = add_customer(book, "Bob")
    for day in (LAST, LAST, LAST - timedelta(days=30)):
        add_sale(book, bob, day)
    assert asked(book, RULE, LAST, LAST + timedelta(days=400)) == []


@pytest.mark.usefixtures("anna")
def test_a_closed_shop_asks_when_it_opens_even_if_they_are_lost_by_then(book: Book) -> None:
    with book.edit("Closed"):
        book.holidays.insert(Holiday(first_on=LAST + timedelta(days=40), last_on=LAST + timedelta(days=90)))
    assert days_open(book, RULE) == [91, 120]
    assert days_open(book, replace(RULE, closed_days=ClosedDays.PREVIOUS)) == [39, 120]
    assert days_open(book, replace(RULE, closed_days=ClosedDays.SAME)) == [45, 120]


def test_a_rule_for_one_customer_asks_for_nobody_else(book: Book, anna: int) -> None:
    bob = add_customer(book, "Bob")
    for days in (0, 30, 60):
        add_sale(book, bob, LAST - timedelta(days=days))
    day = LAST + timedelta(days=61)
    assert {one.customer_id for one in asked(book, RULE, day)} == {anna, bob}
    for rule, only in ((replace(RULE, scope=Scope.CUSTOMER, customer_id=bob), None), (RULE, [bob])):
        assert [one.customer_id for one in asked(book, rule, day, only=only)] == [bob]
    assert asked(book, RULE, day, only=[]) == []


@given(
    span=st.integers(2, 4000),
    buying_days=st.integers(3, 40),
    spoken=st.none() | st.integers(0, 300),
    percent=st.integers(50, 700),
    closed=st.sampled_from(ClosedDays),
    sunday=st.booleans(),
)
def test_each_silence_is_one_stretch_of_days_and_the_day_it_is_planned_is_reached(
    span: int, buying_days: int, spoken: int | None, percent: int, closed: ClosedDays, sunday: bool
) -> None:
    rule = replace(RULE, times_percent=percent, closed_days=closed)
    facts = Buying(
        1,
        min(buying_days, span + 1),
        LAST - timedelta(days=span),
        LAST,
        None if spoken is None else LAST + timedelta(days=spoken),
    )
    week = (*(ALL_DAY,) * 6, ALL_DAY if sunday else ())
    shop = ShopDays(ShopCalendar(week), "feb28")
    found = list(silent.occasions(rule, facts, Window(LAST, LAST + timedelta(days=30_000)), shop))
    rhythm = facts.rhythm_days
    assert rhythm is not None
    for one in found:
        away = (one.planned_on - one.anchor_on).days
        assert away >= rhythm * percent / 100 - (closed is ClosedDays.PREVIOUS)
        assert away < rhythm * percent / 100 + 1 + (closed is ClosedDays.NEXT)
        assert one.planned_on <= one.lapses_on
        for day, is_open in (
            (one.planned_on - timedelta(days=1), False),
            (one.planned_on, True),
            (one.lapses_on, True),
            (one.lapses_on + timedelta(days=1), False),
        ):
            assert bool(list(silent.occasions(rule, facts, Window(day, day), shop))) == is_open
    if not spoken:
        assert len(found) == 1, "whoever stays away is asked after once, and not forgotten"


def test_walking_day_by_day_asks_what_one_look_ahead_does(book: Book) -> None:
    shop = ShopOfChance(book, customers=12)
    first = shop.live(200)
    with book.edit("Closed"):
        book.holidays.insert(Holiday(first_on=first + timedelta(days=5), last_on=first + timedelta(days=9)))
    for rule in (RULE, replace(RULE, by_contact=False, lasts_days=5, closed_days=ClosedDays.PREVIOUS)):
        walked = open_days(book, rule, first, 60)
        assert walked == planned_days(book, rule, first, 60)
        assert len(walked) >= 5


def test_nothing_that_came_later_is_looked_at(book: Book) -> None:
    assert remembered(ShopOfChance(book, customers=16), [RULE, replace(RULE, by_contact=False)], 14, 25) > 20
