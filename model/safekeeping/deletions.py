"""What one copy deleted while the other went on with it: an edit beats a delete, and a child brings its parent back.

What goes in one edit with one record is one tree: a customer with phones, purchases and all. A tree stays, or comes
back, as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.safekeeping.one_sided import COLUMNS, Copy, Link
from model.store import Store

_NOT_TYPED = ("clash",)
"""What the program wrote by itself brings nothing back."""

_NOT_NEEDED = ("visit_rule",)
"""What the owner deleted, and nobody changed, is not brought back because the other copy still obeyed it."""


@dataclass(frozen=True)
class Tree:
    """What one edit deleted together with one row."""

    edit_id: int
    table: str
    row_id: int


class Deletions:
    """The rows that are gone from a copy by an edit which the other does not contain, tree by tree.

    They stand in the passing table ``{name}_gone``. ``mine`` is whose journal tells of it.
    """

    def __init__(self, store: Store, mine: Copy, name: str) -> None:
        self.store = store
        self.mine = mine
        self.gone = f"temp.{name}_gone"
        store.write(f"DROP TABLE IF EXISTS {self.gone}", {})
        store.write(
            f"CREATE TABLE {self.gone} (table_name TEXT, row_id INTEGER, edit_id INTEGER, number INTEGER,"
            " root_edit INTEGER, root_table TEXT, root_id INTEGER, stays INTEGER DEFAULT 0,"
            " PRIMARY KEY (table_name, row_id))"
            " WITHOUT ROWID",
            {},
        )
        store.write(f"CREATE INDEX {self.gone}_tree ON {name}_gone (root_edit, root_table, root_id)", {})

    def look(self) -> None:
        """Find them, and what they went with."""
        schema, only, touched = self.mine.schema, self.mine.only, self.mine.touched
        for table in COLUMNS:
            self._find(
                f"SELECT :table, k.row_id, j.edit_id, j.number, j.edit_id, :table, k.row_id FROM {touched} AS k"
                f" CROSS JOIN {schema}.journal AS j ON j.number = (SELECT number FROM {schema}.journal"
                "  WHERE row_id = k.row_id AND table_name = :table ORDER BY number DESC LIMIT 1)"
                f" WHERE k.table_name = :table AND NOT EXISTS (SELECT 1 FROM {schema}.{table} WHERE id = k.row_id)"
                f" AND j.op = 'delete' AND j.edit_id IN (SELECT id FROM {only})",
                {"table": table},
            )
        self._find_roots()

    def look_at(self, edit_id: int) -> None:
        """Instead of what was found before: what one edit deleted."""
        self.store.write(f"DELETE FROM {self.gone}", {})
        self._find(
            "SELECT table_name, row_id, edit_id, max(number), edit_id, table_name, row_id"
            f" FROM {self.mine.schema}.journal WHERE edit_id = :edit AND op = 'delete' GROUP BY table_name, row_id",
            {"edit": edit_id},
        )
        self._find_roots()

    def _find(self, rows: str, values: dict[str, object]) -> None:
        self.store.write(
            f"INSERT INTO {self.gone} (table_name, row_id, edit_id, number, root_edit, root_table, root_id) {rows}",
            values,
        )

    def _find_roots(self) -> None:
        for link in self._firm_links():
            # What it hung on may have come back since without it, and gone again.
            went_together = (
                f"{self._parent(link, 'd')} AND (p.edit_id = d.edit_id OR EXISTS (SELECT 1"
                f" FROM {self.mine.schema}.journal AS w WHERE w.row_id = p.row_id AND w.table_name = p.table_name"
                " AND w.op = 'delete' AND w.edit_id = d.edit_id))"
            )
            self.store.write(
                f"UPDATE {self.gone} AS d SET (root_edit, root_table, root_id) ="
                f" (SELECT p.root_edit, p.root_table, p.root_id FROM {self.gone} AS p WHERE {went_together})"
                f" WHERE d.table_name = :child AND EXISTS (SELECT 1 FROM {self.gone} AS p WHERE {went_together})",
                {"child": link.child, "parent": link.parent},
            )

    def _firm_links(self) -> list[Link]:
        return [link for table in COLUMNS for link in self.mine.links if link.child == table and link.is_firm]

    def _parent(self, link: Link, child: str) -> str:
        """SQL that holds for the row ``p`` that ``child``, which is gone too, hung on."""
        return (
            f"p.table_name = :parent AND p.row_id = (SELECT json_extract(old, '$.{link.column}')"
            f" FROM {self.mine.schema}.journal WHERE number = {child}.number)"
        )

    @property
    def any(self) -> bool:
        """Whether something is gone at all."""
        return bool(self.store.value(f"SELECT 1 FROM {self.gone} LIMIT 1"))

    def keep_what_the_other_needs(self, other: Copy) -> None:
        """Mark the trees that stay because of what only ``other`` contains."""
        if not self.any:
            return
        rows = f"SELECT d.* FROM {other.touched} AS k CROSS JOIN {self.gone} AS d USING (table_name, row_id)"
        for row in self.store.rows(f"{rows} WHERE d.table_name NOT IN ('clash')"):
            story = other.story(row["table_name"], row["row_id"])
            if story and story.alive and story.is_edited:
                self.keep(_tree(row))
        for link in other.links:
            if link.child not in _NOT_TYPED and link.parent not in _NOT_NEEDED:
                self._keep_what_is_pointed_at(other, link)

    def _keep_what_is_pointed_at(self, other: Copy, link: Link) -> None:
        gone = f"CROSS JOIN {self.gone} AS d ON d.table_name = :parent AND d.row_id = c.{link.column}"
        child = f"{other.schema}.{link.child} AS c"
        pointing = self.store.rows(
            f"SELECT d.*, c.id AS child_id, c.edit_id IN (SELECT id FROM {other.only}) AS is_made"
            f" FROM {other.touched} AS k CROSS JOIN {child} ON c.id = k.row_id {gone} WHERE k.table_name = :child",
            parent=link.parent,
            child=link.child,
        )
        for row in pointing:
            if row["is_made"] or self._points_anew(other, link, row["child_id"]):
                self.keep(_tree(row))
        if bulk := other.bulk_edits:
            loaded = self.store.rows(
                f"SELECT DISTINCT d.root_edit, d.root_table, d.root_id FROM {child} {gone}"
                f" WHERE c.edit_id IN ({', '.join(map(str, bulk))})",
                parent=link.parent,
            )
            for row in loaded:
                self.keep(_tree(row))

    def _points_anew(self, other: Copy, link: Link, child_id: int) -> bool:
        story = other.story(link.child, child_id)
        setters = story.setters if story else {}
        return any(setter.is_new for group, setter in setters.items() if link.column in group)

    def keep(self, tree: Tree) -> None:
        """Mark a tree as one that stays."""
        self.store.write(
            f"UPDATE {self.gone} SET stays = 1"
            " WHERE root_edit = :edit AND root_table = :table AND root_id = :row AND NOT stays",
            {"edit": tree.edit_id, "table": tree.table, "row": tree.row_id},
        )

    def keep_whatever(self, condition: str, **values: object) -> None:
        """Mark every tree with a row, in SQL ``d``, that fulfils a condition."""
        for row in self.store.rows(
            f"SELECT DISTINCT root_edit, root_table, root_id FROM {self.gone} AS d WHERE {condition}",
            **values,
        ):
            self.keep(_tree(row))

    def keep_parents(self, of: Deletions) -> bool:
        """Mark the trees that stay because something hangs on them that stays of what is gone from that copy; whether
        there were any."""
        found = False
        for link in self._firm_links():
            parents = self.store.rows(
                f"SELECT p.* FROM {of.gone} AS c CROSS JOIN {self.gone} AS p ON {of._parent(link, 'c')}"
                " WHERE c.table_name = :child AND c.stays AND NOT p.stays AND NOT EXISTS (SELECT 1"
                f" FROM {self.gone} AS g WHERE g.table_name = c.table_name AND g.row_id = c.row_id AND NOT g.stays)",
                child=link.child,
                parent=link.parent,
            )
            for row in parents:
                self.keep(_tree(row))
                found = True
        return found

    def kept(self) -> dict[str, int]:
        """How many trees stay, by the table of what they are called after."""
        rows = self.store.rows(
            f"SELECT table_name, count(*) AS n FROM {self.gone}"
            " WHERE stays AND table_name = root_table AND row_id = root_id GROUP BY table_name"
        )
        return {row["table_name"]: row["n"] for row in rows}

    def edits_in_vain(self) -> set[int]:
        """The edits that deleted what stays."""
        return set(self.store.column(f"SELECT DISTINCT edit_id FROM {self.gone} WHERE stays"))

    def bring_back(self, unless: str = "0") -> int:
        """Put the marked trees back from the journal, inside the running edit, and let those point at them again that
        let go of them; how many rows.

        Rows for which the SQL ``unless`` holds, there called ``d`` and of ``{table}``, stay away.
        """
        back = 0
        for table in COLUMNS:
            columns = (*COLUMNS[table], "edit_id")
            values = ", ".join(self._kept(table, column) for column in columns)
            back += self.store.write(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {self.gone} AS d"
                f" CROSS JOIN {self.mine.schema}.journal AS j ON j.number = d.number"
                f" WHERE d.table_name = '{table}' AND d.stays"
                f" AND NOT ({unless.replace('{table}', table)})"
                f" AND NOT EXISTS (SELECT 1 FROM main.{table} WHERE id = d.row_id)",
                {},
            )
        self.point_again()
        return back

    def point_again(self) -> None:
        """Let those point at the rows of the marked trees again that only let go of them."""
        for link in self.mine.links:
            if not link.is_firm:
                self._point_again(link)

    def _kept(self, table: str, column: str) -> str:
        default = self.mine.defaults(table).get(column)
        kept = f"json_extract(j.old, '$.{column}')"
        if default is None:
            return kept
        return f"coalesce({kept}, {default if isinstance(default, int) else repr(default)})"

    def _point_again(self, link: Link) -> None:
        pointed = f"json_extract(j.old, '$.{link.column}')"
        rows = self.store.rows(
            f"SELECT j.row_id, d.row_id AS parent_id FROM {self.gone} AS d"
            f" CROSS JOIN {self.mine.schema}.journal AS w ON w.row_id = d.row_id AND w.table_name = d.table_name"
            f" AND w.op = 'delete' AND (w.edit_id = d.edit_id OR w.edit_id IN (SELECT id FROM {self.mine.only}))"
            f" CROSS JOIN {self.mine.schema}.journal AS j ON j.edit_id = w.edit_id AND j.table_name = :child"
            f" AND j.op = 'update' AND {pointed} = d.row_id WHERE d.stays AND d.table_name = :parent",
            child=link.child,
            parent=link.parent,
        )
        for row in rows:
            story = self.mine.story(link.child, row["row_id"])
            if story is not None and story.state[link.column] != row["parent_id"]:
                continue  # Somebody let it point elsewhere, or nowhere, since.
            self.store.write(
                f"UPDATE {link.child} SET {link.column} = :parent WHERE id = :id AND {link.column} IS NULL"
                f" AND EXISTS (SELECT 1 FROM main.{link.parent} WHERE id = :parent)",
                {"parent": row["parent_id"], "id": row["row_id"]},
            )


def _tree(row: object) -> Tree:
    return Tree(row["root_edit"], row["root_table"], row["root_id"])  # type: ignore[index]
