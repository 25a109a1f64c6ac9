"""What somebody waited for is in, and what became of a wish: one act each."""

import dataclasses
from collections.abc import Collection
from datetime import date

from model.book import Book
from model.follow_ups import FollowUpStatus
from model.record_names import Names
from model.visit_rules import RuleKind
from model.wishes import Wish
from resources.i18n import N_


def is_in(book: Book, wishes: Collection[Wish], today: date, what: str) -> int:
    """Mark these wishes as arrived ``today``: ``what`` is in. How many customers will hear of it."""
    with book.edit(N_("{what} is in"), what=what):
        for wish in wishes:
            book.wishes.update(dataclasses.replace(wish, arrived_on=today))
    return len({wish.customer_id for wish in wishes})


def settle(book: Book, wish: Wish, today: date) -> None:
    """They got it, or want it no more: nobody is called about it, though it may stand on a list already."""
    name = book.customers.get(wish.customer_id).name
    with book.edit(N_("Settled a wish of {name}"), name=name):
        book.wishes.update(dataclasses.replace(wish, closed_on=today))
        for plan in book.follow_ups.of_customer(wish.customer_id):
            about_it = plan.rule == RuleKind.WISH and plan.occasion == str(wish.id)
            if about_it and plan.status is FollowUpStatus.OPEN:
                done = dataclasses.replace(plan, status=FollowUpStatus.DONE, done_on=today)
                book.follow_ups.update(done)


def wished_for(book: Book, wish: Wish) -> str:
    """What a wish is for, in words."""
    return Names(book.store).name_of("wish", wish.values())
