"""What a rule asks for becomes a follow-up: as soon as somebody acts on it, or a list with it is printed."""

import dataclasses
from datetime import date, timedelta

from model.book import Book
from model.due import DueItem, Missed
from model.follow_ups import FollowUp, FollowUpStatus

_AGREED_LASTS_DAYS = 7
"""What was put off beyond the day on which it lapses is asked for this much longer."""


def stored(book: Book, item: DueItem, shown_on: date | None = None) -> FollowUp:
    """The follow-up of a reason, inside the running edit; what a rule asks for becomes one now, and the older ones of
    its series, in whose place it came, are missed.

    ``shown_on`` is the day of the list it stands on or on which it is worked on; where there was an earlier one, that
    stays.
    """
    for older in item.collapsed:
        _miss(book, item, older)
    if item.follow_up_id:
        known = book.follow_ups.get(item.follow_up_id)
        return book.follow_ups.update(dataclasses.replace(known, shown_on=known.shown_on or shown_on))
    return book.follow_ups.insert(
        FollowUp(
            customer_id=item.customer_id,
            channel=item.channel,
            rule=item.rule,
            rule_id=item.rule_id,
            reason=item.reason,
            planned_on=item.planned_on,
            anchor_on=item.anchor_on,
            occasion=item.occasion,
            lapses_on=item.lapses_on,
            purchase_id=item.purchase_id,
            complaint_id=item.complaint_id,
            shown_on=shown_on,
        )
    )


def put_off(follow_up: FollowUp, until: date) -> FollowUp:
    """Asked for again on ``until``, for some days even if it would have lapsed by then: somebody said so."""
    lapses_on = follow_up.lapses_on
    if lapses_on is not None:
        lapses_on = max(lapses_on, until + timedelta(days=_AGREED_LASTS_DAYS))
    return dataclasses.replace(follow_up, snoozed_to=until, lapses_on=lapses_on)


def _miss(book: Book, newer: DueItem, older: Missed) -> None:
    if older.follow_up_id:
        known = book.follow_ups.find(older.follow_up_id)
        if known is not None and known.status is FollowUpStatus.OPEN:
            book.follow_ups.update(dataclasses.replace(known, status=FollowUpStatus.MISSED))
        return
    book.follow_ups.insert(
        FollowUp(
            customer_id=newer.customer_id,
            channel=newer.channel,
            rule=newer.rule,
            rule_id=newer.rule_id,
            reason=older.reason,
            planned_on=older.planned_on,
            anchor_on=older.anchor_on,
            occasion=older.occasion,
            lapses_on=older.lapses_on,
            status=FollowUpStatus.MISSED,
            purchase_id=older.purchase_id,
            complaint_id=older.complaint_id,
        )
    )
