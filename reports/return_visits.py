"""The return visits of a period: what was planned and became of it, how satisfied, whether it helped, what was said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import BinaryIO, Literal

from model.book import Book
from model.days_in_words import format_day
from model.looking_back.in_words import (
    again_in_words,
    all_helped_in_words,
    answers_in_words,
    became_in_words,
    caution_in_words,
    early_in_words,
    late_in_words,
    loyalty_in_words,
    mean_in_words,
    span_in_words,
    suggested_in_words,
)
from model.looking_back.looking import (
    CONTENT_FROM,
    UNHAPPY_UP_TO,
    By,
    LookingBack,
    look_back,
)
from model.looking_back.said import Said, own_words, suggestions
from model.looking_back.scores import MEAN_FROM
from reports import script, visit_tables
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
from reports.style import BODY, LEAD, SMALL, SOFT
from reports.table import Heading, Note, nothing_found
from reports.tiles import Tile, Tiles
from reports.wording import number, period, short_day, short_month
from resources.i18n import _, language, ngettext, pgettext

WEEKS_UP_TO_DAYS = 100
"""Longer periods are drawn by month."""

_QUOTES = 12
_SUGGESTIONS = 12
_PRODUCTS = 12
"""So many of them stand on paper, those with most visits; all of them are in the window."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the paper says. Words are ready to print, in the language of the paper."""

    shop: Letterhead
    printed_on: date
    looked: LookingBack
    quotes: tuple[Said, ...] = ()
    """Own words worth reading, the least happy first."""
    suggestions: tuple[Said, ...] = ()


def gather(book: Book, first: date, last: date, today: date) -> Facts:
    """The visits of a period, both days included, in the language spoken now."""
    return Facts(
        letterhead(book.shop),
        today,
        look_back(book.store, first, last, today),
        tuple(own_words(book.store, first, last, _QUOTES)),
        tuple(suggestions(book.store, first, last, _SUGGESTIONS)),
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
        expected = len(facts.quotes) + len(facts.suggestions) + 90
        return write_document(target, story(facts, paper), _frame(facts), paper, expected, progress)


def story(facts: Facts, paper: Paper) -> Iterator[Block]:
    """The paper as blocks, from top to bottom."""
    width, looked = body_width(paper), facts.looked
    if looked.empty:
        yield from nothing_found(_("No return visits in this period."), width)
        return
    tallest = body_height(paper, _frame(facts))
    yield Gap()
    yield from _tiles(looked, width)
    yield from _drawn(looked, width)
    yield from _helped(looked, width)
    yield from _came_back(looked, width)
    yield from _tables(looked, width, tallest)
    yield from _quotes(facts.quotes, width)
    yield from _suggestions(facts, width)


def _frame(facts: Facts) -> Frame:
    return Frame(
        letterhead=facts.shop,
        title=_("Return visits"),
        subtitle=period(facts.looked.first, facts.looked.last),
        printed_on=facts.printed_on,
    )


# figures


def _tiles(looked: LookingBack, width: float) -> Iterator[Block]:
    total, plans, scores, again = looked.total, looked.total.plans, looked.total.scores, looked.total.again
    waiting = ngettext("{n} still to do", "{n} still to do", plans.waiting).format(n=number(plans.waiting))
    skipped = ngettext("{n} skipped", "{n} skipped", plans.skipped).format(n=number(plans.skipped))
    contacts = ngettext("of {n} contact", "of {n} contacts", total.contacts).format(n=number(total.contacts))
    yield Tiles(
        [
            Tile(
                pgettext("of visits", "Planned"),
                number(plans.planned),
                waiting if plans.waiting else "",
            ),
            Tile(
                pgettext("of visits", "Done"), number(plans.done), late_in_words(plans) if plans.done else ""
            ),
            Tile(_("Missed"), number(plans.missed), skipped if plans.skipped else ""),
        ],
        width,
    )
    mean = "–" if scores.mean is None else _("{score} of 10").format(score=number(scores.mean, 1))
    few = mean_in_words(scores) if scores.mean is None else ""
    yield Tiles(
        [
            Tile(_("Reached"), number(total.reached), contacts if total.contacts else ""),
            Tile(
                _("Would you come back?"),
                mean,
                span_in_words(scores) or " · ".join(part for part in (few, answers_in_words(scores)) if part),
            ),
            Tile(_("Bought again"), number(again.bought) if again.of else "–", again_in_words(again)),
        ],
        width,
    )


# drawn by week or month


@dataclass(frozen=True, slots=True)
class Stretch:
    """One week or month: contacts made, and those of them that reached somebody."""

    first_day: date
    made: int
    reached: int


def stretches(looked: LookingBack, unit: Literal["week", "month"]) -> list[Stretch]:
    """Every week or month that touches the period, in order, the empty ones too; weeks begin on Monday."""
    found: dict[date, Stretch] = {}
    day = looked.first
    while day <= looked.last:
        start = day - timedelta(days=day.weekday()) if unit == "week" else day.replace(day=1)
        before = found.get(start, Stretch(start, 0, 0))
        made, reached = looked.days.get(day, (0, 0))
        found[start] = Stretch(start, before.made + made, before.reached + reached)
        day += timedelta(days=1)
    return list(found.values())


def _drawn(looked: LookingBack, width: float) -> Iterator[Block]:
    if not looked.total.contacts:
        return
    weekly = (looked.last - looked.first).days < WEEKS_UP_TO_DAYS
    yield Heading(_("Contacts per week") if weekly else _("Contacts per month"), "", width)
    bars = []
    year = None
    for stretch in stretches(looked, "week" if weekly else "month"):
        day = stretch.first_day
        label = short_day(day) if weekly else short_month(day, with_year=day.year != year)
        year = day.year
        bars.append(Part(label, stretch.made, stretch.reached))
    yield PartBars(bars, width, _("made"), _("of these reached"))


# sentences


def _helped(looked: LookingBack, width: float) -> Iterator[Block]:
    if not looked.helped:
        return
    yield Heading(_("Did it help?"), "", width)
    for heading, sentence in all_helped_in_words(looked.helped):
        yield _Lead(heading, width, BODY.strong)
        yield Note(sentence, width)
    yield Note(caution_in_words(), width, SMALL, SOFT)


def _came_back(looked: LookingBack, width: float) -> Iterator[Block]:
    total, loyalty = looked.total.again, looked.loyalty
    if not total.of and not total.early:
        return
    yield Heading(_("Did they come back?"), "", width)
    if not total.of:
        yield Note(_("Nobody was spoken to long enough ago to tell."), width, LEAD.strong)
    else:
        yield Note(loyalty_in_words(total), width, LEAD.strong)
    for heading, again in (
        (_("Those who said {score} or more").format(score=CONTENT_FROM), loyalty.content),
        (_("Those who said {score} or less").format(score=UNHAPPY_UP_TO), loyalty.unhappy),
    ):
        if again.of:
            yield Note(_("{who}: {words}").format(who=heading, words=loyalty_in_words(again)), width)
    if total.early:
        yield Note(early_in_words(total.early), width, SMALL, SOFT)


class _Lead(Note):
    """A line that stays with what comes after it."""

    keeps_next = True


# tables


def _tables(looked: LookingBack, width: float, tallest: float) -> Iterator[Block]:
    for by in By:
        lines = looked.by[by]
        yield Gap(0.5)
        yield from visit_tables.by_lines(by, lines[:_PRODUCTS] if by is By.PRODUCT else lines, width, tallest)
    if looked.total.scores.answers:
        yield Note(
            _(
                "“Would you come back?” is answered from 0 to 10. A dot is the mean, the line through it where the mean"
                " probably lies; a hollow dot has too few answers for a line, and of fewer than {n} none is drawn."
            ).format(n=MEAN_FROM),
            width,
            SMALL,
            SOFT,
        )


# what was said


def _quotes(quotes: Sequence[Said], width: float) -> Iterator[Block]:
    if not quotes:
        return
    yield Gap(0.5)
    yield Heading(_("In their own words"), _("least happy first"), width)
    scored = any(quote.score is not None for quote in quotes)
    for quote in quotes:
        who = script.joined(" · ", [quote.name, format_day(quote.said_on)])
        yield Quote(quote.words, who, width, quote.score, scored)


def _suggestions(facts: Facts, width: float) -> Iterator[Block]:
    if not facts.suggestions:
        return
    yield Gap(0.5)
    yield Heading(_("Suggestions"), "", width)
    yield Note(suggested_in_words(facts.looked.suggested), width, SMALL, SOFT)
    for said in facts.suggestions:
        who = script.joined(" · ", [said.name, format_day(said.said_on), became_in_words(said)])
        yield Quote(said.words, who, width, None, False)
