"""Any list on paper: what is shown in the window, as a clean table with its head on every page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from reports.columns import Column, in_points
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
    write_document,
)
from reports.table import Cell, nothing_found, table
from resources.i18n import language


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the paper says. Words are ready to print, in the language of the paper."""

    shop: Letterhead
    printed_on: date
    title: str
    shown: tuple[str, ...]
    """What is shown of all there is, part by part: how many, what was searched for, which, in which order."""
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    total: tuple[str, ...] = ()
    """The last row, if there is something to add up."""
    nothing: str = ""
    """The sentence of an empty list."""
    foot: str = ""


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
        return write_document(target, story(facts, paper), frame, paper, len(facts.rows) + 3, progress)


def story(facts: Facts, paper: Paper) -> Iterator[Block]:
    """The list as blocks, from top to bottom."""
    width = body_width(paper)
    if not facts.rows:
        yield from nothing_found(facts.nothing, width)
        return
    totals = [facts.total] if facts.total else []
    columns, type_ = in_points(facts.columns, [*facts.rows, *totals], width)
    yield Gap(1)
    yield from table(columns, facts.rows, body_height(paper, _frame(facts), first_page=True), totals, type_)


def _frame(facts: Facts) -> Frame:
    return Frame(
        letterhead=facts.shop,
        title=facts.title,
        subtitle=" · ".join(facts.shown),
        printed_on=facts.printed_on,
        foot=facts.foot,
    )
