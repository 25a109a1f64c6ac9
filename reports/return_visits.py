"""The return visits of a period: how many, reached or not, how satisfied, what was said, who came back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import BinaryIO, Literal

from model.book import Book
from model.days_in_words import format_day
from model.visit_summary import BOUGHT_AGAIN_DAYS, Count, Said, VisitSummary
from reports import script
from reports.charts import Part, PartBars
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
from reports.quote import Quote
from reports.style import BODY, GRID, HEADING, INK, LEAD, MM, SMALL, SOFT
from reports.table import Cell, Column, Heading, Note, fitting_width, table
from reports.tiles import Beside, Tile, Tiles
from reports.wording import number, period, share, short_day, short_month
from resources.i18n import _, language, ngettext

Unit = Literal["week", "month"]

FEW = 30
"""Below so many people a percentage says more than is known."""
WEEKS_UP_TO_DAYS = 100
"""Longer periods are drawn by month."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One week or month: visits made, and those of them that reached somebody."""

    first_day: date
    done: int
    reached: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Visits of one staff member, reason or channel. ``satisfaction`` is the mean of ``answers``."""

    name: str
    done: int
    reached: int
    satisfaction: float | None = None
    answers: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """What a customer said. ``score`` is the answer to *would you come back?*, 0 to 10."""

    name: str
    day: date
    words: str
    score: int | None = None


@dataclass(frozen=True, slots=True)
class BoughtAgain:
    """Of the ``reached`` customers whose ``within_days`` days are over, ``again`` bought something."""

    reached: int
    again: int
    within_days: int = 60
    too_early: int = 0
    """Reached, but the days are not over: not among ``reached``."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the paper says. Words are ready to print, in the language of the paper."""

    shop: Letterhead
    first_day: date
    last_day: date
    printed_on: date
    planned: int = 0
    """Visits that were to be made in the period."""
    done: int = 0
    reached: int = 0
    satisfaction: float | None = None
    """Mean of the answers to *would you come back?*."""
    answers: int = 0
    unit: Unit = "month"
    stretches: tuple[Stretch, ...] = ()
    """In order, the empty ones too."""
    by_staff: tuple[Tally, ...] = ()
    by_kind: tuple[Tally, ...] = ()
    by_channel: tuple[Tally, ...] = ()
    quotes: tuple[Words, ...] = ()
    """Own words worth reading, in any order."""
    suggestions: tuple[Words, ...] = ()
    bought_again: BoughtAgain | None = None


def gather(book: Book, first: date, last: date, today: date) -> Facts:
    """The visits of a period, both days included, in the language spoken now."""
    summary = VisitSummary(book.store, first, last)
    total, came_back = summary.total(), summary.came_back(today)
    unit: Unit = "week" if (last - first).days < WEEKS_UP_TO_DAYS else "month"
    return Facts(
        shop=letterhead(book.shop),
        first_day=first,
        last_day=last,
        printed_on=today,
        planned=summary.planned(),
        done=total.done,
        reached=total.reached,
        satisfaction=total.satisfaction,
        answers=total.answers,
        unit=unit,
        stretches=_stretches(summary.by_day(), unit, first, last) if total.done else (),
        by_staff=_tallies(summary.by_staff()),
        by_kind=_tallies(summary.by_reason()),
        by_channel=_tallies(summary.by_channel()),
        quotes=_said(summary.words()),
        suggestions=_said(summary.suggestions()),
        bought_again=BoughtAgain(came_back.reached, came_back.bought, BOUGHT_AGAIN_DAYS, came_back.too_early)
        if total.reached
        else None,
    )


def _stretches(days: dict[date, Count], unit: Unit, first: date, last: date) -> tuple[Stretch, ...]:
    """Every week or month that touches the period, with its visits; weeks begin on Monday."""
    found: dict[date, Stretch] = {}
    day = first
    while day <= last:
        start = day - timedelta(days=day.weekday()) if unit == "week" else day.replace(day=1)
        before = found.get(start, Stretch(start, 0, 0))
        count = days.get(day)
        found[start] = Stretch(
            start,
            before.done + (count.done if count else 0),
            before.reached + (count.reached if count else 0),
        )
        day += timedelta(days=1)
    return tuple(found.values())


def _tallies(counts: list[tuple[str, Count]]) -> tuple[Tally, ...]:
    return tuple(
        Tally(name, count.done, count.reached, count.satisfaction, count.answers) for name, count in counts
    )


def _said(found: list[Said]) -> tuple[Words, ...]:
    return tuple(Words(said.name, said.said_on, said.words, said.satisfaction) for said in found)


def write(
    facts: Facts,
    target: Path | BinaryIO,
    paper: Paper = A4,
    language_code: str = "en",
    progress: Progress | None = None,
) -> int:
    """Make the PDF; returns the number of pages. ``OSError`` leaves an earlier file as it was."""
    with language(language_code):
        expected = len(facts.quotes) + len(facts.suggestions) + 30
        return write_document(target, story(facts, paper), _frame(facts), paper, expected, progress)


def story(facts: Facts, paper: Paper) -> Iterator[Block]:
    """The paper as blocks, from top to bottom."""
    width = body_width(paper)
    if not facts.done and not facts.planned:
        yield Gap(40)
        yield Note(_("No return visits in this period."), width, HEADING, INK, "centre")
        return
    tallest = body_height(paper, _frame(facts))
    yield Gap()
    yield Tiles(_tiles(facts), width)
    if facts.bought_again is not None:
        yield from _bought_again(facts.bought_again, width)
    if facts.stretches:
        yield Heading(_("Visits per week") if facts.unit == "week" else _("Visits per month"), "", width)
        yield PartBars(_bars(facts), width, _("done"), _("of these reached"))
    yield from _tables(facts, width, tallest)
    if facts.quotes:
        yield Gap(0.5)
        yield Heading(_("In their own words"), _("least happy first"), width)
        scored = any(quote.score is not None for quote in facts.quotes)
        for quote in sorted(facts.quotes, key=_least_happy_first):
            yield _quote(quote, width, scored)
    if facts.suggestions:
        yield Gap(0.5)
        yield Heading(_("Suggestions"), "", width)
        for suggestion in facts.suggestions:
            yield _quote(suggestion, width, False)


def _quote(said: Words, width: float, scored: bool) -> Block:
    who = script.joined(" · ", [said.name, format_day(said.day)])
    return Quote(said.words, who, width, said.score, scored)


def _frame(facts: Facts) -> Frame:
    return Frame(
        letterhead=facts.shop,
        title=_("Return visits"),
        subtitle=period(facts.first_day, facts.last_day),
        printed_on=facts.printed_on,
    )


def _tiles(facts: Facts) -> list[Tile]:
    answers = ngettext("{n} answer", "{n} answers", facts.answers).format(n=number(facts.answers))
    return [
        Tile(_("Planned"), number(facts.planned)),
        Tile(_("Done"), number(facts.done)),
        Tile(_("Reached"), number(facts.reached), _of_done(facts)),
        Tile(
            _("Would you come back?"),
            "–"
            if facts.satisfaction is None
            else _("{score} of 10").format(score=number(facts.satisfaction, 1)),
            answers,
        ),
    ]


def _of_done(facts: Facts) -> str:
    if not facts.done:
        return ""
    return _("{share} of those done").format(share=share(facts.reached / facts.done, 0))


def _bought_again(facts: BoughtAgain, width: float) -> Iterator[Block]:
    yield Heading(_("Did they come back?"), "", width)
    if facts.reached:
        yield Note(_bought_again_words(facts), width, LEAD.strong)
        if facts.reached < FEW:
            yield Note(_("So few people say little about others: read the names, not a percentage."), width)
    else:
        yield Note(_("Nobody was reached long enough ago to tell."), width, LEAD.strong)
    if facts.too_early:
        words = ngettext(
            "{n} more was reached less than {days} days ago and is not counted yet.",
            "{n} more were reached less than {days} days ago and are not counted yet.",
            facts.too_early,
        )
        words = words.format(n=number(facts.too_early), days=facts.within_days)
        yield Note(words, width, SMALL, SOFT)


def _bought_again_words(facts: BoughtAgain) -> str:
    sentence = ngettext(
        "Of {n} customer reached, {again} bought again within {days} days.",
        "Of {n} customers reached, {again} bought again within {days} days.",
        facts.reached,
    )
    if facts.reached >= FEW:
        sentence = _("Of {n} customers reached, {again} bought again within {days} days: {share}.")
    return sentence.format(
        n=number(facts.reached),
        again=number(facts.again),
        days=facts.within_days,
        share=share(facts.again / facts.reached, 0),
    )


def _bars(facts: Facts) -> list[Part]:
    """A bar for each stretch; months carry the year where it begins."""
    bars = []
    year = None
    for stretch in facts.stretches:
        day = stretch.first_day
        label = short_day(day) if facts.unit == "week" else short_month(day, with_year=day.year != year)
        year = day.year
        bars.append(Part(label, stretch.done, stretch.reached))
    return bars


# Tables of two side by side


def _tables(facts: Facts, width: float, tallest: float) -> Iterator[Block]:
    """By staff beside by way of contact, then by kind: pairs stand side by side where they fit on a page."""
    parts = [
        (_("By staff"), _("Name"), facts.by_staff),
        (_("By reason"), _("Reason"), facts.by_kind),
        (_("By way of contact"), _("Way"), facts.by_channel),
    ]
    shown = [part for part in parts if part[2]]
    half = (width - 4 * GRID) / 2
    while shown:
        pair = [_tally_table(*part, half, tallest) for part in shown[:2]]
        beside = Beside(pair[0], pair[1], half + 4 * GRID) if len(pair) == 2 else None
        yield Gap(0.5)
        if beside is not None and beside.height <= tallest:
            yield beside
            shown = shown[2:]
        else:
            yield from _tally_table(*shown[0], width, tallest)
            shown = shown[1:]


def _tally_table(
    title: str, name_title: str, tallies: Sequence[Tally], width: float, tallest: float
) -> list[Block]:
    rows = [_tally_cells(tally) for tally in tallies]
    titles = (_("Done"), _("Reached"), _("Answers"), _("Of 10"))
    figures = [
        Column(
            words, max(fitting_width(words, (row[position] for row in rows), BODY), 13 * MM), "right", lines=1
        )
        for position, words in enumerate(titles, start=1)
    ]
    rest = width - sum(column.width for column in figures)
    columns = [Column(name_title, rest, lines=2), *figures]
    return [Heading(title, "", width), *table(columns, rows, tallest - Heading("").height)]


def _tally_cells(tally: Tally) -> list[Cell]:
    return [
        tally.name,
        number(tally.done),
        number(tally.reached),
        number(tally.answers),
        "–" if tally.satisfaction is None else number(tally.satisfaction, 1),
    ]


def _least_happy_first(quote: Words) -> tuple[int, int]:
    score = 11 if quote.score is None else quote.score
    return score, -quote.day.toordinal()
