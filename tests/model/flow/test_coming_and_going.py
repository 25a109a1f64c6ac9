"""Customers come, are lost and come back: the months add up, and agree with looking at each day by itself."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.book import Book
from model.classes.classifying import classify
from model.classes.in_words import is_inactive
from model.customer_class import CustomerClass
from model.flow.bought import Bought, BuyingDays, read_bought
from model.flow.cohorts import month_numbers
from model.flow.coming import Coming, coming, lost_days, read_left
from model.flow.flow import flow
from model.leaving import LeftReason
from model.products import Product
from model.purchases import Purchase, PurchaseKind, PurchaseLine
from model.value.appraisal import appraise
from tests.makers import A_DAY, FreshBook, add_customer, add_sale

DAY = timedelta(days=1)
START = date(2020, 1, 10).toordinal()
LIVES = st.lists(st.sets(st.integers(0, 2400), min_size=1, max_size=7), min_size=1, max_size=6)


def days_of(lives: list[set[int]]) -> BuyingDays:
    rows = [(who, START + day) for who, life in enumerate(lives, 1) for day in sorted(life)]
    customer, day = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    nth = [at for life in lives for at in range(len(life))]
    return BuyingDays(customer, day, np.array(nth, np.int64))


def is_active(life: set[int], day: int, away_days: int) -> bool:
    """Whether the customer is active at the end of the day, by the rule itself: nothing after the day is known."""
    known = sorted(START + one for one in life if START + one <= day)
    if not known:
        return False
    away = day - known[-1]
    rhythm = (known[-1] - known[0]) / (len(known) - 1) if len(known) >= 3 else 0
    return away <= away_days or away <= 2 * rhythm


@given(lives=LIVES, away_days=st.sampled_from([30, 120, 365]), after=st.integers(0, 3000))
@settings(max_examples=150)
def test_what_happened_adds_up_to_who_is_active_on_any_day(
    lives: list[set[int]], away_days: int, after: int
) -> None:
    on = date.fromordinal(START + 3000)
    happened = coming(days_of(lives), on, away_days, {})
    day = START + after
    assert happened.active_on(day) == sum(is_active(life, day, away_days) for life in lives)
    assert len(happened.new) == len(lives)
    assert len(happened.back) <= len(happened.lost) <= len(happened.back) + len(lives)


def test_looking_later_does_not_change_what_had_happened() -> None:
    lives = [{0, 30, 60, 800}, {5, 500}, {9}]
    early, late = (coming(days_of(lives), date.fromordinal(START + day), 365, {}) for day in (700, 2400))
    for name in ("lost", "back"):
        known = getattr(late, name)
        assert sorted(getattr(early, name)[getattr(early, name) <= START + 490]) == sorted(
            known[known <= START + 490]
        )


def test_a_rhythm_of_years_is_waited_for_twice() -> None:
    # Every 400 days: lost only after 800, not after 365.
    days = days_of([{0, 400, 800}])
    assert list(lost_days(days, 365) - START) == [366, 766, 1601]


def test_who_buys_on_the_very_day_of_being_lost_was_not_lost() -> None:
    assert lost(days_of([{0, 366}]))[0] == START + 366 + 366
    assert lost(days_of([{0, 367}]))[0] == START + 366


def lost(days: BuyingDays) -> list[int]:
    return list(coming(days, date.fromordinal(START + 2000), 365, {}).lost)


def test_who_told_us_that_they_leave_is_lost_that_day(book: Book) -> None:
    anna = add_customer(book, "Anna", left_reason=LeftReason.MOVED, left_on=A_DAY - 5 * DAY)
    card = add_customer(book, "Bob", archived=True)
    add_customer(book, "Carl", left_reason=LeftReason.MOVED, left_on=A_DAY)
    for one in (anna, card):
        add_sale(book, one, A_DAY - 40 * DAY)
    happened = what_happened(book)
    assert sorted(happened.lost) == [(A_DAY - 40 * DAY).toordinal(), (A_DAY - 5 * DAY).toordinal()]
    assert happened.active_on(A_DAY.toordinal()) == 0


def test_who_bought_after_leaving_is_lost_after_that(book: Book) -> None:
    anna = add_customer(book, "Anna", left_reason=LeftReason.MOVED, left_on=A_DAY - 50 * DAY)
    add_sale(book, anna, A_DAY - 400 * DAY)
    add_sale(book, anna, A_DAY - 20 * DAY)
    happened = what_happened(book)
    assert list(happened.lost) == [(A_DAY - 34 * DAY).toordinal(), (A_DAY - 20 * DAY).toordinal()]
    assert list(happened.back) == [(A_DAY - 20 * DAY).toordinal()]


def what_happened(book: Book) -> Coming:
    return coming(read_bought(book.store, A_DAY).days, A_DAY, 365, read_left(book.store, A_DAY))


@given(lives=LIVES)
@settings(max_examples=12)
def test_the_months_of_a_book_add_up(fresh_book: FreshBook, lives: list[set[int]]) -> None:
    with fresh_book() as book:
        for number, life in enumerate(lives):
            one = add_customer(book, f"Customer {number}")
            for day in life:
                add_sale(book, one, date.fromordinal(START + day), cost=600)
        on = date.fromordinal(START + 2400)
        found = flow(book.store, on)
    active = 0
    for month in found.months:
        active += month.new + month.back - month.lost
        assert month.active == active
        assert month.buyers == month.new + month.back + month.returning
    assert active == sum(is_active(life, on.toordinal(), 365) for life in lives) == found.active
    assert sum(month.revenue_cents for month in found.months) == 1000 * sum(map(len, lives))
    assert sum(month.profit_cents for month in found.months) == 400 * sum(map(len, lives))


def test_every_month_is_there_also_a_quiet_one_and_the_running_one_is_marked(book: Book) -> None:
    anna = add_customer(book)
    add_sale(book, anna, date(2025, 11, 30), 1000)
    add_sale(book, None, date(2026, 1, 2), 500)
    months = flow(book.store, A_DAY).months
    assert [month.first for month in months] == [
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
        date(2026, 3, 1),
    ]
    assert [month.complete for month in months] == [True, True, True, True, False]
    assert [month.buyers for month in months] == [1, 0, 0, 0, 0]
    assert [month.active for month in months] == [1, 1, 1, 1, 1]
    walk_in = months[2]
    assert (walk_in.revenue_cents, walk_in.unnamed_cents, walk_in.buyers) == (500, 500, 0)
    assert flow(book.store, date(2026, 2, 28)).months[-1].complete


def test_what_comes_after_the_day_is_not_known_on_it(book: Book) -> None:
    anna = add_customer(book)
    add_sale(book, anna, A_DAY - DAY)
    before = flow(book.store, A_DAY)
    add_sale(book, anna, A_DAY + DAY)
    assert flow(book.store, A_DAY).months == before.months
    assert before.repeating == flow(book.store, A_DAY).repeating


def test_goods_without_a_cost_earn_the_margin_of_their_kind_in_each_month(book: Book) -> None:
    anna = add_customer(book)
    with book.edit("Products"):
        tea = book.products.insert(Product(name="Tea", category="Tea"))
        pot = book.products.insert(Product(name="Pot", category="Pots"))

    def sell(on: date, product: int, cost: int | None) -> None:
        with book.edit("Sold"):
            book.purchases.save(
                Purchase(customer_id=anna, bought_on=on),
                [PurchaseLine(product_id=product, amount_cents=1000, cost_cents=cost)],
            )

    sell(date(2026, 1, 5), tea.id, 800)
    sell(date(2026, 1, 5), pot.id, 200)
    sell(date(2026, 2, 5), tea.id, None)
    sell(date(2026, 3, 5), pot.id, None)
    found = flow(book.store, A_DAY)
    assert [month.profit_cents for month in found.months] == [1000, 200, 800]
    assert found.profit.total == 2000


def test_goods_brought_back_are_told_and_taken_off(book: Book) -> None:
    anna = add_customer(book)
    add_sale(book, anna, A_DAY, 1000, cost=600)
    with book.edit("Took back"):
        book.purchases.save(
            Purchase(customer_id=anna, bought_on=A_DAY, kind=PurchaseKind.RETURN),
            [PurchaseLine(text="Tea", amount_cents=-400, cost_cents=-240, quantity_thousandths=-1000)],
        )
    now = flow(book.store, A_DAY).month
    assert now is not None
    assert (now.revenue_cents, now.returned_cents, now.profit_cents, now.purchases) == (600, 400, 240, 1)


def test_an_empty_book_has_no_months(book: Book) -> None:
    found = flow(book.store, A_DAY)
    assert (found.months, found.month, found.active, found.by_quarter, found.between) == (
        (),
        None,
        0,
        (),
        None,
    )
    assert not len(read_bought(book.store, A_DAY).days)


@pytest.mark.parametrize("day", [date(1969, 12, 31), date(1970, 1, 1), date(1900, 1, 1), date(2026, 3, 12)])
def test_months_are_those_of_the_calendar(day: date) -> None:
    assert month_numbers(np.array([day.toordinal()])) == [day.year * 12 + day.month - 1]


def test_a_day_is_read_as_it_is_written(book: Book) -> None:
    add_sale(book, add_customer(book), date(2024, 2, 29))
    found: Bought = read_bought(book.store, A_DAY)
    assert list(found.day) == [date(2024, 2, 29).toordinal()]


@given(lives=LIVES, gone=st.sets(st.integers(1, 6), max_size=2))
@settings(max_examples=10)
def test_who_is_active_is_told_alike_by_the_months_by_the_classes_and_by_the_card(
    fresh_book: FreshBook, lives: list[set[int]], gone: set[int]
) -> None:
    on = date.fromordinal(START + 2400)
    with fresh_book() as book:
        for number, life in enumerate(lives, 1):
            one = add_customer(book, f"Customer {number}", archived=number in gone)
            for day in life:
                add_sale(book, one, date.fromordinal(START + day))
        appraisal = appraise(book.store, on)
        found = classify(book.store, appraisal)
        inactive = set(appraisal.customer_ids[found.rows_in(CustomerClass.INACTIVE)].tolist())
        assert flow(book.store, on).active == len(lives) - len(inactive)
        everybody = [appraisal.worth(one) for one in appraisal.customer_ids.tolist()]
        told = {one.customer_id for one in everybody if one is not None and is_inactive(one, found.lines)}
        assert told == inactive
