"""Days as people read them. Without Babel, whose tables take longer to load than all of a day's work."""

from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from resources.i18n import _, current_language, ngettext

DayStyle = Literal["short", "medium", "long"]


class _Words(NamedTuple):
    """How one language writes its days; what is filled in stands by name in ``_written``."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    patterns: dict[str, str]


# The patterns are the same for every reader of a language, whatever corner of the world: the day before the month in
# letters cannot be taken for anything else.
_WORDS = {
    "en": _Words(
        months=(
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        short_weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        patterns={
            "short": "{day} {month:.3} {year}",
            "medium": "{short_weekday} {day} {month:.3} {year}",
            "long": "{weekday}, {day} {month} {year}",
            "month": "{month} {year}",
            "yearly": "{day} {month}",
        },
    ),
    "zh_CN": _Words(
        months=tuple(f"{number}月" for number in range(1, 13)),
        weekdays=("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
        short_weekdays=("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
        patterns={
            "short": "{iso}",
            "medium": "{year}年{month}{day}日 {short_weekday}",
            "long": "{year}年{month}{day}日 {weekday}",
            "month": "{year}年{month}",
            "yearly": "{month}{day}日",
        },
    ),
}


def format_day(day: date, style: DayStyle = "short", language: str | None = None) -> str:
    """``8 Nov 2016`` (short), ``Tue 8 Nov 2016`` (medium), ``Tuesday, 8 November 2016`` (long)."""
    return _written(day, style, language or current_language())


def format_month(day: date, language: str | None = None) -> str:
    """``November 2016``, ``2016年11月``."""
    return _written(day, "month", language or current_language())


def format_day_of_year(day: date, language: str | None = None) -> str:
    """``29 February``, ``2月29日``: the year left out."""
    return _written(day, "yearly", language or current_language())


@lru_cache(maxsize=20_000)  # a table asks for the same days again at every repaint
def _written(day: date, style: str, language: str) -> str:
    words = _WORDS[language]
    return words.patterns[style].format(
        day=day.day,
        month=words.months[day.month - 1],
        year=day.year,
        weekday=words.weekdays[day.weekday()],
        short_weekday=words.short_weekdays[day.weekday()],
        iso=day.isoformat(),
    )


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
