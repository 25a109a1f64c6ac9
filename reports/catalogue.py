"""What can be printed: by name, with what each report may be told.

ReportLab and the layouts are loaded when something is printed, not when this list is read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from model.errors import BookError
from model.ranking import By
from resources.i18n import N_, _, language

if TYPE_CHECKING:
    from model.book import Book

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What may be asked of a report; each takes what concerns it. ``today`` is the day of printing."""

    today: date
    on: date | None = None
    """The day of a list; today if not said."""
    first: date | None = None
    last: date | None = None
    """The period, both days included. Without a last day it ends today; without a first, see each report."""
    by: By | None = None
    limit: int | None = None
    paper: str = "a4"
    """A key of ``reports.page.PAPERS``."""
    language: str = "en"


Making = Callable[["Book", Options, "Path | BinaryIO", "Progress | None"], int]


@dataclass(frozen=True, slots=True)
class Report:
    """One thing that can be printed. ``takes`` are the names of the options that change it.

    ``about`` is of whom or what it tells, where that is settled beforehand, and ``on`` of which day.
    """

    name: str
    title_words: str
    purpose_words: str
    takes: frozenset[str]
    make: Making
    about: str = ""
    on: date | None = None

    @property
    def title(self) -> str:
        """What it is called, in the current language."""
        return _(self.title_words)

    @property
    def purpose(self) -> str:
        """What it is good for, in one sentence of the current language."""
        return _(self.purpose_words)

    def print(
        self, book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None = None
    ) -> int:
        """Gather, lay out and write the PDF; the number of pages.

        ``BookError`` if it cannot be written or the period ends before it begins; an earlier file then stays as it
        was. ``progress`` may raise to give up.
        """
        if options.first and options.first > _last(options):
            raise BookError(_("The period ends before it begins."))
        try:
            with language(options.language):
                return self.make(book, options, target, progress)
        except OSError as error:
            where = target if isinstance(target, Path) else self.title
            reason = error.strerror or str(error)
            raise BookError(
                _("{file} could not be written: {reason}").format(file=where, reason=reason)
            ) from error


def _call_list(book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None) -> int:
    from reports import call_list
    from reports.call_facts import gather
    from reports.page import PAPERS

    facts = gather(book, options.on or options.today, options.today, options.limit)
    return call_list.write(facts, target, PAPERS[options.paper], options.language, progress)


def _return_visits(book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None) -> int:
    """Without a first day: this month and the two before it."""
    from reports import return_visits
    from reports.page import PAPERS

    last = _last(options)
    first = options.first or (last.replace(day=1) - timedelta(days=40)).replace(day=1)
    facts = return_visits.gather(book, first, last, options.today)
    return return_visits.write(facts, target, PAPERS[options.paper], options.language, progress)


def _top_customers(book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None) -> int:
    """Without a first day: the 365 days up to the last."""
    from reports import top_customers
    from reports.page import PAPERS

    last = _last(options)
    first = options.first or last - timedelta(days=364)
    by = options.by or "revenue"
    facts = top_customers.gather(book, first, last, options.today, by, options.limit)
    return top_customers.write(facts, target, PAPERS[options.paper], options.language, progress)


def _last(options: Options) -> date:
    return options.last or options.today


CATALOGUE = {
    report.name: report
    for report in (
        Report(
            "call-list",
            N_("Call list"),
            N_("Whom to call on a day and why, with boxes for a pen."),
            frozenset({"on", "limit"}),
            _call_list,
        ),
        Report(
            "return-visits",
            N_("Return visits"),
            N_("What came of the calls and visits of a period, and what was said."),
            frozenset({"first", "last"}),
            _return_visits,
        ),
        Report(
            "top-customers",
            N_("Top customers"),
            N_("Who brings most in a period, and how much the first of them carry."),
            frozenset({"first", "last", "by", "limit"}),
            _top_customers,
        ),
    )
}
