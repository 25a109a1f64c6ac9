"""Erasing a person for good: out of the book, out of its journal and search, out of the file's very bytes.

Their purchases stay, without a name, so that the shop's sums stay what they were. Nobody can take this back.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from model.book import Book
from model.edit_parts import State, state
from model.edits_of_customer import edits_of_customer, rows_of_customer
from model.errors import BookError
from model.record_words import counted_all
from model.search import Search
from model.store import Store
from resources.i18n import N_, _

_PERSONAL = (
    "customer_phone",
    "customer_trait",
    "customer_consent",
    "visit",
    "follow_up",
    "complaint",
    "clash",
)
"""What is deleted with the person, children before parents. Of purchases only the name goes."""

_SILENT = "…"
"""What stands where a name stood."""


@dataclass(frozen=True)
class Erased:
    """What was taken out: ``counts`` of rows by table, ``purchases`` that stay without a name, ``entries`` of the
    journal, ``mentions`` of the name in the history. ``rows`` are the ids of all that was theirs: whoever keeps
    something under one of them, as a half-typed form, should forget it too."""

    customer_id: int
    counts: dict[str, int]
    purchases: int
    entries: int
    mentions: int
    rows: frozenset[int]

    @property
    def sentence(self) -> str:
        """What became of it, for the person who asked."""
        gone = _("Erased for good: {counts}.").format(counts=counted_all(self.counts))
        kept = _("Sales that stay in the sums without a name: {n}.").format(n=self.purchases)
        return f"{gone} {kept}" if self.purchases else gone


def erase(book: Book, customer_id: int) -> Erased:
    """Forget a person, in the book or deleted already. ``BookError`` if the book never knew them, or no longer."""
    store = book.store
    with book.edit(N_("Erased a person for good")):
        erased = _forget(store, customer_id)
        if erased is None:
            raise BookError(_("This person is not in the book any more, and was not deleted from it either."))
        store.write("UPDATE edit SET final = 1 WHERE id = :edit", {"edit": store.edit_id})
        store.write(
            "INSERT OR IGNORE INTO erased (customer_id, edit_id) VALUES (:customer, :edit)",
            {"customer": customer_id, "edit": store.edit_id},
        )
    return erased


def forget_again(store: Store) -> list[Erased]:
    """Forget everybody who was erased and is there again, as another copy still had them. Inside a running edit; where
    there is nobody, nothing happens."""
    everybody = store.column("SELECT customer_id FROM erased ORDER BY customer_id")
    return [erased for customer_id in everybody if (erased := _forget(store, customer_id)) is not None]


def _forget(store: Store, customer_id: int) -> Erased | None:
    """Take out all that is known of a person, inside the running edit; ``None`` if that is nothing."""
    if not _is_known(store, customer_id):
        return None
    rows = rows_of_customer(store, customer_id)
    edits = edits_of_customer(store, customer_id)
    names = _names(store, customer_id)
    household = _lonely_household(store, customer_id)
    purchases = _unname_purchases(store, customer_id, names)
    counts = _delete(store, customer_id, rows, household)
    entries = _purge_journal(store, customer_id, rows, household, names)
    mentions = _silence(store, edits, names)
    Search(store).reindex([customer_id])
    store.write("INSERT INTO customer_index (customer_index) VALUES ('optimize')", {})
    for table in (
        "customer",
        *(table for table in counts if counts[table]),
        *(["purchase"] if purchases else []),
    ):
        store.concern(table, [customer_id])
    return Erased(customer_id, counts, purchases, entries, mentions, frozenset(rows))


def _is_known(store: Store, customer_id: int) -> bool:
    return any(
        store.value(f"SELECT 1 FROM {table} WHERE {condition} LIMIT 1", id=customer_id)
        for table, condition in (
            ("customer", "id = :id"),
            ("journal", "row_id = :id AND table_name = 'customer'"),
            ("customer_search", "customer_id = :id"),
            ("purchase", "customer_id = :id"),
        )
    )


def _names(store: Store, customer_id: int) -> list[str]:
    """What the person is, or ever was, called here, the longest first."""
    states = [
        state(old)
        for old in store.column(
            "SELECT old FROM journal WHERE row_id = :id AND table_name = 'customer' AND old IS NOT NULL",
            id=customer_id,
        )
    ]
    states += [dict(row) for row in store.rows("SELECT * FROM customer WHERE id = :id", id=customer_id)]
    return sorted({one["name"].strip() for one in states}, key=lambda name: (-len(name), name))


def _lonely_household(store: Store, customer_id: int) -> int | None:
    """The household of the person, if nobody else lives there."""
    found = store.value(
        "SELECT household_id FROM customer AS c WHERE id = :id AND NOT EXISTS"
        " (SELECT 1 FROM customer WHERE household_id = c.household_id AND id <> c.id)",
        id=customer_id,
    )
    return None if found is None else int(found)


def _unname_purchases(store: Store, customer_id: int, names: Collection[str]) -> int:
    """Let the purchases be nobody's; how many those are."""
    lines = store.rows(
        "SELECT l.id, l.text FROM purchase AS p CROSS JOIN purchase_line AS l ON l.purchase_id = p.id"
        " WHERE p.customer_id = :customer",
        customer=customer_id,
    )
    for line in lines:
        if (text := _without(line["text"], names)) != line["text"]:
            store.write(
                "UPDATE purchase_line SET text = :text WHERE id = :id", {"text": text, "id": line["id"]}
            )
    return store.write(
        "UPDATE purchase SET customer_id = NULL, note = '' WHERE customer_id = :customer",
        {"customer": customer_id},
    )


def _delete(store: Store, customer_id: int, rows: Iterable[int], household: int | None) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for table in _PERSONAL:
        counts[table] = store.write(
            f"DELETE FROM {table} WHERE customer_id = :customer", {"customer": customer_id}
        )
    counts["clash"] += store.write(
        "DELETE FROM clash WHERE row_id IN (SELECT value FROM json_each(:rows))",
        {"rows": json.dumps(sorted(rows))},
    )
    counts["customer"] = store.write("DELETE FROM customer WHERE id = :customer", {"customer": customer_id})
    if household is not None:
        counts["household"] = store.write("DELETE FROM household WHERE id = :id", {"id": household})
    return dict(counts)


def _purge_journal(
    store: Store, customer_id: int, rows: set[int], household: int | None, names: Collection[str]
) -> int:
    """Take the person out of the journal. What is told of purchases that stay, stays without name and note."""
    there = {
        table: set(
            store.column(
                f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(:rows))",
                rows=json.dumps(sorted(rows)),
            )
        )
        for table in ("purchase", "purchase_line")
    }
    stays = there["purchase"] | there["purchase_line"]
    personal = json.dumps(sorted((rows | ({household} if household is not None else set())) - stays))
    gone = store.write(
        "DELETE FROM journal WHERE row_id IN (SELECT value FROM json_each(:rows))", {"rows": personal}
    )
    # What this edit itself did to their purchases would bring the name back, and who put those back that had gone with
    # the person would take them away again.
    for table, ids in there.items():
        gone += store.write(
            "DELETE FROM journal WHERE row_id IN (SELECT value FROM json_each(:rows)) AND (edit_id = :edit"
            f" OR op = 'insert' AND edit_id <> (SELECT edit_id FROM {table} WHERE id = row_id))",
            {"edit": store.edit_id, "rows": json.dumps(sorted(ids))},
        )
    kept = store.rows(
        "SELECT number, old FROM json_each(:rows) CROSS JOIN journal ON row_id = value WHERE old IS NOT NULL",
        rows=json.dumps(sorted(stays)),
    )
    for entry in kept:
        before = state(entry["old"])
        after = _unnamed(before, customer_id, names)
        if after != before:
            gone += 1
            store.write(
                "UPDATE journal SET old = :old WHERE number = :number",
                {
                    "old": json.dumps(after, ensure_ascii=False, separators=(",", ":")),
                    "number": entry["number"],
                },
            )
    return gone


def _unnamed(row: State, customer_id: int, names: Collection[str]) -> State:
    """A purchase, or a line of one, as the journal keeps it, without the person."""
    if row.get("customer_id") == customer_id:
        return row | {"customer_id": None, "note": ""}
    return row | {"text": _without(row["text"], names)} if "text" in row else row


def _silence(store: Store, edits: set[int], names: list[str]) -> int:
    """Take the names out of the sentences of the history; how many those were."""
    found = 0
    for row in store.rows("SELECT id, about FROM edit WHERE about <> '{}'"):
        about = json.loads(row["about"])
        if row["id"] not in edits and not any(name in value for name in names for value in about.values()):
            continue
        silent = {key: _without(value, names) for key, value in about.items()}
        if silent != about:
            found += store.write(
                "UPDATE edit SET about = :about WHERE id = :id",
                {"about": json.dumps(silent, ensure_ascii=False), "id": row["id"]},
            )
    return found


def _without(text: str, names: Iterable[str]) -> str:
    """``text`` with the names taken out of it."""
    for name in names:
        text = text.replace(name, _SILENT)
    return text
