"""The connection and the edit: every write of the program goes through here.

One thing that a person does is one edit, one ``BEGIN IMMEDIATE`` transaction and one journal entry. Listeners hear
of it once, after COMMIT came back; an edit that is undone by an error is silent. Only the outermost edit counts.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from model import concerned, generations, ids
from model.changes import Change, Listener
from model.committing import commit
from model.concerned import Follower, Following, RunningEdit
from model.errors import BookError
from model.file_watch import FileWatch
from model.folding import clean
from model.refused import is_busy
from model.trouble import Trouble, TroubleError
from model.writing import Writing
from resources.i18n import _

APP_VERSION = "0.1.0"

_A_MOMENT_MS = 300


class Store(Writing):
    """One connection to an open book. It belongs to the thread that made it."""

    def __init__(self, connection: sqlite3.Connection, copy_id: str = "", who: str = "") -> None:
        self.copy_id = copy_id
        self.who = who
        self._listeners: list[Listener] = []
        self._followers: list[Following] = []
        self._patience_ms: int | None = None
        super().__init__(connection)
        self._watch_the_file()

    def _watch_the_file(self) -> None:
        self.closed_to_writing = ""
        self._generation = ""
        self._watch = FileWatch(self._file, self.value, self._refuse_for_good)

    def go_on_with(self, connection: sqlite3.Connection) -> None:
        """Use another connection in the place of the closed one, and tell whoever listens that anything may differ.

        What is written from now on begins a generation of its own.
        """
        if not self.closed:
            raise RuntimeError("the file that is to be replaced is still open")
        self._read_through(connection)
        self._watch_the_file()
        kinds = self.column("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        self._tell(Change(self._watch.latest_edit or 0, frozenset(kinds), customers=None, what="", about={}))

    @property
    def last_edit(self) -> int | None:
        """The id of the latest edit that was made or found through this connection."""
        return self._watch.latest_edit

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

    def _begin(self) -> None:
        if self.closed_to_writing:
            raise BookError(self.closed_to_writing)
        if self._waits_for_a_long_edit():
            raise TroubleError(
                _("Something long is being written into the book. Not saved; try again when it is done."),
                Trouble.BUSY,
                Path(self._file),
            )
        try:
            if self._is_shaken:
                self._steady()
            with self._waiting_at_most(self._patience_ms):
                self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            self._raise_plainly(error, "write")
            raise

    @contextmanager
    def impatient(self) -> Iterator[None]:
        """Within the block whoever would save is told after a moment that somebody else is writing: for a window, which
        stands still meanwhile, and saves by itself later."""
        self._patience_ms, usual = _A_MOMENT_MS, self._patience_ms
        try:
            yield
        finally:
            self._patience_ms = usual

    @contextmanager
    def _waiting_at_most(self, milliseconds: int | None) -> Iterator[None]:
        if milliseconds is None:
            yield
            return
        usual = self.value("PRAGMA busy_timeout")
        try:
            self._db.execute(f"PRAGMA busy_timeout = {milliseconds}")
            yield
        finally:
            self._db.execute(f"PRAGMA busy_timeout = {usual}")

    def is_free(self) -> bool:
        """Whether an edit could begin at this moment; asked without waiting for whoever is writing."""
        if self.closed or self._waits_for_a_long_edit():
            return False
        try:
            with self._waiting_at_most(0):
                self._db.execute("BEGIN IMMEDIATE")
                self._db.execute("ROLLBACK")
        except sqlite3.Error as error:
            # Whatever else is the matter, the edit itself will tell.
            return not is_busy(error)
        return True

    def _start(self, what: str, about: dict[str, str], undoes_id: int | None) -> RunningEdit:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._watch.insist_on_the_book()
        seq = self._next_seq(now)
        edit = RunningEdit(ids.new_id(), what, about, undoes_id is not None, concerned.journal_end(self))
        said = json.dumps(about, ensure_ascii=False)
        self._db.execute(
            "INSERT INTO edit (id, generation_id, seq, at, who, what, about, undoes_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (edit.id, self._generation, seq, now, self.who, what, said, undoes_id),
        )
        return edit

    def _next_seq(self, now: str) -> int:
        """The next place on the line of generations; the first write of a session opens a generation of its own."""
        if self._generation:
            return generations.next_seq(self._db, self._generation)
        self._generation = generations.begin(self._db, self.copy_id, now, APP_VERSION)
        return 1

    def _commit(self, edit_id: int) -> None:
        self._is_shaken, was_shaken = True, self._is_shaken
        if commit(self._db, self.value, edit_id):
            self._is_shaken = was_shaken

    # who hears of it

    def follow(self, tables: Iterable[str], follower: Follower) -> None:
        """Call ``follower`` at the end of each edit with the customers whose rows in ``tables`` it changed."""
        self._followers.append((frozenset(tables), follower))

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` with a Change after each commit made through this connection."""
        self._listeners.append(listener)

    def forget(self, listener: Listener) -> None:
        """Stop calling ``listener``."""
        self._listeners.remove(listener)

    def _tell(self, change: Change) -> None:
        """Tell every listener, also behind one that fails: what is saved is saved."""
        with ExitStack() as told:
            for listener in reversed(self._listeners):
                told.callback(listener, change)

    # the file behind it

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

    def _refuse_for_good(self, sentence: str) -> NoReturn:
        self.close_to_writing(sentence)
        trouble = TroubleError(sentence, Trouble.REPLACED, Path(self._file))
        self._tell_of_trouble(trouble)
        raise trouble

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
