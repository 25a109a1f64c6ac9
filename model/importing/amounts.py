"""Amounts as other programs wrote them: any number of decimals, rounded openly."""

import re
from collections.abc import Iterable

from model.currencies import is_currency
from model.errors import FieldError
from model.money import LARGEST_UNITS, not_an_amount, plain_digits, without_sign
from resources.i18n import _

_NUMBER = re.compile(r"([-+]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([-+]?[0-9]{1,3}))?")
_AROUND = re.compile(r"([^0-9.,\s()+-]*)\s*(.*[0-9.])\s*([^0-9.,\s()+-]*)", re.DOTALL)
_LONGEST = 60  # characters; nobody has that much money


def round_to_cents(text: str, decimals: int = 2, decimal_mark: str = ".") -> tuple[int, bool]:
    """An amount as another program wrote it: its cents, and whether rounding changed it.

    Half a cent goes away from zero (2.345 → 2.35, −2.345 → −2.35), worked out on the digits themselves.
    Which mark is the decimal one belongs to the file, not to the cell: see :func:`guess_decimal_mark`. The
    other mark, apostrophes and spaces only group; a currency sign around the number is let go.
    ``FieldError`` if it is none.
    """
    if len(text) > _LONGEST:
        raise FieldError(not_an_amount(text))
    match = _NUMBER.fullmatch(text)
    if match is None or decimal_mark != ".":
        match = _NUMBER.fullmatch(_as_plain_number(text, decimal_mark))
    if match is None:
        raise FieldError(not_an_amount(text))
    sign, whole, fraction, exponent = match.groups()
    fraction = fraction or ""
    if not whole and not fraction:
        raise FieldError(not_an_amount(text))
    if exponent:
        whole, fraction = _shifted(whole, fraction, int(exponent))
    kept = fraction[:decimals]
    cents = int((whole or "0") + kept.ljust(decimals, "0"))
    rest = fraction[decimals:]
    if rest and rest[0] >= "5":
        cents += 1
    if cents >= (LARGEST_UNITS + 1) * 10**decimals:
        raise FieldError(_("“{text}” is too large for an amount.").format(text=text.strip()[:40]))
    return (-cents if sign == "-" else cents), bool(rest.strip("0"))


def _as_plain_number(text: str, decimal_mark: str) -> str:
    """``text`` as digits with one point, or "" if it cannot be a number."""
    body, negative = without_sign(plain_digits(text))
    around = _AROUND.fullmatch(body)
    if around is None or not all(not word or is_currency(word) for word in around.group(1, 3)):
        return ""
    body, still_negative = without_sign(around[2])  # $-5
    group = "," if decimal_mark == "." else "."
    body = re.sub(rf"(?<=[0-9])[{group}'\s](?=[0-9]{{3}}(?![0-9]))", "", body)
    if group in body:
        return ""
    return ("-" if negative or still_negative else "") + body.replace(decimal_mark, ".", 1)


def _shifted(whole: str, fraction: str, exponent: int) -> tuple[str, str]:
    """The decimal mark moved by ``exponent`` places: Excel writes 1200 as ``1.2E+03``."""
    if exponent >= 0:
        fraction = fraction.ljust(exponent, "0")
        return whole + fraction[:exponent], fraction[exponent:]
    whole = whole.rjust(-exponent, "0")
    return whole[:exponent], whole[exponent:] + fraction


def guess_decimal_mark(texts: Iterable[str]) -> str:
    """``","`` if a column of amounts is written ``1.234,50``, else ``"."``.

    A mark followed by one or two digits at the end, or standing after the other mark, is a decimal one.
    """
    votes = {".": 0, ",": 0}
    for text in texts:
        body = re.sub(r"[^0-9.,]", "", plain_digits(text))
        last = max(body.rfind("."), body.rfind(","))
        if last < 0:
            continue
        mark = body[last]
        other = "," if mark == "." else "."
        if body.count(mark) > 1:
            votes[other] += 1
        elif other in body or len(body) - last - 1 != 3:
            votes[mark] += 1
    return "," if votes[","] > votes["."] else "."
