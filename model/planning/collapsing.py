"""Three weeks away are not a flood: of what repeats itself, a customer hears of the newest occasion only."""

from collections.abc import Iterable
from typing import NamedTuple

from model.follow_ups import COMPLAINT
from model.planning.wanted import Wanted


class Collapsed(NamedTuple):
    """The newest of a series, and the ``older`` ones that it stands for, the newest of them first."""

    newest: Wanted
    older: tuple[Wanted, ...] = ()

    @property
    def limited(self) -> bool:
        """Whether it waits for room: not where one that it stands for was agreed upon."""
        return self.newest.limited and all(one.limited for one in self.older)


def collapse(wanted: Iterable[Wanted]) -> list[Collapsed]:
    """What is asked for of one customer at one time, in an order that does not depend on the order it came in.

    What was planned by hand, promises, complaints and wishes stand each for itself.
    """
    all_of_it = list(wanted)
    if len(all_of_it) <= 1:
        return [Collapsed(one) for one in all_of_it]
    found: list[Collapsed] = []
    of_series: dict[tuple[int, str], list[Wanted]] = {}
    for one in all_of_it:
        series = one.series
        if series is None:
            found.append(Collapsed(one))
        else:
            of_series.setdefault(series, []).append(one)
    for some in of_series.values():
        some.sort(key=lambda one: one.newness, reverse=True)
        found.append(Collapsed(some[0], tuple(some[1:])))
    found.sort(key=lambda one: order_of_reasons(one.newest))
    return found


def order_of_reasons(one: Wanted) -> tuple[object, ...]:
    """In which order a customer's reasons stand: the most pressing first."""
    return (
        not one.pressing,
        not one.promise,
        -one.weight if one.rule == COMPLAINT else 0,
        one.waits_since,
        -one.weight,
        one.rule_id or 0,
        one.rule,
        one.newness,
    )
