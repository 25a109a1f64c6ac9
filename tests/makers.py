"""Real things for tests, made in one line: a book on a file, a customer, a sale."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from model.book import Book
from model.computer import Computer
from model.customers import Customer, CustomerCard, Phone
from model.purchases import Purchase, PurchaseLine
from model.safekeeping.remembered import Remembered
from model.shop import Shop
from model.visits import Outcome, Visit

A_DAY = date(2026, 3, 12)

FreshBook = Callable[[], AbstractContextManager[Book]]
"""What the fixture ``fresh_book`` is."""


def make_book(
    folder: Path, name: str = "shop.regulars", *, language: str = "en", currency: str = "EUR"
) -> Book:
    """A new book of a tea shop in ``folder``, open."""
    shop = Shop(name="Tea & Leaf", currency=currency, language=language, region="GB")
    return Book.create(folder / name, shop)


def a_pc(folder: Path) -> Computer:
    """The settings of a PC in ``folder / "pc"``, which makes no backups by itself: they take their time."""
    computer = Computer(folder / "pc")
    Remembered(computer, "").by_itself = False
    return computer


def add_customer(book: Book, name: str = "Anna Smith", *numbers: str, **fields: object) -> int:
    """A stored customer; her id. ``fields`` are those of ``Customer``."""
    with book.edit("Added customer {name}", name=name):
        card = book.customers.save(
            CustomerCard(
                Customer(name=name, **fields),  # type: ignore[arg-type]
                phones=tuple(Phone(number=number) for number in numbers),
            )
        )
    return card.customer.id


def add_sale(
    book: Book,
    customer_id: int | None,
    on: date = A_DAY,
    *amounts: int,
    cost: int | None = None,
    receipt: str = "",
    text: str = "Tea",
) -> Purchase:
    """A stored sale with a line for each of ``amounts`` in cents (one of 10.00 if there is none)."""
    with book.edit("Recorded a sale"):
        return book.purchases.save(
            Purchase(customer_id=customer_id, bought_on=on, receipt_number=receipt),
            [PurchaseLine(text=text, amount_cents=cents, cost_cents=cost) for cents in amounts or (1000,)],
        )


def add_visit(
    book: Book, customer_id: int, on: date = A_DAY, outcome: Outcome = Outcome.REACHED, **fields: object
) -> Visit:
    """A stored contact; ``fields`` are those of ``Visit``."""
    with book.edit("Wrote down a contact"):
        return book.visits.insert(
            Visit(
                customer_id=customer_id,
                visited_on=on,
                outcome=outcome,
                reached=outcome.reached,
                **fields,  # type: ignore[arg-type]
            )
        )
