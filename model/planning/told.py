"""A plan told: as lines for people, and as plain values for other programs."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from model.days_in_words import format_day
from model.due import Due, DueItem, households
from model.planning.day_plan import DayPlan
from model.planning.held import Held
from model.planning.words import rule_label, rule_name
from model.store import Store
from model.visit_rules import VisitRules
from resources.i18n import _, ngettext


def rule_names(store: Store) -> dict[int, str]:
    """What every rule is called, by its id."""
    return {rule.id: rule_name(rule) for rule in VisitRules(store).all()}


def missed_in_words(item: DueItem) -> str:
    """``also missed: 3 Nov, 6 Nov``: the older occasions of the same rule, to which nobody got; empty if there are
    none."""
    days = _(", ").join(format_day(day) for day in sorted(item.also_missed))
    return _("also missed: {days}").format(days=days) if days else ""


def reason_in_full(item: DueItem, names: Mapping[int, str]) -> str:
    """The reason, the rule that asks for it, and what was missed of it."""
    rule = names.get(item.rule_id or 0, "")
    rule = "" if rule == item.reason else rule
    return " · ".join(part for part in (item.reason, rule, missed_in_words(item)) if part)


def in_lines(days: list[DayPlan], names: Mapping[int, str]) -> Iterator[str]:
    """Each day with who is due and why, by which rule, and below it who waits and why."""
    for one in days:
        yield _heading(one)
        for due in one.due:
            yield f"  {due.name}  {due.phone}".rstrip()
            for item in due.items:
                name = names.get(item.rule_id or 0) or rule_label(item.rule)
                yield f"    {item.reason} [{name}]"
        if one.held:
            yield "  " + ngettext("{n} has to wait:", "{n} have to wait:", len(one.held)).format(
                n=len(one.held)
            )
            for held in one.held:
                line = _("{name}: {reason} – {because}")
                yield "    " + line.format(name=held.name, reason=held.reason, because=held.because)


def _heading(one: DayPlan) -> str:
    day = format_day(one.day, "long")
    if not one.is_open and not one.due:
        return _("{day}: closed.").format(day=day)
    calls = len(households(one.due))
    n = ngettext("{n} call to make", "{n} calls to make", calls).format(n=calls)
    if one.room is not None and one.wanted > one.room:
        return _("{day}: {customers}; {wanted} wanted, room for {room}.").format(
            day=day, customers=n, wanted=one.wanted, room=one.room
        )
    return _("{day}: {customers}.").format(day=day, customers=n)


def as_values(days: list[DayPlan], names: Mapping[int, str]) -> dict[str, Any]:
    """The whole plan as what JSON can hold; days are ISO."""
    return {
        "days": [
            {
                "day": one.day.isoformat(),
                "open": one.is_open,
                "room": one.room,
                "wanted": one.wanted,
                "visits": [_visit(due, names) for due in one.due],
                "held": [_held(held, names) for held in one.held],
            }
            for one in days
        ]
    }


def _visit(due: Due, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "customer_id": due.customer_id,
        "name": due.name,
        "phone": due.phone,
        "reasons": [_reason(item, names) for item in due.items],
    }


def _reason(item: DueItem, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "rule": item.rule,
        "rule_id": item.rule_id,
        "rule_name": names.get(item.rule_id or 0) or rule_label(item.rule),
        "reason": item.reason,
        "channel": str(item.channel),
        "promise": item.promise,
        "planned_on": item.planned_on.isoformat(),
        "due_on": item.due_on.isoformat(),
        "lapses_on": _iso(item.lapses_on),
        "anchor_on": _iso(item.anchor_on),
        "occasion": item.occasion,
        "also_missed": [day.isoformat() for day in item.also_missed],
        "attempts": item.attempts,
        "follow_up_id": item.follow_up_id,
        "purchase_id": item.purchase_id,
        "complaint_id": item.complaint_id,
    }


def _held(held: Held, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "customer_id": held.customer_id,
        "name": held.name,
        "rule": held.rule,
        "rule_id": held.rule_id,
        "rule_name": names.get(held.rule_id or 0) or rule_label(held.rule),
        "reason": held.reason,
        "because": held.because,
        "code": str(held.code),
        "until": _iso(held.until),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
