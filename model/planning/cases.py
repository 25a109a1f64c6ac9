"""What the reasons of one customer come to on a day: what has to be done, what may be, and what cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from model.channels import Channel
from model.customer_class import CustomerClass
from model.errors import BookError
from model.planning.channels_allowed import channel_for
from model.planning.collapsing import Collapsed, collapse
from model.planning.gathering import Gathered
from model.planning.held import HeldCode
from model.planning.people import Person
from model.planning.satisfying import satisfied_from
from model.planning.wanted import Wanted

Rank = tuple[bool, int, int, int, int, int]


class Reason(NamedTuple):
    """One reason, and by which channel."""

    it: Wanted
    older: tuple[Wanted, ...]
    channel: Channel


class HeldBack(NamedTuple):
    """One reason that waits. ``until`` as far as it is known by itself."""

    it: Wanted
    code: HeldCode
    number: int = 0
    until: date | None = None


@dataclass(slots=True)
class Case:
    """One customer on a day: ``given`` has to be done on it, ``asked`` may be if there is room, ``held`` cannot.

    It is the same on every day up to ``good_until`` on which the shop is, or is not, open as on the day it was made.
    ``rank`` says who goes first where there is no room for all that is asked.
    """

    person: Person
    given: tuple[Reason, ...]
    asked: tuple[Reason, ...]
    held: tuple[HeldBack, ...]
    is_open: bool
    good_until: date
    rank: Rank


def case_on(
    known: Gathered, person: Person, wanted: Sequence[Wanted], met_on: date | None, day: date
) -> Case:
    """What ``wanted`` comes to on ``day``; ``met_on`` is an earlier day on which a contact was planned."""
    is_open = known.shop.calendar.is_open(day)
    treated_as = person.standing.treated_as(day)
    now, good_until = [], date.max
    for one in wanted:
        if day < one.due_on:
            good_until = min(good_until, one.due_on - timedelta(days=1))
        elif (
            (one.lapses_on is None or day <= one.lapses_on)
            and (one.only_as is CustomerClass.NONE or one.only_as is treated_as)
            and (met_on is None or not _is_satisfied(known, one, met_on))
        ):
            now.append(one)
            if one.lapses_on is not None and one.lapses_on < good_until:
                good_until = one.lapses_on
    good_until = min(good_until, person.standing.holds_until(day))
    given, asked, held = _sorted_out(known, person, collapse(now), is_open=is_open, day=day)
    rank = _rank(person, asked, known.priority[treated_as])
    return Case(person, given, asked, held, is_open, good_until, rank)


def _is_satisfied(known: Gathered, one: Wanted, met_on: date) -> bool:
    """Whether a contact planned on an earlier day will have done."""
    rule = known.rules.get(one.rule_id or 0)
    if rule is None or not (one.by_contact and one.limited):
        return False
    return met_on >= satisfied_from(rule, one.anchor_on or one.planned_on, one.planned_on)


def _sorted_out(
    known: Gathered, person: Person, now: list[Collapsed], *, is_open: bool, day: date
) -> tuple[tuple[Reason, ...], tuple[Reason, ...], tuple[HeldBack, ...]]:
    lists = known.on_lists
    list_number = lists.number_of.get(person.customer_id) if lists.number_of else None
    given: list[Reason] = []
    asked: list[Reason] = []
    held: list[HeldBack] = []
    for one in now:
        it, older, limited = one.newest, one.older, one.limited
        if it.follow_up_id in lists.follow_ups or (list_number is not None and it.by_rule and limited):
            held.append(HeldBack(it, HeldCode.ON_LIST, list_number or 0))
            continue
        channel = channel_for(it, person)
        if channel is None:
            held.append(HeldBack(it, HeldCode.CONSENT))
        elif it.by_rule and not is_open and not it.on_closed_days:
            held.append(HeldBack(it, HeldCode.CLOSED, until=_opens(known, day)))
        else:
            (asked if limited else given).append(Reason(it, older, channel))
    return tuple(given), tuple(asked), tuple(held)


def _opens(known: Gathered, day: date) -> date | None:
    try:
        return known.shop.calendar.next_open(day)
    except (BookError, OverflowError):
        return None


def _rank(person: Person, asked: tuple[Reason, ...], priority: int) -> Rank:
    """Whom we know how to reach, the weightier reason, the class that goes first, what waits longest, what is over
    soonest."""
    if not asked:
        return _NOBODY
    if len(asked) == 1:
        [(it, _older, channel)] = asked
        return (
            channel not in person.reachable,
            -it.weight,
            -priority,
            it.due_on.toordinal(),
            (it.lapses_on or date.max).toordinal(),
            person.customer_id,
        )
    return (
        all(one.channel not in person.reachable for one in asked),
        -max(one.it.weight for one in asked),
        -priority,
        min(one.it.due_on for one in asked).toordinal(),
        min(one.it.lapses_on or date.max for one in asked).toordinal(),
        person.customer_id,
    )


_NOBODY: Rank = (True, 0, 0, 0, 0, 0)
