"""What the customers are worth in the coming years, whether to believe it, and what earlier forecasts were worth."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from model.back_test.checking import BackTest, back_test
from model.back_test.in_words import (
    doubts_in_words,
    headline,
    off_in_words,
    seasons_in_words,
    trust_in_words,
    whole,
)
from model.back_test.trust import Trust
from model.book import Book
from model.days_in_words import format_day
from model.in_parts import in_parts
from model.value.appraisal import appraise
from model.value.whole_book import WholeBook
from reports.columns import Column, in_points
from reports.forecast_bars import Bar, ForecastBars
from reports.forecast_listed import Held, listing_of
from reports.forecast_past import past
from reports.forecast_people import people
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
from reports.style import HEADING, INK, LEAD, SMALL, SOFT, WARN
from reports.table import Cell, Heading, Note, nothing_found, table
from reports.tiles import Tile, Tiles
from reports.wording import number, short_day
from resources.i18n import _, language, ngettext, paragraph


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the paper says; sentences of ``found`` are in the language of the paper."""

    shop: Letterhead
    currency: str
    printed_on: date
    whole: WholeBook
    found: BackTest


def gather(book: Book, on: date, printed_on: date, progress: Progress = nobody_listens) -> Facts:
    """What is foretold from that day on, and what forecasts before it were worth; ``progress`` may raise."""
    appraising, testing = in_parts(progress, 2)
    appraisal = appraise(book.store, on, progress=appraising)
    found = back_test(book.store, on, appraisal=appraisal, progress=testing)
    return Facts(letterhead(book.shop), book.shop.currency, printed_on, appraisal.whole, found)


def listing(facts: Facts) -> Listing[Held]:
    """What was expected beside what came, on the screen and in a file."""
    return listing_of(facts.found, facts.currency)


def write(
    facts: Facts,
    target: Path | BinaryIO,
    paper: Paper = A4,
    language_code: str = "en",
    progress: Progress | None = None,
) -> int:
    """Make the PDF; returns the number of pages. ``OSError`` leaves an earlier file as it was."""
    with language(language_code):
        return write_document(target, story(facts, paper), _frame(facts), paper, 120, progress)


def story(facts: Facts, paper: Paper) -> Iterator[Block]:
    """The paper as blocks, from top to bottom."""
    width, tallest = body_width(paper), body_height(paper, _frame(facts))
    found, money = facts.found, facts.currency
    if not found.coming.customers:
        yield from nothing_found(headline(found, money), width)
        return
    yield Gap()
    yield Note(headline(found, money), width, LEAD.strong)
    yield Tiles(_tiles(facts), width)
    yield Gap(0.5)
    yield Note(trust_in_words(found.trust), width, HEADING, WARN if found.trust is Trust.NO else INK)
    for reason in doubts_in_words(found, money):
        yield Note(_("• {reason}").format(reason=reason), width)
    yield from _coming(facts, width, tallest)
    yield from people(found, money, width, tallest)
    yield Gap()
    yield Heading(_("Held against what happened"), "", width)
    yield Note(
        _(
            "The program goes back to an earlier day, forgets everything since, foretells the months up to {day}, and"
            " looks at what came."
        ).format(day=format_day(found.until))
        if found.rounds
        else _(
            "The book is too young. When it is half a year old, this shows what the forecast would have said three"
            " months before, beside what came."
        ),
        width,
        keeps_next=bool(found.rounds),
    )
    yield from past(found.rounds, money, width, tallest)


def _frame(facts: Facts) -> Frame:
    day = format_day(facts.found.today)
    return Frame(facts.shop, _("Forecast"), _("as known on {day}").format(day=day), facts.printed_on)


def _tiles(facts: Facts) -> list[Tile]:
    money, of_book, found = facts.currency, facts.whole, facts.found

    def between(low: int, high: int) -> str:
        return _("{low} to {high}").format(low=whole(low, money), high=whole(high, money))

    return [
        Tile(
            _("In 12 months"),
            whole(found.coming.cents, money),
            between(found.coming.low_cents, found.coming.high_cents),
        ),
        Tile(
            _("In three years"),
            whole(of_book.three_years_cents, money),
            between(of_book.three_years_low_cents, of_book.three_years_high_cents),
        ),
        Tile(
            _("Will come again"),
            _("about {n}").format(n=number(round(found.coming.come_again))),
            _("of {n} who ever bought").format(n=number(found.coming.customers)),
        ),
        _lately(found),
    ]


def _lately(found: BackTest) -> Tile:
    name = _("Such a forecast lately")
    if not found.rounds:
        return Tile(name, "–", _("never tried yet"))
    longest = found.rounds[0]
    months = ngettext("in the last {n} month.", "in the last {n} months.", longest.months)
    return Tile(name, off_in_words(longest.ours), months.format(n=longest.months))


def _coming(facts: Facts, width: float, tallest: float) -> Iterator[Block]:
    found, money = facts.found, facts.currency
    months = found.coming.months
    yield Gap()
    yield Heading(_("The coming year"), "", width)
    bars = [
        Bar(short_day(month.until), month.cents, low=month.low_cents, high=month.high_cents)
        for month in months
    ]
    yield ForecastBars(bars, width, money)
    rows: list[list[Cell]] = [
        [
            format_day(month.until),
            whole(month.cents, money),
            f"{whole(month.low_cents, money)} – {whole(month.high_cents, money)}",
            whole(month.so_far_cents, money),
        ]
        for month in months
    ]
    columns, type_ = in_points(
        [
            Column(_("Month until"), 1, lines=1),
            Column(_("Will probably bring"), 1, align="right", strong=True, lines=1),
            Column(_("Between"), 1, align="right", lines=1),
            Column(_("All until then"), 1, align="right", lines=1),
        ],
        rows,
        width,
    )
    yield from table(columns, rows, tallest, type_=type_)
    notes = paragraph(
        (
            _("Each bar is the month up to its day. Newcomers are not counted."),
            seasons_in_words(found),
            found.margin_words,
        )
    )
    yield Note(notes, width, SMALL, SOFT)
