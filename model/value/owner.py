"""What the owner knows of customers beside what they bought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from model.cards_then import cards_then
from model.store import Store
from model.value.arrays import Ints, rows_of
from model.value.current import summed
from model.value.only import among


@dataclass(frozen=True)
class OwnersKnowledge:
    """Arrays in the order of the customers asked for: ``stars`` 0 to 4; ``need_cents`` of a year, 0 where nobody said;
    the ``aim_percent`` of it; and who is ``gone``: had left by that day, or was put away."""

    stars: Ints
    need_cents: Ints
    aim_percent: Ints
    gone: NDArray[np.bool_]


def read_knowledge(
    store: Store, on: date, customer_ids: Ints, only: Sequence[int] | None = None
) -> OwnersKnowledge:
    """Of all customers, or ``only`` these, whose ids are ``customer_ids``."""
    stars, need, aim, archived, left = summed(
        store.tuples(
            "SELECT id, stars, coalesce(need_cents, 0), coalesce(share_aim_percent, 100),"
            " archived, left_reason <> '' AND coalesce(left_on, '') <= :on FROM customer WHERE"
            f" (stars > 0 OR need_cents IS NOT NULL OR archived OR left_reason <> '') AND {among('id', only)}",
            on=on.isoformat(),
        ),
        customer_ids,
        columns=5,
    )
    then = cards_then(store, on)
    rows = rows_of(customer_ids, np.fromiter(then, np.int64, len(then)))
    was_archived = np.fromiter((one.archived for one in then.values()), np.int64, len(then))
    archived[rows[rows >= 0]] = was_archived[rows >= 0]
    return OwnersKnowledge(stars, need, aim, (archived | left) != 0)
