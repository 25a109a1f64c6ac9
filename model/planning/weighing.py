"""Which class we keep in touch with first is said once: by the priorities that the owner gives to the classes."""

import dataclasses
from collections.abc import Sequence

from model.customer_class import CustomerClass
from model.planning.questions import meant_class
from model.planning.standing import Priorities
from model.visit_rules import RuleKind, VisitRule


def weighed(rules: Sequence[VisitRule], priority: Priorities) -> list[VisitRule]:
    """``rules`` with the weights that hold.

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
