"""Products that bring people back: how often and how soon their buyers return, and what makes regulars."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from model.book import Book
from model.bringing_back.bringing_back import WITHIN_DAYS, BringingBack, Line, bringing_back
from model.bringing_back.in_words import (
    beside_in_words,
    between_in_words,
    chance_in_words,
    chance_of_regulars,
    few_in_words,
    half_in_words,
    how_to_read,
    margin_in_words,
    notes,
    of_how_many,
    ordered,
    profit_in_words,
    regulars_beside_in_words,
    regulars_first,
    share_in_words,
    shop_sentence,
)
from model.bringing_back.levels import Level
from model.bringing_back.shares import FEWEST, Share
from model.bringing_back.spells import REGULAR_VISITS
from model.days_in_words import format_day
from reports.columns import Column, in_points
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
from reports.products_listed import Row, listing_of, with_span
from reports.return_curves import IN_A_ROW, Legend, Panel, Panels
from reports.style import BODY, LEAD, SMALL, SOFT
from reports.table import Cell, Heading, Note, nothing_found, table
from reports.wording import number
from resources.i18n import _, language, ngettext, paragraph, pgettext

USUAL_LIMIT = 10
_DRAWN = 6
_MOST_SUB_CATEGORIES = 40


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the paper says. ``limit`` is how many products, at most, are named in each list of them."""

    shop: Letterhead
    currency: str
    printed_on: date
    found: BringingBack
    limit: int | None = None


def gather(
    book: Book, on: date, printed_on: date, limit: int | None = None, progress: Progress = nobody_listens
) -> Facts:
    """What is known on that day."""
    found = bringing_back(book.store, on, progress)
    return Facts(letterhead(book.shop), book.shop.currency, printed_on, found, limit)


def listing(facts: Facts) -> Listing[Row]:
    """Everything on the screen and in a file: categories, sub-categories and products."""
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
        expected = sum(len(facts.found.lines[level]) for level in (Level.CATEGORY, Level.SUB_CATEGORY)) + 60
        return write_document(target, story(facts, paper), _frame(facts), paper, expected, progress)


def story(facts: Facts, paper: Paper) -> Iterator[Block]:
    """The paper as blocks, from top to bottom."""
    width, found = body_width(paper), facts.found
    if found.empty:
        yield from nothing_found(_("Nobody has bought anything yet."), width)
        return
    tallest = body_height(paper, _frame(facts))
    yield Gap(1)
    yield Note(shop_sentence(found), width, LEAD.strong)
    yield Note(paragraph((how_to_read(), few_in_words())), width, SMALL, SOFT)
    for note in notes(found):
        yield Note(note, width, SMALL, SOFT)
    yield from _curves(facts, width)
    yield from _level(facts, Level.CATEGORY, _("By category"), width, tallest)
    yield from _level(facts, Level.SUB_CATEGORY, _("By sub-category"), width, tallest)
    yield from _products(facts, width, tallest)
    yield from _regulars(facts, width, tallest)


def _frame(facts: Facts) -> Frame:
    return Frame(
        letterhead=facts.shop,
        title=_("What brings people back"),
        subtitle=_("as known on {day}").format(day=format_day(facts.found.on)),
        printed_on=facts.printed_on,
    )


def _curves(facts: Facts, width: float) -> Iterator[Block]:
    """The categories that most people bought; products where there are no categories."""
    days = facts.found.telling_days
    level = Level.CATEGORY if facts.found.lines[Level.CATEGORY] else Level.PRODUCT
    told = [line for line in facts.found.lines[level] if line.buyers >= FEWEST]
    most = sorted(told, key=lambda line: (-line.buyers, line.thing.name))[:_DRAWN]
    if not most:
        return
    panels = [
        Panel(
            line.thing.name,
            _within_words(line.back[days], days),
            facts.found.drawn(level, line),
        )
        for line in ordered(most, days)
    ]
    yield Gap(1)
    yield Heading(_("How soon they are back"), "", width)
    yield Legend()
    for start in range(0, len(panels), IN_A_ROW):
        yield Panels(panels[start : start + IN_A_ROW], width)


def _within_words(share: Share, days: int) -> str:
    sentence = ngettext("{share} within {n} day", "{share} within {n} days", days)
    return sentence.format(share=with_span(share), n=days)


def _level(facts: Facts, level: Level, title: str, width: float, tallest: float) -> Iterator[Block]:
    lines = ordered(facts.found.lines[level], facts.found.telling_days)
    if not lines:
        return
    yield Gap(1)
    yield from _table(facts, title, lines[:_MOST_SUB_CATEGORIES], width, tallest)
    if chance := chance_in_words(lines, facts.found.telling_days):
        yield Note(chance, width, BODY, SOFT)


def _products(facts: Facts, width: float, tallest: float) -> Iterator[Block]:
    """The first in both directions, beside others like them, and how much of that chance alone would bring."""
    days = facts.found.telling_days
    told = [
        line
        for line in facts.found.lines[Level.PRODUCT]
        if line.usual is not None and line.back[days].is_told
    ]
    if not told:
        return
    most = sorted(told, key=lambda line: ((line.usual or 0) - line.back[days].low, line.thing.name))
    fewest = sorted(told, key=lambda line: (line.back[days].high - (line.usual or 0), line.thing.name))
    half = min(facts.limit or len(told), (len(told) + 1) // 2)
    yield Gap(1)
    title = _("Products that bring back the most, beside others like them")
    yield from _table(facts, title, most[:half], width, tallest, len(told))
    if fewest[:half] and len(told) > 1:
        yield Gap(1)
        title = _("Products that bring back the fewest, beside others like them")
        yield from _table(facts, title, fewest[: len(told) - half][:half], width, tallest, len(told))
    yield Note(chance_in_words(told, days), width, BODY.strong, SOFT)


def _table(
    facts: Facts, title: str, lines: Sequence[Line], width: float, tallest: float, everybody: int = 0
) -> Iterator[Block]:
    aside = ""
    if everybody > len(lines):
        aside = _("the first {n} of {all}").format(n=number(len(lines)), all=number(everybody))
    heading = Heading(title, aside, width)
    yield heading
    rows = [_cells(facts, line) for line in lines]
    columns, type_ = in_points(
        [
            Column(pgettext("of a thing", "Name"), 1, strong=True, lines=2),
            Column(_("Buyers"), align="right"),
            *(Column(_days_title(days), align="right") for days in WITHIN_DAYS),
            Column(_("Beside others"), align="right"),
            Column(_("Half after"), align="right"),
            Column(_("Profit after"), align="right"),
            Column(_("Margin"), align="right"),
        ],
        rows,
        width,
    )
    yield from table(columns, rows, tallest - heading.height, type_=type_)


def _days_title(days: int) -> str:
    return ngettext("{n} day", "{n} days", days).format(n=days)


def _cells(facts: Facts, line: Line) -> list[Cell]:
    thing = line.thing
    within = " · ".join(part for part in (thing.code, thing.within) if part)
    return [
        (thing.name, within) if within else thing.name,
        number(line.buyers),
        *((share_in_words(line.back[days]), between_in_words(line.back[days])) for days in WITHIN_DAYS),
        beside_in_words(line),
        half_in_words(line),
        (profit_in_words(line.profit, facts.currency), of_how_many(line.profit)),
        margin_in_words(line),
    ]


def _regulars(facts: Facts, width: float, tallest: float) -> Iterator[Block]:
    """What people bought the very first time, and how many of them became regulars."""
    yield Gap(1)
    heading = Heading(_("First purchases that make regulars"), "", width)
    yield heading
    yield Note(
        _("Whoever buys on {n} days or more within a year of the first counts as a regular.").format(
            n=REGULAR_VISITS
        ),
        width,
        SMALL,
        SOFT,
    )
    shown = [
        (level, line) for level in Level for line in regulars_first(facts.found.lines[level])[: facts.limit]
    ]
    if not shown:
        sentence = _("Nothing here was the first purchase of {n} customers or more whose year is over.")
        yield Note(sentence.format(n=FEWEST), width)
        return
    rows: list[list[Cell]] = [
        [
            (line.thing.name, line.thing.within) if line.thing.within else line.thing.name,
            level.one,
            number(line.regulars.people),
            (share_in_words(line.regulars), between_in_words(line.regulars)),
            regulars_beside_in_words(line),
        ]
        for level, line in shown
    ]
    columns, type_ = in_points(
        [
            Column(_("Bought the first time"), 1, strong=True, lines=2),
            Column(_("Kind")),
            Column(_("First buyers"), align="right"),
            Column(_("Become regulars"), align="right"),
            Column(_("Beside the whole shop"), align="right"),
        ],
        rows,
        width,
    )
    yield from table(columns, rows, tallest - heading.height, type_=type_)
    for level in Level:
        if chance := chance_of_regulars(facts.found.lines[level]):
            yield Note(
                _("{level}: {sentence}").format(level=level.label, sentence=chance), width, SMALL, SOFT
            )
