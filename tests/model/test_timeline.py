"""One customer's story: what is planned on top, then the past, newest first."""

import dataclasses
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from model.book import Book
from model.channels import Channel
from model.class_reviews import ClassReview, ClassStep
from model.complaints import Complaint, ComplaintStatus
from model.customer_class import CustomerClass
from model.follow_ups import FollowUp, FollowUpStatus
from model.gifts import GiftKind
from model.product_services import ProductService, ServiceUse
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.timeline import Event, EventKind, timeline
from model.visits import Outcome
from model.wishes import Wish
from tests.makers import A_DAY, add_customer, add_gift, add_sale, add_visit, make_book, review_classes


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with make_book(tmp_path) as made:
        yield made


@pytest.fixture
def anna(book: Book) -> int:
    return add_customer(book)


def titles(book: Book, customer_id: int) -> list[str]:
    return [event.title for event in timeline(book.store, customer_id, A_DAY)]


def test_somebody_new_has_no_story(book: Book, anna: int) -> None:
    assert timeline(book.store, anna, A_DAY) == []


def test_what_is_planned_stands_above_the_past(book: Book, anna: int) -> None:
    add_sale(book, anna, A_DAY)
    add_visit(book, anna, A_DAY - timedelta(3))
    with book.edit("Planned"):
        book.follow_ups.insert(FollowUp(customer_id=anna, planned_on=A_DAY - timedelta(9), reason="overdue"))
        book.follow_ups.insert(
            FollowUp(customer_id=anna, planned_on=A_DAY + timedelta(9), reason="size 38", promise=True)
        )
    assert titles(book, anna) == ["Promised: size 38", "Planned: overdue", "Tea", "Phone call: Reached"]


def test_wishes_and_services_are_part_of_the_story(book: Book, anna: int) -> None:
    with book.edit("Wished and used"):
        tea = book.products.insert(Product(name="Tea"))
        check = book.product_services.insert(ProductService(product_id=tea.id, name="Check", first_after=1))
        book.wishes.insert(
            Wish(customer_id=anna, words="Size 38", wished_on=A_DAY, arrived_on=A_DAY + timedelta(3))
        )
        book.wishes.insert(
            Wish(customer_id=anna, product_id=tea.id, words="green", wished_on=A_DAY - timedelta(1))
        )
        book.service_uses.insert(
            ServiceUse(customer_id=anna, product_service_id=check.id, nth=2, used_on=A_DAY + timedelta(9))
        )
    assert titles(book, anna) == ["Free service: Check (no. 2)", "Wish: Size 38", "Wish: Tea, green"]
    assert timeline(book.store, anna, A_DAY)[1].detail == "It is in since 15 Mar 2026"


def test_gifts_are_part_of_the_story_with_what_they_cost_us(book: Book, anna: int) -> None:
    add_gift(book, anna, A_DAY, 450)
    add_gift(book, anna, A_DAY - timedelta(3), words="Free delivery", kind=GiftKind.GOODWILL)
    given, made_up = timeline(book.store, anna, A_DAY)
    assert (given.kind, given.title, given.detail) == (EventKind.GIFT, "Gift: A tin of tea", "Cost us €4.50")
    assert (made_up.kind, made_up.title, made_up.detail) == (
        EventKind.GOODWILL,
        "Goodwill: Free delivery",
        "",
    )
    assert given.amount_cents is None, "no money came in or went out over the counter"


def test_steps_between_classes_are_part_of_the_story_with_their_reason(book: Book, anna: int) -> None:
    tom = add_customer(book, "Tom")
    review_classes(
        book, A_DAY - timedelta(60), anna=(anna, CustomerClass.GOLD), tom=(tom, CustomerClass.LEAD)
    )
    with book.edit("Reviewed the classes"):
        review = book.class_reviews.insert(ClassReview(reviewed_on=A_DAY))
        for from_class, to_class, on, parts in (
            (CustomerClass.GOLD, CustomerClass.INACTIVE, A_DAY - timedelta(30), '{"now": {"gone": true}}'),
            (
                CustomerClass.INACTIVE,
                CustomerClass.NEW,
                A_DAY,
                f'{{"now": {{"first_on": "{A_DAY.isoformat()}"}}}}',
            ),
        ):
            book.class_steps.insert(
                ClassStep(
                    class_review_id=review.id,
                    customer_id=anna,
                    moved_on=on,
                    from_class=from_class,
                    to_class=to_class,
                    current_cents=0,
                    potential_cents=0,
                    parts=parts,
                )
            )
    told = timeline(book.store, anna, A_DAY)
    assert {event.kind for event in told} == {EventKind.CLASSED}
    assert [(event.title, event.detail, event.good) for event in told] == [
        ("Class: Inactive → New customer", "Bought for the first time, on 12 Mar 2026.", None),
        ("Class: Gold → Inactive", "No longer comes: has left, or was put away.", False),
        ("Class: Gold", told[2].detail, None),
    ]
    assert told[2].detail.startswith("Brought €0.00 in 12 months")
    book.undo()
    book.undo()
    assert timeline(book.store, anna, A_DAY) == []


def test_a_purchase_names_its_dearest_lines_and_counts_the_rest(book: Book, anna: int) -> None:
    with book.edit("Sold"):
        book.purchases.save(
            Purchase(customer_id=anna, bought_on=A_DAY),
            [
                PurchaseLine(text="Cup", amount_cents=750),
                PurchaseLine(text="Tea", amount_cents=2900, quantity_thousandths=2000),
                PurchaseLine(text="Pot", amount_cents=3900),
                PurchaseLine(text="Spoon", amount_cents=100),
            ],
        )
    [event] = timeline(book.store, anna, A_DAY)
    assert event.title == "Pot, 2 × Tea, Cup and 1 more"
    assert event.amount_cents == 7650


def test_goods_that_came_back_are_told_apart(book: Book, anna: int) -> None:
    sale = add_sale(book, anna, A_DAY - timedelta(2), 900)
    [line] = book.purchase_lines.of(sale.id)
    with book.edit("Took back"):
        book.purchases.return_goods(sale.id, {line.id: 1000}, A_DAY)
    back, sold = timeline(book.store, anna, A_DAY)
    assert (back.kind, back.title, back.amount_cents) == (EventKind.RETURN, "Brought back Tea", -900)
    assert sold.kind is EventKind.SALE


def test_a_contact_tells_words_suggestion_and_score(book: Book, anna: int) -> None:
    add_visit(book, anna, words="All well.", suggestion="Open on Sunday", satisfaction=9)
    add_visit(book, anna, A_DAY - timedelta(1), Outcome.NO_ANSWER)
    add_visit(book, anna, A_DAY - timedelta(2), channel=Channel.COUNTER, words="Asked for green tea.")
    reached, missed, counter = timeline(book.store, anna, A_DAY)
    assert reached.detail == "“All well.”\nSuggests: Open on Sunday\nWould come back: 9 of 10"
    assert (missed.title, missed.good) == ("Phone call: No answer", False)
    assert counter.title == "In the shop"


def test_a_complaint_has_its_day_and_the_day_on_which_it_was_put_right(book: Book, anna: int) -> None:
    with book.edit("Complained"):
        book.complaints.insert(
            Complaint(
                customer_id=anna,
                said_on=A_DAY - timedelta(8),
                words="It leaks.",
                status=ComplaintStatus.CLOSED,
                closed_on=A_DAY,
                solution="A new one.",
            )
        )
    closed, said = timeline(book.store, anna, A_DAY)
    assert (closed.kind, closed.on, closed.detail) == (EventKind.PUT_RIGHT, A_DAY, "A new one.")
    assert (said.kind, said.detail) == (EventKind.COMPLAINT, "“It leaks.”")


def test_a_follow_up_that_led_to_a_contact_is_not_told_twice(book: Book, anna: int) -> None:
    with book.edit("Planned"):
        planned = book.follow_ups.insert(FollowUp(customer_id=anna, planned_on=A_DAY, reason="Ask"))
    add_visit(book, anna, follow_up_id=planned.id)
    with book.edit("Done"):
        done = dataclasses.replace(planned, status=FollowUpStatus.DONE, done_on=A_DAY)
        book.follow_ups.update(done)
        book.follow_ups.insert(
            FollowUp(customer_id=anna, planned_on=A_DAY, reason="Card", status=FollowUpStatus.SKIPPED)
        )
    assert sorted(titles(book, anna)) == ["Phone call: Reached", "Skipped: Card"]


def test_what_lapsed_was_missed_and_is_no_longer_planned(book: Book, anna: int) -> None:
    with book.edit("Planned"):
        for days, reason in ((1, "Lapsed"), (0, "Waits")):
            lapses_on = A_DAY - timedelta(days)
            book.follow_ups.insert(
                FollowUp(
                    customer_id=anna, planned_on=lapses_on - timedelta(9), lapses_on=lapses_on, reason=reason
                )
            )
    assert titles(book, anna) == ["Planned: Waits", "Missed: Lapsed"]


def test_whom_they_brought_is_a_part_of_their_story(book: Book, anna: int) -> None:
    tom = add_customer(book, "Tom", introduced_by_id=anna, known_since=A_DAY)
    add_customer(book, "Nobody knows when", introduced_by_id=anna)
    assert timeline(book.store, anna, A_DAY) == [
        Event(kind=EventKind.BROUGHT, record_id=tom, on=A_DAY, at=None, title="Brought Tom to us", good=True)
    ]


def test_the_story_of_one_is_not_told_of_another(book: Book, anna: int) -> None:
    add_sale(book, add_customer(book, "Tom"))
    add_sale(book, None)
    assert timeline(book.store, anna, A_DAY) == []
