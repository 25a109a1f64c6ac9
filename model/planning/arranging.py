"""The plan itself, pure: day after day, who is due and who has to wait, so that no limit is broken and nobody is lost.

What is due on one day is taken as done on that day when the next one is arranged; what is held back waits.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from model.channels import Channel
from model.due import CLASS_ORDER, Due, in_order
from model.errors import BookError
from model.planning.ceiling import heard, room_from
from model.planning.channels_allowed import channel_for
from model.planning.collapsing import Collapsed, collapse
from model.planning.gathering import Gathered
from model.planning.held import Held, HeldCode
from model.planning.people import Person
from model.planning.wanted import Wanted


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One day: who is ``due``, in the order in which a person would go about it, and what is ``held`` back. ``room``
    is how many calls the shop makes a day (``None``: no limit), ``wanted`` how many would be made if there was room
    for all; whoever lives together is one call."""

    day: date
    is_open: bool
    due: tuple[Due, ...]
    held: tuple[Held, ...]
    room: int | None
    wanted: int


class _Reason(NamedTuple):
    collapsed: Collapsed
    channel: Channel

    @property
    def it(self) -> Wanted:
        return self.collapsed.newest


class _HeldBack(NamedTuple):
    wanted: Wanted
    person: Person
    code: HeldCode
    number: int = 0
    until: date | None = None


@dataclass(slots=True)
class _Day:
    day: date
    is_open: bool
    due: list[tuple[Person, list[_Reason]]] = field(default_factory=list)
    held: list[_HeldBack] = field(default_factory=list)
    calls: set[tuple[str, int]] = field(default_factory=set)
    wanted: set[tuple[str, int]] = field(default_factory=set)


def arrange(gathered: Gathered, *, limited: bool = True) -> list[DayPlan]:
    """The days of the window, one after the other. Not ``limited``: as if the days had room for everybody."""
    first, last = gathered.window
    days: list[_Day] = []
    state = _State(gathered, gathered.most_a_day if limited else None)
    for n in range((last - first).days + 1):
        days.append(state.next_day(first + timedelta(days=n)))
    return [_told(one, state, gathered) for one in days]


class _State:
    """Who has been contacted so far, going through the days."""

    def __init__(self, gathered: Gathered, most_a_day: int | None) -> None:
        self._known = gathered
        self.most_a_day = most_a_day
        # Gone through in one order, whatever order the reasons came in.
        self._waiting = {key: list(gathered.wanted[key]) for key in sorted(gathered.wanted)}
        self._contacts = {customer: list(days) for customer, days in gathered.contacts.items()}
        self._met_on: dict[int, date] = {}
        self.due_on: dict[int, date] = {}
        """The day on which a reason is due, by its identity."""

    def next_day(self, day: date) -> _Day:
        """Who is due on ``day`` and who waits; then all who are due are taken as done."""
        known = self._known
        found = _Day(day, known.shop.calendar.is_open(day))
        if day == known.window.first:
            found.calls |= known.called
        for_lists = known.on_lists.calls.get(day, 0)
        candidates: list[tuple[Person, list[_Reason], list[_Reason]]] = []
        for customer_id, wanted in self._waiting.items():
            now = [one for one in wanted if one.is_on(day) and not self._is_satisfied(one)]
            person = known.people.get(customer_id)
            if now and person is not None:
                given, asked = self._sorted_out(found, person, now)
                if given:
                    found.calls.add(person.call)
                if given or asked:
                    candidates.append((person, given, asked))
        self._fill(found, candidates, for_lists)
        self._take_as_done(found)
        return found

    def _is_satisfied(self, one: Wanted) -> bool:
        """Whether a contact planned on an earlier day will have done."""
        met_on = self._met_on.get(one.customer_id)
        return (
            met_on is not None
            and one.by_contact
            and one.limited
            and met_on > (one.anchor_on or one.planned_on)
        )

    def _sorted_out(
        self, found: _Day, person: Person, now: list[Wanted]
    ) -> tuple[list[_Reason], list[_Reason]]:
        """What has to be done on this day, and what may be if there is room; the rest is held back."""
        day, lists = found.day, self._known.on_lists
        given: list[_Reason] = []
        asked: list[_Reason] = []
        list_number = lists.number_of.get(person.customer_id) if lists.number_of else None
        for one in collapse(now):
            it = one.newest
            if it.follow_up_id in lists.follow_ups or (list_number is not None and it.by_rule and it.limited):
                found.held.append(_HeldBack(it, person, HeldCode.ON_LIST, list_number or 0))
                continue
            channel = channel_for(it, person)
            if channel is None:
                found.held.append(_HeldBack(it, person, HeldCode.CONSENT))
            elif it.by_rule and not found.is_open and not it.on_closed_days:
                found.held.append(_HeldBack(it, person, HeldCode.CLOSED, until=self._opens(day)))
            else:
                (asked if it.limited else given).append(_Reason(one, channel))
        return given, asked

    def _opens(self, day: date) -> date | None:
        try:
            return self._known.shop.calendar.next_open(day)
        except (BookError, OverflowError):
            return None

    def _fill(
        self,
        found: _Day,
        candidates: list[tuple[Person, list[_Reason], list[_Reason]]],
        for_lists: int,
    ) -> None:
        """Give the room that is left to the weightiest. Whoever is called anyway hears all we have to say."""
        most = self.most_a_day
        found.wanted |= found.calls
        limited: list[tuple[tuple[object, ...], Person, list[_Reason]]] = []
        for person, given, asked in candidates:
            if asked and self._heard_enough(found, person, given, asked):
                asked = []
            if given:
                found.due.append((person, given + asked))
            elif asked:
                limited.append((_rank(person, asked, found.day), person, asked))
        limited.sort(key=lambda one: one[0])
        for _place, person, asked in limited:
            found.wanted.add(person.call)
            if most is None or person.call in found.calls or len(found.calls) + for_lists < most:
                found.calls.add(person.call)
                found.due.append((person, asked))
            else:
                found.held += [_HeldBack(one.it, person, HeldCode.BUDGET, most) for one in asked]

    def _heard_enough(self, found: _Day, person: Person, given: list[_Reason], asked: list[_Reason]) -> bool:
        """Whether what the rules ask for has to wait because the customer heard from us so often; then it is held."""
        most = self._known.most_a_quarter
        days = self._contacts.get(person.customer_id)
        if most is None or days is None or len(days) < most or heard(days, found.day) < most:
            return False
        if {one.channel for one in given} & {one.channel for one in asked}:
            return False  # We speak to them anyway.
        until = room_from(days, most, found.day)
        for one in asked:
            lapses_on = one.it.lapses_on
            comes = until is not None and (lapses_on is None or until <= lapses_on)
            found.held.append(
                _HeldBack(one.it, person, HeldCode.CEILING, heard(days, found.day), until if comes else None)
            )
        return True

    def _take_as_done(self, found: _Day) -> None:
        for person, reasons in found.due:
            customer_id = person.customer_id
            done = {id(one.it) for one in reasons} | {
                id(older) for one in reasons for older in one.collapsed.older
            }
            self.due_on |= {id(one.it): found.day for one in reasons}
            self._waiting[customer_id] = [one for one in self._waiting[customer_id] if id(one) not in done]
            self._contacts.setdefault(customer_id, []).append(found.day)
            self._met_on[customer_id] = found.day


def _rank(person: Person, asked: Iterable[_Reason], day: date) -> tuple[object, ...]:
    """Who goes first where there is no room for all: whom we know how to reach, the weightier reason, the better
    customer, what waits longest, what is over soonest."""
    reasons = list(asked)
    return (
        not any(one.channel in person.reachable for one in reasons),
        -max(one.it.weight for one in reasons),
        CLASS_ORDER.index(person.class_on(day)),
        min(one.it.due_on for one in reasons),
        min(one.it.lapses_on or date.max for one in reasons),
        person.customer_id,
    )


def _told(one: _Day, state: _State, gathered: Gathered) -> DayPlan:
    last = gathered.window.last
    return DayPlan(
        day=one.day,
        is_open=one.is_open,
        due=tuple(in_order(_due(person, reasons, one.day) for person, reasons in one.due)),
        held=tuple(
            _held(back, one.day, state.due_on.get(id(back.wanted)), last)
            for back in sorted(one.held, key=_held_order)
        ),
        room=state.most_a_day,
        wanted=len(one.wanted),
    )


def _due(person: Person, reasons: list[_Reason], day: date) -> Due:
    ordered = sorted(
        reasons,
        key=lambda one: (
            not one.it.pressing,
            not one.it.promise,
            one.it.due_on,
            -one.it.weight,
            one.it.rule_id or 0,
            one.it.newness,
        ),
    )
    return Due(
        customer_id=person.customer_id,
        name=person.name,
        phone=person.phone,
        household_id=person.household_id,
        call_from=person.call_from,
        call_until=person.call_until,
        call_note=person.call_note,
        items=tuple(one.it.as_item(day, one.channel, one.collapsed.older) for one in ordered),
        customer_class=person.class_on(day),
    )


def _held(back: _HeldBack, day: date, comes_on: date | None, last: date) -> Held:
    lapses_on = back.wanted.lapses_on
    waits = back.code in (HeldCode.BUDGET, HeldCode.CEILING, HeldCode.CLOSED)
    until = comes_on if comes_on is not None and comes_on > day else back.until
    over = waits and until is None and lapses_on is not None
    # A ceiling says by itself when there is room again; a day without room is only known for the days planned.
    lapses = over and (back.code is HeldCode.CEILING or (lapses_on is not None and lapses_on <= last))
    return Held(
        wanted=back.wanted,
        person=back.person,
        code=back.code,
        day=day,
        channel=back.wanted.channel,
        number=back.number,
        until=until,
        lapses=lapses,
    )


def _held_order(back: _HeldBack) -> tuple[object, ...]:
    it = back.wanted
    return -it.weight, it.due_on, it.customer_id, it.rule_id or 0, it.newness
