"""The list of what is planned: overdue, today, coming, done; each with the customer's name and phone."""

import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from model import rules
from model.channels import Channel
from model.follow_ups import FollowUpStatus
from model.search import Search
from model.store import Store
from resources.i18n import N_, _


class Show(StrEnum):
    """Which follow-ups are shown."""

    OPEN = "open"
    OVERDUE = "overdue"
    TODAY = "today"
    COMING = "coming"
    DONE = "done"

    @property
    def label(self) -> str:
        """The words for it in the current language."""
        return _(_LABELS[self])


_LABELS = {
    Show.OPEN: N_("All planned"),
    Show.OVERDUE: N_("Overdue"),
    Show.TODAY: N_("Today"),
    Show.COMING: N_("Coming"),
    Show.DONE: N_("Done"),
}

_DUE_ON = "coalesce(f.snoozed_to, f.planned_on)"
_WHERE = {
    Show.OPEN: "f.status = 'open'",
    Show.OVERDUE: f"f.status = 'open' AND {_DUE_ON} < :today",
    Show.TODAY: f"f.status = 'open' AND {_DUE_ON} = :today",
    Show.COMING: f"f.status = 'open' AND {_DUE_ON} > :today",
    Show.DONE: "f.status <> 'open'",
}


class Order(StrEnum):
    """What the list can be sorted by. ``DAY`` is the day it is due, of what is past the day it was done."""

    DAY = "day"
    NAME = "name"
    CHANNEL = "channel"
    ATTEMPTS = "attempts"


@dataclass(frozen=True)
class FollowUpRow:
    """One line of the list. ``on`` is the day it is due, or the day it was done or skipped."""

    follow_up_id: int
    customer_id: int
    name: str
    phone: str
    reason: str
    channel: Channel
    promise: bool
    on: date
    planned_on: date
    status: FollowUpStatus
    attempts: int
    by_rule: bool

    @property
    def open(self) -> bool:
        """Whether it still has to be done."""
        return self.status is FollowUpStatus.OPEN


def ids(
    store: Store,
    today: date,
    show: Show = Show.OPEN,
    text: str = "",
    order: Order = Order.DAY,
    *,
    descending: bool = False,
) -> "array[int]":
    """The ids of the follow-ups that ``text`` finds: by the customer, or in the reason."""
    where, values = _WHERE[show], {"today": today.isoformat()}
    if text.strip():
        words = text.split()
        in_reason = " AND ".join(f"f.reason LIKE :word{n} ESCAPE '\\'" for n in range(len(words)))
        customers = ", ".join(map(str, Search(store).all_ids(text)))
        where += f" AND (({in_reason}) OR f.customer_id IN ({customers}))"
        values |= {f"word{n}": f"%{_literally(word)}%" for n, word in enumerate(words)}
    way = "DESC" if descending else "ASC"
    by_name = order is Order.NAME
    named = "JOIN customer_search AS s ON s.customer_id = f.customer_id" if by_name else ""
    found = store.column(
        f"SELECT f.id FROM follow_up AS f {named} WHERE {where} ORDER BY {_ORDERS[order].format(way=way)}, f.id",
        **values,
    )
    return array("q", found)


_ORDERS = {
    Order.DAY: f"CASE WHEN f.status = 'open' THEN {_DUE_ON} ELSE coalesce(f.done_on, f.planned_on) END {{way}},"
    " f.promise DESC",
    Order.NAME: "s.sort_key {way}",
    Order.CHANNEL: f"f.channel {{way}}, {_DUE_ON}",
    Order.ATTEMPTS: f"f.attempts {{way}}, {_DUE_ON}",
}


def rows(store: Store, some: Sequence[int]) -> list[FollowUpRow | None]:
    """The rows of these follow-ups in the order given, ``None`` for one that has just been deleted."""
    found = store.rows(
        "SELECT f.*, c.name,"
        " (SELECT number FROM customer_phone WHERE customer_id = c.id ORDER BY position, id LIMIT 1) AS phone"
        " FROM follow_up AS f JOIN customer AS c ON c.id = f.customer_id"
        f" WHERE f.id IN ({', '.join(map(str, some))})"
    )
    read = {row["id"]: _row(row) for row in found}
    return [read.get(follow_up_id) for follow_up_id in some]


def counts(store: Store, today: date) -> dict[Show, int]:
    """How many there are of each."""
    row = store.row(
        "SELECT count(*) AS open, count(*) FILTER (WHERE due_on < :today) AS overdue,"
        " count(*) FILTER (WHERE due_on = :today) AS today, count(*) FILTER (WHERE due_on > :today) AS coming"
        " FROM (SELECT coalesce(snoozed_to, planned_on) AS due_on FROM follow_up WHERE status = 'open')",
        today=today.isoformat(),
    )
    assert row is not None
    done = int(store.value("SELECT count(*) FROM follow_up")) - row["open"]
    return {**{show: row[str(show)] for show in Show if show is not Show.DONE}, Show.DONE: done}


def _literally(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def _row(row: sqlite3.Row) -> FollowUpRow:
    status = FollowUpStatus(row["status"])
    planned_on = date.fromisoformat(row["planned_on"])
    day = row["snoozed_to"] if status is FollowUpStatus.OPEN else row["done_on"]
    return FollowUpRow(
        follow_up_id=row["id"],
        customer_id=row["customer_id"],
        name=row["name"],
        phone=row["phone"] or "",
        reason=row["reason"] or rules.rule_label(row["rule"]),
        channel=Channel(row["channel"]),
        promise=bool(row["promise"]),
        on=date.fromisoformat(day) if day else planned_on,
        planned_on=planned_on,
        status=status,
        attempts=row["attempts"],
        by_rule=row["rule"] in rules.Rule.__members__.values(),
    )
