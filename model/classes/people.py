"""What decides about the class of everybody beside their figures: the owner's word, the latest step, who is new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.classes import held
from model.customer_class import JUDGED
from model.pieces import in_pieces
from model.store import Store
from model.value.arrays import Flags, rows_of

NO_CLASS: Final = -1
"""In an array of places in ``JUDGED``: no class is known."""

PLACE: Final = {str(one): place for place, one in enumerate(JUDGED)}
"""Where a class stands in ``JUDGED``."""

Ids = NDArray[np.int64]
Places = NDArray[np.int8]


@dataclass(frozen=True)
class People:
    """One row a customer, in the order of ``customer_ids``, which rise. ``by_hand`` and ``held`` are places in
    ``JUDGED`` or ``NO_CLASS``."""

    customer_ids: Ids
    by_hand: Places
    held: Places
    new: Flags


def read_people(store: Store, customer_ids: Ids, on: date) -> People:
    """What the book says of these customers on the day ``on``."""
    values = held.named(store, on)
    number = len(customer_ids)
    people = People(
        customer_ids,
        by_hand=np.full(number, NO_CLASS, np.int8),
        held=np.full(number, NO_CLASS, np.int8),
        new=np.zeros(number, np.bool_),
    )
    by_hand = store.tuples(
        f"SELECT c.id, {held.BY_HAND_ON} FROM customer AS c WHERE c.class_by_hand <> ''", **values
    )
    _put(people.by_hand, customer_ids, dict(by_hand))
    new = in_pieces(
        store,
        "customer",
        f"SELECT c.id FROM customer AS c WHERE c.id BETWEEN :first_id AND :last_id AND {held.NEW_ON}",
        **values,
    )
    people.new[np.isin(customer_ids, np.fromiter((one for (one,) in new), np.int64))] = True
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


def _put(places: Places, customer_ids: Ids, classes: Mapping[int, str]) -> None:
    """Write the places of these classes where their customers stand; who is not among them is left out."""
    wanted = np.fromiter(classes, np.int64, len(classes))
    found = np.fromiter((PLACE.get(one, NO_CLASS) for one in classes.values()), np.int8, len(classes))
    rows = rows_of(customer_ids, wanted)
    there = rows >= 0
    places[rows[there]] = found[there]
