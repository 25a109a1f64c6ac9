"""What the paper about one customer says: who it is, how to reach them, what was bought, said, given and promised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from model import card_words
from model.book import Book
from model.card_words import Figure
from model.classes.move_words import step_words, why_moved
from model.classes.moves import Steps
from model.complaints import ComplaintStatus
from model.customers import Customer, CustomerCard
from model.days_in_words import days_between, format_day
from model.follow_ups import FollowUpStatus
from model.planning.stored import follow_ups_on
from model.planning.words import rule_label
from model.purchases import PurchaseKind, show_quantity
from reports.page import Letterhead, letterhead
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from model.value.card_story import CardStory

RECEIPTS = 20
"""So many of the last purchases are printed with their lines."""

CONTACTS = 30
"""So many of the last contacts, and of the last complaints."""

GIFTS = 20
"""So many of the last gifts."""

STEPS = 12
"""So many of the last steps between classes: of a year, if every review moved them."""


@dataclass(frozen=True, slots=True)
class Said:
    """One field of the card; its words may have several lines."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Planned:
    """One open follow-up. ``when`` says how far its day is."""

    day: date
    when: str
    why: str
    how: str
    tries: int = 0
    promise: bool = False


@dataclass(frozen=True, slots=True)
class Sold:
    """One line of a receipt."""

    what: str
    quantity: str
    cents: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """One sale, or goods that came back."""

    day: date
    number: str
    lines: tuple[Sold, ...]
    back: bool = False


@dataclass(frozen=True, slots=True)
class Complaint:
    """``ended`` is how it was put right, ``stands`` how far it is."""

    day: date
    words: str
    ended: str
    stands: str
    waits: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """``score`` is the answer to *would you come back?*, 0 to 10."""

    day: date
    how: str
    outcome: str
    score: int | None
    words: str
    staff: str


@dataclass(frozen=True, slots=True)
class Given:
    """A gift, or goodwill. ``cents`` is what it cost the shop."""

    day: date
    kind: str
    words: str
    note: str
    cents: int


@dataclass(frozen=True, slots=True)
class Step:
    """A review put them into another class, or gave them their first; ``why``, as it was said then."""

    day: date
    step: str
    why: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the paper says. Words are ready to print, in the language of the paper.

    Of what may be many these are the last; ``*_in_all`` says how many there are.
    """

    shop: Letterhead
    currency: str
    printed_on: date
    name: str
    about: tuple[str, ...] = ()
    """What stands under the name."""
    warnings: tuple[str, ...] = ()
    """What nobody may overlook."""
    figures: tuple[Figure, ...] = ()
    fields: tuple[Said, ...] = ()
    note: str = ""
    follow_ups: tuple[Planned, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    receipts_in_all: int = 0
    complaints: tuple[Complaint, ...] = ()
    complaints_in_all: int = 0
    contacts: tuple[Contact, ...] = ()
    contacts_in_all: int = 0
    given: tuple[Given, ...] = ()
    given_in_all: int = 0
    steps: tuple[Step, ...] = ()
    steps_in_all: int = 0
    worth: CardStory | None = None
    """``None`` of who never bought, and where nobody asked."""


_ELSEWHERE = frozenset({"kind", "known_since", "do_not_contact", "note"})
"""Fields that do not stand among the others."""


def gather(book: Book, customer_id: int, today: date) -> Facts:
    """Everything about one customer, in the language spoken now. ``BookError`` if they are deleted."""
    card = book.customers.card(customer_id)
    shop, customer = book.shop, card.customer
    figures = book.customers.figures(customer_id)
    complaints = book.complaints.of_customer(customer_id)
    gifts = book.gifts.of_customer(customer_id)
    steps, behind = book.class_steps.of_customer(customer_id), Steps(book.store)
    return Facts(
        shop=letterhead(shop),
        currency=shop.currency,
        printed_on=today,
        name=customer.name,
        about=_about(customer),
        warnings=tuple(
            _warnings(customer, sum(one.status is not ComplaintStatus.CLOSED for one in complaints))
        ),
        figures=tuple(card_words.figures_in_words(figures, shop.currency, today)),
        fields=tuple(_fields(book, card)),
        note=customer.note,
        follow_ups=tuple(_planned(book, customer_id, today)),
        receipts=tuple(_receipts(book, customer_id)),
        receipts_in_all=book.purchases.count("customer_id = :id", id=customer_id),
        complaints=tuple(
            Complaint(
                one.said_on,
                one.words,
                one.solution,
                one.status.label,
                one.status is not ComplaintStatus.CLOSED,
            )
            for one in complaints[:CONTACTS]
        ),
        complaints_in_all=len(complaints),
        contacts=tuple(_contacts(book, customer_id)),
        contacts_in_all=book.visits.count("customer_id = :id", id=customer_id),
        given=tuple(
            Given(one.given_on, one.kind.label, one.words, one.note, one.cost_cents) for one in gifts[:GIFTS]
        ),
        given_in_all=len(gifts),
        steps=tuple(
            Step(one.moved_on, step_words(one.from_class, one.to_class), why_moved(behind.moved(one)))
            for one in steps[:STEPS]
        ),
        steps_in_all=len(steps),
    )


def _about(customer: Customer) -> tuple[str, ...]:
    since = format_day(customer.known_since) if customer.known_since else ""
    known = _("known since {day}").format(day=since) if since else ""
    return tuple(part for part in (customer.kind.label, known) if part)


def _warnings(customer: Customer, complaints_open: int) -> Iterator[str]:
    if customer.do_not_contact:
        yield _("Does not want to be contacted at all")
    if complaints_open:
        yield ngettext("{n} open complaint", "{n} open complaints", complaints_open).format(n=complaints_open)
    if customer.archived:
        yield _("Archived")


def _fields(book: Book, card: CustomerCard) -> Iterator[Said]:
    for fact in card_words.facts(card, book.shop.currency):
        if fact.key not in _ELSEWHERE:
            yield Said(fact.label, fact.words)
    for label, people in card_words.relations(book, card):
        if people:
            yield Said(label, _(", ").join(name for _id, name in people))


def _planned(book: Book, customer_id: int, today: date) -> Iterator[Planned]:
    for one in follow_ups_on(book.store, customer_id, today):
        if one.status is FollowUpStatus.OPEN:
            why = one.reason or rule_label(one.rule)
            when = days_between(one.due_on, today)
            yield Planned(one.due_on, when, why, one.channel.label, one.attempts, one.promise)


def _receipts(book: Book, customer_id: int) -> Iterator[Receipt]:
    for one in book.purchases.of_customer(customer_id, RECEIPTS):
        lines = tuple(
            Sold(line.text, show_quantity(line.quantity_thousandths), line.amount_cents)
            for line in book.purchase_lines.of(one.id)
        )
        yield Receipt(one.bought_on, one.receipt_number, lines, one.kind is PurchaseKind.RETURN)


def _contacts(book: Book, customer_id: int) -> Iterator[Contact]:
    staff = {member.id: member.name for member in book.staff.all()}
    for one in book.visits.of_customer(customer_id, CONTACTS):
        yield Contact(
            day=one.visited_on,
            how=one.channel.label,
            outcome=one.outcome.label,
            score=one.satisfaction,
            words="\n".join(part for part in (one.words, one.suggestion, one.note) if part),
            staff=staff.get(one.staff_id or 0, ""),
        )
