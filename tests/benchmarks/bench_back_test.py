"""The forecast of a book of 100,000 customers held against its past: three refits, beside appraising everybody once.

    .venv/bin/python tests/benchmarks/make_big_book.py big.regulars
    .venv/bin/python tests/benchmarks/bench_back_test.py big.regulars

The floor appraises the book as it was on the three days of the past, and does nothing with what it finds.
"""

import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from model.back_test.checking import LOOKED_BACK, back_test
from model.back_test.seasons import end_of_month_before
from model.book import Book
from model.relative_days import add_months
from model.store import Store
from model.value.appraisal import appraise
from tests.benchmarks.make_big_book import TODAY
from tests.benchmarks.measure import book_named, in_turns

GOAL = 3


def appraise_the_past(store: Store) -> None:
    """Everybody on each of the three days."""
    following = end_of_month_before(TODAY) + timedelta(days=1)
    for months in LOOKED_BACK:
        appraise(store, add_months(following, -months) - timedelta(days=1))


def main() -> None:
    with Book.open(book_named()) as book:
        store = book.store
        today = appraise(store, TODAY)
        in_turns(
            "the forecast held against the past",
            GOAL,
            lambda: appraise_the_past(store),
            lambda: back_test(store, TODAY, appraisal=today),
            rounds=3,
        )


if __name__ == "__main__":
    main()
