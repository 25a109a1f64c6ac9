"""What one rule would add: shown beside it while the owner changes it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from model.customer_class import CustomerClass
from model.days import LAST_DAY
from model.planning.channels_allowed import channel_for
from model.planning.collapsing import collapse
from model.planning.gathering import occasions_of
from model.planning.occasion import Window
from model.planning.people import Person, people
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
    found = people(store, sorted({one.customer_id for one in asked}), today)
    wanted: dict[int, list[_Asked]] = {}
    for one in map(of_occasion, (one for one in asked if one.key not in known)):
        if one.customer_id in found and (on := _asked_on(one, found[one.customer_id], window)):
            wanted.setdefault(one.customer_id, []).append(_Asked(on, one))
    visits = [_first(wanted[customer_id]) for customer_id in sorted(wanted)]
    reached = [one for one in visits if channel_for(one.it, found[one.it.customer_id]) is not None]
    reached.sort(key=lambda one: (one.it.due_on, one.it.customer_id))
    return Preview(
        count=len(reached),
        silent=len(visits) - len(reached),
        examples=tuple(
            Example(one.it.customer_id, found[one.it.customer_id].name, one.on, one.it.words(one.on))
            for one in reached[:_EXAMPLES]
        ),
    )


class _Asked(NamedTuple):
    """What is asked for, from which day on."""

    on: date
    it: Wanted


def _asked_on(one: Wanted, person: Person, window: Window) -> date | None:
    first, last = max(one.due_on, window.first), min(one.lapses_on or window.last, window.last)
    if one.only_as is CustomerClass.NONE:
        return first
    return person.standing.first_treated_as(one.only_as, first, last)


def _first(asked: list[_Asked]) -> _Asked:
    """What the customer would hear first: the newest of all that is due by the first day on which anything is."""
    day = min(one.on for one in asked)
    return _Asked(day, collapse(one.it for one in asked if one.on <= day)[0].newest)
