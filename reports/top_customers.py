"""The customers who bring most: ranking by revenue or profit, and how much the first of them carry."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from model.book import Book
from model.classes.standing_on import standing_on
from model.customer_class import CustomerClass
from model.days_in_words import format_day
from model.in_parts import in_parts
from model.money import format_money
from model.percentages import percent
from model.ranking import By, RankedCustomer, Ranking, ranking
from model.value.margins import Source
from reports import script
from reports.charts import ParetoChart, first_fifth
from reports.listing import Listing
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
    nobody_listens,
    write_document,
)
from reports.style import BODY, LEAD, MM, SMALL, SOFT, Type
from reports.table import Cell, Column, Heading, Note, fitting_width, nothing_found, table
from reports.tiles import Tile, Tiles
from reports.top_customers_by_class import by_class, table_of_classes
from reports.top_customers_listed import listing_of
from reports.wording import number, period
from resources.i18n import _, language, ngettext, paragraph, pgettext


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the paper says. ``by`` is what ``found`` is ranked by; ``classes`` are those of everybody who bought,
    at the end of the period, both days of which belong to it."""

    shop: Letterhead
    currency: str
    first_day: date
    last_day: date
    printed_on: date
    by: By
    found: Ranking
    classes: Mapping[int, CustomerClass] = field(default_factory=dict)

    @property
    def has_profit(self) -> bool:
        """Whether profit is anything else than revenue."""
        return self.found.margins.source is not Source.REVENUE

    def class_name(self, one: RankedCustomer) -> str:
        """Empty for who is in none."""
        found = self.classes.get(one.customer_id)
        return found.label if found else ""


FEW = 10
_TOLD_EACH = 1000
CONTACTS_UP_TO = 50
"""A short list is for acting on and says how to reach people; a long one is for reading."""


def gather(
    book: Book,
    first: date,
    last: date,
    printed_on: date,
    by: By,
    limit: int | None = None,
    progress: Progress = nobody_listens,
) -> Facts:
    """The ranking of a period, both days included; at most ``limit`` customers are listed. Where no cost is known of
    anything, it is by revenue."""
    ranking_them, classing = in_parts(progress, 2)
    found = ranking(book.store, first, last, by, limit, ranking_them)
    classes = standing_on(book.store, last, found.ranked_ids, classing) if found.ranked_ids else {}
    facts = Facts(letterhead(book.shop), book.shop.currency, first, last, printed_on, by, found, classes)
    return facts if facts.has_profit else replace(facts, by="revenue")


def listing(facts: Facts) -> Listing[RankedCustomer]:
    """The ranking on the screen and in a file."""
    return listing_of(
        facts.found,
        facts.by,
        facts.classes,
        facts.first_day,
        facts.last_day,
        facts.currency,
        has_profit=facts.has_profit,
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
        return write_document(
            target,
            story(facts, paper, progress or nobody_listens),
            frame,
            paper,
            len(facts.found.customers) + 8,
            progress,
        )


def story(facts: Facts, paper: Paper, tell: Progress = nobody_listens) -> Iterator[Block]:
    """The paper as blocks, from top to bottom. ``tell`` may raise: the rows of a huge book take their time."""
    width = body_width(paper)
    if not facts.found.customers:
        yield from nothing_found(_("Nobody bought anything in this period."), width)
        return
    yield Gap()
    total = sum(facts.found.ranked_cents)
    if total > 0 and len(facts.found.ranked_cents) > 1:
        yield Note(_first_fifth_words(facts, total), width, LEAD.strong)
    yield Tiles(_tiles(facts), width)
    for note in _honest_notes(facts):
        yield Note(note, width, SMALL, SOFT)
    if total > 0 and len(facts.found.ranked_cents) > 1:
        yield Gap()
        yield ParetoChart(facts.found.ranked_cents, width, *_chart_words(facts))
        money = _("Revenue") if facts.by == "revenue" else _("Profit")
        tallest = body_height(paper, _frame(facts))
        classes = list(by_class(facts.classes, facts.found))
        yield from table_of_classes(classes, money, facts.currency, facts.last_day, width, tallest)
    yield Gap()
    yield Heading(_list_title(facts), "", width)
    yield from _ranking(facts, width, body_height(paper, _frame(facts)), tell)


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
    everybody = len(facts.found.ranked_cents)
    first = first_fifth(everybody) if everybody >= FEW else 1
    part = percent(sum(facts.found.ranked_cents[:first]) / total, 1)
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
    found, currency = facts.found, facts.currency
    margin = (
        _("{share} of the revenue").format(share=percent(found.profit_cents / found.revenue_cents, 1))
        if found.revenue_cents > 0
        else ""
    )
    profit = Tile(_("Profit"), format_money(found.profit_cents, currency), margin)
    return [
        Tile(_("Customers who bought"), number(len(found.ranked_cents))),
        Tile(_("Purchases"), number(found.sales)),
        Tile(_("Revenue"), format_money(found.revenue_cents, currency)),
        *([profit] if facts.has_profit else []),
    ]


def _honest_notes(facts: Facts) -> Iterator[str]:
    found = facts.found
    if found.lines_without_cost:
        words = ngettext(
            "The cost of {n} line sold ({amount}) is not known.",
            "The cost of {n} lines sold ({amount}) is not known.",
            found.lines_without_cost,
        )
        amount = format_money(found.revenue_without_cost_cents, facts.currency)
        lines = words.format(n=number(found.lines_without_cost), amount=amount)
        yield paragraph((lines if facts.has_profit else "", found.margins.words))
    if found.unnamed_sales:
        words = ngettext(
            "{n} purchase ({amount}) was made by somebody without a name in the book; it is not counted here.",
            "{n} purchases ({amount}) were made by people without a name in the book; they are not counted here.",
            found.unnamed_sales,
        )
        amount = format_money(found.unnamed_revenue_cents, facts.currency)
        yield words.format(n=number(found.unnamed_sales), amount=amount)
    losing = sum(cents < 0 for cents in found.ranked_cents)
    if losing:
        words = ngettext(
            "{n} customer cost more than they brought: the line in the chart passes {all} and comes back.",
            "{n} customers cost more than they brought: the line in the chart passes {all} and comes back.",
            losing,
        )
        yield words.format(n=number(losing), all=percent(1))


def _chart_words(facts: Facts) -> tuple[str, str]:
    if facts.by == "revenue":
        return _("share of the revenue"), _("added up")
    return _("share of the profit"), _("added up")


def _list_title(facts: Facts) -> str:
    listed, everybody = len(facts.found.customers), len(facts.found.ranked_cents)
    if listed < everybody:
        return _("The first {n} of {all}").format(n=number(listed), all=number(everybody))
    return ngettext("{n} customer", "{n} customers", listed).format(n=number(listed))


def _ranking(facts: Facts, width: float, tallest: float, tell: Progress) -> Iterator[Block]:
    rows = list(_rows(facts, tell))
    totals = _totals(facts)
    for type_ in (BODY, SMALL):
        columns = _columns(facts, [*rows, *totals], width, type_)
        if columns[1].width >= 36 * MM:
            break
    yield from table(columns, rows, tallest, totals, type_)


def _columns(facts: Facts, rows: Sequence[Sequence[Cell]], width: float, type_: Type) -> list[Column]:
    titles = [
        pgettext("place in a ranking", "Place"),
        _("Customer"),
        _("Purchases"),
        _("Revenue"),
        *([_("Profit")] if facts.has_profit else []),
        _("Share"),
        _("Added up"),
        _("Last bought"),
        *([_("Class")] if facts.classes else []),
    ]
    columns = [
        Column(title, fitting_width(title, (row[place] for row in rows), type_), "right", lines=1)
        for place, title in enumerate(titles)
    ]
    if facts.classes:
        columns[-1] = replace(columns[-1], align="left")
    rest = width - sum(column.width for place, column in enumerate(columns) if place != 1)
    columns[1] = Column(titles[1], rest, strong=True, lines=2)
    return columns


def _rows(facts: Facts, tell: Progress) -> Iterator[list[Cell]]:
    found = facts.found
    total, contacts = sum(found.ranked_cents), len(found.customers) <= CONTACTS_UP_TO
    for place, (one, added_up) in enumerate(
        zip(found.customers, accumulate(found.ranked_cents), strict=False), start=1
    ):
        if place % _TOLD_EACH == 0:
            tell(0, 1)
        contact = script.joined(" · ", filter(None, (one.city, one.phone))) if contacts else ""
        cents = one.revenue_cents if facts.by == "revenue" else one.profit_cents
        yield [
            number(place),
            (one.name, contact) if contact else one.name,
            number(one.sales),
            *_money(facts, one.revenue_cents, one.profit_cents),
            _share(cents, total),
            _share(added_up, total),
            format_day(one.last_sale_on) if one.last_sale_on else "–",
            *([facts.class_name(one) or "–"] if facts.classes else []),
        ]


def _totals(facts: Facts) -> list[list[Cell]]:
    """One row for the listed customers, and one for everybody where that is not the same."""
    found, listed, total = facts.found, facts.found.customers, sum(facts.found.ranked_cents)

    def row(title: str, sales: int, revenue: int, profit: int, cents: int) -> list[Cell]:
        money = _money(facts, revenue, profit)
        blank = ["", "", ""] if facts.classes else ["", ""]
        return ["", title, number(sales), *money, _share(cents, total), *blank]

    everybody = row(
        _("Everybody in the period"),
        found.sales,
        found.revenue_cents,
        found.profit_cents,
        total,
    )
    if len(listed) >= len(found.ranked_cents):
        return [everybody]
    mine = row(
        _("Listed here"),
        sum(one.sales for one in listed),
        sum(one.revenue_cents for one in listed),
        sum(one.profit_cents for one in listed),
        sum(found.ranked_cents[: len(listed)]),
    )
    return [mine, everybody]


def _money(facts: Facts, revenue_cents: int, profit_cents: int) -> list[str]:
    both = [revenue_cents, profit_cents] if facts.has_profit else [revenue_cents]
    return [format_money(cents, facts.currency) for cents in both]


def _share(cents: int, total: int) -> str:
    return percent(cents / total, 1) if total > 0 else "–"
