"""What decides about the class of everybody beside their figures: the owner's word, the latest step, who is new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from model.cards_then import cards_then
from model.classes import held
from model.customer_class import JUDGED
from model.pieces import in_pieces
from model.store import Store
from model.value.arrays import Flags, Ints, rows_of
from model.value.only import table_of

if TYPE_CHECKING:
    from model.value.appraisal import Appraisal

NO_CLASS: Final = -1
"""In an array of places in ``JUDGED``: no class is known."""

PLACE: Final = {str(one): place for place, one in enumerate(JUDGED)}
"""Where a class stands in ``JUDGED``."""

Ids = NDArray[np.int64]
Places = NDArray[np.int8]


@dataclass(frozen=True)
class People:
    """One row a customer, in the order of ``customer_ids``, which rise. ``by_hand`` and ``held`` are places in
    ``JUDGED`` or ``NO_CLASS``. ``here_days`` ago they bought for the first time or, who never did, became known."""

    customer_ids: Ids
    by_hand: Places
    held: Places
    here_days: Ints

    def new(self, new_days: int) -> Flags:
        """Who is new, where customers are new for so many days."""
        new: Flags = self.here_days < new_days
        return new


def read_people(store: Store, appraisal: Appraisal) -> People:
    """What the book says of these customers on the day of the appraisal."""
    customer_ids = appraisal.customer_ids
    values = held.named(store, appraisal.on)
    number = len(customer_ids)
    people = People(
        customer_ids,
        by_hand=np.full(number, NO_CLASS, np.int8),
        held=np.full(number, NO_CLASS, np.int8),
        here_days=_here_days(store, appraisal, values),
    )
    by_hand = store.tuples(
        f"SELECT c.id, {held.BY_HAND_ON} FROM customer AS c WHERE c.class_by_hand <> ''", **values
    )
    _put(people.by_hand, customer_ids, dict(by_hand))
    then = cards_then(store, appraisal.on)
    _put(
        people.by_hand, customer_ids, {one: str(card.by_hand_on(appraisal.on)) for one, card in then.items()}
    )
    # The last one of each customer stands.
    steps = in_pieces(
        store,
        "customer",
        "SELECT customer_id, to_class FROM class_step WHERE customer_id BETWEEN :first_id AND :last_id"
        " AND moved_on <= :class_day"
        " ORDER BY customer_id, moved_on, id",
        **values,
    )
    _put(people.held, customer_ids, dict(steps))
    return people


def _here_days(store: Store, appraisal: Appraisal, values: Mapping[str, Any]) -> Ints:
    """By the rule of ``held.NEW_SINCE``; very many of whoever no longer comes."""
    since = appraisal.first_on.copy()
    known = in_pieces(
        store,
        "customer",
        "SELECT id, julianday(known_since) - 1721424.5 FROM customer"
        " WHERE id BETWEEN :first_id AND :last_id AND known_since <= :class_day",
        **values,
    )
    table = table_of(known, 2)
    rows = rows_of(appraisal.customer_ids, table[:, 0])
    never = (rows >= 0) & (since[rows] == 0)
    since[rows[never]] = table[never, 1]
    since[appraisal.gone] = 0
    return appraisal.on.toordinal() - since


def _put(places: Places, customer_ids: Ids, classes: Mapping[int, str]) -> None:
    """Write the places of these classes where their customers stand; who is not among them is left out."""
    wanted = np.fromiter(classes, np.int64, len(classes))
    found = np.fromiter((PLACE.get(one, NO_CLASS) for one in classes.values()), np.int8, len(classes))
    rows = rows_of(customer_ids, wanted)
    there = rows >= 0
    places[rows[there]] = found[there]
