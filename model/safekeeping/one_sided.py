"""What was done in one copy of a book and not in another: the edits that only one of them contains, and the rows that
these made, changed or deleted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from model.edit_parts import State, state
from model.nouns import TABLES
from model.safekeeping.deciding import Setter, Story, groups_of, values_of
from model.safekeeping.lineage import Lineage
from model.store import Store

COLUMNS = {table.name: table.written() for table in TABLES}

ONLY_HERE = (
    "SELECT e.id FROM json_each(:ahead) AS a CROSS JOIN {schema}.edit AS e"
    " ON e.generation_id = a.key AND e.seq > a.value"
)
"""SQL for the ids of the edits that only this copy contains; ``:ahead`` is the JSON of ``Lineage.ahead_of``."""


def changed_rows(store: Store, ours: Lineage, theirs: Lineage) -> dict[str, int]:
    """How many rows of each table the edits touched that only the book of ``store``, which is ``ours``, contains."""
    ahead = json.dumps(ours.ahead_of(theirs))
    only_here = ONLY_HERE.format(schema="main")
    bulk = store.column(f"SELECT id FROM edit WHERE bulk AND id IN ({only_here})", ahead=ahead)
    counted = {
        row["table_name"]: int(row["n"])
        for row in store.rows(
            "SELECT table_name, count(DISTINCT row_id) AS n FROM journal"
            f" WHERE edit_id IN ({only_here}) GROUP BY table_name",
            ahead=ahead,
        )
    }
    if bulk:
        for table in TABLES:
            # What was loaded without the journal, and perhaps changed since with it.
            n = store.value(
                f"SELECT count(*) FROM (SELECT id FROM {table.name} WHERE edit_id IN ({', '.join(map(str, bulk))})"
                f" UNION SELECT row_id FROM journal WHERE table_name = :table AND edit_id IN ({only_here}))",
                table=table.name,
                ahead=ahead,
            )
            counted[table.name] = int(n)
    return {table.name: counted[table.name] for table in TABLES if counted.get(table.name)}


@dataclass(frozen=True)
class Link:
    """A column of ``child`` that holds the id of a row of ``parent``. ``is_firm``: the child goes with its parent;
    else it only lets go of it."""

    child: str
    column: str
    parent: str
    is_firm: bool


def links(store: Store) -> list[Link]:
    """Every reference there is between the records of people."""
    return [
        Link(table, key["from"], key["table"], key["on_delete"] == "CASCADE")
        for table in COLUMNS
        for key in store.rows(f"SELECT * FROM pragma_foreign_key_list('{table}')")
    ]


class Copy:
    """One of two copies that are read together: ``schema`` is what its tables are called after.

    Two passing tables are made of it: ``{name}_only`` with the ids of the edits that the other does not contain, and
    ``{name}_touched`` with the rows that the journal has under these, each with its first entry. Made, and used, in a
    running edit.
    """

    def __init__(self, store: Store, schema: str, name: str, every_link: list[Link]) -> None:
        self.store = store
        self.schema = schema
        self.name = name
        self.only = f"temp.{name}_only"
        self.touched = f"temp.{name}_touched"
        self.links = every_link
        self._loose = {(link.child, link.column): link.parent for link in every_link if not link.is_firm}
        self._defaults: dict[str, State] = {}

    def look(self, mine: Lineage, other: Lineage) -> None:
        """Find the edits that only this copy contains, and what they touched."""
        write = self.store.write
        for left_over in (self.only, self.touched):
            write(f"DROP TABLE IF EXISTS {left_over}", {})
        write(f"CREATE TABLE {self.only} (id INTEGER PRIMARY KEY, number INTEGER, bulk INTEGER)", {})
        write(
            f"INSERT INTO {self.only} SELECT id, number, bulk FROM {self.schema}.edit"
            f" WHERE id IN ({ONLY_HERE.format(schema=self.schema)})",
            {"ahead": json.dumps(mine.ahead_of(other))},
        )
        write(
            f"CREATE TABLE {self.touched} (table_name TEXT, row_id INTEGER, first INTEGER, fate TEXT,"
            " PRIMARY KEY (table_name, row_id)) WITHOUT ROWID",
            {},
        )
        write(
            f"INSERT INTO {self.touched} SELECT table_name, row_id, min(j.number), NULL FROM {self.only} AS o"
            f" CROSS JOIN {self.schema}.journal AS j ON j.edit_id = o.id GROUP BY table_name, row_id",
            {},
        )

    @property
    def bulk_edits(self) -> list[int]:
        """The edits only this copy contains that loaded rows without the journal."""
        return self.store.column(f"SELECT id FROM {self.only} WHERE bulk ORDER BY number")

    def is_only_here(self, edit_id: int) -> bool:
        """Whether the other copy does not contain an edit."""
        return bool(self.store.value(f"SELECT 1 FROM {self.only} WHERE id = :id", id=edit_id))

    def row(self, table: str, row_id: int) -> State | None:
        """The row as it is in this copy."""
        found = self.store.row(f"SELECT * FROM {self.schema}.{table} WHERE id = :id", id=row_id)
        return None if found is None else dict(found)

    def kept(self, table: str, old: str) -> State:
        """A row as the journal kept it, with what the format has got since."""
        return self.defaults(table) | state(old)

    def defaults(self, table: str) -> State:
        """What stands in the columns of a row of which nothing is said."""
        if table not in self._defaults:
            self._defaults[table] = {
                row["name"]: self.store.value(f"SELECT {row['dflt_value'] or 'NULL'}")
                for row in self.store.rows(f"SELECT * FROM pragma_table_info('{table}')")
                if row["name"] in COLUMNS[table]
            }
        return self._defaults[table]

    def let_go(self, table: str, before: State, after: State, edit_id: int, number: int) -> set[str]:
        """The columns that an entry of an edit emptied only because what they pointed at was gone, or went with it:
        nobody typed that."""
        return {
            column
            for column, value in before.items()
            if value is not None
            and (parent := self._loose.get((table, column)))
            and after.get(column) is None
            and self.store.value(
                f"SELECT 1 FROM {self.schema}.journal WHERE row_id = :row AND table_name = :table AND op = 'delete'"
                f" AND (edit_id = :edit OR number = (SELECT max(number) FROM {self.schema}.journal"
                "  WHERE row_id = :row AND table_name = :table AND number < :number)) LIMIT 1",
                row=value,
                table=parent,
                edit=edit_id,
                number=number,
            )
        }

    def rows_woven(self) -> list[tuple[str, int]]:
        """The rows that an edit touched which the other copy does not contain, and after it one that both contain: it
        came in with a join."""
        if not self.store.value(f"SELECT 1 FROM {self.schema}.edit WHERE came_with IS NOT NULL LIMIT 1"):
            return []
        return list(
            self.store.tuples(
                f"SELECT table_name, row_id FROM {self.touched} AS k WHERE EXISTS (SELECT 1"
                f" FROM {self.schema}.journal AS j WHERE j.row_id = k.row_id AND j.table_name = k.table_name"
                f" AND j.number > k.first AND j.edit_id NOT IN (SELECT id FROM {self.only}))"
            )
        )

    def untouched(self, table: str, row_id: int) -> Story | None:
        """The story of a row of which the other copy knows all; ``None`` if it is not there."""
        row = self.row(table, row_id)
        return None if row is None else self._told(table, row_id, None)

    def story(self, table: str, row_id: int) -> Story | None:
        """What this copy tells of a row since the first edit on it that the other does not contain; ``None`` of a row
        that no such edit touched."""
        first = self.store.value(
            f"SELECT first FROM {self.touched} WHERE table_name = :table AND row_id = :row",
            table=table,
            row=row_id,
        )
        return None if first is None else self._told(table, row_id, first)

    def _told(self, table: str, row_id: int, first: int | None) -> Story:
        entries = self.store.rows(
            f"SELECT j.number, j.edit_id, j.op, j.old, e.at, e.who, o.id IS NOT NULL AS is_new"
            f" FROM {self.schema}.journal AS j JOIN {self.schema}.edit AS e ON e.id = j.edit_id"
            f" LEFT JOIN {self.only} AS o ON o.id = j.edit_id"
            " WHERE j.row_id = :row AND j.table_name = :table ORDER BY j.number",
            row=row_id,
            table=table,
        )
        now = self.row(table, row_id)
        groups = groups_of(table, COLUMNS[table])
        story = Story(state={}, alive=now is not None, created=False)
        current: State = {}
        if not entries and now is not None:
            story.created = self.is_only_here(now["edit_id"])
        elif entries[0]["op"] != "insert":
            current = self.kept(table, entries[0]["old"])
            # Loaded by an edit that is not known there, without the journal.
            story.created = self.is_only_here(current["edit_id"])
        for place, entry in enumerate(entries):
            if entry["number"] == first:
                # What was before both know; of it only counts what had been let go of.
                story.setters, story.known_until = {}, {}
                story.past = {
                    group: [values_of(current, group)] for group in groups if entry["op"] != "insert"
                }
            if entry["op"] == "delete":
                continue
            later = entries[place + 1]["old"] if place + 1 < len(entries) else None
            after = self.kept(table, later) if later else now
            assert after is not None, "what was not deleted is there"
            self._tell(story, groups, current, after, entry, table)
        if first is None:
            story.setters, story.known_until, story.past = {}, {}, {}
        story.state = current or now or {}
        return story

    def _tell(
        self,
        story: Story,
        groups: list[tuple[str, ...]],
        current: State,
        after: State,
        entry: Any,
        table: str,
    ) -> None:
        """One entry of the journal: what it changed, in ``current`` and in the story."""
        setter = Setter(entry["edit_id"], entry["at"], entry["who"], bool(entry["is_new"]))
        if entry["op"] == "insert":
            story.created |= setter.is_new
            became = dict(after)
            # Put back without what it had only let go of, it lacks that still.
            became.update({name: current[name] for name in story.let_go if after[name] is None})
        else:
            before = self.kept(table, entry["old"])
            let_go = self.let_go(table, before, after, entry["edit_id"], entry["number"])
            changed = {name for name in COLUMNS[table] if before[name] != after[name]} - let_go
            story.let_go = (story.let_go | let_go) - changed
            became = current | {name: after[name] for name in changed}
        for group in groups:
            if group in story.past and current and values_of(current, group) == values_of(became, group):
                continue
            story.past.setdefault(group, []).append(values_of(became, group))
            story.setters[group] = setter
            if not setter.is_new:
                story.known_until[group] = entry["number"]
        current.clear()
        current.update(became)
