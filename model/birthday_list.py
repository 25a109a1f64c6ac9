"""Whose day comes in a month: birthdays and the other yearly days, by the sun and by the moon."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from model.leaving import LeftReason
from model.planning.kinds import yearly
from model.planning.occasion import Window
from model.planning.shop_days import shop_days
from model.store import Store
from model.visit_rules import ClosedDays, RuleKind, VisitRule
from model.yearly_days import YearlyDay

_AT_ONCE = 5000
_ON_THE_DAY = VisitRule(kind=RuleKind.YEARLY, lead_days="0", lasts_days=0, closed_days=ClosedDays.SAME)


class DayToKeep(NamedTuple):
    """One yearly day of one customer. ``label`` says what is celebrated, and is empty for a birthday.

    ``years`` is what they become, or how long it has been; ``None`` where the year is unknown.
    """

    customer_id: int
    name: str
    phone: str
    on: date
    yearly_day: YearlyDay
    label: str = ""
    years: int | None = None


def days_to_keep(store: Store, first: date, last: date) -> list[DayToKeep]:
    """The yearly days that are kept from ``first`` to ``last``, at most a year: by day, birthdays first, then by name.

    Left out are archived customers, those who are not to be contacted, and those who died or moved away.
    """
    window, days = Window(first, last), shop_days(store)
    coming = [
        (one, occasion.anchor_on)
        for one in yearly.facts(store, _ON_THE_DAY, window)
        for occasion in yearly.occasions(_ON_THE_DAY, one, window, days)
    ]
    people = _people(store, sorted({one.customer_id for one, _on in coming}))
    found = [
        DayToKeep(
            one.customer_id,
            *people[one.customer_id][1:],
            on,
            one.yearly_day,
            one.label,
            one.yearly_day.age_on(on, days.feb29),
        )
        for one, on in coming
        if one.customer_id in people
    ]
    return sorted(
        found, key=lambda one: (one.on, one.label != "", people[one.customer_id][0], one.customer_id)
    )


_GONE = ", ".join(f"'{reason}'" for reason in LeftReason if reason.for_good)


def _people(store: Store, customer_ids: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """By what they are sorted, name, and first phone of those whom one may greet, by id."""
    found = {}
    for start in range(0, len(customer_ids), _AT_ONCE):
        some = ", ".join(map(str, customer_ids[start : start + _AT_ONCE]))
        for row in store.rows(
            "SELECT id, name, sort_key, coalesce((SELECT number FROM customer_phone WHERE customer_id = c.id"
            " ORDER BY position, id LIMIT 1), '') AS phone FROM customer AS c"
            f" JOIN customer_search ON customer_search.customer_id = c.id WHERE id IN ({some})"
            f" AND NOT archived AND NOT do_not_contact AND left_reason NOT IN ({_GONE})"
        ):
            found[row["id"]] = (row["sort_key"], row["name"], row["phone"])
    return found
