"""The call list: whom to contact on a day and why, with boxes for a pen.

A line is one call: one customer, or one household. Its number and the small digits in the boxes are what is
typed when the list comes back: ``17 3 +14`` is line 17, outcome 3, again in 14 days.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from model.book import Book
from model.days_in_words import format_day
from model.written_line import list_code
from reports import script
from reports.call_answers import OUTCOMES
from reports.call_block import CallLayout
from reports.call_facts import Facts, gather_list
from reports.call_strip import strips
from reports.page import (
    A4,
    PAPERS,
    Block,
    Frame,
    Gap,
    Paper,
    Progress,
    body_height,
    body_width,
    write_document,
)
from reports.style import BODY, HEADING, INK, SOFT
from reports.table import Heading, Note
from resources.i18n import _, language, ngettext


def write(
    facts: Facts,
    target: Path | BinaryIO,
    paper: Paper = A4,
    language_code: str = "en",
    progress: Progress | None = None,
) -> int:
    """Make the PDF; returns the number of pages. ``OSError`` leaves an earlier file as it was."""
    with language(language_code):
        frame = _frame(facts)
        expected = sum(len(group.lines) + 2 for group in facts.groups)
        return write_document(target, story(facts, paper), frame, paper, expected, progress)


def write_list(
    book: Book,
    call_list_id: int,
    target: Path | BinaryIO,
    today: date,
    paper: Paper | None = None,
    language_code: str | None = None,
    progress: Progress | None = None,
) -> int:
    """Make the PDF of a list that was made, in the language and on the paper of the shop unless others are named.

    ``BookError`` if the list is no longer in the book, ``OSError`` leaves an earlier file as it was.
    """
    shop = book.shop
    code = language_code or shop.language
    with language(code):
        facts = gather_list(book, call_list_id, today)
    return write(facts, target, paper or PAPERS[shop.paper], code, progress)


def story(facts: Facts, paper: Paper) -> Iterator[Block]:
    """The list as blocks, from top to bottom."""
    if not any(group.lines for group in facts.groups):
        yield from _nobody(facts, paper)
        return
    width = body_width(paper)
    tallest = body_height(paper, _frame(facts), first_page=True) - Heading("").height
    for group in facts.groups:
        if not group.lines:
            continue
        if group.title:
            yield Heading(
                group.title,
                ngettext("{n} call", "{n} calls", len(group.lines)).format(n=len(group.lines)),
                width,
            )
        for line in group.lines:
            yield from CallLayout(line, facts, width).blocks(tallest)
        yield Gap(0.5)
    if facts.masked:
        lines = [line for group in facts.groups for line in group.lines]
        yield from strips(lines, _strip_title(facts), width, tallest)


def _strip_title(facts: Facts) -> str:
    if facts.destroy_by is None:
        return _("{list}: phones. Tear off and destroy.").format(list=_title(facts))
    day = format_day(facts.destroy_by)
    return _("{list}: phones. Tear off, and destroy by {day}.").format(list=_title(facts), day=day)


def _frame(facts: Facts) -> Frame:
    count = sum(len(group.lines) for group in facts.groups)
    calls = ngettext("{n} call", "{n} calls", count).format(n=count)
    title = _title(facts)
    foot = [title, calls]
    if facts.destroy_by:
        foot.append(_("Destroy by {day}").format(day=format_day(facts.destroy_by)))
    return Frame(
        letterhead=facts.shop,
        title=title,
        subtitle=script.joined(" · ", [format_day(facts.day, "long"), calls, *filter(None, [facts.staff])]),
        printed_on=facts.printed_on,
        foot=" · ".join(foot),
        signature=(_("Called by"), _("Day"), _("Notes")) if count else (),
        legend=_legend() if count and facts.list_number else "",
        barcode=list_code(facts.list_number) if facts.list_number else "",
    )


def _title(facts: Facts) -> str:
    return _("Call list {number}").format(number=facts.list_number) if facts.list_number else _("Call list")


def _legend() -> str:
    """What is typed when the paper comes back, with the codes of the boxes."""
    codes = [f"{outcome.code} {_(words)}" for outcome, words in OUTCOMES.items()]
    return _("{codes}   ·   Typed back as 17 3 +14 9 “words”: line, outcome, again in days, score").format(
        codes="  ".join(codes)
    )


def _nobody(facts: Facts, paper: Paper) -> Iterator[Block]:
    width = body_width(paper)
    yield Gap(40)
    if facts.list_number:
        yield Note(_("There is nobody on this list."), width, HEADING, INK, "centre")
        return
    yield Note(_("Nobody is due."), width, HEADING, INK, "centre")
    yield Note(
        _("There is no one to call on this day. For another day, print the list again."),
        width,
        BODY,
        SOFT,
        "centre",
    )
