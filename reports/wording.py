"""Numbers and periods as the paper writes them, in the language of the paper."""

from datetime import date

from babel.dates import format_date, format_skeleton

from model.days_in_words import format_day
from resources.i18n import _, current_language


def number(value: float, decimals: int = 0) -> str:
    """With separators, as all numbers of the program are written."""
    return f"{value:,.{decimals}f}"


def period(first: date, last: date) -> str:
    """``1 Jan 2014 – 31 Dec 2017``; both days belong to it."""
    return f"{format_day(first)} – {format_day(last)}"


def short_day(day: date) -> str:
    """``8 Jun``, ``6月8日``: under a chart."""
    return format_day(day, "narrow")


def short_month(day: date, with_year: bool) -> str:
    """``Jun`` or ``Jun 2026``: under a chart."""
    return str(format_skeleton("yMMM" if with_year else "MMM", day, locale=current_language()))


def weekday(day: date) -> str:
    """``Sunday``, ``星期日``."""
    return str(format_date(day, "EEEE", locale=current_language()))


def names_and_phones() -> str:
    """What stands at the foot of every paper by which people can be reached."""
    return _("Names and phones: keep it locked away, destroy it after use")
