"""What of the rows that an edit made stays when the edit is taken back.

What was changed since stays, and whatever something that stays points at. What stays, stays whole: with all that came
in the same edit and belongs to it, as the lines of a sale and the phones of a customer.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from model import undone
from model.edit_parts import Part
from model.nouns import TABLES
from model.pointers import Pointer
from model.store import Store

Row = tuple[str, int]
"""The name of a table, and an id."""

WRITTEN = {table.name: table.written() for table in TABLES}
"""The columns of each table that people fill, parents before children."""


def staying(store: Store, pointers: Collection[Pointer], made: Iterable[Part]) -> dict[Row, str]:
    """The rows that stay, each with why, in words."""
    there = {(part.table, part.row_id): part for part in made if part.now is not None}
    why = {row: undone.changed() for row, part in there.items() if _was_changed(part)}
    keeps: dict[Row, list[tuple[Row, str]]] = defaultdict(list)
    for parent in there:
        for pointer in pointers:
            if pointer.parent != parent[0]:
                continue
            found = f"SELECT id FROM {pointer.child} WHERE {pointer.column} = :id"
            for child in ((pointer.child, row_id) for row_id in store.column(found, id=parent[1])):
                if child not in there:
                    why.setdefault(parent, undone.needed())
                    continue
                keeps[child].append((parent, undone.needed()))
                if pointer.belongs:
                    keeps[parent].append((child, undone.part_of_what_stays()))
    looked_at = list(why)
    for row in looked_at:  # It grows meanwhile.
        for other, reason in keeps[row]:
            if other not in why:
                why[other] = reason
                looked_at.append(other)
    return why


def _was_changed(part: Part) -> bool:
    after, now = part.after, part.now or {}
    return after is None or any(name in after and now[name] != after[name] for name in WRITTEN[part.table])
