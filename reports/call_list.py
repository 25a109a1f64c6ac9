"""The call list: whom to contact on a day and why, with boxes for a pen.

A line is one call: one customer, or one household. Its number and the small digits in the boxes are what is
typed when the list comes back: ``17 3 +14`` is line 17, outcome 3, again in 14 days.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from model.days_in_words import format_day
from reports.call_block import CallLayout
from reports.call_facts import Facts
from reports.page import A4, Block, Frame, Gap, Paper, Progress, body_height, body_width, write_document
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


def story(facts: Facts, paper: Paper) -> Iterator[Block]:
    """The list as blocks, from top to bottom."""
    if not any(group.lines for group in facts.groups):
        yield from _nobody(paper)
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
            yield from CallLayout(line, facts.currency, width).blocks(tallest)
        yield Gap(0.5)


def _frame(facts: Facts) -> Frame:
    count = sum(len(group.lines) for group in facts.groups)
    calls = ngettext("{n} call", "{n} calls", count).format(n=count)
    listed = [_("List {code}").format(code=facts.list_code)] if facts.list_code else []
    foot = [*listed, calls]
    if facts.destroy_after:
        foot.append(_("Destroy after {day}").format(day=format_day(facts.destroy_after)))
    return Frame(
        letterhead=facts.shop,
        title=_("Call list"),
        subtitle=" · ".join([format_day(facts.day, "long"), calls, *listed]),
        printed_on=facts.printed_on,
        foot=" · ".join(foot),
        signature=(_("Called by"), _("Day"), _("Notes")) if count else (),
    )


def _nobody(paper: Paper) -> Iterator[Block]:
    width = body_width(paper)
    yield Gap(40)
    yield Note(_("Nobody is due."), width, HEADING, INK, "centre")
    yield Note(
        _("There is no one to call on this day. For another day, print the list again."),
        width,
        BODY,
        SOFT,
        "centre",
    )
