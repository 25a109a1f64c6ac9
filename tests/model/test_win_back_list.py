"""Whom to win back: the lost by their rhythm and those who said that they left; reasons and other shops counted."""

from datetime import date, timedelta

from model.book import Book
from model.leaving import LeftReason
from model.visits import Outcome
from model.win_back_list import win_back_customers
from tests.makers import add_customer, add_sale, add_visit

TODAY = date(2026, 11, 21)


def away(book: Book, name: str, days: int, cents: int = 1000, times: int = 1, **fields: object) -> int:
    customer_id = add_customer(book, name, **fields)
    for n in range(times):
        add_sale(book, customer_id, TODAY - timedelta(days=days + 10 * n), cents)
    return customer_id


def test_lost_is_whoever_was_away_for_a_year_and_who_said_that_they_left(book: Book) -> None:
    away(book, "Lost", 400, 500)
    away(book, "Here", 20)
    away(book, "Never bought", 0, times=0)
    away(book, "Said so", 20, 900, left_reason=LeftReason.PRICE, left_on=TODAY, left_for="Online")
    found = win_back_customers(book.store, TODAY)
    assert [one.name for one in found.customers] == ["Said so", "Lost"], "the best customer first"
    assert found.amount_cents == 1400
    assert found.customers[0].left_for == "Online"


def test_reasons_and_other_shops_are_counted_and_those_who_never_said_come_last(book: Book) -> None:
    for n, (reason, shop) in enumerate(
        [
            (LeftReason.PRICE, "Online"),
            (LeftReason.PRICE, " online "),
            (LeftReason.SERVICE, "Tea House"),
            (LeftReason.DIED, ""),
        ]
    ):
        away(book, f"Customer {n}", 30, left_reason=reason, left_for=shop)
    for n in range(3):
        away(book, f"Silent {n}", 500)
    found = win_back_customers(book.store, TODAY)
    assert found.reasons == (
        (LeftReason.PRICE, 2),
        (LeftReason.DIED, 1),
        (LeftReason.SERVICE, 1),
        (LeftReason.NONE, 3),
    )
    assert found.left_for == (("Online", 2), ("Tea House", 1))


def test_who_died_or_moved_away_is_counted_and_never_listed(book: Book) -> None:
    away(book, "Died", 600, left_reason=LeftReason.DIED)
    away(book, "Moved", 600, left_reason=LeftReason.MOVED)
    found = win_back_customers(book.store, TODAY)
    assert (found.customers, found.for_good) == ((), 2)


def test_who_came_back_is_not_lost(book: Book) -> None:
    away(book, "Back", 5, left_reason=LeftReason.PRICE, left_on=TODAY - timedelta(days=90))
    assert win_back_customers(book.store, TODAY).everybody == 0


def test_the_last_try_is_the_last_contact_since_the_last_purchase(book: Book) -> None:
    anna = away(book, "Anna", 400)
    add_visit(book, anna, TODAY - timedelta(days=500))
    assert win_back_customers(book.store, TODAY).customers[0].tried_on is None
    add_visit(book, anna, TODAY - timedelta(days=90))
    add_visit(book, anna, TODAY - timedelta(days=30), Outcome.NO_ANSWER)
    (found,) = win_back_customers(book.store, TODAY).customers
    assert (found.tried_on, found.outcome) == (TODAY - timedelta(days=30), Outcome.NO_ANSWER)


def test_whoever_is_to_be_left_alone_is_not_won_back(book: Book) -> None:
    away(book, "Put away", 500, archived=True)
    away(book, "Left alone", 500, do_not_contact=True)
    assert win_back_customers(book.store, TODAY).everybody == 0
