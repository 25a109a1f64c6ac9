"""What everybody is worth, and their class, beside reading the bare facts it is reckoned from.

    .venv/bin/python tests/benchmarks/make_big_book.py big.regulars
    .venv/bin/python tests/benchmarks/bench_value.py big.regulars

The floor adds up, in SQL and from the covering index, what each customer bought, and makes nothing of it. Of a day that
is not the latest the file keeps no figures, so there all purchases are read.
"""

import sys
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from model.book import Book
from model.classes.classifying import Classification, classify
from model.store import Store
from model.value.appraisal import appraise
from tests.benchmarks.measure import book_named, in_turns

GOAL, GOAL_EARLIER, GOAL_WHOLE = 3, 4, 1


def read_the_facts(store: Store) -> int:
    """The bare sums of each customer."""
    return len(
        list(
            store.tuples(
                "SELECT customer_id, min(bought_on), max(bought_on), sum(amount_cents), sum(cost_cents),"
                " sum(profit_cents) FROM purchase WHERE customer_id IS NOT NULL GROUP BY customer_id"
            )
        )
    )


def value_and_class(store: Store, on: date) -> Classification:
    """Everything that is told of everybody, fitted, forecast and classed."""
    return classify(store, appraise(store, on))


def main() -> None:
    with Book.open(book_named()) as book:
        store = book.store
        on = date.fromisoformat(store.value("SELECT max(bought_on) FROM purchase"))
        facts = partial(read_the_facts, store)
        in_turns("value and class of everybody", GOAL, facts, lambda: value_and_class(store, on), rounds=7)
        earlier = on - timedelta(days=60)
        in_turns(
            "the same, as of 60 days before",
            GOAL_EARLIER,
            facts,
            lambda: value_and_class(store, earlier),
            rounds=5,
        )
        known = appraise(store, on)
        in_turns(
            "the whole book in one and three years",
            GOAL_WHOLE,
            facts,
            lambda: replace(known).whole,  # a copy, which does not remember it
            rounds=3,
        )


if __name__ == "__main__":
    main()
