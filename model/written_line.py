"""One line of a call list as somebody types it from the paper: ``17 3 +14 9 "loves the new tea"``.

First the line, then how it ended; the rest in any order, between blanks or commas::

    17            the line; 17b is the second person of a household; L12-17, as a scanner reads it, names the list too
    3             how it ended: 1 reached, 2 no answer, 3 call back, 4 wrong number, 5 refused, 6 do not call again,
                  or its letter: R N C W F D
    +14           the next contact, so many days after the call; or a day: fri, 24.12., 2026-12-24, 12月24日
    9             0 to 10: would you come back?
    "words"       the customer's own words; the quotes may be left out at the end of the line, also before a +14
    !c words      a complaint; !s words, a suggestion; up to the end of the line or the next such mark
    # words       a comment, where the line begins with it

Digits and marks may be full-width, quotes of any kind.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from model.days import parse_day
from model.days_in_words import format_day
from model.errors import FieldError
from model.frozen import Frozen
from model.visits import Outcome
from resources.i18n import _


class Unfinished(FieldError):  # noqa: N818 - nothing is wrong, only not all is there yet
    """What is typed so far is right; the sentence says what is still to come."""


class Typed(Frozen):
    """What was typed. ``line`` is 0 while only a list was named, ``letter`` the person of a household, and ``outcome``
    ``None`` while it is still to come."""

    list_number: int | None = None
    line: int = 0
    letter: str = ""
    outcome: Outcome | None = None
    next_on: date | None = None
    score: int | None = None
    words: str = ""
    complaint: str = ""
    suggestion: str = ""


def list_code(number: int, line: int | None = None) -> str:
    """What the barcode of a list, or of one of its lines, says: ``L12``, ``L12-17``."""
    return f"L{number}" if line is None else f"L{number}-{line}"


def is_comment(text: str) -> bool:
    """Whether there is nothing to read in a line of a file."""
    plain = _flat(text).strip()
    return not plain or plain.startswith("#")


def read_line(text: str, called_on: date) -> Typed:
    """What ``text`` says so far, days counted from the day of the call. ``FieldError`` for what cannot be meant."""
    if len(text) > LONGEST_LINE:
        raise FieldError(_("This is too long for one call: {n} signs.").format(n=len(text)))
    return _Reading(text, called_on).all()


def insist_on_whole(typed: Typed) -> None:
    """``Unfinished`` with what is missing, ``FieldError`` with what does not go together, in a line to be written."""
    if not typed.line:
        raise Unfinished(_("Type the number of a line, as it stands on the paper."))
    outcome = typed.outcome
    if outcome is None:
        raise Unfinished(_("How did it end? {outcomes}").format(outcomes=outcomes_in_words()))
    if outcome is Outcome.CALL_BACK and typed.next_on is None:
        raise Unfinished(_("Call back, but when? Add +1 for the next day, or a day, like fri."))
    if outcome is Outcome.DO_NOT_CALL and typed.next_on is not None:
        raise FieldError(
            _("Who is not to be called again gets no next day. Leave it out, or type another outcome.")
        )
    if not outcome.reached and typed.score is not None:
        raise FieldError(
            _("Nobody was reached, so nobody can have said {score}. For days, type +{score}.").format(
                score=typed.score
            )
        )
    if not outcome.reached and (typed.complaint or typed.suggestion):
        raise FieldError(
            _("Nobody was reached, so nobody can have said that. Type another outcome, or leave it out.")
        )


def outcomes_in_words() -> str:
    """``1 Reached, 2 No answer …``"""
    return _(", ").join(f"{outcome.code} {outcome.label}" for outcome in Outcome)


LONGEST_LINE = 5000
"""Nobody types more signs for one call: something else got into the file."""
_QUOTES = '"“”„‟«»「」『』'
_BETWEEN = " ,;、"
_LIST = re.compile(r"l(?P<list>[0-9]{1,9})")
# A scanner types as on an American keyboard: where this PC has a German one, its hyphen comes out as ß.
_LINE = re.compile(r"(?:l(?P<list>[0-9]{1,9})[-–—/ß])?(?P<line>[0-9]{1,6})(?P<letter>[a-z]{0,2})")
_OUTCOMES = {str(outcome.code): outcome for outcome in Outcome} | {
    outcome.letter.casefold(): outcome for outcome in Outcome
}
_LIKE_A_DAY = re.compile(r"[+-].*|[0-9][0-9./年月日号-]*")


class _Reading:
    """Goes through a text from left to right. ``_flat`` is the same text in ASCII digits and marks, sign by sign."""

    def __init__(self, text: str, called_on: date) -> None:
        self._text, self._flat, self._called_on = text, _flat(text), called_on
        self._at = 0
        self._said: dict[str, object] = {}

    def all(self) -> Typed:
        self._first()
        while self._skip_blanks():
            sign = self._flat[self._at]
            if sign in _QUOTES:
                self._say("words", self._quoted())
            elif sign == "!":
                self._marked()
            elif "outcome" not in self._said:
                self._outcome(self._word())
            else:
                self._rest()
        return Typed(**self._said)  # type: ignore[arg-type]

    # the parts

    def _first(self) -> None:
        if not self._skip_blanks():
            raise Unfinished(_("Type the number of a line, as it stands on the paper."))
        word = self._word()
        if match := _LIST.fullmatch(word):
            self._said["list_number"] = int(match["list"])
            if not self._skip_blanks():
                return
            word = self._word()
            match = re.fullmatch("(?P<list>)(?P<line>[0-9]{1,6})(?P<letter>[a-z]{0,2})", word)
        else:
            match = _LINE.fullmatch(word)
        if match is None or not int(match["line"]):
            raise FieldError(
                _("“{text}” is no line. Begin with its number, as it stands on the paper.").format(text=word)
            )
        if match["list"]:
            self._said["list_number"] = int(match["list"])
        self._said |= {"line": int(match["line"]), "letter": match["letter"]}

    def _outcome(self, word: str) -> None:
        if word not in _OUTCOMES:
            raise FieldError(
                _("There is no outcome “{text}”. After the line comes how it ended: {outcomes}").format(
                    text=word, outcomes=outcomes_in_words()
                )
            )
        self._said["outcome"] = _OUTCOMES[word]

    def _rest(self) -> None:
        """A score or a day; with whatever is neither, words begin that go on to the end."""
        began = self._at
        word = self._word()
        if word.isdecimal():
            self._score(word)
        elif _LIKE_A_DAY.fullmatch(word):
            self._day(word)
        elif word[0].isdigit():
            raise FieldError(
                _("“{text}” is neither a day nor a score. Put words into quotes.").format(text=word)
            )
        elif "next_on" not in self._said and self._is_day(word):
            self._day(word)
        else:
            self._at = began
            words = self._without_days(self._to_the_end()).strip()
            odd = (
                sum(sign in _QUOTES for sign in words) % 2
            )  # the quote at the end, without the one at the beginning
            self._say("words", words.rstrip(_QUOTES) if odd else words)

    def _score(self, word: str) -> None:
        if len(word) > 2 or int(word) > 10:
            raise FieldError(
                _("{score} is no score: it goes from 0 to 10. For days, type +{score}.").format(score=word)
            )
        self._say("score", int(word))

    def _day(self, word: str) -> None:
        if word in ("+", "-"):
            raise Unfinished(_("After how many days? Type them behind the +, like +14."))
        day = parse_day(word, self._called_on)
        if day < self._called_on:
            raise FieldError(
                _("“{text}” is before the call, which was on {day}. Type a later day.").format(
                    text=word, day=format_day(self._called_on)
                )
            )
        self._say("next_on", day)

    def _marked(self) -> None:
        kind = self._flat[self._at + 1 : self._at + 2]
        if kind not in _MARKS:
            hint = _("Type !c before a complaint, !s before a suggestion.")
            raise FieldError(hint) if kind else Unfinished(hint)
        self._at += 2
        self._skip_blanks()
        quoted = self._flat[self._at : self._at + 1] in tuple(_QUOTES)
        words = self._quoted() if quoted else self._to_the_end()
        if not words.strip():
            raise Unfinished(_("Type what was said after !{letter}.").format(letter=kind))
        self._say(_MARKS[kind], words.strip())

    def _say(self, what: str, value: object) -> None:
        if what in self._said:
            raise FieldError(_TWICE[what]())
        self._said[what] = value

    # the signs

    def _skip_blanks(self) -> bool:
        """Go on to the next sign that says something; whether there is one."""
        while self._at < len(self._flat) and self._flat[self._at] in _BETWEEN:
            self._at += 1
        return self._at < len(self._flat)

    def _word(self) -> str:
        began = self._at
        while self._at < len(self._flat) and self._flat[self._at] not in _BETWEEN + _QUOTES:
            self._at += 1
        return self._flat[began : self._at]

    def _to_the_end(self) -> str:
        """What comes up to the next mark, or the end."""
        mark = re.compile(r"[ ,;、]![cs](?![a-z])").search(self._flat, self._at)
        began, self._at = self._at, mark.start() if mark else len(self._flat)
        return self._text[began : self._at]

    def _without_days(self, words: str) -> str:
        """``words`` before a ``+14`` that ends them, which is a day also without quotes around the words."""
        match = re.search(r" (\+[0-9]{1,4}[a-z天日周月年]*) *$", _flat(words))
        if match is None or "next_on" in self._said:
            return words
        self._day(match[1])
        return words[: match.start()]

    def _quoted(self) -> str:
        """What stands between these quotes: up to the last one behind which no words come. What is quoted in it may
        have quotes of its own, and the last one may be left out."""
        began = self._at + 1
        ends = [place for place, sign in enumerate(self._flat) if place >= began and sign in _QUOTES]
        for end in reversed(ends):
            if all(map(self._says_something, _words(self._flat[end + 1 :]))):
                self._at = end + 1
                return self._text[began:end].strip()
        if len(ends) % 2:  # then the last one ends something, and what comes behind it was meant as more
            self._at = ends[-1] + 1
            return self._text[began : ends[-1]].strip()
        self._at = began
        return self._to_the_end().strip()

    def _says_something(self, word: str) -> bool:
        return word.isdigit() or bool(_LIKE_A_DAY.fullmatch(word)) or self._is_day(word)

    def _is_day(self, word: str) -> bool:
        try:
            parse_day(word, self._called_on)
        except FieldError:
            return False
        return True


_MARKS = {"c": "complaint", "s": "suggestion"}
_TWICE = {
    "words": lambda: _("There are words in two places. Put all of them into one pair of quotes."),
    "score": lambda: _("There are two scores. Days are typed with a plus, like +14."),
    "next_on": lambda: _("There are two days for the next contact. Leave one of them out."),
    "complaint": lambda: _("There are two complaints. Put all of it behind one !c."),
    "suggestion": lambda: _("There are two suggestions. Put all of it behind one !s."),
}


def _words(flat: str) -> Iterator[str]:
    """The words behind a quote, up to the first mark."""
    for word in filter(None, re.split("[ ,;、]+", flat)):
        if re.fullmatch("![cs]?", word):
            return
        yield word


def _flat(text: str) -> str:
    """``text`` in small letters, with ASCII digits, marks and blanks, as long as it was."""
    return "".join(map(_flat_sign, text))


def _flat_sign(sign: str) -> str:
    if "!" <= sign <= "~":
        return sign.lower()
    if "！" <= sign <= "～":
        return chr(ord(sign) - 0xFEE0).lower()
    if sign.isspace():
        return " "
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
