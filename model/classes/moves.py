"""Who moved from one class to another, and why: of a review, and of one customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from model.cards_then import CardThen, cards_then
from model.class_lines import ClassLines, ClassLinesSet
from model.class_reviews import ClassReview, ClassReviews, ClassStep
from model.classes import parts
from model.classes.held import BY_HAND_ON
from model.classes.in_words import lift
from model.classes.move_words import Moved, why_moved
from model.classes.parts import Parts
from model.customer_class import JUDGED, CustomerClass
from model.store import Store

_RANK: Final = {
    CustomerClass.PLATINUM: 0,
    CustomerClass.GOLD: 1,
    CustomerClass.IRON: 2,
    CustomerClass.LEAD: 3,
    CustomerClass.INACTIVE: 4,
}


@dataclass(frozen=True)
class Move:
    """One customer who moved on a day. ``before`` are the figures of the review before, where there was one, and
    ``by_hand`` the class that the owner's word gives them all the same, else ``NONE``. The two sentences are in the
    language of whoever asked."""

    customer_id: int
    name: str
    moved_on: date
    from_class: CustomerClass
    to_class: CustomerClass
    now: Parts
    before: Parts | None
    by_hand: CustomerClass
    why: str
    lift: str

    @property
    def is_up(self) -> bool | None:
        """As ``is_up`` of its two classes."""
        return is_up(self.from_class, self.to_class)


def is_up(before: CustomerClass, after: CustomerClass) -> bool | None:
    """Whether a step is for the better; ``None`` where that cannot be said, as of who was new."""
    if before not in _RANK or after not in _RANK:
        return None
    return _RANK[after] < _RANK[before]


@dataclass(frozen=True)
class InClass:
    """What stood in one class at a review: customers, and what they brought and might bring together."""

    customers: int = 0
    current_cents: int = 0
    potential_cents: int = 0


def moves(store: Store, review_id: int) -> list[Move]:
    """Who moved in a review, the best classes first, those who fell before those who rose, and by name. Who was classed
    for the first time is not among them: see ``first_classed``."""
    found = _moves(store, "s.class_review_id = :review AND s.from_class <> ''", review=review_id)
    return sorted(found, key=_order)


def first_classed(store: Store, review_id: int) -> int:
    """How many customers a review gave a class for the first time: all, at the first."""
    return int(
        store.value(
            "SELECT count(*) FROM class_step WHERE class_review_id = :review AND from_class = ''",
            review=review_id,
        )
    )


def figures(review: ClassReview) -> dict[CustomerClass, InClass]:
    """What stood in each class after a review."""
    kept = parts.read_kept(review.figures)
    return {one: _in_class(kept.get(one)) for one in JUDGED}


def _in_class(kept: object) -> InClass:
    """What a review kept of one class; nothing where that makes no sense."""
    match kept:
        case [int(), int(), int()] if all(type(number) is int and abs(number) <= _MOST for number in kept):
            customers, current, potential = kept
            return InClass(max(customers, 0), current, potential)
    return InClass()


_MOST: Final = 10**18
"""More than this no shop has of anything."""


def is_rough(review: ClassReview) -> bool:
    """Whether the book knew too little at the review to be sure of what customers may bring."""
    return bool(parts.read_kept(review.figures).get("rough"))


def review_before(store: Store, review: ClassReview) -> ClassReview | None:
    """The one that came before a review."""
    found = ClassReviews(store).all(
        "(reviewed_on, id) < (:day, :id)",
        "reviewed_on DESC, id DESC LIMIT 1",
        day=review.reviewed_on.isoformat(),
        id=review.id,
    )
    return found[0] if found else None


def _order(move: Move) -> tuple[Any, ...]:
    best = min(JUDGED.index(move.from_class), JUDGED.index(move.to_class))
    return best, move.is_up is not False, -max(move.now.current_cents, 0), move.name, move.customer_id


def _moves(store: Store, where: str, **values: Any) -> list[Move]:
    steps_told = Steps(store)
    rows = store.rows(
        f"SELECT s.*, c.name, {BY_HAND_ON.replace(':class_day', 's.moved_on')} AS by_hand"
        f" FROM class_step AS s JOIN customer AS c ON c.id = s.customer_id WHERE {where}"
        " ORDER BY s.moved_on DESC, s.id DESC",
        **values,
    )
    found = []
    of_then: dict[date, dict[int, CardThen]] = {}
    for row in rows:
        moved = steps_told.moved(ClassStep.from_row(row))
        day = moved.now.on
        if day not in of_then:
            of_then[day] = cards_then(store, day)
        then = of_then[day].get(row["customer_id"])
        found.append(
            Move(
                row["customer_id"],
                row["name"],
                moved.now.on,
                moved.from_class,
                moved.to_class,
                moved.now,
                moved.then,
                then.by_hand_on(day) if then else CustomerClass(row["by_hand"]),
                why_moved(moved),
                lift(moved.now, moved.lines, moved.to_class, moved.currency),
            )
        )
    return found


class Steps:
    """What is behind the steps of reviews. The lines of each review, and of the one before, are looked up once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._currency = str(store.value("SELECT currency FROM shop"))
        self._known: dict[int, tuple[ClassLines, ClassLines]] = {}

    def moved(self, step: ClassStep) -> Moved:
        """One step with the figures and the lines that led to it."""
        now, then = parts.read(step.parts, step.moved_on, step.current_cents, step.potential_cents)
        lines, lines_before = self._of_review(step.class_review_id, step.moved_on)
        return Moved(step.from_class, step.to_class, now, then, lines, lines_before, self._currency)

    def _of_review(self, review_id: int, day: date) -> tuple[ClassLines, ClassLines]:
        if review_id not in self._known:
            review = ClassReviews(self._store).find(review_id)
            if review is None:  # Taken back in the window while this is told in a thread.
                lines = self._lines(None, day)
                return lines, lines
            before = review_before(self._store, review)
            lines = self._lines(review.class_lines_id, day)
            self._known[review_id] = (
                lines,
                self._lines(before.class_lines_id, before.reviewed_on) if before else lines,
            )
        return self._known[review_id]

    def _lines(self, lines_id: int | None, day: date) -> ClassLines:
        """The lines of this id. Those of a review may have been taken back: then those of the day, or none at all."""
        table = ClassLinesSet(self._store)
        found = table.find(lines_id) if lines_id else None
        return (
            found or table.on(day) or ClassLines(set_on=day, current_cents=0, platinum_cents=0, iron_cents=0)
        )
