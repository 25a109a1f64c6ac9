"""The review: once a month everybody is looked at afresh, and whoever clearly changed moves to another class.

What it finds depends on the facts of its day and on the steps before, on nothing else: so it can be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date, timedelta
from typing import Any, Final

from model import ids
from model.book import Book
from model.class_lines import ClassLinesSet
from model.class_reviews import ClassReview, ClassReviews
from model.classes import parts
from model.classes.looking import Found, changed_meanwhile, look
from model.classes.people import NO_CLASS
from model.classes.proposing import LARGEST_CENTS
from model.classes.review_due import anybody_bought
from model.classes.taking_parts import parts_of
from model.customer_class import JUDGED, CustomerClass
from model.days_in_words import format_day
from model.errors import BookError
from model.store import Store
from model.value.nobody_yet import nobody_yet
from resources.i18n import N_, _

_MANY: Final = 1_000
"""So many steps are loaded all at once."""

_VERY_MANY: Final = 10_000
"""So many steps do not fit into what is usually kept in memory; written out early, they would keep readers waiting."""

_STEP: Final = (
    "id, class_review_id, edit_id, customer_id, moved_on, from_class, to_class, current_cents, potential_cents,"
    " parts"
)


def review(
    book: Book, on: date, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> ClassReview:
    """Look at everybody as of the day ``on``, and let them move; one edit that can be undone.

    The first review sets the proposed lines, where the owner has set none, and gives a class to everybody who is not
    new. A second one on a day finds nothing left to do: then the first is returned. ``BookError`` where nobody
    bought anything by then, or a later day was reviewed already. ``progress`` may raise Cancelled.
    """
    store = book.store
    last = _last(store, on)
    if not anybody_bought(store, on):
        raise BookError(nobody_yet(store, on))
    found = look(store, on, last, progress)
    lines = found.lines
    if last and last.reviewed_on == on and last.class_lines_id == lines.id and not found.movers.size:
        return last
    # All that takes long is done before the edit begins: while it runs nobody else can save.
    steps = list(_steps(store, found, on, last))
    progress(1, 1)
    many = len(steps) >= _VERY_MANY
    with (
        book.edit(N_("Reviewed the classes of customers")),
        store.pages_held_in_memory() if many else nullcontext(),
    ):
        now = ClassLinesSet(store).on(on)
        if _last(store, on) != last or (now.id if now else 0) != lines.id:
            raise changed_meanwhile()
        if not lines.id:
            lines = book.class_lines.insert(lines)
        made = book.class_reviews.insert(
            ClassReview(reviewed_on=on, class_lines_id=lines.id, figures=found.figures())
        )
        _write_steps(store, made, steps)
    return made


def _last(store: Store, on: date) -> ClassReview | None:
    """The review before one on the day ``on``."""
    last = ClassReviews(store).last(date.max)
    if last is not None and last.reviewed_on > on:
        raise BookError(
            _(
                "The classes were already reviewed as of {day}. A review of an earlier day is not possible."
            ).format(day=format_day(last.reviewed_on))
        )
    return last


def _write_steps(store: Store, made: ClassReview, steps: list[tuple[Any, ...]]) -> None:
    """A step for each who moved. Whoever was deleted from the book meanwhile has none."""
    there = set(store.column("SELECT id FROM customer"))
    written = (
        (step_id, made.id, store.edit_id, *step)
        for step_id, step in zip(ids.take(len(steps)), steps, strict=True)
        if step[0] in there
    )
    insert = f"INSERT INTO class_step ({_STEP}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    if len(steps) < _MANY:
        store.write_many(insert, written)
        return
    with store.bulk("class_step", rows=len(steps)):
        store.write_many(insert, written)


def _steps(store: Store, found: Found, on: date, last: ClassReview | None) -> Iterator[tuple[Any, ...]]:
    """What is written of each who moved, from ``customer_id`` on."""
    rows = found.movers
    if not rows.size:
        return
    now = parts_of(store, found.appraisal, rows)
    then: Iterator[parts.Parts | None] = (
        parts_of(store, found.then.appraisal, found.then.rows) if found.then else iter([None] * rows.size)
    )
    # Who had no class at the review before was new then, or not yet there. But not whoever had long been buying: their
    # first class was taken back, or lost with the file, or their old purchases came from another program since.
    new_days = timedelta(days=found.lines.new_days)
    new_from = (last.reviewed_on - new_days).toordinal() if last else 0
    for row, is_now, was_then in zip(rows.tolist(), now, then, strict=True):
        before = found.before[row]
        long_here = last is None or 0 < found.appraisal.first_on[row] <= new_from
        unknown = CustomerClass.NONE if long_here else CustomerClass.NEW
        yield (
            int(found.appraisal.customer_ids[row]),
            on.isoformat(),
            str(unknown if before == NO_CLASS else JUDGED[before]),
            str(JUDGED[found.after[row]]),
            _that_fits(is_now.current_cents),
            _that_fits(is_now.potential_cents),
            parts.written(is_now, was_then),
        )


def _that_fits(cents: int) -> int:
    """Many of the largest amounts are more than one amount in the file may be."""
    return max(-LARGEST_CENTS, min(cents, LARGEST_CENTS))
