"""Taking one customer, with everything, out of a backup into the book of today: as one edit, which can be undone.

What is missing here comes back under the id it always had. What is here and says something else is left as it is and
offered: only the person at the counter knows which is right.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from model.book import Book
from model.edit_details import changed_fields
from model.edit_parts import State
from model.errors import BookError
from model.field_words import Field
from model.nouns import TABLES
from model.record_names import Names
from model.record_words import record_words
from model.safekeeping.comparing import KINDS
from model.safekeeping.outside import Outside
from model.store import Store
from model.table import Table
from model.triggers import TABLES_OF_A_CUSTOMER
from model.value_words import value_words
from resources.i18n import N_, _

_TABLES = {table.name: table for table in TABLES}
_ALONG = {
    "household_id": "household",
    "staff_id": "staff",
    "handler_id": "staff",
    "product_id": "product",
    "product_service_id": "product_service",
}
"""Columns that mean what belongs to nobody: it is brought along where it is missing."""
_POINTS_AT = {
    "introduced_by_id": "customer",
    "return_of_id": "purchase",
    "return_of_line_id": "purchase_line",
    "purchase_id": "purchase",
    "complaint_id": "complaint",
    "follow_up_id": "follow_up",
    "purchase_line_id": "purchase_line",
    "rule_id": "visit_rule",
    "call_list_line_id": "call_list_line",
}
"""Columns that mean what is hers, or somebody else's: emptied where that is not in the book."""
_ON_PAPER = frozenset({"call_list_line", "slip"})
"""What names customers and is not theirs: a list is taken as a whole, or not at all."""

Key = tuple[str, int]


@dataclass(frozen=True)
class Difference:
    """One field of a record that is in both and differs; ``here`` and ``there`` are its words. ``title`` is the
    record's: ``Customer Li Wei``."""

    table: str
    row_id: int
    field: str
    title: str
    label: str
    here: str
    there: str


@dataclass(frozen=True)
class Offer:
    """What taking a customer would do: how many records of each kind are missing here, and what differs."""

    name: str
    is_missing: bool
    missing: dict[str, int]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Taken:
    """What came: how many records of each kind, how many fields were taken over, and what differs still."""

    name: str
    brought: dict[str, int]
    changed: int
    differences: tuple[Difference, ...]


def offer_of(book: Book, outside: Outside, customer_id: int) -> Offer:
    """What ``take_customer`` would bring. ``BookError`` if it cannot: another book, or nobody of that id there."""
    taking = _Taking(book, outside, customer_id)
    missing = Counter(KINDS[table] for table, _row in taking.missing)
    return Offer(
        taking.name, ("customer", customer_id) in taking.missing, dict(missing), tuple(taking.differences())
    )


def take_customer(
    book: Book, outside: Outside, customer_id: int, fields: Collection[Difference] = ()
) -> Taken:
    """Bring everything of a customer that is missing in ``book``, and of what differs the ``fields`` chosen from the
    offer. ``BookError`` as for the offer."""
    taking = _Taking(book, outside, customer_id)
    with book.edit(N_("Took {name} out of a backup"), name=taking.name):
        brought = taking.bring()
        changed = taking.take_over({(one.table, one.row_id, one.field) for one in fields})
    left = tuple(_Taking(book, outside, customer_id).differences())
    return Taken(taking.name, brought, changed, left)


class _Taking:
    def __init__(self, book: Book, outside: Outside, customer_id: int) -> None:
        self._here, self._there = book.store, outside.book.store
        if book.book_id != outside.book.book_id:
            raise BookError(
                _("“{name}” is another book. Take a customer out of a backup of this one.").format(
                    name=outside.path.name
                )
            )
        if self._here.value("SELECT 1 FROM erased WHERE customer_id = :id", id=customer_id):
            raise BookError(
                _("This person was erased for good, so nothing of them is taken out of a backup.")
            )
        self.rows = dict(map(self._as_here, self._everything(customer_id)))
        if ("customer", customer_id) not in self.rows:
            raise BookError(_("This customer is not in the backup."))
        self.name = str(self.rows["customer", customer_id]["name"])
        self._found = {(table, row): _row(self._here, table, row) for table, row in self.rows}
        self.missing = [key for key, here in self._found.items() if here is None]

    def _as_here(self, pair: tuple[Key, State]) -> tuple[Key, State]:
        """A record under the id it has here: of consents there is one for each channel, whoever asked for it anew."""
        (table, row_id), state = pair
        if table != "customer_consent" or _row(self._here, table, row_id):
            return pair
        here = self._here.value(
            "SELECT id FROM customer_consent WHERE customer_id = :customer AND channel = :channel",
            customer=state["customer_id"],
            channel=state["channel"],
        )
        return pair if here is None else ((table, int(here)), {**state, "id": int(here)})

    def _everything(self, customer_id: int) -> Iterator[tuple[Key, State]]:
        for key, state in _everything_of(self._there, customer_id):
            # A class that was given in a review which does not count here counts no more than that.
            if key[0] != "class_step" or _row(self._here, "class_review", state["class_review_id"]):
                yield key, state

    def bring(self) -> dict[str, int]:
        """Insert what is missing, parents before children; in the running edit."""
        self._mapped: dict[Key, int] = {}
        brought: Counter[str] = Counter()
        for table in _TABLES:
            for key in self.missing:
                if key[0] == table:
                    self._insert(key, brought)
        return dict(brought)

    def _insert(self, key: Key, brought: Counter[str]) -> None:
        table = key[0]
        state = self.rows[key]
        for column, meant in _ALONG.items():
            if state.get(column) is not None:
                state = {**state, column: self._along(meant, state[column], brought)}
        for column, meant in _POINTS_AT.items():
            if (
                state.get(column) is not None
                and (table, column) != ("purchase_line", "purchase_id")
                and _row(self._here, meant, state[column]) is None
            ):
                state = {**state, column: None}
        self._store_row(table, state)
        brought[KINDS[table]] += 1

    def _along(self, table: str, row_id: int, brought: Counter[str]) -> int | None:
        """The id here of a household, member of staff or product there; brought along if nothing here is it."""
        if _row(self._here, table, row_id):
            return row_id
        if (table, row_id) in self._mapped:
            return self._mapped[table, row_id]
        state = _row(self._there, table, row_id)
        if state is None or (table == "household" and self._was_of_somebody_erased(row_id)):
            return None
        if table == "product_service":
            state = {**state, "product_id": self._along("product", state["product_id"], brought)}
        if (same := self._of_that_name(table, state)) is None:
            self._store_row(table, state)
            brought[KINDS[table]] += 1
            same = row_id
        self._mapped[table, row_id] = same
        return same

    def _was_of_somebody_erased(self, household_id: int) -> bool:
        """Whether a household there is that of a person who was erased here: it is named after them."""
        members = self._there.column("SELECT id FROM customer WHERE household_id = :id", id=household_id)
        return bool(
            self._here.value(
                "SELECT 1 FROM erased WHERE customer_id IN (SELECT value FROM json_each(:members))",
                members=json.dumps(members),
            )
        )

    def _of_that_name(self, table: str, state: State) -> int | None:
        """Who or what was made anew under the same name meanwhile. Two households may well share one."""
        if table == "household":
            return None
        column = "name_key" if table == "product" else "name"
        of_the_same = " AND product_id = :product" if table == "product_service" else ""
        same = self._here.value(
            f"SELECT id FROM {table} WHERE {column} = :name{of_the_same}",
            name=state[column],
            product=state.get("product_id"),
        )
        return None if same is None else int(same)

    def _store_row(self, table: str, state: State) -> None:
        noun = _TABLES[table]
        # As the file kept it: what a noun adds of its own when something new is typed is in there already.
        Table.insert(noun(self._here), noun.record.from_row(state))

    def differences(self) -> Iterator[Difference]:
        """Every field that says something else there than here."""
        here_names, there_names = Names(self._here), Names(self._there)
        for table, row_id, field in self._fields():
            here, there = self._found[table, row_id], self.rows[table, row_id]
            assert here is not None
            yield Difference(
                table,
                row_id,
                field.name,
                record_words(table, here, here_names, None).title,
                field.label,
                value_words(field, here, here_names),
                value_words(field, there, there_names),
            )

    def take_over(self, chosen: Collection[tuple[str, int, str]]) -> int:
        """Write the chosen fields as they are there; in the running edit. How many were."""
        taken = 0
        for table, row_id, field in list(self._fields()):
            if (table, row_id, field.name) not in chosen:
                continue
            values: dict[str, Any] = {column: self.rows[table, row_id][column] for column in field.columns}
            for column, meant in (_ALONG | _POINTS_AT).items():
                if values.get(column) is not None and _row(self._here, meant, values[column]) is None:
                    values[column] = None
            assignments = ", ".join(f"{column} = :{column}" for column in values)
            self._here.write(f"UPDATE {table} SET {assignments} WHERE id = :id", {**values, "id": row_id})
            taken += 1
        return taken

    def _fields(self) -> Iterator[tuple[str, int, Field]]:
        for (table, row_id), here in self._found.items():
            if here is not None:
                for field in changed_fields(table, here, self.rows[table, row_id]):
                    yield table, row_id, field


def _everything_of(store: Store, customer_id: int) -> Iterator[tuple[Key, State]]:
    """Each record that is about a customer, parents before children."""
    for name in _TABLES:
        if name == "customer":
            where = "id = :customer"
        elif name == "purchase_line":
            where = "purchase_id IN (SELECT id FROM purchase WHERE customer_id = :customer)"
        elif name in TABLES_OF_A_CUSTOMER - _ON_PAPER - {"clash"}:
            where = "customer_id = :customer"
        else:
            continue
        for row in store.rows(f"SELECT * FROM {name} WHERE {where} ORDER BY id", customer=customer_id):
            yield (name, int(row["id"])), dict(row)


def _row(store: Store, table: str, row_id: int) -> State | None:
    found = store.row(f"SELECT * FROM {table} WHERE id = :id", id=row_id)
    return None if found is None else dict(found)
