"""What a review finds: who would move, if everybody were looked at on a day. Nothing is written."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.class_lines import ClassLines
from model.class_reviews import ClassReview
from model.classes.classifying import Classification, classify, figures_of
from model.classes.people import NO_CLASS, PLACE, Places
from model.classes.sluggishness import Values, days_to_look_at, settled, undecided
from model.customer_class import CustomerClass
from model.errors import BookError
from model.store import Store
from model.value.appraisal import Appraisal, appraise
from resources.i18n import _

Progress = Callable[[int, int], None]

_NEW: Final = PLACE[CustomerClass.NEW]

_MANY_TO_ASK_FOR: Final = 20_000
"""Rather everybody is appraised than so many by name."""


@dataclass(frozen=True)
class AsOf:
    """Some customers as of an earlier day, by what the whole book says today: they stand in these ``rows``."""

    appraisal: Appraisal
    rows: NDArray[np.intp]

    @property
    def values(self) -> Values:
        """A row for each of them."""
        return Values(self.appraisal.current_cents[self.rows], self.appraisal.potential_cents[self.rows])


@dataclass(frozen=True)
class Found:
    """``before`` and ``after`` are the classes that everybody was held in and is from now on: places in ``JUDGED``, one
    row a customer, ``NO_CLASS`` where there is none. ``movers`` are the rows in which they differ, and ``then`` those
    customers as of the review before; ``None`` where there was none."""

    appraisal: Appraisal
    classification: Classification
    before: Places
    after: Places
    movers: NDArray[np.intp]
    then: AsOf | None

    @property
    def lines(self) -> ClassLines:
        """By which they were judged; not yet stored if ``id`` is 0."""
        return self.classification.lines

    def figures(self) -> str:
        """Of each class from now on, as JSON: customers, and what they bring and may bring together, in cents; and
        whether what they may bring is only roughly known."""
        people = self.classification.people
        held = np.where(self.classification.by_lines == _NEW, _NEW, self.after)
        standing = np.where(people.by_hand != NO_CLASS, people.by_hand, held).astype(np.int8)
        told = figures_of(dataclasses.replace(self.classification, standing=standing), self.appraisal)
        kept: dict[str, object] = {str(one): list(figures) for one, figures in told.items() if figures[0]}
        return json.dumps(kept | ({"rough": True} if self.appraisal.rough else {}))


def look(
    store: Store, on: date, last: ClassReview | None, progress: Progress = lambda _done, _all: None
) -> Found:
    """Everybody as of the day ``on``; ``last`` is the review before."""
    appraisal = appraise(store, on, progress=lambda done, of: progress(done, 2 * of))
    classification = classify(store, appraisal)
    progress(2, 4)
    people, lines = classification.people, classification.lines
    before, by_lines = people.held, classification.by_lines
    today = Values(appraisal.current_cents, appraisal.potential_cents)
    after = settled(before, by_lines, today, lines, None)
    rows = np.flatnonzero(undecided(before, by_lines, today, lines))
    if rows.size:
        past = [
            _as_of(store, appraisal, rows, on - timedelta(days=days)).values
            for days in days_to_look_at(lines)
        ]
        after[rows] = settled(before[rows], by_lines[rows], today.of(rows), lines, past)
    # Who is new makes no step, but for whoever was known for long and came now for the first time.
    stays_new = (by_lines == _NEW) & (before == NO_CLASS)
    after = np.where(stays_new, before, after).astype(np.int8)
    movers = np.flatnonzero(after != before)
    progress(3, 4)
    then = _as_of(store, appraisal, movers, last.reviewed_on) if last and movers.size else None
    return Found(appraisal, classification, before, after, movers, then)


def _as_of(store: Store, today: Appraisal, rows: NDArray[np.intp], on: date) -> AsOf:
    wanted = today.customer_ids[rows]
    only = wanted.tolist() if len(wanted) <= _MANY_TO_ASK_FOR else None
    then = appraise(store, on, basis=today.basis, only=only)
    found = np.flatnonzero(np.isin(then.customer_ids, wanted))
    if len(found) != len(rows):
        raise changed_meanwhile()
    return AsOf(then, found)


def changed_meanwhile() -> BookError:
    """What is said when somebody else wrote into the book while it was looked at."""
    return BookError(_("The book was changed meanwhile. Please review the classes again."))
