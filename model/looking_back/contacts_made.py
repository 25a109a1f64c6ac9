"""The list of contacts made: day, whom, which way, how it ended, what was said, by whom."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from model.channels import Channel
from model.looking_back.facts import KIND_OF_CONTACT
from model.looking_back.found_words import found
from model.looking_back.names import kind_name
from model.store import Store
from model.visits import Outcome
from resources.i18n import N_, _


class Show(StrEnum):
    """Which contacts are shown."""

    ALL = "all"
    REACHED = "reached"
    IN_VAIN = "in_vain"
    WITH_WORDS = "with_words"

    @property
    def label(self) -> str:
        """The words for it in the current language."""
        return _(_LABELS[self])


_LABELS = {
    Show.ALL: N_("All contacts"),
    Show.REACHED: N_("Reached"),
    Show.IN_VAIN: N_("In vain"),
    Show.WITH_WORDS: N_("With own words"),
}

_WHERE = {
    Show.ALL: "1",
    Show.REACHED: "v.reached",
    Show.IN_VAIN: "NOT v.reached",
    Show.WITH_WORDS: "v.words <> ''",
}


class Order(StrEnum):
    """What the list can be sorted by; by day the latest comes first."""

    DAY = "day"
    NAME = "name"
    CHANNEL = "channel"
    OUTCOME = "outcome"
    SCORE = "score"
    STAFF = "staff"


_ORDERS = {
    Order.DAY: "v.visited_on {way}, v.visited_at {way}, v.id {way}",
    Order.NAME: "s.sort_key {way}, v.visited_on DESC",
    Order.CHANNEL: "v.channel {way}, v.visited_on DESC",
    Order.OUTCOME: "v.outcome {way}, v.visited_on DESC",
    Order.SCORE: "v.satisfaction IS NULL, v.satisfaction {way}, v.visited_on DESC",
    Order.STAFF: "w.name IS NULL, w.name {way}, v.visited_on DESC",
}

_JOINS = {
    Order.NAME: "JOIN customer_search AS s ON s.customer_id = v.customer_id",
    Order.STAFF: "LEFT JOIN staff AS w ON w.id = v.staff_id",
}


@dataclass(frozen=True)
class ContactRow:
    """One line of the list. ``score`` is the answer to *would you come back?*, ``kind`` why it was made, in words."""

    visit_id: int
    customer_id: int
    name: str
    on: date
    at: str
    channel: Channel
    outcome: Outcome
    reached: bool
    score: int | None
    words: str
    suggestion: str
    note: str
    staff: str
    kind: str

    @property
    def said(self) -> str:
        """The customer's words, else what they suggest, else our own note."""
        return self.words or self.suggestion or self.note


def ids(
    store: Store,
    show: Show = Show.ALL,
    text: str = "",
    order: Order = Order.DAY,
    *,
    descending: bool = False,
) -> "array[int]":
    """The ids of the contacts that ``text`` finds: by the customer, or in what was said and noted."""
    where, values = _WHERE[show], dict[str, str]()
    if text.strip():
        in_words, values = found(store, "v.words || ' ' || v.suggestion || ' ' || v.note", text)
        where += f" AND {in_words}"
    way = "DESC" if descending else "ASC"
    by_id = "" if order is Order.DAY else ", v.id DESC"
    return array(
        "q",
        store.column(
            f"SELECT v.id FROM visit AS v {_JOINS.get(order, '')} WHERE {where}"
            f" ORDER BY {_ORDERS[order].format(way=way)}{by_id}",
            **values,
        ),
    )


def rows(store: Store, some: Sequence[int]) -> list[ContactRow | None]:
    """The rows of these contacts in the order given, ``None`` for one that has just been deleted."""
    read = {
        row["id"]: _row(row)
        for row in store.rows(
            f"SELECT v.*, c.name, w.name AS staff, {KIND_OF_CONTACT} AS kind FROM visit AS v"
            " JOIN customer AS c ON c.id = v.customer_id LEFT JOIN staff AS w ON w.id = v.staff_id"
            " LEFT JOIN follow_up AS f ON f.id = v.follow_up_id"
            f" WHERE v.id IN ({', '.join(map(str, some))})"
        )
    }
    return [read.get(visit_id) for visit_id in some]


def counts(store: Store) -> dict[Show, int]:
    """How many there are of each."""
    columns = ", ".join(f"count(*) FILTER (WHERE {where})" for where in _WHERE.values())
    row = store.row(f"SELECT {columns} FROM visit AS v")
    assert row is not None
    return dict(zip(_WHERE, row, strict=True))


def _row(row: Any) -> ContactRow:
    return ContactRow(
        visit_id=row["id"],
        customer_id=row["customer_id"],
        name=row["name"],
        on=date.fromisoformat(row["visited_on"]),
        at=row["visited_at"] or "",
        channel=Channel(row["channel"]),
        outcome=Outcome(row["outcome"]),
        reached=bool(row["reached"]),
        score=row["satisfaction"],
        words=row["words"],
        suggestion=row["suggestion"],
        note=row["note"],
        staff=row["staff"] or "",
        kind=kind_name(row["kind"]),
    )
