"""What a shop does with its book, each in one call, to be disturbed in the middle of it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from model.book import Book
from model.classes import reviewing
from model.gifts import GiftKind
from model.importing.bring_in import bring_in
from model.importing.reading import Options
from tests.makers import A_DAY, add_customer, add_gift, add_sale, add_visit, make_book

SALES = "Receipt,Date,Customer,Phone,Product,Amount\n" + "".join(
    f"{n},2026-03-0{n % 9 + 1},Customer {n % 7},0770090010{n % 7},Tea {n % 3},{n}.50\n" for n in range(40)
)

Deed = Callable[[Book], None]


def a_shop(folder: Path) -> Path:
    """A closed book with something in it, and a file of sales beside it."""
    with make_book(folder) as book:
        anna = add_customer(book, "Anna", "07700 900100", city="York")
        add_sale(book, anna, A_DAY, 100, 200, cost=30)
        add_visit(book, anna)
    (folder / "sales.csv").write_text(SALES, encoding="utf-8")
    return book.path


def save(book: Book) -> None:
    with book.edit("Saved"):
        add_sale(book, add_customer(book, "Bo", "07700 900101"), A_DAY, 300)


def delete(book: Book) -> None:
    with book.edit("Deleted"):
        book.customers.delete(book.customers.all("name = 'Anna'")[0].id)


def bring(book: Book) -> None:
    bring_in(book, book.path.with_name("sales.csv"), "purchases", Options(today=A_DAY))


def give(book: Book) -> None:
    anna = book.customers.all("name = 'Anna'")[0].id
    add_gift(book, anna, A_DAY, 300, kind=GiftKind.GOODWILL)


def review(book: Book) -> None:
    """The first one: lines, a review, and a step of everybody."""
    reviewing.review(book, A_DAY + timedelta(days=200))


def undo(book: Book) -> None:
    assert book.undo() is not None


DEEDS: dict[str, tuple[list[Deed], Deed]] = {
    "save": ([], save),
    "delete": ([], delete),
    "import": ([], bring),
    "gift": ([], give),
    "review": ([], review),
    "undo of a save": ([save], undo),
    "undo of a delete": ([delete], undo),
    "undo of an import": ([bring], undo),
    "undo of a review": ([review], undo),
}
"""What was done before, and the deed that is disturbed."""
