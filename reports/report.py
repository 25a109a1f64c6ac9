"""One thing that can be printed: what it may be told, and the ways of getting it, on paper and as a list.

ReportLab and the layouts are loaded when something is printed, not when this file is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from model.errors import BookError
from model.in_parts import Progress, in_parts
from model.ranking import By
from model.text_templates import Purpose
from resources.i18n import _, language

if TYPE_CHECKING:
    from model.book import Book
    from reports.listing import AnyListing


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
    """How many at most, 0 for all; without it as many as each report usually has."""
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

    @property
    def most(self) -> int | None:
        """How many at most, where that usually is all."""
        return self.limit or None

    @property
    def last_day(self) -> date:
        """The end of the period."""
        return self.last or self.day


Making = Callable[["Book", Options, "Path | BinaryIO", "Progress | None"], int]
Looking = Callable[["Book", Options, Progress], "AnyListing"]


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

    def listing(
        self, book: Book, options: Options, progress: Progress = lambda _done, _of: None
    ) -> AnyListing:
        """The same as a list, in the language of ``options``. ``BookError`` if this is no list, or not to be had."""
        if self.look is None:
            raise BookError(_("“{report}” is for paper only.").format(report=self.title))
        with self._written(options, None):
            return self.look(book, options, progress)

    def save_list(
        self, book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None = None
    ) -> int:
        """Write the same into a file for a spreadsheet; the number of rows. ``BookError`` as for :meth:`print`."""
        from reports import list_file

        gathering, writing = in_parts(progress, 2)
        listing = self.listing(book, options, gathering)
        with self._written(options, target):
            return list_file.write(listing, target, writing)

    @contextmanager
    def _written(self, options: Options, target: Path | BinaryIO | None) -> Iterator[None]:
        """In the language of ``options``; what cannot be written is said in a sentence."""
        if options.first and options.first > options.last_day:
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
