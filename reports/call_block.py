"""One call on the call list: what we know to the left, room for the pen to the right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from model.days_in_words import format_day
from model.money import format_money
from model.visits import Outcome
from reports import script
from reports.call_facts import LastPurchase, Line, Person, Phone, Reason
from reports.fonts import weight
from reports.page import Block
from reports.pen import Pen
from reports.style import (
    ACCENT,
    BODY,
    FAINT,
    GRID,
    INK,
    LEAD,
    MM,
    RULE,
    SMALL,
    SOFT,
    TINY,
    WARN,
    Colour,
    Type,
)
from resources.i18n import N_, _, ngettext

_OUTCOMES = {
    Outcome.REACHED: N_("reached"),
    Outcome.NO_ANSWER: N_("no answer"),
    Outcome.CALL_BACK: N_("call back"),
    Outcome.WRONG_NUMBER: N_("wrong number"),
    Outcome.REFUSED: N_("refused"),
    Outcome.DO_NOT_CALL: N_("do not call again"),
}
"""The words beside the boxes: shorter than on the screen."""

_NUMBER = 10 * MM
_PEN_COLUMN = 82 * MM
_COLUMN_GAP = 5 * MM
_PADDING = 1.2 * MM
_BOX = 3.8 * MM
_BOX_ROW = 5 * MM
_BOX_COLUMNS = (0.0, 0.345, 0.615, 1.0)
_SCALE_ROW = 6 * MM
_QUESTION = 25 * MM
_WRITING_ROW = 6.4 * MM
"""At least; a page with room to spare gives it to them."""
_ANSWERS = 2 * _BOX_ROW + _SCALE_ROW
_PEN_HEIGHT = _ANSWERS + 2 * _WRITING_ROW
_NAME = Type(10.5, bold=True)
_LINE_NUMBER = Type(14, bold=True)
_REASONS_AT_MOST = 8
_PHONES_AT_MOST = 4


@dataclass(slots=True)
class _Mark:
    """Words at a place inside a block."""

    x: float
    y: float
    words: str
    type_: Type
    colour: Colour


@dataclass(slots=True)
class CallLayout:
    """The left half of a call: what we know, broken into lines."""

    line: Line
    currency: str
    width: float
    marks: list[_Mark] = field(default_factory=list)
    badges: list[tuple[float, float, str]] = field(default_factory=list)
    y: float = _PADDING

    def blocks(self, tallest: float) -> Iterable[Block]:
        for number, person in enumerate(self.line.people):
            self.y += GRID if number else 0
            self._person(person)
        if self.y + _PADDING <= tallest:
            return [_CallBlock(self.line.number, self.width, self.marks, self.badges, self.y + _PADDING)]
        return self._divided(tallest)

    @property
    def _facts_width(self) -> float:
        return self.width - _NUMBER - _PEN_COLUMN - _COLUMN_GAP

    def _person(self, person: Person) -> None:
        badge = script.line(person.badge, TINY.strong, 24 * MM) if person.badge else ""
        badge_width = weight(True).width(badge, TINY.size) + 3.2 * MM if badge else 0
        names = script.lines(person.name, _NAME, self._facts_width - badge_width, at_most=2)
        if badge:
            name_width = weight(True).width(names[0], _NAME.size)
            self.badges.append((_NUMBER + name_width + 1.6 * MM, self.y, badge))
        self._add_lines(names, _NAME, INK)
        self._phones(person.phones[:_PHONES_AT_MOST])
        small: list[str] = []
        if person.best_time:
            small.append(script.fill(_("Best time: {time}"), time=person.best_time))
        if person.tried:
            small.append(ngettext("tried once", "tried {n} times", person.tried).format(n=person.tried))
        if small:
            self._add(script.joined(" · ", small), SMALL, SOFT, at_most=2)
        for reason in person.reasons[:_REASONS_AT_MOST]:
            self._reason(reason)
        left_out = len(person.reasons) - _REASONS_AT_MOST
        if left_out > 0:
            self._add(ngettext("and {n} more", "and {n} more", left_out).format(n=left_out), SMALL, SOFT)
        if person.last_purchase:
            self._add(self._purchase_words(person.last_purchase), SMALL, SOFT, at_most=2)
        if person.last_words:
            self._add(f"“{person.last_words.words.strip()}”", SMALL, INK, at_most=3)

    def _phones(self, phones: tuple[Phone, ...]) -> None:
        """Each with its kind, two on a line where they fit."""
        x = right = self._facts_width
        for phone in phones:
            number = script.line(phone.number, BODY.strong, right * 0.75)
            number_width = weight(True).width(number, BODY.size)
            kind = script.line(phone.kind, SMALL, right - number_width - GRID) if phone.kind else ""
            taken = number_width + (GRID + weight(False).width(kind, SMALL.size) if kind else 0)
            if x + taken > right:
                x, self.y = 0.0, self.y + BODY.leading
            top = self.y - BODY.leading
            self.marks.append(_Mark(_NUMBER + x, top, number, BODY.strong, INK))
            kind_x, kind_top = _NUMBER + x + number_width + GRID * 0.7, top + BODY.rise - SMALL.rise
            self.marks.append(_Mark(kind_x, kind_top, kind, SMALL, SOFT))
            x += taken + 3 * MM

    def _reason(self, reason: Reason) -> None:
        type_, colour = (BODY.strong, WARN) if reason.urgent else (BODY, INK)
        self.marks.append(_Mark(_NUMBER, self.y, "!" if reason.urgent else "•", BODY.strong, colour))
        self._add(reason.words, type_, colour, at_most=3, indent=2.6 * MM)

    def _purchase_words(self, purchase: LastPurchase) -> str:
        return script.fill(
            _("Last bought {day}: {what}, {amount}"),
            day=format_day(purchase.day),
            what=purchase.what.strip(),
            amount=format_money(purchase.cents, self.currency),
        )

    def _add(self, text: str, type_: Type, colour: Colour, at_most: int = 1, indent: float = 0.0) -> None:
        found = script.lines(text, type_, self._facts_width - indent, at_most)
        self._add_lines(found, type_, colour, indent)

    def _add_lines(self, found: list[str], type_: Type, colour: Colour, indent: float = 0.0) -> None:
        for words in found:
            self.marks.append(_Mark(_NUMBER + indent, self.y, words, type_, colour))
            self.y += type_.leading

    def _divided(self, tallest: float) -> Iterator[Block]:
        """A household too large for a page, in pieces; the later ones carry its number again."""
        start = 0.0
        while start < self.y:
            rest = [mark for mark in self.marks if mark.y >= start]
            end = self.y
            shift = _PADDING - start + (SMALL.leading if start else 0)
            if end + shift + _PADDING > tallest:
                end = max(mark.y for mark in rest if mark.y + shift + _PADDING <= tallest)
            marks = [_Mark(m.x, m.y + shift, m.words, m.type_, m.colour) for m in rest if m.y < end]
            if start:
                marks.append(_Mark(_NUMBER, _PADDING, _("continued"), SMALL, SOFT))
            badges = [(x, y + shift, words) for x, y, words in self.badges if start <= y < end]
            height = end + shift + _PADDING
            yield _CallBlock(self.line.number, self.width, marks, badges, height, first=start == 0)
            start = end


class _CallBlock(Block):
    """One call on paper: what we know to the left, room for the pen to the right."""

    stretches = True

    def __init__(
        self,
        number: int,
        width: float,
        marks: list[_Mark],
        badges: list[tuple[float, float, str]],
        height: float,
        first: bool = True,
    ) -> None:
        self._number = str(number)
        self._width = width
        self._marks = marks
        self._badges = badges
        self._first = first
        self.height = max(height, _PEN_HEIGHT + 2 * _PADDING)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        pen.text(left, top + _PADDING - 1.5, self._number, _LINE_NUMBER, ACCENT)
        for mark in self._marks:
            pen.text(left + mark.x, top + mark.y, mark.words, mark.type_, mark.colour)
        for x, y, words in self._badges:
            _draw_badge(pen, left + x, top + y, words)
        bottom = top + self.height
        if self._first:
            self._draw_room_for_pen(pen, left + self._width - _PEN_COLUMN, top + _PADDING, bottom - _PADDING)
        pen.rule(left, bottom, self._width, RULE)

    def _draw_room_for_pen(self, pen: Pen, left: float, top: float, bottom: float) -> None:
        pen.stamp("answers", left, top, _PEN_COLUMN, _ANSWERS, _draw_answers)
        pen.stamp("next visit", left, bottom - _WRITING_ROW, _PEN_COLUMN, _WRITING_ROW, _draw_next_visit)
        room = bottom - top - _ANSWERS
        rows = int((room + 0.1) // _WRITING_ROW)
        for row in range(1, rows):
            pen.rule(left, bottom - row * room / rows - _LIFT, _PEN_COLUMN, FAINT, 0.4)


_LIFT = 1 * MM
"""Ruled lines stand a little above the foot of their row."""


def _draw_badge(pen: Pen, x: float, y: float, words: str) -> None:
    """The class in a small frame, level with the name beside it."""
    taken = weight(True).width(words, TINY.size)
    height = TINY.size * 1.5
    top = y + (_NAME.leading - height) / 2
    pen.box(x, top, taken + 1.6 * MM, height, ACCENT, 0.6)
    pen.text(x + 0.8 * MM, top + (height - TINY.leading) / 2, words, TINY.strong, ACCENT)


def _draw_answers(pen: Pen) -> None:
    """Boxes for the outcome and the scale to circle."""
    for index, outcome in enumerate(Outcome):
        column, y = index % 3, (index // 3) * _BOX_ROW
        x = _BOX_COLUMNS[column] * _PEN_COLUMN
        pen.box(x, y + 0.4, _BOX, _BOX, INK, 0.7)
        pen.text(x + 1.1, y - 0.2, str(outcome.code), TINY, FAINT)
        words_left = x + _BOX + 1.2 * MM
        room = _BOX_COLUMNS[column + 1] * _PEN_COLUMN - words_left - 1 * MM
        pen.words(words_left, y + 0.4 + (_BOX - SMALL.leading) / 2, _(_OUTCOMES[outcome]), SMALL, width=room)
    y = 2 * _BOX_ROW
    above = y + (_SCALE_ROW - 2 * TINY.leading) / 2
    pen.words(0, above, _("Would you come back?"), TINY.strong, SOFT, width=_QUESTION)
    pen.words(0, above + TINY.leading, _("0 never – 10 surely"), TINY, SOFT, width=_QUESTION)
    step = (_PEN_COLUMN - _QUESTION - 5 * MM) / 10
    for score in range(11):
        middle = _QUESTION + 2.5 * MM + score * step
        pen.text(middle, y + (_SCALE_ROW - LEAD.leading) / 2, str(score), LEAD, INK, "centre")


def _draw_next_visit(pen: Pen) -> None:
    """The last line to write on, and behind it when we call again."""
    before, _place, after = _("next visit in {days} days").partition("{days}")
    top, rule = _WRITING_ROW - SMALL.leading, _WRITING_ROW - _LIFT
    blank = 11 * MM
    right = _PEN_COLUMN
    right -= pen.words(right, top, after, SMALL, SOFT, "right") + 0.8 * MM
    pen.rule(right - blank, rule, blank, INK, 0.5)
    right -= blank + 0.8 * MM
    right -= pen.words(right, top, before, SMALL, SOFT, "right") + 3 * MM
    pen.rule(0, rule, right, FAINT, 0.4)
