"""Money: whole cents inside, the shop's own way of writing outside.

*Cents* are the smallest unit of the shop's one currency: cents of a dollar, fen of a yuan, whole yen, fils of
a dinar. No amount ever passes through a float.
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from model.currencies import decimals, is_currency, spellings, symbol
from model.errors import FieldError
from resources.i18n import _, current_language

LARGEST_UNITS = 9_999_999_999
"""An amount has at most ten digits before the decimal mark."""


class AmbiguousAmount(FieldError):  # noqa: N818 - a question rather than an error
    """``1.234`` is one amount in London, another in Berlin; ``readings`` are both in cents, larger first."""

    def __init__(self, sentence: str, readings: tuple[int, int]) -> None:
        super().__init__(sentence)
        self.readings = readings


# Typed amounts

_LONGEST = 60  # characters; nobody has that much money
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_SHAPE = re.compile(r"[0-9][0-9.,']*|[.,][0-9]+")
_SAME_MARK = str.maketrans({"٫": ".", "٬": ",", "。": ".", "’": "'", "ʼ": "'", "−": "-", "–": "-"})


def parse_money(
    text: str, currency: str, language: str | None = None, *, allow_negative: bool = False
) -> int:
    """What a person typed, in cents of ``currency``.

    Reads ``1,234.50``, ``1.234,50``, ``1 234,50``, ``1'234.50``, full-width and Arabic digits, with or
    without the currency's symbol. ``FieldError`` for anything else; :class:`AmbiguousAmount` when both
    readings make sense and a guess would be wrong by a thousand. A negative amount needs ``allow_negative``:
    money given back.
    """
    if len(text) > _LONGEST:
        raise FieldError(not_an_amount(text))
    body, negative = without_sign(_without_symbol(plain_digits(text), currency))
    if not body:
        raise FieldError(_("Please type an amount."))
    whole, fraction = _parts(body, text, currency, language)
    places = decimals(currency)
    if len(fraction) > places and not fraction.rstrip("0"):
        fraction = ""
    if len(fraction) > places:
        raise FieldError(_too_many_decimals(text, currency, places))
    cents = int(whole + fraction.ljust(places, "0"))
    if cents >= (LARGEST_UNITS + 1) * 10**places:
        largest = format_money((LARGEST_UNITS + 1) * 10**places - 1, currency, language)
        raise FieldError(_("That is too much: {largest} is the most.").format(largest=largest))
    if negative and cents and not allow_negative:
        raise FieldError(_("An amount cannot be below zero here. For money given back, enter a return."))
    return -cents if negative else cents


def plain_digits(text: str) -> str:
    """``text`` with full-width, Arabic and other digits and marks as ASCII ones, without spaces around it."""
    if text.isascii():
        return text.strip()
    text = unicodedata.normalize("NFKC", text).translate(_SAME_MARK).strip()
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _without_symbol(text: str, currency: str) -> str:
    """``text`` without the sign or code of ``currency``; the sign of another currency is refused."""
    outer = re.fullmatch(r"([^0-9.,]*)(.*?)([^0-9.,]*)", text, re.DOTALL)
    assert outer is not None
    before, body, after = outer.groups()
    for word in {_word(before), _word(after)} - {""}:
        if word not in spellings(currency):
            if is_currency(word):
                raise FieldError(
                    _("“{text}” is in another currency. This book counts in {currency}.").format(
                        text=text, currency=currency
                    )
                )
            raise FieldError(not_an_amount(text))
    return _sign(before) + body + _sign(after)


def _word(around: str) -> str:
    return re.sub(r"[-+()\s\u00a0\u202f]", "", around).casefold()


def _sign(around: str) -> str:
    return re.sub(r"[^-+()]", "", around)


def without_sign(text: str) -> tuple[str, bool]:
    """The amount alone, and whether it was ``-5``, ``5-`` or, as accountants write, ``(5)``."""
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1], True
    if text.startswith("-"):
        return text[1:], True
    if text.endswith("-"):
        return text[:-1], True
    return text.removeprefix("+"), False


def _parts(body: str, text: str, currency: str, language: str | None) -> tuple[str, str]:
    """Digits before and after the decimal mark. ``text`` is what was typed, for the sentence of an error."""
    body = _SPACES.sub("'", body)  # a space between digits groups them, as an apostrophe does
    if not _SHAPE.fullmatch(body):
        raise FieldError(not_an_amount(text))
    last = max(body.rfind("."), body.rfind(","))
    if last < 0:
        return _ungroup(body, "'", text), ""
    mark = body[last]
    whole, fraction = body[:last], body[last + 1 :]
    other = ({".", ",", "'"} & set(whole)) - {mark}
    if "'" in fraction or len(other) > 1 or (mark in whole and other):
        raise FieldError(not_an_amount(text))
    if mark in whole:  # 1.234.567: the same mark twice can only group
        return _ungroup(body, mark, text), ""
    if other:  # 1,234.50 and 1.234,50: the last mark is the decimal one
        return _ungroup(whole, other.pop(), text), fraction
    if len(fraction) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0":
        return _one_mark_three_digits(whole, fraction, mark, text, currency, language)
    return whole or "0", fraction


def _one_mark_three_digits(
    whole: str, fraction: str, mark: str, text: str, currency: str, language: str | None
) -> tuple[str, str]:
    """``1,234`` or ``1.234``: a thousand, or a little more than one?

    Both languages of the program group with a comma, so ``1,234`` is a thousand, as we print it ourselves. A
    point is a decimal mark where the currency has three decimals. Everything else is asked back.
    """
    if mark == ",":
        return whole + fraction, ""
    places = decimals(currency)
    if places == 3:
        return whole, fraction
    thousands = int(whole + fraction) * 10**places
    small = int(whole + fraction[:places]) + (fraction[places] >= "5")
    sentence = _("“{text}” can mean {large} or {small}. Please type it the way you mean it.")
    large_words, small_words = (format_money(c, currency, language) for c in (thousands, small))
    raise AmbiguousAmount(
        sentence.format(text=text.strip(), large=large_words, small=small_words), (thousands, small)
    )


def _ungroup(digits: str, mark: str, text: str) -> str:
    """``1,234,567`` → ``1234567``; groups that are not of three are more likely a slip than an amount."""
    first, *rest = digits.split(mark)
    if rest and (not 1 <= len(first) <= 3 or any(len(group) != 3 for group in rest)):
        raise FieldError(not_an_amount(text))
    joined = first + "".join(rest)
    if not joined.isdigit():
        raise FieldError(not_an_amount(text))
    return joined


def not_an_amount(text: str) -> str:
    return _("“{text}” is not an amount. Type it like 1234.50.").format(text=text.strip()[:40])


def _too_many_decimals(text: str, currency: str, places: int) -> str:
    if places == 0:
        return _("{currency} has no decimals: “{text}” has to be a whole number.").format(
            currency=currency, text=text.strip()
        )
    return _("“{text}” has too many decimals: {currency} has {places}.").format(
        text=text.strip(), currency=currency, places=places
    )


# Printed amounts


def format_money(cents: int, currency: str, language: str | None = None) -> str:
    """``¥1,234.50``, ``-$5.00``: the amount with its symbol, as the language writes it."""
    style = _style(currency, language or current_language())
    return ("-" if cents < 0 else "") + style.sign + _digits(abs(cents), style)


def format_round_money(cents: int, currency: str, language: str | None = None) -> str:
    """``¥1,235``, ``-$5``: to the nearest whole unit, for figures that nobody counts out; below ten as it is."""
    style = _style(currency, language or current_language())
    if abs(cents) < 10 * style.scale:
        return format_money(cents, currency, language)
    return _units(cents, style)


def format_money_tick(cents: float, currency: str, language: str | None = None) -> str:
    """``0``, ``¥5``, ``¥2.50``: a number of a scale, with small change only where it stands on some."""
    style = _style(currency, language or current_language())
    whole = round(cents)
    if not whole:
        return "0"
    return format_money(whole, currency, language) if whole % style.scale else _units(whole, style)


def format_rough_money(cents: int, currency: str, digits: int = 3) -> str:
    """``¥84,300``, ``¥7``: an amount that nobody can know exactly, in as many digits as mean anything, and never in
    small change."""
    rounded = round(cents, min(0, digits - len(str(abs(cents)))))
    return _units(rounded, _style(currency, current_language()))


def _units(cents: int, style: "_Style") -> str:
    units = (abs(cents) + style.scale // 2) // style.scale
    return ("-" if cents < 0 and units else "") + f"{style.sign}{units:,}"


def format_amount(cents: int, currency: str, language: str | None = None) -> str:
    """``1,234.50``, ``-5.00``: the amount for a column whose head already names the currency."""
    style = _style(currency, language or current_language())
    return ("-" if cents < 0 else "") + _digits(abs(cents), style)


class _Style(NamedTuple):
    """How amounts of one currency are written: both languages of the program put the sign first, group with commas and
    have a decimal point. Asked once: cells are many."""

    sign: str
    places: int
    scale: int


def _digits(cents: int, style: _Style) -> str:
    units, rest = divmod(cents, style.scale)
    return f"{units:,}.{rest:0{style.places}d}" if style.places else f"{units:,}"


@cache
def _style(currency: str, language: str) -> _Style:
    sign, places = symbol(currency, language), decimals(currency)
    # One made of letters keeps a no-break space from the digits: ``CHF 12``.
    return _Style(f"{sign}\u00a0" if sign[-1].isalpha() else sign, places, 10**places)
