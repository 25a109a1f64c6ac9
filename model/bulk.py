"""Loading very many rows in one edit: no trigger and no index for each row, everything right at the end."""

import sqlite3
from collections.abc import Collection

from model import triggers


class BulkLoad:
    """Takes away what would work row by row for ``tables``, and puts it back with all it keeps made afresh.

    Inside one transaction: if the load fails, the rollback brings back triggers and indexes too.
    """

    def __init__(self, db: sqlite3.Connection, tables: Collection[str], rows: int) -> None:
        self._db = db
        self._triggers = triggers.of_tables(tables)
        # Sorting an index once is cheaper than keeping it sorted, unless most of the table is there already.
        self._indexes = [
            index for table in tables if self._outnumbered(table, rows) for index in _indexes(db, table)
        ]
        for name in self._triggers:
            db.execute(f"DROP TRIGGER {name}")
        for name, _sql in self._indexes:
            db.execute(f"DROP INDEX {name}")

    def finish(self, edit_id: int) -> None:
        """Put everything back as it was, and compute what follows from the rows that this edit loaded."""
        for _name, sql in self._indexes:
            self._db.execute(sql)
        if not triggers.JOURNAL.issuperset(self._triggers):
            triggers.recompute(self._db, edit_id)
        for name in self._triggers:
            self._db.execute(triggers.ALL[name])

    def _outnumbered(self, table: str, rows: int) -> bool:
        if not rows:
            return False
        return bool(self._db.execute(f"SELECT count(*) < ? FROM {table}", (rows,)).fetchone()[0])


def _indexes(db: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """Name and SQL of the indexes of a table that SQLite does not make by itself."""
    rows = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
        (table,),
    )
    return [(name, sql) for name, sql in rows.fetchall()]
