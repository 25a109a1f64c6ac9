"""Headings, notes and long tables: ten thousand rows are blocks like any other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reports import script
from reports.fonts import weight
from reports.page import Block, Gap
from reports.pen import Align, Pen
from reports.style import (
    ACCENT,
    BODY,
    GRID,
    HAIR,
    HEADING,
    INK,
    MM,
    RULE,
    SMALL,
    SOFT,
    WASH,
    Colour,
    Type,
)
from resources.i18n import _

_CELL_PADDING = 1.2 * MM
_ROW_PADDING = 0.9 * GRID
_ABOVE_NOTHING = 40

BOX = 3.6 * MM
"""A side of the square that a pen ticks."""


class Heading(Block):
    """A line above what belongs together, a small word at its right end; never alone at a page's foot."""

    keeps_next = True

    def __init__(self, title: str, aside: str = "", width: float = 0.0, colour: Colour = ACCENT) -> None:
        self.height = HEADING.leading + 2.2 * GRID
        self._title, self._aside, self._width, self._colour = title, aside, width, colour

    def draw(self, pen: Pen, left: float, top: float) -> None:
        y = top + GRID * 0.9
        pen.words(left, y, self._title, HEADING, self._colour, width=self._width * 0.8)
        aside_top = y + HEADING.rise - SMALL.rise
        pen.words(left + self._width, aside_top, self._aside, SMALL, SOFT, "right", self._width * 0.2)
        pen.rule(left, top + self.height - GRID * 0.7, self._width, RULE)


class Note(Block):
    """Words over several lines; ``keeps_next`` where they speak of what follows."""

    def __init__(
        self,
        text: str,
        width: float,
        type_: Type = BODY,
        colour: Colour = INK,
        align: Align = "left",
        at_most: int = 40,
        *,
        keeps_next: bool = False,
    ) -> None:
        self.keeps_next = keeps_next
        self._lines = script.lines(text, type_, width, at_most)
        self._width, self._type, self._colour, self._align = width, type_, colour, align
        self.height = len(self._lines) * type_.leading + GRID

    def draw(self, pen: Pen, left: float, top: float) -> None:
        x = left + {"left": 0.0, "right": self._width, "centre": self._width / 2}[self._align]
        for number, words in enumerate(self._lines):
            pen.text(x, top + number * self._type.leading, words, self._type, self._colour, self._align)


def nothing_found(words: str, width: float) -> Iterator[Block]:
    """The sentence of a paper with nothing to show."""
    yield Gap(_ABOVE_NOTHING)
    yield Note(words, width, HEADING, INK, "centre")


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` in points. ``lines`` is how many a cell may take; 0 for as many as a page holds. A ``box`` is drawn in
    each cell for a pen to tick."""

    title: str
    width: float
    align: Align = "left"
    strong: bool = False
    lines: int = 0
    colour: Colour = INK
    box: bool = False


Cell = str | tuple[str, str]
"""Words, or words with a smaller remark beneath them."""


class Row(Block):
    """One row; as high as its highest cell needs, and never higher than a page."""

    def __init__(
        self,
        columns: Sequence[Column],
        cells: Sequence[Cell],
        repeated: Block | None,
        tallest: float,
        striped: bool = False,
        type_: Type = BODY,
        strong: bool = False,
    ) -> None:
        self.repeated = repeated
        self._columns, self._striped = columns, striped
        page = int((tallest - _ROW_PADDING - SMALL.leading) / type_.leading)
        self._cells = [
            _cell_lines(cell, column, type_.strong if strong or column.strong else type_, page)
            for cell, column in zip(cells, columns, strict=True)
        ]
        self.height = _ROW_PADDING + max(
            sum(line_type.leading for _words, line_type, _colour in cell) for cell in self._cells
        )

    def words(self) -> list[str]:
        """Every line of every cell, as it is printed."""
        return [words for cell in self._cells for words, _type, _colour in cell]

    def draw(self, pen: Pen, left: float, top: float) -> None:
        if self._striped:
            pen.fill(left, top, sum(column.width for column in self._columns), self.height, WASH)
        x = left
        for column, cell in zip(self._columns, self._cells, strict=True):
            at, y = _anchor(x, column), top + _ROW_PADDING / 2
            if column.box:
                pen.box(at, y + 0.4, BOX, BOX)
            for words, type_, colour in cell:
                pen.text(at, y, words, type_, colour, column.align)
                y += type_.leading
            x += column.width


def _cell_lines(cell: Cell, column: Column, type_: Type, page: int) -> list[tuple[str, Type, Colour]]:
    """The lines of a cell; at most a ``page`` of them, and then it says that there is more."""
    words, remark = (cell, "") if isinstance(cell, str) else cell
    width = column.width - 2 * _CELL_PADDING
    if 0 < column.lines <= page:
        found = script.lines(words, type_, width, column.lines)
    else:
        found = script.lines(words, type_, width, page, _("… continues"))
    shown = [(line, type_, column.colour) for line in found]
    if remark:
        shown.append((script.line(remark, SMALL, width), SMALL, SOFT))
    return shown


class _Head(Block):
    """The titles of the columns."""

    keeps_next = True

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._titles = [
            script.lines(column.title, SMALL.strong, column.width - 2 * _CELL_PADDING, at_most=2)
            for column in columns
        ]
        self._most = max(map(len, self._titles))
        self.height = self._most * SMALL.leading + GRID

    def draw(self, pen: Pen, left: float, top: float) -> None:
        x = left
        for column, title in zip(self._columns, self._titles, strict=True):
            y = top + (self._most - len(title)) * SMALL.leading
            for number, words in enumerate(title):
                at = _anchor(x, column)
                pen.text(at, y + number * SMALL.leading, words, SMALL.strong, SOFT, column.align)
            x += column.width
        pen.rule(left, top + self.height - GRID * 0.4, x - left, RULE, 0.8)


class _Total(Row):
    """The last row, under a line of its own."""

    def draw(self, pen: Pen, left: float, top: float) -> None:
        super().draw(pen, left, top)
        pen.rule(left, top, sum(column.width for column in self._columns), INK, 0.8)


class _End(Block):
    """The thin line that closes a table."""

    def __init__(self, width: float) -> None:
        self._width = width
        self.height = GRID * 0.5

    def draw(self, pen: Pen, left: float, top: float) -> None:
        pen.rule(left, top, self._width, HAIR)


def table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    tallest: float,
    totals: Sequence[Sequence[Cell]] = (),
    type_: Type = BODY,
) -> Iterator[Block]:
    """A table as blocks. Its head comes again on every page; ``tallest`` is what a page leaves, in points.
    The ``totals`` stand at its end, each under a line of its own."""
    head = _Head(columns)
    yield head
    room = tallest - head.height
    for number, cells in enumerate(rows):
        yield Row(columns, cells, head, room, striped=number % 2 == 1, type_=type_)
    for cells in totals:
        yield _Total(columns, cells, head, room, type_=type_, strong=True)
    if not totals:
        yield _End(sum(column.width for column in columns))


def fitting_width(title: str, cells: Iterable[Cell], type_: Type) -> float:
    """Width of a column that takes every one of ``cells`` on one line, totals in bold included."""
    bold = weight(True)
    widest = bold.width(title, SMALL.size)
    for cell in set(cells):  # Most figures of a long column come often.
        words, remark = (cell, "") if isinstance(cell, str) else cell
        widest = max(widest, bold.width(words, type_.size), bold.width(remark, SMALL.size))
    return widest + 2 * _CELL_PADDING + 0.5


def _anchor(left: float, column: Column) -> float:
    """Where a cell's words are held, as their alignment says."""
    if column.align == "right":
        return left + column.width - _CELL_PADDING
    return left + _CELL_PADDING if column.align == "left" else left + column.width / 2
