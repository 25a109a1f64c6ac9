"""The review: once a month everybody is looked at afresh, and whoever clearly changed moves to another class.

What it finds depends on the facts of its day and on the steps before, on nothing else: so it can be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from datetime import date, timedelta
from itertools import repeat
from typing import Final

import numpy as np

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
from model.writing import Ready
from resources.i18n import N_, _

_MANY: Final = 1_000
"""So many steps are loaded all at once."""

_STEP: Final = (
    "customer_id",
    "moved_on",
    "from_class",
    "to_class",
    "current_cents",
    "potential_cents",
    "parts",
)
_WORDS: Final = np.array([str(one) for one in JUDGED])


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
    with store.laid_ready(_STEP, _steps(store, found, on, last)) as ready:
        progress(1, 1)
        return _written(book, on, last, found, ready)


def _written(book: Book, on: date, last: ClassReview | None, found: Found, ready: Ready) -> ClassReview:
    """The edit itself; other connections go on reading meanwhile."""
    store, lines = book.store, found.lines
    with book.edit(N_("Reviewed the classes of customers")), store.pages_held_in_memory():
        now = ClassLinesSet(store).on(on)
        if _last(store, on) != last or (now.id if now else 0) != lines.id:
            raise changed_meanwhile()
        if not lines.id:
            lines = book.class_lines.insert(lines)
        made = book.class_reviews.insert(
            ClassReview(reviewed_on=on, class_lines_id=lines.id, figures=found.figures())
        )
        _write_steps(store, made, ready)
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


def _write_steps(store: Store, made: ClassReview, ready: Ready) -> None:
    """A step for each who moved. Whoever was deleted from the book meanwhile has none."""
    with store.bulk("class_step") if ready.rows >= _MANY else nullcontext():
        store.write(
            f"INSERT INTO class_step (id, class_review_id, edit_id, {', '.join(_STEP)})"
            f" SELECT :before + rowid, :review, :edit, * FROM {ready.table}"
            " WHERE EXISTS (SELECT 1 FROM customer WHERE id = customer_id)",
            {"before": ids.take(ready.rows + 1)[0], "review": made.id, "edit": store.edit_id},
        )


def _steps(store: Store, found: Found, on: date, last: ClassReview | None) -> Iterable[tuple[int | str, ...]]:
    """What is written of each who moved: ``_STEP``."""
    rows = found.movers
    if not rows.size:
        return ()
    now = parts_of(store, found.appraisal, rows)
    then = parts_of(store, found.then.appraisal, found.then.rows) if found.then else None
    # Who had no class at the review before was new then, or not yet there. But not whoever had long been here: their
    # first class was taken back, or lost with the file, or they came from another program since.
    new_days = timedelta(days=found.lines.new_days)
    new_from = (last.reviewed_on - new_days if last else on).toordinal()
    first_on = found.appraisal.first_on[rows]
    known_on = on.toordinal() - found.classification.people.here_days[rows]
    long_here = np.where(first_on > 0, first_on, known_on) <= new_from
    unknown = np.where(long_here, CustomerClass.NONE, CustomerClass.NEW)
    before = found.before[rows]
    return zip(
        found.appraisal.customer_ids[rows].tolist(),
        repeat(on.isoformat()),
        np.where(before == NO_CLASS, unknown, _WORDS[before]).tolist(),
        _WORDS[found.after[rows]].tolist(),
        map(_that_fits, now["current_cents"]),
        map(_that_fits, now["potential_cents"]),
        parts.written(now, then),
    )


def _that_fits(cents: int) -> int:
    """Many of the largest amounts are more than one amount in the file may be."""
    return max(-LARGEST_CENTS, min(cents, LARGEST_CENTS))
