"""Everything that the owner's page of a month says, gathered at once."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from model.class_reviews import ClassReviews
from model.classes import moves as movements
from model.classes.classifying import classify, figures_of
from model.classes.moves import InClass, Move
from model.customer_class import CustomerClass
from model.errors import BookError
from model.flow.flow import Flow, flow
from model.in_parts import Progress, in_parts
from model.looking_back.looking import look_back
from model.looking_back.tally import Tally
from model.owner_month.complaints import ComplaintsOfMonth, complaints_of
from model.owner_month.silent import most_at_stake
from model.owner_month.to_do import ToDo, to_do
from model.value.appraisal import appraise
from model.value.whole_book import WholeBook
from resources.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.store import Store

_PARTS = 5


@dataclass(frozen=True)
class ClassOfMonth:
    """One class at the end of the month, and how many moved into it and out of it at the reviews of the month."""

    figures: InClass
    came: int
    went: int


@dataclass(frozen=True)
class OwnerMonth:
    """From ``first`` to ``day``, its last day or, where it still runs, today.

    ``margin_words`` say how profit was reckoned where that has to be said. ``classes_proposed``: by lines that nobody
    set yet. Sentences are in the language that was current.
    """

    first: date
    day: date
    complete: bool
    flow: Flow
    whole: WholeBook
    margin_words: str
    classes: Mapping[CustomerClass, ClassOfMonth]
    classes_proposed: bool
    moves: tuple[Move, ...]
    complaints: ComplaintsOfMonth
    visits: Tally
    to_do: tuple[ToDo, ...]


def owner_month(
    store: Store, month: date, today: date, progress: Progress = lambda _done, _of: None
) -> OwnerMonth:
    """The month in which the day ``month`` lies. ``BookError`` if it has not begun; ``progress`` may raise."""
    first = month.replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    if first > today:
        raise BookError(_("This month has not begun yet. Choose an earlier one."))
    day = min(last, today)
    flowing_on, appraising, classing, asking, looking = in_parts(progress, _PARTS)
    flowing = flow(store, day, progress=flowing_on)
    appraisal = appraise(store, day, progress=appraising)
    classing(0, 1)
    classification = classify(store, appraisal)
    moves = [
        move
        for review in ClassReviews(store).all(
            "reviewed_on BETWEEN :first AND :day",
            "reviewed_on DESC, id DESC",
            first=first.isoformat(),
            day=day.isoformat(),
        )
        for move in movements.moves(store, review.id)
    ]
    asking(0, 1)
    classes = {
        one: ClassOfMonth(
            InClass(*figures),
            came=sum(move.to_class is one for move in moves),
            went=sum(move.from_class is one for move in moves),
        )
        for one, figures in figures_of(classification, appraisal).items()
    }
    currency = str(store.value("SELECT currency FROM shop"))
    silent = most_at_stake(store, day, appraisal)
    looking(0, 1)
    return OwnerMonth(
        first=first,
        day=day,
        complete=day == last,
        flow=flowing,
        whole=appraisal.whole,
        margin_words=appraisal.margin_words,
        classes=classes,
        classes_proposed=classification.proposed,
        moves=tuple(moves),
        complaints=complaints_of(store, first, day),
        visits=look_back(store, first, day, day).total,
        to_do=tuple(to_do(store, day, moves, silent, currency)),
    )
