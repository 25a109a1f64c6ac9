"""What can be printed, by name, and what each report may be told; some are lists, to look at and to keep as files too.

ReportLab and the layouts are loaded when something is printed, not when this list is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from model.errors import BookError
from model.ranking import By
from model.text_templates import Purpose
from resources.i18n import N_, _, language

if TYPE_CHECKING:
    from model.book import Book
    from reports.listing import AnyListing

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What may be asked of a report; each takes what concerns it. ``today`` is the day of printing."""

    today: date
    on: date | None = None
    """As it is, or was, on that day; today if not said."""
    first: date | None = None
    last: date | None = None
    """The period, both days included. Without a last day it ends ``on``; without a first, see each report."""
    by: By | None = None
    limit: int | None = None
    month: date | None = None
    """A day of the month that is meant. Without it the month of ``on``, else the one that is nearest."""
    phones: bool = False
    """Phone numbers on a paper that else goes without."""
    times: float | None = None
    """How many times their own rhythm customers stay away; as the shop's rule says, if not said."""
    days: int | None = None
    """How many days ahead is looked."""
    product: str = ""
    """A code, a name or a category."""
    batch: str = ""
    """A part of what stands on the goods."""
    purpose: Purpose | None = None
    """What letters are for; to those whom nobody could reach, if not said."""
    cards: bool = False
    """Cards, four on a sheet, instead of letters."""
    paper: str = "a4"
    """A key of ``reports.page.PAPERS``."""
    language: str = "en"

    @property
    def day(self) -> date:
        """The day of which it tells."""
        return self.on or self.today


Making = Callable[["Book", Options, "Path | BinaryIO", "Progress | None"], int]
Looking = Callable[["Book", Options], "AnyListing"]


@dataclass(frozen=True, slots=True)
class Report:
    """One thing that can be printed. ``takes`` are the names of the options that change it.

    ``about`` is of whom or what it tells, where that is settled beforehand, and ``on`` of which day. ``look`` makes the
    same as a list, for those that are one.
    """

    name: str
    title_words: str
    purpose_words: str
    takes: frozenset[str]
    make: Making
    about: str = ""
    on: date | None = None
    look: Looking | None = None

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
        with self._written(options, target):
            return self.make(book, options, target, progress)

    def listing(self, book: Book, options: Options) -> AnyListing:
        """The same as a list, in the language of ``options``. ``BookError`` if this is no list, or not to be had."""
        if self.look is None:
            raise BookError(_("“{report}” is for paper only.").format(report=self.title))
        with self._written(options, None):
            return self.look(book, options)

    def save_list(
        self, book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None = None
    ) -> int:
        """Write the same into a file for a spreadsheet; the number of rows. ``BookError`` as for :meth:`print`."""
        from reports import list_file

        listing = self.listing(book, options)
        with self._written(options, target):
            return list_file.write(listing, target, progress)

    @contextmanager
    def _written(self, options: Options, target: Path | BinaryIO | None) -> Iterator[None]:
        """In the language of ``options``; what cannot be written is said in a sentence."""
        if options.first and options.first > _last(options):
            raise BookError(_("The period ends before it begins."))
        try:
            with language(options.language):
                yield
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

    facts = gather(book, options.day, options.today, options.limit)
    return call_list.write(facts, target, PAPERS[options.paper], options.language, progress)


def _return_visits(book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None) -> int:
    """Without a first day: this month and the two before it."""
    from reports import return_visits
    from reports.page import PAPERS

    last = _last(options)
    first = options.first or (last.replace(day=1) - timedelta(days=40)).replace(day=1)
    facts = return_visits.gather(book, first, last, options.today)
    return return_visits.write(facts, target, PAPERS[options.paper], options.language, progress)


def _letters(book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None) -> int:
    """On a day; birthdays in the month."""
    from reports import letters
    from reports.page import PAPERS

    purpose = options.purpose or Purpose.UNREACHED
    day = options.day
    if purpose is Purpose.BIRTHDAY:
        day = options.month or day
    facts = letters.gather(book, purpose, day, options.today, options.limit, options.cards)
    return letters.write(facts, target, PAPERS[options.paper], options.language, options.cards, progress)


def _slips(book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None) -> int:
    """A full sheet of each kind, to be copied: numbered ones are made, and asked for until they are back."""
    from model.slips import SlipKind
    from reports import slips
    from reports.page import PAPERS, letterhead

    blank = [
        slips.BlankSlip(kind, options.today) for kind in SlipKind for _each in range(slips.ON_A_PAGE[kind])
    ]
    return slips.write(
        letterhead(book.shop), blank, target, PAPERS[options.paper], options.language, progress
    )


def _top_customers(layout: Any, book: Book, options: Options) -> object:
    """Without a first day: the 365 days up to the last."""
    last = _last(options)
    first = options.first or last - timedelta(days=364)
    return layout.gather(book, first, last, options.today, options.by or "revenue", options.limit)


def _last(options: Options) -> date:
    return options.last or options.day


LAST_DAYS_OF_MONTH = 7
"""So near to its end, the next month is the one that a strip for the wall is made of."""
DUE_DAYS = 30
"""So far ahead services and warranties are looked for, if not said."""


def _birthdays(layout: Any, book: Book, options: Options) -> object:
    month = options.month or options.on or options.today + timedelta(days=LAST_DAYS_OF_MONTH)
    return layout.gather(book, month, options.today, with_phones=options.phones)


def _silent(layout: Any, book: Book, options: Options) -> object:
    percent = round(options.times * 100) if options.times else None
    return layout.gather(book, options.day, percent, options.by, options.limit)


def _win_back(layout: Any, book: Book, options: Options) -> object:
    return layout.gather(book, options.day, options.by or "revenue", options.limit)


def _recall(layout: Any, book: Book, options: Options) -> object:
    """Without days: whenever it was sold."""
    from model.recall_list import Recall

    last = options.last or options.on
    return layout.gather(book, Recall(options.product, options.batch, options.first, last), options.today)


def _service_due(layout: Any, book: Book, options: Options) -> object:
    return layout.gather(book, options.day, options.days or DUE_DAYS)


def _owner_month(book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None) -> int:
    """Without a month, that of the day."""
    from reports import owner_month
    from reports.page import PAPERS

    facts = owner_month.gather(book, options.month or options.day, options.today)
    return owner_month.write(facts, target, PAPERS[options.paper], options.language, progress)


def _classes(layout: Any, book: Book, options: Options) -> object:
    """What the last review up to the day found."""
    return layout.gather(book, options.day, options.today)


def _products(layout: Any, book: Book, options: Options) -> object:
    return layout.gather(book, options.day, options.today, options.limit)


def _listed(
    name: str, title: str, purpose: str, takes: set[str], gather: Callable[[Any, Book, Options], object]
) -> Report:
    """A report that is a list. ``gather`` is given its file in ``reports``, and asks the book for the facts."""

    def layout() -> Any:
        return import_module(f"reports.{name.replace('-', '_')}")

    def make(book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None) -> int:
        from reports.page import PAPERS

        paper = PAPERS[options.paper]
        pages: int = layout().write(
            gather(layout(), book, options), target, paper, options.language, progress
        )
        return pages

    def look(book: Book, options: Options) -> AnyListing:
        listing: AnyListing = layout().listing(gather(layout(), book, options))
        return listing

    return Report(name, title, purpose, frozenset(takes), make, look=look)


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
        _listed(
            "top-customers",
            N_("Top customers"),
            N_("Who brings most in a period, and how much the first of them carry."),
            {"first", "last", "by", "limit"},
            _top_customers,
        ),
        Report(
            "owner-month",
            N_("The month"),
            N_("One page for the owner: money, classes, complaints, visits, and what to do."),
            frozenset({"month"}),
            _owner_month,
        ),
        _listed(
            "classes",
            N_("Classes"),
            N_("Who stands in which class, who moved at the last review, and why."),
            {"on"},
            _classes,
        ),
        _listed(
            "products",
            N_("What brings people back"),
            N_("Whose buyers come back, how soon, and which first purchases make regulars."),
            {"on", "limit"},
            _products,
        ),
        _listed(
            "birthdays",
            N_("Birthdays"),
            N_("Whose day comes in a month: a strip for the wall, or with phone numbers for the caller."),
            {"month", "phones"},
            _birthdays,
        ),
        _listed(
            "silent",
            N_("Silent customers"),
            N_("Who stays away longer than they use to, and what is at stake."),
            {"times", "by", "limit"},
            _silent,
        ),
        _listed(
            "win-back",
            N_("Win back"),
            N_("Who is lost for long, why, where they buy now, and who of them was worth most."),
            {"by", "limit"},
            _win_back,
        ),
        _listed(
            "service-due",
            N_("Services and warranties"),
            N_("Which free services are due, and which warranties end soon."),
            {"days"},
            _service_due,
        ),
        _listed(
            "recall",
            N_("Recall"),
            N_("Who bought something that is called back, and how to reach them."),
            {"product", "batch", "first", "last"},
            _recall,
        ),
        Report(
            "letters",
            N_("Letters"),
            N_("To those whom nobody reaches by phone, for birthdays, and for whatever else is due."),
            frozenset({"purpose", "on", "month", "cards", "limit"}),
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
