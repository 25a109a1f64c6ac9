"""Currencies: their decimals, their signs, what people write for them, and which to offer first.

Babel knows their names and signs; it costs about 22 ms to import, so it is imported inside the functions. Decimals
stand here: an amount in a book is a number of them, and a newer Babel must not shift the amounts of an older book.
"""

import unicodedata
from functools import cache
from typing import NamedTuple

from resources.i18n import current_language


class Currency(NamedTuple):
    """One choice on the welcome page."""

    code: str
    name: str
    symbol: str


_NO_DECIMALS = (
    "ADP", "AFN", "ALL", "BIF", "BYR", "CLP", "DJF", "ESP", "GNF", "IQD", "IRR", "ISK", "ITL", "JPY", "KMF", "KPW",
    "KRW", "LAK", "LBP", "LUF", "MGA", "MGF", "MMK", "MRO", "PYG", "RSD", "RWF", "SLL", "SOS", "STD", "SYP", "TMM",
    "TRL", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF", "YER", "ZMK", "ZWD",
)  # fmt: skip
_DECIMALS = {
    **dict.fromkeys(_NO_DECIMALS, 0),
    **dict.fromkeys(("BHD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}


def decimals(currency: str) -> int:
    """How many decimals ``currency`` has: 2 for most, 0 for the yen, 3 for the dinar."""
    return _DECIMALS.get(currency, 2)


# A shop has one currency, so the short sign cannot be misunderstood: ¥12, not CN¥12.
_SHORT_SYMBOLS = {
    "AUD": "$", "BDT": "৳", "CAD": "$", "CNY": "¥", "CZK": "Kč", "DKK": "kr", "EUR": "€", "GBP": "£", "GHS": "GH₵",
    "HUF": "Ft", "INR": "₹", "ISK": "kr", "JPY": "¥", "KRW": "₩", "KZT": "₸", "MNT": "₮", "MXN": "$", "MYR": "RM",
    "NGN": "₦", "NOK": "kr", "NZD": "$", "PKR": "Rs", "PLN": "zł", "RON": "lei", "RUB": "₽", "SEK": "kr", "SGD": "$",
    "THB": "฿", "TRY": "₺", "UAH": "₴", "USD": "$", "ZAR": "R",
}  # fmt: skip

# What else people write for a currency.
_ALSO_WRITTEN = {
    "CNY": ("元", "块", "块钱", "圆", "人民币", "rmb"),
    "JPY": ("円", "日元"),
    "TWD": ("元", "块", "$", "nt"),
    "HKD": ("元", "$", "港币", "港元"),
    "USD": ("us$", "美元", "dollars", "dollar"),
    "EUR": ("euro", "euros", "欧元"),
    "GBP": ("英镑", "pounds", "pound"),
    "PLN": ("zl", "złotych"),
}


def symbol(currency: str, language: str | None = None) -> str:
    """The sign of ``currency``: ``¥``, ``zł``, ``CHF``."""
    short = _SHORT_SYMBOLS.get(currency)
    if short is not None:
        return short
    from babel.numbers import get_currency_symbol

    found: str = get_currency_symbol(currency, language or current_language())
    return found


@cache
def spellings(currency: str) -> frozenset[str]:
    """Everything that may stand before or behind an amount in ``currency``, casefolded."""
    from babel.numbers import get_currency_symbol

    known = {currency, symbol(currency, "en"), *_ALSO_WRITTEN.get(currency, ())}
    known |= {get_currency_symbol(currency, language) for language in ("en", "zh_CN")}
    return frozenset(unicodedata.normalize("NFKC", word).casefold() for word in known)


def is_currency(word: str) -> bool:
    """Whether ``word`` is what somebody writes for a currency: ``$``, ``EUR``, ``zł``, ``元``."""
    from babel.numbers import list_currencies

    return any(unicodedata.category(c) == "Sc" for c in word) or (
        word.upper() in list_currencies() or word.casefold() in _all_spellings()
    )


@cache
def _all_spellings() -> frozenset[str]:
    return frozenset().union(*map(spellings, {*_SHORT_SYMBOLS, *_ALSO_WRITTEN}))


_LIKELY = {
    "en": ("USD", "EUR", "GBP", "CAD", "AUD", "NZD", "INR", "SGD", "ZAR", "CNY"),
    "zh_CN": ("CNY", "HKD", "TWD", "MOP", "SGD", "MYR", "USD", "EUR", "JPY", "GBP"),
}


def currencies(language: str | None = None) -> list[Currency]:
    """All currencies in use today, the likely ones of ``language`` first, the others by name."""
    from babel.core import get_global
    from babel.numbers import get_currency_name

    language = language or current_language()
    in_use = {
        code
        for entries in get_global("territory_currencies").values()
        for code, _since, until, tender in entries
        if until is None and tender
    }
    likely = _LIKELY[language]
    named = {code: get_currency_name(code, locale=language) for code in in_use}
    others = sorted(in_use.difference(likely), key=lambda code: named[code].casefold())
    return [Currency(code, named[code], symbol(code, language)) for code in (*likely, *others)]
