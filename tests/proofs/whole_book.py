"""All that a book holds, to be compared, and whether it is sound."""

import hashlib
from pathlib import Path
from typing import Any

from model.book import Book
from model.statistics import check


def everything(book: Book) -> dict[str, Any]:
    """All that the file holds, its schema included, but for where SQLite put the tables."""
    tables = book.store.column("SELECT name FROM sqlite_master WHERE type = 'table'")
    schema = book.store.rows("SELECT type, name, tbl_name, sql FROM sqlite_master")
    return {"schema": sorted(map(str, map(tuple, schema)))} | {
        table: [tuple(row) for row in book.store.rows(f"SELECT * FROM {table} ORDER BY 1")]
        for table in tables
        if not table.startswith(("customer_index", "sqlite_"))
    }


def digest(book: Book) -> str:
    """The same, as one short text."""
    return hashlib.sha256(repr(everything(book)).encode()).hexdigest()


def edits(book: Book) -> int:
    """The number of the latest edit."""
    return int(book.store.value("SELECT coalesce(max(number), 0) FROM edit"))


def faults(path: Path) -> list[str]:
    """What is wrong with the book at ``path`` for whoever opens it now. ``BookError`` if it cannot be opened."""
    with Book.open(path) as book:
        return check(book.store)
