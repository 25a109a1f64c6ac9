"""The list of suggestions: what customers propose, what became of it, and who has yet to hear of it."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from model.book import Book
from model.looking_back.found_words import found
from model.store import Store
from model.visits import SuggestionStatus, Visit
from resources.i18n import N_, _


class Show(StrEnum):
    """Which suggestions are shown. ``TO_TELL`` are decided, and the customer has not heard of it."""

    WAITING = "waiting"
    TO_TELL = "to_tell"
    TOLD = "told"
    ALL = "all"

    @property
    def label(self) -> str:
        """The words for it in the current language."""
        return _(_LABELS[self])


_LABELS = {
    Show.WAITING: N_("Not decided"),
    Show.TO_TELL: N_("To be told"),
    Show.TOLD: N_("Told"),
    Show.ALL: N_("All suggestions"),
}

_OPEN = "v.suggestion_status IN ('open', 'considered')"
_WHERE = {
    Show.WAITING: f"v.suggestion <> '' AND {_OPEN}",
    Show.TO_TELL: f"v.suggestion <> '' AND NOT {_OPEN} AND v.suggestion_told_on IS NULL",
    Show.TOLD: f"v.suggestion <> '' AND NOT {_OPEN} AND v.suggestion_told_on IS NOT NULL",
    Show.ALL: "v.suggestion <> ''",
}


class Order(StrEnum):
    """What the list can be sorted by."""

    DAY = "day"
    NAME = "name"
    STATUS = "status"
    TOLD = "told"


_ORDERS = {
    Order.DAY: "v.visited_on {way}",
    Order.NAME: "s.sort_key {way}, v.visited_on DESC",
    Order.STATUS: "CASE v.suggestion_status WHEN 'open' THEN 0 WHEN 'considered' THEN 1 WHEN 'done' THEN 2"
    " ELSE 3 END {way}, v.visited_on DESC",
    Order.TOLD: "v.suggestion_told_on IS NULL, v.suggestion_told_on {way}, v.visited_on DESC",
}


@dataclass(frozen=True)
class SuggestionRow:
    """One line of the list; ``on`` is the day on which it was said."""

    visit_id: int
    customer_id: int
    name: str
    on: date
    suggestion: str
    status: SuggestionStatus
    answer: str
    told_on: date | None

    @property
    def decided(self) -> bool:
        """Whether it is clear what becomes of it."""
        return self.status in (SuggestionStatus.DONE, SuggestionStatus.DECLINED)


def ids(
    store: Store,
    show: Show = Show.WAITING,
    text: str = "",
    order: Order = Order.DAY,
    *,
    descending: bool = False,
) -> "array[int]":
    """The ids of the contacts whose suggestion ``text`` finds: in its words and our answer, or by the customer."""
    where, values = _WHERE[show], dict[str, str]()
    if text.strip():
        in_words, values = found(store, "v.suggestion || ' ' || v.suggestion_answer", text)
        where += f" AND {in_words}"
    named = "JOIN customer_search AS s ON s.customer_id = v.customer_id" if order is Order.NAME else ""
    way = "DESC" if descending else "ASC"
    return array(
        "q",
        store.column(
            f"SELECT v.id FROM visit AS v {named} WHERE {where}"
            f" ORDER BY {_ORDERS[order].format(way=way)}, v.id {way}",
            **values,
        ),
    )


def rows(store: Store, some: Sequence[int]) -> list[SuggestionRow | None]:
    """The rows of these contacts in the order given, ``None`` for one that has just been deleted."""
    read = {
        row["id"]: _row(row)
        for row in store.rows(
            "SELECT v.id, v.customer_id, c.name, v.visited_on, v.suggestion, v.suggestion_status,"
            " v.suggestion_answer, v.suggestion_told_on FROM visit AS v"
            f" JOIN customer AS c ON c.id = v.customer_id WHERE v.id IN ({', '.join(map(str, some))})"
        )
    }
    return [read.get(visit_id) for visit_id in some]


def counts(store: Store) -> dict[Show, int]:
    """How many there are of each."""
    columns = ", ".join(f"count(*) FILTER (WHERE {where})" for where in _WHERE.values())
    # Stated once more, so that the index of the few that have one is used.
    row = store.row(f"SELECT {columns} FROM visit AS v WHERE v.suggestion <> ''")
    assert row is not None
    return dict(zip(_WHERE, row, strict=True))


def decide(book: Book, visit_id: int, status: SuggestionStatus) -> None:
    """Say what becomes of a suggestion."""
    visit = book.visits.get(visit_id)
    # What was told before was about another answer.
    told_on = visit.suggestion_told_on if visit.suggestion_status is status else None
    _change(book, replace(visit, suggestion_status=status, suggestion_told_on=told_on))


def tell(book: Book, visit_id: int, told_on: date | None) -> None:
    """The customer heard what became of it; with ``None`` not yet."""
    _change(book, replace(book.visits.get(visit_id), suggestion_told_on=told_on))


def drop(book: Book, visit_id: int) -> None:
    """Take the suggestion out of the contact, with what became of it; the contact stays."""
    visit = book.visits.get(visit_id)
    name = book.customers.get(visit.customer_id).name
    with book.edit(N_("Deleted a suggestion of {name}"), name=name):
        book.visits.update(
            replace(
                visit,
                suggestion="",
                suggestion_status=SuggestionStatus.OPEN,
                suggestion_answer="",
                suggestion_told_on=None,
            )
        )


def _change(book: Book, visit: Visit) -> None:
    name = book.customers.get(visit.customer_id).name
    with book.edit(N_("Answered a suggestion of {name}"), name=name):
        book.visits.update(visit)


def _row(row: Any) -> SuggestionRow:
    told = row["suggestion_told_on"]
    return SuggestionRow(
        visit_id=row["id"],
        customer_id=row["customer_id"],
        name=row["name"],
        on=date.fromisoformat(row["visited_on"]),
        suggestion=row["suggestion"],
        status=SuggestionStatus(row["suggestion_status"]),
        answer=row["suggestion_answer"],
        told_on=date.fromisoformat(told) if told else None,
    )
