"""Letters to customers: one on a page, its address in the window of the envelope; or cards, four on a sheet.

What they say comes from ``model.template_texts``. Printing records nothing: whoever posts them says so in the book.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO

from model.book import Book
from model.briefing import briefings
from model.customers import Customer
from model.days_in_words import format_day
from model.letters_due import letters_due
from model.template_texts import filled
from model.text_templates import Purpose
from reports import script
from reports.letter_cards import ON_A_SHEET, Card, card, draw_sheet
from reports.letter_page import Letter, Sender, letter_pages
from reports.page import (
    A4,
    MARGIN_SIDE,
    Block,
    Gap,
    Letterhead,
    Paper,
    Progress,
    body_width,
    letterhead,
    paginate,
)
from reports.pen import Pen
from reports.plain_pages import Drawing, write_pages
from reports.style import BODY, HEADING, INK, MM, SOFT
from reports.table import Column, Heading, Note, table
from resources.i18n import _, current_language, language


@dataclass(frozen=True, slots=True)
class Nowhere:
    """Somebody who should be written to, and whose address nobody knows."""

    name: str
    phones: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Every letter of one purpose, ready to print."""

    shop: Letterhead
    email: str
    purpose: Purpose
    day: date
    written_on: date
    letters: tuple[Letter, ...] = ()
    nowhere: tuple[Nowhere, ...] = ()
    cards: bool = False
    """Cards, four on a sheet, instead of letters."""


def gather(
    book: Book, purpose: Purpose, day: date, written_on: date, limit: int | None = None, cards: bool = False
) -> Facts:
    """The letters of that purpose that are due on ``day`` (birthdays: in its month), in the language spoken now.

    For cards no address is needed: they can be handed over.
    """
    letters: list[Letter] = []
    nowhere: list[int] = []
    for one in letters_due(book.store, purpose, day)[:limit]:
        customer = book.customers.get(one.customer_id)
        if not (cards or customer.has_address):
            nowhere.append(customer.id)
            continue
        text = filled(
            book,
            purpose,
            customer.id,
            current_language(),
            written_on,
            product=one.product,
            day=one.day,
            age=one.age,
        )
        letters.append(Letter(customer.name, _address(customer), text.subject, _in_its_direction(text.body)))
    known = briefings(book.store, nowhere, day)
    return Facts(
        shop=letterhead(book.shop),
        email=book.shop.email,
        purpose=purpose,
        day=day,
        written_on=written_on,
        letters=tuple(letters),
        nowhere=tuple(
            Nowhere(book.customers.get(one).name, " · ".join(phone.number for phone in known[one].phones))
            for one in nowhere
        ),
        cards=cards,
    )


def _address(customer: Customer) -> tuple[str, ...]:
    """As it stands on an envelope: a Chinese one from the largest to the smallest, the name last."""
    town = " ".join(part for part in (customer.postal_code, customer.city) if part)
    lines = [customer.name, customer.street, town, customer.province, customer.country]
    where = "".join((customer.province, customer.city, customer.street))
    if _CHINESE.search(where):
        lines = [customer.country, customer.postal_code, where, f"{customer.name} 收"]
    return tuple(line for line in lines if line)


_CHINESE = re.compile("[\u4e00-\u9fff]")


def _in_its_direction(body: str) -> str:
    """The text so that a right-to-left name at its beginning does not turn it around."""
    directions = [unicodedata.bidirectional(character) for character in body]
    to_left = sum(direction in ("R", "AL") for direction in directions)
    return body if to_left > directions.count("L") else script.Sentence(script.clean(body))


def write(
    facts: Facts,
    target: Path | BinaryIO,
    paper: Paper = A4,
    language_code: str = "en",
    progress: Progress | None = None,
) -> int:
    """Make the PDF; returns the number of pages. ``OSError`` leaves an earlier file as it was.

    What says too much for a card becomes a letter. Last comes a page with those whose address nobody knows.
    """
    with language(language_code):
        title = f"{facts.purpose.label} – {facts.shop.name}"
        return write_pages(target, list(_pages(facts, paper)), paper, title, facts.shop.name, progress)


def _pages(facts: Facts, paper: Paper) -> Iterator[Drawing]:
    sender = Sender(facts.shop, facts.email, format_day(facts.written_on, "letter"))
    found = [(letter, card(letter, paper) if facts.cards else None) for letter in facts.letters]
    cards: list[Card] = [small for _letter, small in found if small]
    for start in range(0, len(cards), ON_A_SHEET):
        yield partial(draw_sheet, cards=cards[start : start + ON_A_SHEET], sender=sender, paper=paper)
    for letter, small in found:
        if small is None:
            yield from letter_pages(letter, sender, paper)
    if facts.nowhere or not facts.letters:
        yield from _last_pages(facts, paper)


_TOP = 20 * MM


def _last_pages(facts: Facts, paper: Paper) -> Iterator[Drawing]:
    """Who could not be written to; or that there is nobody to write to."""
    room = paper.height - 2 * _TOP
    for blocks in paginate(_last_blocks(facts, body_width(paper), room), room, room):
        yield partial(_draw_blocks, blocks=blocks)


def _last_blocks(facts: Facts, width: float, room: float) -> Iterator[Block]:
    if not facts.nowhere:
        yield Gap(40)
        yield Note(_("Nobody is to be written to."), width, HEADING, INK, "centre")
        none = _("{purpose}: no letter is due on {day}.")
        words = none.format(purpose=facts.purpose.label, day=format_day(facts.day))
        yield Note(words, width, BODY, SOFT, "centre")
        return
    yield Heading(_("Without an address"), str(len(facts.nowhere)), width)
    yield Note(
        _("These customers should get this letter, but nobody knows where they live."), width, BODY, SOFT
    )
    columns = [
        Column(_("Name"), width * 0.5, strong=True, lines=2),
        Column(_("Phones"), width * 0.5, lines=2),
    ]
    yield from table(columns, [[one.name, one.phones] for one in facts.nowhere], room)


def _draw_blocks(pen: Pen, blocks: list[Block]) -> None:
    top = _TOP
    for block in blocks:
        block.draw(pen, MARGIN_SIDE, top)
        top += block.height
