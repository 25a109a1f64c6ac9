"""How a customer stands with the shop, from a day on: in which class, and as which class they are treated."""

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from model.classes import treatment
from model.customer_class import CustomerClass
from model.planning.questions import meant_class
from model.store import Store
from model.visit_rules import RuleKind, VisitRule


class Standing(NamedTuple):
    """One customer, as ``model.classes.held`` says it, told apart so that it holds for the days to come too.

    ``by_hand`` is the owner's word, up to ``by_hand_until`` where it ends; ``new_until`` the last day on which they are
    new, ``None`` if they no longer are; ``reviewed`` where the latest review put them.
    """

    by_hand: CustomerClass = CustomerClass.NONE
    by_hand_until: date | None = None
    new_until: date | None = None
    reviewed: CustomerClass = CustomerClass.NONE
    is_connector: bool = False

    def class_on(self, day: date) -> CustomerClass:
        """The class on ``day``."""
        if self._is_by_hand(day):
            return self.by_hand
        return CustomerClass.NEW if self.new_until is not None and day <= self.new_until else self.reviewed

    def treated_as(self, day: date) -> CustomerClass:
        """As which class they are treated on ``day``: who brought others as gold at least."""
        held = self.class_on(day)
        if self.is_connector and not self._is_by_hand(day) and held is not CustomerClass.PLATINUM:
            return CustomerClass.GOLD
        return held

    def holds_until(self, day: date) -> date:
        """The last day on which all this is as it is on ``day``."""
        if self.by_hand_until is None and self.new_until is None:
            return date.max  # as with nearly everybody
        return min((end for end in self._ends if end >= day), default=date.max)

    def first_treated_as(self, wanted: CustomerClass, first: date, last: date) -> date | None:
        """The first day from ``first`` to ``last`` on which they are treated as ``wanted``."""
        changes = sorted(end + _A_DAY for end in self._ends if first <= end < last)
        return next((day for day in (first, *changes) if self.treated_as(day) is wanted), None)

    @property
    def _ends(self) -> list[date]:
        return [end for end in (self.by_hand_until, self.new_until) if end is not None]

    def _is_by_hand(self, day: date) -> bool:
        ended = self.by_hand_until is not None and self.by_hand_until < day
        return self.by_hand is not CustomerClass.NONE and not ended


_A_DAY = timedelta(days=1)

Priorities = Mapping[CustomerClass, int]
"""0 to 100 for each class: who goes first where nothing else decides."""


def priorities(store: Store) -> Priorities:
    """What the owner says about the classes; whoever is in none stands in the middle."""
    found = dict.fromkeys(CustomerClass, treatment.USUAL_PRIORITY)
    return found | {one: kept.priority for one, kept in treatment.stored(store).items()}


def weighed(rules: Sequence[VisitRule], priority: Priorities) -> list[VisitRule]:
    """``rules`` with the weights that hold: which class we keep in touch with first is said once, by its priority.

    The weights of the rules that keep in touch with the classes (the first of each) are given out anew among them, the
    greatest to the class of the highest ``priority``, so that they stand among other reasons as the owner put them.
    Classes of one priority weigh alike.
    """
    first: dict[CustomerClass, VisitRule] = {}
    for rule in sorted(rules, key=lambda rule: (rule.position, rule.id)):
        if rule.active and rule.kind is RuleKind.KEEP_IN_TOUCH:
            first.setdefault(meant_class(rule), rule)
    first.pop(CustomerClass.NONE, None)
    weights = sorted((rule.weight for rule in first.values()), reverse=True)
    given: dict[int, int] = {}
    for one, rule in first.items():
        before = sum(priority[other] > priority[one] for other in first)
        given[rule.id] = weights[before]
    return [dataclasses.replace(rule, weight=given.get(rule.id, rule.weight)) for rule in rules]


def with_connectors(store: Store, customers: Iterable[int]) -> set[int]:
    """``customers``, and who brought them: by a friend's first purchase one becomes a connector."""
    some = set(customers)
    some.update(
        store.column(
            "SELECT DISTINCT c.introduced_by_id FROM json_each(:some) CROSS JOIN customer AS c ON c.id = value"
            " WHERE c.introduced_by_id IS NOT NULL",
            some=json.dumps(list(some)),
        )
    )
    return some
