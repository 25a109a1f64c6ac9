"""Keep in touch: every month, counted from the last time or from the calendar, and restarted by a real contact."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from model.book import Book
from model.channels import Channel
from model.customer_class import CustomerClass
from model.follow_ups import FollowUp, FollowUpStatus
from model.visit_rules import Basis, RuleKind, Scope, Unit, VisitRule
from model.visits import Outcome
from tests.makers import add_customer, add_sale, add_visit
from tests.model.planning.asked_rules import asked, reasons

KNOWN = date(2025, 1, 31)
RULE = VisitRule(id=5, kind=RuleKind.KEEP_IN_TOUCH, count=1, unit=Unit.MONTHS, lasts_days=27, by_contact=True)
BY_CALENDAR = replace(RULE, basis=Basis.PLANNED)


def days(book: Book, rule: VisitRule, first: date, ahead: int = 1) -> list[date]:
    found = asked(book, rule, first, ahead)
    assert all(one.anchor_on == one.planned_on for one in found)  # this shop is always open
    return [one.planned_on for one in found]


def test_a_month_after_the_last_real_contact_it_is_time_again(book: Book) -> None:
    anna = add_customer(book, known_since=KNOWN)
    add_visit(book, anna, date(2026, 1, 31))
    add_visit(book, anna, date(2026, 2, 20), Outcome.NO_ANSWER)
    assert days(book, RULE, date(2026, 2, 27)) == []
    (one,) = asked(book, RULE, date(2026, 2, 28))
    assert one.key == (anna, 5, date(2026, 2, 28), "")
    assert one.reason(date(2026, 3, 2)) == "Last in touch 30 days ago (31 Jan 2026): keep in touch."
    assert days(book, RULE, date(2026, 2, 1), 365)[:3] == [
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


def test_who_was_called_two_days_ago_is_left_in_peace(book: Book) -> None:
    anna = add_customer(book, known_since=KNOWN)
    add_visit(book, anna, date(2026, 2, 26), channel=Channel.COUNTER)
    for rule in (RULE, BY_CALENDAR):
        assert days(book, rule, date(2026, 2, 28)) == []


def test_a_contact_does_not_restart_a_rule_that_does_not_count_it(book: Book) -> None:
    anna = add_customer(book, known_since=KNOWN)
    add_visit(book, anna, date(2026, 2, 20))
    add_sale(book, anna, date(2026, 2, 21))
    alone = replace(RULE, by_contact=False)
    assert days(book, alone, date(2026, 2, 28)) == [date(2026, 2, 28)]
    assert days(book, replace(alone, by_purchase=True), date(2026, 3, 21)) == [date(2026, 3, 21)]
    assert days(book, replace(RULE, by_purchase=True), date(2026, 3, 20)) == []
    assert days(book, RULE, date(2026, 3, 20)) == [date(2026, 3, 20)]
    with book.edit("Did it"):
        book.follow_ups.insert(
            FollowUp(
                customer_id=anna,
                rule="keep_in_touch",
                rule_id=5,
                planned_on=date(2026, 2, 28),
                status=FollowUpStatus.DONE,
                done_on=date(2026, 3, 5),
            )
        )
    assert days(book, alone, date(2026, 3, 10), 30) == [date(2026, 4, 5)]  # its own being done always counts
    assert days(book, alone, date(2026, 3, 4)) == [date(2026, 2, 28)]


def test_from_the_day_it_was_planned_for_the_calendar_stands_whatever_was_done(book: Book) -> None:
    anna = add_customer(book, known_since=KNOWN)
    add_visit(book, anna, date(2026, 3, 3))  # late for the one of 28 February
    assert days(book, BY_CALENDAR, date(2026, 3, 4), 90) == [
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 5, 31),
    ]


def test_a_contact_in_the_second_half_of_a_period_stands_for_the_one_at_its_end(book: Book) -> None:
    rule = replace(BY_CALENDAR, starts_on=date(2026, 1, 1))
    for day, comes in ((date(2026, 3, 16), True), (date(2026, 3, 17), False)):
        anna = add_customer(book)
        add_visit(book, anna, day)
        planned = [one.planned_on for one in asked(book, rule, date(2026, 3, 20), 20, [anna])]
        assert (date(2026, 4, 1) in planned) is comes
    assert days(book, replace(rule, by_contact=False), date(2026, 3, 30), 3) == [date(2026, 4, 1)] * 2


@pytest.mark.parametrize(
    ("fields", "bought_on", "since"),
    [
        ({"known_since": KNOWN}, date(2025, 1, 10), KNOWN),
        ({}, date(2025, 1, 10), date(2025, 1, 10)),
    ],
)
def test_who_was_never_contacted_is_counted_from_when_they_became_a_customer(
    book: Book, fields: dict[str, date], bought_on: date, since: date
) -> None:
    anna = add_customer(book, **fields)  # type: ignore[arg-type]
    add_sale(book, anna, bought_on)
    rule = replace(RULE, count=1, unit=Unit.YEARS)
    assert days(book, rule, date(2025, 6, 1), 365) == [since.replace(year=2026)]
    assert reasons(asked(book, rule, since.replace(year=2026)), KNOWN) == [
        "Nobody has spoken to them yet: keep in touch."
    ]


def test_who_never_bought_either_is_counted_from_the_day_they_were_put_into_the_book(book: Book) -> None:
    anna = add_customer(book)
    put_in = date.fromisoformat(
        str(
            book.store.value(
                "SELECT date(at) FROM edit JOIN customer AS c ON c.edit_id = edit.id WHERE c.id = :id",
                id=anna,
            )
        )
    )
    rule = replace(RULE, count=10, unit=Unit.DAYS, lasts_days=0)
    assert days(book, rule, put_in, 25) == [put_in + timedelta(days=10), put_in + timedelta(days=20)]


def test_the_first_comes_on_the_day_on_which_the_rule_starts(book: Book) -> None:
    anna = add_customer(book, known_since=KNOWN)
    starts_on = date(2026, 3, 15)
    rule = replace(RULE, starts_on=starts_on)
    assert days(book, rule, date(2026, 2, 1), 80) == [starts_on, date(2026, 4, 15)]
    add_visit(book, anna, date(2026, 1, 1))  # long before
    assert days(book, rule, date(2026, 2, 1), 80) == [starts_on, date(2026, 4, 15)]
    add_visit(book, anna, date(2026, 3, 13))  # two days before
    assert days(book, rule, date(2026, 3, 14), 60) == [date(2026, 4, 13)]
    by_calendar = replace(rule, basis=Basis.PLANNED, ends_on=date(2026, 5, 15))
    assert days(book, by_calendar, date(2026, 3, 14), 365) == [date(2026, 4, 15), date(2026, 5, 15)]


@pytest.mark.parametrize("basis", list(Basis))
def test_after_three_missed_months_the_newest_is_open_and_the_older_lapsed(book: Book, basis: Basis) -> None:
    add_customer(book, known_since=date(2025, 12, 31))
    rule = replace(RULE, basis=basis)
    assert days(book, rule, date(2026, 4, 10)) == [date(2026, 3, 31)]
    long = replace(rule, lasts_days=60)
    assert days(book, long, date(2026, 4, 10)) == [date(2026, 2, 28), date(2026, 3, 31)]
    assert len(days(book, rule, date(2026, 4, 28))) == 0  # between the one that lapsed and the next


@pytest.mark.parametrize("basis", list(Basis))
def test_the_calendar_never_drifts_in_eighty_years(book: Book, basis: Basis) -> None:
    add_customer(book, known_since=date(1990, 1, 31))
    rule = replace(RULE, basis=basis, lasts_days=0)
    assert days(book, rule, date(2073, 2, 1), 89) == [date(2073, 2, 28), date(2073, 3, 31), date(2073, 4, 30)]


def test_a_class_is_kept_in_touch_with_as_the_owner_said(book: Book) -> None:
    gold = add_customer(book, known_since=KNOWN, class_by_hand=CustomerClass.GOLD)
    add_customer(book, "Ben", known_since=KNOWN, class_by_hand=CustomerClass.IRON)
    rule = replace(RULE, scope=Scope.CLASS, scope_text="gold")
    assert [one.customer_id for one in asked(book, rule, date(2026, 2, 28))] == [gold]
    assert asked(book, replace(rule, scope_text=""), date(2026, 2, 28)) == []


def test_a_rule_of_every_0_days_asks_for_nothing(book: Book) -> None:
    add_customer(book, known_since=KNOWN)
    assert asked(book, replace(RULE, count=0), date(2026, 2, 28), 100) == []
