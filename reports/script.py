"""Text made ready for paper: cleaned, broken into lines, in the order in which the eye reads it.

What comes in is what somebody typed: any script, any length, any control character. What comes out is drawn
as it stands, from left to right.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import arabic_reshaper
from bidi.algorithm import get_display

from reports.fonts import MARKS, REPLACEMENT, weight
from reports.style import Type

CHARACTERS_AT_MOST = 20_000
"""More than any page holds; a note of two megabytes must not keep the printer waiting."""

ELLIPSIS = "…"

_TIDY = re.compile(r"[ -~]*")
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
"""Joiners, selectors, orders to change direction: they show nothing and could turn a neighbour around."""
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]")

_EAST = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
_CLOSING = r"、。，．：；？！）】》」』〉〕”’…·%％)\]},.!?;:"
_OPENING = r"（【《「『〈〔“‘"
_WORD = re.compile(
    rf"\n|[^\S\n]+|[{_OPENING}]*(?:[{_EAST}]|[^\s{_EAST}{_OPENING}]+)[{_CLOSING}]*|[{_OPENING}]+[{_CLOSING}]*"
)
"""What may not be broken: a word, or one Chinese character with the punctuation that clings to it."""


class Clean(str):
    """Text that has been through ``clean``: what stands in it, our own marks too, is there on purpose."""

    __slots__ = ()


class Sentence(Clean):
    """A sentence of ours with values in it: begins at the left, whatever the direction of its first value."""

    __slots__ = ()


def clean(text: str) -> Clean:
    """``text`` without what cannot be printed: no orders to change direction, controls made visible, at most
    ``CHARACTERS_AT_MOST`` characters. Line ends become ``\\n``."""
    if isinstance(text, Clean):
        return text
    text = text[:CHARACTERS_AT_MOST]
    if _TIDY.fullmatch(text):
        return Clean(text)
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return Clean(_CONTROL.sub(REPLACEMENT, text))


def fill(sentence: str, **values: str) -> Sentence:
    """``sentence`` with ``values`` in its places, none of which can turn the words around it about."""
    return Sentence(sentence.format(**{name: _apart(value) for name, value in values.items()}))


def joined(separator: str, parts: Iterable[str]) -> Sentence:
    """``parts`` one after the other, each in its own direction."""
    return Sentence(separator.join(map(_apart, parts)))


def _apart(value: str) -> str:
    """``value`` with marks around it that hold its direction inside, if it could reach beyond."""
    value = clean(value)
    if not _RIGHT_TO_LEFT.search(value):
        return value
    begin = "\N{RIGHT-TO-LEFT EMBEDDING}" if _begins_right(value) else "\N{LEFT-TO-RIGHT EMBEDDING}"
    return f"{begin}{value}\N{POP DIRECTIONAL FORMATTING}\N{LEFT-TO-RIGHT MARK}"


def line(text: str, type_: Type, width: float) -> str:
    """``text`` on one line, cut with an ellipsis where it is longer than ``width`` points."""
    text = clean(text)
    if "\n" in text:
        text = type(text)(text.replace("\n", " "))
    return lines(text, type_, width, at_most=1)[0]


def lines(text: str, type_: Type, width: float, at_most: int = 10_000, more: str = ELLIPSIS) -> list[str]:
    """``text`` broken into lines of ``width`` points, ready to be drawn; never empty.

    Where it needs more than ``at_most`` lines, the last of them ends with ``more``.
    """
    text = clean(text)
    ours = isinstance(text, Sentence)
    text = text.strip()
    if text.isascii() and "\n" not in text and weight(type_.bold).width(text, type_.size) <= width:
        return [text]
    right_to_left = bool(_RIGHT_TO_LEFT.search(text))
    if right_to_left:
        # Of a character that is none, nobody can tell the direction.
        text = "".join(REPLACEMENT if unicodedata.category(c) == "Cn" else c for c in text)
    if right_to_left and _ARABIC.search(text):
        text = _shaper().reshape(text)
    found = _broken(text, type_, width, at_most + 1)
    if len(found) > at_most:
        found = [*found[: at_most - 1], _with_end(found[at_most - 1], more, type_, width)]
    return [_displayed(found_line, ours) for found_line in found] if right_to_left else found


def _broken(text: str, type_: Type, width: float, at_most: int) -> list[str]:
    """Logical lines of ``text``; stops early at ``at_most`` of them."""
    faces = weight(type_.bold)
    found: list[str] = []
    current, taken = "", 0.0
    for match in _WORD.finditer(text):
        if len(found) >= at_most:
            return found
        word = match.group()
        if word == "\n":
            found.append(current.rstrip())
            current, taken = "", 0.0
            continue
        word_width = faces.width(word, type_.size)
        if taken + word_width <= width or (current and word.isspace()):
            current, taken = current + word, taken + word_width
            continue
        if current.strip():
            found.append(current.rstrip())
        if word_width > width:
            *full, word = _chopped(word, type_, width, at_most - len(found))
            found.extend(full)
            word_width = faces.width(word, type_.size)
        current, taken = word.lstrip(), word_width
    found.append(current.rstrip())
    return found


def _chopped(word: str, type_: Type, width: float, at_most: int) -> list[str]:
    """A word wider than a line, in pieces that fit; the pieces after ``at_most`` are left away."""
    advance = weight(type_.bold).advance
    pieces: list[str] = []
    start, taken = 0, 0.0
    for position, character in enumerate(word):
        step = advance(character) * type_.size
        if taken + step > width and position > start:
            pieces.append(word[start:position])
            if len(pieces) > at_most:
                return pieces
            start, taken = position, 0.0
        taken += step
    pieces.append(word[start:])
    return pieces


def _with_end(text: str, end: str, type_: Type, width: float) -> str:
    """``text`` shortened until ``end`` fits behind it."""
    faces = weight(type_.bold)
    room = width - faces.width(end, type_.size)
    taken, kept = 0.0, 0
    for character in text:
        taken += faces.advance(character) * type_.size
        if taken > room:
            break
        kept += 1
    return text[:kept].rstrip() + end


def _displayed(text: str, ours: bool) -> str:
    """``text`` in the order of the eye; unless it is ours, its first letter decides on which side it begins."""
    base = "R" if not ours and _begins_right(text) else "L"
    return "".join(c for c in get_display(text, base_dir=base) if c not in MARKS)


def _begins_right(text: str) -> bool:
    directions = map(unicodedata.bidirectional, text)
    return next((direction for direction in directions if direction in ("L", "R", "AL")), "L") != "L"


@cache
def _shaper() -> arabic_reshaper.ArabicReshaper:
    return arabic_reshaper.ArabicReshaper({"delete_harakat": False, "delete_tatweel": False})
