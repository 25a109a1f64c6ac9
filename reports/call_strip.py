"""The strip of a call list whose sheet may be seen: line numbers with their phones, to be torn off and destroyed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports import script
from reports.call_facts import Line
from reports.fonts import weight
from reports.page import Block
from reports.pen import Pen
from reports.style import ACCENT, BODY, GRID, HAIR, INK, LEAD, MM, SMALL, SOFT

_HIDDEN = "•"
_COLUMNS = 3
_NUMBER = 12 * MM
_ROW_PADDING = 1.6 * MM
_HEAD = LEAD.leading + 5 * GRID


def masked(number: str) -> str:
    """A phone number of which only the first half of its digits, at most five, is left to read."""
    shown = min(5, sum(character.isdigit() for character in number) // 2)
    found = []
    for character in number:
        if character.isalnum():
            found.append(character if character.isdigit() and shown > 0 else _HIDDEN)
            shown -= character.isdigit()
        else:
            found.append(character)
    return "".join(found)


_LIKE_A_PHONE = re.compile(r"[+＋]?\(?\d(?:[ ()./\u00a0\u2010-\u2015-]{0,3}\d){6,}")
_LIKE_A_DAY = re.compile(r"[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}|[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{4}")


def masked_words(words: str) -> str:
    """Words in which somebody may have noted a phone number, with each masked like the others; days stay."""

    def hidden(match: re.Match[str]) -> str:
        return match[0] if _LIKE_A_DAY.fullmatch(match[0]) else masked(match[0])

    return _LIKE_A_PHONE.sub(hidden, words)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One phone of one person: ``17b``, its number broken into lines, and what kind it is."""

    whose: str
    number: Sequence[str]
    kind: str

    @property
    def height(self) -> float:
        return len(self.number) * BODY.leading + _ROW_PADDING


def strips(lines: Sequence[Line], title: str, width: float, tallest: float) -> Iterator[Block]:
    """The strip as blocks of whole pages, but for the last; none if nobody has a phone."""
    column = width / _COLUMNS
    entries = list(_entries(lines, column - _NUMBER - 2 * MM))
    rows: list[list[_Entry]] = []
    taken = _HEAD
    for start in range(0, len(entries), _COLUMNS):
        row = entries[start : start + _COLUMNS]
        height = max(entry.height for entry in row)
        if rows and taken + height > tallest:
            yield _Strip(title, rows, width)
            rows, taken = [], _HEAD
        rows.append(row)
        taken += height
    if rows:
        yield _Strip(title, rows, width)


def _entries(lines: Sequence[Line], width: float) -> Iterator[_Entry]:
    for line in lines:
        for person in line.people if not line.ended else ():
            for phone in person.phones if not person.ended else ():
                number = script.lines(phone.number, BODY.strong, width)
                yield _Entry(f"{line.number}{person.letter}", number, phone.kind)


class _Strip(Block):
    """A dashed line to cut along, and below it numbers and phones."""

    def __init__(self, title: str, rows: list[list[_Entry]], width: float) -> None:
        self._title, self._rows, self._width = title, rows, width
        self.height = _HEAD + sum(max(entry.height for entry in row) for row in rows)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        y = top + 2 * GRID
        pen.path([(left, y), (left + self._width, y)], SOFT, 0.8, "4 3")
        pen.words(left, y + GRID, self._title, LEAD.strong, ACCENT, width=self._width)
        y = top + _HEAD
        for row in self._rows:
            for place, entry in enumerate(row):
                self._draw_entry(pen, left + place * self._width / _COLUMNS, y + _ROW_PADDING / 2, entry)
            y += max(entry.height for entry in row)
            pen.rule(left, y, self._width, HAIR)

    def _draw_entry(self, pen: Pen, left: float, top: float, entry: _Entry) -> None:
        pen.text(left, top, entry.whose, BODY.strong, ACCENT)
        for place, words in enumerate(entry.number):
            pen.text(left + _NUMBER, top + place * BODY.leading, words, BODY.strong, INK)
        room = self._width / _COLUMNS - _NUMBER - 2 * MM
        taken = weight(True).width(entry.number[-1], BODY.size) + 1.2 * MM
        last = top + (len(entry.number) - 1) * BODY.leading
        if room - taken > 6 * MM:
            pen.words(
                left + _NUMBER + taken,
                last + BODY.rise - SMALL.rise,
                entry.kind,
                SMALL,
                SOFT,
                width=room - taken,
            )
