"""What rows of a salvaged book point at is there: remade with a name that says so, or let go.

A customer of whom nothing but purchases is left becomes a customer whose name was lost; so a purchase stays one of
somebody, and all of one person stay together.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from model.folding import fold
from model.safekeeping.found_rows import FoundRows
from model.safekeeping.making_whole import NewBook
from model.safekeeping.page_reader import Value
from resources.i18n import N_, _

NOBODYS = 0
"""The edit of rows that were remade, until the edit that keeps them is known."""

_IDS_BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
_RANDOM_BITS = 22
REMADE = ("purchase", "product", "staff", "customer", "household", "class_review")
"""What is remade if something hangs on it; a purchase first, because it names a customer."""

_LET_GO = frozenset({"purchase", "complaint", "follow_up", "purchase_line"})
"""What a row may point at and be without: nothing is known of it but that it was."""

_NAMES = {
    "customer": N_("Customer whose name was lost"),
    "household": N_("Household whose name was lost"),
    "staff": N_("Colleague whose name was lost"),
    "product": N_("Product whose name was lost"),
}


class Mending:
    """Makes all references of ``book`` lead somewhere. ``remade`` counts rows by table; ``let_go`` references."""

    def __init__(self, book: NewBook, found: FoundRows) -> None:
        self._book = book
        self._found = found
        self.remade: Counter[str] = Counter()
        self.let_go = 0

    def mend(self) -> None:
        """Remake what is missing, from the leaves of the family to its roots, and let go of the rest."""
        self._generations()
        references = [
            (table, column, parent, on_delete == "CASCADE")
            for table in self._book.shapes
            for column, parent, on_delete in self._book.rows(
                f'SELECT "from", "table", on_delete FROM pragma_foreign_key_list(\'{table}\')'
            )
            if parent != "generation"
        ]
        for parent in REMADE:
            for table, column, wanted, is_needed in references:
                if wanted == parent and (is_needed or parent not in _LET_GO) and column != "introduced_by_id":
                    self._remake(parent, table, column, is_needed=is_needed)
        for table, column, parent, _is_needed in references:
            gone = f"{column} IS NOT NULL AND {column} NOT IN (SELECT id FROM {parent})"
            if self._must_be_there(table, column):
                # As a line of a list of which nothing is known any more.
                self._book.unfit[table] += self._book.db.execute(f"DELETE FROM {table} WHERE {gone}").rowcount
            else:
                self.let_go += self._book.db.execute(
                    f"UPDATE {table} SET {column} = NULL WHERE {gone}"
                ).rowcount

    def _must_be_there(self, table: str, column: str) -> bool:
        return bool(
            self._book.column('SELECT "notnull" FROM pragma_table_info(?) WHERE name = ?', table, column)[0]
        )

    def _generations(self) -> None:
        """The generations that edits, or later generations, name."""
        book = self._book
        for column, seq in (("parent1", "parent1_seq"), ("parent2", "parent2_seq")):
            for parent, at, last in book.db.execute(
                f"SELECT {column}, min(opened_at), max({seq}) FROM generation"
                f" WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT id FROM generation) GROUP BY 1"
            ).fetchall():
                self._generation(parent, at, last)
        for generation, at, last in book.db.execute(
            "SELECT generation_id, min(at), max(seq) FROM edit"
            " WHERE generation_id NOT IN (SELECT id FROM generation) GROUP BY 1"
        ).fetchall():
            if not self._generation(generation, at, last):
                book.unfit["edit"] += book.db.execute(
                    "DELETE FROM edit WHERE generation_id = ?", (generation,)
                ).rowcount
        book.db.execute(
            "UPDATE generation SET last_seq = max(last_seq, coalesce("
            "(SELECT max(seq) FROM edit WHERE generation_id = generation.id), 0))"
        )

    def _generation(self, generation: str, at: str, last: int) -> bool:
        return self._book.write(
            "generation",
            {"id": generation, "copy_id": "", "opened_at": at, "app_version": "", "last_seq": max(last, 0)},
        )

    def _remake(self, parent: str, table: str, column: str, *, is_needed: bool) -> None:
        missing = self._book.column(
            f"SELECT DISTINCT {column} FROM {table}"
            f" WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT id FROM {parent})"
        )
        if (
            not is_needed
        ):  # A row as it was before its last change may point at somebody who was deleted since.
            missing = [row_id for row_id in missing if not self._book.was_deleted(parent, (row_id,))]
        known = self._known(parent, set(missing)) if missing else {}
        for row_id in missing:
            least = {**self._invented(parent, row_id), "id": row_id, "edit_id": NOBODYS}
            if any(self._book.write(parent, {**least, **more}) for more in (known.get(row_id, {}), {})):
                self.remade[parent] += 1
            else:  # Not even the id can be right.
                self._book.unfit[table] += self._book.db.execute(
                    f"DELETE FROM {table} WHERE {column} = ?", (row_id,)
                ).rowcount

    def _invented(self, parent: str, row_id: int) -> dict[str, Value]:
        if parent == "purchase":
            note = _("This purchase could not be read. Its day is the one when it was written down.")
            return {"bought_on": _written_on(row_id), "note": note}
        if parent == "class_review":
            (moved_on,) = self._book.column(
                "SELECT max(moved_on) FROM class_step WHERE class_review_id = ?", row_id
            )
            return {"reviewed_on": moved_on, "note": _("This review could not be read, only whom it moved.")}
        name = _(_NAMES[parent])
        if parent == "product":
            texts = self._book.column(
                "SELECT text FROM purchase_line WHERE product_id = ? AND text <> ''"
                " GROUP BY text ORDER BY count(*) DESC LIMIT 1",
                row_id,
            )
            name = texts[0] if texts else name
            return {"name": name, "name_key": fold(name)}
        return {"name": name}

    def _known(self, parent: str, missing: set[int]) -> dict[int, dict[str, Value]]:
        """What other parts of the damaged file say of rows that are lost."""
        known: dict[int, dict[str, Value]] = {}
        if parent == "purchase":
            # The index holds what a customer's list shows of each purchase.
            for index, values in self._found.index_entries("purchase"):
                if index == "purchase_customer" and len(values) == 7 and values[-1] in missing:
                    customer_id, bought_on, kind = values[:3]
                    row = {"customer_id": customer_id, "bought_on": bought_on, "kind": kind}
                    known[_whole(values[-1])] = {**row, "note": _("Some of this purchase could not be read.")}
        if parent == "customer":
            for cell in self._found.entries("customer_search"):
                if cell.rowid in missing and len(cell.values) == 4 and isinstance(cell.values[1], str):
                    words = cell.values[1].strip()[:900]
                    if words:
                        known[cell.rowid] = {
                            "name": _("{words} (name lost, as search knew it)").format(words=words)
                        }
        return known


def _whole(value: Any) -> int:
    return int(value)


def _written_on(row_id: int) -> str:
    """The day on which a row was made, which its id tells."""
    moment = _IDS_BEGAN + timedelta(milliseconds=row_id >> _RANDOM_BITS)
    return min(moment.date().isoformat(), "2100-12-31")
