"""The file of a new book: under a passing name until all of it is there."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from model.connecting import connect
from model.errors import BookError
from model.header import APPLICATION_ID
from model.replacing import put_in_place, remove
from model.schema import make_tables
from resources.i18n import _


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
        remove(part)
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
            remove(part)


def _refuse_to_replace(path: Path) -> None:
    if path.exists():
        raise BookError(
            _("There is already a file “{name}” here. Open it, or choose another name.").format(
                name=path.name
            )
        )


def _make(path: Path) -> None:
    with closing(connect(path, "rwc")) as db:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        make_tables(db)
        db.execute(
            "INSERT INTO book (id, book_id, made_at) VALUES (1, ?, ?)",
            (uuid.uuid4().hex, datetime.now(UTC).isoformat(timespec="seconds")),
        )
