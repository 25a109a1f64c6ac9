"""In which class everybody stands: each customer in exactly one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from model.class_lines import RHYTHMS_AWAY, ClassLines, ClassLinesSet
from model.classes.people import NO_CLASS, PLACE, Ids, People, Places, read_people
from model.classes.proposing import propose
from model.customer_class import JUDGED, CustomerClass
from model.store import Store
from model.value.arrays import Flags, row_of

if TYPE_CHECKING:
    from model.value.appraisal import Appraisal

_PLATINUM, _GOLD, _IRON, _LEAD, _NEW, _INACTIVE = (np.int8(PLACE[one]) for one in JUDGED)


@dataclass(frozen=True)
class Classification:
    """Everybody's class on the day ``on``; one row a customer, in the order of ``people.customer_ids``.

    ``by_lines`` is what the figures of that day say by ``lines``, ``standing`` the class that counts: by hand before
    new before the latest review before the lines. Both are places in ``JUDGED``. ``proposed`` says that the owner has
    not set lines yet, and these are what the book proposes.
    """

    on: date
    lines: ClassLines
    proposed: bool
    people: People
    by_lines: Places
    standing: Places

    @property
    def customer_ids(self) -> Ids:
        """Rising."""
        return self.people.customer_ids

    @property
    def by_hand(self) -> Flags:
        """Whose class is the owner's word."""
        by_hand: Flags = self.people.by_hand != NO_CLASS
        return by_hand

    def class_of(self, customer_id: int) -> CustomerClass:
        """The class that counts; ``NONE`` if nobody has this id."""
        row = self.row_of(customer_id)
        return CustomerClass.NONE if row is None else JUDGED[self.standing[row]]

    def is_by_hand(self, customer_id: int) -> bool:
        """Whether this customer's class is the owner's word."""
        row = self.row_of(customer_id)
        return row is not None and bool(self.by_hand[row])

    def row_of(self, customer_id: int) -> int | None:
        """Where this customer stands in the arrays."""
        return row_of(self.customer_ids, customer_id)

    def rows_in(self, one: CustomerClass) -> NDArray[np.intp]:
        """The rows of the customers of a class."""
        return np.flatnonzero(self.standing == PLACE[one])

    def counts(self) -> dict[CustomerClass, int]:
        """How many customers stand in each class, best first."""
        return dict(zip(JUDGED, np.bincount(self.standing, minlength=len(JUDGED)).tolist(), strict=True))


def classify(store: Store, appraisal: Appraisal, *, lines: ClassLines | None = None) -> Classification:
    """Everybody's class on the day of the appraisal, by ``lines``, or by those that hold on that day, or else by those
    that the book proposes."""
    on = appraisal.on
    people = read_people(store, appraisal)
    lines = lines or ClassLinesSet(store).on(on)
    proposed = lines is None
    if lines is None:
        lines = proposed_lines(appraisal, people)
    by_lines = judged_by(lines, appraisal, people)
    return Classification(on, lines, proposed, people, by_lines, standing_of(people, by_lines))


def proposed_lines(appraisal: Appraisal, people: People) -> ClassLines:
    """The lines that the book itself proposes, from the customers who come and are no longer new."""
    anything = ClassLines(set_on=appraisal.on, current_cents=0, platinum_cents=0, iron_cents=0)
    active = ~_inactive(anything, appraisal)
    no_longer_new = active & ~people.new(anything.new_days)
    if np.any(no_longer_new):
        active = no_longer_new
    elif not np.any(active):
        active = appraisal.buying_days > 0
    return propose(appraisal.current_cents[active], appraisal.potential_cents[active], appraisal.on)


def judged_by(lines: ClassLines, appraisal: Appraisal, people: People) -> Places:
    """What the figures say by ``lines``, as places in ``JUDGED``."""
    found = by_values(lines, appraisal.current_cents, appraisal.potential_cents)
    found[_inactive(lines, appraisal)] = _INACTIVE
    found[people.new(lines.new_days)] = _NEW
    return found


def by_values(lines: ClassLines, current: NDArray[Any], potential: NDArray[Any]) -> Places:
    """The metal of everybody who brings ``current`` and may bring ``potential``, both in cents."""
    high = current >= lines.current_cents
    return np.where(
        high,
        np.where(potential >= lines.platinum_cents, _PLATINUM, _GOLD),
        np.where(potential >= lines.iron_cents, _IRON, _LEAD),
    )


def standing_of(people: People, by_lines: Places) -> Places:
    """The class that counts: by hand before new before the latest review before the lines."""
    # Who was new at a review and no longer is stands where the lines say, until the next one.
    reviewed = (people.held != NO_CLASS) & (people.held != _NEW) & (by_lines != _NEW)
    return np.where(people.by_hand != NO_CLASS, people.by_hand, np.where(reviewed, people.held, by_lines))


def _inactive(lines: ClassLines, appraisal: Appraisal) -> Flags:
    """Who never bought, has left or was put away, or stays away for long and for longer than they usually do."""
    never: Flags = appraisal.buying_days == 0
    away_days = appraisal.on.toordinal() - appraisal.last_on
    # Without a rhythm of their own (nan) the days alone decide.
    late: Flags = ~(away_days <= RHYTHMS_AWAY * appraisal.rhythm_days)
    away: Flags = never | appraisal.gone | ((away_days > lines.away_days) & late)
    return away


def figures_of(
    classification: Classification, appraisal: Appraisal
) -> Mapping[CustomerClass, tuple[int, int, int]]:
    """Of each class: customers, and what they bring and may bring together, in cents."""
    number = len(JUDGED)
    of_class = classification.standing
    customers = np.bincount(of_class, minlength=number)
    # Exact sums: floats of bincount's weights hold whole cents up to 2**53.
    current = np.bincount(of_class, appraisal.current_cents, number)
    potential = np.bincount(of_class, appraisal.potential_cents, number)
    return {
        one: (int(customers[place]), round(float(current[place])), round(float(potential[place])))
        for place, one in enumerate(JUDGED)
    }
