"""Looking back on a year of visits in a book of 100,000 customers, beside reading the rows that it rests on.

    .venv/bin/python tests/benchmarks/make_big_book.py big.regulars
    .venv/bin/python tests/benchmarks/bench_looking_back.py big.regulars

The floor reads, as plain tuples, what was planned and made in the period, and for everybody who was due or reached
their days of buying; it makes nothing of them.
"""

import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from model.book import Book
from model.looking_back import contacts_made
from model.looking_back.looking import look_back
from model.store import Store
from tests.benchmarks.make_big_book import TODAY
from tests.benchmarks.measure import book_named, in_turns

GOAL_PERIOD, GOAL_LIST = 3, 2


def read_the_rows(store: Store, first: str, last: str) -> int:
    """The bare rows of the period."""
    planned = list(
        store.tuples(
            "SELECT customer_id, planned_on, status, done_on, rule, staff_id, channel, purchase_id FROM follow_up"
            " WHERE planned_on BETWEEN :first AND :last",
            first=first,
            last=last,
        )
    )
    made = list(
        store.tuples(
            "SELECT customer_id, visited_on, reached, satisfaction, staff_id, channel FROM visit"
            " WHERE visited_on BETWEEN :first AND :last",
            first=first,
            last=last,
        )
    )
    bought = list(
        store.tuples(
            "SELECT customer_id, bought_on FROM purchase WHERE kind = 'sale' AND customer_id IN"
            " (SELECT customer_id FROM follow_up WHERE planned_on BETWEEN :first AND :last"
            " UNION SELECT customer_id FROM visit WHERE visited_on BETWEEN :first AND :last)",
            first=first,
            last=last,
        )
    )
    return len(planned) + len(made) + len(bought)


def main() -> None:
    with Book.open(book_named()) as book:
        store = book.store
        for days in (91, 365):
            first = TODAY - timedelta(days=days - 1)
            in_turns(
                f"looking back on {days} days",
                GOAL_PERIOD,
                lambda first=first: read_the_rows(store, first.isoformat(), TODAY.isoformat()),  # type: ignore[misc]
                lambda first=first: look_back(store, first, TODAY, TODAY),  # type: ignore[misc]
                rounds=5,
            )
        in_turns(
            "contacts made, the latest first",
            GOAL_LIST,
            lambda: list(store.column("SELECT id FROM visit ORDER BY visited_on, visited_at, id")),
            lambda: contacts_made.ids(store, descending=True),
            rounds=5,
        )


if __name__ == "__main__":
    main()
