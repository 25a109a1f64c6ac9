"""The silent ones: who stays away longer than they use to, what is at stake, what they last bought and said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from model.book import Book
from model.days_in_words import format_day
from model.money import format_money, format_round_money
from model.ranking import By
from model.silent_list import SilentCustomer, SilentList, silent_customers
from model.value.whole_book_words import rough_in_words
from reports.columns import Column, in_points
from reports.known_customers import last_bought, last_words, phone_column
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
    nobody_listens,
    write_document,
)
from reports.style import BODY, LEAD, SOFT
from reports.table import Cell, Note, nothing_found, table
from reports.wording import names_and_phones, number
from resources.i18n import _, language, ngettext, paragraph


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the paper says."""

    shop: Letterhead
    currency: str
    printed_on: date
    by: By | None
    found: SilentList


def gather(
    book: Book,
    printed_on: date,
    times_percent: int | None = None,
    by: By | None = None,
    limit: int | None = None,
    progress: Progress = nobody_listens,
) -> Facts:
    """Who is silent on the day of printing, at most ``limit`` of them: who has most at stake first, or who brought most
    ``by`` revenue or profit in their last year."""
    from model.value.appraisal import appraise

    appraisal = appraise(book.store, printed_on, progress=progress)
    found = silent_customers(book.store, printed_on, times_percent, by, limit, appraisal)
    return Facts(letterhead(book.shop), book.shop.currency, printed_on, by, found)


def listing(facts: Facts) -> Listing[SilentCustomer]:
    """The same on the screen and in a file."""

    return Listing(
        columns=(
            ListColumn("name", _("Customer"), lambda one: one.name, stretch=True, strong=True),
            phone_column(),
            ListColumn(
                "rhythm",
                _("Comes every"),
                lambda one: round(one.rhythm_days, 1),
                lambda one: days(round(one.rhythm_days)),
                width=96,
                align="right",
            ),
            ListColumn(
                "away",
                _("Away for"),
                lambda one: one.away_days,
                lambda one: days(one.away_days),
                width=88,
                align="right",
                descends_first=True,
            ),
            money_column("stake", _("At stake"), lambda one: one.at_stake_cents, facts.currency, width=108),
            money_column(
                "year",
                _("In their last year"),
                lambda one: one.year_cents,
                facts.currency,
                width=128,
                only_in_file=facts.by == "profit",
            ),
            money_column(
                "profit",
                _("Profit in their last year"),
                lambda one: one.year_profit_cents,
                facts.currency,
                width=172,
                only_in_file=facts.by != "profit",
            ),
            ListColumn(
                "last_on",
                _("Last bought"),
                lambda one: one.last_on,
                lambda one: format_day(one.last_on),
                width=108,
            ),
            ListColumn("what", _("What"), lambda one: last_bought(one.known), only_in_file=True),
            ListColumn("words", _("Last words"), lambda one: last_words(one.known), only_in_file=True),
            ListColumn(
                "planned",
                _("Planned"),
                lambda one: one.planned_on,
                lambda one: one.planned,
                width=108,
            ),
        ),
        rows=facts.found.customers,
        customer_of=lambda one: one.customer_id,
        shown=(_count(facts), _longer_than(facts)),
        nothing=_("Nobody stays away longer than usual."),
        first_keys=("phone", "away", "stake", "rhythm", "planned", "year", "profit"),
    )


def days(count: int) -> str:
    """``34 days``."""
    return ngettext("{n} day", "{n} days", count).format(n=number(count))


def write(
    facts: Facts,
    target: Path | BinaryIO,
    paper: Paper = A4,
    language_code: str = "en",
    progress: Progress | None = None,
) -> int:
    """Make the PDF; returns the number of pages. ``OSError`` leaves an earlier file as it was."""
    with language(language_code):
        expected = len(facts.found.customers) + 4
        return write_document(target, story(facts, paper), _frame(facts), paper, expected, progress)


def story(facts: Facts, paper: Paper) -> Iterator[Block]:
    """The paper as blocks, from top to bottom."""
    width = body_width(paper)
    if not facts.found.customers:
        yield from nothing_found(_("Nobody stays away longer than usual."), width)
        return
    yield Gap(1)
    yield Note(_at_stake(facts), width, LEAD.strong)
    listed = len(facts.found.customers)
    first = _("Listed are the first {n}.").format(n=number(listed)) if listed < facts.found.everybody else ""
    for words in (what_is_at_stake(facts.found), first):
        if words:
            yield Note(words, width, BODY, SOFT)
    yield Gap(1)
    rows = [_cells(facts, one) for one in facts.found.customers]
    columns, type_ = in_points(
        [
            Column(_("Customer"), 2.4, strong=True, lines=3),
            Column(_("Rhythm"), 2.1, lines=3),
            Column(_("At stake"), align="right", lines=2),
            Column(_("Last bought"), 1.9, lines=2),
            Column(_("Last words"), 2.5, lines=3),
        ],
        rows,
        width,
    )
    yield from table(columns, rows, body_height(paper, _frame(facts)), type_=type_)


def _frame(facts: Facts) -> Frame:
    return Frame(
        letterhead=facts.shop,
        title=_("Silent customers"),
        subtitle=" · ".join((_count(facts), _longer_than(facts), _order(facts))),
        printed_on=facts.printed_on,
        foot=names_and_phones(),
    )


def _count(facts: Facts) -> str:
    people = facts.found.everybody
    return ngettext("{n} customer", "{n} customers", people).format(n=number(people))


def _longer_than(facts: Facts) -> str:
    times = f"{facts.found.times_percent / 100:g}"
    return _("away for {times} times their own rhythm or more").format(times=times)


def _order(facts: Facts) -> str:
    match facts.by:
        case "revenue":
            return _("by revenue in their last year")
        case "profit":
            return _("by profit in their last year")
    return _("most at stake first")


def _at_stake(facts: Facts) -> str:
    money = format_round_money(facts.found.at_stake_cents, facts.currency)
    if facts.found.is_revenue:
        return _("{money} a year are at stake.").format(money=money)
    return _("At stake are about {amount} of profit a year.").format(amount=money)


def what_is_at_stake(found: SilentList) -> str:
    """What the amounts at stake mean, and what they are worth."""
    return paragraph(
        (
            _("At stake is what each of them would bring in the coming year if they still came."),
            rough_in_words() if found.is_rough else "",
            found.margin_words,
        )
    )


def _cells(facts: Facts, one: SilentCustomer) -> list[Cell]:
    numbers = " · ".join(phone.number for phone in one.known.phones[:2])
    planned = (
        _("planned for {day}").format(day=format_day(one.planned_on))
        if one.planned_on
        else _("a rule asks for a call")
        if one.by_rule
        else _("not planned yet")
    )
    year, template = (
        (one.year_profit_cents, _("{amount} profit in their last year"))
        if facts.by == "profit"
        else (one.year_cents, _("{amount} in their last year"))
    )
    what = last_bought(one.known)
    words = one.known.last_words
    return [
        (one.name, numbers) if numbers else one.name,
        (one.reason, planned),
        (
            format_round_money(one.at_stake_cents, facts.currency),
            template.format(amount=format_money(year, facts.currency)),
        ),
        (format_day(one.last_on), what) if what else format_day(one.last_on),
        (f"“{words.words.strip()}”", format_day(words.said_on)) if words else "",
    ]
