"""The second format: what copies that are joined, and persons who are forgotten, leave behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.migrations.columns import EDIT, ID, flag, text
from model.migrations.registry import migrations

if TYPE_CHECKING:
    from sqlite_utils.db import Database


@migrations(name="002_safekeeping")
def safekeeping(db: Database) -> None:
    """What copies that are joined, and persons who are forgotten, leave behind."""
    # The join that brought an edit into this file: an edit made on another copy keeps its own id and generation.
    db.execute("ALTER TABLE edit ADD COLUMN came_with INTEGER")
    # An edit that nobody can take back, as forgetting a person.
    db.execute("ALTER TABLE edit ADD COLUMN final INTEGER NOT NULL DEFAULT 0 CHECK (final IN (0, 1))")
    db.execute("CREATE INDEX edit_came_with ON edit (came_with) WHERE came_with IS NOT NULL")
    # Two copies said different things of one field: the value that stands in the book, and the one that does not.
    db.execute(
        f"""CREATE TABLE clash (
            {ID}, {EDIT},
            customer_id INTEGER REFERENCES customer (id) ON DELETE CASCADE,
            table_name TEXT NOT NULL,
            row_id INTEGER NOT NULL,
            column_name TEXT NOT NULL,
            kept TEXT NOT NULL,
            other TEXT NOT NULL,
            {text("kept_who")},
            {text("kept_at")},
            {text("other_who")},
            {text("other_at")},
            {flag("decided")}
        ) STRICT"""
    )
    db.execute("CREATE INDEX clash_customer ON clash (customer_id) WHERE customer_id IS NOT NULL")
    db.execute("CREATE INDEX clash_open ON clash (id) WHERE NOT decided")
    # Who was forgotten for good. Written once, outside of the journal: a copy that is joined later must not bring
    # them back.
    db.execute("CREATE TABLE erased (customer_id INTEGER PRIMARY KEY, edit_id INTEGER NOT NULL) STRICT")
