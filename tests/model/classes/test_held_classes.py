"""The class in which a customer is held on a day, asked of the book alone."""

from dataclasses import replace
from datetime import date, timedelta

from model.book import Book
from model.class_lines import ClassLines
from model.class_reviews import ClassReview, ClassStep
from model.classes import held
from model.customer_class import CustomerClass as Class
from model.leaving import LeftReason
from tests.makers import A_DAY, add_customer, add_sale

LONG_AGO = A_DAY - timedelta(days=900)


def step(book: Book, customer_id: int, to: Class, on: date, from_class: Class = Class.NONE) -> None:
    with book.edit("Reviewed the classes"):
        review = book.class_reviews.insert(ClassReview(reviewed_on=on))
        book.class_steps.insert(
            ClassStep(
                class_review_id=review.id,
                customer_id=customer_id,
                moved_on=on,
                from_class=from_class,
                to_class=to,
                current_cents=0,
                potential_cents=0,
            )
        )


def old_customer(book: Book, **fields: object) -> int:
    customer_id = add_customer(book, **fields)  # type: ignore[arg-type]
    add_sale(book, customer_id, LONG_AGO)
    return customer_id


def test_the_latest_step_up_to_the_day_counts(book: Book) -> None:
    anna = old_customer(book)
    assert held.class_on(book.store, anna, A_DAY) is Class.NONE
    step(book, anna, Class.IRON, A_DAY - timedelta(days=60))
    step(book, anna, Class.GOLD, A_DAY)
    assert held.class_on(book.store, anna, A_DAY - timedelta(days=61)) is Class.NONE
    assert held.class_on(book.store, anna, A_DAY - timedelta(days=1)) is Class.IRON
    assert held.class_on(book.store, anna, A_DAY) is Class.GOLD


def test_of_two_steps_on_one_day_the_later_one_counts(book: Book) -> None:
    anna = old_customer(book)
    step(book, anna, Class.PLATINUM, A_DAY)
    step(book, anna, Class.GOLD, A_DAY)
    assert held.class_on(book.store, anna, A_DAY) is Class.GOLD


def test_what_the_owner_says_goes_before_all_until_it_ends(book: Book) -> None:
    anna = old_customer(book, class_by_hand=Class.PLATINUM, class_until=A_DAY)
    step(book, anna, Class.LEAD, LONG_AGO)
    assert held.class_on(book.store, anna, A_DAY) is Class.PLATINUM
    assert held.class_on(book.store, anna, A_DAY + timedelta(days=1)) is Class.LEAD


def test_who_bought_first_under_ninety_days_ago_is_new(book: Book) -> None:
    anna = add_customer(book, known_since=LONG_AGO)
    step(book, anna, Class.INACTIVE, LONG_AGO)
    add_sale(book, anna, A_DAY)
    assert held.class_on(book.store, anna, A_DAY - timedelta(days=1)) is Class.INACTIVE
    assert held.class_on(book.store, anna, A_DAY) is Class.NEW
    assert held.class_on(book.store, anna, A_DAY + timedelta(days=89)) is Class.NEW
    assert held.class_on(book.store, anna, A_DAY + timedelta(days=90)) is Class.INACTIVE


def test_how_long_customers_are_new_is_the_owners_to_say(book: Book) -> None:
    anna = add_customer(book, known_since=A_DAY)
    assert held.class_on(book.store, anna, A_DAY + timedelta(days=30)) is Class.NEW
    with book.edit("Set the lines"):
        book.class_lines.insert(
            ClassLines(set_on=A_DAY, current_cents=1, platinum_cents=1, iron_cents=1, new_days=30)
        )
    assert held.class_on(book.store, anna, A_DAY + timedelta(days=29)) is Class.NEW
    assert held.class_on(book.store, anna, A_DAY + timedelta(days=30)) is Class.NONE


def test_nobody_who_left_is_new(book: Book) -> None:
    left = add_customer(book, known_since=A_DAY, left_reason=LeftReason.MOVED)
    assert held.class_on(book.store, left, A_DAY) is Class.NONE


def test_who_left_later_was_new_until_then(book: Book) -> None:
    later = A_DAY + timedelta(days=10)
    left = add_customer(book, known_since=A_DAY, left_reason=LeftReason.MOVED, left_on=later)
    assert held.class_on(book.store, left, later - timedelta(days=1)) is Class.NEW
    assert held.class_on(book.store, left, later) is Class.NONE


def test_nobody_is_new_before_they_are_known(book: Book) -> None:
    anna = add_customer(book, known_since=A_DAY)
    assert held.class_on(book.store, anna, A_DAY - timedelta(days=1)) is Class.NONE
    assert held.class_on(book.store, anna, A_DAY) is Class.NEW


def test_that_somebody_was_new_says_nothing_once_they_are_not(book: Book) -> None:
    anna = old_customer(book)
    step(book, anna, Class.NEW, A_DAY)
    assert held.class_on(book.store, anna, A_DAY) is Class.NONE


def test_connectors_are_treated_as_gold_at_least(book: Book) -> None:
    lead, platinum, decided, brought_one = (old_customer(book) for _each in range(4))
    for customer_id in (lead, decided, brought_one):
        step(book, customer_id, Class.LEAD, A_DAY)
    step(book, platinum, Class.PLATINUM, A_DAY)
    with book.edit("Gave a class"):
        book.customers.update(replace(book.customers.get(decided), class_by_hand=Class.IRON))
    for introducer in (lead, platinum, decided):
        for _each in range(2):
            add_sale(book, add_customer(book, "Brought", introduced_by_id=introducer), A_DAY)
    add_sale(book, add_customer(book, "Brought", introduced_by_id=brought_one), A_DAY)
    add_customer(book, "Never bought", introduced_by_id=brought_one)

    treated = held.treated_on(book.store, A_DAY, [lead, platinum, decided, brought_one])
    assert treated == {
        lead: Class.GOLD,
        platinum: Class.PLATINUM,
        decided: Class.IRON,
        brought_one: Class.LEAD,
    }
    assert held.class_on(book.store, lead, A_DAY) is Class.LEAD
    the_day_before = held.treated_on(book.store, A_DAY - timedelta(days=1), [lead])
    assert the_day_before == {lead: Class.NONE}


def test_all_at_once_says_the_same_as_one_by_one(book: Book) -> None:
    anna, ben, cleo = (
        old_customer(book),
        add_customer(book, "Ben"),
        add_customer(book, "Cleo", known_since=A_DAY),
    )
    step(book, anna, Class.IRON, A_DAY)
    everybody = held.classes_on(book.store, A_DAY)
    assert everybody == {anna: Class.IRON, ben: Class.NONE, cleo: Class.NEW}
    assert {one: held.class_on(book.store, one, A_DAY) for one in everybody} == everybody
    assert held.classes_on(book.store, A_DAY, [ben]) == {ben: Class.NONE}
