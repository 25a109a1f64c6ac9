"""Who should hear from us today, and why: what was planned by hand and what the rules ask for, one line a customer."""

from dataclasses import dataclass
from datetime import date, timedelta

from model import rules
from model.channels import Channel
from model.follow_ups import FollowUp, FollowUps
from model.rules import BuyingFacts
from model.store import Store


@dataclass(frozen=True)
class DueItem:
    """One reason to contact a customer. ``follow_up_id`` is ``None`` while it is only a rule's wish."""

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


@dataclass(frozen=True)
class Due:
    """One customer who is due, with every reason, the most pressing first."""

    customer_id: int
    name: str
    phone: str
    household_id: int | None
    call_from: str | None
    call_until: str | None
    call_note: str
    items: tuple[DueItem, ...]

    @property
    def promise(self) -> bool:
        """Whether our word was given."""
        return any(item.promise for item in self.items)

    @property
    def due_on(self) -> date:
        """The day since which the longest waiting reason is due."""
        return min(item.due_on for item in self.items)

    @property
    def attempts(self) -> int:
        """How often it was tried in vain."""
        return max(item.attempts for item in self.items)


def due(store: Store, today: date) -> list[Due]:
    """Everybody who is due on ``today``, overdue included: promises first, then by the best time to call, then by
    how long they wait. Archived customers and those who may not be contacted are left out, but for promises."""
    items: dict[int, list[DueItem]] = {}
    for follow_up in FollowUps(store).due(today):
        items.setdefault(follow_up.customer_id, []).append(item_of(follow_up))
    for facts in buying_facts(store, today):
        for planned in rules.plan(facts, today):
            item = DueItem(
                customer_id=planned.customer_id,
                reason=planned.reason,
                rule=planned.rule,
                promise=False,
                channel=Channel.PHONE,
                planned_on=planned.planned_on,
                due_on=planned.planned_on,
                anchor_on=planned.anchor_on,
                purchase_id=facts.last_sale_id or None,
            )
            items.setdefault(planned.customer_id, []).append(item)
    _leave_out_what_was_acted_on(store, items)
    found = _with_customers(store, items)
    return sorted(
        found, key=lambda one: (not one.promise, one.call_from or "24:00", one.due_on, one.customer_id)
    )


def item_of(follow_up: FollowUp) -> DueItem:
    """The reason that a stored follow-up is."""
    return DueItem(
        customer_id=follow_up.customer_id,
        reason=follow_up.reason or rules.rule_label(follow_up.rule),
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
    )


def buying_facts(store: Store, today: date) -> list[BuyingFacts]:
    """The facts of every customer whom a rule could want on ``today``, from sales and contacts up to that day."""
    day = today.isoformat()
    if store.value("SELECT 1 FROM purchase WHERE bought_on > :day LIMIT 1", day=day):
        source = _FIGURES_UP_TO
    else:
        source = "customer_figures"
    rows = store.rows(
        f"SELECT * FROM {source} WHERE last_on IS NOT NULL AND (last_on >= :recent OR (buying_days >= 3"
        " AND julianday(:day) - julianday(last_on) BETWEEN :silent * rhythm AND :lost * rhythm + 1))".replace(
            "rhythm", "(julianday(last_on) - julianday(first_on)) / (buying_days - 1)"
        ),
        day=day,
        recent=(today - timedelta(days=rules.AFTER_SALE_DAYS + rules.AFTER_SALE_LASTS_DAYS)).isoformat(),
        silent=rules.SILENT_TIMES_RHYTHM,
        lost=rules.LOST_TIMES_RHYTHM,
    )
    sales = _last_sales(store, today)
    return [
        BuyingFacts(
            customer_id=row["customer_id"],
            buying_days=row["buying_days"],
            first_on=date.fromisoformat(row["first_on"]),
            last_on=date.fromisoformat(row["last_on"]),
            reached_on=date.fromisoformat(row["reached_on"]) if row["reached_on"] else None,
            last_sale_id=sales.get(row["customer_id"], (0, ""))[0],
            last_sale_text=sales.get(row["customer_id"], (0, ""))[1],
        )
        for row in rows
    ]


_FIGURES_UP_TO = (
    "(SELECT customer_id, count(DISTINCT bought_on) AS buying_days, min(bought_on) AS first_on,"
    " max(bought_on) AS last_on, (SELECT max(visited_on) FROM visit AS v"
    " WHERE v.customer_id = p.customer_id AND v.reached AND v.visited_on <= :day) AS reached_on"
    " FROM purchase AS p WHERE kind = 'sale' AND bought_on <= :day AND customer_id IS NOT NULL GROUP BY customer_id)"
)


def _last_sales(store: Store, today: date) -> dict[int, tuple[int, str]]:
    """The sales of the days after which the first call comes, by customer: id and what was sold, the dearest line.

    Sales of which everything came back are left out.
    """
    rows = store.rows(
        "SELECT p.customer_id, p.id, (SELECT text FROM purchase_line WHERE purchase_id = p.id"
        " ORDER BY amount_cents DESC LIMIT 1) AS text FROM purchase AS p"
        " WHERE p.bought_on BETWEEN :first AND :last AND p.kind = 'sale' AND p.customer_id IS NOT NULL"
        " AND p.amount_cents > -coalesce((SELECT sum(amount_cents) FROM purchase AS back"
        " WHERE back.return_of_id = p.id), 0) ORDER BY p.bought_on, p.id",
        first=(today - timedelta(days=rules.AFTER_SALE_DAYS + rules.AFTER_SALE_LASTS_DAYS)).isoformat(),
        last=(today - timedelta(days=rules.AFTER_SALE_DAYS)).isoformat(),
    )
    return {row["customer_id"]: (row["id"], row["text"] or "") for row in rows}


def _leave_out_what_was_acted_on(store: Store, items: dict[int, list[DueItem]]) -> None:
    wished = [
        customer_id for customer_id, found in items.items() if any(not item.follow_up_id for item in found)
    ]
    known: set[tuple[int, str, str]] = set()
    for start in range(0, len(wished), 5000):
        some = ", ".join(map(str, wished[start : start + 5000]))
        rows = store.rows(
            "SELECT customer_id, rule, anchor_on FROM follow_up"
            f" WHERE anchor_on IS NOT NULL AND customer_id IN ({some})"
        )
        known.update((row["customer_id"], row["rule"], row["anchor_on"]) for row in rows)
    for customer_id in wished:
        items[customer_id] = [
            item
            for item in items[customer_id]
            if item.follow_up_id
            or (customer_id, item.rule, item.anchor_on.isoformat() if item.anchor_on else "") not in known
        ]


def _with_customers(store: Store, items: dict[int, list[DueItem]]) -> list[Due]:
    found = []
    wanted = [customer_id for customer_id, some in items.items() if some]
    for start in range(0, len(wanted), 5000):
        some = ", ".join(map(str, wanted[start : start + 5000]))
        rows = store.rows(
            "SELECT id, name, household_id, call_from, call_until, call_note, do_not_contact OR archived OR EXISTS"
            ""
            " (SELECT 1 FROM customer_consent WHERE customer_id = c.id AND channel = 'phone' AND NOT allowed)"
            " AS silent,"
            " coalesce((SELECT number FROM customer_phone WHERE customer_id = c.id ORDER BY position, id LIMIT 1), '')"
            f" AS phone FROM customer AS c WHERE id IN ({some})"
        )
        for row in rows:
            reasons = [
                item
                for item in items[row["id"]]
                if item.promise
                or not row["silent"]
                or (item.follow_up_id and item.channel is not Channel.PHONE)
            ]
            if reasons:
                found.append(
                    Due(
                        customer_id=row["id"],
                        name=row["name"],
                        phone=row["phone"],
                        household_id=row["household_id"],
                        call_from=row["call_from"],
                        call_until=row["call_until"],
                        call_note=row["call_note"],
                        items=tuple(sorted(reasons, key=lambda item: (not item.promise, item.due_on))),
                    )
                )
    return found
