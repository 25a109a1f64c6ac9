"""Any list on paper: what is shown in the window, as a clean table with its head on every page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

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
from reports.pen import Align
from reports.style import BODY, HEADING, INK, SMALL, Type
from reports.table import Cell, Note, fitting_width, table
from reports.table import Column as PaperColumn
from resources.i18n import language


@dataclass(frozen=True, slots=True)
class Column:
    """``share`` is its part of the width beside the others; 0 makes it as wide as its widest cell, on one line.

    ``lines`` is how many a cell may take; 0 for as many as it needs.
    """

    title: str
    share: float = 0
    align: Align = "left"
    strong: bool = False
    lines: int = 0


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
        yield Gap(40)
        yield Note(facts.nothing, width, HEADING, INK, "centre")
        return
    totals = [facts.total] if facts.total else []
    columns, type_ = _columns(facts, width)
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


_NARROWEST = 0.5
"""So much of the width, at least, is for the columns that share it; figures in the way are written smaller."""


def _columns(facts: Facts, width: float) -> tuple[list[PaperColumn], Type]:
    """The columns in points, and the size of letters in which they have room."""
    for type_ in (BODY, SMALL):
        fitting = [_fitting(facts, place, type_) for place in range(len(facts.columns))]
        rest = width - sum(fitting)
        if rest >= width * _NARROWEST:
            break
    shares = sum(column.share for column in facts.columns) or 1
    if rest < width * _NARROWEST / 2:  # cells as wide as a page: nobody has room unless all give way
        fitting = [part * width * (1 - _NARROWEST) / sum(fitting) for part in fitting]
        rest = width * _NARROWEST
    return [
        PaperColumn(
            column.title,
            rest * column.share / shares if column.share else points,
            column.align,
            column.strong,
            column.lines if column.share else 1,
        )
        for column, points in zip(facts.columns, fitting, strict=True)
    ], type_


def _fitting(facts: Facts, place: int, type_: Type) -> float:
    column = facts.columns[place]
    if column.share:
        return 0.0
    cells = (row[place] for row in (*facts.rows, *([facts.total] if facts.total else [])))
    return fitting_width(column.title, cells, type_)
