"""A call list of 10,000 calls out of the big book: where the time goes, and how much memory it takes.

    python tests/benchmarks/bench_report.py BOOK

In a fresh process, as a worker prints it. The floor of gathering is reading the bare facts that it needs: who is due
(see ``bench_plan.py``) and what is known of them. Writing has a floor of its own in ``bench_call_list.py``.
"""

from __future__ import annotations

import io
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from model.planning.plan import due
from model.store import Store
from tests.benchmarks.bench_call_list import peak_megabytes
from tests.benchmarks.make_big_book import TODAY
from tests.benchmarks.measure import book_named, in_turns

CALLS = 10_000
GOAL, GOAL_MEGABYTES = 4, 150


def print_once(path: Path) -> None:
    """Gather and write, with the memory at its highest after each."""
    from model.book import Book
    from reports import call_list
    from reports.call_facts import gather

    with Book.open(path, read_only=True) as book:
        before = peak_megabytes()
        started = time.perf_counter()
        facts = gather(book, TODAY, TODAY, CALLS)
        gathered, after_gathering = time.perf_counter(), peak_megabytes()
        pages = call_list.write(facts, io.BytesIO())
        written = time.perf_counter()
    peak = peak_megabytes()
    print(
        f"{before:.0f} MB to begin with; gather {gathered - started:.2f} s, {after_gathering:.0f} MB;",
        end=" ",
    )
    print(f"write {pages:,} pages {written - gathered:.2f} s, {peak:.0f} MB", end=" ")
    print(f"(goal {GOAL_MEGABYTES} MB: {'met' if peak <= GOAL_MEGABYTES else 'NOT MET'})", flush=True)


def call_list_bare(store: Store) -> None:
    """Find out who is due, and read phones, last sale and last words of as many customers as are called."""
    due(store, TODAY)
    some = f"(SELECT id FROM customer LIMIT {CALLS})"
    list(store.tuples(f"SELECT * FROM customer_phone WHERE customer_id IN {some}"))
    for table, wanted, day in (
        ("purchase", "kind = 'sale'", "bought_on"),
        ("visit", "words <> ''", "visited_on"),
    ):
        list(
            store.tuples(
                f"SELECT l.* FROM customer AS c JOIN {table} AS l ON l.id = (SELECT id FROM {table}"
                f" WHERE customer_id = c.id AND {wanted} ORDER BY {day} DESC, id DESC LIMIT 1) WHERE c.id IN {some}"
            )
        )


def main(path: Path) -> None:
    from model.book import Book
    from reports.call_facts import gather

    subprocess.run([sys.executable, __file__, str(path), "once"], check=True)
    with Book.open(path, read_only=True) as book:
        in_turns(
            f"gather {CALLS:,} calls",
            GOAL,
            lambda: call_list_bare(book.store),
            lambda: gather(book, TODAY, TODAY, CALLS),
            rounds=5,
        )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print_once(Path(sys.argv[1]))
    else:
        main(book_named())
