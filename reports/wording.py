"""Days, numbers and shares as the paper writes them, in the language of the paper."""

from datetime import date
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from resources.i18n import current_language


def day_in_words(day: date) -> str:
    """``21 Nov 2026``, ``2026年11月21日``."""
    return _day(day, "medium", current_language())


def long_day(day: date) -> str:
    """With the day of the week."""
    return _day(day, "full", current_language())


def number(value: float, digits: int = 0) -> str:
    """With the separators of the language."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, pattern, current_language()))


def share(part: float) -> str:
    """0.123 as ``12.3 %`` is written in the language."""
    return str(format_percent(part, "#,##0.0%", current_language()))


@lru_cache(maxsize=5000)
def _day(day: date, form: str, locale: str) -> str:
    return str(format_date(day, form, locale))
