"""Questions to the connection of an open book, and who hears of it when the answer is trouble."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Literal

from model.errors import BookError, Cancelled
from model.refused import raise_plainly
from model.snapshot import snapshot
from model.trouble import TroubleError

_STEPS_BETWEEN_WORDS = 200_000
"""of SQLite's machine: some hundredths of a second"""


class Reading:
    """One connection to an open book, as far as it is read. It belongs to the thread that made it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._told_of_trouble: list[Callable[[TroubleError], None]] = []
        self._is_to_stop: Callable[[], bool] | None = None
        self._read_through(connection)

    def _read_through(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._db.row_factory = sqlite3.Row
        self.closed = False
        self._is_shaken = False
        self._file = ""
        self._file = str(self.value("SELECT file FROM pragma_database_list WHERE name = 'main'"))

    def rows(self, sql: str, /, **values: Any) -> list[sqlite3.Row]:
        """Every row at once: a half-read cursor would block the next commit."""
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            self._raise_plainly(error, "read")
            raise

    def row(self, sql: str, /, **values: Any) -> sqlite3.Row | None:
        """The first row, or ``None``."""
        rows = self.rows(sql, **values)
        return rows[0] if rows else None

    def value(self, sql: str, /, **values: Any) -> Any:
        """The first column of the first row, or ``None``."""
        found = self.row(sql, **values)
        return None if found is None else found[0]

    def column(self, sql: str, /, **values: Any) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self.tuples(sql, **values)]

    def tuples(self, sql: str, /, **values: Any) -> Iterator[tuple[Any, ...]]:
        """Rows one by one as plain tuples, for a pass over a whole table. Read to the end before the next edit."""
        try:
            cursor = self._db.execute(sql, values)
            cursor.row_factory = None
            yield from cursor
        except sqlite3.Error as error:
            self._raise_plainly(error, "read")
            raise

    def index_is_sound(self, index: str) -> bool:
        """Whether an FTS5 index holds exactly what its texts say; FTS5 compares them itself and raises if not.

        It can only be asked where the file could be written: of a read-only one the answer is yes.
        """
        if self.value("PRAGMA query_only"):
            return True
        self._db.execute("BEGIN")
        try:
            self._db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError:
            return False
        finally:
            self._db.execute("ROLLBACK")
        return True

    def copy_to(self, path: Path, progress: Callable[[int, int], None] = lambda _done, _all: None) -> None:
        """Write the whole book, as it is at one moment, to the new file ``path``; others may go on writing.

        ``progress`` may raise Cancelled; an unfinished file is the caller's to remove.
        """
        try:
            with closing(sqlite3.connect(path, isolation_level=None)) as copy:
                copy.execute("PRAGMA synchronous = OFF")
                copy.execute("PRAGMA journal_mode = OFF")
                snapshot(self._db, copy, progress)
        except sqlite3.Error as error:
            self._raise_plainly(error, "read")
            raise

    @contextmanager
    def beside(self, uri: str, name: str) -> Iterator[None]:
        """Let another book be read too, its tables called ``name.table``; begun and ended outside of an edit.

        ``uri`` is of ``connecting.uri``.
        """
        try:
            self._db.execute(f"ATTACH :uri AS {name}", {"uri": uri})
            try:
                yield
            finally:
                self._db.execute(f"DETACH {name}")
        except sqlite3.Error as error:
            self._raise_plainly(error, "read")
            raise

    @contextmanager
    def stoppable(self, progress: Callable[[int, int], None]) -> Iterator[None]:
        """Within the block, ``progress`` is called again and again in the middle of long statements, with (0, 0).

        What it raises, Cancelled or a BookError, ends the statement and the block.
        """
        stopped: list[BaseException] = []

        def go_on() -> int:
            try:
                progress(0, 0)
            except (BookError, Cancelled) as error:
                stopped.append(error)
            return len(stopped)

        self._db.set_progress_handler(go_on, _STEPS_BETWEEN_WORDS)
        try:
            yield
        except BookError as error:
            if stopped:
                raise stopped[0] from error
            raise
        finally:
            self._db.set_progress_handler(self._is_to_stop, _STEPS_BETWEEN_WORDS)

    def stop_when(self, is_to_stop: Callable[[], bool]) -> None:
        """End every long statement from then on that ``is_to_stop``, which is asked again and again in its middle."""
        self._is_to_stop = is_to_stop
        self._db.set_progress_handler(is_to_stop, _STEPS_BETWEEN_WORDS)

    def interrupt(self) -> None:
        """Stop the running statement, from any thread."""
        self._db.interrupt()

    def listen_to_trouble(self, listener: Callable[[TroubleError], None]) -> None:
        """Call ``listener`` when reading or writing shows that something is the matter with the book as a whole."""
        self._told_of_trouble.append(listener)

    def forget_trouble(self, listener: Callable[[TroubleError], None]) -> None:
        """Stop calling ``listener``."""
        self._told_of_trouble.remove(listener)

    def _tell_of_trouble(self, trouble: TroubleError) -> None:
        for listener in list(self._told_of_trouble):
            listener(trouble)

    def _raise_plainly(self, error: sqlite3.Error, deed: Literal["read", "write"]) -> None:
        self._is_shaken = True
        try:
            raise_plainly(error, deed, self._file)
        except TroubleError as trouble:
            self._tell_of_trouble(trouble)
            raise

    def _steady(self) -> None:
        """Have SQLite forget what it keeps in memory, as it does when a change of the schema is rolled back.

        After an error of the disk, the search index of SQLite 3.50 and later (FTS5) goes on with what was never read,
        and would be damaged by the next write.
        """
        self._db.execute("BEGIN")
        try:
            self._db.execute("CREATE TEMP TABLE forgotten (id)")
        finally:
            self._db.execute("ROLLBACK")
        self._is_shaken = False
