"""Sales and lines of a shop, quickly written."""

from collections.abc import Iterable
from datetime import date, timedelta

from model.book import Book
from model.class_lines import ClassLines
from model.purchases import Purchase, PurchaseLine

TODAY = date(2026, 3, 12)
LONG_AGO = date(2020, 1, 1)


def ago(days: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=days)


def buys(book: Book, customer_id: int, cents: int, days_ago: Iterable[int]) -> None:
    """Sales of ``cents`` each without a known cost, so many days before today."""
    with book.edit("Recorded sales"):
        for days in days_ago:
            book.purchases.save(
                Purchase(customer_id=customer_id, bought_on=ago(days)),
                [PurchaseLine(text="Tea", amount_cents=cents)],
            )


def set_lines(book: Book, gold: int, platinum: int, iron: int, on: date = LONG_AGO, **habits: int) -> None:
    """The lines, in cents, in the book."""
    with book.edit("Set the lines"):
        book.class_lines.insert(
            ClassLines(
                set_on=on,
                current_cents=gold,
                platinum_cents=platinum,
                iron_cents=iron,
                **habits,  # type: ignore[arg-type]
            )
        )
