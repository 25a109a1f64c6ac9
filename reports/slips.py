"""Blank slips: numbered paper for contacts, complaints and new customers, to be cut apart and written on.

The numbers run through the stack, not down the page: cut all sheets at once, lay the piles on one another, and they
are in order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from model.book import Book
from model.days_in_words import format_day
from model.slips import Slip, SlipKind
from reports import barcode
from reports.page import MARGIN_SIDE, PAPERS, Letterhead, Paper, Progress, body_width, letterhead
from reports.pen import Pen
from reports.plain_pages import write_pages
from reports.slip_fields import Blank, Cell, Scale, Ticks, Words, rows
from reports.style import (
    ACCENT,
    FAINT,
    HEADING,
    INK,
    LEAD,
    MM,
    SMALL,
    SOFT,
    TINY,
    TITLE,
)
from resources.i18n import _, language, pgettext

ON_A_PAGE = {SlipKind.VISIT: 3, SlipKind.COMPLAINT: 2, SlipKind.CUSTOMER: 2}

_MARGIN = 7 * MM
_HEAD = 13 * MM
_FOOT = 3.6 * MM
_CELL_GAP = 4 * MM
_BOX = 3.6 * MM
_SINK = 2.4
"""Boxes hang so far below the foot of the words beside them, in points, to stand level with them."""
_CODE_MODULE = 0.96
_LIFT = 1.1 * MM
"""Lines stand a little above the foot of their row."""


@dataclass(frozen=True, slots=True)
class BlankSlip:
    """One slip; ``number`` is ``None`` where it is to be copied, and has none."""

    kind: SlipKind
    printed_on: date
    number: int | None = None


def write_slips(
    book: Book,
    slips: Sequence[Slip],
    target: Path | BinaryIO,
    paper: Paper | None = None,
    language_code: str | None = None,
    progress: Progress | None = None,
) -> int:
    """Make the PDF of these slips, each kind on sheets of its own; the number of pages.

    In the language and on the paper of the shop unless others are named. ``OSError`` leaves an earlier file as it was.
    """
    shop = book.shop
    blanks = [BlankSlip(slip.kind, slip.printed_on, slip.number) for slip in slips]
    return write(
        letterhead(shop),
        blanks,
        target,
        paper or PAPERS[shop.paper],
        language_code or shop.language,
        progress,
    )


def write(
    shop: Letterhead,
    slips: Sequence[BlankSlip],
    target: Path | BinaryIO,
    paper: Paper,
    language_code: str = "en",
    progress: Progress | None = None,
) -> int:
    """The same for slips that are not in a book."""
    with language(language_code):
        pages = [partial(_draw_page, slips=page, shop=shop, paper=paper) for page in _sheets(slips)]
        return write_pages(target, pages, paper, f"{_('Slips')} – {shop.name}", shop.name, progress)


def _sheets(slips: Sequence[BlankSlip]) -> Iterator[list[BlankSlip]]:
    """What stands on each page, from top to bottom."""
    for kind, some in groupby(sorted(slips, key=_kind_and_number), key=lambda slip: slip.kind):
        stack = list(some)
        pages = -(-len(stack) // ON_A_PAGE[kind])
        yield from (stack[page::pages] for page in range(pages))


def _kind_and_number(slip: BlankSlip) -> tuple[int, int]:
    return list(SlipKind).index(slip.kind), slip.number or 0


def _draw_page(pen: Pen, slips: Sequence[BlankSlip], shop: Letterhead, paper: Paper) -> None:
    height = paper.height / ON_A_PAGE[slips[0].kind]
    for place, slip in enumerate(slips):
        if place:
            pen.path([(0, place * height), (paper.width, place * height)], FAINT, 0.7, "4 3")
        _draw_slip(pen, slip, shop, paper, place * height + _MARGIN, height - 2 * _MARGIN)
    if len(slips) < ON_A_PAGE[slips[0].kind]:
        pen.path([(0, len(slips) * height), (paper.width, len(slips) * height)], FAINT, 0.7, "4 3")


def _draw_slip(pen: Pen, slip: BlankSlip, shop: Letterhead, paper: Paper, top: float, height: float) -> None:
    width = body_width(paper)
    _draw_head(pen, slip, shop, top, width)
    asked = rows(slip.kind)
    step = (height - _HEAD - _FOOT) / sum(row.lines if isinstance(row, Words) else 1 for row in asked)
    y = top + _HEAD
    for row in asked:
        if isinstance(row, Words):
            _draw_words(pen, row, y, width, step)
            y += row.lines * step
        else:
            _draw_row(pen, row, y, width, step)
            y += step
    foot = top + height - TINY.leading
    pen.words(MARGIN_SIDE, foot, _("Once it is written into the book, destroy it."), TINY, FAINT)
    printed = _("Printed {day}").format(day=format_day(slip.printed_on))
    pen.words(MARGIN_SIDE + width, foot, printed, TINY, FAINT, "right")


def _draw_head(pen: Pen, slip: BlankSlip, shop: Letterhead, top: float, width: float) -> None:
    right = MARGIN_SIDE + width
    pen.words(MARGIN_SIDE, top - 1, slip.kind.label, HEADING, ACCENT, width=width * 0.5)
    pen.words(MARGIN_SIDE, top + HEADING.leading - 1, shop.name, SMALL, SOFT, width=width * 0.5)
    if slip.number is None:
        taken = 30 * MM
        pen.rule(right - taken, top + 7 * MM, taken, INK, 0.5)
        pen.words(
            right - taken - 1.5 * MM,
            top + 7 * MM - LEAD.leading + 2,
            pgettext("of a paper", "Number"),
            SMALL,
            SOFT,
            "right",
        )
    else:
        code = f"S{slip.number}"
        left = right - barcode.width(code, _CODE_MODULE)
        pen.barcode(left, top, code, _CODE_MODULE, 8.5 * MM)
        left -= barcode.quiet(_CODE_MODULE)
        pen.text(left, top - 1, code, TITLE, ACCENT, "right")
    pen.rule(MARGIN_SIDE, top + _HEAD - 2.8 * MM, width, ACCENT, 1.0)


def _draw_row(pen: Pen, row: Sequence[Cell], top: float, width: float, height: float) -> None:
    shares = sum(cell.share for cell in row)
    room = width - _CELL_GAP * (len(row) - 1)
    x = MARGIN_SIDE
    for cell in row:
        taken = room * cell.share / shares
        match cell:
            case Blank():
                _draw_blank(pen, cell.label, x, top, taken, height)
            case Ticks():
                _draw_ticks(pen, cell, x, top, taken, height)
            case Scale():
                _draw_scale(pen, cell, x, top, taken, height)
        x += taken + _CELL_GAP


def _draw_blank(pen: Pen, label: str, x: float, top: float, width: float, height: float) -> None:
    foot = top + height - _LIFT
    taken = pen.words(x, foot - SMALL.rise, label, SMALL, SOFT, width=width * 0.7) + 1.2 * MM
    pen.rule(x + taken, foot, width - taken, INK, 0.4)


def _draw_words(pen: Pen, words: Words, top: float, width: float, step: float) -> None:
    _draw_blank(pen, words.label, MARGIN_SIDE, top, width, step)
    for line in range(2, words.lines + 1):
        pen.rule(MARGIN_SIDE, top + line * step - _LIFT, width, INK, 0.4)


def _draw_ticks(pen: Pen, ticks: Ticks, x: float, top: float, width: float, height: float) -> None:
    foot = top + height - _LIFT
    start = x
    if ticks.label:
        x += pen.words(x, foot - SMALL.rise, ticks.label, SMALL, SOFT, width=width * 0.4) + 3 * MM
    room = (start + width - x) / len(ticks.options)
    for number, words in enumerate(ticks.options, start=1):
        pen.box(x, foot - _BOX + _SINK, _BOX, _BOX, INK, 0.6)
        if ticks.coded:
            pen.text(x + 1, foot - _BOX + _SINK - 0.4, str(number), TINY, FAINT)
        pen.words(x + _BOX + 1 * MM, foot - SMALL.rise, words, SMALL, width=room - _BOX - 1.5 * MM)
        x += room


def _draw_scale(pen: Pen, scale: Scale, x: float, top: float, width: float, height: float) -> None:
    foot = top + height - _LIFT
    taken = pen.words(x, foot - SMALL.rise, scale.label, SMALL, SOFT, width=width * 0.3)
    taken += 1.5 * MM + pen.words(x + taken + 1.5 * MM, foot - TINY.rise, scale.remark, TINY, FAINT)
    step = (width - taken - 6 * MM) / 11
    for score in range(11):
        middle = x + taken + 6 * MM + (score + 0.5) * step
        pen.text(middle, foot - LEAD.rise, str(score), LEAD, INK, "centre")
