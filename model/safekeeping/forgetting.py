"""Taking one person out of everything that the file keeps beside the rows of today: journal, history, search."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable

from model.edit_parts import State, state, state_now
from model.edits_of_customer import NOT_THE_SHOPS, edits_of_customer
from model.store import Store

ON_PAPER = ("call_list_line", "slip")
"""What stands numbered on paper, and stays in the book when the person goes."""

_SILENT = "…"
"""What stands where a name stood."""


def names_of(store: Store, customer_id: int, schema: str = "main") -> set[str]:
    """What a person is, or ever was, called in the book."""
    return {str(one["name"]).strip() for one in states_of(store, customer_id, schema)}


def states_of(store: Store, customer_id: int, schema: str = "main") -> list[State]:
    """The row of a customer as it is, and as the journal knows it from before."""
    kept = store.column(
        f"SELECT old FROM {schema}.journal WHERE row_id = :id AND table_name = 'customer' AND old IS NOT NULL",
        id=customer_id,
    )
    now = store.rows(f"SELECT * FROM {schema}.customer WHERE id = :id", id=customer_id)
    return [*map(dict, now), *map(state, kept)]


def purge_journal(store: Store, customer_id: int, rows: Collection[int], names: Collection[str]) -> int:
    """Take ``rows``, the ids of all that was ever theirs, out of the journal; how many entries that concerned.

    What is told of their purchases, and of lines and slips on paper, that stay in the book, stays too, without name
    and note.
    """
    gone, stays = 0, set()
    for table in ("purchase", "purchase_line", *ON_PAPER):
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
        f"DELETE FROM journal WHERE row_id IN (SELECT value FROM json_each(:rows)) AND {NOT_THE_SHOPS}",
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
    return gone + sum(_drop_empty(store, table, stays) for table in ON_PAPER)


def _drop_empty(store: Store, table: str, rows: Collection[int]) -> int:
    """Leave out the entries that say nothing any more, because all that was changed was whom it was about; how many."""
    entries = store.rows(
        "SELECT j.number, j.op, j.old, coalesce((SELECT n.old FROM journal AS n WHERE n.row_id = j.row_id"
        " AND n.table_name = :table AND n.number > j.number ORDER BY n.number LIMIT 1), '') AS later, j.row_id"
        " FROM json_each(:rows) CROSS JOIN journal AS j ON j.row_id = value"
        " WHERE j.table_name = :table AND j.op = 'update'",
        rows=_listed(rows),
        table=table,
    )
    gone = 0
    for entry in entries:
        before = state(entry["old"])
        after = state(entry["later"]) if entry["later"] else state_now(store, table, entry["row_id"])
        if after is not None and all(after.get(name, value) == value for name, value in before.items()):
            gone += store.write("DELETE FROM journal WHERE number = :number", {"number": entry["number"]})
    return gone


def silence(store: Store, customer_id: int, names: Iterable[str]) -> int:
    """Take the names out of the sentences of the history, but not where somebody else of that name is meant; how many
    sentences those were. The journal must still tell which edits are about the person."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    edits = edits_of_customer(store, customer_id)
    for name in longest_first:
        if not store.value(
            "SELECT 1 FROM customer WHERE name = :name AND id <> :id", name=name, id=customer_id
        ):
            edits.update(_edits_about_nothing_but(store, name))
    found = 0
    for edit_id in _with_their_undoing(store, edits):
        about = json.loads(store.value("SELECT about FROM edit WHERE id = :id", id=edit_id))
        silent = {key: without(text, longest_first) for key, text in about.items()}
        if silent != about:
            found += store.write(
                "UPDATE edit SET about = :about WHERE id = :id",
                {"about": json.dumps(silent, ensure_ascii=False), "id": edit_id},
            )
    return found


def is_said(store: Store, name: str) -> bool:
    """Whether a sentence of the history is filled with exactly this name."""
    return bool(_edits_about_nothing_but(store, name))


def _edits_about_nothing_but(store: Store, name: str) -> list[int]:
    """The edits that have exactly this name to fill a sentence with, as those have of which nothing else is left."""
    return [
        row["id"]
        for row in store.rows(
            "SELECT id, about FROM edit WHERE instr(about, :name)", name=json.dumps(name, ensure_ascii=False)
        )
        if name in json.loads(row["about"]).values()
    ]


def _with_their_undoing(store: Store, edits: set[int]) -> set[int]:
    """These edits, and the undoing and redoing of them."""
    found = set(edits)
    while True:
        undoing = store.column(
            "SELECT edit.id FROM json_each(:edits) CROSS JOIN edit ON undoes_id = value", edits=_listed(found)
        )
        if found.issuperset(undoing):
            return found
        found.update(undoing)


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


def _unnamed(row: State, customer_id: int, names: Collection[str]) -> State:
    """A purchase, or a line of one, as the journal keeps it, without the person."""
    # A slip lost its customer for a while when they were deleted, and its note was about them still.
    if row.get("customer_id") == customer_id or ("printed_on" in row and row["customer_id"] is None):
        return row | {"customer_id": None} | ({"note": ""} if "note" in row else {})
    return row | {"text": without(row["text"], names)} if "text" in row else row


def _there(store: Store, table: str, rows: Collection[int]) -> set[int]:
    return set(
        store.column(
            f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(:rows))", rows=_listed(rows)
        )
    )


def _listed(ids: Collection[int]) -> str:
    return json.dumps(sorted(ids))
