"""What the Today page asks of the book beside who is due, which bench_plan.py measures.

python tests/benchmarks/bench_today.py BOOK
"""

from __future__ import annotations

import sys
from datetime import timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from model.book import Book
from model.complaint_list import Show
from model.complaint_list import ids as complaint_ids
from model.planning.plan import due
from model.today_facts import came_in, today_facts
from tests.benchmarks.make_big_book import TODAY
from tests.benchmarks.measure import book_named, in_turns

GOAL = 3


def main(path: Path) -> None:
    with Book.open(path, read_only=True) as book:
        store = book.store
        print(f"{len(due(store, TODAY)):,} customers are due on {TODAY}")
        in_turns(
            "the whole page beside who is due",
            GOAL,
            partial(due, store, TODAY),
            partial(today_facts, store, TODAY),
            5,
        )
        yesterday = TODAY - timedelta(days=1)
        in_turns(
            "what came in",
            GOAL,
            lambda: [
                list(store.tuples(f"SELECT * FROM {table} WHERE {day} = :day", day=yesterday.isoformat()))
                for table, day in (("purchase", "bought_on"), ("visit", "visited_on"))
            ],
            lambda: came_in(store, yesterday),
        )
        in_turns(
            "open complaints",
            GOAL,
            lambda: list(store.tuples("SELECT id, said_on FROM complaint WHERE status <> 'closed'")),
            lambda: complaint_ids(store, Show.OPEN),
        )


if __name__ == "__main__":
    main(book_named())
