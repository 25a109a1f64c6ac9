"""What one rule would add: shown beside it while the owner changes it."""

from dataclasses import dataclass
from datetime import date, timedelta

from model.days import LAST_DAY
from model.planning.channels_allowed import channel_for
from model.planning.collapsing import collapse
from model.planning.gathering import occasions_of
from model.planning.occasion import Window
from model.planning.people import people
from model.planning.shop_days import shop_days
from model.planning.stored import stored_keys
from model.planning.wanted import Wanted, of_occasion
from model.store import Store
from model.visit_rules import VisitRule

_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Example:
    """One visit that the rule would plan."""

    customer_id: int
    name: str
    planned_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Preview:
    """``count`` customers would get a visit by this rule within the days; ``silent`` more would, but may not be
    contacted so. ``examples`` are some of them, the earliest first."""

    count: int
    silent: int
    examples: tuple[Example, ...]


def preview(store: Store, rule: VisitRule, today: date, days: int = 7) -> Preview:
    """What ``rule``, as it is edited, would plan from ``today`` on for ``days`` days: whether it is stored or not,
    switched on or off. What it planned and is stored is not counted again; other rules and the room of the days are
    left aside. Nothing is written."""
    window = Window(today, today + timedelta(days=max(0, min(days - 1, (LAST_DAY - today).days))))
    asked = occasions_of(store, rule, window, shop_days(store))
    known = stored_keys(store, {one.customer_id for one in asked}) if rule.id else set()
    wanted: dict[int, list[Wanted]] = {}
    for one in asked:
        if one.key not in known:
            wanted.setdefault(one.customer_id, []).append(of_occasion(one))
    found = people(store, wanted, today)
    visits = [_first(wanted[customer_id], today) for customer_id in sorted(wanted)]
    visits = [one for one in visits if one.customer_id in found]
    reached = [one for one in visits if channel_for(one, found[one.customer_id]) is not None]
    reached.sort(key=lambda one: (one.due_on, one.customer_id))
    return Preview(
        count=len(reached),
        silent=len(visits) - len(reached),
        examples=tuple(
            Example(
                one.customer_id,
                found[one.customer_id].name,
                max(one.due_on, today),
                one.words(max(one.due_on, today)),
            )
            for one in reached[:_EXAMPLES]
        ),
    )


def _first(asked: list[Wanted], today: date) -> Wanted:
    """What the customer would hear first: the newest of all that is due by the first day on which anything is."""
    day = max(min(one.due_on for one in asked), today)
    return collapse(one for one in asked if one.due_on <= day)[0].newest
