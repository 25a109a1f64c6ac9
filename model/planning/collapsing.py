"""Three weeks away are not a flood: of each rule, a customer hears of the newest occasion only."""

from collections.abc import Iterable
from typing import NamedTuple

from model.planning.wanted import Wanted


class Collapsed(NamedTuple):
    """The newest of a rule, and the ``older`` ones that it stands for, the newest of them first."""

    newest: Wanted
    older: tuple[Wanted, ...] = ()


def collapse(wanted: Iterable[Wanted]) -> list[Collapsed]:
    """What is asked for of one customer at one time, in an order that does not depend on the order it came in.

    What was planned by hand, complaints and wishes stand each for itself.
    """
    alone: list[Wanted] = []
    of_rule: dict[int, list[Wanted]] = {}
    for one in wanted:
        if one.rule_id is None or not one.collapses:
            alone.append(one)
        else:
            of_rule.setdefault(one.rule_id, []).append(one)
    found = [Collapsed(one) for one in alone]
    for some in of_rule.values():
        some.sort(key=lambda one: one.newness, reverse=True)
        found.append(Collapsed(some[0], tuple(some[1:])))
    if len(found) > 1:
        found.sort(key=_order)
    return found


def _order(one: Collapsed) -> tuple[object, ...]:
    """The most pressing first; the order of a person's reasons."""
    it = one.newest
    return not it.pressing, not it.promise, it.due_on, -it.weight, it.rule_id or 0, it.rule, it.newness
