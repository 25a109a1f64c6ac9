"""The whole import of 1,000,000 purchases with 1,500,000 lines, against reading and inserting them by hand.

    .venv/bin/python tests/benchmarks/bench_import.py [factor]      1 is the whole size; 0.1 takes a tenth of the time

The floor, measured in the same run: ``csv.reader`` over the same file, and one ``executemany`` each for the purchases
and the lines, in one transaction, into tables and indexes of the book without triggers, checks and foreign keys. The
import does the same and also recognises customers by their phones, makes products, looks for doubles, keeps sums,
journal and search. The goal is at most three times the floor.
"""

from __future__ import annotations

import csv
import re
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from model import statistics
from model.book import Book
from model.importing.bring_in import bring_in
from model.importing.reading import Options
from model.schema import fresh_schema
from model.shop import Shop
from tests.benchmarks.make_big_book import TODAY, Size, write_purchases_csv

GOAL = 3.0


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def read_only(file: Path) -> None:
    """Read every row and forget it."""
    with file.open(encoding="utf-8", newline="") as text:
        for _row in csv.reader(text):
            pass


def insert_by_hand(file: Path, path: Path) -> float:
    """The barest load of the same purchases and lines: no question asked, nothing kept right, in one transaction.

    Only the inserting is timed: making the rows in Python is left out.
    """
    path.unlink(missing_ok=True)
    purchases: dict[str, list[object]] = {}
    lines = []
    with file.open(encoding="utf-8", newline="") as text:
        rows = csv.reader(text)
        next(rows)
        for n, row in enumerate(rows):
            receipt, day, customer, _name, _phone, product, words, _kind, quantity, amount, cost = row
            if receipt not in purchases:
                purchases[receipt] = [
                    len(purchases) + 1, 1, int(customer[1:]) + 1, "sale", day, receipt, 1, 1000, 600, 400
                ]  # fmt: skip
            cents, cost_cents = int(amount.replace(".", "")), int(cost.replace(".", ""))
            lines.append(
                (
                    n + 1,
                    1,
                    purchases[receipt][0],
                    0,
                    int(product[1:]) + 1,
                    words,
                    int(quantity) * 1000,
                    cents,
                    cost_cents,
                )
            )
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = TRUNCATE")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA cache_size = -65536")
    for name, sql in fresh_schema().items():
        if re.match(r"(table|index) purchase(_|$)", name):
            db.execute(
                re.sub(r"(CHECK \(.*\)|REFERENCES \w+ \(id\)( ON DELETE \w+( NULL)?)?)(?=,\n|\n)", "", sql)
            )
    started = time.perf_counter()
    db.execute("BEGIN")
    db.executemany(
        "INSERT INTO purchase (id, edit_id, customer_id, kind, bought_on, receipt_number, lines, amount_cents,"
        " cost_cents, profit_cents) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        purchases.values(),
    )
    db.executemany(
        "INSERT INTO purchase_line (id, edit_id, purchase_id, position, product_id, text, quantity_thousandths,"
        " amount_cents, cost_cents) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        lines,
    )
    db.execute("COMMIT")
    took = time.perf_counter() - started
    db.close()
    return took


def whole_import(file: Path, path: Path) -> None:
    """What a person does: a new book, and the file into it."""
    path.unlink(missing_ok=True)
    with Book.create(path, Shop(name="The Tea House", currency="GBP", region="GB")) as book:
        bring_in(book, file, "purchases", Options(today=TODAY))


def _main() -> None:
    factor = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    with tempfile.TemporaryDirectory() as folder:
        file, path = Path(folder) / "purchases.csv", Path(folder) / "shop.regulars"
        write_purchases_csv(file, Size().times(factor))
        ratios = []
        for _round in range(2):
            reading = seconds(lambda: read_only(file))
            inserting = insert_by_hand(file, Path(folder) / "floor.db")
            importing = seconds(lambda: whole_import(file, path))
            ratios.append(importing / (reading + inserting))
            print(f"csv.reader {reading:.1f} s + executemany {inserting:.1f} s; import {importing:.1f} s")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        with Book.open(path) as book:
            wrong = statistics.check(book.store)
            again = seconds(lambda: bring_in(book, file, "purchases", Options(today=TODAY)))
        print(f"the same file again, all of it doubles: {again:.1f} s; peak {peak:.0f} MB")
        print("check:", wrong or "all is well")
        print(f"ratio {min(ratios):.2f} (goal {GOAL:.1f})")


if __name__ == "__main__":
    _main()
