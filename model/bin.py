"""The bin: what was deleted and is not there again, each with everything that hung on it, to be put back whole."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from model.book import Book
from model.edit_parts import State, state
from model.errors import BookError
from model.folded_like import holds
from model.folding import fold
from model.nouns import TABLES
from model.record_names import Names
from model.record_words import Total, counted_all, record_words, title_of
from model.store import Store
from model.undo import Undo
from model.undone import Undone
from resources.i18n import _

KINDS = (
    "customer",
    "purchase",
    "complaint",
    "wish",
    "gift",
    "service_use",
    "visit",
    "follow_up",
    "call_list",
    "slip",
    "product",
    "visit_rule",
    "text_template",
    "staff",
    "holiday",
)
"""What is shown in the bin by itself. What was only a part of a card is found in the history of that card."""


@dataclass(frozen=True)
class Deleted:
    """One deleted record. ``number`` is its place in the journal, newest highest; ``hung_on`` how many rows of which
    table went with it."""

    edit_id: int
    number: int
    at: datetime
    who: str
    title: str
    table: str
    row_id: int
    hung_on: dict[str, int]

    @property
    def hung_on_words(self) -> str:
        """``3 sales, 5 lines, 1 contact``; empty if it was alone."""
        return counted_all(self.hung_on)


def deleted(store: Store, *, text: str = "", before: int | None = None, limit: int = 100) -> list[Deleted]:
    """What lies in the bin, newest first. ``before`` is the number of the last one seen; ``text`` leaves only those
    whose title, or who deleted them, holds every word of it."""
    words = fold(text).split()
    conditions, values = _holding(store, words)
    found: list[Deleted] = []
    below = before if before is not None else 1 << 62
    names = Names(store)
    went: dict[int, _Gone] = {}
    while len(found) < limit:
        rows = store.rows(_DELETIONS.format(conditions=conditions), below=below, limit=limit, **values)
        for row in rows:
            title = record_words(row["table_name"], state(row["old"]), names).title
            if all(word in fold(f"{title} {row['who']}") for word in words):
                gone = went.setdefault(row["edit_id"], _Gone(store, row["edit_id"]))
                found.append(_deleted(row, title, gone))
        if len(rows) < limit:
            break
        below = rows[-1]["number"]
    return found[:limit]


def _holding(store: Store, words: list[str]) -> tuple[str, dict[str, str]]:
    """SQL that leaves few deletions besides those that hold the words: in the record itself, in the name of its
    customer, in what it is called, or in who deleted it."""
    conditions = ""
    values: dict[str, str] = {}
    titles = {kind: fold(title_of(kind)) for kind in KINDS}
    for n, word in enumerate(words):
        named, spellings = holds("name", word, f"word{n}")
        people = store.column(f"SELECT id FROM customer WHERE {named}", **spellings)
        people += store.column(
            "SELECT row_id FROM journal NOT INDEXED WHERE table_name = 'customer' AND op = 'delete'"
            f" AND {holds('old', word, f'word{n}')[0]}",
            **spellings,
        )
        values |= spellings | {
            f"people{n}": json.dumps(people),
            f"kinds{n}": json.dumps([kind for kind, title in titles.items() if word in title]),
        }
        conditions += (
            f" AND ({holds('j.old', word, f'word{n}')[0]} OR {holds('e.who', word, f'word{n}')[0]}"
            f" OR j.table_name IN (SELECT value FROM json_each(:kinds{n}))"
            f" OR {_member('customer_id')} IN (SELECT value FROM json_each(:people{n})))"
        )
    return conditions, values


def put_back(book: Book, edit_id: int, table: str, row_id: int) -> Undone:
    """Put back a deleted record with everything that was deleted with it, as an edit that can be undone. It need not
    be one that the bin shows: a phone taken off a card comes back too.

    ``BookError`` if it is there again, or belongs to somebody who is deleted too.
    """
    store = book.store
    gone = _Gone(store, edit_id)
    kept = gone.state_of(table, row_id)
    if kept is None or store.value(f"SELECT 1 FROM {table} WHERE id = :id", id=row_id):
        raise BookError(_("This is no longer in the bin."))
    words = record_words(table, kept, Names(store), gone.total(table, row_id))
    for parent, column in _owners(store, table):
        owner = kept[column]
        if owner is not None and not store.value(f"SELECT 1 FROM {parent} WHERE id = :id", id=owner):
            raise BookError(
                _("It belongs to {name}, deleted too. Put {name} back first.").format(
                    name=Names(store).called(parent, owner)
                )
            )
    return Undo(store).bring_back(edit_id, {(table, row_id), *gone.hung_on(table, row_id)}, words.inside)


class _Gone:
    """The rows that one edit deleted, as it found them."""

    def __init__(self, store: Store, edit_id: int) -> None:
        self._store = store
        self._edit_id = edit_id
        self._rows: dict[tuple[str, int], State] | None = None

    def state_of(self, table: str, row_id: int) -> State | None:
        """The row as it was, ``None`` if this edit did not delete it."""
        return self._all().get((table, row_id))

    def hung_on(self, table: str, row_id: int) -> list[tuple[str, int]]:
        """The rows that could not be without this one, and went with it."""
        rows = self._all()
        went = {(table, row_id)}
        for child in TABLES:
            for parent, column in _owners(self._store, child.name):
                went |= {
                    key
                    for key, row in rows.items()
                    if key[0] == child.name and (parent, row.get(column)) in went
                }
        return sorted(went - {(table, row_id)})

    def total(self, table: str, row_id: int) -> Total | None:
        """What the lines of a deleted purchase came to."""
        if table != "purchase":
            return None
        lines = [
            row["amount_cents"]
            for key, row in self._all().items()
            if key[0] == "purchase_line" and row["purchase_id"] == row_id
        ]
        return Total(len(lines), sum(lines))

    def _all(self) -> dict[tuple[str, int], State]:
        if self._rows is None:
            self._rows = {
                (row["table_name"], row["row_id"]): state(row["old"])
                for row in self._store.rows(
                    "SELECT table_name, row_id, old FROM journal WHERE edit_id = :edit AND op = 'delete'",
                    edit=self._edit_id,
                )
            }
        return self._rows


def _deleted(row: Any, title: str, gone: _Gone) -> Deleted:
    table, row_id = row["table_name"], row["row_id"]
    return Deleted(
        edit_id=row["edit_id"],
        number=row["number"],
        at=datetime.fromisoformat(row["at"]),
        who=row["who"],
        title=title,
        table=table,
        row_id=row_id,
        hung_on=dict(Counter(child for child, _id in gone.hung_on(table, row_id))),
    )


def _owners(store: Store, table: str) -> list[tuple[str, str]]:
    """The (table, column) pairs without which a row of ``table`` cannot be."""
    return [
        (row["table"], row["from"])
        for row in store.rows(f"SELECT * FROM pragma_foreign_key_list('{table}')")
        if row["on_delete"] == "CASCADE"
    ]


def _member(name: str) -> str:
    """SQL for a number in what the journal kept; cut out of the text, which is quicker than reading it as JSON."""
    return f"CAST(substr(j.old, instr(j.old, '\"{name}\":') + {len(name) + 3}, 20) AS INTEGER)"


_THERE = " ".join(f"WHEN '{kind}' THEN EXISTS (SELECT 1 FROM {kind} WHERE id = j.row_id)" for kind in KINDS)

# The journal is walked from its end; an index would have to be read in another order first.
_DELETIONS = (
    "SELECT j.number, j.edit_id, j.table_name, j.row_id, j.old, e.at, e.who"
    " FROM journal AS j NOT INDEXED CROSS JOIN edit AS e ON e.id = j.edit_id"
    f" WHERE j.op = 'delete' AND j.number < :below AND j.table_name IN {KINDS}{{conditions}}"
    f" AND NOT CASE j.table_name {_THERE} END"
    # What was put back and deleted again is in the bin once.
    " AND NOT EXISTS (SELECT 1 FROM journal AS later WHERE later.row_id = j.row_id"
    " AND later.table_name = j.table_name AND later.op = 'delete' AND later.number > j.number)"
    # Whoever undid the making of a record, or the join that brought it, did not want it: redo brings it back.
    f" AND (e.undoes_id IS NULL OR {_member('edit_id')} NOT IN"
    " (SELECT id FROM edit WHERE id = e.undoes_id OR came_with = e.undoes_id))"
    # What went with its customer comes back with them.
    f" AND NOT EXISTS (SELECT 1 FROM journal AS owner WHERE instr(j.old, '\"customer_id\":')"
    f" AND owner.row_id = {_member('customer_id')} AND owner.table_name = 'customer'"
    " AND owner.op = 'delete' AND owner.edit_id = j.edit_id)"
    " ORDER BY j.number DESC LIMIT :limit"
)
