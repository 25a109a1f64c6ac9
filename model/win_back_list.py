"""Who is lost for long, why they left, where they buy now, and when somebody last tried to win them back."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from model.briefing import Briefing, briefings
from model.leaving import LeftReason
from model.planning.kinds import win_back
from model.planning.occasion import Window
from model.planning.shop_days import shop_days
from model.ranking import By
from model.store import Store
from model.visit_rules import ClosedDays, RuleKind, Unit, VisitRule
from model.visits import Outcome

_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class LostCustomer:
    """One of them. ``left_for`` is where they buy now, ``""`` if nobody knows; amounts are of all their purchases.

    ``tried_on`` is the last contact since the last purchase, and ``outcome`` what came of it.
    """

    customer_id: int
    name: str
    last_on: date | None
    sales: int
    amount_cents: int
    profit_cents: int
    reason: LeftReason
    left_on: date | None
    left_for: str
    known: Briefing
    tried_on: date | None
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class WinBackList:
    """The first who could be won back, and counts of all who left.

    ``reasons`` are most frequent first, those who never said it last; so are the other shops of ``left_for``.
    ``for_good`` have died or moved away: counted, not listed.
    """

    customers: tuple[LostCustomer, ...]
    everybody: int
    amount_cents: int
    reasons: tuple[tuple[LeftReason, int], ...]
    left_for: tuple[tuple[str, int], ...]
    for_good: int


def win_back_customers(
    store: Store, today: date, by: By = "revenue", limit: int | None = None
) -> WinBackList:
    """Who is known to have left, or has stayed away as long as the shop's rule calls lost; the best customers first, at
    most ``limit`` of them in full. Left out are archived customers and those who are not to be contacted."""
    lost = _lost(store, today)
    rows = [
        row
        for row in store.rows(_PEOPLE, today=today.isoformat())
        if row["id"] in lost or (row["left_reason"] and not _is_back(row))
    ]
    reasons: Counter[LeftReason] = Counter(LeftReason(row["left_reason"]) for row in rows)
    shops: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for row in rows:
        if shop := row["left_for"].strip():
            shops[shop.casefold()] += 1
            spelled.setdefault(shop.casefold(), shop)
    open_ones = [row for row in rows if not LeftReason(row["left_reason"]).for_good]
    column = "amount_cents" if by == "revenue" else "profit_cents"
    open_ones.sort(key=lambda row: (-row[column], row["id"]))
    listed = open_ones[:limit]
    ids = [row["id"] for row in listed]
    known, tried = briefings(store, ids, today), _tried(store, ids, today)
    return WinBackList(
        customers=tuple(_customer(row, known[row["id"]], tried) for row in listed),
        everybody=len(open_ones),
        amount_cents=sum(row["amount_cents"] for row in open_ones),
        reasons=tuple(sorted(reasons.items(), key=lambda one: (one[0] is LeftReason.NONE, -one[1], one[0]))),
        left_for=tuple(
            (spelled[key], n) for key, n in sorted(shops.items(), key=lambda one: (-one[1], one[0]))
        ),
        for_good=len(rows) - len(open_ones),
    )


_PEOPLE = (
    "SELECT c.id, c.name, c.left_on, c.left_reason, c.left_for, f.last_on, f.sales, f.amount_cents, f.profit_cents"
    " FROM customer AS c JOIN customer_figures AS f ON f.customer_id = c.id"
    " WHERE NOT c.archived AND NOT c.do_not_contact AND (c.left_on IS NULL OR c.left_on <= :today)"
)


def _is_back(row: Any) -> bool:
    """Whether they bought after the day on which they left."""
    return bool(row["left_on"] and row["last_on"] and row["last_on"] > row["left_on"])


def _lost(store: Store, today: date) -> set[int]:
    """Whom the shop's rule calls lost."""
    rule = store.row(
        "SELECT count, unit, times_percent FROM visit_rule WHERE kind = 'win_back' ORDER BY NOT active, position, id"
    )
    asked = VisitRule(
        kind=RuleKind.WIN_BACK,
        count=rule["count"] if rule else 365,
        unit=Unit(rule["unit"]) if rule else Unit.DAYS,
        times_percent=rule["times_percent"] if rule else 400,
        lasts_days=36_500,
        closed_days=ClosedDays.SAME,
        by_purchase=True,
    )
    window, days = Window(today, today), shop_days(store)
    return {
        one.customer_id
        for one in win_back.facts(store, asked, window)
        if any(True for _occasion in win_back.occasions(asked, one, window, days))
    }


def _tried(store: Store, customer_ids: list[int], today: date) -> dict[int, tuple[date, Outcome]]:
    """The last contact with each that we made ourselves since the last purchase."""
    found = {}
    for start in range(0, len(customer_ids), _AT_ONCE):
        some = ", ".join(map(str, customer_ids[start : start + _AT_ONCE]))
        for row in store.rows(
            "SELECT v.customer_id, v.visited_on, v.outcome FROM customer_figures AS f JOIN visit AS v ON v.id = ("
            "SELECT id FROM visit WHERE customer_id = f.customer_id AND visited_on <= :today"
            " AND visited_on > coalesce(f.last_on, '') AND channel <> 'counter'"
            f" ORDER BY visited_on DESC, id DESC LIMIT 1) WHERE f.customer_id IN ({some})",
            today=today.isoformat(),
        ):
            found[row["customer_id"]] = (date.fromisoformat(row["visited_on"]), Outcome(row["outcome"]))
    return found


def _customer(row: Any, known: Briefing, tried: Mapping[int, tuple[date, Outcome]]) -> LostCustomer:
    left_on, last_on = row["left_on"], row["last_on"]
    tried_on, outcome = tried.get(row["id"], (None, None))
    return LostCustomer(
        customer_id=row["id"],
        name=str(row["name"]),
        last_on=date.fromisoformat(str(last_on)) if last_on else None,
        sales=row["sales"],
        amount_cents=row["amount_cents"],
        profit_cents=row["profit_cents"],
        reason=LeftReason(str(row["left_reason"])),
        left_on=date.fromisoformat(str(left_on)) if left_on else None,
        left_for=str(row["left_for"]).strip(),
        known=known,
        tried_on=tried_on,
        outcome=outcome,
    )
