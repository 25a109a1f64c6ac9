"""Days as people type them: ``tomorrow``, ``+14``, ``fri``, ``24.12.``, ``2016-11-08``, ``12月24日``.

A day is a ``datetime.date`` of the shop's own calendar on the wall: no time zones, no moments. What day it is
today is always told, never asked for.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from model.days_in_words import format_day, format_month
from model.errors import FieldError
from model.month_length import days_in_month
from model.relative_days import chinese_number, relative_day
from resources.i18n import _

DayOrder = Literal["ymd", "dmy", "mdy"]
"""In which order a file or a person writes year, month and day."""

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)


class AmbiguousDay(FieldError):  # noqa: N818 - a question rather than an error
    """``01/02/03`` is several days; ``readings`` are the possible ones, earliest first."""

    def __init__(self, sentence: str, readings: tuple[date, ...]) -> None:
        super().__init__(sentence)
        self.readings = readings


def parse_day(text: str, today: date, order: DayOrder | None = None, *, past: bool = False) -> date:
    """The day that was typed. ``FieldError`` with the reason if there is none, or none from 1900 to 2100.

    A weekday or a day without its year is the next one; with ``past`` the last one. ``01/02/2003`` needs
    ``order``; without it :class:`AmbiguousDay` is raised. A time behind the day is let go.
    """
    if len(text) == 10 and text[4] == "-":  # most cells of most files
        try:
            return in_limits(date.fromisoformat(text), text)
        except ValueError:
            pass
    plain = plain_text(text)
    if not plain:
        raise FieldError(_("Please type a day."))
    try:
        day = (
            relative_day(plain, today, past=past)
            or _month_named(plain, today, past)
            or _numbered(plain, text, today, order, past)
        )
    except OverflowError:
        raise FieldError(_outside(text)) from None
    except ValueError:  # 十十月
        raise FieldError(_not_a_day(text)) from None
    if day is None:
        raise FieldError(_not_a_day(text))
    return in_limits(day, text)


def plain_text(text: str) -> str:
    """``text`` with ASCII digits and half-width marks, in small letters, without a time at its end."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    text = _TIME.sub("", text.strip().casefold())
    return " ".join(text.split())


_TIME = re.compile(
    r"(?<=[0-9日号])[t ]\s*[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?\s*([ap]m)?\s*(z|[+-][0-9:]{2,6})?$"
)


def in_limits(day: date, text: str) -> date:
    """``day``, or ``FieldError`` if it lies outside of 1900 to 2100."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise FieldError(_outside(text))
    return day


def real_day(year: int, month: int, day: int, text: str) -> date:
    """The day with these numbers, or ``FieldError`` saying which of them cannot be."""
    if not 1 <= month <= 12:
        raise FieldError(_("“{text}”: there is no month {month}.").format(text=text.strip(), month=month))
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise FieldError(_outside(text))
    length = days_in_month(year, month)
    if not 1 <= day <= length:
        sentence = _("“{text}”: {month} has no day {day}, only 1 to {length}.")
        month_words = format_month(date(year, month, 1))
        raise FieldError(sentence.format(text=text.strip(), month=month_words, day=day, length=length))
    return date(year, month, day)


def from_excel_serial(number: int, *, base_1904: bool = False) -> date:
    """The day of a cell that Excel counts: 44000 is 2020-06-18. ``FieldError`` if there is none."""
    # Excel's 1900 was a leap year, so everything before its 29 February (60) is off by one.
    first = date(1904, 1, 1) if base_1904 else date(1899, 12, 30 if number > 60 else 31)
    if not 0 <= number <= 80_000 or (number == 60 and not base_1904):
        raise FieldError(_("{number} is not a day as spreadsheets count them.").format(number=number))
    return in_limits(first + timedelta(days=number), str(number))


_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1
    )
    for name in names.split()
}  # fmt: skip
_MONTH_NAMED = re.compile(
    r"(?:[a-z]{3,9},? )?(?:(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[-. ]*(?P<month>[a-z]{3,9})"
    r"|(?P<month2>[a-z]{3,9})\.? ?(?P<day2>[0-9]{1,2})(?:st|nd|rd|th)?)\.?(?:[-, ]+(?P<year>[0-9]{4}))?"
)


def _month_named(plain: str, today: date, past: bool) -> date | None:
    """``24 Dec``, ``December 24th, 2016``, ``Sat, 24-Dec-2016``."""
    match = _MONTH_NAMED.fullmatch(plain)
    if match is None:
        return None
    month = _MONTHS.get(match["month"] or match["month2"])
    if month is None:
        return None
    day = int(match["day"] or match["day2"])
    if match["year"]:
        return real_day(int(match["year"]), month, day, plain)
    return _without_year(month, day, today, past, plain)


_NUMBERS = re.compile(r"([0-9]{1,4}) ?[-/.年] ?([0-9]{1,2})(?: ?[-/.月] ?([0-9]{1,4}))? ?[日号.]?")
_MONTH_DAY = re.compile(
    r"([0-9]{1,2}|[一二三四五六七八九十]{1,3})月([0-9]{1,2}|[一二三四五六七八九十]{1,3})[日号]?"
)


def _numbered(plain: str, text: str, today: date, order: DayOrder | None, past: bool) -> date | None:
    if match := _MONTH_DAY.fullmatch(plain):
        month, day = (int(n) if n.isdigit() else chinese_number(n) for n in match.groups())
        return _without_year(month, day, today, past, text)
    if re.fullmatch(r"(19|20)[0-9]{6}", plain):
        return real_day(int(plain[:4]), int(plain[4:6]), int(plain[6:]), text)
    match = _NUMBERS.fullmatch(plain)
    if match is None:
        return None
    first, second, third = match.groups()
    if len(first) == 3 or (third and len(third) == 3) or (len(first) == 4 and third is None):
        return None
    if len(first) == 4:
        return real_day(int(first), int(second), int(third), text)
    if order is None and "." in plain:
        order = "dmy"  # whoever writes points writes the day first
    orders: tuple[DayOrder, ...] = (order,) if order else ("dmy", "mdy", "ymd")
    if third is None or len(third) == 4:  # the year is known or left out: only day and month can be swapped
        orders = ("mdy",) if order == "ymd" else orders[:2]
    return _one_of([_in_order(o, first, second, third, today, past, text) for o in orders], text)


def _in_order(
    order: DayOrder, first: str, second: str, third: str | None, today: date, past: bool, text: str
) -> date | FieldError:
    day, month, year = {
        "dmy": (first, second, third),
        "mdy": (second, first, third),
        "ymd": (third, second, first),
    }[order]
    assert day is not None
    try:
        if year is None:
            return _without_year(int(month), int(day), today, past, text)
        full_year = int(year) if len(year) == 4 else _century(int(year), today)
        return real_day(full_year, int(month), int(day), text)
    except FieldError as error:
        return error


def _one_of(readings: list[date | FieldError], text: str) -> date:
    """The one day that can be meant; the first reason if there is none."""
    days = sorted({reading for reading in readings if isinstance(reading, date)})
    if len(days) == 1:
        return days[0]
    if not days:
        raise next(reading for reading in readings if isinstance(reading, FieldError))
    sentence = _("“{text}” can be several days: {days}. Please type it like 2016-11-08.")
    words = _(" or ").join(format_day(day) for day in days)
    raise AmbiguousDay(sentence.format(text=text.strip(), days=words), tuple(days))


def _century(year: int, today: date) -> int:
    """Two digits mean a year from 80 years ago to 19 years ahead."""
    earliest = today.year - 80
    return earliest + (year - earliest) % 100


def _without_year(month: int, day: int, today: date, past: bool, text: str) -> date:
    """The next such day, today counts; with ``past`` the last one. 29 February waits for its year."""
    real_day(2000, month, day, text)
    step = -1 if past else 1
    for year in range(today.year, today.year + 9 * step, step):
        if day <= days_in_month(year, month):
            found = date(year, month, day)
            if (found <= today) if past else (found >= today):
                return found
    raise AssertionError("every day of a year comes at least once in nine years")


def guess_order(texts: Iterable[str]) -> DayOrder | None:
    """How a column of days is written; ``None`` if its days do not tell, or contradict each other."""
    found: set[DayOrder] = set()
    for text in texts:
        match = _NUMBERS.fullmatch(plain_text(text))
        if match is None or match[3] is None:
            continue
        if len(match[1]) == 4:
            found.add("ymd")
        elif int(match[1]) > 12 or "." in text:
            found.add("dmy")
        elif int(match[2]) > 12:
            found.add("mdy")
    return found.pop() if len(found) == 1 else None


def _not_a_day(text: str) -> str:
    return _("“{text}” is not a day. Type it like 2016-11-08, tomorrow or +14.").format(
        text=text.strip()[:40]
    )


def _outside(text: str) -> str:
    return _("“{text}” is outside of the years 1900 to 2100.").format(text=text.strip()[:40])
