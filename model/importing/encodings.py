"""In which encoding is this file? A certain answer where there is one, else the likeliest, and said to be a guess.

A byte order mark or flawless UTF-8 is certain. Everything else is a guess between the encodings that shops'
programs write. General detectors were wrong for two of six short lists of names, so each candidate is judged by
what names look like in it: Chinese in its common characters, Cyrillic in runs, Western accents standing alone.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Encoding:
    """``name`` is Python's; ``certain`` is False for a guess, whose next best ones are ``alternatives``."""

    name: str
    certain: bool
    alternatives: tuple[str, ...] = ()


def marked_encoding(start: bytes) -> str | None:
    """The encoding that the first bytes of a file name: by a byte order mark, or by UTF-16's empty halves."""
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    half = len(start) // 2
    if half >= 2 and not start.startswith(b"\0\0"):
        if start[1::2].count(0) > half * 0.4 and b"\0" not in start[::2]:
            return "utf-16-le"
        if start[::2].count(0) > half * 0.4 and b"\0" not in start[1::2]:
            return "utf-16-be"
    return None


def guess_encoding(sample: bytes) -> Encoding:
    """The likeliest encoding of a ``sample`` that is not UTF-8; it should be cut at line ends."""
    scores = {name: _score(sample, name, likely) for name, likely in _CANDIDATES.items()}
    ranked = sorted(scores, key=lambda name: -scores[name])
    return Encoding(ranked[0], certain=False, alternatives=tuple(ranked[1:]))


def _score(sample: bytes, name: str, likely: Callable[[str], float]) -> float:
    """From 0 to 1: which part of the characters beyond ASCII is what one would expect; −1 if it cannot be."""
    if name == "utf-8":  # with a few bytes damaged
        text = sample.decode(name, "replace")
        damaged = text.count("\ufffd")
        whole = sum(c > "\x7f" for c in text) - damaged
        return whole / (whole + 20 * damaged) if whole else 0.0
    try:
        text = sample.decode(name)
    except UnicodeDecodeError:
        return -1.0
    beyond = sum(c > "\x7f" for c in text)
    return likely(text) / beyond if beyond else 0.0


_WORD = re.compile(r"[A-Za-z\x80-\uffff]+")
_SIGNS = frozenset("’‘“”„–—…€£©®°§«»№\u00a0")
_CHINESE_MARKS = frozenset("，。、；：（）！？“”‘’《》—…￥·")


def _latin(letters: str) -> Callable[[str], float]:
    """Accents stand among plain letters: a word of nothing but accents is another script, wrongly decoded."""
    accents = frozenset(letters)

    def likely(text: str) -> float:
        # í, á and ý do not meet ø in any language: that is Czech, wrongly decoded.
        known = accents - {"ø"} if re.search("[íáý]", text) else accents
        return sum(
            sum(c in known or c in _SIGNS for c in word)
            for word in _WORD.findall(text)
            if re.search("[A-Za-z]", word) or not _SIGNS.isdisjoint(word)
        )

    return likely


def _script(letters: str, frequent: str) -> Callable[[str], float]:
    """Words wholly of one script; its frequent letters count double, for alphabets share their places."""
    find_words = re.compile(rf"(?<![A-Za-z])[{letters}]+(?![A-Za-z])").findall

    def likely(text: str) -> float:
        found = "".join(find_words(text)).casefold()
        return (len(found) + sum(c in frequent for c in found)) / 2

    return likely


def _characters(
    encoding: str, first: int, last: int, script: str = "\u4e00-\u9fff"
) -> Callable[[str], float]:
    """Everyday characters, whose first byte in ``encoding`` lies from ``first`` to ``last``; others count less."""
    of_script = re.compile(f"[{script}]").match

    def likely(text: str) -> float:
        points = 0.0
        for character in text:
            if character > "\x7f":
                code = character.encode(encoding, "ignore")
                everyday = len(code) == 2 and first <= code[0] <= last
                points += (
                    1.0 if everyday or character in _CHINESE_MARKS else 0.3 if of_script(character) else 0.0
                )
        return points

    return likely


def _japanese(text: str) -> float:
    kana = len(re.findall("[\u3041-\u30fe]", text))
    return kana + _common_kanji(re.sub("[\u3041-\u30fe]", "", text))


_common_kanji = _characters("shift_jis", 0x88, 0x97)

_CANDIDATES: dict[str, Callable[[str], float]] = {  # of equal ones the first wins
    "utf-8": len,
    "gb18030": _characters("gb2312", 0xB0, 0xD7),
    "cp1252": _latin("àáâãäåæçèéêëìíîïñòóôõöøùúûüýßœÀÁÂÄÅÆÇÈÉÊÍÎÑÓÔÖØÚÜ"),
    "cp1250": _latin("ąćęłńóśźżáčďéěíňřšťúůýžőűöüäâăîşţßľŕôĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽŐŰÖÜÄĽ"),
    "cp1251": _script("А-Яа-яЁёІіЇїЄє", "оеаинтсрвл"),
    "big5": _characters("big5", 0xA4, 0xC6),
    "shift_jis": _japanese,
    "cp949": _characters("cp949", 0xB0, 0xC8, "가-힣"),
    "cp1253": _script("Α-Ωα-ωάέήίόύώς", "αοιετσνηςρ"),
    "cp1254": _latin("ğışİĞŞçöüÇÖÜâî"),
    "cp1255": _script("א-ת", "יוהלאמרבנ"),
    "cp1256": _script("ء-ي", "المينرودح"),
}
