"""Days as people read them. Babel knows the same names, but takes a tenth of the program's start to load."""

from datetime import date
from functools import lru_cache
from typing import Literal

from resources.i18n import _, current_language, ngettext

DayStyle = Literal["short", "medium", "long", "letter", "narrow"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "zh_CN": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
}

# The same for every reader of a language, whatever corner of the world: the day before the month in letters
# cannot be taken for anything else.
_PATTERNS: dict[str, dict[str, str]] = {
    "en": {
        "short": "{d.day} {month:.3} {d.year}",
        "medium": "{weekday:.3} {d.day} {month:.3} {d.year}",
        "long": "{weekday}, {d.day} {month} {d.year}",
        "letter": "{d.day} {month} {d.year}",
        "month": "{month} {d.year}",
        "yearly": "{d.day} {month}",
        "narrow": "{d.day} {month:.3}",
    },
    "zh_CN": {
        "short": "{d.year}-{d.month:02}-{d.day:02}",
        "medium": "{d.year}年{d.month}月{d.day}日 周{weekday[2]}",
        "long": "{d.year}年{d.month}月{d.day}日 {weekday}",
        "letter": "{d.year}年{d.month}月{d.day}日",
        "month": "{d.year}年{d.month}月",
        "yearly": "{d.month}月{d.day}日",
        "narrow": "{d.month}月{d.day}日",
    },
}


def format_day(day: date, style: DayStyle = "short", language: str | None = None) -> str:
    """``8 Nov 2016`` (short), ``Tue 8 Nov 2016`` (medium), ``Tuesday, 8 November 2016`` (long), ``8 November 2016``
    (letter), ``8 Nov`` (narrow)."""
    return _written(day, style, language or current_language())


def format_month(day: date, language: str | None = None) -> str:
    """``November 2016``, ``2016年11月``."""
    return _written(day, "month", language or current_language())


def format_day_of_year(day: date, language: str | None = None) -> str:
    """``29 February``, ``2月29日``: the year left out."""
    return _written(day, "yearly", language or current_language())


def weekday_names() -> list[str]:
    """Monday to Sunday in the current language."""
    return list(_WEEKDAYS[current_language()])


@lru_cache(maxsize=20_000)  # a table asks for the same days again at every repaint
def _written(day: date, style: str, language: str) -> str:
    weekday = _WEEKDAYS[language][day.weekday()]
    return _PATTERNS[language][style].format(d=day, month=_MONTHS[day.month - 1], weekday=weekday)


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
