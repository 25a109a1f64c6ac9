"""Barcodes that any counter scanner types: Code 128, its letters and digits (subset B).

Bars are drawn as one path in units of the narrowest bar, made of pieces that are kept: a list of 10,000 lines has
10,000 of them, nearly all of the same few characters.
"""

from functools import cache, lru_cache

from reports.style import MM

_WIDTHS = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221"
    "223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321"
    "112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131"
    "311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114"
    "122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141"
    "214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232"
)
"""Bar and space in turns, six for each character of value 0 to 105, in modules."""

_START_B = 104
_STOP = "2331112"
_QUIET_MODULES = 10

MODULE = 0.72
"""The narrowest bar of a line's code, in points: a hundredth of an inch is whole dots on any office printer."""

HEIGHT = 7 * MM
"""High enough for a hand that holds the scanner askew."""


def modules(text: str) -> str:
    """The code of ``text`` as bars and spaces in turns, each a digit: how many modules it is wide.

    ``ValueError`` for a character that the code has not: it writes the printable ones of ASCII.
    """
    return "".join(_symbols(text))


def _symbols(text: str) -> list[str]:
    if not (text.isascii() and text.isprintable()):
        raise ValueError(f"no barcode for {text!r}")
    values = [_START_B, *(ord(character) - 32 for character in text)]
    check = (_START_B + sum(place * value for place, value in enumerate(values))) % 103
    return [*(_WIDTHS[6 * value : 6 * value + 6] for value in (*values, check)), _STOP]


def width(text: str, module: float = MODULE) -> float:
    """How wide the bars of ``text`` are in points, without the white that must stand beside them."""
    return (11 * (len(text) + 2) + 13) * module


def quiet(module: float = MODULE) -> float:
    """How much white must stand to the left and right of the bars, in points."""
    return _QUIET_MODULES * module


@lru_cache(maxsize=16)
def bars(text: str) -> str:
    """The bars of ``text`` as a PDF path, a module 1 wide, all of them 1 high."""
    return " ".join(_piece(symbol, 11 * place) for place, symbol in enumerate(_symbols(text)))


@cache
def _piece(symbol: str, at: int) -> str:
    """The bars of one symbol that begins at module ``at``."""
    found = []
    for place, digit in enumerate(symbol):
        if place % 2 == 0:
            found.append(f"{at} 0 {digit} 1 re")
        at += int(digit)
    return " ".join(found)
