"""The silent ones: by their own rhythm, the greatest loss first, and what is planned with them already."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from model.book import Book
from model.follow_ups import FollowUp
from model.leaving import LeftReason
from model.planning.plan import due
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.silent_list import SilentList, silent_customers
from model.value.appraisal import appraise
from tests.makers import add_customer, add_sale, add_visit

TODAY = date(2026, 11, 21)


def regular(book: Book, name: str, every: int, away: int, cents: int = 1000, **fields: object) -> int:
    """A customer who came five times at that rhythm and has been away for so many days."""
    customer_id = add_customer(book, name, "0123", **fields)
    for n in range(5):
        add_sale(book, customer_id, TODAY - timedelta(days=away + every * n), cents, cost=cents // 2)
    return customer_id


def names(found: SilentList) -> list[str]:
    return [one.name for one in found.customers]


@pytest.mark.parametrize(("away", "is_silent"), [(14, False), (15, True), (40, True), (41, False)])
def test_silent_is_whoever_stays_away_too_long_and_is_not_lost_yet(
    book: Book, away: int, is_silent: bool
) -> None:
    regular(book, "Anna", every=10, away=away)
    assert names(silent_customers(book.store, TODAY)) == (["Anna"] if is_silent else [])


def test_who_has_no_rhythm_yet_is_not_silent(book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_sale(book, anna, TODAY - timedelta(days=40))
    add_sale(book, anna, TODAY - timedelta(days=60))
    assert silent_customers(book.store, TODAY).everybody == 0


def test_who_has_most_at_stake_comes_first_or_who_brought_most(book: Book) -> None:
    """Often little, and now and then much: by what is expected of the coming year, by what the last one brought."""
    small = regular(book, "Small", every=10, away=20, cents=500)
    regular(book, "Great", every=10, away=20, cents=9000)
    add_sale(book, small, TODAY - timedelta(days=60), 60_000, cost=59_900)
    found = silent_customers(book.store, TODAY)
    assert names(found)[0] == "Great"
    stakes = [one.at_stake_cents for one in found.customers]
    assert stakes == sorted(stakes, reverse=True)
    assert found.at_stake_cents == sum(stakes)
    assert stakes[-1] > 0
    assert names(silent_customers(book.store, TODAY, by="revenue"))[0] == "Small"
    assert names(silent_customers(book.store, TODAY, by="profit", limit=1)) == ["Great"]
    assert silent_customers(book.store, TODAY, limit=1).everybody == 2


def test_at_stake_is_what_is_expected_of_them_if_they_still_came(book: Book) -> None:
    anna = regular(book, "Anna", every=10, away=20)
    found = silent_customers(book.store, TODAY)
    [one] = found.customers
    worth = appraise(book.store, TODAY).worth(anna)
    assert worth is not None
    assert found.is_rough, "one customer is too little to learn from"
    assert one.at_stake_cents == worth.at_stake_cents
    assert worth.forecast_cents == pytest.approx(one.at_stake_cents * worth.alive, abs=1)
    assert (one.year_cents, one.year_profit_cents) == (5000, 2500)


def test_an_appraisal_that_is_there_already_is_used(book: Book) -> None:
    regular(book, "Anna", every=10, away=20)
    appraisal = appraise(book.store, TODAY)
    regular(book, "Ben", every=10, away=20)
    found = silent_customers(book.store, TODAY, appraisal=appraisal)
    assert [(one.name, one.at_stake_cents > 0) for one in found.customers] == [("Anna", True), ("Ben", False)]


def test_profit_of_the_last_year_is_reckoned_where_no_cost_is_known_as_everywhere_else(book: Book) -> None:
    with book.edit("Goods"):
        tea, pot = (
            book.products.insert(Product(name=name, category=name, sub_category=name))
            for name in ("Tea", "Pot")
        )
    anna, ben = add_customer(book, "Anna", "0123"), add_customer(book, "Ben", "0124")
    for n in range(5):
        for customer_id, product, cost in (
            (anna, tea, 800),
            (ben, pot, 200),
            (anna, pot, None),
            (ben, tea, None),
        ):
            with book.edit("Sold"):
                book.purchases.save(
                    Purchase(customer_id=customer_id, bought_on=TODAY - timedelta(days=20 + 10 * n)),
                    [PurchaseLine(product_id=product.id, text="", amount_cents=1001, cost_cents=cost)],
                )
    appraisal = appraise(book.store, TODAY)
    found = silent_customers(book.store, TODAY, by="profit", appraisal=appraisal)
    for one in found.customers:
        worth = appraisal.worth(one.customer_id)
        assert worth is not None
        assert worth.estimated_cents > 0
        assert one.year_profit_cents == worth.current_cents == worth.known_cents + worth.estimated_cents
    assert len({one.year_profit_cents for one in found.customers}) == 1, "what one lacks, the other has"


def test_where_no_cost_is_known_at_all_the_owners_margin_tells_the_profit(book: Book) -> None:
    anna = add_customer(book, "Anna", "0123")
    for n in range(5):
        add_sale(book, anna, TODAY - timedelta(days=20 + 10 * n), 1000)
    with book.edit("Guessed"):
        book.shops.update(replace(book.shop, margin_percent=40))
    [one] = silent_customers(book.store, TODAY, by="profit").customers
    assert (one.year_cents, one.year_profit_cents) == (5000, 2000)


def test_only_the_year_up_to_the_last_purchase_counts(book: Book) -> None:
    anna = regular(book, "Anna", every=200, away=310)
    (found,) = silent_customers(book.store, TODAY).customers
    assert found.customer_id == anna
    assert found.year_cents == 2000, "of five purchases, every 200 days, two are of the last year"


def test_a_day_of_the_past_knows_the_year_up_to_the_last_purchase_before_it(book: Book) -> None:
    anna = regular(book, "Anna", every=10, away=20)
    [before] = silent_customers(book.store, TODAY).customers
    add_sale(book, anna, TODAY + timedelta(days=500), 7000, cost=1)
    [then] = silent_customers(book.store, TODAY).customers
    assert (then.year_cents, then.year_profit_cents) == (before.year_cents, before.year_profit_cents)
    assert then.year_cents == 5000


def test_everything_that_a_call_needs_is_known(book: Book) -> None:
    anna = regular(book, "Anna", every=10, away=21)
    add_visit(book, anna, TODAY - timedelta(days=21), words="Lovely.")
    with book.edit("Planned"):
        book.follow_ups.insert(FollowUp(customer_id=anna, planned_on=TODAY + timedelta(days=3), reason="Ask"))
    (found,) = silent_customers(book.store, TODAY).customers
    assert found.reason == "Comes every 10 days, today is day 21."
    assert (found.rhythm_days, found.away_days) == (10, 21)
    assert found.planned_on == TODAY + timedelta(days=3)
    assert found.known.phones[0].number == "0123"
    assert found.known.last_words is not None


def test_whom_a_rule_asks_for_is_not_said_to_be_forgotten(book: Book) -> None:
    regular(book, "Anna", every=10, away=21)
    (found,) = silent_customers(book.store, TODAY).customers
    assert [one.name for one in due(book.store, TODAY)] == ["Anna"]
    assert (found.planned_on, found.planned) == (None, "by a rule")
    with book.edit("No rules"):
        for rule in book.visit_rules.all():
            book.visit_rules.update(replace(rule, active=False))
    (found,) = silent_customers(book.store, TODAY).customers
    assert found.planned == "–"


def test_what_lapsed_is_no_longer_planned(book: Book) -> None:
    anna = regular(book, "Anna", every=10, away=21)
    with book.edit("Planned"):
        book.follow_ups.insert(
            FollowUp(
                customer_id=anna, planned_on=TODAY - timedelta(days=9), lapses_on=TODAY - timedelta(days=1)
            )
        )
    (found,) = silent_customers(book.store, TODAY).customers
    assert found.planned_on is None


def test_whoever_is_to_be_left_alone_or_left_is_not_asked_about(book: Book) -> None:
    regular(book, "Put away", 10, 20, archived=True)
    regular(book, "Left alone", 10, 20, do_not_contact=True)
    regular(book, "Gone", 10, 20, left_reason=LeftReason.PRICE)
    assert silent_customers(book.store, TODAY).everybody == 0


def test_how_long_is_too_long_can_be_said(book: Book) -> None:
    regular(book, "Anna", every=10, away=16)
    assert silent_customers(book.store, TODAY, times_percent=200).everybody == 0
    assert silent_customers(book.store, TODAY, times_percent=125).everybody == 1
