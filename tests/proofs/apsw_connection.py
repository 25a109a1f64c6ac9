"""SQLite through apsw, which lets a test stand between SQLite and the disk, spoken to as Python's own sqlite3 module.

The program runs on Python's sqlite3. ``through(vfs)`` puts a connection of apsw in its place, so that the very same
code of the model is proved; only the library below differs.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import apsw
import pytest

_ERRORS: dict[str, type[sqlite3.Error]] = {
    "SQLITE_INTERNAL": sqlite3.InternalError,
    "SQLITE_NOTFOUND": sqlite3.InternalError,
    "SQLITE_CORRUPT": sqlite3.DatabaseError,
    "SQLITE_NOTADB": sqlite3.DatabaseError,
    "SQLITE_TOOBIG": sqlite3.DataError,
    "SQLITE_CONSTRAINT": sqlite3.IntegrityError,
    "SQLITE_MISMATCH": sqlite3.IntegrityError,
    "SQLITE_MISUSE": sqlite3.InterfaceError,
    "SQLITE_RANGE": sqlite3.InterfaceError,
}
"""As in Python's sqlite3; whatever is not here is an OperationalError."""


class Row:
    """What ``sqlite3.Row`` is: a tuple that also knows its columns by name."""

    def __init__(self, names: dict[str, int], values: tuple[Any, ...]) -> None:
        self._names = names
        self._values = values

    def keys(self) -> list[str]:
        return list(self._names)

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, str):
            return self._values[key]
        try:
            return self._values[self._names[key]]
        except KeyError:
            raise IndexError(f"No item with that key: {key}") from None

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and self.keys() == other.keys() and self._values == other._values

    def __hash__(self) -> int:
        return hash(self._values)


class Cursor:
    """The answer to one statement, read at once."""

    def __init__(
        self,
        names: list[str],
        values: list[tuple[Any, ...]],
        row_factory: object,
        rowcount: int,
        lastrowid: int,
    ) -> None:
        self.description = [(name, *[None] * 6) for name in names] or None
        self.rowcount = rowcount
        self.lastrowid = lastrowid
        self.row_factory = row_factory
        self._columns = {name: names.index(name) for name in names}
        self._values = iter(values)

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        values = next(self._values)
        return values if self.row_factory is None else Row(self._columns, values)

    def fetchone(self) -> Any:
        return next(self, None)

    def fetchall(self) -> list[Any]:
        return list(self)

    def close(self) -> None:
        pass


class Connection:
    """As much of ``sqlite3.Connection`` as the program uses.

    ``instead`` are the statements that a broken program would carry out in the place of the right ones.
    """

    isolation_level = None

    def __init__(
        self, database: str | os.PathLike[str], vfs: str = "", instead: Mapping[str, str] | None = None
    ) -> None:
        name = os.fspath(database)
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
        with _translated():
            self._db = apsw.Connection(name, flags, None if name == ":memory:" else vfs or None)
        self._db.set_busy_timeout(5000)
        self._instead = instead or {}
        self.row_factory: object = None

    def execute(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Cursor:
        return self._run(sql, lambda cursor, sql: cursor.execute(sql, _bound(values)))

    def executemany(self, sql: str, rows: Iterable[Any]) -> Cursor:
        return self._run(sql, lambda cursor, sql: cursor.executemany(sql, map(_bound, rows)))

    def executescript(self, sql: str) -> Cursor:
        return self.execute(sql)

    def _run(self, sql: str, statement: Callable[[apsw.Cursor, str], apsw.Cursor]) -> Cursor:
        if wrong := self._instead.get(sql):
            self._db.execute(wrong).fetchall()
            return Cursor(["said"], [(sql.rpartition(" ")[2].lower(),)], self.row_factory, -1, 0)
        before, names = self._db.total_changes(), list[str]()

        def described(running: apsw.Cursor, _sql: str, _values: object) -> bool:
            names[:] = [column[0] for column in running.get_description()]
            return True

        with _translated():
            cursor = self._db.cursor()
            cursor.exec_trace = described
            values = statement(cursor, sql).fetchall()
        is_dml = sql.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE", "REPLAC")
        changed = self._db.changes() if self._db.total_changes() > before else 0
        return Cursor(
            names, values, self.row_factory, changed if is_dml else -1, self._db.last_insert_rowid()
        )

    def cursor(self) -> "Connection":
        return self

    def backup(self, target: "Connection", *, pages: int = -1, progress: Any = None, **_more: Any) -> None:
        with _translated():
            copying = target._db.backup("main", self._db, "main")
            try:
                while not copying.done:
                    copying.step(pages)
                    if progress is not None:
                        progress(101 if copying.done else 0, copying.remaining, copying.page_count)
                copying.finish()
            finally:
                with suppress(SystemError):  # apsw's, when a copy is given up
                    copying.close(force=True)

    def set_progress_handler(self, handler: Callable[[], int | None] | None, n: int) -> None:
        self._db.set_progress_handler(None if handler is None else lambda: bool(handler()), n)

    @property
    def in_transaction(self) -> bool:
        return self._db.in_transaction

    @property
    def total_changes(self) -> int:
        return self._db.total_changes()

    def interrupt(self) -> None:
        self._db.interrupt()

    def close(self) -> None:
        with _translated():
            self._db.close()


def _bound(values: Any) -> Any:
    return (
        values if isinstance(values, dict) else dict(values) if isinstance(values, Mapping) else tuple(values)
    )


@contextmanager
def _translated() -> Iterator[None]:
    """Errors of apsw as Python's sqlite3 raises them, with SQLite's name of them."""
    try:
        yield
    except apsw.Error as error:
        code = getattr(error, "result", 0) & 0xFF
        name = str(apsw.mapping_result_codes.get(code, ""))
        translated = _ERRORS.get(name, sqlite3.OperationalError)(str(error).partition(": ")[2] or str(error))
        translated.sqlite_errorcode = getattr(error, "extendedresult", code)
        extended = apsw.mapping_extended_result_codes.get(translated.sqlite_errorcode, name)
        translated.sqlite_errorname = str(extended)
        raise translated from error


@contextmanager
def through(vfs: str, instead: Mapping[str, str] | None = None) -> Iterator[None]:
    """Inside the block, whoever asks ``sqlite3.connect`` gets a connection through this VFS of apsw's."""

    def connect(database: str | os.PathLike[str], *_args: Any, **_more: Any) -> Connection:
        return Connection(database, vfs, instead)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect)
        yield
