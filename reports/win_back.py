"""Whom to win back: why customers left and where they buy now, counted, and the best of them by name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from model.book import Book
from model.days_in_words import format_day
from model.leaving import LeftReason
from model.money import format_money
from model.ranking import By
from model.win_back_list import LostCustomer, WinBackList, win_back_customers
from reports.columns import Column, in_points
from reports.known_customers import last_bought, phone_column
from reports.listing import ListColumn, Listing, money_column
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
from reports.style import GRID, LEAD, SMALL, SOFT
from reports.table import Cell, Heading, Note, nothing_found, table
from reports.table import Column as TableColumn
from reports.tiles import Beside
from reports.wording import names_and_phones, number
from resources.i18n import _, language, ngettext

_SHOPS_COUNTED = 10


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the paper says."""

    shop: Letterhead
    currency: str
    printed_on: date
    by: By
    found: WinBackList


def gather(book: Book, printed_on: date, by: By = "revenue", limit: int | None = None) -> Facts:
    """Who is lost on the day of printing; at most ``limit`` are listed."""
    found = win_back_customers(book.store, printed_on, by, limit)
    return Facts(letterhead(book.shop), book.shop.currency, printed_on, by, found)


def listing(facts: Facts) -> Listing[LostCustomer]:
    """The same on the screen and in a file."""

    return Listing(
        columns=(
            ListColumn("name", _("Customer"), lambda one: one.name, stretch=True, strong=True),
            phone_column(),
            ListColumn("reason", _("Why they left"), lambda one: _reason(one.reason), width=172),
            ListColumn("left_for", _("Buys now at"), lambda one: one.left_for, width=132),
            ListColumn(
                "last_on",
                _("Last bought"),
                lambda one: one.last_on,
                lambda one: format_day(one.last_on) if one.last_on else _("never"),
                width=112,
            ),
            ListColumn("what", _("What"), lambda one: last_bought(one.known), only_in_file=True),
            ListColumn(
                "sales",
                _("Purchases"),
                lambda one: one.sales,
                lambda one: number(one.sales),
                width=96,
                align="right",
                descends_first=True,
            ),
            money_column("amount", _("Revenue"), lambda one: one.amount_cents, facts.currency, width=112),
            money_column(
                "profit", _("Profit"), lambda one: one.profit_cents, facts.currency, only_in_file=True
            ),
            ListColumn(
                "tried",
                _("Last tried"),
                lambda one: one.tried_on,
                lambda one: format_day(one.tried_on) if one.tried_on else "–",
                width=112,
            ),
            ListColumn(
                "outcome",
                _("Outcome"),
                lambda one: one.outcome.label if one.outcome else "",
                only_in_file=True,
            ),
        ),
        rows=facts.found.customers,
        customer_of=lambda one: one.customer_id,
        shown=tuple(part for part in (_count(facts), _for_good(facts)) if part),
        nothing=_("Nobody is lost."),
        first_keys=("phone", "amount", "last_on", "reason", "tried", "left_for"),
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
        expected = len(facts.found.customers) + 30
        return write_document(target, story(facts, paper), _frame(facts), paper, expected, progress)


def story(facts: Facts, paper: Paper) -> Iterator[Block]:
    """The paper as blocks, from top to bottom."""
    width = body_width(paper)
    found = facts.found
    if not found.customers and not found.reasons:
        yield from nothing_found(_("Nobody is lost."), width)
        return
    yield Gap(1)
    yield Note(_lost(facts), width, LEAD.strong)
    if _for_good(facts):
        yield Note(
            _("{how_many}: counted here, not listed.").format(how_many=_for_good(facts)), width, SMALL, SOFT
        )
    yield Gap(0.5)
    yield _counts(facts, width)
    yield Gap()
    if not found.customers:
        return
    listed = len(found.customers)
    aside = _("the first {n}").format(n=number(listed)) if listed < found.everybody else ""
    yield Heading(_("Whom to win back"), aside, width)
    rows = [_cells(facts, one) for one in found.customers]
    columns, type_ = in_points(
        [
            Column(_("Customer"), 2.3, strong=True, lines=3),
            Column(_("Why they left"), 2.2, lines=3),
            Column(_("Last bought"), 2, lines=2),
            Column(_("Bought in all"), align="right"),
            Column(_("Last tried"), 1.7, lines=3),
        ],
        rows,
        width,
    )
    yield from table(columns, rows, body_height(paper, _frame(facts)), type_=type_)


def _frame(facts: Facts) -> Frame:
    ranked = _("by revenue") if facts.by == "revenue" else _("by profit")
    return Frame(
        letterhead=facts.shop,
        title=_("Win back"),
        subtitle=f"{_count(facts)} · {ranked}",
        printed_on=facts.printed_on,
        foot=names_and_phones(),
    )


def _count(facts: Facts) -> str:
    people = facts.found.everybody
    return ngettext("{n} customer", "{n} customers", people).format(n=number(people))


def _for_good(facts: Facts) -> str:
    people = facts.found.for_good
    words = ngettext("{n} moved away or died", "{n} moved away or died", people)
    return words.format(n=number(people)) if people else ""


def _lost(facts: Facts) -> str:
    people = facts.found.everybody
    return ngettext(
        "{n} customer could be won back, who brought {amount} in all.",
        "{n} customers could be won back, who brought {amount} in all.",
        people,
    ).format(n=number(people), amount=format_money(facts.found.amount_cents, facts.currency))


def _counts(facts: Facts, width: float) -> Block:
    """Why they left beside where they buy now."""
    half = (width - 4 * GRID) / 2
    reasons = [(_reason(reason) or _("Not asked yet"), n) for reason, n in facts.found.reasons]
    named = facts.found.left_for[:_SHOPS_COUNTED]
    others = facts.found.left_for[_SHOPS_COUNTED:]
    shops = [*named, *([(_("Other places"), sum(n for _shop, n in others))] if others else [])]
    left = _counted(_("Why they left"), reasons, half)
    right = _counted(_("Where they buy now"), shops or [(_("Not known of anybody"), 0)], half)
    return Beside(left, right, half + 4 * GRID)


def _counted(title: str, counts: Sequence[tuple[str, int]], width: float) -> list[Block]:
    figures = width * 0.2
    columns = [
        TableColumn("", width - figures, lines=2),
        TableColumn(_("Customers"), figures, "right", lines=1),
    ]
    rows: list[list[Cell]] = [[words, number(n) if n else ""] for words, n in counts]
    return [Heading(title, "", width), *table(columns, rows, 10_000)]


def _reason(reason: LeftReason) -> str:
    return reason.label if reason is not LeftReason.NONE else ""


def _cells(facts: Facts, one: LostCustomer) -> list[Cell]:
    numbers = " · ".join(phone.number for phone in one.known.phones[:2])
    why = _reason(one.reason) or _("not asked yet")
    now = _("now at {shop}").format(shop=one.left_for) if one.left_for else ""
    day = format_day(one.last_on) if one.last_on else _("never")
    what = last_bought(one.known)
    cents = one.amount_cents if facts.by == "revenue" else one.profit_cents
    times = ngettext("{n} purchase", "{n} purchases", one.sales).format(n=number(one.sales))
    tried: Cell = "–"
    if one.tried_on:
        tried = (format_day(one.tried_on), one.outcome.label) if one.outcome else format_day(one.tried_on)
    return [
        (one.name, numbers) if numbers else one.name,
        (why, now) if now else why,
        (day, what) if what else day,
        (format_money(cents, facts.currency), times),
        tried,
    ]
