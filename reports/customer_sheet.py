"""One customer on paper: who it is, how to reach them, what was bought, said and promised."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO

from reports import table as tables
from reports.columns import in_points
from reports.customer_facts import Facts, Said
from reports.customer_tables import LINES_AT_MOST, Part, parts_of
from reports.customer_worth import worth
from reports.page import (
    A4,
    Block,
    Frame,
    Gap,
    Paper,
    Progress,
    body_height,
    body_width,
    write_document,
)
from reports.style import LEAD, MM, SOFT, WARN
from reports.table import Heading, Note, Row, table
from reports.tiles import Beside, Tile, Tiles
from reports.wording import number
from resources.i18n import _, language


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
        lines = sum(len(receipt.lines) for receipt in facts.receipts)
        others = (facts.complaints, facts.contacts, facts.given, facts.steps)
        expected = 20 + lines + sum(map(len, others))
        return write_document(target, story(facts, paper), frame, paper, expected, progress)


def story(facts: Facts, paper: Paper) -> Iterator[Block]:
    """The sheet as blocks, from top to bottom."""
    width = body_width(paper)
    tallest = body_height(paper, _frame(facts), first_page=True)
    yield Gap(1)
    if facts.warnings:
        yield Note(" · ".join(facts.warnings), width, LEAD.strong, WARN, at_most=3)
        yield Gap(1)
    if facts.figures:
        yield Tiles([Tile(one.name, one.value, one.remark) for one in facts.figures], width)
        yield Gap(1)
    yield from _card(facts.fields, width, tallest)
    if facts.note:
        yield Heading(_("Note"), "", width)
        yield Row([tables.Column("", width)], [facts.note], None, tallest)
    if facts.worth:
        yield from worth(facts.worth, facts.currency, width, tallest)
    for part in parts_of(facts):
        yield from _table(part, width, tallest)


def _frame(facts: Facts) -> Frame:
    return Frame(
        letterhead=facts.shop,
        title=facts.name,
        subtitle=" · ".join(facts.about),
        printed_on=facts.printed_on,
        foot=_("Personal: keep it locked away"),
    )


_LABEL = 30 * MM
_BETWEEN = 6 * MM


def _card(fields: Sequence[Said], width: float, tallest: float) -> Iterator[Block]:
    """The fields in two columns; one below the other where they would not fit on a page so."""
    half = (width - _BETWEEN) / 2
    rows = [_field(field, half, tallest) for field in fields]
    middle = _middle([row.height for row in rows])
    both = Beside(rows[:middle], rows[middle:], half + _BETWEEN) if rows else None
    if both is not None and both.height <= tallest / 2:
        yield both
    else:
        yield from (_field(field, width, tallest) for field in fields)


def _field(field: Said, width: float, tallest: float) -> Row:
    columns = [
        tables.Column("", _LABEL, lines=2, colour=SOFT),
        tables.Column("", width - _LABEL, lines=LINES_AT_MOST),
    ]
    return Row(columns, [field.label, field.words], None, tallest)


def _middle(heights: Sequence[float]) -> int:
    """Where to cut so that both columns are about as tall, the left one rather taller."""
    half, so_far = sum(heights) / 2, 0.0
    for place, height in enumerate(heights):
        if so_far >= half:
            return place
        so_far += height
    return len(heights)


def _table(part: Part, width: float, tallest: float) -> Iterator[Block]:
    if not part.rows:
        return
    aside = number(part.in_all)
    if part.shown < part.in_all:
        aside = _("the last {n} of {all}").format(n=number(part.shown), all=number(part.in_all))
    yield Gap(1)
    yield Heading(part.title, aside, width)
    columns, type_ = in_points(part.columns, part.rows, width)
    blocks = table(columns, part.rows, tallest, type_=type_)
    yield next(blocks)
    for block, kept in zip_longest(blocks, part.kept):
        block.keeps_next = bool(kept)
        yield block
