"""Birthdays and other days that come back: by the sun or the moon, with or without a year, some days ahead."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from model import lunar
from model.book import Book
from model.customer_days import CustomerDay
from model.shop import Holiday
from model.visit_rules import ClosedDays, RuleKind, Scope, VisitRule
from tests.makers import add_customer
from tests.model.planning.asked_rules import asked, reasons

BIRTHDAY = date(2026, 3, 12)
RULE = VisitRule(id=4, kind=RuleKind.YEARLY, lead_days="0", lasts_days=3)


def born(book: Book, *yearly: int | None, name: str = "Anna", lunar: bool = False, leap: bool = False) -> int:
    """A customer born in (year, month, day); the year may be ``None``."""
    year, month, day = yearly
    return add_customer(
        book,
        name,
        birth_year=year,
        birth_month=month,
        birth_day=day,
        birth_lunar=lunar,
        birth_leap_month=leap,
    )


def planned(book: Book, rule: VisitRule, first: date, days: int) -> list[date]:
    return sorted(one.planned_on for one in asked(book, rule, first, days))


def test_a_birthday_is_greeted_on_its_day_and_three_days_more(book: Book) -> None:
    anna = born(book, 1966, 3, 12)
    for days, is_asked in ((-1, False), (0, True), (3, True), (4, False)):
        found = asked(book, RULE, BIRTHDAY + timedelta(days=days))
        assert [one.key for one in found] == ([(anna, 4, BIRTHDAY, "birthday/0")] if is_asked else [])
    (one,) = found or asked(book, RULE, BIRTHDAY)
    assert one.reason(BIRTHDAY) == "Turns 60 on 12 Mar 2026."
    assert one.reason(BIRTHDAY + timedelta(days=1)) == "Turned 60 on 12 Mar 2026."


def test_a_birthday_without_its_year_has_no_age(book: Book) -> None:
    born(book, None, 3, 12)
    (one,) = asked(book, RULE, BIRTHDAY)
    assert one.reason(BIRTHDAY) == "Has birthday on 12 Mar 2026."
    assert one.reason(BIRTHDAY + timedelta(days=1)) == "Had birthday on 12 Mar 2026."


def test_each_lead_is_an_occasion_of_its_own_with_the_same_anchor(book: Book) -> None:
    anna = born(book, 1966, 3, 12)
    found = asked(book, replace(RULE, lead_days="30, 7, 0"), BIRTHDAY - timedelta(days=60), days=90)
    assert [(one.planned_on, one.key) for one in sorted(found, key=lambda one: one.planned_on)] == [
        (BIRTHDAY - timedelta(days=lead), (anna, 4, BIRTHDAY, f"birthday/{lead}")) for lead in (30, 7, 0)
    ]


def test_a_birthday_at_new_year_is_not_lost(book: Book) -> None:
    born(book, 1966, 12, 31)
    born(book, 1970, 1, 2, name="Ben")
    days = asked(book, RULE, date(2026, 12, 28), days=10)
    assert reasons(days, date(2026, 12, 28)) == ["Turns 57 on 2 Jan 2027.", "Turns 60 on 31 Dec 2026."]
    after_new_year = asked(book, RULE, date(2027, 1, 3))
    assert reasons(after_new_year, date(2027, 1, 3)) == [
        "Turned 57 on 2 Jan 2027.",
        "Turned 60 on 31 Dec 2026.",
    ]
    assert planned(book, replace(RULE, lead_days="14"), date(2026, 12, 10), 20) == [
        date(2026, 12, 17),
        date(2026, 12, 19),
    ]


@pytest.mark.parametrize(("feb29", "kept_on"), [("feb28", date(2026, 2, 28)), ("mar1", date(2026, 3, 1))])
def test_who_was_born_on_29_february_has_birthday_when_the_shop_says(
    book: Book, feb29: str, kept_on: date
) -> None:
    with book.edit("Changed the settings"):
        book.shops.update(replace(book.shops.get(1), feb29=feb29))
    born(book, 2000, 2, 29)
    assert planned(book, RULE, date(2026, 1, 1), 365) == [kept_on]
    assert planned(book, replace(RULE, lasts_days=0), kept_on, 1) == [kept_on]
    assert planned(book, RULE, date(2028, 1, 1), 366) == [date(2028, 2, 29)]


def test_a_lunar_birthday_follows_the_moon_and_its_leap_month(book: Book) -> None:
    born(book, 1966, 8, 15, lunar=True)
    (one,) = asked(book, RULE, date(2026, 9, 25))
    assert one.reason(date(2026, 9, 25)) == "Turns 60 on 25 Sep 2026 (lunar: month 8, day 15)."
    born(book, 1987, 6, 1, name="Ben", lunar=True, leap=True)
    assert planned(book, RULE, date(2025, 6, 20), 60) == [lunar.to_solar(2025, 6, 1, True)]
    assert planned(book, RULE, date(2026, 6, 20), 60) == [lunar.to_solar(2026, 6, 1)]


def test_a_lunar_birthday_in_the_last_month_comes_after_the_solar_new_year(book: Book) -> None:
    born(book, 1966, 12, 30, lunar=True)
    for year in range(2000, 2040):
        new_year = lunar.to_solar(year + 1, 1, 1)
        eve = new_year - timedelta(days=1)  # the 30th, or the 29th where there is no 30th
        (one,) = asked(book, replace(RULE, lasts_days=0), eve)
        assert one.anchor_on == eve
        assert f"Turns {year - 1966} on" in one.reason(eve)


def test_other_yearly_days_are_told_by_their_name(book: Book) -> None:
    anna = born(book, 1966, 3, 12)
    with book.edit("Added a day"):
        wedding = book.customer_days.insert(
            CustomerDay(customer_id=anna, label="Wedding", year=2001, month=3, day=12)
        )
        book.customer_days.insert(CustomerDay(customer_id=anna, label="Name day", month=3, day=13))
    found = asked(book, RULE, BIRTHDAY, days=2)
    assert sorted(reasons(found, BIRTHDAY)) == [
        "Name day on 13 Mar 2026.",
        "Turns 60 on 12 Mar 2026.",
        "Wedding: 25 years on 12 Mar 2026.",
    ]
    assert len({one.key for one in found}) == 3
    assert f"{wedding.id}/0" in {one.occasion for one in found}


def test_nothing_is_planned_before_the_year_in_which_it_began(book: Book) -> None:
    anna = add_customer(book)
    with book.edit("Added a day"):
        book.customer_days.insert(CustomerDay(customer_id=anna, label="Founded", year=2027, month=3, day=12))
    assert asked(book, RULE, BIRTHDAY) == []
    assert len(asked(book, RULE, BIRTHDAY.replace(year=2027))) == 1


def test_a_greeting_on_a_holiday_is_moved_and_keeps_its_anchor(book: Book) -> None:
    born(book, 1966, 3, 12)
    with book.edit("Added a holiday"):
        book.holidays.insert(Holiday(first_on=BIRTHDAY - timedelta(2), last_on=BIRTHDAY + timedelta(5)))
    for how, made_on in (
        (ClosedDays.NEXT, BIRTHDAY + timedelta(6)),
        (ClosedDays.PREVIOUS, BIRTHDAY - timedelta(3)),
        (ClosedDays.SAME, BIRTHDAY),
    ):
        (one,) = asked(book, replace(RULE, closed_days=how), made_on)
        assert (one.anchor_on, one.planned_on) == (BIRTHDAY, made_on)
        assert one.lapses_on == max(BIRTHDAY, made_on) + timedelta(days=3)


def test_a_year_ahead_holds_every_birthday_once(book: Book) -> None:
    for month in range(1, 13):
        for day in (1, 15, 28):
            born(book, 1980, month, day, name=f"{month}-{day}")
            born(book, None, month, day, name=f"moon {month}-{day}", lunar=True)
    found = asked(book, replace(RULE, lasts_days=0), date(2026, 3, 1), days=365)
    solar = [one for one in found if "Turns" in one.reason(date(2026, 3, 1))]
    assert len(solar) == 36
    assert len({one.customer_id for one in found}) == 72
    assert len({one.key for one in found}) == len(found)


def test_yearly_days_of_some_customers_only(book: Book) -> None:
    anna = born(book, 1966, 3, 12)
    ben = born(book, 1966, 3, 12, name="Ben")
    rule = replace(RULE, scope=Scope.CUSTOMER, customer_id=anna)
    assert [one.customer_id for one in asked(book, rule, BIRTHDAY)] == [anna]
    assert [one.customer_id for one in asked(book, RULE, BIRTHDAY, only=[ben])] == [ben]
    assert reasons(asked(book, replace(rule, words="{what} {day}"), BIRTHDAY), BIRTHDAY) == [
        "Birthday 12 Mar 2026"
    ]


def test_the_last_year_of_the_book_is_no_trouble(book: Book) -> None:
    anna = born(book, 2050, 12, 31)
    ben = born(book, 2050, 12, 2, name="Ben", lunar=True)
    assert lunar.to_solar(2100, 12, 2) == date(2101, 1, 1)  # the book ends before
    rule = replace(RULE, lead_days="366, 0")
    assert [one.customer_id for one in asked(book, rule, date(2100, 12, 25), days=365)] == [anna]
    assert [one.customer_id for one in asked(book, rule, date(2100, 1, 1), days=365, only=[ben])] == [ben]
