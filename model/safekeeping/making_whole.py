"""A new book made of what was found in a damaged one, so that it is whole in itself.

Every row is written as it was read, or not at all. What a row cannot be without is remade with a name that says so;
what it merely points at is let go. Its triggers, indexes, sums and figures are made afresh at the end.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from model import triggers
from model.opening_hours import week_of
from model.safekeeping.found_rows import FoundRows, Shape, insertion, shapes_of
from model.safekeeping.page_file import PageFile
from model.safekeeping.page_reader import Cell, Value
from model.schema import fresh_schema
from model.shop import Shop

_WITH_WORDS = frozenset({"edit", "journal", "shop", "clash"})
"""Tables with texts that the program must be able to read."""

WITH_FIRST_ROWS = ("visit_rule", "class_treatment")
"""Tables that are not empty in a new book: these rows are nobody's edit."""

_CAME_WITH = {("visit_rule", 14): "class_treatment"}
"""Of first rows that are younger than their table, another table of the same format."""

Row = tuple[Value, ...]


class NewBook:
    """The file of a new book while it is filled: no trigger, index or foreign key is in the way. To be used in a
    ``with``; ``finish`` puts them back.

    ``read``, ``broken``, ``older`` and ``unfit`` count rows by table: as they were, without a part, as they were
    before their last change, and those that no table takes.
    """

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path, isolation_level=None)
        self.read: Counter[str] = Counter()
        self.broken: Counter[str] = Counter()
        self.older: Counter[str] = Counter()
        self.unfit: Counter[str] = Counter()
        # A passing file: it is written for good at the end, or thrown away.
        for pragma in (
            "journal_mode = MEMORY",
            "synchronous = OFF",
            "foreign_keys = OFF",
            "cache_size = -65536",
        ):
            self.db.execute(f"PRAGMA {pragma}")
        self.db.execute("BEGIN")
        for name in triggers.ALL:
            self.db.execute(f"DROP TRIGGER {name}")
        self._indexes = self.db.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%'"
        ).fetchall()
        for name, _sql in self._indexes:
            self.db.execute(f'DROP INDEX "{name}"')
        self.new_id = self.db.execute("SELECT book_id FROM book").fetchone()[0]
        self.db.execute("DELETE FROM book")
        # Every book begins with the same of these: those that are found take their place.
        self._first_rows = {
            table: self.db.execute(f"SELECT * FROM {table}").fetchall() for table in WITH_FIRST_ROWS
        }
        for table in WITH_FIRST_ROWS:
            self.db.execute(f"DELETE FROM {table}")
        self.shapes = shapes_of(self.db)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.db.close()

    def look_into(self, file: PageFile) -> FoundRows:
        """What ``file`` holds, with pages nobody leads to judged by the tables of a new book."""
        judge = sqlite3.connect(":memory:", isolation_level=None)
        for name, sql in fresh_schema().items():
            if name.startswith("table ") and name.removeprefix("table ") in self.shapes:
                judge.execute(sql)
        return FoundRows(file, judge, self.shapes)

    # rows

    def place(self, table: str, cells: list[Cell]) -> None:
        """Write rows that are surely of this table."""
        shape = self.shapes[table]
        by_length: dict[int, list[Row]] = {}
        for cell in cells:
            if (row := self._readable(shape, cell)) is not None:
                by_length.setdefault(len(row), []).append(row)
        for length, rows in by_length.items():
            before = self.db.total_changes
            with suppress(sqlite3.IntegrityError, OverflowError):  # told below, row by row
                self.db.executemany(insertion(shape, length, "OR IGNORE"), rows)
            if (placed := self.db.total_changes - before) == len(rows):
                self.read[table] += placed
                continue
            for row in rows:
                there = self._there(shape, row)
                if there is not None and there[:length] == row:
                    self.read[table] += 1
                else:
                    self.unfit[table] += 1

    def place_loose(self, table: str, cells: list[Cell]) -> None:
        """Write rows of pages that nothing leads to any more, but for those that were deleted, or are there already
        in a newer state."""
        shape = self.shapes[table]
        if self._knows_nothing_of(shape, cells):
            self.place(table, cells)
            return
        for cell in cells:
            row = self._readable(shape, cell)
            if row is None or self.was_deleted(table, row):
                continue
            there = self._there(shape, row)
            if there is None:
                if self._insert(shape, row):
                    self.read[table] += 1
                else:
                    self.unfit[table] += 1
            elif (
                there[: len(row)] != row
                and self._was_before(shape, there)
                and not self._was_before(shape, row)
            ):
                self._replace(shape, there, row)

    def _knows_nothing_of(self, shape: Shape, cells: list[Cell]) -> bool:
        """Whether none of these rows is there, or was ever changed or deleted."""
        if not shape.has_id or not cells:
            return False
        first, last = min(cell.rowid for cell in cells), max(cell.rowid for cell in cells)
        between = f"BETWEEN {first} AND {last}"
        return not any(
            self.column(f"SELECT 1 FROM {question} LIMIT 1")
            for question in (
                f"{shape.table} WHERE {shape.columns[0]} {between}",
                f"journal WHERE row_id {between} AND table_name = '{shape.table}' AND op <> 'insert'",
                f"erased WHERE customer_id {between}",
            )
        )

    def place_broken(self, table: str, cells: list[Cell]) -> None:
        """Write what is left of rows of which a part is lost, unless the row is there."""
        shape = self.shapes[table]
        if table in _WITH_WORDS:
            return  # Half of such a text says nothing.
        for cell in cells:
            row = shape.row(cell)
            if row is None or self.was_deleted(table, row) or self._there(shape, row) is not None:
                continue
            if self._insert(shape, row):
                self.broken[table] += 1
            else:
                self.unfit[table] += 1

    def _readable(self, shape: Shape, cell: Cell) -> Row | None:
        row = shape.row(cell)
        if row is None or (shape.table in _WITH_WORDS and not _has_sense(shape, row)):
            self.unfit[shape.table] += 1
            return None
        return row

    def _insert(self, shape: Shape, row: Row) -> bool:
        try:
            self.db.execute(insertion(shape, len(row)), row)
        except (sqlite3.IntegrityError, OverflowError):
            return False
        return True

    def _replace(self, shape: Shape, there: Row, row: Row) -> None:
        self.db.execute(f"DELETE FROM {shape.table} WHERE {shape.columns[0]} = ?", there[:1])
        if not self._insert(shape, row):
            self._insert(shape, there)

    def _there(self, shape: Shape, row: Row) -> Row | None:
        try:
            found = self.db.execute(
                f"SELECT * FROM {shape.table} WHERE {shape.columns[0]} = ?", row[:1]
            ).fetchone()
        except OverflowError:
            return None
        return None if found is None else tuple(found)

    # what the journal tells

    def index_journal(self) -> None:
        """Make it quick to ask the journal about one row; after its own rows were placed."""
        for name, sql in self._indexes:
            if name.startswith("journal_"):
                self.db.execute(sql)
        self._indexes = [(name, sql) for name, sql in self._indexes if not name.startswith("journal_")]

    def was_deleted(self, table: str, row: Row) -> bool:
        """Whether the journal says that the row, of which the id is enough, was deleted, or who it was, erased."""
        if (
            table == "customer"
            and self.db.execute("SELECT 1 FROM erased WHERE customer_id = ?", row[:1]).fetchone()
        ):
            return True
        last = self.db.execute(
            "SELECT op FROM journal WHERE row_id = ? AND table_name = ? ORDER BY number DESC LIMIT 1",
            (row[0], table),
        ).fetchone()
        return last is not None and last[0] == "delete"

    def _was_before(self, shape: Shape, row: Row) -> bool:
        """Whether the journal holds exactly this state of the row as an earlier one."""
        state = dict(zip(shape.columns, row, strict=False))
        states = self.db.execute(
            "SELECT old FROM journal WHERE row_id = ? AND table_name = ? AND op = 'update'",
            (row[0], shape.table),
        )
        return any(json.loads(old).items() <= state.items() for (old,) in states)

    def bring_back_older(self, tables: Iterable[str]) -> None:
        """Of rows that could not be read, bring back the state before their last change, where the journal has it."""
        for table in tables:
            shape = self.shapes[table]
            lost = self.db.execute(
                "SELECT row_id, max(number), op, old FROM journal WHERE table_name = ?"
                f" AND row_id NOT IN (SELECT {shape.columns[0]} FROM {table}) GROUP BY row_id",
                (table,),
            ).fetchall()
            for row_id, _number, op, old in lost:
                if op == "update" and not self.was_deleted(table, (row_id,)):
                    self._bring_back(shape, {**json.loads(old), shape.columns[0]: row_id})

    def bring_back_first_rows(self, had: Container[str]) -> None:
        """Every row that a book begins with, unless it is there or was deleted. ``had`` are the tables that the damaged
        book's format had: of these, a row that is not there was lost."""
        for table, rows in self._first_rows.items():
            shape = self.shapes[table]
            for row in rows:
                if self._there(shape, row) is None and not self.was_deleted(table, row):
                    was_lost = _CAME_WITH.get((table, row[0]), table) in had
                    self.older[table] += self._insert(shape, row) and was_lost
        if "visit_rule" not in had:
            # Only now: the steps of the format take 90 ms to load, and a window opens without them.
            from model.migrations import RULES_OF_OLD_FOLLOW_UPS

            self.db.execute(f"{RULES_OF_OLD_FOLLOW_UPS} AND rule_id IS NULL")

    def _bring_back(self, shape: Shape, old: dict[str, Any]) -> None:
        known = [name for name in shape.columns if name in old]
        if self.write(shape.table, {name: old[name] for name in known}):
            self.older[shape.table] += 1

    def write(self, table: str, values: dict[str, Value]) -> bool:
        """Insert one row of which these columns are known; whether the table took it."""
        names = ", ".join(values)
        try:
            self.db.execute(
                f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(values))})",
                tuple(values.values()),
            )
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError, OverflowError):
            return False
        return True

    # asking and ending

    def column(self, sql: str, *values: Value) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self.db.execute(sql, values)]

    def rows(self, sql: str, *values: Value) -> Iterator[tuple[Any, ...]]:
        """Every row, as it comes."""
        yield from self.db.execute(sql, values)

    def make_indexes(self) -> None:
        """Put the indexes back; what follows looks rows up by what they point at."""
        for _name, sql in self._indexes:
            self.db.execute(sql)
        self._indexes = []

    def number_on_from(self, last_numbers: Mapping[str, int]) -> None:
        """Let no number be given a second time to something else."""
        for table, last in last_numbers.items():
            self.db.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (last, table))

    def finish(self) -> None:
        """Compute sums and figures, put the triggers back, and write all of it."""
        triggers.recompute(self.db)
        self.db.execute("COMMIT")
        triggers.ensure(self.db)
        self.db.execute("PRAGMA journal_mode = DELETE")


def _has_sense(shape: Shape, row: Row) -> bool:
    """Whether the texts of a row that the program itself reads can be read."""
    values = dict(zip(shape.columns, row, strict=False))
    try:
        match shape.table:
            case "edit":
                about = json.loads(str(values["about"]))
                str(values["what"]).format_map({name: str(about[name]) for name in about})
                return datetime.fromisoformat(str(values["at"])).tzinfo is not None
            case "journal":
                return values["old"] is None or isinstance(json.loads(str(values["old"])), dict)
            case "clash":
                json.loads(str(values["kept"])), json.loads(str(values["other"]))
            case "shop":
                week_of(
                    Shop(
                        name="?",
                        currency="EUR",
                        language="en",
                        region="IE",
                        opening_hours=str(values["opening_hours"]),
                    )
                )
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return False
    return True
