"""A letter on paper: where the window of the envelope shows the address, and the folds come, as DIN 5008 says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from reports import script
from reports.page import Letterhead, Paper
from reports.pen import Pen
from reports.plain_pages import Drawing
from reports.style import ACCENT, FAINT, GRID, HEADING, INK, LEAD, MM, RULE, SMALL, SOFT, TINY
from resources.i18n import _

_LEFT = 25 * MM
_RIGHT = 20 * MM
_ADDRESS = 55 * MM
"""Here the recipient begins; the sender stands above, in the upper edge of the window."""
_ADDRESS_WIDTH = 75 * MM
_ADDRESS_LINES = 7
_SUBJECT = 98 * MM
_BODY = 108 * MM
_BODY_FURTHER = 32 * MM
_FOOT = 27 * MM
_SIGNATURE = 22 * MM
_FOLDS_A4 = (105 * MM, 210 * MM)
_TOGETHER = 3
"""So many lines at least stand above a signature on a page of its own."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. ``address`` is what stands on the envelope, line by line, the name among it."""

    name: str
    address: tuple[str, ...]
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose letter it is; ``day`` is written as the language of the letter writes it."""

    shop: Letterhead
    email: str
    day: str


def letter_pages(letter: Letter, sender: Sender, paper: Paper) -> Iterator[Drawing]:
    """The pages of a letter: one, but for very long words."""
    lines = script.lines(letter.body, LEAD, paper.width - _LEFT - _RIGHT)
    chunks = list(_chunks(lines, paper))
    yield partial(
        _draw_first, letter=letter, sender=sender, paper=paper, lines=chunks[0], ends=len(chunks) == 1
    )
    for number, chunk in enumerate(chunks[1:], start=2):
        yield partial(
            _draw_further,
            letter=letter,
            sender=sender,
            paper=paper,
            lines=chunk,
            number=number,
            ends=number == len(chunks),
        )


def _chunks(lines: Sequence[str], paper: Paper) -> Iterator[Sequence[str]]:
    """The lines of each page; below the last of them there is room to sign."""
    start, top = 0, _BODY
    while True:
        room = paper.height - _FOOT - top
        fitting = int(room / LEAD.leading)
        rest = len(lines) - start
        if rest * LEAD.leading + _SIGNATURE <= room:
            yield lines[start:]
            return
        taken = min(fitting, max(rest - _TOGETHER, 1))
        yield lines[start : start + taken]
        start, top = start + taken, _BODY_FURTHER


def _draw_first(
    pen: Pen, letter: Letter, sender: Sender, paper: Paper, lines: Sequence[str], ends: bool
) -> None:
    right, width = paper.width - _RIGHT, paper.width - _LEFT - _RIGHT
    pen.words(_LEFT, 16 * MM, sender.shop.name, HEADING, ACCENT, width=width)
    pen.rule(_LEFT, 16 * MM + HEADING.leading + GRID, width, ACCENT, 1.0)
    back = script.joined(" · ", filter(None, [sender.shop.name, _on_one_line(sender.shop.address)]))
    pen.words(_LEFT, _ADDRESS - 1.5 * GRID - TINY.leading, back, TINY, SOFT, width=_ADDRESS_WIDTH)
    pen.rule(_LEFT, _ADDRESS - 1.2 * GRID, _ADDRESS_WIDTH, RULE, 0.4)
    address = [words for line in letter.address for words in script.lines(line, LEAD, _ADDRESS_WIDTH, 2)]
    for place, words in enumerate(address[:_ADDRESS_LINES]):
        pen.text(_LEFT, _ADDRESS + place * LEAD.leading, words, LEAD)
    pen.words(right, _ADDRESS, sender.day, LEAD, align="right")
    pen.words(_LEFT, _SUBJECT, letter.subject, LEAD.strong, width=width)
    for fold in _FOLDS_A4 if paper.name == "A4" else (paper.height / 3, paper.height * 2 / 3):
        pen.rule(5 * MM, fold, 4 * MM, FAINT, 0.4)
    _draw_body(pen, lines, _BODY, ends)
    _draw_foot(pen, sender, paper)


def _draw_further(
    pen: Pen, letter: Letter, sender: Sender, paper: Paper, lines: Sequence[str], number: int, ends: bool
) -> None:
    right = paper.width - _RIGHT
    pen.words(_LEFT, 18 * MM, letter.name, SMALL, SOFT, width=100 * MM)
    pen.words(right, 18 * MM, _("Page {number}").format(number=number), SMALL, SOFT, "right")
    _draw_body(pen, lines, _BODY_FURTHER, ends)
    _draw_foot(pen, sender, paper)


def _draw_body(pen: Pen, lines: Sequence[str], top: float, ends: bool) -> None:
    for place, words in enumerate(lines):
        pen.text(_LEFT, top + place * LEAD.leading, words, LEAD)
    if ends:
        pen.rule(_LEFT, top + len(lines) * LEAD.leading + _SIGNATURE - 2 * MM, 60 * MM, INK, 0.5)


def _draw_foot(pen: Pen, sender: Sender, paper: Paper) -> None:
    top, width = paper.height - 15 * MM, paper.width - _LEFT - _RIGHT
    shop = sender.shop
    where = script.joined(
        " · ", filter(None, [shop.name, _on_one_line(shop.address), shop.phone, sender.email])
    )
    pen.rule(_LEFT, top - GRID, width, RULE)
    pen.words(_LEFT + width / 2, top, where, SMALL, SOFT, "centre", width)


def _on_one_line(address: str) -> str:
    return ", ".join(line.strip() for line in address.splitlines() if line.strip())
