"""What brings people back, of every product of a book of 100,000 customers, beside reading the rows that it rests on.

    .venv/bin/python tests/benchmarks/make_big_book.py big.regulars
    .venv/bin/python tests/benchmarks/bench_bringing_back.py big.regulars

The floor reads every purchase and every line as plain tuples, in the order in which they lie in the file; it makes
nothing of them. How long it takes until another curve can be drawn is printed too: choosing has to feel instant.
"""

import resource
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from model.book import Book
from model.bringing_back.bringing_back import bringing_back
from model.bringing_back.levels import Level
from model.store import Store
from tests.benchmarks.measure import book_named, in_turns, percentile

GOAL = 3
TIMES_DRAWN = 200


def read_the_rows(store: Store) -> int:
    """Every purchase and every line."""
    purchases = sum(1 for _row in store.tuples("SELECT id, customer_id, bought_on, kind FROM purchase"))
    lines = "SELECT id, purchase_id, product_id, quantity_thousandths, amount_cents, cost_cents FROM purchase_line"
    return purchases + sum(1 for _row in store.tuples(lines))


def main() -> None:
    with Book.open(book_named()) as book:
        store = book.store
        on = date.fromisoformat(store.value("SELECT max(bought_on) FROM purchase"))
        in_turns(
            "what brings people back",
            GOAL,
            lambda: read_the_rows(store),
            lambda: bringing_back(store, on),
            rounds=3,
        )
        found = bringing_back(store, on)
        levels = [level for level in Level if found.lines[level]]
        taken = []
        for number in range(TIMES_DRAWN):
            level = levels[number % len(levels)]
            line = found.lines[level][number % len(found.lines[level])]
            started = time.perf_counter()
            found.drawn(level, line)
            taken.append((time.perf_counter() - started) * 1e3)
        print(f"a curve: p50 {percentile(taken, 50):.2f} ms  p95 {percentile(taken, 95):.2f} ms")
        things = {level.value: len(lines) for level, lines in found.lines.items()}
        print(f"{things}  most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
