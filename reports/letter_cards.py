"""Cards: a short letter for an envelope without window, or to be handed over; four on a sheet, to be cut apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports import script
from reports.letter_page import Letter, Sender
from reports.page import Paper
from reports.pen import Pen
from reports.style import ACCENT, FAINT, GRID, INK, LEAD, MM, SMALL, TINY, Type

ON_A_SHEET = 4

_MARGIN = 11 * MM
_HEAD = SMALL.leading + 2 * GRID
_SIGNATURE = 15 * MM
_TYPES = tuple(Type(size) for size in (11, 10, 9, 8))
"""The largest in which the words fit is taken."""


@dataclass(frozen=True, slots=True)
class Card:
    """A letter whose words fit on a card, broken into lines."""

    letter: Letter
    type_: Type
    lines: Sequence[str]


def card(letter: Letter, paper: Paper) -> Card | None:
    """The letter as a card; ``None`` if it says too much for one."""
    width = paper.width / 2 - 2 * _MARGIN
    room = paper.height / 2 - 2 * _MARGIN - _HEAD - LEAD.leading - 2 * GRID - _SIGNATURE - TINY.leading
    for type_ in _TYPES:
        lines = script.lines(letter.body, type_, width, at_most=200)
        if len(lines) * type_.leading <= room:
            return Card(letter, type_, lines)
    return None


def draw_sheet(pen: Pen, cards: Sequence[Card], sender: Sender, paper: Paper) -> None:
    """Up to four cards, and lines to cut along."""
    middle, half = paper.width / 2, paper.height / 2
    pen.path([(middle, 0), (middle, paper.height)], FAINT, 0.7, "4 3")
    pen.path([(0, half), (paper.width, half)], FAINT, 0.7, "4 3")
    for place, one in enumerate(cards):
        _draw_card(pen, one, sender, place % 2 * middle + _MARGIN, place // 2 * half + _MARGIN, paper)


def _draw_card(pen: Pen, card: Card, sender: Sender, left: float, top: float, paper: Paper) -> None:
    width, bottom = paper.width / 2 - 2 * _MARGIN, top + paper.height / 2 - 2 * _MARGIN
    pen.words(left, top, sender.shop.name, SMALL.strong, ACCENT, width=width)
    pen.rule(left, top + SMALL.leading + GRID * 0.5, width, ACCENT, 0.8)
    top += _HEAD
    pen.words(left, top, card.letter.subject, LEAD.strong, width=width)
    top += LEAD.leading + 1.5 * GRID
    for place, words in enumerate(card.lines):
        pen.text(left, top + place * card.type_.leading, words, card.type_)
    top += len(card.lines) * card.type_.leading
    pen.rule(left, top + _SIGNATURE - 4 * MM, 45 * MM, INK, 0.5)
    whom = script.joined(" · ", filter(None, [card.letter.name, *_without_name(card.letter)]))
    pen.words(left, bottom - TINY.leading, whom, TINY, FAINT, width=width)


def _without_name(letter: Letter) -> list[str]:
    return [line for line in letter.address if letter.name not in line]
