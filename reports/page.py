"""From blocks to pages: what fits where, the letterhead above, the foot below, the file at the end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from model.days_in_words import format_day
from model.shop import Shop
from reports import barcode, paper_file, script
from reports.fonts import weight
from reports.pen import Pen
from reports.style import ACCENT, FAINT, GRID, INK, LEAD, MM, RULE, SMALL, SOFT, TINY, TITLE
from resources.i18n import _

rl_config.trustedHosts = []
rl_config.trustedSchemes = []
rl_config.useA85 = 0

Progress = Callable[[int, int], None]
"""Told ``done, of`` now and then; may raise to give up, and then nothing is written."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper in points."""

    name: str
    width: float
    height: float


A4 = Paper("A4", 210 * MM, 297 * MM)
LETTER = Paper("Letter", 8.5 * 72, 11 * 72)
PAPERS = {"a4": A4, "letter": LETTER}

MARGIN_SIDE = 14 * MM
MARGIN_TOP = 12 * MM
MARGIN_FOOT = 10 * MM
_RUNNING_HEAD = 8 * MM
_FOOT = 6 * MM
_SIGNATURE = 8 * MM
_LEGEND = 3.2 * MM
_BARCODE_MODULE = 0.96
_BARCODE_HEIGHT = 10 * MM


def body_width(paper: Paper) -> float:
    """Points between the margins."""
    return paper.width - 2 * MARGIN_SIDE


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is."""

    name: str
    address: str = ""
    phone: str = ""


def letterhead(shop: Shop) -> Letterhead:
    """The letterhead of the book's shop."""
    return Letterhead(shop.name, shop.address, shop.phone)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the body of every page. ``signature`` are the labels of lines to fill in by hand, ``legend``
    explains the codes of the page above its foot, ``barcode`` is what a scanner reads in the head."""

    letterhead: Letterhead
    title: str
    subtitle: str
    printed_on: date
    foot: str = ""
    signature: tuple[str, ...] = ()
    legend: str = ""
    barcode: str = ""


class Block:
    """Something on a page that is never divided."""

    height: float = 0.0
    keeps_next = False
    """A heading: never the last thing on a page."""
    vanishes_on_top = False
    """A gap: not needed where a page begins."""
    stretches = False
    """Can be made higher: takes its share of what is left at the foot of a full page."""
    repeated: "Block | None" = None
    """What a page that begins with this block shows first: the head of its table."""

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw with the upper left corner at ``left``, ``top``."""


class Gap(Block):
    """Nothing, ``steps`` of the grid high."""

    vanishes_on_top = True

    def __init__(self, steps: float = 2) -> None:
        self.height = steps * GRID


def paginate(blocks: Iterable[Block], first: float, others: float) -> list[list[Block]]:
    """Pages of blocks; the first page is ``first`` points high, the ``others`` are higher."""
    pages: list[list[Block]] = [[]]
    room = first
    chain: list[Block] = []
    for block in blocks:
        chain.append(block)
        if block.keeps_next:
            continue
        if sum(link.height for link in chain) > room and pages[-1]:
            pages.append([])
            room = others
        for link in chain:
            if link.height > room and pages[-1]:
                pages.append([])
                room = others
            if not pages[-1]:
                if link.vanishes_on_top:
                    continue
                if link.repeated is not None:
                    pages[-1].append(link.repeated)
                    room -= link.repeated.height
            pages[-1].append(link)
            room -= link.height
        chain = []
    pages[-1].extend(chain)
    return [page for page in pages if page] or [[]]


def body_height(paper: Paper, frame: Frame, first_page: bool = False) -> float:
    """Points that a page leaves to its blocks."""
    foot = MARGIN_FOOT + _FOOT + (_SIGNATURE if frame.signature else 0) + (_LEGEND if frame.legend else 0)
    head = MARGIN_TOP + (_head_height(paper, frame) if first_page else _RUNNING_HEAD)
    return paper.height - head - foot


def write_document(
    target: Path | BinaryIO,
    blocks: Iterable[Block],
    frame: Frame,
    paper: Paper,
    expected_blocks: int = 0,
    progress: Progress | None = None,
) -> int:
    """Lay ``blocks`` out, draw them and put the PDF at ``target``; returns the number of pages.

    Equal blocks give equal bytes. ``expected_blocks`` is for the progress bar alone. ``OSError`` if the file
    cannot be written; an earlier file is then still there.
    """
    tell = progress or nobody_listens
    first, others = body_height(paper, frame, first_page=True), body_height(paper, frame)
    pages = paginate(_counted(blocks, expected_blocks, tell), first, others)
    for number, page in enumerate(pages[:-1]):
        _fill(page, others if number else first)
    laid_out = max(expected_blocks, sum(map(len, pages)))
    canvas = new_canvas(paper, f"{frame.title} – {frame.letterhead.name}", frame.letterhead.name)
    pen = Pen(canvas)
    for number, page in enumerate(pages, start=1):
        tell(laid_out + laid_out * (number - 1) // len(pages), 2 * laid_out)
        top = _draw_head(pen, paper, frame) if number == 1 else _draw_running_head(pen, paper, frame)
        for block in page:
            block.draw(pen, MARGIN_SIDE, top)
            top += block.height
        _draw_foot(pen, paper, frame, number, len(pages))
        pen.next_page()
    data: bytes = canvas.getpdfdata()
    tell(2 * laid_out, 2 * laid_out)
    paper_file.put(data, target)
    return len(pages)


def new_canvas(paper: Paper, title: str, author: str) -> Canvas:
    """An empty PDF in memory: equal drawings will make equal bytes."""
    canvas = Canvas(
        BytesIO(),
        pagesize=(paper.width, paper.height),
        invariant=1,
        pageCompression=1,
        initialFontName=weight(False).main.name,
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator("Regulars")
    return canvas


def _fill(page: list[Block], room: float) -> None:
    """Leave no gap at the foot of a page that is followed by another."""
    stretching = [block for block in page if block.stretches]
    spare = max(0, room - sum(block.height for block in page))
    for block in stretching:
        block.height += spare / len(stretching)


def nobody_listens(_done: int, _of: int) -> None:
    """Where no progress is wanted."""


def _counted(blocks: Iterable[Block], expected: int, tell: Progress) -> Iterable[Block]:
    remaining = iter(blocks)
    done = 0
    while some := list(islice(remaining, 100)):
        yield from some
        done += len(some)
        tell(min(done, expected), 2 * max(done, expected))


def _head_height(paper: Paper, frame: Frame) -> float:
    lines = len(_subtitle_lines(paper, frame))
    return TITLE.leading + lines * LEAD.leading + 4 * GRID


def _subtitle_lines(paper: Paper, frame: Frame) -> list[str]:
    return script.lines(frame.subtitle, LEAD, body_width(paper), at_most=3)


def _draw_head(pen: Pen, paper: Paper, frame: Frame) -> float:
    """The letterhead of the first page; returns where the body begins."""
    top, right = MARGIN_TOP, paper.width - MARGIN_SIDE
    shop_width = body_width(paper) * 0.45
    pen.words(MARGIN_SIDE, top, frame.title, TITLE, width=body_width(paper) * 0.52)
    if frame.barcode:
        right, shop_width = _draw_barcode(pen, right, top, frame.barcode), body_width(paper) * 0.3
    pen.words(right, top, frame.letterhead.name, LEAD.strong, INK, "right", shop_width)
    for place, words in enumerate(_where(frame.letterhead, shop_width)):
        pen.text(right, top + LEAD.leading + place * SMALL.leading, words, SMALL, SOFT, "right")
    below = top + TITLE.leading + GRID * 0.5
    for words in _subtitle_lines(paper, frame):
        pen.text(MARGIN_SIDE, below, words, LEAD, SOFT)
        below += LEAD.leading
    pen.rule(MARGIN_SIDE, below + GRID, body_width(paper), ACCENT, 1.4)
    return top + _head_height(paper, frame)


def _where(shop: Letterhead, width: float) -> list[str]:
    """Address and phone on one line where they fit, else each on its own."""
    parts = [part for part in (shop.address.replace("\n", ", "), shop.phone) if part]
    words = " · ".join(parts)
    if weight(False).width(words, SMALL.size) <= width:
        return [script.line(words, SMALL, width)]
    return [script.line(part, SMALL, width) for part in parts]


def _draw_barcode(pen: Pen, right: float, top: float, text: str) -> float:
    """The code at the right edge, its words beneath; returns how far to the right others may stand."""
    left = right - barcode.width(text, _BARCODE_MODULE)
    pen.barcode(left, top, text, _BARCODE_MODULE, _BARCODE_HEIGHT)
    pen.text((left + right) / 2, top + _BARCODE_HEIGHT + 0.5, text, SMALL, SOFT, "centre")
    return left - barcode.quiet(_BARCODE_MODULE)


def _draw_running_head(pen: Pen, paper: Paper, frame: Frame) -> float:
    """The narrow head of all later pages; returns where the body begins."""
    right = paper.width - MARGIN_SIDE
    taken = pen.words(MARGIN_SIDE, MARGIN_TOP, frame.title, SMALL.strong, width=body_width(paper) * 0.4)
    subtitle = frame.subtitle.partition("\n")[0]
    pen.words(
        MARGIN_SIDE + taken + 2 * GRID, MARGIN_TOP, subtitle, SMALL, SOFT, width=body_width(paper) * 0.4
    )
    pen.words(right, MARGIN_TOP, frame.letterhead.name, SMALL, SOFT, "right", body_width(paper) * 0.3)
    pen.rule(MARGIN_SIDE, MARGIN_TOP + SMALL.leading + GRID * 0.5, body_width(paper), ACCENT, 0.8)
    return MARGIN_TOP + _RUNNING_HEAD


def _draw_foot(pen: Pen, paper: Paper, frame: Frame, number: int, of: int) -> None:
    left, right = MARGIN_SIDE, paper.width - MARGIN_SIDE
    top = paper.height - MARGIN_FOOT - SMALL.leading
    page = _("Page {number} of {of}").format(number=number, of=of)
    pen.text(right, top, script.line(page, SMALL.strong, 200), SMALL.strong, INK, "right")
    printed = _("Printed {day}").format(day=format_day(frame.printed_on))
    pen.words(right - 26 * MM, top, printed, SMALL, FAINT, "right")
    pen.words(left, top, frame.foot, SMALL, SOFT, width=body_width(paper) - 70 * MM)
    pen.rule(left, top - GRID * 0.8, body_width(paper), RULE)
    if frame.legend:
        top -= _LEGEND
        pen.words(left, top - GRID * 0.4, frame.legend, TINY, SOFT, width=body_width(paper))
    if frame.signature:
        _draw_signature(pen, paper, frame.signature, top - _SIGNATURE + GRID)


def _draw_signature(pen: Pen, paper: Paper, labels: tuple[str, ...], top: float) -> None:
    share = body_width(paper) / len(labels)
    for number, label in enumerate(labels):
        left = MARGIN_SIDE + number * share
        taken = pen.words(left, top, label, SMALL, SOFT)
        line_left = left + taken + GRID
        pen.rule(line_left, top + SMALL.leading - 1, share - taken - GRID * 4, INK, 0.5)
