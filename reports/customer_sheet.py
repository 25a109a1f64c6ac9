"""One customer on paper: who it is, how to reach them, what was bought, said and promised."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO

from model import card_words
from model.book import Book
from model.card_words import Figure
from model.complaints import ComplaintStatus
from model.customers import Customer, CustomerCard
from model.days_in_words import days_between, format_day
from model.follow_ups import FollowUpStatus
from model.money import format_money
from model.planning.words import rule_label
from model.purchases import PurchaseKind, show_quantity
from reports import table as tables
from reports.columns import Column, in_points
from reports.page import (
    A4,
    Block,
    Frame,
    Gap,
    Letterhead,
    Paper,
    Progress,
    body_height,
    body_width,
    letterhead,
    write_document,
)
from reports.style import LEAD, MM, SOFT, WARN
from reports.table import Cell, Heading, Note, Row, table
from reports.tiles import Beside, Tile, Tiles
from reports.wording import number
from resources.i18n import _, language, ngettext, pgettext

RECEIPTS = 20
"""So many of the last purchases are printed with their lines."""

CONTACTS = 30
"""So many of the last contacts, and of the last complaints."""


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
class Facts:
    """Everything the paper says. Words are ready to print, in the language of the paper.

    Of purchases, complaints and contacts these are the last; ``*_in_all`` says how many there are.
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


_ELSEWHERE = frozenset({"kind", "known_since", "do_not_contact", "note"})
"""Fields that do not stand among the others."""


def gather(book: Book, customer_id: int, today: date) -> Facts:
    """Everything about one customer, in the language spoken now. ``BookError`` if they are deleted."""
    card = book.customers.card(customer_id)
    shop, customer = book.shop, card.customer
    figures = book.customers.figures(customer_id)
    complaints = book.complaints.of_customer(customer_id)
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
    for one in book.follow_ups.of_customer(customer_id):
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


def write(
    facts: Facts,
    target: Path | BinaryIO,
    paper: Paper = A4,
    language_code: str = "en",
    progress: Progress | None = None,
) -> int:
    """Make the PDF; returns the number of pages. ``OSError`` leaves an earlier file as it was."""
    with language(language_code):
        frame = _frame(facts)
        lines = sum(len(receipt.lines) for receipt in facts.receipts)
        expected = 20 + lines + len(facts.complaints) + len(facts.contacts)
        return write_document(target, story(facts, paper), frame, paper, expected, progress)


def story(facts: Facts, paper: Paper) -> Iterator[Block]:
    """The sheet as blocks, from top to bottom."""
    width = body_width(paper)
    tallest = body_height(paper, _frame(facts), first_page=True)
    yield Gap(1)
    if facts.warnings:
        yield Note(" · ".join(facts.warnings), width, LEAD.strong, WARN, at_most=3)
        yield Gap(1)
    if facts.figures:
        yield Tiles([Tile(one.name, one.value, one.remark) for one in facts.figures], width)
        yield Gap(1)
    yield from _card(facts.fields, width, tallest)
    if facts.note:
        yield Heading(_("Note"), "", width)
        yield Row([tables.Column("", width)], [facts.note], None, tallest)
    for part in (_open_follow_ups, _last_purchases, _last_complaints, _last_contacts):
        yield from _table(part(facts), width, tallest)


def _frame(facts: Facts) -> Frame:
    return Frame(
        letterhead=facts.shop,
        title=facts.name,
        subtitle=" · ".join(facts.about),
        printed_on=facts.printed_on,
        foot=_("Personal: keep it locked away"),
    )


_LABEL = 30 * MM
_BETWEEN = 6 * MM
_LINES_AT_MOST = 8
_TOGETHER = 12
"""A receipt of up to so many lines is not divided between pages."""


def _card(fields: Sequence[Said], width: float, tallest: float) -> Iterator[Block]:
    """The fields in two columns; one below the other where they would not fit on a page so."""
    half = (width - _BETWEEN) / 2
    rows = [_field(field, half, tallest) for field in fields]
    middle = _middle([row.height for row in rows])
    both = Beside(rows[:middle], rows[middle:], half + _BETWEEN) if rows else None
    if both is not None and both.height <= tallest / 2:
        yield both
    else:
        yield from (_field(field, width, tallest) for field in fields)


def _field(field: Said, width: float, tallest: float) -> Row:
    columns = [
        tables.Column("", _LABEL, lines=2, colour=SOFT),
        tables.Column("", width - _LABEL, lines=_LINES_AT_MOST),
    ]
    return Row(columns, [field.label, field.words], None, tallest)


def _middle(heights: Sequence[float]) -> int:
    """Where to cut so that both columns are about as tall, the left one rather taller."""
    half, so_far = sum(heights) / 2, 0.0
    for place, height in enumerate(heights):
        if so_far >= half:
            return place
        so_far += height
    return len(heights)


@dataclass(frozen=True, slots=True)
class _Part:
    """A table of the sheet; ``kept`` says of each row whether it stays on a page with the next."""

    title: str
    shown: int
    in_all: int
    columns: tuple[Column, ...]
    rows: list[list[Cell]]
    kept: tuple[bool, ...] = ()


def _table(part: _Part, width: float, tallest: float) -> Iterator[Block]:
    if not part.rows:
        return
    aside = number(part.in_all)
    if part.shown < part.in_all:
        aside = _("the last {n} of {all}").format(n=number(part.shown), all=number(part.in_all))
    yield Gap(1)
    yield Heading(part.title, aside, width)
    columns, type_ = in_points(part.columns, part.rows, width)
    blocks = table(columns, part.rows, tallest, type_=type_)
    yield next(blocks)
    for block, kept in zip_longest(blocks, part.kept):
        block.keeps_next = bool(kept)
        yield block


def _open_follow_ups(facts: Facts) -> _Part:
    rows: list[list[Cell]] = [
        [
            (format_day(one.day), one.when),
            (one.why, _("promised")) if one.promise else one.why,
            one.how,
            f"{one.tries}×" if one.tries else "",
        ]
        for one in facts.follow_ups
    ]
    columns = (
        Column(_("Day"), 1.4, strong=True, lines=2),
        Column(_("Why"), 5, lines=_LINES_AT_MOST),
        Column(_("How"), 1.4, lines=2),
        Column(_("Tried"), align="right"),
    )
    return _Part(pgettext("a list of them", "Planned"), len(rows), len(rows), columns, rows)


def _last_purchases(facts: Facts) -> _Part:
    rows: list[list[Cell]] = []
    kept: list[bool] = []
    for receipt in facts.receipts:
        for place, line in enumerate(receipt.lines):
            first, last = place == 0, place == len(receipt.lines) - 1
            what = _("Brought back: {what}").format(what=line.what) if receipt.back else line.what
            rows.append(
                [
                    format_day(receipt.day) if first else "",
                    receipt.number if first else "",
                    what,
                    line.quantity,
                    format_money(line.cents, facts.currency),
                ]
            )
            kept.append(not last and len(receipt.lines) <= _TOGETHER)
    columns = (
        Column(_("Day"), strong=True),
        Column(_("Receipt")),
        Column(_("What"), 1, lines=3),
        Column(_("Quantity"), align="right"),
        Column(_("Amount"), align="right"),
    )
    title = pgettext("a list of them", "Purchases")
    return _Part(title, len(facts.receipts), facts.receipts_in_all, columns, rows, tuple(kept))


def _last_complaints(facts: Facts) -> _Part:
    rows: list[list[Cell]] = [
        [format_day(one.day), one.words, one.ended, one.stands] for one in facts.complaints
    ]
    columns = (
        Column(_("Day"), strong=True),
        Column(_("Own words"), 4, lines=_LINES_AT_MOST),
        Column(_("Solution"), 3, lines=_LINES_AT_MOST),
        Column(_("State"), 1.6, lines=3),
    )
    return _Part(_("Complaints"), len(rows), facts.complaints_in_all, columns, rows)


def _last_contacts(facts: Facts) -> _Part:
    rows: list[list[Cell]] = [
        [
            format_day(one.day),
            (one.how, one.outcome),
            "" if one.score is None else str(one.score),
            one.words,
            one.staff,
        ]
        for one in facts.contacts
    ]
    columns = (
        Column(_("Day"), strong=True),
        Column(_("How"), 1.7, lines=2),
        Column(_("Comes back"), align="centre"),
        Column(_("Own words"), 5, lines=_LINES_AT_MOST),
        Column(_("Who of us"), 1.2, lines=2),
    )
    return _Part(_("Contacts"), len(rows), facts.contacts_in_all, columns, rows)
