"""The history of the book in words: who did what when, and inside each edit what became of every record."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from model.bin import deleted
from model.book import Book
from model.edit_details import Details, FieldChange, Op, PartOfEdit, details
from model.edit_search import matching_edits
from model.edits_of_customer import edits_of_customer
from model.putting_back import put_back_field
from model.record_names import Names
from model.store import Store
from model.taken_back import HOLDS_SOMETHING, TAKEN_BACK, words_of
from model.triggers import TABLES_OF_A_CUSTOMER

__all__ = [
    "Details",
    "Entry",
    "FieldChange",
    "Op",
    "PartOfEdit",
    "details",
    "entry",
    "history",
    "people_called",
    "put_back_field",
]

_FEW = 5  # customers named with an edit
_LOOKED_AT = 40  # rows of an edit among which they are looked for


@dataclass(frozen=True)
class Entry:
    """One edit. ``number`` is its place in this file, newest highest; ``at`` its moment as its PC's clock said.

    ``is_undo`` says that it took another one back or put it back again; ``taken_back`` that it was itself taken back
    and nobody put it back; ``can_take_back`` that this can be tried now. ``came_with`` is the join that brought it
    from another copy. ``customer_ids`` are a few of those it concerns.
    """

    edit_id: int
    number: int
    at: datetime
    who: str
    sentence: str
    is_undo: bool
    taken_back: bool
    can_take_back: bool
    came_with: int | None
    customer_ids: tuple[int, ...]


def history(
    store: Store,
    *,
    before: int | None = None,
    limit: int = 100,
    customer_id: int | Collection[int] | None = None,
    text: str = "",
    since: date | None = None,
    until: date | None = None,
) -> list[Entry]:
    """The latest edits, newest first. ``before`` is the number of the last one seen, for the next page.

    ``customer_id`` leaves only what concerns that customer, or one of several; ``text`` only what was done, or who did
    it, in words that hold every word of the text; ``since`` and ``until`` are days of this PC, both included.
    """
    people = [customer_id] if isinstance(customer_id, int) else customer_id
    chosen = None if people is None else set().union(*(edits_of_customer(store, one) for one in people))
    rows = matching_edits(
        store,
        text,
        before=before,
        limit=limit,
        among=chosen,
        start=_moment(since),
        end=_moment(until + timedelta(days=1) if until else None),
    )
    return [_entry(store, row) for row in rows]


def entry(store: Store, edit_id: int) -> Entry:
    """One edit; ``KeyError`` if there is none of that id."""
    row = store.row("SELECT * FROM edit WHERE id = :id", id=edit_id)
    if row is None:
        raise KeyError(edit_id)
    return _entry(store, row)


def people_called(book: Book, name: str) -> dict[int, str]:
    """The customers that search finds for ``name``, and those who are deleted and were called so, by id."""
    found = {hit.customer_id: hit.name for hit in book.search.find(name)}
    names = Names(book.store)
    gone = [one.row_id for one in deleted(book.store, text=name) if one.table == "customer"]
    return found | {customer: names.called("customer", customer) for customer in gone}


def _entry(store: Store, row: Any) -> Entry:
    # What came with a join is taken back with it.
    taken_back, holds_something = store.rows(
        f"SELECT EXISTS ({TAKEN_BACK}), {HOLDS_SOMETHING} FROM edit AS e WHERE id = :id",
        id=row["id"],
    )[0]
    stays = taken_back or row["final"] or row["number"] == 1 or row["came_with"] is not None
    return Entry(
        edit_id=row["id"],
        number=row["number"],
        at=datetime.fromisoformat(row["at"]),
        who=row["who"],
        sentence=words_of(store, row),
        is_undo=row["undoes_id"] is not None,
        taken_back=bool(taken_back),
        can_take_back=not stays and bool(holds_something),
        came_with=row["came_with"],
        customer_ids=tuple(_some_customers(store, row["id"])),
    )


def _some_customers(store: Store, edit_id: int) -> Iterable[int]:
    rows = store.rows(
        "SELECT table_name, row_id, old FROM journal WHERE edit_id = :edit LIMIT :most",
        edit=edit_id,
        most=_LOOKED_AT,
    )
    found: dict[int, None] = {}
    for row in rows:
        customer = _customer_of(store, row["table_name"], row["row_id"], row["old"])
        if customer is not None:
            found[customer] = None
    return list(found)[:_FEW]


def _customer_of(store: Store, table: str, row_id: int, old: str | None) -> int | None:
    if table == "customer":
        return row_id
    if table not in TABLES_OF_A_CUSTOMER:
        return None
    kept = json.loads(old, strict=False) if old else None
    found = (
        kept["customer_id"]
        if kept
        else store.value(f"SELECT customer_id FROM {table} WHERE id = :id", id=row_id)
    )
    return None if found is None else int(found)


def _moment(day: date | None) -> str | None:
    """The beginning of a day of this PC, as edits keep their moments."""
    if day is None:
        return None
    return datetime.combine(day, time.min).astimezone(UTC).isoformat(timespec="milliseconds")
