"""The list of what is planned: overdue, today, coming, missed, done; each with the customer's name and phone.

What lapsed before anybody came to it is missed, not overdue: nobody is to call about it any more.
"""

import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from model.channels import Channel
from model.follow_ups import FollowUpStatus
from model.planning.stored import STATUS_ON
from model.planning.words import rule_label
from model.search import Search
from model.store import Store
from model.visit_rules import RuleKind
from resources.i18n import N_, _


class Show(StrEnum):
    """Which follow-ups are shown."""

    OPEN = "open"
    OVERDUE = "overdue"
    TODAY = "today"
    COMING = "coming"
    MISSED = "missed"
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
    Show.MISSED: N_("Missed"),
    Show.DONE: N_("Done"),
}

_DUE_ON = "coalesce(f.snoozed_to, f.planned_on)"
_OPEN = f"f.status = 'open' AND ({STATUS_ON}) = 'open'"
"""An index leads to the first, and few are left for the second."""
_WHERE = {
    Show.OPEN: _OPEN,
    Show.OVERDUE: f"{_OPEN} AND {_DUE_ON} < :day",
    Show.TODAY: f"{_OPEN} AND {_DUE_ON} = :day",
    Show.COMING: f"{_OPEN} AND {_DUE_ON} > :day",
    Show.MISSED: f"({STATUS_ON}) = 'missed'",
    Show.DONE: f"({STATUS_ON}) NOT IN ('open', 'missed')",
}


class Order(StrEnum):
    """What the list can be sorted by. ``DAY`` is the day it is due, of what is past the day it was done."""

    DAY = "day"
    NAME = "name"
    RULE = "rule"
    CHANNEL = "channel"
    ATTEMPTS = "attempts"
    LAPSES = "lapses"


@dataclass(frozen=True)
class FollowUpRow:
    """One line of the list. ``on`` is the day it is due, or the day it was done or skipped; ``rule`` what planned it,
    in words, and ``on_list`` the number of the printed list on which it waits to be written back."""

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
    rule: str
    lapses_on: date | None
    on_list: int | None

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
    where, values = _WHERE[show], {"day": today.isoformat()}
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
    Order.RULE: f"f.rule {{way}}, f.rule_id {{way}}, {_DUE_ON}",
    Order.CHANNEL: f"f.channel {{way}}, {_DUE_ON}",
    Order.ATTEMPTS: f"f.attempts {{way}}, {_DUE_ON}",
    Order.LAPSES: f"f.lapses_on IS NULL, f.lapses_on {{way}}, {_DUE_ON}",
}


def rows(store: Store, some: Sequence[int], today: date) -> list[FollowUpRow | None]:
    """The rows of these follow-ups in the order given, ``None`` for one that has just been deleted."""
    found = store.rows(
        f"SELECT f.*, c.name, {STATUS_ON} AS fate, (SELECT name FROM visit_rule WHERE id = f.rule_id) AS rule_name,"
        " (SELECT number FROM customer_phone WHERE customer_id = c.id ORDER BY position, id LIMIT 1) AS phone,"
        " (SELECT max(l.number) FROM call_list_reason AS r JOIN call_list_line AS n ON n.id = r.call_list_line_id"
        " JOIN call_list AS l ON l.id = n.call_list_id"
        " WHERE r.follow_up_id = f.id AND n.status = 'open' AND l.status = 'open') AS on_list"
        " FROM follow_up AS f JOIN customer AS c ON c.id = f.customer_id"
        f" WHERE f.id IN ({', '.join(map(str, some))})",
        day=today.isoformat(),
    )
    read = {row["id"]: _row(row) for row in found}
    return [read.get(follow_up_id) for follow_up_id in some]


def counts(store: Store, today: date) -> dict[Show, int]:
    """How many there are of each."""
    row = store.row(
        "SELECT count(*) FILTER (WHERE fate = 'open') AS open,"
        " count(*) FILTER (WHERE fate = 'open' AND due_on < :day) AS overdue,"
        " count(*) FILTER (WHERE fate = 'open' AND due_on = :day) AS today,"
        " count(*) FILTER (WHERE fate = 'open' AND due_on > :day) AS coming,"
        " count(*) FILTER (WHERE fate = 'missed') AS missed"
        f" FROM (SELECT {_DUE_ON} AS due_on, {STATUS_ON} AS fate FROM follow_up AS f WHERE f.status = 'open')",
        day=today.isoformat(),
    )
    assert row is not None
    missed = row["missed"] + int(store.value("SELECT count(*) FROM follow_up WHERE status = 'missed'"))
    others = int(store.value("SELECT count(*) FROM follow_up")) - row["open"] - missed
    return {show: row[str(show)] for show in Show if show not in (Show.MISSED, Show.DONE)} | {
        Show.MISSED: missed,
        Show.DONE: others,
    }


def _literally(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def _row(row: sqlite3.Row) -> FollowUpRow:
    status = FollowUpStatus(row["fate"])
    planned_on = date.fromisoformat(row["planned_on"])
    day = row["done_on"] if row["status"] != FollowUpStatus.OPEN else row["snoozed_to"]
    return FollowUpRow(
        follow_up_id=row["id"],
        customer_id=row["customer_id"],
        name=row["name"],
        phone=row["phone"] or "",
        reason=row["reason"] or rule_label(row["rule"]),
        channel=Channel(row["channel"]),
        promise=bool(row["promise"]),
        on=date.fromisoformat(day) if day else planned_on,
        planned_on=planned_on,
        status=status,
        attempts=row["attempts"],
        by_rule=row["rule"] in RuleKind.__members__.values(),
        rule=row["rule_name"] or rule_label(row["rule"]),
        lapses_on=date.fromisoformat(row["lapses_on"]) if row["lapses_on"] else None,
        on_list=row["on_list"],
    )
