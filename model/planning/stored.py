"""What is stored already: open follow-ups that still ask to be done, and every occasion that must not come again."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from model.channels import Channel
from model.follow_ups import COMPLAINT
from model.planning.occasion import Only, Window
from model.planning.people import portions
from model.planning.questions import listed
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
"""SQL: the follow-up ``f`` was about goods of which everything had come back by ``:day``."""

WISH_CLOSED = (
    "f.rule = 'wish' AND EXISTS"
    " (SELECT 1 FROM wish WHERE id = CAST(f.occasion AS INTEGER) AND closed_on <= :day)"
)
"""SQL: the follow-up ``f`` was about a wish of which the customer knew, or which they gave up, by ``:day``."""

SERVICE_USED = (
    "f.rule = 'service' AND EXISTS (SELECT 1 FROM purchase_line AS l JOIN service_use AS u ON u.purchase_line_id = l.id"
    " WHERE l.purchase_id = f.purchase_id AND u.used_on <= :day"
    " AND f.occasion || ':' LIKE u.product_service_id || ':' || u.nth || ':%')"
)
"""SQL: the follow-up ``f`` was about a service that had been used by ``:day``."""

NEEDLESS = f"(({ALL_CAME_BACK}) OR ({WISH_CLOSED}) OR ({SERVICE_USED}))"
"""SQL: what the follow-up ``f`` was about had settled itself by ``:day``."""

_SINCE = "> coalesce(f.anchor_on, f.planned_on)"
_IN_TIME = "<= min(:day, coalesce(f.lapses_on, :day))"
SATISFIED = (
    "EXISTS (SELECT 1 FROM visit_rule AS r WHERE r.id = f.rule_id AND r.active AND ("
    "r.by_contact AND EXISTS (SELECT 1 FROM visit AS v WHERE v.customer_id = f.customer_id AND v.reached"
    f" AND v.outcome = 'reached' AND v.visited_on {_SINCE} AND v.visited_on {_IN_TIME})"
    " OR r.by_purchase AND EXISTS (SELECT 1 FROM purchase AS p WHERE p.customer_id = f.customer_id"
    f" AND p.kind = 'sale' AND p.bought_on {_SINCE} AND p.bought_on {_IN_TIME})))"
)
"""SQL: a contact or purchase did what the rule of the follow-up ``f`` was for, by ``:day`` and before it lapsed."""

STATUS_ON = (
    f"CASE WHEN f.status <> 'open' THEN f.status WHEN {NEEDLESS} OR {SATISFIED} THEN 'skipped'"
    " WHEN f.lapses_on < :day THEN 'missed' ELSE 'open' END"
)
"""SQL: what had become of the follow-up ``f`` by ``:day``. Of what is stored as open, what lapsed was missed, and what
settled itself is skipped; nothing is written every night to say so."""


def open_ones(
    store: Store, rules: Mapping[int, VisitRule], window: Window, only: Only = None
) -> list[Wanted]:
    """The stored follow-ups that are open and fall due within ``window`` or before, unless they lapsed, the goods came
    back, or a contact or purchase since has satisfied their rule."""
    # Each is looked up by its customer, which there are fewer of than follow-ups.
    rows = store.rows(
        "SELECT f.*, (SELECT max(visited_on) FROM visit WHERE customer_id = f.customer_id AND reached"
        " AND outcome = 'reached' AND visited_on <= :day) AS spoken_on, (SELECT max(bought_on) FROM purchase"
        " WHERE customer_id = f.customer_id AND kind = 'sale' AND bought_on <= :day) AS bought_on"
        " FROM follow_up AS f WHERE status = 'open' AND coalesce(snoozed_to, planned_on) <= :last"
        " AND (lapses_on IS NULL OR lapses_on >= :day)"
        f" AND NOT {NEEDLESS}"
        + (" AND f.customer_id IN (SELECT value FROM json_each(:only))" if only is not None else ""),
        day=window.first.isoformat(),
        last=window.last.isoformat(),
        only=listed(only),
    )
    found = []
    for row in rows:
        rule = rules.get(row["rule_id"])
        if rule is None or not _is_satisfied(row, rule):
            found.append(_wanted(row, rule))
    return found


def _is_satisfied(row: Any, rule: VisitRule) -> bool:
    """Whether what happened since is what the rule was for. ISO days compare as days do."""
    since = row["anchor_on"] or row["planned_on"]
    return bool(
        (rule.by_contact and row["spoken_on"] and row["spoken_on"] > since)
        or (rule.by_purchase and row["bought_on"] and row["bought_on"] > since)
    )


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
        weight=rule.weight if rule else _USUAL_WEIGHT,
        channel=Channel(row["channel"]),
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
    )


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
