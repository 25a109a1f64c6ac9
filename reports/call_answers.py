"""Where the pen goes on a call list: boxes with the codes that are typed back, a scale to ring, lines for words."""

from model.visits import Outcome
from reports.pen import Pen
from reports.style import FAINT, INK, LEAD, MM, SMALL, SOFT, TINY
from resources.i18n import N_, _

OUTCOMES = {
    Outcome.REACHED: N_("reached"),
    Outcome.NO_ANSWER: N_("no answer"),
    Outcome.CALL_BACK: N_("call back"),
    Outcome.WRONG_NUMBER: N_("wrong number"),
    Outcome.REFUSED: N_("refused"),
    Outcome.DO_NOT_CALL: N_("do not call again"),
}
"""The words beside the boxes: shorter than on the screen."""

WIDTH = 82 * MM
_BOX = 3.8 * MM
_BOX_ROW = 5 * MM
_BOX_COLUMNS = (0.0, 0.345, 0.615, 1.0)
_SCALE_ROW = 6 * MM
_QUESTION = 25 * MM
_WRITING_ROW = 6.4 * MM
"""At least; a page with room to spare gives it to them."""
_ANSWERS = 2 * _BOX_ROW + _SCALE_ROW
HEIGHT = _ANSWERS + 2 * _WRITING_ROW
_LIFT = 1 * MM
"""Ruled lines stand a little above the foot of their row."""


def draw(pen: Pen, left: float, top: float, bottom: float) -> None:
    """Room for one answer, at least ``HEIGHT`` high; what it has more, the writing lines get."""
    pen.stamp("answers", left, top, WIDTH, _ANSWERS, _draw_answers)
    pen.stamp("next visit", left, bottom - _WRITING_ROW, WIDTH, _WRITING_ROW, _draw_next_visit)
    room = bottom - top - _ANSWERS
    rows = int((room + 0.1) // _WRITING_ROW)
    for row in range(1, rows):
        pen.rule(left, bottom - row * room / rows - _LIFT, WIDTH, FAINT, 0.4)


def _draw_answers(pen: Pen) -> None:
    """Boxes for the outcome and the scale to ring."""
    for index, outcome in enumerate(Outcome):
        column, y = index % 3, (index // 3) * _BOX_ROW
        x = _BOX_COLUMNS[column] * WIDTH
        pen.box(x, y + 0.4, _BOX, _BOX, INK, 0.7)
        pen.text(x + 1.1, y - 0.2, str(outcome.code), TINY, FAINT)
        words_left = x + _BOX + 1.2 * MM
        room = _BOX_COLUMNS[column + 1] * WIDTH - words_left - 1 * MM
        pen.words(words_left, y + 0.4 + (_BOX - SMALL.leading) / 2, _(OUTCOMES[outcome]), SMALL, width=room)
    y = 2 * _BOX_ROW
    above = y + (_SCALE_ROW - 2 * TINY.leading) / 2
    pen.words(0, above, _("Would you come back?"), TINY.strong, SOFT, width=_QUESTION)
    pen.words(0, above + TINY.leading, _("0 never – 10 surely"), TINY, SOFT, width=_QUESTION)
    step = (WIDTH - _QUESTION - 5 * MM) / 10
    for score in range(11):
        middle = _QUESTION + 2.5 * MM + score * step
        pen.text(middle, y + (_SCALE_ROW - LEAD.leading) / 2, str(score), LEAD, INK, "centre")


def _draw_next_visit(pen: Pen) -> None:
    """The last line to write on, and behind it when we call again."""
    before, _place, after = _("next visit in {days} days").partition("{days}")
    top, rule = _WRITING_ROW - SMALL.leading, _WRITING_ROW - _LIFT
    blank = 11 * MM
    right = WIDTH
    right -= pen.words(right, top, after, SMALL, SOFT, "right") + 0.8 * MM
    pen.rule(right - blank, rule, blank, INK, 0.5)
    right -= blank + 0.8 * MM
    right -= pen.words(right, top, before, SMALL, SOFT, "right") + 3 * MM
    pen.rule(0, rule, right, FAINT, 0.4)
