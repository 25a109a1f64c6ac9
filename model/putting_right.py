"""From a complaint to its end: saving it, and the visit afterwards that asks whether it really was put right."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from model.book import Book
from model.complaints import Complaint, ComplaintStatus
from model.days_in_words import format_day
from model.errors import FieldError
from model.follow_ups import COMPLAINT, FollowUp, FollowUpStatus
from model.planning.gathering import occasions_of
from model.planning.occasion import Occasion, Window
from model.planning.shop_days import shop_days
from model.visit_rules import RuleKind
from resources.i18n import N_, _

ASK_AFTER_DAYS = 3

_LOOKS_AHEAD_DAYS = 366


def ask_on(closed_on: date) -> date:
    """The day on which to ask a customer whose complaint was closed on ``closed_on``."""
    return closed_on + timedelta(days=ASK_AFTER_DAYS)


def save_complaint(
    book: Book, complaint: Complaint, today: date, ask: date | None = None, since: Complaint | None = None
) -> Complaint:
    """Store a new or changed complaint, and plan to ask on ``ask`` if it is closed by this; all in one edit. Without
    ``ask`` no rule asks either: whoever closed it said that nobody need.

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
        if closed and not was_closed:
            _plan_question(book, saved, ask, today)
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


def _plan_question(book: Book, complaint: Complaint, ask: date | None, today: date) -> None:
    """The question on ``ask``, in the place of what the rules would ask; ``None``: what they would ask is skipped."""
    planned = _open(book, complaint, RuleKind.AFTER_COMPLAINT)
    asked = list(_asked_by_rules(book, complaint, today))
    day = format_day(complaint.said_on)
    question = FollowUp(
        customer_id=complaint.customer_id,
        complaint_id=complaint.id,
        rule=RuleKind.AFTER_COMPLAINT,
        planned_on=ask or today,
        anchor_on=complaint.closed_on,
        staff_id=complaint.handler_id,
        reason=_("Complained on {day}: has it really been put right?").format(day=day),
    )
    if ask is not None:
        if asked:
            question = _by_its_rule(question, asked.pop(0))
        if planned:
            book.follow_ups.update(replace(question, id=planned[0].id))
        else:
            book.follow_ups.insert(question)
    for needless in asked:
        skipped = _by_its_rule(replace(question, planned_on=needless.planned_on), needless)
        book.follow_ups.insert(replace(skipped, status=FollowUpStatus.SKIPPED, done_on=today))


def _by_its_rule(question: FollowUp, asked: Occasion) -> FollowUp:
    """The question as the rule's own occasion, so that it is not planned twice. It lapses as the rule says, unless
    somebody chose a day that is later than the rule's."""
    waits = (asked.lapses_on - asked.planned_on).days
    return replace(
        question,
        channel=asked.rule.channel,
        rule_id=asked.rule.id,
        anchor_on=asked.anchor_on,
        occasion=asked.occasion,
        lapses_on=max(asked.lapses_on, question.planned_on + timedelta(days=waits)),
        reason=asked.reason(question.planned_on),
    )


def _asked_by_rules(book: Book, complaint: Complaint, today: date) -> Iterator[Occasion]:
    """What the rules would ask of this customer about this complaint, the weightiest rule first."""
    closed_on = complaint.closed_on or today
    window = Window(max(closed_on, today), max(closed_on, today) + timedelta(days=_LOOKS_AHEAD_DAYS))
    rules = [rule for rule in book.visit_rules.active() if rule.kind is RuleKind.AFTER_COMPLAINT]
    for rule in sorted(rules, key=lambda rule: (-rule.weight, rule.position, rule.id)):
        for occasion in occasions_of(
            book.store, rule, window, shop_days(book.store), [complaint.customer_id]
        ):
            stored = book.follow_ups.count(
                "customer_id = :customer AND rule_id = :rule AND anchor_on = :anchor AND occasion = :occasion",
                customer=occasion.customer_id,
                rule=rule.id,
                anchor=occasion.anchor_on.isoformat(),
                occasion=occasion.occasion,
            )
            if occasion.complaint_id == complaint.id and not stored:
                yield occasion


def _settled(book: Book, complaint: Complaint, *, closed: bool) -> list[FollowUp]:
    """What nobody need do any more: calls about a complaint that is closed, the question after one that is not."""
    return _open(book, complaint, COMPLAINT if closed else RuleKind.AFTER_COMPLAINT)


def _open(book: Book, complaint: Complaint, rule: str) -> list[FollowUp]:
    return book.follow_ups.all(
        "complaint_id = :complaint AND rule = :rule AND status = 'open'", complaint=complaint.id, rule=rule
    )
