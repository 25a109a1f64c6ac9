"""Whoever is due: a customer with every reason, in the order in which a person would go about it."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from model.channels import Channel
from model.customer_class import CustomerClass
from model.follow_ups import COMPLAINT, FollowUp
from model.planning.words import rule_label
from model.visit_rules import RuleKind
from resources.i18n import N_, _


class Group(StrEnum):
    """In which order a person would make the calls."""

    PRESSING = "pressing"
    WISHED = "wished"
    TIMED = "timed"
    ANY_TIME = "any_time"
    LETTERS = "letters"

    @property
    def label(self) -> str:
        """The words above such calls, in the current language."""
        return _(_GROUPS[self])


_GROUPS = {
    Group.PRESSING: N_("Promises and late complaints"),
    Group.WISHED: N_("What they waited for is here"),
    Group.TIMED: N_("At their best time"),
    Group.ANY_TIME: N_("At any time"),
    Group.LETTERS: N_("Letters due"),
}


class Missed(NamedTuple):
    """An older occasion of the same series, to which nobody got before the newer one came. It is stored as missed with
    it; ``follow_up_id`` where it is stored already."""

    planned_on: date
    anchor_on: date | None
    occasion: str
    lapses_on: date | None
    reason: str
    purchase_id: int | None = None
    complaint_id: int | None = None
    follow_up_id: int | None = None


class DueItem(NamedTuple):
    """One reason to contact a customer. ``follow_up_id`` is ``None`` while it is only what a rule asks for.

    ``planned_on`` is when it began to wait (a complaint: when it was said), ``due_on`` when it asked to be done.
    ``rule`` is the kind of rule, ``rule_id`` the rule itself; with ``anchor_on`` and ``occasion`` it tells the
    occasion apart. After ``lapses_on`` it is over. ``collapsed`` are the older ones of its series, the newest first.
    """

    customer_id: int
    reason: str
    rule: str
    promise: bool
    channel: Channel
    planned_on: date
    due_on: date
    anchor_on: date | None = None
    follow_up_id: int | None = None
    purchase_id: int | None = None
    complaint_id: int | None = None
    attempts: int = 0
    rule_id: int | None = None
    occasion: str = ""
    lapses_on: date | None = None
    weight: int = 50
    collapsed: tuple[Missed, ...] = ()

    @property
    def pressing(self) -> bool:
        """Whether it goes before everything else: our word was given, or a complaint has waited too long."""
        return self.promise or self.rule == COMPLAINT

    @property
    def waits_since(self) -> date:
        """The day from which its waiting is counted: a complaint waits since it was said."""
        return self.planned_on if self.rule == COMPLAINT else self.due_on

    @property
    def also_missed(self) -> tuple[date, ...]:
        """The days on which older occasions of the series were planned, the latest first."""
        return tuple(older.planned_on for older in self.collapsed)


class Due(NamedTuple):
    """One customer who is due, with every reason, the most pressing first.

    ``customer_class`` is what they are called, ``treated_as`` how they are treated (who brought others as gold at
    least); ``priority``, 0 to 100, says who goes first where nothing else decides.
    """

    customer_id: int
    name: str
    phone: str
    household_id: int | None
    call_from: str | None
    call_until: str | None
    call_note: str
    items: tuple[DueItem, ...]
    customer_class: CustomerClass = CustomerClass.NONE
    treated_as: CustomerClass = CustomerClass.NONE
    priority: int = 50

    @property
    def promise(self) -> bool:
        """Whether our word was given."""
        return any(item.promise for item in self.items)

    @property
    def group(self) -> Group:
        """With which others the call is made; whoever only gets a letter is not called."""
        if all(item.channel is Channel.LETTER for item in self.items):
            return Group.LETTERS
        if any(item.pressing for item in self.items):
            return Group.PRESSING
        if any(item.rule == RuleKind.WISH for item in self.items):
            return Group.WISHED
        return Group.TIMED if self.call_from or self.call_until else Group.ANY_TIME

    @property
    def due_on(self) -> date:
        """The day since which the longest waiting reason is due."""
        return min([item.due_on for item in self.items])

    @property
    def attempts(self) -> int:
        """How often it was tried in vain."""
        return max(item.attempts for item in self.items)


def in_order(found: Iterable[Due]) -> list[Due]:
    """As a person would call them: promises, late complaints by how much haste they need, what a customer waited for,
    then by the best time to call, the priority of their class, and who waits longest."""
    return sorted(found, key=_order)


def _order(one: Due) -> tuple[object, ...]:
    group = one.group
    place = list(Group).index(group)
    if group is Group.PRESSING:
        first = one.items[0]  # what stands on the line, and how long it waits
        haste = -first.weight if first.rule == COMPLAINT else 0
        return place, not one.promise, haste, first.waits_since, -one.priority, one.customer_id
    if group is Group.TIMED:
        return place, one.call_from or "", -one.priority, one.due_on, one.customer_id
    return place, -one.priority, one.due_on, one.customer_id


def households(found: Iterable[Due]) -> list[list[Due]]:
    """One call each, in the order of ``found``; whoever lives together is one call, where the first of them stands."""
    calls: list[list[Due]] = []
    at: dict[int, list[Due]] = {}
    for one in found:
        if one.household_id is not None and one.household_id in at:
            at[one.household_id].append(one)
            continue
        calls.append([one])
        if one.household_id is not None:
            at[one.household_id] = calls[-1]
    return calls


def item_of(follow_up: FollowUp) -> DueItem:
    """The reason that a stored follow-up is."""
    return DueItem(
        customer_id=follow_up.customer_id,
        reason=follow_up.reason or rule_label(follow_up.rule),
        rule=follow_up.rule,
        promise=follow_up.promise,
        channel=follow_up.channel,
        planned_on=follow_up.planned_on,
        due_on=follow_up.due_on,
        anchor_on=follow_up.anchor_on,
        follow_up_id=follow_up.id,
        purchase_id=follow_up.purchase_id,
        complaint_id=follow_up.complaint_id,
        attempts=follow_up.attempts,
        rule_id=follow_up.rule_id,
        occasion=follow_up.occasion,
        lapses_on=follow_up.lapses_on,
    )
