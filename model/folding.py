"""Texts made equal for searching, and made safe for storing."""

import re
import unicodedata
from typing import NamedTuple

_LONGEST_WORD = 64
"""Characters of a word that are searched: longer ones are rubbish or addresses of web pages."""

# Letters that Unicode does not take apart, and marks that people leave out.
_SAME = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t",
    "ŋ": "n", "ĸ": "k", "ə": "e", "ſ": "s", "ى": "ي", "ة": "ه", "ـ": "", "ς": "σ",
    **dict.fromkeys("'’‘ʼʻ`´′ʹ＇‛", ""),  # O'Brien is obrien
}  # fmt: skip
_ACCENTS = (
    (0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F),
    (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C7), (0x064B, 0x065F), (0x0670, 0x0670),
)  # fmt: skip
_INVISIBLE = ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069), (0xFEFF, 0xFEFF), (0xFE00, 0xFE0F))
_FOLDED: dict[int, str | None] = {
    **{ord(letter): same for letter, same in _SAME.items()},
    **{code: None for first, last in (*_ACCENTS, *_INVISIBLE) for code in range(first, last + 1)},
}


def fold(text: str) -> str:
    """``text`` as it is compared: small letters, no accents, no apostrophes, one width, single spaces.

    ``Łukasz O’Brien`` → ``lukasz obrien``, ``Straße`` → ``strasse``, ``ＡＢＣ`` → ``abc``, ``Zoë`` → ``zoe`` however
    it was typed.
    """
    if text.isascii():
        folded = text.casefold()
        if "'" in folded or "`" in folded:
            folded = folded.replace("'", "").replace("`", "")
    else:
        apart = unicodedata.normalize(
            "NFKD", text.replace("´", "")
        )  # apart, ´ would be a space and an accent
        folded = unicodedata.normalize("NFC", apart.casefold().translate(_FOLDED))
    return " ".join(folded.split())


# What stands between words: punctuation and symbols, ASCII, Latin, general and Chinese. Not simply \W, which
# would cut Thai and Hindi words at their vowels.
_BETWEEN = re.compile(
    r"[\s\x00-/:-@\[-`{-\x7f\x80-\xbf\u2000-\u206f\u2190-\u2bff\u3000-\u3004\u3008-\u3020\u30fb]+"
)


def words(text: str) -> list[str]:
    """The folded words of ``text``, in order: ``Mary-Ann O'Brien`` → ``mary``, ``ann``, ``obrien``."""
    return [word for word in _BETWEEN.split(fold(text)) if word]


def suffixes(word: str) -> list[str]:
    """Every end of ``word``, the whole first: what an index must hold so that any part of it is found."""
    word = word[:_LONGEST_WORD]
    return [word[start:] for start in range(len(word))]


class Cleaned(NamedTuple):
    """A text that can be stored, and what had to be done to it: counts of characters, for the report."""

    text: str
    controls_removed: int = 0
    halves_replaced: int = 0

    @property
    def changed(self) -> bool:
        """Whether something the person wrote is no longer there."""
        return bool(self.controls_removed or self.halves_replaced)


_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_HALVES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> Cleaned:
    """``text`` for storing: accents composed (NFC), line ends as ``\\n``, control characters out.

    Halves of surrogate pairs, which no file can hold, become U+FFFD. Both are counted.
    """
    if text.isascii() and text.isprintable():
        return Cleaned(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, halves = _HALVES.subn("\ufffd", text)
    text, controls = _CONTROLS.subn("", text)
    return Cleaned(unicodedata.normalize("NFC", text), controls, halves)
