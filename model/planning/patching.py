"""A day's plan after a change that concerns a few customers: the others keep their places."""

import dataclasses
import json
from collections.abc import Iterable

from model.due import Due, in_order
from model.planning.arranging import arrange
from model.planning.day_plan import DayPlan
from model.planning.gathering import gather
from model.planning.occasion import Window
from model.planning.standing import with_connectors
from model.store import Store


def patched(store: Store, before: DayPlan, customers: Iterable[int]) -> DayPlan:
    """``before`` with these customers planned anew, quick however many wait.

    Who was due stays due, and the changed ones share what room is left. Whoever moves up because a place became free is
    only found by planning the whole day.
    """
    some = _with_their_homes(store, with_connectors(store, customers))
    standing = [one for one in before.due if one.customer_id not in some]
    gathered = gather(store, Window(before.day, before.day), some)
    gathered.called |= {_call(one) for one in standing}
    fresh = arrange(gathered)[0]
    return dataclasses.replace(
        before,
        due=tuple(in_order([*standing, *fresh.due])),
        who_waits=before.who_waits.anew(some, fresh.held),
    )


def _with_their_homes(store: Store, customers: Iterable[int]) -> set[int]:
    """Whoever lives with somebody on a list is on it too."""
    some = set(customers)
    return some | set(
        store.column(
            "SELECT DISTINCT other.id FROM json_each(:some) CROSS JOIN customer AS c ON c.id = value"
            " CROSS JOIN customer AS other ON other.household_id = c.household_id",
            some=json.dumps(list(some)),
        )
    )


def _call(one: Due) -> tuple[str, int]:
    return ("customer", one.customer_id) if one.household_id is None else ("household", one.household_id)
