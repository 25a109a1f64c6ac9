"""A letter goes to whom nobody reaches, to whom a day comes, and to nobody who does not want one."""

import dataclasses
from datetime import date, timedelta

import pytest

from model.book import Book
from model.channels import Channel
from model.contacts import record_contact
from model.customers import Consent, CustomerCard
from model.follow_ups import FollowUp
from model.leaving import LeftReason
from model.letters_due import PURPOSE_OF, LetterDue, letters_due
from model.planning.plan import due
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.text_templates import Purpose
from model.visit_rules import RuleKind
from model.visits import Outcome, Visit
from model.wishes import Wish
from tests.makers import add_customer

TODAY = date(2026, 11, 21)


def plan(book: Book, customer_id: int, **fields: object) -> FollowUp:
    with book.edit("Planned"):
        follow_up = FollowUp(
            **{"customer_id": customer_id, "planned_on": TODAY, "reason": "Tea", **fields}  # type: ignore[arg-type]
        )
        return book.follow_ups.insert(follow_up)


def call(book: Book, customer_id: int, outcome: Outcome, on: date = TODAY) -> None:
    """Try everything that is due for a customer."""
    items = [item for one in due(book.store, on) if one.customer_id == customer_id for item in one.items]
    visit = Visit(customer_id=customer_id, visited_on=on, outcome=outcome, reached=outcome.reached)
    record_contact(book, visit, items)


def unreached(book: Book, on: date = TODAY) -> list[int]:
    return [one.customer_id for one in letters_due(book.store, Purpose.UNREACHED, on)]


def test_whoever_was_tried_as_often_as_the_shop_tries_gets_a_letter(book: Book) -> None:
    anna = add_customer(book)
    plan(book, anna)
    for tries in range(book.shop.attempts_at_most):
        day = TODAY + timedelta(days=tries)
        assert unreached(book, day) == []
        call(book, anna, Outcome.NO_ANSWER, day)
    assert unreached(book, day) == [anna]


def test_of_a_wrong_number_a_letter_is_written_at_once_and_not_again_when_it_is_sent(book: Book) -> None:
    anna = add_customer(book)
    plan(book, anna)
    call(book, anna, Outcome.WRONG_NUMBER)
    assert unreached(book) == [anna]
    [letter] = letters_due(book.store, Purpose.UNREACHED, TODAY)
    sent = Visit(customer_id=anna, visited_on=TODAY, channel=Channel.LETTER)
    record_contact(book, sent, letter.items)
    assert unreached(book) == []


def test_what_is_done_or_lapsed_needs_no_letter(book: Book) -> None:
    for fields in ({"status": "done"}, {"lapses_on": TODAY - timedelta(days=1)}):
        plan(book, add_customer(book), attempts=9, **fields)
    plan(book, add_customer(book), attempts=1)
    assert unreached(book) == []


def test_two_reasons_are_one_letter(book: Book) -> None:
    anna = add_customer(book)
    stored = {plan(book, anna, attempts=5).id, plan(book, anna, attempts=6, promise=True).id}
    [letter] = letters_due(book.store, Purpose.UNREACHED, TODAY)
    assert {item.follow_up_id for item in letter.items} == stored


@pytest.mark.parametrize(
    "fields", [{"do_not_contact": True}, {"archived": True}, {"left_reason": LeftReason.MOVED}]
)
def test_who_wants_to_be_left_alone_is_unless_we_promised(book: Book, fields: dict[str, object]) -> None:
    anna = add_customer(book, **fields)  # type: ignore[arg-type]
    plan(book, anna, attempts=5)
    assert unreached(book) == []
    plan(book, anna, attempts=5, promise=True)
    assert unreached(book) == [anna]


def test_who_refused_letters_gets_none(book: Book) -> None:
    anna = add_customer(book, birth_month=11, birth_day=3)
    with book.edit("Refused letters"):
        card = book.customers.card(anna)
        book.customers.save(
            dataclasses.replace(card, consents=(Consent(channel=Channel.LETTER, allowed=False),))
        )
    assert isinstance(book.customers.card(anna), CustomerCard)
    plan(book, anna, attempts=5, promise=True)
    assert unreached(book) == []
    assert letters_due(book.store, Purpose.BIRTHDAY, TODAY) == []


def test_birthdays_are_those_of_the_month_with_the_age_where_the_year_is_known(book: Book) -> None:
    first = add_customer(book, "First", birth_month=11, birth_day=1, birth_year=1976)
    last = add_customer(book, "Last", birth_month=11, birth_day=30)
    add_customer(book, "Other", birth_month=12, birth_day=1)
    assert letters_due(book.store, Purpose.BIRTHDAY, TODAY) == [
        LetterDue(first, Purpose.BIRTHDAY, day=date(2026, 11, 1), age=50),
        LetterDue(last, Purpose.BIRTHDAY, day=date(2026, 11, 30)),
    ]


def test_what_somebody_planned_as_a_letter_is_for_anything_else(book: Book) -> None:
    anna, bert = add_customer(book, street="Mill Lane"), add_customer(book)
    plan(book, anna, channel=Channel.LETTER)
    plan(book, bert)
    assert [one.customer_id for one in letters_due(book.store, Purpose.OTHER, TODAY)] == [anna]


def test_letters_are_written_to_those_for_whom_there_is_no_time_to_call(book: Book) -> None:
    with book.edit("No calls"):
        book.shops.update(dataclasses.replace(book.shop, visits_a_day=1))
    customers = [add_customer(book, f"Customer {n}") for n in range(3)]
    for customer_id in customers:
        plan(book, customer_id, rule="win_back", rule_id=10, anchor_on=TODAY, occasion="")
    assert len(due(book.store, TODAY)) == 1
    found = letters_due(book.store, Purpose.WIN_BACK, TODAY)
    assert sorted(one.customer_id for one in found) == sorted(customers)


def test_every_kind_of_rule_has_its_letter() -> None:
    assert set(PURPOSE_OF) == set(RuleKind)
    assert set(PURPOSE_OF.values()) == set(Purpose) - {Purpose.UNREACHED, Purpose.OTHER}


def test_a_wish_is_named_in_its_letter(book: Book) -> None:
    anna = add_customer(book)
    with book.edit("A wish"):
        wish = book.wishes.insert(
            Wish(customer_id=anna, words="The blue tin", wished_on=TODAY, arrived_on=TODAY)
        )
    plan(book, anna, rule="wish", occasion=str(wish.id), anchor_on=TODAY)
    [letter] = letters_due(book.store, Purpose.WISH, TODAY)
    assert letter.product == "The blue tin"


def test_a_warranty_names_the_goods_that_have_one(book: Book) -> None:
    anna = add_customer(book)
    with book.edit("Sold"):
        kettle = book.products.insert(Product(name="Kettle", warranty_days=365))
        sofa = book.products.insert(Product(name="Sofa"))
        sale = book.purchases.save(
            Purchase(customer_id=anna, bought_on=date(2025, 12, 21)),
            [
                PurchaseLine(text="Sofa", amount_cents=90_000, product_id=sofa.id),
                PurchaseLine(text="Kettle", amount_cents=3_000, product_id=kettle.id),
            ],
        )
    ends_on = date(2026, 12, 21)
    plan(book, anna, rule="warranty", anchor_on=ends_on, purchase_id=sale.id)
    [letter] = letters_due(book.store, Purpose.WARRANTY, TODAY)
    assert (letter.product, letter.day) == ("Kettle", ends_on)
    plan(book, anna, rule="running_out", anchor_on=TODAY, purchase_id=sale.id)
    [letter] = letters_due(book.store, Purpose.RUNNING_OUT, TODAY)
    assert letter.product == ""  # the sofa or the kettle: nobody can tell


def test_a_wrong_number_that_was_put_right_is_called_and_not_written_to(book: Book) -> None:
    anna = add_customer(book)
    plan(book, anna)
    call(book, anna, Outcome.WRONG_NUMBER)
    with book.edit("Asked for the right number"):
        customer = book.customers.get(anna)
        book.customers.update(dataclasses.replace(customer, confirm_details=False))
    tomorrow = TODAY + timedelta(days=1)
    assert unreached(book, tomorrow) == []
    assert [one.customer_id for one in due(book.store, tomorrow)] == [anna]


def test_nobody_writes_to_the_dead_whatever_was_promised(book: Book) -> None:
    anna = add_customer(book, "Anna", left_reason=LeftReason.DIED)
    with book.edit("Promised"):
        book.follow_ups.insert(
            FollowUp(customer_id=anna, planned_on=TODAY, promise=True, channel=Channel.LETTER, attempts=5)
        )
    assert letters_due(book.store, Purpose.UNREACHED, TODAY) == []
    assert letters_due(book.store, Purpose.OTHER, TODAY) == []
