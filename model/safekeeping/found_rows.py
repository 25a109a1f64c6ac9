"""The rows of a damaged book: which page holds rows of which table, and what of them can be believed.

Where the tables' trees can be followed, they say it. Pages that no tree leads to any more are told by their rows: how
many columns these have, and whether the tables of a new book would take them. Every format so far has only added
columns at the end of a table, so a row of an older one is a row of today's with its last columns left out.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from model.safekeeping.page_file import PageFile
from model.safekeeping.page_reader import (
    LEAF,
    Cell,
    Value,
    cells,
    free_pages,
    index_records,
    kind_of,
    leaves,
)
from model.safekeeping.stages import Progress

MADE_AFRESH = frozenset({"customer_figures", "customer_search", "sqlite_sequence", "_sqlite_migrations"})
"""Tables whose rows follow from others, or from the program."""

_COLUMNS_MADE_AFRESH = frozenset({2, 4, 5, 9})
"""How many columns those tables have, the search index, and the list of tables."""

FEWEST_COLUMNS = {"edit": 10, "shop": 12, "customer": 28, "follow_up": 17, "visit": 15}
"""Of tables that got columns since the first format: how many they had then."""

SINCE_THE_FIRST = frozenset(
    {
        "clash",
        "erased",
        "customer_day",
        "wish",
        "product_service",
        "service_use",
        "visit_rule",
        "call_list",
        "call_list_line",
        "call_list_reason",
        "slip",
        "text_template",
        "gift",
        "class_lines",
        "class_review",
        "class_step",
        "class_treatment",
    }
)
"""Tables that the first format had not got."""

_FIRST = ("book", "generation", "edit", "journal", "erased")
"""What tells of other rows is read before them."""

_INDEX = "customer_index"
"""What the tables of the search index begin with."""

_ROWS_TO_TELL = 6
"""So many rows of a page are shown to the tables to tell whose they are."""


@dataclass(frozen=True)
class Shape:
    """What the rows of one table look like. ``has_id``: the first column is the rowid, and the record holds none."""

    table: str
    columns: tuple[str, ...]
    is_number: tuple[bool, ...]
    is_needed: tuple[bool, ...]
    has_id: bool

    @property
    def fewest(self) -> int:
        """How many columns the row of the oldest format has."""
        return FEWEST_COLUMNS.get(self.table, len(self.columns))

    def row(self, cell: Cell) -> tuple[Value, ...] | None:
        """The cell's values as the table takes them, ``None`` if they are not of this table. Fewer than the columns
        if the row is an older format's, or not whole."""
        values = cell.values
        if len(values) > len(self.columns) or (cell.whole and len(values) < self.fewest) or not values:
            return None
        if self.has_id:
            if values[0] is not None:
                return None
            values = (cell.rowid, *values[1:])
        for value, is_number, is_needed in zip(values, self.is_number, self.is_needed, strict=False):
            if value is None:
                if is_needed:
                    return None
            elif type(value) is not (int if is_number else str):
                return None
        return values


@dataclass
class Damage:
    """What was missing of one table's pages."""

    root_is_unknown: bool = False
    pages_missing: int = 0
    pages_spoilt: int = 0
    pages_read: int = 0
    rows_read: int = 0

    @property
    def any(self) -> bool:
        """Whether anything was."""
        return bool(self.root_is_unknown or self.pages_missing or self.pages_spoilt)


@dataclass
class Schema:
    """What the damaged file itself says of where its tables begin, as far as that can be read."""

    roots: dict[str, int] = field(default_factory=dict)
    full_indexes: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    """For each table the (name, root) of indexes that hold all of its rows."""


class FoundRows:
    """What is left of a damaged book, table by table."""

    def __init__(self, file: PageFile, judge: sqlite3.Connection, shapes: Mapping[str, Shape]) -> None:
        self._file = file
        self._judge = judge
        self.shapes = shapes
        self.damage = {table: Damage() for table in shapes}
        self._seen: set[int] = set()
        self._loose: dict[str, list[int]] = {}
        self._again: dict[str, list[int]] = {}
        self._torn: list[tuple[str, int]] = []
        self.strange_pages = 0
        self.schema = self._read_schema()

    def _read_schema(self) -> Schema:
        schema = Schema()
        for leaf in leaves(self._file, 1, self._seen):
            for cell in cells(self._file, leaf.number)[0] if leaf else ():
                match cell.values:
                    case ("table", str(name), _, int(root), _) if root:
                        schema.roots[name] = root
                    case ("index", str(name), str(table), int(root), sql) if (
                        " WHERE " not in str(sql).upper()
                    ):
                        schema.full_indexes.setdefault(table, []).append((name, root))
        return schema

    def sure(self, progress: Progress) -> Iterator[tuple[str, list[Cell]]]:
        """The whole rows of pages that stand where their table's tree says, and that may be of that table."""
        # A table of another name may be one of ours that somebody renamed: its pages are looked at one by one.
        others = sorted(name for name in self.schema.roots if name in MADE_AFRESH or name.startswith(_INDEX))
        for table in (*self.shapes, *others):
            if table not in self.schema.roots:
                # A book of an older format has not got all of today's tables.
                self.damage[table].root_is_unknown = not (table in SINCE_THE_FIRST and others)
                continue
            for leaf in leaves(self._file, self.schema.roots[table], self._seen):
                progress(len(self._seen), self._file.count)
                if table not in self.shapes:
                    continue
                if leaf is None:
                    self.damage[table].pages_missing += 1
                    continue
                found, is_sound = cells(self._file, leaf.number)
                if found and self._is_strange(table, found):
                    # The schema, or a page between, leads to a page of something else.
                    self.damage[table].pages_missing += 1
                    self._seen.discard(leaf.number)
                    continue
                sure = [cell for cell in found if cell.whole and leaf.low < cell.rowid <= leaf.high]
                self._note(table, is_sound and len(sure) == len(found), len(sure))
                if len(sure) < len(found):
                    self._again.setdefault(table, []).append(leaf.number)
                if sure:
                    yield table, sure

    def _is_strange(self, table: str, found: list[Cell]) -> bool:
        shape = self.shapes[table]
        return not any(shape.row(cell) for cell in found) and self._table_of(found) not in (None, table)

    def _note(self, table: str, is_sound: bool, rows: int) -> None:
        damage = self.damage[table]
        damage.pages_read += 1
        damage.rows_read += rows
        damage.pages_spoilt += not is_sound

    def find_loose(self, progress: Progress) -> None:
        """Look through all pages that no tree led to, but for those that the file calls free."""
        free = free_pages(self._file)
        # What stands behind the end that the file itself counts was never, or is no longer, a part of it.
        end = min(self._file.counted or self._file.count, self._file.count)
        for number in range(2, end + 1):
            if number in self._seen or number in free:
                continue
            if not number % 64:
                progress(number, end)
            page = self._file.page(number)
            if kind_of(page, number) != LEAF:
                continue
            found, is_sound = cells(self._file, number)
            table = self._table_of(found)
            if table is None:
                # Pages of what is made afresh are no loss.
                self.strange_pages += not all(len(cell.values) in _COLUMNS_MADE_AFRESH for cell in found)
                continue
            self._note(table, is_sound, sum(cell.whole for cell in found))
            self._loose.setdefault(table, []).append(number)

    @property
    def any_loose(self) -> bool:
        """Whether there are rows besides the sure ones."""
        return bool(self._loose or self._again)

    def has_loose(self, table: str) -> bool:
        """Whether pages of ``table`` were found that nothing leads to."""
        return table in self._loose

    def loose(self, progress: Progress) -> Iterator[tuple[str, list[Cell]]]:
        """The whole rows of other pages, table by table: an older state of a row may be among them."""
        of = sum(map(len, (*self._again.values(), *self._loose.values())))
        done = 0
        for table in self.shapes:
            for number in (*self._again.get(table, ()), *self._loose.get(table, ())):
                progress(done, of)
                done += 1
                found = cells(self._file, number)[0]
                if not all(cell.whole for cell in found):
                    self._torn.append((table, number))
                yield table, [cell for cell in found if cell.whole]

    def broken(self) -> Iterator[tuple[str, list[Cell]]]:
        """The rows of which a part is lost, on pages that ``loose`` came by."""
        for table, number in self._torn:
            yield table, [cell for cell in cells(self._file, number)[0] if not cell.whole]

    def _table_of(self, found: list[Cell]) -> str | None:
        """The table that most of these rows fit; ``None`` if none, or several alike."""
        votes: Counter[str] = Counter()
        whole = [cell for cell in found if cell.whole] or found
        step = max(1, len(whole) // _ROWS_TO_TELL)
        for cell in whole[::step]:
            for table, shape in self.shapes.items():
                values = shape.row(cell)
                if values and self._would_take(shape, values):
                    votes[table] += 1
        best = votes.most_common(2)
        if not best or (len(best) == 2 and best[0][1] == best[1][1]):
            return None
        return best[0][0]

    def _would_take(self, shape: Shape, values: tuple[Value, ...]) -> bool:
        try:
            self._judge.execute(insertion(shape, len(values)), values)
        except (sqlite3.Error, OverflowError):
            return False
        self._judge.execute(f"DELETE FROM {shape.table}")
        return True

    # what is known of rows that are lost

    def index_entries(self, table: str) -> Iterator[tuple[str, tuple[Value, ...]]]:
        """The entries of all indexes that hold every row of ``table``: (index, its columns and, last, the id)."""
        for name, root in self.schema.full_indexes.get(table, ()):
            for values in index_records(self._file, root, set()):
                yield name, values

    def last_numbers(self) -> dict[str, int]:
        """The highest number that each numbered table has given away, where that can be read."""
        return {
            name: last
            for cell in self.entries("sqlite_sequence")
            if len(cell.values) == 2
            for name, last in [cell.values]
            if isinstance(name, str) and isinstance(last, int)
        }

    def entries(self, table: str) -> Iterator[Cell]:
        """The whole rows of a table that is made afresh, where its own tree leads."""
        for leaf in leaves(self._file, self.schema.roots.get(table, 0), set()):
            for cell in cells(self._file, leaf.number)[0] if leaf else ():
                if cell.whole:
                    yield cell


def insertion(shape: Shape, columns: int, or_what: str = "") -> str:
    """The INSERT of a row of which the first ``columns`` are known."""
    names = ", ".join(shape.columns[:columns])
    return f"INSERT {or_what} INTO {shape.table} ({names}) VALUES ({', '.join('?' * columns)})"


def shapes_of(db: sqlite3.Connection) -> dict[str, Shape]:
    """The shapes of the tables of a new book that people, or their edits, fill."""
    found = {}
    tables = db.execute(
        "SELECT l.name FROM pragma_table_list AS l JOIN sqlite_master AS m USING (name)"
        " WHERE l.schema = 'main' AND l.type = 'table' AND l.strict ORDER BY m.rowid"
    ).fetchall()
    in_order = sorted((table for (table,) in tables), key=lambda table: table not in _FIRST)
    for table in in_order:
        if table in MADE_AFRESH:
            continue
        columns = db.execute(
            f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}')"
        ).fetchall()
        has_id = columns[0][3] == 1 and columns[0][1] == "INTEGER"
        found[table] = Shape(
            table,
            tuple(name for name, *_rest in columns),
            tuple(kind == "INTEGER" for _name, kind, *_rest in columns),
            tuple(bool(needed or (pk and not has_id)) for _name, _kind, needed, pk in columns),
            has_id,
        )
    return found
