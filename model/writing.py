"""What can be done inside an edit: write rows one by one or very many at once, and say whom they concern."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from model import concerned
from model.concerned import RunningEdit
from model.reading import Reading

_LONG_EDIT_CACHE_KIB = 65_536

_long_edits: set[str] = set()
"""The files into which this process is writing something long. Whoever else would write need not wait for it."""


class Ready(NamedTuple):
    """Rows that lie ready: the table, in which they are numbered from 1 by ``rowid``, and how many there are."""

    table: str
    rows: int


class Writing(Reading):
    """A connection that can also be written through, while an edit runs; ``Store.edit`` begins and ends one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._edit: RunningEdit | None = None
        super().__init__(connection)

    @property
    def edit_id(self) -> int:
        """The id of the running edit; writing outside of one is a bug."""
        return self._running.id

    @property
    def _running(self) -> RunningEdit:
        if self._edit is None:
            raise RuntimeError("a write outside of an edit")
        return self._edit

    @property
    def editing(self) -> bool:
        """Whether an edit is running."""
        return self._edit is not None

    def write(self, sql: str, values: Mapping[str, Any]) -> int:
        """One INSERT, UPDATE or DELETE inside the running edit; the number of rows it changed."""
        self._running  # noqa: B018
        return self._db.execute(sql, values).rowcount

    def write_if_it_fits(self, sql: str, values: Mapping[str, Any]) -> bool:
        """As ``write``, but what the tables refuse is simply not written; whether it was. Foreign keys are not asked
        while they are deferred."""
        try:
            self.write(sql, values)
        except sqlite3.IntegrityError:
            return False
        return True

    def write_many(self, sql: str, rows: Iterable[Any]) -> None:
        """One statement for many rows, inside the running edit."""
        self._running  # noqa: B018
        self._db.executemany(sql, rows)

    @contextmanager
    def laid_ready(self, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[Ready]:
        """Very many rows that an edit is to write, in a table that only this connection knows, in memory; begun outside
        of the edit. To copy them takes SQLite a fraction of the time, and while an edit runs nobody else can save. Part
        of a longer edit, as where a new book is filled, they are simply laid there."""
        alone = self._edit is None
        try:
            if alone:
                self._db.execute("PRAGMA temp_store = MEMORY")
                self._db.execute("BEGIN")
            try:
                self._db.execute("DROP TABLE IF EXISTS temp.ready")
                self._db.execute(f"CREATE TEMP TABLE ready ({', '.join(columns)})")
                marks = ", ".join("?" * len(columns))
                laid = self._db.executemany(f"INSERT INTO temp.ready VALUES ({marks})", rows).rowcount
                if alone:
                    self._db.execute("COMMIT")
            except BaseException:
                if alone:
                    self._db.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            self._raise_plainly(error, "write")
            raise
        try:
            yield Ready("temp.ready", max(laid, 0))
        finally:
            with suppress(sqlite3.Error):  # What is saved by now is saved; the next ones clear it away.
                self._db.execute("DROP TABLE temp.ready")

    def defer_foreign_keys(self) -> None:
        """Let foreign keys be broken until the running edit is committed."""
        self._db.execute("PRAGMA defer_foreign_keys = ON")

    def concern(self, table: str, customers: Iterable[int]) -> None:
        """Say that the running edit changes rows of ``table`` of these customers, which the journal does not tell."""
        self._running.unjournaled.setdefault(table, set()).update(customers)

    @contextmanager
    def bulk(self, *tables: str, rows: int = 0) -> Iterator[None]:
        """Inside an edit: load very many new rows into ``tables`` without a trigger for each.

        The triggers of these tables are put back, and everything they keep is computed afresh, before the block
        ends. Inserted rows carry the edit's id, which is how undo finds them. ``rows`` is about how many come into
        the largest table: where they outnumber what is there, the indexes are made at the end too.
        """
        from model.bulk import BulkLoad

        edit = self._running
        edit.bulk_tables.update(tables)
        self._db.execute("UPDATE edit SET bulk = 1 WHERE id = ?", (edit.id,))
        load = BulkLoad(self._db, tables, rows)
        with self._whole():
            yield
        load.finish(edit.id)

    @contextmanager
    def summing_up_once(self, rows: int) -> Iterator[None]:
        """Inside an edit: if very many ``rows`` are deleted or inserted, add up at the end and not after each.

        The journal is written as always.
        """
        from model import triggers

        self._running  # noqa: B018
        many = rows > concerned.MANY_ROWS
        with triggers.left_out(self._db, triggers.SUMMING_UP if many else ()):
            with self._whole():
                yield
            if many:
                triggers.recompute(self._db)

    def sum_up_afresh(self) -> None:
        """Inside an edit: add up everything from its sources, whatever the sums say now."""
        with self.summing_up_once(concerned.MANY_ROWS + 1):
            pass

    @contextmanager
    def unjournaled(self, *tables: str) -> Iterator[None]:
        """Inside an edit: insert rows into ``tables`` that carry the id of a bulk edit, without a journal entry each.

        Everything else is kept up as always.
        """
        from model import triggers

        self._running  # noqa: B018
        names = [f"journal_{table}_insert" for table in tables]
        with triggers.left_out(self._db, names), self._whole():
            yield

    @contextmanager
    def pages_held_in_memory(self) -> Iterator[None]:
        """Keep what a large edit changes in memory until its COMMIT, so that other connections can read meanwhile."""
        usual = self.value("PRAGMA cache_size")
        try:
            self._db.execute("PRAGMA cache_spill = OFF")
            self._db.execute(f"PRAGMA cache_size = -{_LONG_EDIT_CACHE_KIB}")
            yield
        finally:
            self._db.execute(f"PRAGMA cache_size = {usual}")
            self._db.execute("PRAGMA cache_spill = ON")

    @contextmanager
    def taking_long(self) -> Iterator[None]:
        """So large an edit that nobody in a window can wait for it with the window standing still: whoever would save
        through another connection of this process is told at once that the book is busy."""
        _long_edits.add(self._file)
        try:
            with self.pages_held_in_memory():
                yield
        finally:
            _long_edits.discard(self._file)

    def _waits_for_a_long_edit(self) -> bool:
        """Whether this process is writing something long into the file, through whichever connection."""
        return self._file in _long_edits

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """If this part of the running edit fails, no other part can be saved, whoever catches the error."""
        edit = self._running
        edit.is_spoilt, was_spoilt = True, edit.is_spoilt
        yield
        edit.is_spoilt = was_spoilt
