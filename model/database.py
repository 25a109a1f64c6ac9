"""The file: made, opened, or refused with the reason, and brought up to the format of today.

The order of the steps in ``open_file`` is deliberate; each guards the next (see the comments).
"""

import errno
import filecmp
import hashlib
import os
import shutil
import sqlite3
import sys
import time
import urllib.parse
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import BinaryIO, NamedTuple

from model import triggers
from model.errors import BookError
from model.leftover_journal import set_aside_if_anothers
from model.trouble import Trouble, TroubleError
from resources.i18n import _

if sys.platform == "darwin":
    import fcntl

APPLICATION_ID = 0x52474C52  # "RGLR", at byte 68 of the file
FORMAT = 2  # PRAGMA user_version: the number of migrations
SUFFIX = ".regulars"
_MAGIC = b"SQLite format 3\x00"

# The sha256 of the schema of an untouched book of today's format: see _schema(). A test makes it afresh.
SCHEMA_FINGERPRINT = "f086915d0eead9d5c26cdc4211b788f484bc01766297638c57047c04c70e9ccb"

_CACHE_KIB = 8_192
"""Pages kept in memory. Eight times as much makes a large book hardly quicker, but each of its connections larger."""

_LONGEST_LOOK_SECONDS = 5.0
"""So long a file may take to say what is in it, before it is taken for one that means to hang the program."""

_WAIT_FOR_WRITERS_MS = 2_000
"""Longer than one edit takes; what takes longer is not to be waited for in a window."""

_open_here: Counter[str] = Counter()
"""How many connections this process has to each book. Reading an open book by hand would drop SQLite's locks."""


class LastEdit(NamedTuple):
    """The edit that was made last in a book, and its place on the line of generations."""

    id: int
    generation_id: str
    seq: int


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A new book without a shop, under a passing name to be opened and filled in the block.

    At the end of the block it stands at ``path``; if the block fails, nothing does. ``BookError`` if something is
    there already or it cannot be written.
    """
    _refuse_to_replace(path)
    if not path.parent.is_dir():
        raise BookError(_("There is no folder “{folder}”. Make it first.").format(folder=path.parent))
    part = path.with_name(path.name + ".part")
    try:
        _remove(part)
        _make(part)
        yield part
        _refuse_to_replace(path)
        put_in_place(part, path)
    except (OSError, sqlite3.Error) as error:
        raise BookError(
            _("The book could not be made here: {reason}. Choose another folder.").format(reason=error)
        ) from error
    finally:
        with suppress(OSError):
            _remove(part)


def _refuse_to_replace(path: Path) -> None:
    if path.exists():
        raise BookError(
            _("There is already a file “{name}” here. Open it, or choose another name.").format(
                name=path.name
            )
        )


def _make(path: Path) -> None:
    db = sqlite3.connect(uri(path, "rwc"), uri=True, isolation_level=None)
    try:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _migrate(db)
        triggers.ensure(db)
        db.execute(
            "INSERT INTO book (id, book_id, made_at) VALUES (1, ?, ?)",
            (uuid.uuid4().hex, datetime.now(UTC).isoformat(timespec="seconds")),
        )
    finally:
        db.close()


def _remove(path: Path) -> None:
    for file in (path, *files_beside(path)):
        file.unlink(missing_ok=True)


def files_beside(path: Path) -> list[Path]:
    """The files that SQLite may have left beside a book."""
    return [path.with_name(path.name + end) for end in ("-journal", "-wal", "-shm")]


def put_in_place(part: Path, path: Path) -> None:
    """Rename a finished file, for good. What a killed program left beside an earlier file of that name is moved
    away: SQLite would take it for the new one's, and spoil that with it."""
    for file in files_beside(path):
        if file.exists():
            file.replace(file.with_name(f"{file.name}.old"))
    part.replace(path)
    sync_folder(path.parent)


@contextmanager
def held_still(path: Path) -> Iterator[LastEdit]:
    """Keep every other program from writing into the book at ``path`` while the block puts a file in its place; what
    its last edit is. ``BookError`` if somebody is in the midst of writing.

    What was begun before the exchange would be committed after it, into a file that nobody finds any more. Windows
    exchanges no file that a program has open, which comes to the same.
    """
    path = path.resolve()
    if not path.exists():
        raise TroubleError(_("There is no book at {path}.").format(path=path), Trouble.MISSING, path)
    try:
        with closing(sqlite3.connect(uri(path, "rw"), uri=True, isolation_level=None)) as db:
            db.execute("PRAGMA trusted_schema = OFF")
            db.execute(f"PRAGMA busy_timeout = {_WAIT_FOR_WRITERS_MS}")
            try:
                db.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if not error.sqlite_errorname.startswith("SQLITE_READONLY"):
                    raise
            with _in_time(db):
                last = db.execute(
                    "SELECT id, generation_id, seq FROM edit ORDER BY number DESC LIMIT 1"
                ).fetchone()
            if os.name == "nt":
                db.close()
            yield LastEdit(*last)
    except sqlite3.DatabaseError as error:
        raise _refused(path, error) from error


def sync_file(file: BinaryIO) -> None:
    """Make what was written to ``file`` reach the disk, and leave the system's memory where that can be asked for: who
    reads it then reads the disk."""
    if sys.platform == "darwin":
        fcntl.fcntl(file, fcntl.F_FULLFSYNC)
        return
    os.fsync(file.fileno())
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` reach the disk. Elsewhere than on POSIX nobody can tell a folder to."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # Some shares and sticks know no such thing.
                raise
        finally:
            os.close(opened)


def open_file(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection set up as promised: nothing acknowledged is lost, nothing strange in the file runs.

    ``BookError``, with what to do, for whatever is not a sound book of this format.
    """
    path = path.resolve()
    if not path.exists():
        raise TroubleError(_("There is no book at {path}.").format(path=path), Trouble.MISSING, path)
    if path.is_dir():
        raise TroubleError(
            _("{path} is a folder. Choose the book’s file inside it.").format(path=path), Trouble.FOLDER, path
        )
    try:
        if not _open_here[str(path)]:
            _refuse_strange_header(path, read_only)
        return _connect(path, read_only)
    except OSError as error:
        raise TroubleError(
            _("“{name}” cannot be read: {reason}.").format(name=path.name, reason=error.strerror),
            Trouble.UNREADABLE,
            path,
        ) from error
    except sqlite3.DatabaseError as error:
        raise _refused(path, error) from error


def is_open_here(path: Path) -> bool:
    """Whether this process has a connection to the book at ``path``: then nobody may read it by hand."""
    return _open_here[str(path.resolve())] > 0


def close_file(path: Path) -> None:
    """Note that one connection of this process to ``path`` was closed."""
    _open_here[str(path.resolve())] -= 1


def let_go(db: sqlite3.Connection, path: Path) -> None:
    """Close a connection that nobody got, and leave nothing beside the file."""
    with suppress(sqlite3.DatabaseError):
        if not db.execute("PRAGMA query_only").fetchone()[0]:
            db.execute("PRAGMA journal_mode = DELETE")
    db.close()
    close_file(path)


def _connect(path: Path, read_only: bool) -> sqlite3.Connection:
    db = sqlite3.connect(uri(path, "ro" if read_only else "rw"), uri=True, isolation_level=None)
    try:
        # Before anything of the file is trusted: its schema may not call functions, its cells are checked.
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA cell_size_check = ON")
        db.execute("PRAGMA mmap_size = 0")
        db.execute("PRAGMA busy_timeout = 5000")
        if read_only:
            db.execute("PRAGMA query_only = ON")
        elif (mode := db.execute("PRAGMA journal_mode = TRUNCATE").fetchone()[0]) != "truncate":
            raise TroubleError(
                _(
                    "The book is open somewhere else in another way ({mode}). Close it there, then try again."
                ).format(mode=mode),
                Trouble.BUSY,
                path,
            )
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA secure_delete = ON")
        with _in_time(db):
            _refuse_strange_schema(db, path)
        if not read_only and not _open_here[str(path)]:
            _refuse_read_only(db)
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    except BaseException:
        db.close()
        raise
    _open_here[str(path)] += 1
    return db


@contextmanager
def _in_time(db: sqlite3.Connection) -> Iterator[None]:
    """What the block asks of a file nobody knows yet ends in time, or as an error of SQLite."""
    end = time.monotonic() + _LONGEST_LOOK_SECONDS
    db.set_progress_handler(lambda: time.monotonic() > end, 100)
    try:
        yield
    finally:
        db.set_progress_handler(None, 0)


def uri(path: Path, mode: str) -> str:
    """``path`` as SQLite's URI, with ``#``, ``?`` and ``%`` quoted: a naive one opens, or makes, another file."""
    text = path.absolute().as_posix()
    try:
        text.encode()
    except (
        UnicodeEncodeError
    ) as error:  # Bytes in the name that are no letters, as an old stick may have them.
        raise OSError(errno.EILSEQ, os.strerror(errno.EILSEQ), str(path)) from error
    lead = "///" if os.name == "nt" and not text.startswith("//") else "//" if text.startswith("//") else ""
    return f"file:{lead}{urllib.parse.quote(text)}?mode={mode}"


def _refuse_strange_header(path: Path, read_only: bool) -> None:
    with path.open("rb") as file:
        header = file.read(100)
        size = file.seek(0, os.SEEK_END)
    if size < 512 or not header.startswith(_MAGIC):
        if size and not header.startswith(_MAGIC) and any(header):
            raise TroubleError(
                _("“{name}” is not a customer book. It was left as it is.").format(name=path.name),
                Trouble.FOREIGN,
                path,
            )
        raise TroubleError(
            _("“{name}” is empty or damaged, so it cannot be opened. Use your latest backup.").format(
                name=path.name
            ),
            Trouble.EMPTY,
            path,
        )
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise TroubleError(
            _("“{name}” belongs to another program. It was left as it is.").format(name=path.name),
            Trouble.FOREIGN,
            path,
        )
    if not read_only:
        set_aside_if_anothers(path)
    if _is_cut_off(path, header, size):
        raise damaged(path)
    version = int.from_bytes(header[60:64], "big")
    if version > FORMAT:
        raise TroubleError(
            _(
                "“{name}” was made by a newer Regulars (format {version}). Update the program on this PC."
            ).format(name=path.name, version=version),
            Trouble.NEWER,
            path,
        )
    if not read_only and path.stat().st_nlink > 1:
        raise TroubleError(
            _(
                "“{name}” has a second name somewhere on this disk (a hard link), so writing into it is not safe."
            ).format(name=path.name),
            Trouble.TWO_NAMES,
            path,
        )
    if version < FORMAT and read_only:
        raise TroubleError(
            _(
                "“{name}” was made by an older Regulars and must first be brought up to date, which is not possible"
                " where it may only be read."
            ).format(name=path.name),
            Trouble.NOT_UPDATED,
            path,
        )
    if version < FORMAT:
        _bring_up_to_date(path)


def is_older(path: Path) -> bool:
    """Whether opening the book at ``path`` will bring it up to date, which puts a new file in its place."""
    path = path.resolve()
    if _open_here[str(path)]:
        return False
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError:
        return False
    return (
        header.startswith(_MAGIC)
        and int.from_bytes(header[68:72], "big") == APPLICATION_ID
        and int.from_bytes(header[60:64], "big") < FORMAT
    )


def _is_cut_off(path: Path, header: bytes, size: int) -> bool:
    """Whether pages are missing that the header counts, and nothing is there to bring them back."""
    page_size = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big") if header[24:28] == header[92:96] else 0
    if size >= pages * (65_536 if page_size == 1 else page_size):
        return False
    return not any(file.exists() and file.stat().st_size for file in files_beside(path))


def _bring_up_to_date(path: Path) -> None:
    """Migrate a copy of an older book, check it, and only then put it in place; the older one stays beside it."""
    part = path.with_name(path.name + ".part")
    try:
        _remove(part)
        _migrate_a_copy(path, part)
        _keep(path)
        put_in_place(part, path)
    except (OSError, sqlite3.Error) as error:
        raise TroubleError(
            _("The book could not be brought up to date: {reason}. It was left as it is.").format(
                reason=error
            ),
            Trouble.NOT_UPDATED,
            path,
        ) from error
    finally:
        with suppress(OSError):
            _remove(part)


def _migrate_a_copy(path: Path, part: Path) -> None:
    with (
        closing(sqlite3.connect(uri(path, "rw"), uri=True, isolation_level=None)) as guard,
        closing(sqlite3.connect(uri(path, "rw"), uri=True, isolation_level=None)) as source,
        closing(sqlite3.connect(uri(part, "rwc"), uri=True, isolation_level=None)) as copy,
    ):
        guard.execute("BEGIN IMMEDIATE")  # Nobody writes into the older book any more.
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute("PRAGMA trusted_schema = OFF")
        with _in_time(copy):
            _refuse_strange_older_schema(copy, path)
        for (trigger,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            copy.execute(f'DROP TRIGGER "{trigger.replace(chr(34), chr(34) * 2)}"')
        _migrate(copy)
        triggers.ensure(copy)
        if copy.execute("PRAGMA foreign_key_check").fetchone() or (
            copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok"
        ):
            raise TroubleError(
                _(
                    "The book could not be brought up to date: something in it is damaged. It was left as it is."
                ),
                Trouble.DAMAGED,
                path,
            )


def _keep(path: Path) -> None:
    """Keep the older book beside the new one, and whatever was kept there before."""
    kept = path.with_name(f"{path.stem} before update{path.suffix}")
    for n in count(2):
        if not kept.exists():
            break
        if filecmp.cmp(path, kept, shallow=False):
            return
        kept = path.with_name(f"{path.stem} before update {n}{path.suffix}")
    part = kept.with_name(kept.name + ".part")
    try:
        shutil.copy2(path, part)
        with part.open("r+b") as file:
            os.fsync(file.fileno())
        part.replace(kept)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _migrate(db: sqlite3.Connection) -> None:
    # Imported only here: it takes 90 ms, and a book of today's format opens without it.
    from sqlite_utils import Database

    from model.migrations import migrations

    migrations.apply(Database(db, execute_plugins=False))
    db.execute(f"PRAGMA user_version = {FORMAT}")


def _schema(db: sqlite3.Connection) -> dict[str, str]:
    """Everything the file's schema holds, by kind and name; what SQLite makes by itself has no SQL and is left out."""
    rows = db.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    found: dict[str, str] = {}
    for kind, name, sql in rows:
        entry = f"{kind} {name}"
        found[f"{entry} twice" if entry in found else entry] = sql
    for table in ("sqlite_stat1", "sqlite_stat4"):  # what SQLite knows about how to find things quickly
        found.pop(f"table {table}", None)
    return found


def fingerprint(schema: dict[str, str]) -> str:
    """One short text for a whole schema."""
    return hashlib.sha256(
        "\n".join(f"{name}: {schema[name]}" for name in sorted(schema)).encode()
    ).hexdigest()


def fresh_schema() -> dict[str, str]:
    """The schema of a new book, made in memory."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        _migrate(db)
        triggers.ensure(db)
        return _schema(db)
    finally:
        db.close()


def _refuse_strange_schema(db: sqlite3.Connection, path: Path) -> None:
    """Only our own tables, indexes and triggers may be in a book: a foreign trigger could delete, a view hang."""
    found = _schema(db)
    if fingerprint(found) == SCHEMA_FINGERPRINT:
        return
    _refuse_strange(found, fresh_schema(), path)
    if not db.execute("PRAGMA query_only").fetchone()[0]:
        triggers.ensure(db)


def _refuse_strange_older_schema(db: sqlite3.Connection, path: Path) -> None:
    """The same of an older book, before any step reads what may be a view without an end."""
    from sqlite_utils import Database

    from model.migrations import migrations

    (version,) = db.execute("PRAGMA user_version").fetchone()
    made = sqlite3.connect(":memory:", isolation_level=None)
    try:
        then = Database(made, execute_plugins=False)
        migrations.apply(then, stop_before=migrations.pending(then)[version].name)
        _refuse_strange(_schema(db), _schema(made), path)
    finally:
        made.close()


def _refuse_strange(found: dict[str, str], wanted: dict[str, str], path: Path) -> None:
    """``BookError`` if the schema ``found`` has more or less than the one ``wanted``, but for our own triggers."""
    ours = {f"trigger {name}" for name in triggers.ALL}
    strange = sorted(name for name in found if name not in ours and found[name] != wanted.get(name))
    missing = sorted(name for name in wanted if name not in ours and name not in found)
    if strange or missing:
        raise TroubleError(
            _(
                "“{name}” does not look as a customer book should ({what}). For safety it was not opened."
            ).format(name=path.name, what=", ".join((strange + missing)[:3])),
            Trouble.STRANGE,
            path,
        )


def _refuse_read_only(db: sqlite3.Connection) -> None:
    """Try to write, and take it back: rights, a locked stick or a folder without room for a journal show only so."""
    db.execute("PRAGMA busy_timeout = 0")
    try:
        db.execute("BEGIN IMMEDIATE")
        db.execute(f"PRAGMA user_version = {FORMAT}")
    except sqlite3.OperationalError as error:
        # Whoever is writing into it now has shown that it can be written.
        if not error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
    db.execute("PRAGMA busy_timeout = 5000")


def _refused(path: Path, error: sqlite3.DatabaseError) -> TroubleError:
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        sentence, trouble = _("“{name}” is in use by another program. Close it there first."), Trouble.BUSY
    elif code.startswith("SQLITE_READONLY_ROLLBACK"):
        sentence = _(
            "“{name}” was left half-written when its program ended, which cannot be put right here:"
            " its file or folder is read-only."
        )
        trouble = Trouble.NOT_UPDATED
    elif code.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")):
        sentence = _("“{name}” cannot be written here: its file or folder is read-only.")
        trouble = Trouble.READ_ONLY
    elif code.startswith("SQLITE_FULL"):
        sentence = _("The disk with “{name}” is full. Make room on it, then try again.")
        trouble = Trouble.FULL
    elif code.startswith("SQLITE_IOERR"):
        sentence, trouble = _("“{name}” cannot be read: {reason}."), Trouble.UNREADABLE
    else:
        return damaged(path)
    return TroubleError(sentence.format(name=path.name, reason=error), trouble, path)


def damaged(path: Path) -> TroubleError:
    """What to say of a book that is not whole."""
    return TroubleError(
        _("“{name}” is damaged and cannot be opened. It was left as it is; use your latest backup.").format(
            name=path.name
        ),
        Trouble.DAMAGED,
        path,
    )
