"""Real things for tests, made in one line: a book on a file, a customer, a sale."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from model.book import Book
from model.class_reviews import ClassReview, ClassStep
from model.computer import Computer
from model.customer_class import CustomerClass
from model.customer_phones import Phone
from model.customers import Customer, CustomerCard
from model.gifts import Gift, GiftKind
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
        customer = Customer(name=name, **fields)  # type: ignore[arg-type]
        home = customer.household_id
        card = book.customers.save(
            CustomerCard(
                customer,
                phones=tuple(Phone(number=number) for number in numbers),
                household=book.households.get(home) if home is not None else None,
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


def add_gift(
    book: Book,
    customer_id: int,
    on: date = A_DAY,
    cost_cents: int = 0,
    *,
    words: str = "A tin of tea",
    kind: GiftKind = GiftKind.GIFT,
) -> Gift:
    """A stored gift, or goodwill, that cost the shop ``cost_cents``."""
    with book.edit("Gave something"):
        return book.gifts.insert(
            Gift(customer_id=customer_id, kind=kind, given_on=on, words=words, cost_cents=cost_cents)
        )


def review_classes(
    book: Book, on: date = A_DAY, *, note: str = "", **moves: tuple[int, CustomerClass]
) -> ClassReview:
    """A stored review of the classes on a day, and a step of each of ``moves``: a customer, and the class."""
    with book.edit("Reviewed the classes"):
        review = book.class_reviews.insert(ClassReview(reviewed_on=on, note=note))
        for customer_id, to_class in moves.values():
            before = book.class_steps.of_customer(customer_id)
            book.class_steps.insert(
                ClassStep(
                    class_review_id=review.id,
                    customer_id=customer_id,
                    moved_on=on,
                    from_class=before[0].to_class if before else CustomerClass.NONE,
                    to_class=to_class,
                    current_cents=0,
                    potential_cents=0,
                )
            )
    return review


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
