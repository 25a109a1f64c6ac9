"""Paper that comes back, as what the printing page shows and prints: a call list that was made, numbered slips."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from model.days_in_words import format_day
from model.in_parts import Progress
from reports.report import Options, Report
from resources.i18n import N_, _

if TYPE_CHECKING:
    from model.book import Book
    from model.call_lists import CallList
    from model.slips import Slip


def call_list(made: CallList) -> Report:
    """The list that was made, as often as it is printed: what is written back so far is left out."""

    def make(book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None) -> int:
        from reports.call_list import write_list
        from reports.page import PAPERS

        paper = PAPERS[options.paper]
        return write_list(book, made.id, target, options.today, paper, options.language, progress)

    about = _("{number} of {day}").format(number=made.number, day=format_day(made.for_on))
    purpose = N_("To call from, and to write back line by line.")
    return Report("made-call-list", N_("Call list"), purpose, frozenset(), make, about=about)


def slips(made: Sequence[Slip]) -> Report:
    """Numbered slips, which are asked for until they are back."""

    def make(book: Book, options: Options, target: Path | BinaryIO, progress: Progress | None) -> int:
        from reports.page import PAPERS
        from reports.slips import write_slips

        return write_slips(book, made, target, PAPERS[options.paper], options.language, progress)

    numbers = [slip.number for slip in made]
    about = f"{min(numbers)}–{max(numbers)}" if len(numbers) > 1 else "".join(map(str, numbers))
    purpose = N_("To write on when there is no power: each is asked for until it is back.")
    return Report("made-slips", N_("Numbered slips"), purpose, frozenset(), make, about=about)
