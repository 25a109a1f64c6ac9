"""What is stored already: open follow-ups that still ask to be done, and every occasion that must not come again."""

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from model.channels import Channel
from model.classes import held
from model.complaints import Grade
from model.customer_class import CustomerClass
from model.follow_ups import COMPLAINT, FollowUp, FollowUpStatus
from model.planning.occasion import Only, Window
from model.planning.people import portions
from model.planning.questions import listed, meant_class
from model.planning.satisfying import CONTACT_SATISFIES, PURCHASE_SATISFIES
from model.planning.waiting_complaints import WEIGHTS as COMPLAINT_WEIGHTS
from model.planning.wanted import Wanted
from model.planning.words import rule_label
from model.store import Store
from model.visit_rules import ClosedDays, RuleKind, VisitRule

Key = tuple[int, int, date, str]
"""Customer, rule, anchor and occasion: by these the same occasion is never planned twice."""

ALL_CAME_BACK = (
    "f.rule IN ('after_sale', 'warranty', 'running_out', 'service') AND EXISTS (SELECT 1 FROM purchase AS p"
    " WHERE p.id = f.purchase_id AND p.kind = 'sale' AND p.amount_cents <= -(SELECT sum(amount_cents)"
    " FROM purchase WHERE return_of_id = p.id AND bought_on <= :day))"
)
"""SQL: everything of the sale that the follow-up ``f`` was about had come back by ``:day``."""

_LINES_IT_IS_ABOUT = (
    "SELECT 1 FROM purchase AS p CROSS JOIN purchase_line AS l ON l.purchase_id = p.id"
    " JOIN product AS d ON d.id = l.product_id WHERE p.customer_id = f.customer_id AND p.kind = 'sale'"
    " AND CASE f.rule WHEN 'warranty' THEN date(p.bought_on, d.warranty_days || ' days') = f.anchor_on"
    " WHEN 'service' THEN p.bought_on = f.anchor_on"
    " AND d.id = (SELECT product_id FROM product_service WHERE id = CAST(f.occasion AS INTEGER))"
    " WHEN 'running_out' THEN p.bought_on = f.anchor_on AND (d.id = CAST(f.occasion AS INTEGER)"
    " OR f.occasion || ':' LIKE d.category || ':%' OR f.occasion || ':' LIKE d.sub_category || ':%') END"
)
_CAME_BACK = (
    "l.quantity_thousandths <= (SELECT -sum(back.quantity_thousandths) FROM purchase_line AS back"
    " JOIN purchase AS at ON at.id = back.purchase_id WHERE back.return_of_line_id = l.id AND at.bought_on <= :day)"
)
GOODS_CAME_BACK = (
    f"f.rule IN ('warranty', 'running_out', 'service') AND EXISTS ({_LINES_IT_IS_ABOUT})"
    f" AND NOT EXISTS ({_LINES_IT_IS_ABOUT} AND NOT coalesce({_CAME_BACK}, 0))"
)
"""SQL: of the sale, all that the follow-up ``f`` was about had come back by ``:day``."""

TAKEN_OUT = (
    "f.lapses_on IS NOT NULL AND CASE WHEN f.rule IN ('after_sale', 'warranty', 'running_out', 'service')"
    " THEN f.purchase_id IS NULL WHEN f.rule = 'after_complaint' THEN f.complaint_id IS NULL ELSE 0 END"
    f" OR f.rule = '{COMPLAINT}' AND f.complaint_id IS NULL"
    " OR f.rule = 'service' AND NOT EXISTS (SELECT 1 FROM product_service WHERE id = CAST(f.occasion AS INTEGER))"
    " OR f.rule = 'running_out' AND NOT EXISTS (SELECT 1 FROM product WHERE id = CAST(f.occasion AS INTEGER))"
    " AND EXISTS (SELECT 1 FROM visit_rule WHERE id = f.rule_id AND scope <> 'category')"
)
"""SQL: the sale, complaint, service or product that the follow-up ``f`` was about is no longer in the book. What the
first formats planned never lapses, and need not name a sale."""

WISH_CLOSED = (
    "f.rule = 'wish' AND f.occasion <> '' AND NOT EXISTS (SELECT 1 FROM wish WHERE id = CAST(f.occasion AS INTEGER)"
    " AND arrived_on <= :day AND (closed_on IS NULL OR closed_on > :day))"
)
"""SQL: the follow-up ``f`` was about a wish of which the customer knew, or which they gave up, by ``:day``; or it is
not in after all."""

SERVICE_USED = (
    "f.rule = 'service' AND EXISTS (SELECT 1 FROM purchase_line AS l JOIN service_use AS u ON u.purchase_line_id = l.id"
    " WHERE l.purchase_id = f.purchase_id AND u.used_on <= :day"
    " AND f.occasion || ':' LIKE u.product_service_id || ':' || u.nth || ':%')"
)
"""SQL: the follow-up ``f`` was about a service that had been used by ``:day``."""

NEEDLESS = (
    f"(({ALL_CAME_BACK}) OR ({GOODS_CAME_BACK}) OR ({TAKEN_OUT}) OR ({WISH_CLOSED}) OR ({SERVICE_USED}))"
)
"""SQL: what the follow-up ``f`` was about had settled itself by ``:day``."""

_WHILE_IT_WAITED = "min(:day, coalesce(f.lapses_on, :day))"
_IN_TIME = f"<= {_WHILE_IT_WAITED}"
SATISFIED = (
    "EXISTS (SELECT 1 FROM visit_rule AS r WHERE r.id = f.rule_id AND ("
    "EXISTS (SELECT 1 FROM visit AS v WHERE v.customer_id = f.customer_id AND v.reached AND v.outcome = 'reached'"
    f" AND v.visited_on {_IN_TIME} AND {CONTACT_SATISFIES.format(on='v.visited_on')})"
    " OR EXISTS (SELECT 1 FROM purchase AS p WHERE p.customer_id = f.customer_id AND p.kind = 'sale'"
    f" AND p.bought_on {_IN_TIME} AND {PURCHASE_SATISFIES.format(on='p.bought_on')})))"
)
"""SQL: a contact or purchase did what the rule of the follow-up ``f`` was for, by ``:day`` and before it lapsed."""

AGREED = (
    "(f.promise OR f.snoozed_to IS NOT NULL AND NOT (f.attempts > 0 AND EXISTS (SELECT 1 FROM visit AS v"
    " WHERE v.customer_id = f.customer_id AND v.visited_on = date(f.snoozed_to, '-1 day') AND NOT v.reached)))"
)
"""SQL: somebody said that the follow-up ``f`` is to be done, and on which day: it was promised, or put off to that day
otherwise than by nobody answering."""

_CLASSES = f"({', '.join(repr(str(one)) for one in CustomerClass if one)})"
OF_ANOTHER_CLASS = (
    "(EXISTS (SELECT 1 FROM visit_rule AS r JOIN customer AS c ON c.id = f.customer_id WHERE r.id = f.rule_id"
    f" AND r.scope = 'class' AND lower(trim(r.scope_text)) IN {_CLASSES}"
    f" AND lower(trim(r.scope_text)) <> {held.by_day(held.TREATED_ON, _WHILE_IT_WAITED)}) AND NOT {AGREED})"
)
"""SQL: the rule of the follow-up ``f`` is for a class as which the customer was no longer treated on ``:day``, or on
the day on which it lapsed. Nothing is written for it: when the review is taken back, it asks again."""

STATUS_ON = (
    "CASE WHEN f.status <> 'open' THEN f.status"
    f" WHEN {NEEDLESS} OR {SATISFIED} OR {OF_ANOTHER_CLASS} THEN 'skipped'"
    " WHEN f.lapses_on < :day THEN 'missed' ELSE 'open' END"
)
"""SQL: what had become of the follow-up ``f`` by ``:day``. Of what is stored as open, what lapsed was missed, and what
settled itself is skipped; nothing is written every night to say so."""


def follow_ups_on(store: Store, customer_id: int, day: date) -> list[FollowUp]:
    """A customer's follow-ups with what had become of each by ``day``: what is still to be done first, by day, then the
    past ones, latest first."""
    rows = store.rows(
        f"SELECT f.*, {STATUS_ON} AS fate FROM follow_up AS f WHERE f.customer_id = :customer",
        customer=customer_id,
        day=day.isoformat(),
    )
    found = [dataclasses.replace(FollowUp.from_row(row), status=FollowUpStatus(row["fate"])) for row in rows]
    to_do = [one for one in found if one.status is FollowUpStatus.OPEN]
    past = [one for one in found if one.status is not FollowUpStatus.OPEN]
    to_do.sort(key=lambda one: (one.planned_on, one.id))
    past.sort(key=lambda one: (-one.planned_on.toordinal(), one.id))
    return to_do + past


_CHANNEL_NOW = (
    "CASE WHEN f.channel = 'phone' AND f.attempts >= (SELECT attempts_at_most FROM shop) THEN 'letter'"
    " ELSE f.channel END"
)
"""SQL: how the follow-up ``f`` is done: by letter also where the shop has since said that it tries less often."""


def open_ones(
    store: Store, rules: Mapping[int, VisitRule], window: Window, only: Only = None
) -> list[Wanted]:
    """The stored follow-ups that are open and fall due within ``window`` or before, unless they lapsed, the goods came
    back, or a contact or purchase since has satisfied their rule. What a rule for a class asks for is only asked of
    whoever is still treated as that class."""
    rows = store.rows(
        f"SELECT f.*, {_CHANNEL_NOW} AS channel_now, {AGREED} AS agreed,"
        " (SELECT grade FROM complaint WHERE id = f.complaint_id) AS grade FROM follow_up AS f"
        " WHERE status = 'open' AND coalesce(snoozed_to, planned_on) <= :last"
        f" AND (lapses_on IS NULL OR lapses_on >= :day) AND NOT {NEEDLESS} AND NOT {SATISFIED}"
        + (" AND f.customer_id IN (SELECT value FROM json_each(:only))" if only is not None else ""),
        day=window.first.isoformat(),
        last=window.last.isoformat(),
        only=listed(only),
    )
    return [_wanted(row, rules.get(row["rule_id"])) for row in rows]


def _wanted(row: Any, rule: VisitRule | None) -> Wanted:
    kind, reason, snoozed_to = row["rule"], row["reason"], row["snoozed_to"]
    by_rule = kind in _KINDS
    is_wish = kind == RuleKind.WISH
    planned_on = date.fromisoformat(row["planned_on"])
    return Wanted(
        customer_id=row["customer_id"],
        rule=kind,
        rule_id=row["rule_id"],
        anchor_on=date.fromisoformat(row["anchor_on"]) if row["anchor_on"] else None,
        occasion=row["occasion"],
        planned_on=planned_on,
        due_on=date.fromisoformat(snoozed_to) if snoozed_to else planned_on,
        lapses_on=date.fromisoformat(row["lapses_on"]) if row["lapses_on"] else None,
        weight=_weight(row, rule),
        channel=Channel(row["channel_now"]),
        words=lambda _day: reason or rule_label(kind),
        # Whoever was tried already, or put off to a day, is expected on that day.
        limited=by_rule and not (is_wish or snoozed_to or row["promise"]),
        by_rule=by_rule and not row["promise"],
        by_contact=rule is not None and rule.by_contact,
        on_closed_days=rule is not None and rule.closed_days is ClosedDays.SAME,
        collapses=by_rule and not (is_wish or row["promise"]),
        promise=bool(row["promise"]),
        purchase_id=row["purchase_id"],
        complaint_id=row["complaint_id"],
        follow_up_id=row["id"],
        attempts=row["attempts"],
        only_as=meant_class(rule) if rule and not row["agreed"] else CustomerClass.NONE,
    )


def _weight(row: Any, rule: VisitRule | None) -> int:
    if row["rule"] == COMPLAINT and row["grade"]:
        return COMPLAINT_WEIGHTS[Grade(row["grade"])]
    return rule.weight if rule else _USUAL_WEIGHT


def stored_keys(store: Store, customers: Iterable[int]) -> set[Key]:
    """Every occasion of these customers that is stored, whatever became of it."""
    return {
        (customer_id, rule_id, date.fromisoformat(anchor_on), occasion)
        for some in portions(customers)
        for customer_id, rule_id, anchor_on, occasion in store.tuples(
            "SELECT customer_id, rule_id, anchor_on, occasion FROM follow_up"
            f" WHERE customer_id IN ({some}) AND rule_id IS NOT NULL AND anchor_on IS NOT NULL"
        )
    }


def asked_about(store: Store, customers: Iterable[int]) -> set[tuple[int, int]]:
    """The rule and the sale of every question after a sale that is stored: one is enough, whatever day the sale is said
    to be of later."""
    return {
        (rule_id, purchase_id)
        for some in portions(customers)
        for rule_id, purchase_id in store.tuples(
            f"SELECT rule_id, purchase_id FROM follow_up WHERE customer_id IN ({some})"
            f" AND rule = '{RuleKind.AFTER_SALE}' AND rule_id IS NOT NULL AND purchase_id IS NOT NULL"
        )
    }


def stored_complaints(store: Store, customers: Iterable[int]) -> set[tuple[int, date]]:
    """The calls about waiting complaints that are stored: the complaint and the day from which it waited too long."""
    return {
        (complaint_id, date.fromisoformat(anchor_on))
        for some in portions(customers)
        for complaint_id, anchor_on in store.tuples(
            "SELECT complaint_id, anchor_on FROM follow_up WHERE anchor_on IS NOT NULL"
            f" AND customer_id IN ({some}) AND rule = '{COMPLAINT}' AND complaint_id IS NOT NULL"
        )
    }


_KINDS = set(RuleKind)
_USUAL_WEIGHT = 50
