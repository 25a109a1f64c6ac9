"""Erasing a person for good: out of the book, out of its journal and search, out of the file's very bytes.

Their purchases stay, without a name, so that the shop's sums stay what they were. Nobody can take this back.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from model.book import Book
from model.edits_of_customer import NOT_THE_SHOPS, rows_of_customer
from model.errors import BookError
from model.record_words import counted, counted_all
from model.safekeeping.forgetting import (
    ON_PAPER,
    clear_samples,
    is_said,
    names_of,
    purge_journal,
    silence,
    states_of,
    without,
)
from model.safekeeping.one_sided import COLUMNS
from model.search import Search
from model.store import Store
from model.triggers import TABLES_OF_A_CUSTOMER
from resources.i18n import N_, _, paragraph

_PERSONAL = (
    "customer_phone",
    "customer_trait",
    "customer_consent",
    "customer_day",
    "service_use",
    "wish",
    "gift",
    "class_step",
    "visit",
    "follow_up",
    "visit_rule",
    "complaint",
)
"""What is deleted with the person, children before parents."""


@dataclass(frozen=True)
class Erased:
    """What was taken out: ``counts`` of rows by table, ``purchases`` that stay without a name, ``entries`` of the
    journal, ``mentions`` of the name in the sentences of the history.

    ``rows`` are the ids of all that was theirs: whoever keeps something under one of them, as a half-typed form,
    should forget it too.
    """

    customer_id: int
    counts: dict[str, int]
    purchases: int
    entries: int
    mentions: int
    rows: frozenset[int]

    @property
    def sentence(self) -> str:
        """What became of it, for the person who asked."""
        gone = counted_all(self.counts)
        parts = [_("Erased for good: {counts}.").format(counts=gone) if gone else _("Erased for good.")]
        if self.purchases:
            parts.append(
                _("In the sums, without a name: {counts}.").format(counts=counted("purchase", self.purchases))
            )
        return paragraph(parts)


def erase(book: Book, customer_id: int) -> Erased:
    """Forget a person, in the book or deleted already. ``BookError`` if the book never knew them, or no longer.

    Backups made before still hold them; so do other copies of the book, which give up the person when they are joined.
    """
    store = book.store
    with book.edit(N_("Erased a person for good")):
        if not _known(store, [customer_id]):
            raise BookError(_("This person is not in the book, and was not deleted from it either."))
        erased = _forget(store, customer_id)
        store.write("UPDATE edit SET final = 1 WHERE id = :edit", {"edit": store.edit_id})
        store.write(
            "INSERT OR IGNORE INTO erased (customer_id, edit_id) VALUES (:customer, :edit)",
            {"customer": customer_id, "edit": store.edit_id},
        )
        _clear_traces(store)
    return erased


def forget_again(store: Store, other: str = "") -> list[Erased]:
    """Forget everybody who was erased and is there again, as another copy still had them. Inside a running edit; where
    there is nobody, nothing happens.

    ``other`` is the name under which that copy is attached: it may know names that this book knows no longer.
    """
    everybody = store.column("SELECT customer_id FROM erased ORDER BY customer_id")
    known = _known(store, everybody)
    found = []
    for customer_id in everybody:
        names = names_of(store, customer_id, other) if other else set()
        if customer_id in known or any(is_said(store, name) for name in names):
            found.append(_forget(store, customer_id, names))
    if found:
        _clear_traces(store)
    return found


def _forget(store: Store, customer_id: int, also_called: Iterable[str] = ()) -> Erased:
    """Take out all that is known of a person, inside the running edit."""
    rows = rows_of_customer(store, customer_id)
    names = sorted(names_of(store, customer_id) | set(also_called), key=lambda name: (-len(name), name))
    households = _lonely_households(store, customer_id)
    clashes = set(_clashes(store, rows))
    mentions = silence(store, customer_id, names)
    purchases = _unname_purchases(store, customer_id, names)
    store.write(
        "DELETE FROM call_list_reason WHERE follow_up_id IN"
        " (SELECT id FROM follow_up WHERE customer_id = :customer)",
        {"customer": customer_id},
    )
    for table in ("purchase", *ON_PAPER):
        _unname(store, table, customer_id, rows)
    counts = _delete(store, customer_id, {"clash": clashes, "household": households})
    entries = purge_journal(store, customer_id, rows | clashes | households, names)
    Search(store).reindex([customer_id])
    # The journal knows nothing of all this, so whoever listens has to be told by name.
    for table in ("customer", "purchase", *counts):
        store.concern(table, [customer_id])
    return Erased(customer_id, counts, purchases, entries, mentions, frozenset(rows))


def _clear_traces(store: Store) -> None:
    """What the search index forgot, it keeps until its parts are put together; SQLite overwrites what is freed."""
    store.write("INSERT INTO customer_index (customer_index) VALUES ('optimize')", {})
    clear_samples(store)


def _known(store: Store, customers: Collection[int]) -> set[int]:
    """Those of whom anything is in the book, its search or its journal."""
    kept = [("customer", "id"), ("customer_search", "customer_id")]
    kept += [(table, "customer_id") for table in sorted(TABLES_OF_A_CUSTOMER)]
    questions = [f"SELECT {column} FROM {table} WHERE {column} IN" for table, column in kept]
    questions += [
        "SELECT row_id FROM journal WHERE table_name = 'customer' AND row_id IN",
        f"SELECT {_CUSTOMER} FROM journal NOT INDEXED WHERE op <> 'insert' AND {_CUSTOMER} IN",
    ]
    listed = json.dumps(sorted(customers))
    return {
        int(customer_id)
        for question in questions
        for customer_id in store.column(f"{question} (SELECT value FROM json_each(:listed))", listed=listed)
    }


# Cut out of the text: to read each entry as JSON takes four times as long.
_CUSTOMER = (
    "(CASE WHEN instr(old, '\"customer_id\":')"
    " THEN CAST(substr(old, instr(old, '\"customer_id\":') + 14, 20) AS INTEGER) END)"
)


def _lonely_households(store: Store, customer_id: int) -> set[int]:
    """The households that the person belongs or belonged to, and nobody else does: they are named after people."""
    theirs = {one.get("household_id") for one in states_of(store, customer_id)} - {None}
    return set(
        store.column(
            "SELECT id FROM household WHERE id IN (SELECT value FROM json_each(:theirs)) AND NOT EXISTS"
            " (SELECT 1 FROM customer WHERE household_id = household.id AND customer.id <> :customer)",
            theirs=json.dumps(sorted(theirs)),
            customer=customer_id,
        )
    )


def _clashes(store: Store, rows: Collection[int]) -> list[int]:
    """What was asked about rows of the person when copies were joined, with the values in question."""
    return store.column(
        f"SELECT id FROM clash WHERE row_id IN (SELECT value FROM json_each(:rows)) AND {NOT_THE_SHOPS}"
        " OR customer_id IN (SELECT value FROM json_each(:rows))",
        rows=json.dumps(sorted(rows)),
    )


def _unname_purchases(store: Store, customer_id: int, names: Collection[str]) -> int:
    """Let the purchases be nobody's; how many those are."""
    lines = store.rows(
        "SELECT l.id, l.text FROM purchase AS p CROSS JOIN purchase_line AS l ON l.purchase_id = p.id"
        " WHERE p.customer_id = :customer",
        customer=customer_id,
    )
    for line in lines:
        if (text := without(line["text"], names)) != line["text"]:
            store.write(
                "UPDATE purchase_line SET text = :text WHERE id = :id", {"text": text, "id": line["id"]}
            )
    # Else the file would add up the figures of the customer afresh after each purchase.
    store.write("DELETE FROM customer_figures WHERE customer_id = :customer", {"customer": customer_id})
    return int(store.value("SELECT count(*) FROM purchase WHERE customer_id = :id", id=customer_id))


def _unname(store: Store, table: str, customer_id: int, rows: Collection[int]) -> None:
    """Let rows be nobody's, without what was noted there; also those that already are since the person was deleted."""
    note = ", note = ''" if "note" in COLUMNS[table] else ""
    store.write(
        f"UPDATE {table} SET customer_id = NULL{note} WHERE customer_id = :customer"
        " OR customer_id IS NULL AND id IN (SELECT value FROM json_each(:rows))",
        {"customer": customer_id, "rows": json.dumps(sorted(rows))},
    )


def _delete(store: Store, customer_id: int, others: dict[str, set[int]]) -> dict[str, int]:
    """Delete the person with all that is personal, and ``others``, ids by table; how many rows of each table."""
    counts = {table: _delete_rows(store, table, ids) for table, ids in others.items() if table != "household"}
    for table in _PERSONAL:
        counts[table] = store.write(
            f"DELETE FROM {table} WHERE customer_id = :customer", {"customer": customer_id}
        )
    counts["customer"] = _delete_rows(store, "customer", [customer_id])
    counts["household"] = _delete_rows(store, "household", others["household"])
    return {table: n for table, n in counts.items() if n}


def _delete_rows(store: Store, table: str, ids: Iterable[int]) -> int:
    return store.write(
        f"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(:ids))",
        {"ids": json.dumps(sorted(ids))},
    )
