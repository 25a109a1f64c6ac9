"""Telephone numbers: kept as typed, compared by their digits.

``phonenumbers`` (phonenumberslite) knows every country's rules, costs 20 to 40 ms to import and 15 to 35 µs a
number. Most numbers of a shop are plain ones of its own country: a pattern for each country decides those,
and the library is only asked about the others.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

_REMEMBERED_NUMBERS = 65_536


@lru_cache(maxsize=_REMEMBERED_NUMBERS)  # the same number stands in many rows of a file
def digits(text: str, region: str) -> str:
    """The digits that make two spellings one number: without country prefix, leading 0 and extension.

    ``region`` is the shop's country (``CN``, ``GB``). What is no telephone number gives the digits it has; a
    number that a spreadsheet has cut down to ``4.4E+11`` gives "": its digits are lost.
    """
    bare = text.replace(" ", "").replace("-", "")
    if not bare.isdigit():
        bare = bare.translate(_PUNCTUATION)
    match = _at_home(region)(bare) or _from_abroad()(bare)
    if match is not None:
        return match[match.lastindex or 0]
    if is_scientific(text):
        return ""
    return _national_digits(_without_apostrophe(text), region)


def is_scientific(text: str) -> bool:
    """Whether a spreadsheet has turned the number into ``4.4E+11``."""
    return _SCIENTIFIC.fullmatch(text) is not None


def several(text: str) -> list[str]:
    """The numbers of one cell: ``138…; 139…``, ``020… / 0770…``, ``+57… ::: +57…`` (Google)."""
    parts = [part.strip() for part in _BETWEEN_NUMBERS.split(text)]
    parts = [part for part in parts if part]
    if all(sum(c.isdecimal() for c in part) >= 5 for part in parts):
        return parts
    return [text.strip()]  # "0770 900 123, ask for Ann" is one number with a remark


@lru_cache(maxsize=_REMEMBERED_NUMBERS)
def format_phone(text: str, region: str) -> str:
    """The number as it is printed in its country, ``138 0013 8000``; any other text stays as typed."""
    import phonenumbers

    try:
        number = phonenumbers.parse(_without_apostrophe(text), region)
    except phonenumbers.NumberParseException:
        return text.strip()
    if not phonenumbers.is_valid_number(number):
        return text.strip()
    at_home = number.country_code == phonenumbers.country_code_for_region(region)
    formats = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, formats.NATIONAL if at_home else formats.INTERNATIONAL)


_SCIENTIFIC = re.compile(r"\s*'?[0-9]+([.,][0-9]+)?[eE]\+?[0-9]{1,3}\s*")
_BETWEEN_NUMBERS = re.compile(r":::|[;,；，、|\n]| / ")
_PUNCTUATION = dict.fromkeys(map(ord, " -()./\u00a0"))


def _without_apostrophe(text: str) -> str:
    """``text`` without the sign that keeps a spreadsheet from counting: ``'+57…``."""
    return text.strip().removeprefix("'")


def _national_digits(text: str, region: str) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return phonenumbers.normalize_digits_only(text)
    return phonenumbers.national_significant_number(number)


# The short way --------------------------------------------------------------------------------------------


_COUNTRIES = {
    # region: country prefix, digit dialled before the area, plain numbers without either
    "AT": ("43", "0", r"[1-9]\d{6,10}"),
    "AU": ("61", "0", r"[2-478]\d{8}"),
    "CA": ("1", "1", r"[2-9]\d{9}"),
    "CH": ("41", "0", r"[1-9]\d{8}"),
    "CN": ("86", "0", r"(?!1[12]|179)[1-9]\d{7,10}"),
    "CZ": ("420", "", r"[2-9]\d{8}"),
    "DE": ("49", "0", r"[1-9]\d{5,11}"),
    "ES": ("34", "", r"[5-9]\d{8}"),
    "FR": ("33", "0", r"[1-9]\d{8}"),
    "GB": ("44", "0", r"(?!180020)[1-9]\d{8,9}"),
    "HK": ("852", "", r"[2-9]\d{7}"),
    "MY": ("60", "0", r"[1-9]\d{7,9}"),
    "NL": ("31", "0", r"[1-9]\d{8}"),
    "PL": ("48", "", r"[1-9]\d{8}"),
    "PT": ("351", "", r"[29]\d{8}"),
    "SE": ("46", "0", r"[1-9]\d{6,8}"),
    "SG": ("65", "", r"[689]\d{7}"),
    "US": ("1", "1", r"[2-9]\d{9}"),
}


_Matcher = Callable[[str], re.Match[str] | None]
"""Matches a whole plain number; the one group that took part holds the digits to compare."""


@cache
def _at_home(region: str) -> _Matcher:
    """Plain numbers as they are dialled in ``region``."""
    country = _COUNTRIES.get(region)
    if country is None:
        return re.compile("(?!)").fullmatch  # a country that always asks the library
    prefix, trunk, plain = country
    ways = [rf"(?!{prefix})({plain})"]
    if trunk:
        ways.append(rf"{trunk}({plain})")
    if region not in _OTHER_WAY_ABROAD:
        ways.append(rf"00{prefix}{trunk and trunk + '?'}({plain})")
    return re.compile("|".join(ways), re.ASCII).fullmatch


_OTHER_WAY_ABROAD = ("AU", "CA", "HK", "SG", "US")  # where 00 does not lead out of the country


@cache
def _from_abroad() -> _Matcher:
    """Plain numbers written with their country's prefix: ``+44…``."""
    ways = {rf"{prefix}{trunk and trunk + '?'}({plain})" for prefix, trunk, plain in _COUNTRIES.values()}
    return re.compile(r"\+(?:" + "|".join(sorted(ways)) + ")", re.ASCII).fullmatch
