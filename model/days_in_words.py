"""Days as people read them, written by Babel (imported when first needed: it costs about 22 ms)."""

from datetime import date
from functools import lru_cache
from typing import Literal

from resources.i18n import _, current_language, ngettext

DayStyle = Literal["short", "medium", "long", "letter"]

# The same for every reader of a language, whatever corner of the world: the day before the month in letters
# cannot be taken for anything else.
_PATTERNS: dict[str, dict[str, str]] = {
    "en": {
        "short": "d MMM y",
        "medium": "EEE d MMM y",
        "long": "EEEE, d MMMM y",
        "letter": "d MMMM y",
        "month": "MMMM y",
        "yearly": "d MMMM",
    },
    "zh_CN": {
        "short": "y-MM-dd",
        "medium": "y年M月d日 EEE",
        "long": "y年M月d日 EEEE",
        "letter": "y年M月d日",
        "month": "y年M月",
        "yearly": "M月d日",
    },
}


def format_day(day: date, style: DayStyle = "short", language: str | None = None) -> str:
    """``8 Nov 2016`` (short), ``Tue 8 Nov 2016`` (medium), ``Tuesday, 8 November 2016`` (long), ``8 November 2016``
    (letter)."""
    return _written(day, style, language or current_language())


def format_month(day: date, language: str | None = None) -> str:
    """``November 2016``, ``2016年11月``."""
    return _written(day, "month", language or current_language())


def format_day_of_year(day: date, language: str | None = None) -> str:
    """``29 February``, ``2月29日``: the year left out."""
    return _written(day, "yearly", language or current_language())


@lru_cache(maxsize=20_000)  # a table asks for the same days again at every repaint
def _written(day: date, style: str, language: str) -> str:
    from babel.dates import format_date

    return format_date(day, _PATTERNS[language][style], locale=language)


def days_between(day: date, today: date) -> str:
    """How far ``day`` is from ``today`` in words: ``3 days ago``, ``tomorrow``, ``in 2 months``."""
    days = (day - today).days
    match days:
        case 0:
            return _("today")
        case 1:
            return _("tomorrow")
        case -1:
            return _("yesterday")
    distance = abs(days)
    if distance < 60:
        if days > 0:
            return ngettext("in {n} day", "in {n} days", distance).format(n=distance)
        return ngettext("{n} day ago", "{n} days ago", distance).format(n=distance)
    months = round(distance / 30.44)
    if months < 24:
        if days > 0:
            return ngettext("in {n} month", "in {n} months", months).format(n=months)
        return ngettext("{n} month ago", "{n} months ago", months).format(n=months)
    years = int(distance / 365.2425)
    if days > 0:
        return ngettext("in {n} year", "in {n} years", years).format(n=years)
    return ngettext("{n} year ago", "{n} years ago", years).format(n=years)


def show_days(days: int) -> str:
    """``90 days``, ``2 years``: in words that a field for days reads."""
    years, rest = divmod(days, 365)
    if years and not rest:
        return ngettext("{n} year", "{n} years", years).format(n=years)
    return ngettext("{n} day", "{n} days", days).format(n=days)
