"""One customer with everything, and the list of all, beside reading the same rows bare.

    python tests/benchmarks/bench_customer.py BOOK

"Everything" is what the card and its pages show: the card, the figures, the timeline, purchases, visits, complaints
and follow-ups. The floor reads the same rows as plain tuples and makes nothing of them.
"""

from __future__ import annotations

import random
import sys
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from model import customer_list
from model.book import Book
from model.customer_list import Order
from model.timeline import timeline
from tests.benchmarks.measure import book_named, in_turns
from tests.makers import A_DAY

GOAL = 3
CUSTOMERS = 200
_OF_ONE = (
    "SELECT * FROM customer WHERE id = :id",
    "SELECT * FROM customer_figures WHERE customer_id = :id",
    *(
        f"SELECT * FROM {table} WHERE customer_id = :id ORDER BY {order}"
        for table, order in (
            ("customer_phone", "position, id"),
            ("customer_trait", "kind, position, id"),
            ("customer_consent", "channel"),
            ("purchase", "bought_on DESC, id DESC"),
            ("visit", "visited_on DESC, id DESC"),
            ("complaint", "said_on DESC"),
            ("follow_up", "planned_on DESC"),
        )
    ),
    "SELECT * FROM customer WHERE introduced_by_id = :id",
    "SELECT l.* FROM purchase AS p JOIN purchase_line AS l ON l.purchase_id = p.id WHERE p.customer_id = :id",
)


def bare(book: Book, customer_id: int) -> None:
    """Read every row of a customer."""
    for sql in _OF_ONE:
        list(book.store.tuples(sql, id=customer_id))


def everything(book: Book, customer_id: int) -> None:
    """What the pages of a customer ask for."""
    book.customers.card(customer_id)
    book.customers.figures(customer_id)
    timeline(book.store, customer_id, A_DAY)


def main(path: Path) -> None:
    with Book.open(path, read_only=True) as book:
        chance = random.Random(5)
        customers = chance.sample(book.store.column("SELECT id FROM customer"), CUSTOMERS)
        for customer in customers:
            bare(book, customer)  # so that neither of the two finds the file colder than the other
        first, second = cycle(customers), cycle(customers)
        in_turns(
            "one customer with everything",
            GOAL,
            lambda: bare(book, next(first)),
            lambda: everything(book, next(second)),
            rounds=CUSTOMERS,
        )
        most = book.store.value("SELECT customer_id FROM customer_figures ORDER BY sales DESC LIMIT 1")
        in_turns(
            "the one with most purchases", GOAL, lambda: bare(book, most), lambda: everything(book, most)
        )
        in_turns(
            "all ids by name",
            GOAL,
            lambda: book.store.column("SELECT customer_id FROM customer_search ORDER BY sort_key"),
            lambda: customer_list.ids(book, Order.NAME),
        )
        in_turns(
            "all ids by revenue",
            GOAL,
            lambda: book.store.column("SELECT customer_id FROM customer_figures ORDER BY amount_cents"),
            lambda: customer_list.ids(book, Order.AMOUNT),
        )
        page = customers[:50]
        some = ", ".join(map(str, page))
        in_turns(
            "a page of 50 rows",
            GOAL,
            lambda: list(
                book.store.tuples(
                    "SELECT c.*, f.*, (SELECT number FROM customer_phone WHERE customer_id = c.id LIMIT 1)"
                    f" FROM customer AS c JOIN customer_figures AS f ON f.customer_id = c.id WHERE c.id IN ({some})"
                )
            ),
            lambda: customer_list.rows(book, page),
            rounds=50,
        )


if __name__ == "__main__":
    main(book_named())
