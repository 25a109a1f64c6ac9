"""One call on the call list: what we know to the left, room for the pen to the right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from model.days_in_words import format_day
from model.money import format_money
from model.written_line import list_code
from reports import barcode, call_answers, script
from reports.call_facts import Facts, LastPurchase, Line, Person, Phone, Reason
from reports.call_strip import masked, masked_words
from reports.fonts import weight
from reports.page import Block
from reports.pen import Pen
from reports.style import (
    ACCENT,
    BODY,
    GRID,
    INK,
    MM,
    RULE,
    SMALL,
    SOFT,
    TINY,
    WARN,
    Colour,
    Type,
)
from resources.i18n import _, ngettext

_NUMBER = 10 * MM
_COLUMN_GAP = 5 * MM
_PADDING = 1.2 * MM
_LETTER = 3.4 * MM
_CODE_GAP = 0.5 * MM
_DONE_HEIGHT = BODY.leading + 2 * _PADDING
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
    facts: Facts
    width: float
    marks: list[_Mark] = field(default_factory=list)
    badges: list[tuple[float, float, str]] = field(default_factory=list)
    y: float = _PADDING

    def blocks(self, tallest: float) -> Iterable[Block]:
        """The call, in pieces if it is higher than ``tallest``."""
        if self.line.ended:
            names = [self._shown(person.name) for person in self.line.people]
            return [_EndedBlock(self.line, names, self.width)]
        for number, person in enumerate(self.line.people):
            self.y += GRID if number else 0
            self._person(person)
        if self.y + _PADDING <= tallest:
            return [self._block(self.marks, self.badges, self.y + _PADDING)]
        return self._divided(tallest)

    @property
    def _code(self) -> str:
        """What the scanner types for this line."""
        return list_code(self.facts.list_number, self.line.number) if self.facts.list_number else ""

    @property
    def _facts_width(self) -> float:
        """The room at this height."""
        return self._width_at(self.y)

    def _width_at(self, y: float) -> float:
        """The room of a line whose top is ``y``: beside the barcode there is less of it."""
        whole = self.width - _NUMBER - call_answers.WIDTH - _COLUMN_GAP
        if self._code and y < _PADDING + _CODE_GAP + barcode.HEIGHT:
            return whole - barcode.width(self._code) - barcode.quiet()
        return whole

    def _block(
        self, marks: list[_Mark], badges: list[tuple[float, float, str]], height: float, first: bool = True
    ) -> "_CallBlock":
        code = self._code if first else ""
        return _CallBlock(self.line.number, code, self.width, marks, badges, height, first)

    def _person(self, person: Person) -> None:
        badge = script.line(person.badge, TINY.strong, 24 * MM) if person.badge else ""
        badge_width = weight(True).width(badge, TINY.size) + 3.2 * MM if badge else 0
        indent = _LETTER if person.letter else 0.0
        if person.letter:
            self.marks.append(_Mark(_NUMBER, self.y, person.letter, _NAME, ACCENT))
        names = script.lines(
            self._shown(person.name), _NAME, self._facts_width - badge_width - indent, at_most=2
        )
        if badge:
            name_width = weight(True).width(names[0], _NAME.size)
            self.badges.append((_NUMBER + indent + name_width + 1.6 * MM, self.y, badge))
        self._add_lines(names, _NAME, INK, indent)
        if person.ended:
            self._add(script.fill(_("In the book already: {outcome}"), outcome=person.ended), SMALL, SOFT)
            return
        self._phones(person.phones[:_PHONES_AT_MOST])
        small: list[str] = []
        if person.best_time:
            small.append(script.fill(_("Best time: {time}"), time=self._shown(person.best_time)))
        if person.tried:
            small.append(ngettext("tried once", "tried {n} times", person.tried).format(n=person.tried))
        if small:
            self._add(script.joined(" · ", small), SMALL, SOFT, at_most=2)
        if person.greeting:
            self._add(self._shown(person.greeting), SMALL, SOFT, at_most=2)
        for reason in person.reasons[:_REASONS_AT_MOST]:
            self._reason(reason)
        left_out = len(person.reasons) - _REASONS_AT_MOST
        if left_out > 0:
            self._add(ngettext("and {n} more", "and {n} more", left_out).format(n=left_out), SMALL, SOFT)
        if person.last_purchase:
            self._add(self._purchase_words(person.last_purchase), SMALL, SOFT, at_most=2)
        if person.last_words:
            self._add(f"“{self._shown(person.last_words.words.strip())}”", SMALL, INK, at_most=3)

    def _phones(self, phones: tuple[Phone, ...]) -> None:
        """Each with its kind, two on a line where they fit."""
        x = right = self._facts_width
        for phone in phones:
            shown = masked(phone.number) if self.facts.masked else phone.number
            number = script.line(shown, BODY.strong, right * 0.75)
            number_width = weight(True).width(number, BODY.size)
            kind = script.line(phone.kind, SMALL, right - number_width - GRID) if phone.kind else ""
            taken = number_width + (GRID + weight(False).width(kind, SMALL.size) if kind else 0)
            if x + taken > right:
                x, self.y = 0.0, self.y + BODY.leading
            top = self.y - BODY.leading
            right = self._width_at(top)
            self.marks.append(_Mark(_NUMBER + x, top, number, BODY.strong, INK))
            kind_x, kind_top = _NUMBER + x + number_width + GRID * 0.7, top + BODY.rise - SMALL.rise
            self.marks.append(_Mark(kind_x, kind_top, kind, SMALL, SOFT))
            x += taken + 3 * MM

    def _reason(self, reason: Reason) -> None:
        type_, colour = (BODY.strong, WARN) if reason.urgent else (BODY, INK)
        self.marks.append(_Mark(_NUMBER, self.y, "!" if reason.urgent else "•", BODY.strong, colour))
        self._add(self._shown(reason.words), type_, colour, at_most=3, indent=2.6 * MM)

    def _purchase_words(self, purchase: LastPurchase) -> str:
        return script.fill(
            _("Last bought {day}: {what}, {amount}"),
            day=format_day(purchase.day),
            what=self._shown(purchase.what.strip()),
            amount=format_money(purchase.cents, self.facts.currency),
        )

    def _shown(self, words: str) -> str:
        """What somebody wrote, as it may be seen on this sheet."""
        return masked_words(words) if self.facts.masked else words

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
            yield self._block(marks, badges, height, first=start == 0)
            start = end


class _CallBlock(Block):
    """One call on paper: what we know to the left, room for the pen to the right."""

    stretches = True

    def __init__(
        self,
        number: int,
        code: str,
        width: float,
        marks: list[_Mark],
        badges: list[tuple[float, float, str]],
        height: float,
        first: bool,
    ) -> None:
        self._number = str(number)
        self._code = code
        self._width = width
        self._marks = marks
        self._badges = badges
        self._first = first
        self.height = max(height, call_answers.HEIGHT + 2 * _PADDING)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        _draw_number(pen, left, top, self._number)
        for mark in self._marks:
            pen.text(left + mark.x, top + mark.y, mark.words, mark.type_, mark.colour)
        for x, y, words in self._badges:
            _draw_badge(pen, left + x, top + y, words)
        bottom = top + self.height
        answers_left = left + self._width - call_answers.WIDTH
        if self._code:
            code_left = answers_left - _COLUMN_GAP - barcode.width(self._code)
            pen.barcode(code_left, top + _PADDING + _CODE_GAP, self._code, barcode.MODULE, barcode.HEIGHT)
        if self._first:
            call_answers.draw(pen, answers_left, top + _PADDING, bottom - _PADDING)
        pen.rule(left, bottom, self._width, RULE)


class _EndedBlock(Block):
    """A line that is in the book already: its number, its people, and what became of it."""

    height = _DONE_HEIGHT

    def __init__(self, line: Line, names: Iterable[str], width: float) -> None:
        self._number, self._width = str(line.number), width
        self._ended = script.line(line.ended, BODY.strong, call_answers.WIDTH)
        self._names = script.line(
            script.joined(" · ", list(names)), BODY, width - _NUMBER - call_answers.WIDTH - _COLUMN_GAP
        )

    def draw(self, pen: Pen, left: float, top: float) -> None:
        pen.text(left, top + _PADDING, self._number, BODY.strong, SOFT)
        pen.text(left + _NUMBER, top + _PADDING, self._names, BODY, SOFT)
        pen.text(left + self._width - call_answers.WIDTH, top + _PADDING, self._ended, BODY.strong, SOFT)
        pen.rule(left, top + self.height, self._width, RULE)


def _draw_number(pen: Pen, left: float, top: float, number: str) -> None:
    """As large as its column takes."""
    type_ = _LINE_NUMBER if len(number) < 4 else Type(_LINE_NUMBER.size * 3 / len(number), bold=True)
    pen.text(left, top + _PADDING - 1.5, number, type_, ACCENT)


def _draw_badge(pen: Pen, x: float, y: float, words: str) -> None:
    """The class in a small frame, level with the name beside it."""
    taken = weight(True).width(words, TINY.size)
    height = TINY.size * 1.5
    top = y + (_NAME.leading - height) / 2
    pen.box(x, top, taken + 1.6 * MM, height, ACCENT, 0.6)
    pen.text(x + 0.8 * MM, top + (height - TINY.leading) / 2, words, TINY.strong, ACCENT)
