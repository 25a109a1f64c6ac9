"""What customers are worth with their people, and who brings others."""

from dataclasses import replace
from datetime import date, timedelta

from model.book import Book
from model.households import Household
from model.value.appraisal import appraise
from model.value.circles import Circle, circle, connectors, people_of
from tests.makers import add_customer, add_sale

TODAY = date(2026, 3, 12)


def circle_of(book: Book, customer: int) -> Circle:
    found = circle(book.store, appraise(book.store, TODAY), customer)
    assert found is not None
    return found


def buys(book: Book, customer: int, cents: int) -> None:
    add_sale(book, customer, TODAY - timedelta(days=5), cents, cost=0)


def names(circle: Circle) -> tuple[list[str], list[str]]:
    return [one.name for one in circle.household], [one.name for one in circle.introduced]


def live_together(book: Book, *customers: int) -> None:
    with book.edit("Changed customers"):
        for customer in customers:
            card = book.customers.card(customer)
            book.customers.save(card.__class__(card.customer, household=Household(name="Smiths")))


def test_a_circle_is_the_household_and_those_brought_each_counted_once(book: Book) -> None:
    anna = add_customer(book, "Anna")
    ben = add_customer(book, "Ben", introduced_by_id=anna)
    cora = add_customer(book, "Cora", introduced_by_id=anna)
    dan = add_customer(book, "Dan")
    add_customer(book, "Eve")
    live_together(book, anna, ben, dan)
    for customer, cents in ((anna, 100), (ben, 20), (cora, 3), (dan, 4_000)):
        buys(book, customer, cents)
    found = circle_of(book, anna)
    assert names(found) == (["Ben", "Dan"], ["Ben", "Cora"])
    assert found.household_name == "Smiths"
    assert found.household_cents[0] == 4_120
    assert found.introduced_cents[0] == 23
    assert found.together_cents[0] == 4_123
    assert sorted(people_of(book.store, anna)) == sorted([anna, ben, cora, dan])


def test_whom_the_newcomers_brought_counts_with_the_newcomers(book: Book) -> None:
    anna = add_customer(book, "Anna")
    ben = add_customer(book, "Ben", introduced_by_id=anna)
    cora = add_customer(book, "Cora", introduced_by_id=ben)
    buys(book, cora, 500)
    assert circle_of(book, anna).introduced_cents == (0, 0)
    assert circle_of(book, ben).introduced_cents[0] == 500


def test_two_who_are_said_to_have_brought_each_other_turn_in_no_circle(book: Book) -> None:
    anna = add_customer(book, "Anna")
    ben = add_customer(book, "Ben", introduced_by_id=anna)
    with book.edit("Changed a customer"):
        book.customers.update(replace(book.customers.get(anna), introduced_by_id=ben))
    assert names(circle_of(book, anna)) == ([], ["Ben"])
    assert names(circle_of(book, ben)) == ([], ["Anna"])


def test_connectors_brought_two_who_bought(book: Book) -> None:
    anna, lone = add_customer(book, "Anna"), add_customer(book, "Lone")
    first, second, _looks = (add_customer(book, name, introduced_by_id=anna) for name in ("B", "C", "D"))
    buys(book, add_customer(book, "E", introduced_by_id=lone), 100)
    buys(book, first, 100)
    assert connectors(book.store, TODAY) == {}
    assert not circle_of(book, anna).is_connector
    add_sale(book, second, TODAY, 100)
    assert connectors(book.store, TODAY) == {anna: 2}
    assert connectors(book.store, TODAY - timedelta(days=1)) == {}
    assert circle_of(book, anna).is_connector
    assert circle_of(book, anna).brought == 2


def test_nobody_has_a_circle_who_is_not_in_the_book(book: Book) -> None:
    assert circle(book.store, appraise(book.store, TODAY), 5) is None
