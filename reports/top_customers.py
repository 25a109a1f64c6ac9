"""The customers who bring most: ranking by revenue or profit, and how much the first of them carry."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from model.book import Book
from model.classes.standing_on import standing_on
from model.customer_class import CustomerClass
from model.days_in_words import format_day
from model.money import format_money
from model.percentages import percent
from model.ranking import By, ranking
from reports.charts import ParetoChart, first_fifth
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
from reports.style import BODY, LEAD, MM, SMALL, SOFT, Type
from reports.table import Cell, Column, Heading, Note, fitting_width, nothing_found, table
from reports.tiles import Tile, Tiles
from reports.top_customers_by_class import OfClass, by_class, table_of_classes
from reports.wording import number, period
from resources.i18n import _, language, ngettext, pgettext


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer's figures in the period, returns taken off."""

    name: str
    purchases: int
    revenue_cents: int
    profit_cents: int
    last_bought_on: date | None
    contact: str = ""
    """City or phone, if the paper is to show them."""
    class_name: str = ""
    """At the end of the period; empty for who is in none."""
    customer_id: int = 0
    city: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the paper says. ``customers`` are the listed ones, best first."""

    shop: Letterhead
    currency: str
    first_day: date
    last_day: date
    printed_on: date
    by: By
    customers: tuple[Customer, ...]
    ranked_cents: tuple[int, ...]
    """Revenue or profit, as ``by`` says, of everybody who bought in the period, largest first."""
    purchases: int
    revenue_cents: int
    profit_cents: int
    """Sums over everybody. Profit is of the lines whose cost is known."""
    lines_without_cost: int = 0
    revenue_without_cost_cents: int = 0
    """What those lines brought: in the revenue, not in the profit."""
    unnamed_purchases: int = 0
    unnamed_revenue_cents: int = 0
    """Sold to people who gave no name: in none of the figures above."""
    by_class: tuple[OfClass, ...] = ()
    """The classes at the end of the period, best first; everybody who bought is in one of them."""


FEW = 10
CONTACTS_UP_TO = 50
"""A short list is for acting on and says how to reach people; a long one is for reading."""


def gather(book: Book, first: date, last: date, printed_on: date, by: By, limit: int | None = None) -> Facts:
    """The ranking of a period, both days included; at most ``limit`` customers are listed."""
    found = ranking(book.store, first, last, by, limit)
    contacts = len(found.customers) <= CONTACTS_UP_TO
    classes = standing_on(book.store, last, found.ranked_ids) if found.ranked_ids else {}
    return Facts(
        shop=letterhead(book.shop),
        currency=book.shop.currency,
        first_day=first,
        last_day=last,
        printed_on=printed_on,
        by=by,
        customers=tuple(
            Customer(
                name=one.name,
                purchases=one.sales,
                revenue_cents=one.revenue_cents,
                profit_cents=one.profit_cents,
                last_bought_on=one.last_sale_on,
                customer_id=one.customer_id,
                city=one.city,
                phone=one.phone,
                contact=" · ".join(part for part in (one.city, one.phone) if part) if contacts else "",
                class_name=_class_name(classes.get(one.customer_id)),
            )
            for one in found.customers
        ),
        ranked_cents=found.ranked_cents,
        purchases=found.sales,
        revenue_cents=found.revenue_cents,
        profit_cents=found.profit_cents,
        lines_without_cost=found.lines_without_cost,
        revenue_without_cost_cents=found.revenue_without_cost_cents,
        unnamed_purchases=found.unnamed_sales,
        unnamed_revenue_cents=found.unnamed_revenue_cents,
        by_class=tuple(by_class(classes, found)),
    )


def _class_name(one: CustomerClass | None) -> str:
    return one.label if one else ""


def listing(facts: Facts) -> Listing[Customer]:
    """The ranking on the screen and in a file."""

    total = sum(facts.ranked_cents)

    def part(one: Customer) -> float:
        return (
            (one.revenue_cents if facts.by == "revenue" else one.profit_cents) / total if total > 0 else 0.0
        )

    return Listing(
        columns=(
            ListColumn("name", _("Customer"), lambda one: one.name, stretch=True, strong=True),
            ListColumn("phone", _("Phone"), lambda one: one.phone, width=132),
            ListColumn("city", _("City"), lambda one: one.city, width=110),
            ListColumn("class", _("Class"), lambda one: one.class_name, width=92),
            ListColumn(
                "purchases",
                _("Purchases"),
                lambda one: one.purchases,
                lambda one: number(one.purchases),
                width=100,
                align="right",
                descends_first=True,
            ),
            money_column("revenue", _("Revenue"), lambda one: one.revenue_cents, facts.currency, width=116),
            money_column("profit", _("Profit"), lambda one: one.profit_cents, facts.currency, width=116),
            ListColumn(
                "share",
                _("Share"),
                lambda one: round(part(one), 4),
                lambda one: percent(part(one), 1),
                width=84,
                align="right",
                descends_first=True,
            ),
            ListColumn(
                "last_on",
                _("Last bought"),
                lambda one: one.last_bought_on,
                lambda one: format_day(one.last_bought_on) if one.last_bought_on else "–",
                width=112,
                descends_first=True,
            ),
        ),
        rows=facts.customers,
        customer_of=lambda one: one.customer_id,
        shown=(
            ngettext("{n} customer", "{n} customers", len(facts.customers)).format(
                n=number(len(facts.customers))
            ),
            period(facts.first_day, facts.last_day),
        ),
        nothing=_("Nobody bought anything in this period."),
        first_keys=("revenue", "share", "purchases", "profit", "last_on", "phone"),
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
        return write_document(target, story(facts, paper), frame, paper, len(facts.customers) + 8, progress)


def story(facts: Facts, paper: Paper) -> Iterator[Block]:
    """The paper as blocks, from top to bottom."""
    width = body_width(paper)
    if not facts.customers:
        yield from nothing_found(_("Nobody bought anything in this period."), width)
        return
    yield Gap()
    total = sum(facts.ranked_cents)
    if total > 0 and len(facts.ranked_cents) > 1:
        yield Note(_first_fifth_words(facts, total), width, LEAD.strong)
    yield Tiles(_tiles(facts), width)
    yield from _honest_notes(facts, width)
    if total > 0 and len(facts.ranked_cents) > 1:
        yield Gap()
        yield ParetoChart(facts.ranked_cents, width, *_chart_words(facts))
        money = _("Revenue") if facts.by == "revenue" else _("Profit")
        tallest = body_height(paper, _frame(facts))
        yield from table_of_classes(facts.by_class, money, facts.currency, facts.last_day, width, tallest)
    yield Gap()
    yield Heading(_list_title(facts), "", width)
    yield from _ranking(facts, width, body_height(paper, _frame(facts)))


def _frame(facts: Facts) -> Frame:
    ranked = _("by revenue") if facts.by == "revenue" else _("by profit")
    return Frame(
        letterhead=facts.shop,
        title=_("Top customers"),
        subtitle=f"{period(facts.first_day, facts.last_day)} · {ranked}",
        printed_on=facts.printed_on,
    )


def _first_fifth_words(facts: Facts, total: int) -> str:
    """How much the first carry; among fewer than ten there is no fifth worth the name."""
    everybody = len(facts.ranked_cents)
    first = first_fifth(everybody) if everybody >= FEW else 1
    part = percent(sum(facts.ranked_cents[:first]) / total, 1)
    if everybody < FEW:
        sentence = (
            _("The best of {all} customers brings {share} of the revenue.")
            if facts.by == "revenue"
            else _("The best of {all} customers brings {share} of the profit.")
        )
        return sentence.format(all=number(everybody), share=part)
    sentence = (
        _("The first {part} of the customers ({first} of {all}) bring {share} of the revenue.")
        if facts.by == "revenue"
        else _("The first {part} of the customers ({first} of {all}) bring {share} of the profit.")
    )
    return sentence.format(part=percent(0.2), first=number(first), all=number(everybody), share=part)


def _tiles(facts: Facts) -> list[Tile]:
    buyers = len(facts.ranked_cents)
    known = facts.revenue_cents - facts.revenue_without_cost_cents
    margin = (
        _("{share} of the revenue").format(share=percent(facts.profit_cents / known, 1)) if known > 0 else ""
    )
    return [
        Tile(_("Customers who bought"), number(buyers)),
        Tile(_("Purchases"), number(facts.purchases)),
        Tile(_("Revenue"), format_money(facts.revenue_cents, facts.currency)),
        Tile(_("Profit"), format_money(facts.profit_cents, facts.currency), margin),
    ]


def _honest_notes(facts: Facts, width: float) -> Iterator[Block]:
    if facts.lines_without_cost:
        words = ngettext(
            "The cost of {n} line sold ({amount}) is not known: it counts as revenue, not in the profit.",
            "The cost of {n} lines sold ({amount}) is not known: they count as revenue, not in the profit.",
            facts.lines_without_cost,
        )
        amount = format_money(facts.revenue_without_cost_cents, facts.currency)
        yield Note(words.format(n=number(facts.lines_without_cost), amount=amount), width, SMALL, SOFT)
    if facts.unnamed_purchases:
        words = ngettext(
            "{n} purchase ({amount}) was made by somebody without a name in the book; it is not counted here.",
            "{n} purchases ({amount}) were made by people without a name in the book; they are not counted here.",
            facts.unnamed_purchases,
        )
        amount = format_money(facts.unnamed_revenue_cents, facts.currency)
        yield Note(words.format(n=number(facts.unnamed_purchases), amount=amount), width, SMALL, SOFT)
    losing = sum(cents < 0 for cents in facts.ranked_cents)
    if losing:
        words = ngettext(
            "{n} customer cost more than they brought: the line in the chart passes {all} and comes back.",
            "{n} customers cost more than they brought: the line in the chart passes {all} and comes back.",
            losing,
        )
        yield Note(words.format(n=number(losing), all=percent(1)), width, SMALL, SOFT)


def _chart_words(facts: Facts) -> tuple[str, str]:
    if facts.by == "revenue":
        return _("share of the revenue"), _("added up")
    return _("share of the profit"), _("added up")


def _list_title(facts: Facts) -> str:
    listed, everybody = len(facts.customers), len(facts.ranked_cents)
    if listed < everybody:
        return _("The first {n} of {all}").format(n=number(listed), all=number(everybody))
    return ngettext("{n} customer", "{n} customers", listed).format(n=number(listed))


def _ranking(facts: Facts, width: float, tallest: float) -> Iterator[Block]:
    rows = list(_rows(facts))
    totals = _totals(facts)
    for type_ in (BODY, SMALL):
        columns = _columns(facts, [*rows, *totals], width, type_)
        if columns[1].width >= 36 * MM:
            break
    yield from table(columns, rows, tallest, totals, type_)


def _columns(facts: Facts, rows: Sequence[Sequence[Cell]], width: float, type_: Type) -> list[Column]:
    def fitting(position: int, title: str) -> Column:
        cells = (row[position] for row in rows)
        return Column(title, fitting_width(title, cells, type_), "right", lines=1)

    columns = [
        fitting(0, pgettext("place in a ranking", "Place")),
        fitting(2, _("Purchases")),
        fitting(3, _("Revenue")),
        fitting(4, _("Profit")),
        fitting(5, _("Share")),
        fitting(6, _("Added up")),
        fitting(7, _("Last bought")),
    ]
    if _has_classes(facts):
        class_width = fitting(8, _("Class")).width
        columns.append(Column(_("Class"), class_width, "left", lines=1))
    rest = width - sum(column.width for column in columns)
    columns.insert(1, Column(_("Customer"), rest, "left", strong=True, lines=2))
    return columns


def _has_classes(facts: Facts) -> bool:
    return any(customer.class_name for customer in facts.customers)


def _rows(facts: Facts) -> Iterator[list[Cell]]:
    total = sum(facts.ranked_cents)
    classes = _has_classes(facts)
    sums = accumulate(facts.ranked_cents)
    for place, (customer, added_up) in enumerate(zip(facts.customers, sums, strict=False), start=1):
        cents = customer.revenue_cents if facts.by == "revenue" else customer.profit_cents
        cells: list[Cell] = [
            number(place),
            (customer.name, customer.contact) if customer.contact else customer.name,
            number(customer.purchases),
            format_money(customer.revenue_cents, facts.currency),
            format_money(customer.profit_cents, facts.currency),
            percent(cents / total, 1) if total > 0 else "–",
            percent(added_up / total, 1) if total > 0 else "–",
            format_day(customer.last_bought_on) if customer.last_bought_on else "–",
        ]
        if classes:
            cells.append(customer.class_name or "–")
        yield cells


def _totals(facts: Facts) -> list[list[Cell]]:
    """One row for the listed customers, and one for everybody where that is not the same."""
    total = sum(facts.ranked_cents)
    listed = facts.customers
    blank: list[Cell] = [""] if _has_classes(facts) else []
    part = percent(sum(facts.ranked_cents[: len(listed)]) / total, 1) if total > 0 else "–"
    everybody: list[Cell] = [
        "",
        _("Everybody in the period"),
        number(facts.purchases),
        format_money(facts.revenue_cents, facts.currency),
        format_money(facts.profit_cents, facts.currency),
        percent(1, 1) if total > 0 else "–",
        "",
        "",
        *blank,
    ]
    if len(listed) >= len(facts.ranked_cents):
        return [everybody]
    mine: list[Cell] = [
        "",
        _("Listed here"),
        number(sum(customer.purchases for customer in listed)),
        format_money(sum(customer.revenue_cents for customer in listed), facts.currency),
        format_money(sum(customer.profit_cents for customer in listed), facts.currency),
        part,
        "",
        "",
        *blank,
    ]
    return [mine, everybody]
