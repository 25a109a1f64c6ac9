"""Taking one person out of everything that the file keeps beside the rows of today: journal, history, search."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable

from model.edit_parts import State, state
from model.edits_of_customer import edits_of_customer
from model.store import Store

_SILENT = "…"
"""What stands where a name stood."""


def names_of(store: Store, customer_id: int) -> list[str]:
    """What a person is, or ever was, called in the book, the longest first."""
    names = {str(one["name"]).strip() for one in states_of(store, customer_id)}
    return sorted(names, key=lambda name: (-len(name), name))


def states_of(store: Store, customer_id: int) -> list[State]:
    """The row of a customer as it is, and as the journal knows it from before."""
    kept = store.column(
        "SELECT old FROM journal WHERE row_id = :id AND table_name = 'customer' AND old IS NOT NULL",
        id=customer_id,
    )
    now = store.rows("SELECT * FROM customer WHERE id = :id", id=customer_id)
    return [*map(dict, now), *map(state, kept)]


def purge_journal(store: Store, customer_id: int, rows: Collection[int], names: Collection[str]) -> int:
    """Take ``rows``, the ids of all that was ever theirs, out of the journal; how many entries that concerned.

    What is told of their purchases that stay in the book, stays too, without name and note.
    """
    gone, stays = 0, set()
    for table in ("purchase", "purchase_line"):
        there = _there(store, table, rows)
        stays |= there
        # What the running edit did to them would bring the name back. And whoever takes back the putting back of rows
        # that had been deleted with the person, would delete them again.
        gone += store.write(
            "DELETE FROM journal WHERE row_id IN (SELECT value FROM json_each(:rows)) AND (edit_id = :edit"
            f" OR op = 'insert' AND edit_id <> (SELECT edit_id FROM {table} WHERE id = row_id))",
            {"edit": store.edit_id, "rows": _listed(there)},
        )
    gone += store.write(
        "DELETE FROM journal WHERE row_id IN (SELECT value FROM json_each(:rows))",
        {"rows": _listed(set(rows) - stays)},
    )
    kept = store.rows(
        "SELECT number, old FROM json_each(:rows) CROSS JOIN journal ON row_id = value WHERE old IS NOT NULL",
        rows=_listed(stays),
    )
    for entry in kept:
        before = state(entry["old"])
        after = _unnamed(before, customer_id, names)
        if after != before:
            gone += store.write(
                "UPDATE journal SET old = :old WHERE number = :number",
                {
                    "old": json.dumps(after, ensure_ascii=False, separators=(",", ":")),
                    "number": entry["number"],
                },
            )
    return gone


def edits_that_name(store: Store, customer_id: int) -> set[int]:
    """The edits whose sentences may name the person: those about them, and the undoing and redoing of these."""
    found = edits_of_customer(store, customer_id)
    while True:
        undoing = store.column(
            "SELECT edit.id FROM json_each(:edits) CROSS JOIN edit ON undoes_id = value", edits=_listed(found)
        )
        if found.issuperset(undoing):
            return found
        found.update(undoing)


def silence(store: Store, edits: Collection[int], names: Collection[str]) -> int:
    """Take the names out of the sentences of ``edits``, and out of every other that is about nobody else of that name;
    how many sentences those were."""
    rows = store.rows(
        "SELECT edit.id, about FROM json_each(:edits) CROSS JOIN edit ON edit.id = value",
        edits=_listed(edits),
    )
    found = sum(
        _say(store, row["id"], {key: without(text, names) for key, text in json.loads(row["about"]).items()})
        for row in rows
        if row["about"] != "{}"
    )
    for name in names:
        if store.value("SELECT 1 FROM customer WHERE name = :name", name=name):
            continue
        for row in store.rows(
            "SELECT id, about FROM edit WHERE instr(about, :name)", name=json.dumps(name, ensure_ascii=False)
        ):
            about = json.loads(row["about"])
            found += _say(
                store, row["id"], {key: _SILENT if text == name else text for key, text in about.items()}
            )
    return found


def without(text: str, names: Iterable[str]) -> str:
    """``text`` with the names taken out of it, where they stand as words of their own."""
    for name in names:
        # Where words are not parted by blanks, as in Chinese, any place will do; but not for a single letter.
        if name.isascii() or len(name) == 1:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", _SILENT, text)
        else:
            text = text.replace(name, _SILENT)
    return text


def clear_samples(store: Store) -> None:
    """Another program may have let SQLite take samples of what stands in the indexes."""
    if store.value("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat4'"):
        store.write("DELETE FROM sqlite_stat4", {})


def _say(store: Store, edit_id: int, about: dict[str, str]) -> int:
    text = json.dumps(about, ensure_ascii=False)
    return store.write(
        "UPDATE edit SET about = :about WHERE id = :id AND about <> :about", {"about": text, "id": edit_id}
    )


def _unnamed(row: State, customer_id: int, names: Collection[str]) -> State:
    """A purchase, or a line of one, as the journal keeps it, without the person."""
    if row.get("customer_id") == customer_id:
        return row | {"customer_id": None, "note": ""}
    return row | {"text": without(row["text"], names)} if "text" in row else row


def _there(store: Store, table: str, rows: Collection[int]) -> set[int]:
    return set(
        store.column(
            f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(:rows))", rows=_listed(rows)
        )
    )


def _listed(ids: Collection[int]) -> str:
    return json.dumps(sorted(ids))
