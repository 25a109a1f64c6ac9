"""What the book knows of the visits of a period: a row for each that was planned, and one for each contact made."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from model.planning.stored import STATUS_ON
from model.store import Store

AGAIN_DAYS = 60
"""Who buys within so many days has come back."""

PROMISE = "promise"
COMPLAINT = "complaint"
WITHOUT_PLAN = ""
"""Beside the kinds of rules: our word given, about a complaint, and a contact that nothing had asked for."""

KIND = f"CASE WHEN f.promise THEN '{PROMISE}' ELSE f.rule END"
"""What planned the follow-up ``f``, in SQL."""

KIND_OF_CONTACT = (
    f"coalesce({KIND}, CASE WHEN v.complaint_id IS NULL THEN '{WITHOUT_PLAN}' ELSE '{COMPLAINT}' END)"
)
"""Why the contact ``v`` was made, in SQL; ``f`` is the follow-up it was made for, if there was one."""


class Fate(StrEnum):
    """What became of something planned. ``WAITING`` is still to be done."""

    DONE = "done"
    SKIPPED = "skipped"
    MISSED = "missed"
    WAITING = "open"


class About(NamedTuple):
    """By what visits are told apart. ``month`` is the first day of it; 0 is nobody, and no product."""

    month: date
    kind: str
    staff_id: int
    product_id: int
    channel: str


class PlannedFact(NamedTuple):
    """One planned visit. ``late_days`` is how long after its day it was done, 0 if in time or not done."""

    about: About
    fate: Fate
    late_days: int


class ContactFact(NamedTuple):
    """One contact. ``again`` is whether the customer bought within ``AGAIN_DAYS`` after it, ``None`` where nobody was
    reached or the days are not over. ``score`` is the answer to *would you come back?*."""

    about: About
    day: date
    customer_id: int
    reached: bool
    score: int | None
    again: bool | None


_PRODUCT_OF_FOLLOW_UP = (
    "(SELECT product_id FROM purchase_line WHERE purchase_id = f.purchase_id AND product_id IS NOT NULL"
    " ORDER BY amount_cents DESC, position, id LIMIT 1)"
)
"""A purchase of many things is about the dearest of them."""


ASKED_ON = "max(f.planned_on, coalesce(f.shown_on, f.planned_on))"
"""SQL: the day of which a follow-up ``f`` is: that on which it was first seen, if that is later. Who was silent for
long when the book was begun is a call of the day on which somebody could make it."""


def planned_facts(store: Store, first: date, last: date, today: date) -> list[PlannedFact]:
    """What was asked for on the days from ``first`` to ``last``; what became one with another is not counted twice."""
    rows = store.rows(
        f"SELECT {ASKED_ON}, {KIND} AS kind, coalesce(f.staff_id, 0), coalesce({_PRODUCT_OF_FOLLOW_UP}, 0),"
        f" f.channel, {STATUS_ON} AS fate,"
        " CASE WHEN f.status = 'done' AND f.done_on > f.planned_on"
        " THEN CAST(julianday(f.done_on) - julianday(f.planned_on) AS INTEGER) ELSE 0 END"
        f" FROM follow_up AS f WHERE f.planned_on <= :last AND {ASKED_ON} BETWEEN :first AND :last"
        " AND f.status <> 'merged'",
        first=first.isoformat(),
        last=last.isoformat(),
        day=today.isoformat(),
    )
    months = _Months()
    return [
        PlannedFact(About(months[day[:7]], kind, staff, product, channel), Fate(fate), late)
        for day, kind, staff, product, channel, fate, late in rows
    ]


def contact_facts(store: Store, first: date, last: date, today: date) -> list[ContactFact]:
    """The contacts of the days from ``first`` to ``last``, the oldest first."""
    rows = store.rows(
        f"SELECT v.visited_on, {KIND_OF_CONTACT},"
        f" coalesce(v.staff_id, 0), coalesce({_PRODUCT_OF_FOLLOW_UP}, k.product_id, 0), v.channel, v.customer_id,"
        " v.reached, v.satisfaction,"
        " CASE WHEN v.reached AND v.visited_on <= :latest THEN EXISTS (SELECT 1 FROM purchase AS p"
        " WHERE p.customer_id = v.customer_id AND p.bought_on > v.visited_on"
        " AND p.bought_on <= date(v.visited_on, :within) AND p.kind = 'sale') END"
        " FROM visit AS v LEFT JOIN follow_up AS f ON f.id = v.follow_up_id"
        " LEFT JOIN complaint AS k ON k.id = v.complaint_id"
        " WHERE v.visited_on BETWEEN :first AND :last ORDER BY v.visited_on, v.id",
        first=first.isoformat(),
        last=last.isoformat(),
        latest=(today - timedelta(days=AGAIN_DAYS)).isoformat(),
        within=f"+{AGAIN_DAYS} days",
    )
    months = _Months()
    return [
        ContactFact(
            About(months[day[:7]], kind, staff, product, channel),
            date.fromisoformat(day),
            customer_id,
            bool(reached),
            score,
            None if again is None else bool(again),
        )
        for day, kind, staff, product, channel, customer_id, reached, score, again in rows
    ]


class _Months(dict[str, date]):
    """The first day of ``2026-03``, made once."""

    def __missing__(self, month: str) -> date:
        self[month] = date.fromisoformat(f"{month}-01")
        return self[month]
