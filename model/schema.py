"""The tables of a book: made, brought up to the format of today, and compared to the letter with what is in a file."""

import hashlib
import sqlite3
from pathlib import Path

from model.trouble import Trouble, TroubleError
from resources.i18n import _

FORMAT = 4  # PRAGMA user_version: the number of migrations

# The sha256 of the schema of an untouched book of today's format: see _schema(). A test makes it afresh.
SCHEMA_FINGERPRINT = "190453431d89275b4e74a797fc3b14443516dececa7f1b204b4f952d9c469cf4"


def make_tables(db: sqlite3.Connection) -> None:
    """Take the steps that lead from what is in ``db``, nothing or an older format, to the format of today."""
    # Imported only here: it takes 90 ms, and a book of today's format opens without it.
    from sqlite_utils import Database

    from model import triggers
    from model.migrations import migrations

    migrations.apply(Database(db, execute_plugins=False))
    db.execute(f"PRAGMA user_version = {FORMAT}")
    triggers.ensure(db)


def fingerprint(schema: dict[str, str]) -> str:
    """One short text for a whole schema."""
    return hashlib.sha256(
        "\n".join(f"{name}: {schema[name]}" for name in sorted(schema)).encode()
    ).hexdigest()


def fresh_schema() -> dict[str, str]:
    """The schema of a new book, made in memory."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        make_tables(db)
        return _schema(db)
    finally:
        db.close()


def refuse_strange_schema(db: sqlite3.Connection, path: Path) -> None:
    """Only our own tables, indexes and triggers may be in a book: a foreign trigger could delete, a view hang."""
    found = _schema(db)
    if fingerprint(found) == SCHEMA_FINGERPRINT:
        return
    _refuse_strange(found, fresh_schema(), path)
    if not db.execute("PRAGMA query_only").fetchone()[0]:
        from model import triggers

        triggers.ensure(db)


def refuse_strange_older_schema(db: sqlite3.Connection, path: Path) -> None:
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


def _refuse_strange(found: dict[str, str], wanted: dict[str, str], path: Path) -> None:
    """``BookError`` if the schema ``found`` has more or less than the one ``wanted``, but for our own triggers."""
    from model import triggers

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
