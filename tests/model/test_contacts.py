"""Writing back a contact: what becomes of the reason, of the customer's details, and of what was on paper."""

import dataclasses
from datetime import date, timedelta

import pytest

from model.book import Book
from model.call_list_making import make_list
from model.call_lists import LineStatus
from model.channels import Channel
from model.contacts import record_contact, skip, snooze
from model.due import Due
from model.follow_ups import FollowUp, FollowUpStatus
from model.households import Household
from model.leaving import LeftReason
from model.planning.plan import due
from model.visits import Outcome, Visit
from tests.makers import add_customer, add_sale

SALE = date(2026, 3, 9)
DAY = date(2026, 3, 12)


def one_due(book: Book, on: date = DAY, **fields: object) -> Due:
    """Anna, who is due on ``on`` for what she bought three days before."""
    add_sale(book, add_customer(book, "Anna", "07700 900123", **fields), on - timedelta(days=3))
    [one] = due(book.store, on)
    return one


def answer(book: Book, one: Due, outcome: Outcome, on: date = DAY, **fields: object) -> Visit:
    visit = Visit(customer_id=one.customer_id, visited_on=on, outcome=outcome, **fields)  # type: ignore[arg-type]
    return record_contact(book, visit, one.items)


def set_attempts(book: Book, most: int) -> None:
    with book.edit("Changed the settings"):
        book.shops.update(dataclasses.replace(book.shop, attempts_at_most=most))


def test_what_a_rule_asked_for_is_stored_as_that_very_occasion(book: Book) -> None:
    one = one_due(book)
    [item] = one.items
    answer(book, one, Outcome.REACHED)
    [stored] = book.follow_ups.all()
    assert (stored.rule, stored.rule_id, stored.anchor_on) == ("after_sale", 1, SALE)
    assert (stored.planned_on, stored.lapses_on, stored.shown_on) == (DAY, item.lapses_on, DAY)
    assert (stored.reason, stored.purchase_id) == (item.reason, item.purchase_id)


def test_after_the_last_attempt_a_letter_takes_the_place_of_the_calls(book: Book) -> None:
    set_attempts(book, 2)
    one = one_due(book)
    answer(book, one, Outcome.NO_ANSWER)
    tomorrow = DAY + timedelta(days=1)
    [again] = due(book.store, tomorrow)
    assert [item.channel for item in again.items] == [Channel.PHONE]
    assert not book.customers.get(one.customer_id).confirm_details
    answer(book, again, Outcome.NO_ANSWER, tomorrow)
    [letter] = due(book.store, tomorrow + timedelta(days=1))
    assert [(item.channel, item.attempts) for item in letter.items] == [(Channel.LETTER, 2)]
    assert book.customers.get(one.customer_id).confirm_details
    book.undo()
    assert not book.customers.get(one.customer_id).confirm_details


def test_a_wrong_number_asks_at_once_to_confirm_the_details_and_reaching_them_confirms_them(
    book: Book,
) -> None:
    one = one_due(book)
    answer(book, one, Outcome.WRONG_NUMBER)
    assert book.customers.get(one.customer_id).confirm_details
    [again] = due(book.store, DAY + timedelta(days=1))
    answer(book, again, Outcome.REACHED, DAY + timedelta(days=1))
    assert not book.customers.get(one.customer_id).confirm_details


def test_a_message_is_done_when_it_is_sent_but_reaches_only_who_answers(book: Book) -> None:
    one = one_due(book, confirm_details=True)
    sent = answer(book, one, Outcome.REACHED, channel=Channel.MESSAGE)
    assert not sent.reached
    assert book.follow_ups.all()[0].status is FollowUpStatus.DONE
    assert book.customers.get(one.customer_id).confirm_details
    assert book.customers.figures(one.customer_id).reached_on is None
    answered = record_contact(
        book,
        Visit(
            customer_id=one.customer_id, visited_on=DAY, channel=Channel.MESSAGE, words="Thank you, all well"
        ),
    )
    assert answered.reached
    assert not book.customers.get(one.customer_id).confirm_details


def test_any_real_contact_joins_what_else_was_open_of_a_rule_that_only_wants_one(book: Book) -> None:
    one = one_due(book)
    answer(book, one, Outcome.NO_ANSWER)
    record_contact(book, Visit(customer_id=one.customer_id, visited_on=DAY + timedelta(days=1)))
    [stored] = book.follow_ups.all()
    assert (stored.status, stored.done_on) == (FollowUpStatus.MERGED, DAY + timedelta(days=1))


def test_a_promise_is_not_joined_with_another_contact(book: Book) -> None:
    anna = add_customer(book, "Anna")
    with book.edit("Promised"):
        book.follow_ups.insert(FollowUp(customer_id=anna, planned_on=DAY, promise=True, rule_id=1))
    record_contact(book, Visit(customer_id=anna, visited_on=DAY + timedelta(days=1)))
    assert book.follow_ups.all()[0].status is FollowUpStatus.OPEN


def test_why_somebody_left_and_where_they_buy_now_is_written_down_with_the_call(book: Book) -> None:
    one = one_due(book)
    record_contact(
        book,
        Visit(customer_id=one.customer_id, visited_on=DAY),
        one.items,
        left_reason=LeftReason.COMPETITOR,
        left_for="The retail park",
    )
    anna = book.customers.get(one.customer_id)
    assert (anna.left_on, anna.left_reason, anna.left_for) == (DAY, "competitor", "The retail park")


def test_the_next_contact_may_be_a_promise(book: Book) -> None:
    one = one_due(book)
    later = DAY + timedelta(days=7)
    visit = Visit(customer_id=one.customer_id, visited_on=DAY)
    record_contact(book, visit, one.items, later, "Bring the blue one", next_promise=True)
    [promised] = due(book.store, later)
    assert promised.promise


def test_what_was_called_is_written_on_the_line_of_its_list(book: Book) -> None:
    one = one_due(book)
    make_list(book, DAY, DAY)
    [line] = book.call_list_lines.all()
    visit = Visit(customer_id=one.customer_id, visited_on=DAY)
    saved = record_contact(book, visit, one.items, call_list_line_id=line.id)
    assert saved.call_list_line_id == line.id
    assert book.call_list_lines.get(line.id).status is LineStatus.WRITTEN


def test_a_line_of_two_is_written_when_both_are(book: Book) -> None:
    customers = [add_customer(book, name, "07700 900123") for name in ("Anna", "Bela")]
    for customer in customers:
        with book.edit("Moved in"):
            card = book.customers.card(customer)
            book.customers.save(dataclasses.replace(card, household=Household(name="Mill Lane")))
        add_sale(book, customer, SALE)
    make_list(book, DAY, DAY)
    [line] = book.call_list_lines.all()
    for customer, status in zip(customers, (LineStatus.OPEN, LineStatus.WRITTEN), strict=True):
        record_contact(book, Visit(customer_id=customer, visited_on=DAY), call_list_line_id=line.id)
        assert book.call_list_lines.get(line.id).status is status


@pytest.mark.parametrize("deed", ["skip", "snooze"])
def test_what_was_acted_on_remembers_on_which_day_it_stood_there(book: Book, deed: str) -> None:
    one = one_due(book)
    if deed == "skip":
        skip(book, one.items, DAY)
    else:
        snooze(book, one.items, DAY + timedelta(days=3), DAY)
    assert book.follow_ups.all()[0].shown_on == DAY


def test_what_is_tried_in_vain_on_its_last_day_is_missed_and_what_was_agreed_on_is_not(book: Book) -> None:
    last = DAY + timedelta(days=14)
    one_due(book)
    [one] = due(book.store, last)
    answer(book, one, Outcome.NO_ANSWER, last)
    assert due(book.store, last + timedelta(days=1)) == []
    book.undo()
    [one] = due(book.store, last)
    visit = Visit(customer_id=one.customer_id, visited_on=last, outcome=Outcome.CALL_BACK)
    record_contact(book, visit, one.items, last + timedelta(days=5))
    assert len(due(book.store, last + timedelta(days=5))) == 1
