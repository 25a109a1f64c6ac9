"""From a complaint to its end: saving it, and the visit afterwards that asks whether it really was put right."""

from dataclasses import replace
from datetime import date, timedelta

from model.book import Book
from model.complaints import Complaint, ComplaintStatus
from model.days_in_words import format_day
from model.errors import FieldError
from model.follow_ups import FollowUp, FollowUpStatus
from model.rules import Rule
from resources.i18n import N_, _

ASK_AFTER_DAYS = 3


def ask_on(closed_on: date) -> date:
    """The day on which to ask a customer whose complaint was closed on ``closed_on``."""
    return closed_on + timedelta(days=ASK_AFTER_DAYS)


def save_complaint(
    book: Book, complaint: Complaint, today: date, ask: date | None = None, since: Complaint | None = None
) -> Complaint:
    """Store a new or changed complaint, and plan to ask on ``ask`` if it is closed by this; all in one edit.

    A closed complaint without a day of closing is closed today, an answered one without its day answered today.
    Reopening it takes the planned question away. ``since`` is the complaint as it was when the person began, so that
    what they left alone stays. ``FieldError`` for days in the wrong order.
    """
    complaint = _with_days(complaint, today)
    before = book.complaints.find(complaint.id) if complaint.id else None
    name = book.customers.get(complaint.customer_id).name
    closed = complaint.status is ComplaintStatus.CLOSED
    was_closed = before is not None and before.status is ComplaintStatus.CLOSED
    with book.edit(_what(is_new=before is None, closed=closed, was_closed=was_closed), name=name):
        saved = book.complaints.update(complaint, since) if before else book.complaints.insert(complaint)
        if closed and not was_closed and ask is not None:
            _plan_question(book, saved, ask)
        for settled in _settled(book, saved, closed=closed):
            book.follow_ups.update(replace(settled, status=FollowUpStatus.SKIPPED, done_on=today))
    return saved


def _what(*, is_new: bool, closed: bool, was_closed: bool) -> str:
    if is_new:
        return N_("Recorded a complaint of {name}")
    if closed and not was_closed:
        return N_("Closed the complaint of {name}")
    if was_closed and not closed:
        return N_("Opened the complaint of {name} again")
    return N_("Changed the complaint of {name}")


def _with_days(complaint: Complaint, today: date) -> Complaint:
    closed = complaint.status is ComplaintStatus.CLOSED
    answered = complaint.status is not ComplaintStatus.OPEN
    complaint = replace(
        complaint,
        answered_on=(complaint.answered_on or complaint.closed_on or today) if answered else None,
        closed_on=(complaint.closed_on or today) if closed else None,
    )
    if complaint.said_on > today:
        raise FieldError(_("This day is still to come."), "said_on")
    if complaint.answered_on and complaint.answered_on < complaint.said_on:
        raise FieldError(_("It cannot have been answered before it was said."), "answered_on")
    if complaint.closed_on and complaint.closed_on < complaint.said_on:
        raise FieldError(_("It cannot have been closed before it was said."), "closed_on")
    return complaint


def _plan_question(book: Book, complaint: Complaint, ask: date) -> None:
    day = format_day(complaint.said_on)
    question = FollowUp(
        customer_id=complaint.customer_id,
        complaint_id=complaint.id,
        rule=Rule.AFTER_COMPLAINT,
        planned_on=ask,
        anchor_on=complaint.closed_on,
        staff_id=complaint.handler_id,
        reason=_("Complained on {day}: has it really been put right?").format(day=day),
    )
    planned = _open(book, complaint, Rule.AFTER_COMPLAINT)
    if planned:
        book.follow_ups.update(replace(question, id=planned[0].id))
    else:
        book.follow_ups.insert(question)


def _settled(book: Book, complaint: Complaint, *, closed: bool) -> list[FollowUp]:
    """What nobody need do any more: calls about a complaint that is closed, the question after one that is not."""
    return _open(book, complaint, Rule.COMPLAINT if closed else Rule.AFTER_COMPLAINT)


def _open(book: Book, complaint: Complaint, rule: Rule) -> list[FollowUp]:
    return book.follow_ups.all(
        "complaint_id = :complaint AND rule = :rule AND status = 'open'", complaint=complaint.id, rule=rule
    )
