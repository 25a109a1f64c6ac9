"""Which free services are due, and which warranties end soon."""

from dataclasses import dataclass
from datetime import date, timedelta

from model.briefing import Briefing, briefings
from model.planning.kinds import service, warranty
from model.planning.occasion import Window
from model.silent_list import people_to_contact, planned_days
from model.store import Store
from model.visit_rules import ClosedDays, RuleKind, VisitRule

OVERDUE_DAYS = 365
"""A service that nobody came for in so long is no longer asked about."""


@dataclass(frozen=True, slots=True)
class Entitled:
    """Somebody to whom something is due: the ``nth`` of ``times`` of a free ``service`` on ``due_on``, or, where
    ``service`` is ``""``, a warranty that ends on that day. ``goods`` is what they bought."""

    customer_id: int
    name: str
    known: Briefing
    due_on: date
    goods: str
    bought_on: date
    planned_on: date | None
    service: str = ""
    nth: int = 0
    times: int = 0


@dataclass(frozen=True, slots=True)
class ServiceList:
    """``services`` that are overdue or due, and ``warranties`` that end, up to a day; the earliest first."""

    services: tuple[Entitled, ...]
    warranties: tuple[Entitled, ...]


def due_services(store: Store, today: date, days: int) -> ServiceList:
    """What is due up to ``days`` after ``today``, and services that are overdue by a year at most.

    Of a service that was missed several times only the latest is told. Left out are goods that came back, archived
    customers, those not to be contacted, and those who left.
    """
    window = Window(today, today + timedelta(days=days))
    served = latest_missed(list(service.facts(store, _rule(RuleKind.SERVICE, OVERDUE_DAYS), window)), today)
    ending = [
        one
        for one in warranty.facts(store, _rule(RuleKind.WARRANTY, 0), window)
        if window.first <= one.ends_on <= window.last
    ]
    entitled = {one.customer_id for one in served} | {one.customer_id for one in ending}
    names = people_to_contact(store, entitled)
    known = briefings(store, list(names), today)
    planned = planned_days(store, list(names), today)
    services = [
        Entitled(
            customer_id=one.customer_id,
            name=names[one.customer_id],
            known=known[one.customer_id],
            due_on=one.due_on,
            goods=one.goods,
            bought_on=one.bought_on,
            planned_on=planned.get(one.customer_id),
            service=one.service.name,
            nth=one.nth,
            times=one.service.times,
        )
        for one in served
        if one.customer_id in names and one.due_on <= window.last
    ]
    warranties = [
        Entitled(
            customer_id=one.customer_id,
            name=names[one.customer_id],
            known=known[one.customer_id],
            due_on=one.ends_on,
            goods=", ".join(one.goods),
            bought_on=one.bought_on,
            planned_on=planned.get(one.customer_id),
        )
        for one in ending
        if one.customer_id in names
    ]
    return ServiceList(tuple(sorted(services, key=_by_day)), tuple(sorted(warranties, key=_by_day)))


def latest_missed(found: list[service.ServiceFacts], today: date) -> list[service.ServiceFacts]:
    """``found`` without those after which the same service was due once more already."""
    latest: dict[tuple[int, int], int] = {}
    for one in found:
        if one.due_on <= today:
            key = one.purchase_id, one.service.id
            latest[key] = max(latest.get(key, 0), one.nth)
    return [one for one in found if one.nth >= latest.get((one.purchase_id, one.service.id), 0)]


def _rule(kind: RuleKind, lasts_days: int) -> VisitRule:
    """A rule that asks for each on its own day."""
    return VisitRule(kind=kind, lead_days="0", lasts_days=lasts_days, closed_days=ClosedDays.SAME)


def _by_day(one: Entitled) -> tuple[date, str, int]:
    return one.due_on, one.name, one.customer_id
