"""Opening a book, beside connecting to the file and asking one question; and checking it from end to end.

    python tests/benchmarks/bench_open.py BOOK

The floor of the check is SQLite's own ``integrity_check`` and ``foreign_key_check``.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from model import customer_list, statistics
from model.book import Book
from model.customer_list import Order
from tests.benchmarks.measure import book_named, in_turns

_ASK = "SELECT name FROM customer LIMIT 1"
_SECONDS = "import time; started = time.perf_counter(); {deed}; print(time.perf_counter() - started)"


def bare(path: Path) -> None:
    """Connect, ask, close."""
    db = sqlite3.connect(path)
    db.execute(_ASK).fetchone()
    db.close()


def ours(path: Path) -> None:
    """The same through the front door, with all that is looked at before a file is trusted."""
    with Book.open(path) as book:
        book.store.value(_ASK)


def first_page_by_revenue(path: Path) -> None:
    """Print how long it takes from opening to the first rows of the list, those who bring most on top."""
    with Book.open(path, read_only=True) as book:
        started = time.perf_counter()
        ids = customer_list.ids(book, Order.AMOUNT, descending=True)
        listed = time.perf_counter()
        customer_list.rows(book, ids[:50])
        shown = time.perf_counter()
    print(
        f"sorted by revenue after opening: {(listed - started) * 1e3:.1f} ms, 50 rows {(shown - listed) * 1e3:.1f} ms"
    )


def import_seconds(deed: str) -> float:
    """Seconds of an import in a fresh process."""
    command = [sys.executable, "-c", _SECONDS.format(deed=deed)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    return float(done.stdout)


def bare_check(path: Path) -> None:
    """What SQLite can say by itself."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA cache_size = -65536")
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("PRAGMA foreign_key_check").fetchone() is None
    db.close()


def our_check(path: Path) -> None:
    """The same, and whether sums, figures and search index are what they should be."""
    with Book.open(path, read_only=True) as book:
        wrong = statistics.check(book.store)
        assert wrong == [], wrong


def main(path: Path) -> None:
    first_page_by_revenue(path)
    in_turns("open, ask, close", 20, lambda: bare(path), lambda: ours(path), rounds=30)
    print(f"import of model.book: {import_seconds('import model.book') * 1e3:.0f} ms,", end=" ")
    print(f"of sqlite3 alone: {import_seconds('import sqlite3') * 1e3:.0f} ms")
    in_turns("check", 3, lambda: bare_check(path), lambda: our_check(path), rounds=1)


if __name__ == "__main__":
    main(book_named())
