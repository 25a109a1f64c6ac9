"""Concentration and flow of a book of 100,000 customers, beside reading the rows that they rest on.

    .venv/bin/python tests/benchmarks/make_big_book.py big.regulars
    .venv/bin/python tests/benchmarks/bench_flow.py big.regulars

The floor reads every sale and return as plain tuples, in the order of the index that holds them, and makes nothing of
them.
"""

import sys
from collections import deque
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from model.book import Book
from model.flow.bought import read_bought
from model.flow.flow import flow
from model.store import Store
from tests.benchmarks.make_big_book import TODAY
from tests.benchmarks.measure import book_named, in_turns

GOAL_READING, GOAL_ALL = 2, 3


def read_the_rows(store: Store) -> None:
    """The bare rows, thrown away."""
    deque(
        store.tuples(
            "SELECT customer_id, bought_on, kind, amount_cents, cost_cents, profit_cents FROM purchase"
            " WHERE +bought_on <= :on ORDER BY customer_id, bought_on",
            on=TODAY.isoformat(),
        ),
        maxlen=0,
    )


def main() -> None:
    with Book.open(book_named()) as book:
        store = book.store
        in_turns(
            "all purchases into arrays",
            GOAL_READING,
            lambda: read_the_rows(store),
            lambda: read_bought(store, TODAY),
            5,
        )
        for years in (1, 5):
            in_turns(
                f"curve of {years} years, months, beginners, rhythms",
                GOAL_ALL,
                lambda: read_the_rows(store),
                lambda years=years: flow(store, TODAY, 365 * years),  # type: ignore[misc]
                5,
            )


if __name__ == "__main__":
    main()
