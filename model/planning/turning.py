"""Who comes into a class on one of the days ahead: the owner's word ends, or somebody is no longer new."""

from datetime import date, timedelta
from typing import Final

from model.cards_then import cards_then
from model.classes import held
from model.customer_class import CustomerClass
from model.planning.occasion import Only, Window
from model.planning.people import people
from model.store import Store

_A_DAY: Final = timedelta(days=1)


def turned_into(store: Store, wanted: CustomerClass, window: Window, only: Only = None) -> list[int]:
    """Who, of ``only`` these, is not treated as ``wanted`` on the first day of ``window``, but will be on a later one;
    by what is known on the first."""
    first, last = window
    if first == last or wanted is CustomerClass.NONE:
        return []
    values = held.named(store, first)
    no_longer = date.fromisoformat(values["new_after"]) + (last - first)
    some = set(
        store.column(
            # Said so that the index of those with a class by hand is used.
            "SELECT id FROM customer WHERE class_by_hand <> '' AND class_until >= :class_day AND class_until < :last"
            " UNION SELECT id FROM customer WHERE known_since > :new_after AND known_since <= :no_longer"
            " UNION SELECT customer_id FROM customer_figures WHERE first_on > :new_after AND first_on <= :no_longer",
            last=last.isoformat(),
            no_longer=no_longer.isoformat(),
            **values,
        )
    )
    some |= cards_then(store, first).keys()
    if only is not None:
        some &= set(only)
    return [
        one.customer_id
        for one in people(store, sorted(some), first).values()
        if one.standing.treated_as(first) is not wanted
        and one.standing.first_treated_as(wanted, first + _A_DAY, last) is not None
    ]
