"""Writing back a contact: what was said, what it settles, and what comes next, all in one edit."""

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta

from model.book import Book
from model.call_list_closing import close_if_all_is_back, line_waiting_for, tick_off
from model.channels import Channel
from model.complaints import ComplaintStatus
from model.customers import Consent
from model.due import DueItem, item_of
from model.follow_ups import BY_HAND, FollowUp, FollowUps, FollowUpStatus
from model.leaving import LeftReason
from model.planning.plan import plan
from model.planning.satisfying import CONTACT_SATISFIES
from model.planning.stored import follow_ups_on
from model.planning.storing import put_off, stored
from model.store import Store
from model.visit_rules import RuleKind
from model.visits import Outcome, Visit, is_in_vain, was_answered
from resources.i18n import N_

__all__ = ["comes_again", "reasons_for", "record_contact", "skip", "snooze", "stored", "take_on"]


def record_contact(
    book: Book,
    visit: Visit,
    items: Sequence[DueItem] = (),
    next_on: date | None = None,
    next_reason: str = "",
    *,
    next_promise: bool = False,
    call_list_line_id: int | None = None,
    left_reason: LeftReason = LeftReason.NONE,
    left_for: str = "",
) -> Visit:
    """Store a contact and settle the reasons for which it was made.

    Reached or refused: the reasons are done, and a complaint among them has had its first answer if they were
    reached; a wish they heard about is closed. No answer or a wrong number: each counts one more attempt and waits for
    the next day; after as many attempts as the shop makes, a letter takes the place of the calls, and the details are
    to be confirmed at the next visit (of a wrong number at once). Call back: it waits until ``next_on``. Do not call
    again: done, and the consent to phone is taken back. ``next_on`` is when those are tried again who were not spoken
    to or asked to be called back; else the next contact is planned for that day, as a promise if it is one.

    A message, an e-mail or a letter that was sent is a contact with the outcome REACHED: its reasons are done, and it
    counts among the contacts of the quarter. Only if it was answered (words, a satisfaction or a suggestion) was the
    customer ``reached``, which is what keeps in touch and confirms that our details are right.

    ``call_list_line_id`` is the line of a printed list it was written on; the line is written with it. ``left_reason``
    and ``left_for`` are what whoever no longer comes said about it.
    """
    customer = book.customers.get(visit.customer_id)
    line_id = call_list_line_id or visit.call_list_line_id
    with book.edit(N_("Wrote down a contact with {name}"), name=customer.name):
        about = [stored(book, item, visit.visited_on) for item in items]
        # Whoever calls from the screen has called: the paper they also stand on need not come back for it.
        waiting = line_waiting_for(book, [one.id for one in about]) if line_id is None else None
        line_id = waiting.id if waiting else line_id
        complaints = [item.complaint_id for item in items if item.complaint_id]
        saved = book.visits.insert(
            dataclasses.replace(
                visit,
                reached=was_answered(visit),
                follow_up_id=visit.follow_up_id or next((one.id for one in about), None),
                complaint_id=visit.complaint_id or next(iter(complaints), None),
                call_list_line_id=line_id,
            )
        )
        if visit.outcome is Outcome.REACHED:
            for complaint_id in complaints:
                _answer(book, complaint_id, visit.visited_on)
            for follow_up in about:
                _close_wish(book, follow_up, visit.visited_on)
        given_up = [_settle(book, follow_up, visit, next_on) for follow_up in about]
        if saved.reached and saved.outcome is Outcome.REACHED:
            _merge(book, saved)
        if visit.outcome is Outcome.DO_NOT_CALL:
            _take_back_consent(book, visit)
        _keep_details(book, saved, given_up=any(given_up))
        if left_reason is not LeftReason.NONE:
            _has_left(book, saved, left_reason, left_for)
        if line_id is not None:
            tick_off(book, line_id)
        if waiting is not None:
            close_if_all_is_back(book, waiting.call_list_id, visit.visited_on)
        is_put_off = bool(about) and (visit.outcome is Outcome.CALL_BACK or is_in_vain(visit.outcome))
        if next_on is not None and not is_put_off:
            book.follow_ups.insert(
                FollowUp(
                    customer_id=visit.customer_id,
                    channel=visit.channel if visit.channel is not Channel.COUNTER else Channel.PHONE,
                    planned_on=next_on,
                    reason=next_reason,
                    rule=BY_HAND,
                    promise=next_promise,
                )
            )
    return saved


def reasons_for(
    store: Store, customer_id: int, today: date, follow_up_id: int | None = None
) -> list[DueItem]:
    """What a contact that nobody called for may settle: what is stored and due, the follow-up that was named even if it
    is not, and what they waited for if it is here. Not what has settled itself by now."""
    by_now = {one.id: one.status for one in follow_ups_on(store, customer_id, today)}
    stored_ones = [
        item_of(one)
        for one in FollowUps(store).of_customer(customer_id)
        if one.status is FollowUpStatus.OPEN
        and (one.id == follow_up_id or (one.due_on <= today and by_now[one.id] is not FollowUpStatus.SKIPPED))
    ]
    asked = [item for one in plan(store, today, only=[customer_id])[0].due for item in one.items]
    return stored_ones + [item for item in asked if item.rule == RuleKind.WISH and item.follow_up_id is None]


def skip(book: Book, items: Sequence[DueItem], today: date) -> None:
    """Leave these reasons be for good: they do not come back for the same occasion."""
    name = book.customers.get(items[0].customer_id).name
    with book.edit(N_("Skipped a contact with {name}"), name=name):
        for item in items:
            skipped = dataclasses.replace(
                stored(book, item, today), status=FollowUpStatus.SKIPPED, done_on=today
            )
            book.follow_ups.update(skipped)


def snooze(book: Book, items: Sequence[DueItem], until: date, today: date | None = None) -> None:
    """Ask again on another day; the plan itself does not move. ``today`` is when that was decided."""
    name = book.customers.get(items[0].customer_id).name
    with book.edit(N_("Put off a contact with {name}"), name=name):
        for item in items:
            book.follow_ups.update(put_off(stored(book, item, today), until))


def take_on(book: Book, item: DueItem, today: date) -> None:
    """Do today what was held back for want of room, or because the customer heard from us often enough."""
    name = book.customers.get(item.customer_id).name
    with book.edit(N_("Took on for today a contact with {name}"), name=name):
        book.follow_ups.update(put_off(stored(book, item, today), today))


def _settle(book: Book, follow_up: FollowUp, visit: Visit, next_on: date | None) -> bool:
    """What becomes of a reason; whether no more calls are made for it."""
    attempts = follow_up.attempts + 1
    if is_in_vain(visit.outcome):
        tried = dataclasses.replace(follow_up, attempts=attempts)
        given_up = follow_up.channel is Channel.PHONE and attempts >= book.shop.attempts_at_most
        if given_up:
            tried = dataclasses.replace(tried, channel=Channel.LETTER)
            # It has to be written, also where this was the last day for a call.
            next_on = next_on or visit.visited_on + timedelta(days=1)
        if next_on is not None:
            book.follow_ups.update(put_off(tried, next_on))
        else:
            book.follow_ups.update(
                dataclasses.replace(tried, snoozed_to=visit.visited_on + timedelta(days=1))
            )
        return given_up
    if visit.outcome is Outcome.CALL_BACK:
        book.follow_ups.update(put_off(follow_up, next_on or visit.visited_on + timedelta(days=1)))
        return False
    book.follow_ups.update(
        dataclasses.replace(
            follow_up,
            status=FollowUpStatus.DONE,
            done_on=visit.visited_on,
            attempts=attempts,
            staff_id=visit.staff_id,
        )
    )
    return False


def _merge(book: Book, visit: Visit) -> None:
    """What else was open, of rules for which any real contact will do, has been joined with this one."""
    for follow_up in book.follow_ups.all(
        "id IN (SELECT f.id FROM follow_up AS f JOIN visit_rule AS r ON r.id = f.rule_id"
        " WHERE f.customer_id = :customer AND f.status = 'open' AND NOT f.promise"
        f" AND {CONTACT_SATISFIES.format(on=':day')})",
        customer=visit.customer_id,
        day=visit.visited_on.isoformat(),
    ):
        merged = dataclasses.replace(follow_up, status=FollowUpStatus.MERGED, done_on=visit.visited_on)
        book.follow_ups.update(merged)


def _answer(book: Book, complaint_id: int, on: date) -> None:
    """Whoever complained has been spoken to: that is their first answer."""
    complaint = book.complaints.find(complaint_id)
    if complaint is not None and complaint.status is ComplaintStatus.OPEN:
        answered = dataclasses.replace(complaint, status=ComplaintStatus.ANSWERED, answered_on=on)
        book.complaints.update(answered)


def _close_wish(book: Book, follow_up: FollowUp, on: date) -> None:
    """They know that it is in."""
    if follow_up.rule != RuleKind.WISH or not follow_up.occasion.isdecimal():
        return
    wish = book.wishes.find(int(follow_up.occasion))
    if wish is not None and wish.closed_on is None:
        book.wishes.update(dataclasses.replace(wish, closed_on=on))


def _keep_details(book: Book, visit: Visit, *, given_up: bool) -> None:
    """Whoever was reached has the number that we have; whoever cannot be reached may have another."""
    if book.visits.count(_KNOWS_BETTER, customer=visit.customer_id, day=visit.visited_on.isoformat()):
        return  # a paper that comes back late
    customer = book.customers.get(visit.customer_id)
    if given_up or visit.outcome is Outcome.WRONG_NUMBER:
        book.customers.update(dataclasses.replace(customer, confirm_details=True))
    elif visit.reached and visit.channel is not Channel.COUNTER:
        book.customers.update(dataclasses.replace(customer, confirm_details=False))


_KNOWS_BETTER = (
    "customer_id = :customer AND visited_on > :day AND channel <> 'counter'"
    " AND (reached OR outcome = 'wrong_number')"
)
"""SQL: a later contact that says whether our number is right."""


def _has_left(book: Book, visit: Visit, reason: LeftReason, left_for: str) -> None:
    customer = book.customers.get(visit.customer_id)
    book.customers.update(
        dataclasses.replace(
            customer,
            left_on=customer.left_on or visit.visited_on,
            left_reason=reason,
            left_for=left_for or customer.left_for,
        )
    )


def comes_again(book: Book, customer_id: int) -> None:
    """Inside an edit: whoever had left is a customer as before."""
    customer = book.customers.get(customer_id)
    if customer.left_reason is not LeftReason.NONE:
        book.customers.update(
            dataclasses.replace(customer, left_on=None, left_reason=LeftReason.NONE, left_for="")
        )


def _take_back_consent(book: Book, visit: Visit) -> None:
    card = book.customers.card(visit.customer_id)
    others = tuple(consent for consent in card.consents if consent.channel != Channel.PHONE)
    known = next((consent for consent in card.consents if consent.channel == Channel.PHONE), None)
    if known and known.allowed and known.said_on and known.said_on > visit.visited_on:
        return  # they said something else since: the paper comes back late
    refused = Consent(
        id=known.id if known else 0,
        channel=Channel.PHONE,
        allowed=False,
        said_on=visit.visited_on,
        note=visit.words[:500],
    )
    book.customers.save(dataclasses.replace(card, consents=(*others, refused)))
