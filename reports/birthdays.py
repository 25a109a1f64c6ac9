"""The birthdays and yearly days of a month: a strip for the wall without phone numbers, or with them for the caller."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from model.birthday_list import DayToKeep, days_to_keep
from model.book import Book
from model.days_in_words import format_day, format_month
from model.relative_days import add_months
from model.yearly_days import format_yearly_day
from reports import script
from reports.listing import ListColumn, Listing
from reports.page import (
    A4,
    Block,
    Frame,
    Letterhead,
    Paper,
    Progress,
    body_width,
    letterhead,
    write_document,
)
from reports.pen import Pen
from reports.style import ACCENT, BODY, GRID, INK, MM, RULE, SOFT, Type
from reports.table import nothing_found
from reports.wording import names_and_phones, number, weekday
from resources.i18n import _, language, ngettext


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the paper says: ``days`` in order. ``with_phones`` makes it a paper for the caller."""

    shop: Letterhead
    month: date
    printed_on: date
    days: tuple[DayToKeep, ...]
    with_phones: bool = False


def gather(book: Book, month: date, printed_on: date, *, with_phones: bool = False) -> Facts:
    """The days kept in the month in which ``month`` lies."""
    first = month.replace(day=1)
    last = add_months(first, 1) - timedelta(days=1)
    days = tuple(days_to_keep(book.store, first, last))
    return Facts(letterhead(book.shop), first, printed_on, days, with_phones)


def listing(facts: Facts) -> Listing[DayToKeep]:
    """The same on the screen and in a file."""
    return Listing(
        columns=(
            ListColumn(
                "on", _("Day"), lambda one: one.on, lambda one: format_day(one.on, "medium"), width=164
            ),
            ListColumn("name", _("Customer"), lambda one: one.name, stretch=True, strong=True),
            ListColumn("what", _("Occasion"), lambda one: one.label or _("Birthday"), width=124),
            ListColumn(
                "years",
                _("Becomes"),
                lambda one: one.years,
                lambda one: "" if one.years is None else number(one.years),
                width=80,
                align="right",
                descends_first=True,
            ),
            ListColumn("remark", _("Remark"), _calendar, width=176),
            ListColumn("phone", _("Phone"), lambda one: one.phone, width=132),
        ),
        rows=facts.days,
        customer_of=lambda one: one.customer_id,
        shown=(format_month(facts.month), _count(facts)),
        nothing=_("Nobody’s day comes in this month."),
        first_keys=("on", "what", "phone", "years"),
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
        return write_document(target, story(facts, paper), _frame(facts), paper, len(facts.days), progress)


def story(facts: Facts, paper: Paper) -> Iterator[Block]:
    """The paper as blocks, from top to bottom."""
    width = body_width(paper)
    if not facts.days:
        yield from nothing_found(_("Nobody’s day comes in this month."), width)
        return
    beside = 1 if facts.with_phones else 2
    for on, of_day in groupby(facts.days, key=lambda one: one.on):
        people = list(of_day)
        number_of_day = _DayNumber(on, width)
        yield number_of_day
        rows = [people[start : start + beside] for start in range(0, len(people), beside)]
        for place, row in enumerate(rows):
            block = _People(row, width, beside, with_phones=facts.with_phones)
            block.repeated = number_of_day if place else None
            if place == len(rows) - 1:
                block.height = max(block.height, _DAY_HEIGHT - place * block.height) + 0.7 * GRID
            yield block


def _frame(facts: Facts) -> Frame:
    return Frame(
        letterhead=facts.shop,
        title=_("Birthdays"),
        subtitle=f"{format_month(facts.month)} · {_count(facts)}",
        printed_on=facts.printed_on,
        foot=names_and_phones() if facts.with_phones else "",
    )


def _count(facts: Facts) -> str:
    people = len({one.customer_id for one in facts.days})
    return ngettext("{n} person", "{n} people", people).format(n=number(people))


_NAME = Type(12, bold=True)
_DAY = Type(27, bold=True)
_WEEKDAY_AT = 14 * MM
_DAY_COLUMN = 37 * MM
_DAY_HEIGHT = _DAY.leading
_PHONE_COLUMN = 58 * MM


class _DayNumber(Block):
    """The number of a day and its name, beside which people stand: it takes no height of its own."""

    keeps_next = True

    def __init__(self, on: date, width: float) -> None:
        self._number, self._weekday, self._width = str(on.day), weekday(on), width

    def draw(self, pen: Pen, left: float, top: float) -> None:
        pen.rule(left, top, self._width, RULE)
        pen.text(left, top + 0.3 * GRID, self._number, _DAY, ACCENT)
        y = top + 0.3 * GRID + _DAY.rise - BODY.rise
        pen.words(left + _WEEKDAY_AT, y, self._weekday, BODY, SOFT, width=_DAY_COLUMN - _WEEKDAY_AT)


class _People(Block):
    """One or two persons beside each other, what is kept beneath the name."""

    def __init__(self, people: Sequence[DayToKeep], width: float, beside: int, *, with_phones: bool) -> None:
        self.height = 0.8 * GRID + _NAME.leading + BODY.leading
        self._step = (width - _DAY_COLUMN) / beside
        room = self._step - 4 * MM - (_PHONE_COLUMN if with_phones else 0)
        self._people = [
            (script.line(one.name, _NAME, room), script.line(_remark(one), BODY, room)) for one in people
        ]
        self._phones = [script.line(one.phone, _NAME, _PHONE_COLUMN) for one in people] if with_phones else []

    def draw(self, pen: Pen, left: float, top: float) -> None:
        x, y = left + _DAY_COLUMN, top + 0.8 * GRID
        for name, remark in self._people:
            pen.text(x, y, name, _NAME, INK)
            pen.text(x, y + _NAME.leading, remark, BODY, SOFT)
            x += self._step
        for phone in self._phones:
            pen.text(x - _PHONE_COLUMN, y, phone, Type(_NAME.size), INK)


def _remark(one: DayToKeep) -> str:
    """What is kept: ``turns 46``, ``Wedding, 20 years``, and by which calendar."""
    parts = []
    if one.label:
        years = ngettext("{what}, {n} year", "{what}, {n} years", one.years or 0)
        parts.append(script.fill(years, what=one.label, n=number(one.years)) if one.years else one.label)
    elif one.years:
        parts.append(_("turns {n}").format(n=number(one.years)))
    calendar = _calendar(one)
    if calendar:
        parts.append(calendar)
    return script.joined(" · ", parts)


def _calendar(one: DayToKeep) -> str:
    """Where the day of this year is not the day itself: by the moon, or on 29 February."""
    day = one.yearly_day
    moved = not day.lunar and (day.month, day.day) != (one.on.month, one.on.day)
    return format_yearly_day(replace(day, year=None)) if day.lunar or moved else ""
