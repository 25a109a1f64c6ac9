"""Who should hear from us today, and why: what was planned by hand and what the rules ask for, one line a customer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from model import rules
from model.channels import Channel
from model.complaint_list import late_on
from model.complaints import ComplaintStatus, Grade
from model.follow_ups import FollowUp, FollowUps
from model.rules import BuyingFacts, Rule
from model.store import Store
from resources.i18n import N_, _

_AT_ONCE = 5000  # customers of one query


class Group(StrEnum):
    """In which order a person would make the calls."""

    PRESSING = "pressing"
    TIMED = "timed"
    ANY_TIME = "any_time"

    @property
    def label(self) -> str:
        """The words above such calls, in the current language."""
        return _(_GROUPS[self])


_GROUPS = {
    Group.PRESSING: N_("Promises and late complaints"),
    Group.TIMED: N_("At their best time"),
    Group.ANY_TIME: N_("At any time"),
}


@dataclass(frozen=True, slots=True)
class DueItem:
    """One reason to contact a customer. ``follow_up_id`` is ``None`` while it is only a rule's wish.

    ``planned_on`` is when it began to wait (a complaint: when it was said), ``due_on`` when it asked to be done.
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

    @property
    def pressing(self) -> bool:
        """Whether it goes before everything else: our word was given, or a complaint has waited too long."""
        return self.promise or self.rule == Rule.COMPLAINT


@dataclass(frozen=True, slots=True)
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
    def group(self) -> Group:
        """With which others the call is made."""
        if any(item.pressing for item in self.items):
            return Group.PRESSING
        return Group.TIMED if self.call_from or self.call_until else Group.ANY_TIME

    @property
    def due_on(self) -> date:
        """The day since which the longest waiting reason is due."""
        return min([item.due_on for item in self.items])

    @property
    def attempts(self) -> int:
        """How often it was tried in vain."""
        return max(item.attempts for item in self.items)


def due(store: Store, today: date) -> list[Due]:
    """Everybody who is due on ``today``, overdue included, in the order of the groups: promises and late complaints,
    then by the best time to call, then by how long they wait. Archived customers and those who may not be contacted
    are left out, but for promises and complaints."""
    wishes: dict[int, list[DueItem]] = {}
    for item in (*_complaints_that_wait(store, today), *_wishes(store, today)):
        wishes.setdefault(item.customer_id, []).append(item)
    fresh = {
        (item.customer_id, item.rule, item.anchor_on): item.reason
        for some in wishes.values()
        for item in some
    }
    _leave_out_what_was_acted_on(store, wishes)
    items = wishes
    for follow_up in FollowUps(store).due(today):
        item = item_of(follow_up)
        # What a rule once wished is said as it is today: "today is day 61", not the day on which nobody answered.
        reason = fresh.get((item.customer_id, item.rule, item.anchor_on), item.reason)
        items.setdefault(follow_up.customer_id, []).append(replace(item, reason=reason))
    return sorted(_with_customers(store, items), key=_order)


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


def _order(one: Due) -> tuple[int, object, object, object, int]:
    group = one.group
    if group is Group.PRESSING:
        return 0, not one.promise, one.due_on, "", one.customer_id
    if group is Group.TIMED:
        return 1, False, date.min, one.call_from or "", one.customer_id
    return 2, False, one.due_on, "", one.customer_id


def _wishes(store: Store, today: date) -> Iterator[DueItem]:
    for facts in buying_facts(store, today):
        for planned in rules.plan(facts, today):
            yield DueItem(
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


def _complaints_that_wait(store: Store, today: date) -> Iterator[DueItem]:
    """Open complaints that have waited too long for their answer or solution, and urgent ones at once. Whoever was
    spoken to about it on ``today`` is left in peace till tomorrow."""
    rows = store.rows(
        "SELECT p.id, customer_id, grade, status, said_on, words, coalesce(d.name, '') AS product FROM complaint AS p"
        " LEFT JOIN product AS d ON d.id = p.product_id WHERE status <> 'closed' AND said_on <= :day"
        " AND NOT EXISTS (SELECT 1 FROM visit WHERE customer_id = p.customer_id AND visited_on = :day AND reached"
        " AND complaint_id = p.id)"
        " ORDER BY said_on, p.id",
        day=today.isoformat(),
    )
    for row in rows:
        said_on = date.fromisoformat(row["said_on"])
        due_on = late_on(Grade(row["grade"]), ComplaintStatus(row["status"]), said_on)
        if due_on <= today:
            yield DueItem(
                customer_id=row["customer_id"],
                reason=_("Complaint: {words}").format(words=row["words"] or row["product"]),
                rule=Rule.COMPLAINT,
                promise=False,
                channel=Channel.PHONE,
                planned_on=said_on,
                due_on=due_on,
                anchor_on=due_on,
                complaint_id=row["id"],
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
    sales = _last_sales(store, today)
    nothing = (None, 0, "")
    found = []
    for customer_id, buying_days, first_on, last_on, reached_on in store.tuples(
        _BUYING_FACTS,
        day=today.isoformat(),
        recent=(today - timedelta(days=rules.AFTER_SALE_DAYS + rules.AFTER_SALE_LASTS_DAYS)).isoformat(),
        silent=rules.SILENT_TIMES_RHYTHM,
        lost=rules.LOST_TIMES_RHYTHM,
    ):
        sold_on, sale_id, text = sales.get(customer_id, nothing)
        found.append(
            BuyingFacts(
                customer_id=customer_id,
                buying_days=buying_days,
                first_on=date.fromisoformat(first_on),
                last_on=date.fromisoformat(last_on),
                reached_on=date.fromisoformat(reached_on) if reached_on else None,
                last_sale_id=sale_id if sold_on == last_on else 0,
                last_sale_text=text if sold_on == last_on else "",
            )
        )
    return found


_SALES_UP_TO_DAY = "FROM purchase WHERE customer_id = f.customer_id AND kind = 'sale' AND bought_on <= :day"

_FIGURES_UP_TO_DAY = (
    # The figures kept are right for whoever has not bought since; only the sales of the others are looked up. The +
    # makes SQLite read the figures from end to end: nearly all customers are wanted.
    f"SELECT customer_id, first_on, CASE WHEN last_on <= :day THEN last_on ELSE (SELECT max(bought_on)"
    f" {_SALES_UP_TO_DAY}) END AS last_on, CASE WHEN last_on <= :day THEN buying_days"
    f" ELSE (SELECT count(DISTINCT bought_on) {_SALES_UP_TO_DAY}) END AS buying_days, reached_on"
    " FROM customer_figures AS f WHERE +first_on <= :day"
)

_RHYTHM = "((julianday(last_on) - julianday(first_on)) / (buying_days - 1))"

_BUYING_FACTS = (
    # Materialized, or SQLite would look up the same sales for every mention of their last day.
    f"WITH f AS MATERIALIZED ({_FIGURES_UP_TO_DAY}) SELECT customer_id, buying_days, first_on, last_on,"
    " CASE WHEN reached_on > :day THEN (SELECT max(visited_on) FROM visit AS v"
    " WHERE v.customer_id = f.customer_id AND reached AND visited_on <= :day) ELSE reached_on END FROM f"
    " WHERE last_on >= :recent OR (buying_days >= 3 AND julianday(:day) - julianday(last_on)"
    f" BETWEEN :silent * {_RHYTHM} AND :lost * {_RHYTHM} + 1)"
)


def _last_sales(store: Store, today: date) -> dict[int, tuple[str, int, str]]:
    """The last sales in the days after which the first call comes, by customer: ISO day, id and what was sold, the
    dearest line.

    Sales of which everything came back are left out.
    """
    rows = store.tuples(
        "SELECT p.customer_id, p.bought_on, p.id, coalesce((SELECT text FROM purchase_line WHERE purchase_id = p.id"
        " ORDER BY amount_cents DESC LIMIT 1), '') FROM purchase AS p"
        " WHERE p.bought_on BETWEEN :first AND :last AND p.kind = 'sale' AND p.customer_id IS NOT NULL"
        " AND p.amount_cents > -coalesce((SELECT sum(amount_cents) FROM purchase AS back"
        " WHERE back.return_of_id = p.id), 0) ORDER BY p.bought_on, p.id",
        first=(today - timedelta(days=rules.AFTER_SALE_DAYS + rules.AFTER_SALE_LASTS_DAYS)).isoformat(),
        last=(today - timedelta(days=rules.AFTER_SALE_DAYS)).isoformat(),
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def _leave_out_what_was_acted_on(store: Store, items: dict[int, list[DueItem]]) -> None:
    wished = {
        customer_id: wishes
        for customer_id, found in items.items()
        if (wishes := [item for item in found if not item.follow_up_id])
    }
    ours = ", ".join(f"'{rule}'" for rule in rules.Rule)
    known: set[tuple[int, str, str]] = set()
    for some in _portions(wished):
        known.update(
            store.tuples(
                "SELECT customer_id, rule, anchor_on FROM follow_up"
                f" WHERE customer_id IN ({some}) AND rule IN ({ours}) AND anchor_on IS NOT NULL"
            )
        )
    for customer_id, rule, anchor_on in known:
        items[customer_id] = [
            item
            for item in items[customer_id]
            if item.follow_up_id or (item.rule, item.anchor_on) != (rule, date.fromisoformat(anchor_on))
        ]


def _with_customers(store: Store, items: dict[int, list[DueItem]]) -> list[Due]:
    found = []
    for some in _portions(customer_id for customer_id, reasons in items.items() if reasons):
        for customer_id, silent, name, phone, household_id, call_from, call_until, call_note in store.tuples(
            "SELECT id, do_not_contact OR archived OR EXISTS"
            " (SELECT 1 FROM customer_consent WHERE customer_id = c.id AND channel = 'phone' AND NOT allowed),"
            " name,"
            " coalesce((SELECT number FROM customer_phone WHERE customer_id = c.id ORDER BY position, id LIMIT 1), ''),"
            f" household_id, call_from, call_until, call_note FROM customer AS c WHERE id IN ({some})"
        ):
            reasons = items[customer_id]
            if silent:
                reasons = [item for item in reasons if _in_spite_of_silence(item)]
            if reasons:
                if len(reasons) > 1:
                    reasons.sort(key=lambda item: (not item.pressing, not item.promise, item.due_on))
                found.append(
                    Due(
                        customer_id,
                        name,
                        phone,
                        household_id,
                        call_from,
                        call_until,
                        call_note,
                        items=tuple(reasons),
                    )
                )
    return found


def _in_spite_of_silence(item: DueItem) -> bool:
    """Whether to contact even who may not be called: we owe it, or a person planned another channel."""
    return item.pressing or bool(item.follow_up_id and item.channel is not Channel.PHONE)


def _portions(customer_ids: Iterable[int]) -> Iterator[str]:
    """The ids as lists for SQL, not too many in one."""
    everybody = list(customer_ids)
    for start in range(0, len(everybody), _AT_ONCE):
        yield ", ".join(map(str, everybody[start : start + _AT_ONCE]))
