"""What the Today page asks of the book, beside reading the bare facts it needs.

    python tests/benchmarks/bench_today.py BOOK

The floor reads, as plain tuples: the figures of those whom a rule could want (for a past day: added up from the
sales), the sales that a first call may follow, what was planned for these customers, and their names and phones. It
decides nothing, words nothing and sorts nothing.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from model.book import Book
from model.complaint_list import Show
from model.complaint_list import ids as complaint_ids
from model.due import due
from model.rules import AFTER_SALE_DAYS, AFTER_SALE_LASTS_DAYS, LOST_TIMES_RHYTHM, SILENT_TIMES_RHYTHM
from model.store import Store
from model.today_facts import came_in, today_facts
from tests.benchmarks.make_big_book import TODAY
from tests.benchmarks.measure import book_named, in_turns

GOAL = 3
_FIGURES = {
    True: "SELECT customer_id, first_on, last_on, buying_days, reached_on FROM customer_figures",
    False: "SELECT customer_id, min(bought_on) AS first_on, max(bought_on) AS last_on,"
    " count(DISTINCT bought_on) AS buying_days, NULL AS reached_on FROM purchase"
    " WHERE kind = 'sale' AND bought_on <= :day AND customer_id IS NOT NULL GROUP BY customer_id",
}
_WANTED = (
    " SELECT * FROM f WHERE last_on >= :recent OR (buying_days >= 3 AND julianday(:day) - julianday(last_on)"
    " BETWEEN :silent * (julianday(last_on) - julianday(first_on)) / (buying_days - 1)"
    " AND :lost * (julianday(last_on) - julianday(first_on)) / (buying_days - 1) + 1)"
)


def facts_bare(store: Store, day: date) -> int:
    """Read what ``due`` needs to know; how many customers that were."""
    earliest = (day - timedelta(days=AFTER_SALE_DAYS + AFTER_SALE_LASTS_DAYS)).isoformat()
    wanted = [
        row[0]
        for row in store.tuples(
            f"WITH f AS MATERIALIZED ({_FIGURES[day >= TODAY]}){_WANTED}",
            day=day.isoformat(),
            recent=earliest,
            silent=SILENT_TIMES_RHYTHM,
            lost=LOST_TIMES_RHYTHM,
        )
    ]
    list(
        store.tuples(
            "SELECT customer_id, id, (SELECT text FROM purchase_line WHERE purchase_id = p.id LIMIT 1)"
            " FROM purchase AS p WHERE bought_on BETWEEN :first AND :last AND kind = 'sale'",
            first=earliest,
            last=(day - timedelta(days=AFTER_SALE_DAYS)).isoformat(),
        )
    )
    list(
        store.tuples(
            "SELECT * FROM follow_up WHERE status = 'open' AND coalesce(snoozed_to, planned_on) <= :day",
            day=day.isoformat(),
        )
    )
    some = ", ".join(map(str, wanted))
    list(store.tuples(f"SELECT customer_id, rule, anchor_on FROM follow_up WHERE customer_id IN ({some})"))
    list(
        store.tuples(
            "SELECT id, name, household_id, call_from, call_until, call_note, do_not_contact, archived,"
            " (SELECT number FROM customer_phone WHERE customer_id = c.id LIMIT 1),"
            " (SELECT allowed FROM customer_consent WHERE customer_id = c.id AND channel = 'phone')"
            f" FROM customer AS c WHERE id IN ({some})"
        )
    )
    return len(wanted)


def main(path: Path) -> None:
    with Book.open(path, read_only=True) as book:
        store = book.store
        print(f"{len(due(store, TODAY)):,} customers are due on {TODAY}")
        for days in (0, 1, 530, 2_900):
            day = TODAY - timedelta(days=days)
            in_turns(
                f"due, {days} days ago", GOAL, partial(facts_bare, store, day), partial(due, store, day), 5
            )
        in_turns(
            "the whole page",
            GOAL,
            partial(facts_bare, store, TODAY),
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
