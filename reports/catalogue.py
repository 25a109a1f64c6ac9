"""What can be printed, by name; some are lists, to look at and to keep as files too.

The layouts are loaded when something is printed, not when this list is read.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from model.in_parts import Progress, in_parts
from model.text_templates import Purpose
from reports.report import Options, Report
from resources.i18n import N_

if TYPE_CHECKING:
    from model.book import Book
    from reports.listing import AnyListing

Gathering = Callable[[Any, "Book", Options, Progress], object]

LAST_DAYS_OF_MONTH = 7
"""So near to its end, the next month is the one that a strip for the wall is made of."""
DUE_DAYS = 30
"""So far ahead services and warranties are looked for, if not said."""


# What each asks the book for: given its file in ``reports``.


def _call_list(_layout: Any, book: Book, options: Options, _tell: Progress) -> object:
    from reports.call_facts import gather

    return gather(book, options.day, options.today, options.most)


def _return_visits(layout: Any, book: Book, options: Options, _tell: Progress) -> object:
    """Without a first day: this month and the two before it."""
    last = options.last_day
    first = options.first or (last.replace(day=1) - timedelta(days=40)).replace(day=1)
    return layout.gather(book, first, last, options.today)


def _top_customers(layout: Any, book: Book, options: Options, tell: Progress) -> object:
    """Without a first day: the 365 days up to the last."""
    last = options.last_day
    first = options.first or last - timedelta(days=364)
    return layout.gather(book, first, last, options.today, options.by or "revenue", options.most, tell)


def _birthdays(layout: Any, book: Book, options: Options, _tell: Progress) -> object:
    month = options.month or options.on or options.today + timedelta(days=LAST_DAYS_OF_MONTH)
    return layout.gather(book, month, options.today, with_phones=options.phones)


def _silent(layout: Any, book: Book, options: Options, tell: Progress) -> object:
    times_percent = round(options.times * 100) if options.times else None
    return layout.gather(book, options.day, times_percent, options.by, options.most, tell)


def _win_back(layout: Any, book: Book, options: Options, _tell: Progress) -> object:
    return layout.gather(book, options.day, options.by or "revenue", options.most)


def _recall(layout: Any, book: Book, options: Options, _tell: Progress) -> object:
    """Without days: whenever it was sold."""
    from model.recall_list import Recall

    last = options.last or options.on
    return layout.gather(book, Recall(options.product, options.batch, options.first, last), options.today)


def _service_due(layout: Any, book: Book, options: Options, _tell: Progress) -> object:
    return layout.gather(book, options.day, options.days or DUE_DAYS)


def _owner_month(layout: Any, book: Book, options: Options, tell: Progress) -> object:
    """Without a month, that of the day."""
    return layout.gather(book, options.month or options.day, options.today, tell)


def _as_of_day(layout: Any, book: Book, options: Options, tell: Progress) -> object:
    """What was known on the day."""
    return layout.gather(book, options.day, options.today, tell)


def _as_of_day_up_to(layout: Any, book: Book, options: Options, tell: Progress) -> object:
    limit = layout.USUAL_LIMIT if options.limit is None else options.most
    return layout.gather(book, options.day, options.today, limit, tell)


def _letters(layout: Any, book: Book, options: Options, _tell: Progress) -> object:
    """On a day; birthdays in the month."""
    purpose = options.purpose or Purpose.UNREACHED
    day = options.day
    if purpose is Purpose.BIRTHDAY:
        day = options.month or day
    return layout.gather(book, purpose, day, options.today, options.most, options.cards)


def _slips(book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None) -> int:
    """A full sheet of each kind, to be copied: numbered ones are made, and asked for until they are back."""
    from model.slips import SlipKind
    from reports import slips
    from reports.page import PAPERS, letterhead

    blank = [
        slips.BlankSlip(kind, options.today) for kind in SlipKind for _each in range(slips.ON_A_PAGE[kind])
    ]
    paper = PAPERS[options.paper]
    return slips.write(letterhead(book.shop), blank, target, paper, options.language, progress)


def _paper(
    name: str, title: str, purpose: str, takes: set[str], gather: Gathering, *, is_list: bool = False
) -> Report:
    """The report whose layout is the file of its name in ``reports``."""

    def layout() -> Any:
        return import_module(f"reports.{name.replace('-', '_')}")

    def make(book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None) -> int:
        from reports.page import PAPERS

        gathering, laying_out = in_parts(progress, 2)
        facts = gather(layout(), book, options, gathering)
        paper = PAPERS[options.paper]
        pages: int = layout().write(facts, target, paper, options.language, progress=laying_out)
        return pages

    def look(book: Book, options: Options, progress: Progress) -> AnyListing:
        listing: AnyListing = layout().listing(gather(layout(), book, options, progress))
        return listing

    return Report(name, title, purpose, frozenset(takes), make, look=look if is_list else None)


_list = partial(_paper, is_list=True)


CATALOGUE = {
    report.name: report
    for report in (
        _paper(
            "call-list",
            N_("Call list"),
            N_("Whom to call on a day and why, with boxes for a pen."),
            {"on", "limit"},
            _call_list,
        ),
        _paper(
            "return-visits",
            N_("Return visits"),
            N_("What came of the calls and visits of a period, and what was said."),
            {"first", "last"},
            _return_visits,
        ),
        _list(
            "top-customers",
            N_("Top customers"),
            N_("Who brings most in a period, and how much the first of them carry."),
            {"first", "last", "by", "limit"},
            _top_customers,
        ),
        _paper(
            "owner-month",
            N_("The month"),
            N_("One page for the owner: money, classes, complaints, visits, and what to do."),
            {"month"},
            _owner_month,
        ),
        _list(
            "classes",
            N_("Classes"),
            N_("Who stands in which class, who moved at the last review, and why."),
            {"on", "limit"},
            _as_of_day_up_to,
        ),
        _list(
            "forecast",
            N_("Forecast"),
            N_("What your customers are worth in the coming years, and whether to believe it."),
            {"on"},
            _as_of_day,
        ),
        _list(
            "products",
            N_("What brings people back"),
            N_("Whose buyers come back, how soon, and which first purchases make regulars."),
            {"on", "limit"},
            _as_of_day_up_to,
        ),
        _list(
            "birthdays",
            N_("Birthdays"),
            N_("Whose day comes in a month: a strip for the wall, or with phone numbers for the caller."),
            {"month", "phones"},
            _birthdays,
        ),
        _list(
            "silent",
            N_("Silent customers"),
            N_("Who stays away longer than they use to, and what is at stake."),
            {"times", "by", "limit"},
            _silent,
        ),
        _list(
            "win-back",
            N_("Win back"),
            N_("Who is lost for long, why, where they buy now, and who of them was worth most."),
            {"by", "limit"},
            _win_back,
        ),
        _list(
            "service-due",
            N_("Services and warranties"),
            N_("Which free services are due, and which warranties end soon."),
            {"days"},
            _service_due,
        ),
        _list(
            "recall",
            N_("Recall"),
            N_("Who bought something that is called back, and how to reach them."),
            {"product", "batch", "first", "last"},
            _recall,
        ),
        _paper(
            "letters",
            N_("Letters"),
            N_("To those whom nobody reaches by phone, for birthdays, and for whatever else is due."),
            {"purpose", "on", "month", "cards", "limit"},
            _letters,
        ),
        Report(
            "slips",
            N_("Blank slips"),
            N_("Contacts, complaints and new customers by hand, for when there is no power: to be copied."),
            frozenset(),
            _slips,
        ),
    )
}
