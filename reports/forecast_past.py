"""Forecasts of the past beside the truth, on paper: by month, by class, and beside what anybody would guess."""

from collections.abc import Iterator, Sequence
from math import isnan

from model.back_test.in_words import (
    beneath_in_words,
    compared_in_words,
    off_in_words,
    off_of,
    total_in_words,
    whole,
)
from model.back_test.measures import TOP_PERCENT
from model.back_test.round import Round
from model.days_in_words import format_day
from model.percentages import percent
from reports.columns import Column, in_points
from reports.forecast_bars import Bar, ForecastBars
from reports.page import Block, Gap
from reports.style import MM, SMALL, SOFT
from reports.table import Cell, Heading, Note, table
from reports.tiles import Beside, Together
from reports.wording import number, short_month
from resources.i18n import _, ngettext, paragraph

_BETWEEN = 6 * MM
_MONTHS = 0.44
"""of the width: the table of the months, beside that of the classes"""
_WORDS = 1.2
"""beside the names, which have 1"""
_DRAWN_FROM = 6
"""So many months at least: fewer bars tell no more than their table."""


def past(rounds: Sequence[Round], currency: str, width: float, tallest: float) -> Iterator[Block]:
    """One forecast behind the other, the longest first."""
    for place, one in enumerate(rounds):
        title = ngettext("What it said {n} month ago", "What it said {n} months ago", one.months)
        if place:
            yield Gap()
        yield Heading(title.format(n=one.months), _until(one), width)
        yield Note(
            paragraph((total_in_words(one, currency), compared_in_words(one, currency))),
            width,
            keeps_next=True,
        )
        if len(one.by_month) >= _DRAWN_FROM:
            yield ForecastBars(_bars(one), width, currency)
        left = (width - _BETWEEN) * _MONTHS
        yield Beside(
            _by_month(one, currency, left, tallest),
            _by_class(one, currency, width - _BETWEEN - left, tallest),
            right_at=left + _BETWEEN,
        )
        yield Gap(0.5)
        yield Together(_guesses(one, currency, width, tallest))
        yield Note(beneath_in_words(one), width, SMALL, SOFT)


def _until(one: Round) -> str:
    return _("until {day}").format(day=format_day(one.until))


def _bars(one: Round) -> list[Bar]:
    return [
        Bar(short_month(month.first, with_year=False), month.forecast_cents, month.truth_cents)
        for month in one.by_month
    ]


def _by_month(one: Round, currency: str, width: float, tallest: float) -> Iterator[Block]:
    rows: list[list[Cell]] = [
        [
            short_month(month.first, with_year=True),
            *_beside(month.forecast_cents, month.truth_cents, currency),
        ]
        for month in one.by_month
    ]
    columns, type_ = in_points(
        [Column(_("Month"), 1, strong=True, lines=1), *_compared()], rows, width, (SMALL,)
    )
    yield from table(columns, rows, tallest, type_=type_)


def _by_class(one: Round, currency: str, width: float, tallest: float) -> Iterator[Block]:
    rows: list[list[Cell]] = [
        [
            of_class.label,
            number(beside.customers),
            *_beside(beside.forecast_cents, beside.truth_cents, currency),
        ]
        for of_class, beside in one.by_class.items()
    ]
    columns, type_ = in_points(
        [
            Column(_("Class on that day"), 1, strong=True, lines=1),
            Column(_("Customers"), align="right"),
            *_compared(),
        ],
        rows,
        width,
        (SMALL,),
    )
    yield from table(columns, rows, tallest, type_=type_)


def _compared() -> list[Column]:
    return [
        Column(_("Expected"), align="right"),
        Column(_("Came"), align="right"),
        Column(_("The forecast was"), _WORDS, align="right", lines=2),
    ]


def _beside(forecast_cents: int, truth_cents: int, currency: str) -> list[Cell]:
    return [
        whole(forecast_cents, currency),
        whole(truth_cents, currency),
        off_of(forecast_cents, truth_cents),
    ]


def _guesses(one: Round, currency: str, width: float, tallest: float) -> Iterator[Block]:
    rows: list[list[Cell]] = [
        [
            name,
            whole(errors.forecast_cents, currency),
            off_in_words(errors),
            whole(errors.each_cents, currency),
            "–"
            if isnan(errors.top_share)
            else _("{percent} of it").format(percent=percent(errors.top_share)),
        ]
        for name, errors in (
            (_("This forecast"), one.ours),
            *((naive.label, errors) for naive, errors in one.naive.items()),
        )
    ]
    columns, type_ = in_points(
        [
            Column(_("Beside what anybody would guess"), 1, strong=True, lines=1),
            Column(_("In total"), align="right"),
            Column(_("It was"), align="right"),
            Column(_("Off for each customer"), align="right"),
            Column(_("Its best {percent} brought").format(percent=percent(TOP_PERCENT / 100)), align="right"),
        ],
        rows,
        width,
    )
    yield from table(columns, rows, tallest, type_=type_)
