"""Whatever a rule is, the PC may be off for weeks: nothing comes twice, nothing is lost, nothing drifts.

Each day is walked one by one and compared with one look at the whole time.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.book import Book
from model.complaints import Complaint, ComplaintStatus
from model.customer_days import CustomerDay
from model.planning.kinds import KINDS, after_complaint, after_sale, keep_in_touch, warranty, wish, yearly
from model.planning.occasion import Occasion, ShopDays, Window
from model.planning.shop_days import shop_days
from model.purchases import Purchase, PurchaseLine
from model.shop import Holiday
from model.visit_rules import Basis, ClosedDays, RuleKind, Unit, VisitRule
from model.visits import Outcome
from model.wishes import Wish
from model.yearly_days import YearlyDay
from tests.makers import add_customer, add_sale, add_visit
from tests.model.planning.asked_rules import Key, always_open, asked, calendar, of_facts
from tests.model.planning.goods import add_product

TODAY = date(2026, 3, 12)
SPAN_DAYS = 150

near = st.integers(-200, 200).map(lambda n: TODAY + timedelta(days=n))
maybe = st.none() | near
words = st.sampled_from(["", "Tea"])

FACTS: dict[RuleKind, st.SearchStrategy[Any]] = {
    RuleKind.AFTER_SALE: st.builds(
        after_sale.AfterSaleFacts, st.just(1), near, st.just(9), words, maybe, maybe
    ),
    RuleKind.WARRANTY: st.builds(
        warranty.WarrantyFacts, st.just(1), near, near, st.just(9), st.just(("Tea",)), maybe, maybe
    ),
    RuleKind.AFTER_COMPLAINT: st.builds(
        after_complaint.ComplaintFacts, st.just(1), st.just(8), st.none(), near, near, words, maybe, maybe
    ),
    RuleKind.YEARLY: st.builds(
        yearly.YearlyFacts,
        st.just(1),
        st.builds(
            YearlyDay,
            st.integers(1, 12),
            st.integers(1, 28) | st.sampled_from([29, 30]),
            st.none() | st.integers(1950, 2027),
            st.just(True),
            st.booleans(),
        )
        | st.dates(date(1950, 1, 1), date(2026, 12, 31)).map(
            lambda day: YearlyDay(day.month, day.day, day.year)
        ),
    ),
    RuleKind.KEEP_IN_TOUCH: st.builds(keep_in_touch.TouchFacts, st.just(1), near, maybe, maybe, maybe),
    RuleKind.WISH: st.builds(wish.WishFacts, st.just(1), st.just(7), words, near, maybe, maybe, maybe),
}

rules = st.builds(
    VisitRule,
    id=st.just(1),
    kind=st.sampled_from(list(FACTS)),
    count=st.integers(0, 40),
    unit=st.sampled_from([Unit.DAYS, Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS]),
    basis=st.sampled_from(list(Basis)),
    lead_days=st.sampled_from(["", "0", "30, 7, 0", "3", "366"]),
    closed_days=st.sampled_from(list(ClosedDays)),
    starts_on=st.none() | near,
    ends_on=st.none() | near,
    lasts_days=st.integers(0, 60),
    by_contact=st.booleans(),
    by_purchase=st.booleans(),
)

calendars = st.builds(
    lambda weekdays, start, length: calendar(
        *weekdays, holidays=[TODAY + timedelta(days=n) for n in range(start, start + length)]
    ),
    st.sets(st.integers(0, 6), max_size=7),
    st.integers(-20, 100),
    st.integers(0, 40),
)


@settings(max_examples=60)
@given(st.data(), rules, calendars, st.sampled_from(["feb28", "mar1"]))
def test_each_occasion_is_there_on_each_of_its_days_and_on_no_other(
    data: st.DataObject, rule: VisitRule, shop_calendar: Any, feb29: Any
) -> None:
    facts = data.draw(FACTS[rule.kind])
    shop = ShopDays(shop_calendar, feb29)
    at_once = of_facts(rule, facts, TODAY, SPAN_DAYS, shop)
    seen: dict[Key, set[date]] = {}
    for n in range(SPAN_DAYS):
        day = TODAY + timedelta(days=n)
        for one in of_facts(rule, facts, day, 1, shop):
            seen.setdefault(one.key, set()).add(day)
    assert len({one.key for one in at_once}) == len(at_once)
    assert seen == {
        one.key: {
            TODAY + timedelta(days=n)
            for n in range(SPAN_DAYS)
            if one.planned_on <= TODAY + timedelta(days=n) <= one.lapses_on
        }
        for one in at_once
    }
    for one in at_once:
        assert one.planned_on <= one.lapses_on
        assert one.reason(TODAY)


@settings(max_examples=60)
@given(st.data(), rules, calendars)
def test_closed_days_move_the_day_and_never_the_anchor(
    data: st.DataObject, rule: VisitRule, shop_calendar: Any
) -> None:
    facts = data.draw(FACTS[rule.kind])
    open_always = {one.key: one for one in of_facts(rule, facts, TODAY, SPAN_DAYS, always_open())}
    moved = {
        one.key: one for one in of_facts(rule, facts, TODAY, SPAN_DAYS, ShopDays(shop_calendar, "feb28"))
    }
    for key in open_always.keys() & moved.keys():
        shift = (moved[key].planned_on - open_always[key].planned_on).days
        assert shift >= 0 or rule.closed_days is ClosedDays.PREVIOUS
        assert shift <= 0 or rule.closed_days is ClosedDays.NEXT
        assert abs(shift) <= 62
    # What only one of the calendars knows lies at the edge of the time looked at, moved across it.
    edge = timedelta(days=62)
    for key in open_always.keys() ^ moved.keys():
        one = open_always.get(key) or moved[key]
        assert one.lapses_on < TODAY + edge or one.planned_on > TODAY + timedelta(days=SPAN_DAYS) - edge


@pytest.mark.parametrize("basis", list(Basis))
def test_an_anchor_does_not_drift_in_a_thousand_months(basis: Basis) -> None:
    rule = VisitRule(id=1, kind=RuleKind.KEEP_IN_TOUCH, count=1, unit=Unit.MONTHS, basis=basis, lasts_days=0)
    facts = keep_in_touch.TouchFacts(1, date(1905, 1, 31), None, None, None)
    found = of_facts(rule, facts, date(1905, 2, 1), 31_000, ShopDays(calendar(5, 6), "feb28"))
    assert len(found) >= 1000
    for n, one in enumerate(found, 1):
        months = 1905 * 12 + n
        assert (one.anchor_on.year, one.anchor_on.month) == (months // 12, months % 12 + 1)
        assert one.anchor_on.day >= 28
        assert (one.anchor_on + timedelta(days=1)).day == 1  # the last day of the month, as the anchor is
        assert 0 <= (one.planned_on - one.anchor_on).days <= 2


def fill(book: Book, chance: Random) -> None:
    """Twelve customers of a year with everything that the rules look at."""
    goods = [
        add_product(book, f"Pot {n}", "China", warranty_days=days) for n, days in enumerate((30, 90, 365))
    ]

    def a_day() -> date:
        return TODAY + timedelta(days=chance.randint(-300, 100))

    for n in range(12):
        customer_id = add_customer(
            book,
            f"Customer {n}",
            known_since=a_day() if chance.random() < 0.5 else None,
            birth_month=chance.randint(1, 12),
            birth_day=chance.randint(1, 28),
            birth_lunar=chance.random() < 0.4,
        )
        for _ in range(4):
            _buy(book, chance, customer_id, a_day(), goods)
            add_visit(book, customer_id, a_day(), chance.choice([Outcome.REACHED, Outcome.NO_ANSWER]))
            said_on = a_day()
            closed_on = said_on + timedelta(days=chance.randint(0, 20))
            with book.edit("Added"):
                book.complaints.insert(
                    Complaint(
                        customer_id=customer_id,
                        said_on=said_on,
                        status=ComplaintStatus.CLOSED,
                        closed_on=closed_on,
                    )
                )
                book.wishes.insert(
                    Wish(
                        customer_id=customer_id,
                        words="Tea",
                        wished_on=said_on,
                        arrived_on=closed_on,
                        until=a_day() if chance.random() < 0.3 else None,
                        closed_on=a_day() if chance.random() < 0.3 else None,
                    )
                )
                book.customer_days.insert(
                    CustomerDay(customer_id=customer_id, label="Day", month=3, day=chance.randint(1, 31))
                )
    with book.edit("Added holidays"):
        book.holidays.insert(Holiday(first_on=TODAY + timedelta(5), last_on=TODAY + timedelta(25)))
        book.shops.update(
            replace(
                book.shops.get(1),
                opening_hours='{"1": [["09:00", "18:00"]], "2": [["09:00", "18:00"]], "5": [["09:00", "18:00"]]}',
            )
        )


def _buy(book: Book, chance: Random, customer_id: int, on: date, goods: list[int]) -> None:
    with book.edit("Sold"):
        sale = book.purchases.save(
            Purchase(customer_id=customer_id, bought_on=on),
            [
                PurchaseLine(
                    product_id=chance.choice(goods), text="Pot", amount_cents=chance.randint(0, 9000)
                )
                for _ in range(chance.randint(1, 3))
            ],
        )
        if chance.random() < 0.3:
            lines = book.purchase_lines.of(sale.id)
            book.purchases.return_goods(
                sale.id, {line.id: 1000 for line in lines[: chance.randint(1, 3)]}, on + timedelta(days=9)
            )


def _all_facts(book: Book, rule: VisitRule, day: date) -> list[Any]:
    """Whatever the book could know of anybody on ``day``: as if the rule lasted for years and planned years ahead."""
    forever = replace(rule, lasts_days=3000)
    return list(KINDS[rule.kind].facts(book.store, forever, Window(day, day + timedelta(days=3000))))


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 9))])
def test_the_questions_to_the_book_leave_nobody_out(book: Book, seed: int) -> None:
    chance = Random(seed)
    with book.edit("Filled"):
        fill(book, chance)
    shop = shop_days(book.store)
    everybody = [int(customer_id) for customer_id in book.store.column("SELECT id FROM customer")]
    some = chance.sample(everybody, 3)

    def keys(found: list[Occasion]) -> list[Key]:
        return sorted(one.key for one in found)

    number = 0
    for kind in FACTS:
        for _ in range(8):
            rule = VisitRule(
                id=1,
                kind=kind,
                count=chance.choice([0, 1, 3, 30]),
                unit=chance.choice([Unit.DAYS, Unit.DAYS, Unit.MONTHS]),
                lead_days=chance.choice(["", "30, 7, 0"]),
                closed_days=chance.choice(list(ClosedDays)),
                basis=chance.choice(list(Basis)),
                lasts_days=chance.choice([0, 3, 30]),
                by_contact=chance.random() < 0.5,
                by_purchase=chance.random() < 0.5,
            )
            day = TODAY + timedelta(days=chance.randint(-30, 40))
            days = chance.choice([1, 7, 40])
            window = Window(day, day + timedelta(days=days - 1))
            all_there_is = [
                one
                for facts in _all_facts(book, rule, day)
                for one in KINDS[kind].occasions(rule, facts, window, shop)
            ]
            assert keys(asked(book, rule, day, days)) == keys(all_there_is)
            assert keys(asked(book, rule, day, days, some)) == keys(
                [one for one in all_there_is if one.customer_id in some]
            )
            number += len(all_there_is)
    assert number > 100


def test_a_pc_that_was_off_for_two_weeks_at_a_time_has_missed_nothing(book: Book) -> None:
    chance = Random(5)
    with book.edit("Filled"):
        for n in range(25):
            add_sale(book, add_customer(book, f"Customer {n}"), TODAY + timedelta(days=chance.randint(0, 40)))
    rule = VisitRule(id=1, kind=RuleKind.AFTER_SALE, count=3, lasts_days=14)

    def seen_every(days: int) -> set[Key]:
        return {one.key for n in range(0, 70, days) for one in asked(book, rule, TODAY + timedelta(days=n))}

    assert len(seen_every(1)) == 25
    assert seen_every(14) == seen_every(1)
    assert len(seen_every(40)) < 25  # lapsed meanwhile
