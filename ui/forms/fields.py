"""Fields that know the shop: its currency and its way of writing days."""

import re
from collections.abc import Callable
from typing import TypeVar

from model.book import Book
from model.currencies import symbol
from model.days import DayOrder, parse_day, plain_text
from model.days_in_words import format_day, show_days
from model.errors import BookError, FieldError
from model.money import format_amount, parse_money
from model.percentages import SIGN
from model.purchases import show_quantity
from resources.i18n import _
from ui.context import Context
from ui.widgets.day_field import DayField
from ui.widgets.parsed_field import MoneyField, ParsedField

T = TypeVar("T")

_MONTH_FIRST = frozenset({"US"})
_YEAR_FIRST = frozenset({"CN", "TW", "HK", "JP", "KR", "HU", "LT", "SE", "CA", "MN"})


def plainly(parse: Callable[[str], T]) -> Callable[[str], T]:
    """``parse`` as a field wants it: what it refuses is a ``ValueError`` with the same sentence."""

    def parsed(text: str) -> T:
        try:
            return parse(text)
        except BookError as refused:
            raise ValueError(str(refused)) from refused

    return parsed


def money_field(
    book: Book, *, parse: Callable[[str], int] | None = None, placeholder: str = ""
) -> MoneyField:
    """An amount in the shop's currency, in cents, never below zero unless ``parse`` lets it."""
    currency = book.shop.currency
    return MoneyField(
        plainly(parse or (lambda text: parse_money(text, currency))),
        lambda cents: format_amount(cents, currency),
        unit=symbol(currency),
        placeholder=placeholder,
    )


def day_field(context: Context, *, past: bool = False, placeholder: str = "") -> DayField:
    """A day, typed in any way. With ``past`` a day without its year is the last such day, else the next."""
    order = day_order(context.book.shop.region)
    return DayField(
        plainly(lambda text: parse_day(text, context.today(), order, past=past)),
        format_day,
        context.today,
        placeholder=placeholder,
    )


def day_order(region: str) -> DayOrder:
    """In which order people there write a day in numbers."""
    return "mdy" if region in _MONTH_FIRST else "ymd" if region in _YEAR_FIRST else "dmy"


def days_field(*, placeholder: str = "") -> ParsedField[int]:
    """A number of days, 1 to 36,500; ``6 months``, ``2y`` and ``2年`` are read too."""
    return ParsedField(
        plainly(parse_days),
        show_days,
        placeholder=placeholder,
    )


_SPAN = r"([0-9]{1,6}) ?(|d|days?|天|日|w|weeks?|周|星期|m|months?|个?月|y|years?|年)"
_UNIT_DAYS = {"w": 7, "周": 7, "星": 7, "m": 30, "个": 30, "月": 30, "y": 365, "年": 365}


def parse_days(text: str) -> int:
    """A span in days: ``90``, ``3 months`` (of 30 days), ``2 years``. ``FieldError``."""
    match = re.fullmatch(_SPAN, plain_text(text))
    if match is None:
        raise FieldError(_("Type a number of days, like 90, or “3 months”."))
    days = int(match[1]) * _UNIT_DAYS.get(match[2][:1], 1)
    if not 1 <= days <= 36_500:
        raise FieldError(_("Between one day and a hundred years, please."))
    return days


def percent_field(*, least: int = 0, placeholder: str = "") -> ParsedField[int]:
    """A whole number of percent, from ``least`` to 100; ``60 %`` and ``60％`` are read too."""

    def percent(text: str) -> int:
        digits = plain_text(text).replace("％", SIGN).removesuffix(SIGN).strip()
        if not digits.isdecimal() or not least <= int(digits) <= 100:
            raise FieldError(_("Type a number from {least} to 100, like 60.").format(least=least))
        return int(digits)

    return ParsedField(plainly(percent), str, unit=SIGN, placeholder=placeholder)


def quantity_field() -> ParsedField[int]:
    """A quantity, in thousandths: ``2``, ``2x``, ``0.5``."""
    return ParsedField(plainly(parse_quantity), show_quantity)


_QUANTITY = r"([0-9]{0,6})(?:[.,]([0-9]{1,3}))? ?[x×*]?"
MOST_THOUSANDTHS = 999_999_999


def parse_quantity(text: str) -> int:
    """A quantity in thousandths; ``FieldError`` if it is none, or zero, or too many."""
    match = re.fullmatch(_QUANTITY, plain_text(text).replace("×", "x"))
    if match is None or not (match[1] or match[2]):
        raise FieldError(_("Type how many, like 2 or 0.5."))
    thousandths = int(match[1] or "0") * 1000 + int((match[2] or "").ljust(3, "0"))
    if not thousandths:
        raise FieldError(_("Type how many, like 2 or 0.5."))
    return thousandths


def clock_field() -> ParsedField[str]:
    """A time of day: ``9``, ``18:30``, ``6pm``, ``18点半``; its value is ``HH:MM``."""
    return ParsedField(plainly(parse_clock), str)


_CLOCK = r"([0-9]{1,2})(?:[:.h点時时]? ?([0-9]{2}|半)?)(?:分)? ?(am|pm|a\.m\.|p\.m\.)?点?"


def parse_clock(text: str) -> str:
    """A time of day as ``HH:MM``. ``FieldError``."""
    match = re.fullmatch(
        _CLOCK, re.sub(r"^(上午|下午|晚上)", "", plain := text.strip().casefold()).replace("：", ":")
    )
    if match is None:
        raise FieldError(_("Type a time like 9:00 or 18:30."))
    hour, minute = int(match[1]), 30 if match[2] == "半" else int(match[2] or 0)
    afternoon = (match[3] or "").startswith("p") or plain.startswith(("下午", "晚上"))
    if afternoon and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        raise FieldError(_("Type a time like 9:00 or 18:30."))
    return f"{hour:02d}:{minute:02d}"
