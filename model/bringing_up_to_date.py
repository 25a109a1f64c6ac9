"""An older book is brought up to the format of today: a copy of it is, and then takes its place."""

import filecmp
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

from model import schema
from model.connecting import connect, in_time
from model.replacing import put_in_place, remove
from model.trouble import Trouble, TroubleError
from resources.i18n import _


def bring_up_to_date(path: Path) -> None:
    """Migrate a copy of an older book, check it, and only then put it in place; the older one stays beside it."""
    part = path.with_name(path.name + ".part")
    try:
        remove(part)
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
            remove(part)


def _migrate_a_copy(path: Path, part: Path) -> None:
    with (
        closing(connect(path, "rw")) as guard,
        closing(connect(path, "rw")) as source,
        closing(connect(part, "rwc")) as copy,
    ):
        guard.execute("BEGIN IMMEDIATE")  # Nobody writes into the older book any more.
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute("PRAGMA trusted_schema = OFF")
        with in_time(copy):
            schema.refuse_strange_older_schema(copy, path)
        for (trigger,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            copy.execute(f'DROP TRIGGER "{trigger.replace(chr(34), chr(34) * 2)}"')
        schema.make_tables(copy)
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
