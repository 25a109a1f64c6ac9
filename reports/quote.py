"""What somebody said, word for word, with the score that came with it."""

from reports import script
from reports.page import Block
from reports.pen import Pen
from reports.style import BODY, GRID, HAIR, HEADING, INK, MM, PAPER, SMALL, SOFT, WARN

UNHAPPY = 6
"""Scores up to this are shown as a warning."""

_BADGE = 8 * MM
_BADGE_COLUMN = 12 * MM
_LINES_AT_MOST = 12


class Quote(Block):
    """``words`` in quotation marks, ``who`` beneath. The score, 0 to 10, stands in a square, filled where it is low;
    ``scored`` keeps its place free where others of the list have one."""

    def __init__(self, words: str, who: str, width: float, score: int | None, scored: bool) -> None:
        self._score, self._width = score, width
        self._indent = _BADGE_COLUMN if scored else 0.0
        self._lines = script.lines(f"“{words.strip()}”", BODY, width - self._indent, _LINES_AT_MOST)
        self._who = script.line(who, SMALL, width - self._indent)
        text_height = len(self._lines) * BODY.leading + SMALL.leading
        self.height = max(text_height, _BADGE if scored else 0) + 2 * GRID

    def draw(self, pen: Pen, left: float, top: float) -> None:
        y = top + GRID
        if self._score is not None:
            self._draw_badge(pen, left, y, self._score)
        for words in self._lines:
            pen.text(left + self._indent, y, words, BODY, INK)
            y += BODY.leading
        pen.text(left + self._indent, y, self._who, SMALL, SOFT)
        pen.rule(left, top + self.height, self._width, HAIR)

    def _draw_badge(self, pen: Pen, left: float, top: float, score: int) -> None:
        low = score <= UNHAPPY
        if low:
            pen.fill(left, top, _BADGE, _BADGE, WARN)
        else:
            pen.box(left, top, _BADGE, _BADGE, SOFT, 0.6)
        middle, words_top = left + _BADGE / 2, top + (_BADGE - HEADING.leading) / 2
        pen.text(middle, words_top, str(score), HEADING, PAPER if low else INK, "centre")
