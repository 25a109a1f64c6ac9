"""The faces on paper: which of them shows a character, and how wide a text is.

ReportLab has no fallback: a character that a face lacks prints as nothing. So every text is split into runs,
each in the first face that has its characters, and what no face has becomes a visible replacement.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from threading import Lock, RLock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

import resources

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Printed where no face has the character: the reader sees that something stands there."""

MARKS = frozenset(
    "\N{LEFT-TO-RIGHT MARK}\N{LEFT-TO-RIGHT EMBEDDING}\N{RIGHT-TO-LEFT EMBEDDING}\N{POP DIRECTIONAL FORMATTING}"
)
"""Have no width and no look; they only keep neighbours apart until a line is put in order."""

_FACES: dict[str, list[tuple[str, bool]]] = {
    "regular": [
        ("NotoSans-Regular", False),
        ("NotoSansHebrew-Regular", False),
        ("NotoSansArabic-Regular", False),
        ("NotoSansSC-Regular", False),
        ("DroidSansFallback-Hangul", False),
    ],
    "bold": [
        ("NotoSans-Bold", False),
        ("NotoSansHebrew-Bold", False),
        ("NotoSansArabic-Bold", False),
        ("NotoSansSC-Bold", False),
        ("NotoSansSC-Regular", True),
        ("DroidSansFallback-Hangul", True),
    ],
}
"""Weight: file names in the order they are asked, and whether that face has to be thickened to look bold."""


class Face:
    """One font file as ReportLab knows it."""

    def __init__(self, name: str, thickened: bool) -> None:
        self.name = name
        self.thickened = thickened
        self.font = _registered(name)
        self.widths: dict[int, float] = self.font.face.charWidths

    def has(self, character: str) -> bool:
        return ord(character) in self.widths


_loading = RLock()
_fonts: dict[str, TTFont] = {}
_weights: dict[bool, Weight] = {}


@cache
def _registered(name: str) -> TTFont:
    # A cache alone would let two threads that ask first load it twice, and no paper can have two fonts of one name.
    with _loading:
        if name not in _fonts:
            _fonts[name] = TTFont(name, str(resources.path("fonts", f"{name}.ttf")), asciiReadable=True)
            pdfmetrics.registerFont(_fonts[name])
        return _fonts[name]


class Weight:
    """The faces of one weight, asked in order."""

    def __init__(self, name: str) -> None:
        self._names = list(_FACES[name])
        self._faces: list[Face] = []
        self.main = self._next_face()
        self._main_characters = frozenset(map(chr, self.main.widths))
        self._face_of: dict[str, Face | None] = {}
        self._looking = Lock()

    def runs(self, text: str) -> Iterator[tuple[Face, str]]:
        """``text`` in pieces, each with the face that shows all of it; missing characters are replaced."""
        if text.isascii() or self._main_characters.issuperset(text):
            yield self.main, text
            return
        current, start = self.main, 0
        for position, character in enumerate(text):
            if character == " " and current.has(" "):
                continue
            face = self._face(character)
            if face is None:
                yield from _piece(current, text[start:position])
                yield self.main, REPLACEMENT
                current, start = self.main, position + 1
            elif face is not current:
                yield from _piece(current, text[start:position])
                current, start = face, position
        yield from _piece(current, text[start:])

    def width(self, text: str, size: float) -> float:
        """Points that ``text``, as it will be drawn, takes at ``size``."""
        if text.isascii():
            return float(self.main.font.stringWidth(text, size))
        return _fallback_width(self, text) * size

    def advance(self, character: str) -> float:
        """Width of one character at size 1."""
        if character in MARKS:
            return 0.0
        face = self._face(character)
        return (face or self.main).widths[ord(character if face else REPLACEMENT)] / 1000

    def _face(self, character: str) -> Face | None:
        try:
            return self._face_of[character]
        except KeyError:
            with self._looking:  # a preview and a file may be made at the same time
                face = self._face_of[character] = self._look_up(character)
            return face

    def _look_up(self, character: str) -> Face | None:
        for face in self._faces:
            if face.has(character):
                return face
        while self._names:
            face = self._next_face()
            if face.has(character):
                return face
        return None

    def _next_face(self) -> Face:
        """Load one more file: a book without Chinese names never pays for the Chinese face."""
        face = Face(*self._names.pop(0))
        self._faces.append(face)
        return face


def _piece(face: Face, text: str) -> Iterator[tuple[Face, str]]:
    if text:
        yield face, text


@lru_cache(maxsize=5_000)
def _fallback_width(weight: Weight, text: str) -> float:
    return sum(map(weight.advance, text))


@cache
def weight(bold: bool) -> Weight:
    """The faces for bold or regular text, loaded when first asked for."""
    with _loading:
        if bold not in _weights:
            _weights[bold] = Weight("bold" if bold else "regular")
        return _weights[bold]
