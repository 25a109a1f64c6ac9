"""Free services that are due and warranties that end: two lists with phone numbers, the most urgent first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import BinaryIO

from model.book import Book
from model.days_in_words import days_between, format_day
from model.service_list import Entitled, ServiceList, due_services
from reports.columns import Column, in_points
from reports.known_customers import phone_column
from reports.listing import ListColumn, Listing
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
from reports.table import Cell, Heading, nothing_found, table
from reports.wording import names_and_phones, number
from resources.i18n import _, language, ngettext


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the paper says."""

    shop: Letterhead
    printed_on: date
    last_day: date
    found: ServiceList


def gather(book: Book, printed_on: date, days: int) -> Facts:
    """What is due up to so many days after the day of printing."""
    return Facts(
        letterhead(book.shop),
        printed_on,
        printed_on + timedelta(days=days),
        due_services(book.store, printed_on, days),
    )


def listing(facts: Facts) -> Listing[Entitled]:
    """The same on the screen and in a file."""
    return Listing(
        columns=(
            ListColumn(
                "due",
                _("Day"),
                lambda one: one.due_on,
                lambda one: format_day(one.due_on),
                width=112,
            ),
            ListColumn("name", _("Customer"), lambda one: one.name, stretch=True, strong=True),
            phone_column(),
            ListColumn("what", _("What is due"), _what, width=170),
            ListColumn("goods", _("Goods"), lambda one: one.goods, width=152),
            ListColumn(
                "bought",
                _("Bought on"),
                lambda one: one.bought_on,
                lambda one: format_day(one.bought_on),
                width=112,
            ),
            ListColumn(
                "planned",
                _("Planned"),
                lambda one: one.planned_on,
                lambda one: format_day(one.planned_on) if one.planned_on else "–",
                width=112,
            ),
        ),
        rows=(*facts.found.services, *facts.found.warranties),
        customer_of=lambda one: one.customer_id,
        shown=(_until(facts), _services(facts), _warranties(facts)),
        nothing=_nothing(),
        first_keys=("due", "phone", "what", "goods", "planned"),
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
        expected = len(facts.found.services) + len(facts.found.warranties) + 6
        return write_document(target, story(facts, paper), _frame(facts), paper, expected, progress)


def story(facts: Facts, paper: Paper) -> Iterator[Block]:
    """The paper as blocks, from top to bottom."""
    found = facts.found
    if not found.services and not found.warranties:
        yield from nothing_found(_nothing(), body_width(paper))
        return
    if found.services:
        overdue = sum(one.due_on < facts.printed_on for one in found.services)
        aside = ngettext("{n} overdue", "{n} overdue", overdue).format(n=number(overdue)) if overdue else ""
        yield from _section(facts, paper, _("Free services that are due"), aside, found.services)
    if found.warranties:
        yield from _section(facts, paper, _("Warranties that end"), "", found.warranties)


def _section(
    facts: Facts, paper: Paper, title: str, aside: str, entitled: Sequence[Entitled]
) -> Iterator[Block]:
    width = body_width(paper)
    yield Gap(1)
    yield Heading(title, aside, width)
    rows = [_cells(facts, one) for one in entitled]
    columns, type_ = in_points(
        [
            Column("", box=True),
            Column(_("Day")),
            Column(_("Customer"), 2.2, strong=True, lines=3),
            Column(_("What is due") if entitled[0].service else _("Goods"), 2.8, lines=3),
            Column(_("Bought on")),
            Column(_("Planned")),
        ],
        rows,
        width,
    )
    yield from table(columns, rows, body_height(paper, _frame(facts)) - Heading("").height, type_=type_)


def _frame(facts: Facts) -> Frame:
    return Frame(
        letterhead=facts.shop,
        title=_("Services and warranties"),
        subtitle=" · ".join((_until(facts), _services(facts), _warranties(facts))),
        printed_on=facts.printed_on,
        foot=names_and_phones(),
    )


def _until(facts: Facts) -> str:
    return _("up to {day}").format(day=format_day(facts.last_day))


def _services(facts: Facts) -> str:
    count = len(facts.found.services)
    return ngettext("{n} service", "{n} services", count).format(n=number(count))


def _warranties(facts: Facts) -> str:
    count = len(facts.found.warranties)
    return ngettext("{n} warranty", "{n} warranties", count).format(n=number(count))


def _nothing() -> str:
    return _("No service is due, and no warranty ends.")


def _what(one: Entitled) -> str:
    if not one.service:
        return _("Warranty ends")
    if one.times == 1:
        return one.service
    return _("{service}, {n} of {all}").format(service=one.service, n=one.nth, all=one.times)


def _cells(facts: Facts, one: Entitled) -> list[Cell]:
    numbers = " · ".join(phone.number for phone in one.known.phones[:2])
    return [
        "",
        (format_day(one.due_on), days_between(one.due_on, facts.printed_on)),
        (one.name, numbers) if numbers else one.name,
        (_what(one), one.goods) if one.service else one.goods,
        format_day(one.bought_on),
        format_day(one.planned_on) if one.planned_on else "–",
    ]
