"""The connection and the edit: every write of the program goes through here.

One thing that a person does is one edit, one ``BEGIN IMMEDIATE`` transaction and one journal entry. Listeners hear
of it once, after COMMIT came back; an edit that is undone by an error is silent. Only the outermost edit counts.
"""

import json
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, NoReturn

from model import concerned, ids, triggers
from model.bulk import BulkLoad
from model.changes import Change, Listener
from model.concerned import Follower, Following, RunningEdit
from model.errors import BookError, Cancelled, MaybeSaved
from model.file_watch import FileWatch
from model.folding import clean
from model.refused import raise_plainly
from model.snapshot import snapshot
from model.trouble import Trouble, TroubleError
from resources.i18n import _

APP_VERSION = "0.1.0"
_LONG_EDIT_CACHE_KIB = 65_536
_STEPS_BETWEEN_WORDS = 200_000
"""of SQLite's machine: some hundredths of a second"""

_long_edits: set[str] = set()
"""The files into which this process is writing something long. Whoever else would write need not wait for it."""


class Store:
    """One connection to an open book. It belongs to the thread that made it."""

    def __init__(self, connection: sqlite3.Connection, copy_id: str = "", who: str = "") -> None:
        self.copy_id = copy_id
        self.who = who
        self._edit: RunningEdit | None = None
        self._listeners: list[Listener] = []
        self._told_of_trouble: list[Callable[[TroubleError], None]] = []
        self._followers: list[Following] = []
        self._use(connection)

    def _use(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._db.row_factory = sqlite3.Row
        self.closed = False
        self.closed_to_writing = ""
        self._is_shaken = False
        self._generation = self._file = ""
        self._watch = FileWatch(self.value, self._refuse_for_good)
        self._file = self._watch.file

    def go_on_with(self, connection: sqlite3.Connection) -> None:
        """Use another connection in the place of the closed one, and tell whoever listens that anything may differ.

        What is written from now on begins a generation of its own.
        """
        if not self.closed:
            raise RuntimeError("the file that is to be replaced is still open")
        self._use(connection)
        kinds = self.column("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        self._tell(Change(self._watch.latest_edit or 0, frozenset(kinds), customers=None, what="", about={}))

    # reading

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
        try:
            cursor = self._db.execute(sql, values)
            cursor.row_factory = None  # plain tuples: ids come by the hundred thousand
            return [row[0] for row in cursor.fetchall()]
        except sqlite3.Error as error:
            self._raise_plainly(error, "read")
            raise

    def tuples(self, sql: str, /, **values: Any) -> Iterator[tuple[Any, ...]]:
        """Rows one by one as plain tuples, for a pass over a whole table. Read to the end before the next edit."""
        try:
            cursor = self._db.execute(sql, values)
            cursor.row_factory = None
            yield from cursor
        except sqlite3.Error as error:
            self._raise_plainly(error, "read")
            raise

    # writing

    @property
    def edit_id(self) -> int:
        """The id of the running edit; writing outside of one is a bug."""
        if self._edit is None:
            raise RuntimeError("a write outside of an edit")
        return self._edit.id

    @property
    def last_edit(self) -> int | None:
        """The id of the latest edit that was made or found through this connection."""
        return self._watch.latest_edit

    @property
    def editing(self) -> bool:
        """Whether an edit is running."""
        return self._edit is not None

    def write(self, sql: str, values: Mapping[str, Any]) -> int:
        """One INSERT, UPDATE or DELETE inside the running edit; the number of rows it changed."""
        self.edit_id  # noqa: B018
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
        self.edit_id  # noqa: B018
        self._db.executemany(sql, rows)

    @contextmanager
    def edit(
        self, what: str, about: Mapping[str, str] | None = None, *, undoes_id: int | None = None
    ) -> Iterator[None]:
        """Everything in the block happens, or nothing does.

        ``what`` is a sentence marked with ``N_``, in the past tense, whose ``{names}`` are filled from ``about``. An
        edit that changes nothing leaves no trace. Inside another edit it is simply a part of that one.
        ``BookError`` if the book cannot be written now.
        """
        if self._edit is not None:
            with self._whole():
                yield
            return
        self._begin()
        generation, change, committed = self._generation, None, False
        try:
            changes_before = self._db.total_changes
            self._edit = self._start(
                what, {name: clean(text).text for name, text in (about or {}).items()}, undoes_id
            )
            overhead = self._db.total_changes - changes_before
            yield
            # An undo that could do nothing is remembered all the same, or it would stand in the way of the next one.
            changed = undoes_id is not None or self._db.total_changes - changes_before > overhead
            if self._edit.is_spoilt:
                raise RuntimeError("a part of this edit failed, so the rest cannot be saved")
            change = concerned.finish(self, self._edit, self._followers) if changed else None
            if change:
                self._commit(change.edit_id)
                committed = True
        except sqlite3.Error as error:
            self._raise_plainly(error, "write")
            raise
        finally:
            # Also after Cancelled or a bug: whatever is not committed by now never happened.
            self._edit = None
            if not committed:
                self._generation = generation
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
        if change:
            self._watch.note(change.edit_id)
            self._tell(change)

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """If this part of the running edit fails, no other part can be saved, whoever catches the error."""
        assert self._edit is not None
        edit = self._edit
        edit.is_spoilt, was_spoilt = True, edit.is_spoilt
        yield
        edit.is_spoilt = was_spoilt

    def _tell(self, change: Change) -> None:
        """Tell every listener, also behind one that fails: what is saved is saved."""
        with ExitStack() as told:
            for listener in reversed(self._listeners):
                told.callback(listener, change)

    @contextmanager
    def bulk(self, *tables: str, rows: int = 0) -> Iterator[None]:
        """Inside an edit: load very many new rows into ``tables`` without a trigger for each.

        The triggers of these tables are put back, and everything they keep is computed afresh, before the block
        ends. Inserted rows carry the edit's id, which is how undo finds them. ``rows`` is about how many come into
        the largest table: where they outnumber what is there, the indexes are made at the end too.
        """
        self.edit_id  # noqa: B018
        assert self._edit is not None
        self._edit.bulk_tables.update(tables)
        self._db.execute("UPDATE edit SET bulk = 1 WHERE id = ?", (self._edit.id,))
        load = BulkLoad(self._db, tables, rows)
        with self._whole():
            yield
        load.finish(self._edit.id)

    @contextmanager
    def summing_up_once(self, rows: int) -> Iterator[None]:
        """Inside an edit: if very many ``rows`` are deleted or inserted, add up at the end and not after each.

        The journal is written as always.
        """
        self.edit_id  # noqa: B018
        names = triggers.SUMMING_UP if rows > concerned.MANY_ROWS else ()
        for name in names:
            self._db.execute(f"DROP TRIGGER {name}")
        with self._whole():
            yield
        if names:
            triggers.recompute(self._db)
        for name in names:
            self._db.execute(triggers.ALL[name])

    @contextmanager
    def unjournaled(self, *tables: str) -> Iterator[None]:
        """Inside an edit: insert rows into ``tables`` that carry the id of a bulk edit, without a journal entry each.

        Everything else is kept up as always.
        """
        self.edit_id  # noqa: B018
        names = [f"journal_{table}_insert" for table in tables]
        for name in names:
            self._db.execute(f"DROP TRIGGER {name}")
        with self._whole():
            yield
        for name in names:
            self._db.execute(triggers.ALL[name])

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

    def sum_up_afresh(self) -> None:
        """Inside an edit: add up everything from its sources, whatever the sums say now."""
        with self.summing_up_once(concerned.MANY_ROWS + 1):
            pass

    @contextmanager
    def pages_held_in_memory(self) -> Iterator[None]:
        """Keep what a long edit changes in memory until its COMMIT, so that other connections can read meanwhile."""
        usual = self.value("PRAGMA cache_size")
        _long_edits.add(self._file)
        try:
            self._db.execute("PRAGMA cache_spill = OFF")
            self._db.execute(f"PRAGMA cache_size = -{_LONG_EDIT_CACHE_KIB}")
            yield
        finally:
            _long_edits.discard(self._file)
            self._db.execute(f"PRAGMA cache_size = {usual}")
            self._db.execute("PRAGMA cache_spill = ON")

    def concern(self, table: str, customers: Iterable[int]) -> None:
        """Say that the running edit changes rows of ``table`` of these customers, which the journal does not tell."""
        self.edit_id  # noqa: B018
        assert self._edit is not None
        self._edit.unjournaled.setdefault(table, set()).update(customers)

    def defer_foreign_keys(self) -> None:
        """Let foreign keys be broken until the running edit is committed."""
        self._db.execute("PRAGMA defer_foreign_keys = ON")

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
            self._db.set_progress_handler(None, 0)

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

    def follow(self, tables: Iterable[str], follower: Follower) -> None:
        """Call ``follower`` at the end of each edit with the customers whose rows in ``tables`` it changed."""
        self._followers.append((frozenset(tables), follower))

    # listening

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` with a Change after each commit made through this connection."""
        self._listeners.append(listener)

    def forget(self, listener: Listener) -> None:
        """Stop calling ``listener``."""
        self._listeners.remove(listener)

    def listen_to_trouble(self, listener: Callable[[TroubleError], None]) -> None:
        """Call ``listener`` when reading or writing shows that something is the matter with the book as a whole."""
        self._told_of_trouble.append(listener)

    def forget_trouble(self, listener: Callable[[TroubleError], None]) -> None:
        """Stop calling ``listener``."""
        self._told_of_trouble.remove(listener)

    def close_to_writing(self, sentence: str) -> None:
        """Refuse every edit from now on with ``sentence``; "" lets them in again."""
        self.closed_to_writing = sentence

    def look_at_file(self) -> bool:
        """Whether somebody else wrote into the book since this was last asked.

        ``TroubleError`` (REPLACED) if the file was moved, deleted or exchanged meanwhile: from then on nothing more is
        written.
        """
        return self._watch.was_written_by_others()

    def insist_on_its_file(self) -> None:
        """``TroubleError`` (REPLACED) if the file was moved, deleted or exchanged: what was written into it is to be
        had through this connection only."""
        self._watch.insist_on_the_file()

    def interrupt(self) -> None:
        """Stop the running statement, from any thread."""
        self._db.interrupt()

    # the parts of an edit

    def _refuse_for_good(self, sentence: str) -> NoReturn:
        self.close_to_writing(sentence)
        trouble = TroubleError(sentence, Trouble.REPLACED, Path(self._file))
        self._tell_of_trouble(trouble)
        raise trouble

    def _tell_of_trouble(self, trouble: TroubleError) -> None:
        for listener in list(self._told_of_trouble):
            listener(trouble)

    def _commit(self, edit_id: int) -> None:
        """COMMIT. The last thing it asks of the disk comes when the edit is there already: if only that fails, to say
        "not saved" would have it saved twice."""
        try:
            self._db.execute("COMMIT")
        except sqlite3.Error:
            self._is_shaken = True
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if not self._is_there_for_good(edit_id):
                raise

    def _is_there_for_good(self, edit_id: int) -> bool:
        """Whether an edit whose COMMIT failed is in the file; if so, another COMMIT makes sure that it stays."""
        try:
            is_there = bool(self.value("SELECT 1 FROM edit WHERE id = :id", id=edit_id))
            if is_there:
                self._db.execute("BEGIN IMMEDIATE")
                self._db.execute(
                    "UPDATE generation SET last_seq = last_seq WHERE id = ?", (self._generation,)
                )
                self._db.execute("COMMIT")
        except (sqlite3.Error, BookError) as error:
            raise MaybeSaved(
                _(
                    "The disk failed, and whether this was saved cannot be told. Check the disk, then look whether it"
                    " is there before you save it again."
                )
            ) from error
        return is_there

    def _raise_plainly(self, error: sqlite3.Error, deed: Literal["read", "write"]) -> None:
        self._is_shaken = True
        try:
            raise_plainly(error, deed, self._file)
        except TroubleError as trouble:
            self._tell_of_trouble(trouble)
            raise

    def _begin(self) -> None:
        if self.closed_to_writing:
            raise BookError(self.closed_to_writing)
        if self._file in _long_edits:
            raise BookError(
                _("Something long is being written into the book. Not saved; try again when it is done.")
            )
        try:
            if self._is_shaken:
                self._steady()
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            self._raise_plainly(error, "write")
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

    def _start(self, what: str, about: dict[str, str], undoes_id: int | None) -> RunningEdit:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._watch.insist_on_the_book()
        seq = self._next_seq(now)
        edit = RunningEdit(ids.new_id(), what, about, undoes_id is not None, concerned.journal_end(self))
        self._db.execute(
            "INSERT INTO edit (id, generation_id, seq, at, who, what, about, undoes_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                edit.id,
                self._generation,
                seq,
                now,
                self.who,
                what,
                json.dumps(about, ensure_ascii=False),
                undoes_id,
            ),
        )
        return edit

    def _next_seq(self, now: str) -> int:
        """The next place on the line of generations; the first write of a session opens a generation of its own."""
        if self._generation:
            last = self.value("SELECT last_seq FROM generation WHERE id = :id", id=self._generation)
            seq = int(last) + 1
            self._db.execute("UPDATE generation SET last_seq = ? WHERE id = ?", (seq, self._generation))
            return seq
        parent = self.row("SELECT generation_id, seq FROM edit ORDER BY number DESC LIMIT 1") or (None, None)
        self._generation = uuid.uuid4().hex
        self._db.execute(
            "INSERT INTO generation (id, parent1, parent1_seq, copy_id, opened_at, app_version, last_seq)"
            " VALUES (?, ?, ?, ?, ?, ?, 1)",
            (self._generation, *parent, self.copy_id, now, APP_VERSION),
        )
        return 1

    def close(self) -> None:
        """Leave one file behind, without a journal beside it."""
        if self._db.in_transaction:
            raise RuntimeError("closed in the middle of an edit")
        # If somebody else has the book open, their close will remove the journal; a damaged book keeps its own.
        with suppress(sqlite3.DatabaseError):
            if not self._db.execute("PRAGMA query_only").fetchone()[0]:
                self._db.execute("PRAGMA journal_mode = DELETE")
        self._db.close()
        self.closed = True
