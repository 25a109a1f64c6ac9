"""Columns that share the width of a page: figures and days on one line, words in what is left."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports import table
from reports.pen import Align
from reports.style import BODY, MM, SMALL, Type
from reports.table import BOX, Cell, fitting_width

_FOR_WORDS = 0.5
"""So much of the width, at least, is for the columns that share it: figures in the way are written smaller."""

_WIDEST = 0.25
"""A cell that needs more of the width is cut, so that one without end takes nothing from the others."""

BOX_COLUMN = BOX + 3 * MM


@dataclass(frozen=True, slots=True)
class Column:
    """``share`` is its part of the width beside the others; 0 makes it as wide as its widest cell, on one line.

    ``lines`` is how many a cell may take; 0 for as many as it needs. A ``box`` is to be ticked; its cells are empty.
    """

    title: str
    share: float = 0
    align: Align = "left"
    strong: bool = False
    lines: int = 0
    box: bool = False


def in_points(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    width: float,
    types: Sequence[Type] = (BODY, SMALL),
) -> tuple[list[table.Column], Type]:
    """The columns of a table of ``width`` points with these rows, and the first of ``types`` in which they fit, or the
    last."""
    for type_ in types:
        fitting = [
            0.0
            if column.share
            else BOX_COLUMN
            if column.box
            else min(fitting_width(column.title, (row[place] for row in rows), type_), width * _WIDEST)
            for place, column in enumerate(columns)
        ]
        if sum(fitting) <= width * (1 - _FOR_WORDS):
            break
    most = width * (1 - _FOR_WORDS / 2)
    if sum(fitting) > most:  # figures without end: they are cut, so that the words keep some room
        fitting = [part * most / sum(fitting) for part in fitting]
    shared = (width - sum(fitting)) / (sum(column.share for column in columns) or 1)
    return [
        table.Column(
            column.title,
            shared * column.share if column.share else points,
            column.align,
            column.strong,
            column.lines if column.share else 1,
            box=column.box,
        )
        for column, points in zip(columns, fitting, strict=True)
    ], type_
