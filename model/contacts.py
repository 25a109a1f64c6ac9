"""Writing back a contact: what was said, what it settles, and what comes next, all in one edit."""

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta

from model.book import Book
from model.channels import Channel
from model.complaints import ComplaintStatus
from model.customers import Consent
from model.due import DueItem
from model.follow_ups import BY_HAND, FollowUp, FollowUpStatus
from model.visits import Outcome, Visit
from resources.i18n import N_


def record_contact(
    book: Book,
    visit: Visit,
    items: Sequence[DueItem] = (),
    next_on: date | None = None,
    next_reason: str = "",
) -> Visit:
    """Store a contact and settle the reasons for which it was made.

    Reached or refused: the reasons are done, and a complaint among them has had its first answer if they were
    reached. No answer or a wrong number: each counts one more attempt and waits for the next day. Call back: it
    waits until ``next_on``. Do not call again: done, and the consent to phone is taken back. With ``next_on`` (other
    than for a call back) the next contact is planned for that day.
    """
    name = book.customers.get(visit.customer_id).name
    with book.edit(N_("Wrote down a contact with {name}"), name=name):
        settled = [stored(book, item, visit.visited_on) for item in items]
        first = settled[0].id if settled else None
        complaints = [item.complaint_id for item in items if item.complaint_id]
        saved = book.visits.insert(
            dataclasses.replace(
                visit,
                reached=visit.outcome.reached,
                follow_up_id=visit.follow_up_id or first,
                complaint_id=visit.complaint_id or next(iter(complaints), None),
            )
        )
        if visit.outcome is Outcome.REACHED:
            for complaint_id in complaints:
                _answer(book, complaint_id, visit.visited_on)
        for follow_up in settled:
            book.follow_ups.update(_settled(follow_up, visit, next_on))
        if visit.outcome is Outcome.DO_NOT_CALL:
            _take_back_consent(book, visit)
        if next_on is not None and not (visit.outcome is Outcome.CALL_BACK and settled):
            book.follow_ups.insert(
                FollowUp(
                    customer_id=visit.customer_id,
                    channel=visit.channel if visit.channel is not Channel.COUNTER else Channel.PHONE,
                    planned_on=next_on,
                    reason=next_reason,
                    rule=BY_HAND,
                )
            )
    return saved


def skip(book: Book, items: Sequence[DueItem], today: date) -> None:
    """Leave these reasons be for good: they do not come back for the same occasion."""
    name = book.customers.get(items[0].customer_id).name
    with book.edit(N_("Skipped a contact with {name}"), name=name):
        for item in items:
            skipped = dataclasses.replace(
                stored(book, item, today), status=FollowUpStatus.SKIPPED, done_on=today
            )
            book.follow_ups.update(skipped)


def snooze(book: Book, items: Sequence[DueItem], until: date) -> None:
    """Ask again on another day; the plan itself does not move."""
    name = book.customers.get(items[0].customer_id).name
    with book.edit(N_("Put off a contact with {name}"), name=name):
        for item in items:
            book.follow_ups.update(dataclasses.replace(stored(book, item), snoozed_to=until))


def stored(book: Book, item: DueItem, shown_on: date | None = None) -> FollowUp:
    """The follow-up of a reason; a rule's wish becomes one now. ``shown_on`` is the day of the list it stands on or on
    which it is worked on; where there was an earlier one, that stays."""
    if item.follow_up_id:
        known = book.follow_ups.get(item.follow_up_id)
        shown = dataclasses.replace(known, shown_on=known.shown_on or shown_on)
        return book.follow_ups.update(shown)
    return book.follow_ups.insert(
        FollowUp(
            customer_id=item.customer_id,
            channel=item.channel,
            rule=item.rule,
            reason=item.reason,
            planned_on=item.planned_on,
            anchor_on=item.anchor_on,
            purchase_id=item.purchase_id,
            complaint_id=item.complaint_id,
            shown_on=shown_on,
        )
    )


def _answer(book: Book, complaint_id: int, on: date) -> None:
    """Whoever complained has been spoken to: that is their first answer."""
    complaint = book.complaints.find(complaint_id)
    if complaint is not None and complaint.status is ComplaintStatus.OPEN:
        answered = dataclasses.replace(complaint, status=ComplaintStatus.ANSWERED, answered_on=on)
        book.complaints.update(answered)


def _settled(follow_up: FollowUp, visit: Visit, next_on: date | None) -> FollowUp:
    attempts = follow_up.attempts + 1
    if visit.outcome in (Outcome.NO_ANSWER, Outcome.WRONG_NUMBER):
        return dataclasses.replace(
            follow_up, attempts=attempts, snoozed_to=next_on or visit.visited_on + timedelta(days=1)
        )
    if visit.outcome is Outcome.CALL_BACK:
        return dataclasses.replace(follow_up, snoozed_to=next_on or visit.visited_on + timedelta(days=1))
    return dataclasses.replace(
        follow_up,
        status=FollowUpStatus.DONE,
        done_on=visit.visited_on,
        attempts=attempts,
        staff_id=visit.staff_id,
    )


def _take_back_consent(book: Book, visit: Visit) -> None:
    card = book.customers.card(visit.customer_id)
    others = tuple(consent for consent in card.consents if consent.channel != Channel.PHONE)
    known = next((consent for consent in card.consents if consent.channel == Channel.PHONE), None)
    refused = Consent(
        id=known.id if known else 0,
        channel=Channel.PHONE,
        allowed=False,
        said_on=visit.visited_on,
        note=visit.words[:500],
    )
    book.customers.save(dataclasses.replace(card, consents=(*others, refused)))
