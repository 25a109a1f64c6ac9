"""Saving a sale with journal, sums, figures and search index, beside a bare insert of the same rows.

    python tests/benchmarks/bench_sale.py BOOK

Both write into copies of the book, in turns, with the same journal mode, synchronous setting and indexes; the floor
has no trigger, no foreign key and no edit. Customers and products are chosen at random, as they come to a counter.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from model import ids
from model.book import Book
from model.purchases import Purchase, PurchaseLine
from tests.benchmarks.measure import book_named, in_turns

GOAL = 1.5
SALES = 200
DAY = date(2026, 11, 13)


class BareInserts:
    """A connection that only writes rows, as safely as ours."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        for setting in (
            "journal_mode = TRUNCATE",
            "synchronous = FULL",
            "secure_delete = ON",
            "cache_size = -65536",
        ):
            self._db.execute(f"PRAGMA {setting}").fetchall()
        for (trigger,) in self._db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            self._db.execute(f"DROP TRIGGER {trigger}")
        self._edit = self._db.execute("SELECT max(id) FROM edit").fetchone()[0]

    def save(self, purchase: Purchase, lines: list[PurchaseLine]) -> None:
        """One transaction with the purchase and its lines."""
        sale = ids.new_id()
        rows: list[tuple[str, dict[str, object]]] = [("purchase", {**purchase.values(), "id": sale})]
        rows += [
            ("purchase_line", {**line.values(), "id": ids.new_id(), "purchase_id": sale}) for line in lines
        ]
        self._db.execute("BEGIN IMMEDIATE")
        for table, row in rows:
            columns = ", ".join(row)
            self._db.execute(
                f"INSERT INTO {table} ({columns}, edit_id) VALUES (:{', :'.join(row)}, :edit)",
                {**row, "edit": self._edit},
            )
        self._db.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def sales(book: Book) -> Iterator[tuple[Purchase, list[PurchaseLine]]]:
    """Sales of one to three lines to anybody, without end."""
    chance = random.Random(11)
    customers = book.store.column("SELECT id FROM customer")
    products = book.store.rows("SELECT id, name FROM product")
    while True:
        lines = []
        for product in chance.choices(products, k=chance.choice((1, 1, 2, 3))):
            cents = chance.randrange(300, 9000)
            lines.append(
                PurchaseLine(
                    product_id=product["id"], text=product["name"], amount_cents=cents, cost_cents=cents // 2
                )
            )
        yield Purchase(customer_id=chance.choice(customers), bought_on=DAY, bought_at="11:20"), lines


def main(path: Path) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        ours, floor = Path(folder, "ours.regulars"), Path(folder, "floor.regulars")
        for copy in (ours, floor):
            shutil.copyfile(path, copy)
        bare = BareInserts(floor)
        with Book.open(ours) as book:
            made = sales(book)
            batches = [next(made) for _sale in range(SALES + 1)]
            to_floor, to_book = iter(batches), iter(batches)

            def save() -> None:
                purchase, lines = next(to_book)
                with book.edit("Sold"):
                    book.purchases.save(purchase, lines)

            in_turns("save a sale", GOAL, lambda: bare.save(*next(to_floor)), save, rounds=SALES)
        bare.close()


if __name__ == "__main__":
    main(book_named())
