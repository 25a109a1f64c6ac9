"""The plan itself, pure: day after day, who is due and who has to wait, so that no limit is broken and nobody is lost.

What is due on one day is taken as done on that day when the next one is arranged; what is held back waits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from model.due import Due, in_order
from model.planning.cases import Case, HeldBack, Reason, case_on
from model.planning.ceiling import heard, room_from
from model.planning.collapsing import order_of_reasons
from model.planning.day_plan import DayPlan
from model.planning.gathering import Gathered
from model.planning.held import Held, HeldCode
from model.planning.people import Person
from model.planning.standing import Priorities
from model.planning.who_waits import WhoWaits

__all__ = ["DayPlan", "arrange"]


@dataclass(slots=True)
class _Day:
    """One day while it is arranged. ``calls`` are those that will be made, ``wanted`` those and what there is no room
    for; ``waiting`` are the cases of these."""

    day: date
    is_open: bool
    due: list[tuple[Person, tuple[Reason, ...]]] = field(default_factory=list)
    held: list[tuple[Person, HeldBack]] = field(default_factory=list)
    waiting: list[Case] = field(default_factory=list)
    calls: set[tuple[str, int]] = field(default_factory=set)
    wanted: set[tuple[str, int]] = field(default_factory=set)


def arrange(gathered: Gathered, *, limited: bool = True) -> list[DayPlan]:
    """The days of the window, one after the other. Not ``limited``: as if the days had room for everybody."""
    first, last = gathered.window
    state = _State(gathered, gathered.most_a_day if limited else None)
    days = [state.next_day(first + timedelta(days=n)) for n in range((last - first).days + 1)]
    return [state.told(one) for one in days]


class _State:
    """Who has been contacted so far, going through the days."""

    def __init__(self, gathered: Gathered, most_a_day: int | None) -> None:
        self._known = gathered
        self._most_a_day = most_a_day
        # Gone through in one order, whatever order the reasons came in.
        self._waiting = {
            customer_id: gathered.wanted[customer_id]
            for customer_id in sorted(gathered.wanted)
            if customer_id in gathered.people
        }
        self._cases: dict[int, Case] = {}
        self._contacts = gathered.contacts
        self._met_on: dict[int, date] = {}
        self._due_on: dict[int, date] = {}
        """The day on which a reason is due, by its identity."""

    def next_day(self, day: date) -> _Day:
        """Who is due on ``day`` and who waits; then all who are due are taken as done."""
        known = self._known
        found = _Day(day, known.shop.calendar.is_open(day))
        if day == known.window.first:
            found.calls |= known.called
        asking: list[tuple[Case, tuple[Reason, ...]]] = []
        for customer_id, wanted in self._waiting.items():
            case = self._cases.get(customer_id)
            if case is None or case.good_until < day or case.is_open != found.is_open:
                person, met_on = known.people[customer_id], self._met_on.get(customer_id)
                case = self._cases[customer_id] = case_on(known, person, wanted, met_on, day)
            if case.held:
                found.held += [(case.person, one) for one in case.held]
            if case.given or case.asked:
                self._offer(found, case, asking)
        self._fill(found, asking)
        self._take_as_done(found)
        return found

    def _offer(self, found: _Day, case: Case, asking: list[tuple[Case, tuple[Reason, ...]]]) -> None:
        """What has to be done is due, and whoever is called anyway hears all we have to say; the others ask for room,
        unless they heard from us so often that they have to wait."""
        asked = case.asked
        if asked and (too_often := self._too_often(found.day, case)):
            found.held += [(case.person, one) for one in too_often]
            asked = ()
        if case.given:
            found.calls.add(case.person.call)
            found.due.append((case.person, case.given + asked))
        elif asked:
            asking.append((case, asked))

    def _too_often(self, day: date, case: Case) -> list[HeldBack]:
        most = self._known.most_a_quarter
        days = self._contacts.get(case.person.customer_id)
        if most is None or days is None or len(days) < most or (number := heard(days, day)) < most:
            return []
        if {one.channel for one in case.given} & {one.channel for one in case.asked}:
            return []  # We speak to them anyway.
        until = room_from(days, most, day)
        return [
            HeldBack(
                one.it,
                HeldCode.CEILING,
                number,
                until if until and (one.it.lapses_on is None or until <= one.it.lapses_on) else None,
            )
            for one in case.asked
        ]

    def _fill(self, found: _Day, asking: list[tuple[Case, tuple[Reason, ...]]]) -> None:
        """Give the room that is left to the weightiest."""
        most = self._most_a_day
        if most is not None and found.day == self._known.window.first:
            most += self._known.taken_on
        for_lists = self._known.on_lists.calls.get(found.day, 0)
        found.wanted |= found.calls
        asking.sort(key=lambda one: one[0].rank)
        for case, asked in asking:
            call = case.person.call
            found.wanted.add(call)
            if most is None or call in found.calls or len(found.calls) + for_lists < most:
                found.calls.add(call)
                found.due.append((case.person, asked))
            else:
                found.waiting.append(case)

    def _take_as_done(self, found: _Day) -> None:
        for person, reasons in found.due:
            customer_id = person.customer_id
            self._due_on |= {id(one.it): found.day for one in reasons}
            done = {id(one.it) for one in reasons} | {id(older) for one in reasons for older in one.older}
            self._waiting[customer_id] = [one for one in self._waiting[customer_id] if id(one) not in done]
            if self._contacts is self._known.contacts:
                self._contacts = dict(self._contacts)
            self._contacts[customer_id] = [*self._contacts.get(customer_id, ()), found.day]
            self._met_on[customer_id] = found.day
            self._cases.pop(customer_id, None)

    def told(self, one: _Day) -> DayPlan:
        """The day as others are told of it, when all days are arranged."""
        return DayPlan(
            day=one.day,
            is_open=one.is_open,
            due=tuple(
                in_order(_due(person, reasons, one.day, self._known.priority) for person, reasons in one.due)
            ),
            room=self._most_a_day,
            wanted=len(one.wanted),
            who_waits=WhoWaits(
                partial(_held, one, self._most_a_day or 0, self._due_on, self._known.window.last)
            ),
        )


def _held(one: _Day, most: int, due_on: Mapping[int, date], last: date) -> tuple[Held, ...]:
    held = one.held + [
        (case.person, HeldBack(reason.it, HeldCode.BUDGET, most))
        for case in one.waiting
        for reason in case.asked
    ]
    held.sort(key=_held_order)
    return tuple(_told_held(person, back, one.day, due_on, last) for person, back in held)


def _told_held(person: Person, back: HeldBack, day: date, due_on: Mapping[int, date], last: date) -> Held:
    lapses_on = back.it.lapses_on
    comes_on = due_on.get(id(back.it))
    until = comes_on if comes_on is not None and comes_on > day else back.until
    waits = back.code in (HeldCode.BUDGET, HeldCode.CEILING, HeldCode.CLOSED)
    # A ceiling says by itself when there is room again; a day without room is only known for the days planned.
    is_over = lapses_on is not None and (back.code is HeldCode.CEILING or lapses_on <= last)
    return Held(
        wanted=back.it,
        person=person,
        code=back.code,
        day=day,
        channel=back.it.channel,
        number=back.number,
        until=until,
        lapses=waits and until is None and is_over,
    )


def _due(person: Person, reasons: Sequence[Reason], day: date, priority: Priorities) -> Due:
    ordered = sorted(reasons, key=lambda one: order_of_reasons(one.it)) if len(reasons) > 1 else reasons
    return person.as_due([one.it.as_item(day, one.channel, one.older) for one in ordered], day, priority)


def _held_order(one: tuple[Person, HeldBack]) -> tuple[object, ...]:
    it = one[1].it
    return -it.weight, it.due_on, it.customer_id, it.rule_id or 0, it.newness
