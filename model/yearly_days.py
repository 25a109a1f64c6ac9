"""Days that come back every year: birthdays, with or without their year, by the sun or by the moon."""

import re
from datetime import date
from typing import Literal

from model import lunar
from model.days import AmbiguousDay, DayOrder, in_limits, parse_day, plain_text, real_day
from model.days_in_words import format_day, format_day_of_year
from model.errors import FieldError
from model.frozen import Plain
from model.month_length import is_leap
from model.relative_days import chinese_number, relative_day
from resources.i18n import _, current_language

Feb29 = Literal["feb28", "mar1"]
"""When someone born on 29 February has birthday in the other years: the shop's choice."""

_ANY_LEAP_YEAR = 2000
_APPLE_NO_YEAR = 1604  # what iPhones write for a birthday without a year


class YearlyDay(Plain):
    """A month and a day that come back; a lunar one's numbers, its year too, are of the lunar calendar."""

    month: int
    day: int
    year: int | None = None
    lunar: bool = False
    leap_month: bool = False

    @property
    def text(self) -> str:
        """As it is stored: ``1980-02-29``, ``--02-29``, ``lunar 1980-08-15``, ``lunar --L4-01``."""
        year = f"{self.year:04d}" if self.year else "-"
        month = f"L{self.month}" if self.leap_month else f"{self.month:02d}"
        return f"{'lunar ' if self.lunar else ''}{year}-{month}-{self.day:02d}"

    def in_year(self, year: int, feb29: Feb29 = "feb28") -> date:
        """The day it falls on in ``year`` (of the lunar calendar if it is a lunar day, 1900 to 2100).

        Without its leap month it is kept in the month of the same number, and the 30th of a month of 29 days
        on the 29th, as families do.
        """
        if self.lunar:
            leap_month = self.leap_month and lunar.leap_month_of(year) == self.month
            length = lunar.days_in_month(year, self.month, leap_month)
            return lunar.to_solar(year, self.month, min(self.day, length), leap_month)
        if (self.month, self.day) == (2, 29) and not is_leap(year):
            return date(year, 2, 28) if feb29 == "feb28" else date(year, 3, 1)
        return date(year, self.month, self.day)

    def next_on(self, on: date, feb29: Feb29 = "feb28") -> date:
        """The first time it comes back on ``on`` or later."""
        # A lunar year ends in the January or February after its number.
        first = on.year - 1 if self.lunar else on.year
        return next(day for year in range(first, first + 3) if (day := self.in_year(year, feb29)) >= on)

    def age_on(self, on: date, feb29: Feb29 = "feb28") -> int | None:
        """Full years on ``on``, by its own calendar; ``None`` without a year or before the first day."""
        if self.year is None:
            return None
        year = lunar.from_solar(on).year if self.lunar else on.year
        age = year - self.year - (on < self.in_year(year, feb29))
        return age if age >= 0 else None


def parse_yearly_day(text: str, today: date, order: DayOrder | None = None) -> YearlyDay:
    """The yearly day that was typed or stored; ``FieldError`` with the reason if there is none.

    ``1980-02-29``, ``29.2.``, ``--0229`` (as address books write it), ``2月29日``, ``农历八月十五``,
    ``1980年闰四月初一``, ``lunar 8-15``. What is typed without a year has none.
    """
    plain = plain_text(text)
    match = _LUNAR.fullmatch(plain)
    # 初一, 廿三, 正月, 腊月 and a leap month are said of lunar days only
    if match and (match["word"] or re.search("[初廿卅正冬腊臘闰閏]", plain)):
        return _lunar_day(match, text)
    if match := _NO_YEAR.fullmatch(plain):
        month, day = int(match[1]), int(match[2])
        real_day(_ANY_LEAP_YEAR, month, day, text)
        return YearlyDay(month, day)
    if match := re.fullmatch(rf"{_APPLE_NO_YEAR}-([0-9]{{2}})-([0-9]{{2}}).*", plain):
        return parse_yearly_day(f"--{match[1]}-{match[2]}", today)
    day_of_year = _without_its_year(plain, order)
    if day_of_year is not None:
        return YearlyDay(day_of_year.month, day_of_year.day)
    found = parse_day(text, today, order, past=True)
    if found > today:
        raise FieldError(_("“{text}” has not been yet.").format(text=text.strip()))
    return YearlyDay(found.month, found.day, found.year)


_NO_YEAR = re.compile(r"--([0-9]{2})-?([0-9]{2})")
_CHINESE = "[〇零一二三四五六七八九十廿卅两]"
_LUNAR = re.compile(
    r"(?P<word>lunar|农历|農曆|阴历|陰曆|旧历)? ?"
    rf"(?:(?P<year>[0-9]{{4}}|{_CHINESE}{{4}})(?:年|[-/.])|--?)? ?"
    rf"(?P<leap>闰|閏|l)?(?P<month>正|冬|腊|臘|[0-9]{{1,2}}|{_CHINESE}{{1,3}})(?:月|[-/.])"
    rf"(?:初)?(?P<day>[0-9]{{1,2}}|{_CHINESE}{{1,3}})[日号]?"
)
_MONTH_NAMES = {"正": 1, "冬": 11, "腊": 12, "臘": 12}


def _lunar_day(match: re.Match[str], text: str) -> YearlyDay:
    try:
        year = _number(match["year"]) if match["year"] else None
        month = _MONTH_NAMES.get(match["month"]) or _number(match["month"])
        day, leap_month = _number(match["day"]), bool(match["leap"])
        if not (1 <= month <= 12 and 1 <= day <= 30):
            raise ValueError
        if year is not None:
            in_limits(lunar.to_solar(year, month, day, leap_month), text)
    except ValueError:
        raise FieldError(_("“{text}” is not in the lunar calendar.").format(text=text.strip()[:40])) from None
    return YearlyDay(month, day, year, lunar=True, leap_month=leap_month)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else chinese_number(word)


def _without_its_year(plain: str, order: DayOrder | None) -> date | None:
    """``plain`` in a leap year, if it names a month and a day and no year."""
    if re.search(r"[0-9]{3}|[0-9年][-/.年][0-9]+[-/.月][0-9]", plain) or not re.search(
        r"[-/.月]|[a-z]{3}", plain
    ):
        return None
    new_year = date(_ANY_LEAP_YEAR, 1, 1)
    if relative_day(plain, new_year):
        return None
    try:
        return parse_day(plain, new_year, order)
    except AmbiguousDay as several:
        days = _(" or ").join(format_day_of_year(day) for day in several.readings)
        sentence = _("“{text}” can be {days}. Please type it the way you mean it.")
        raise AmbiguousDay(sentence.format(text=plain, days=days), several.readings) from None


def format_yearly_day(yearly_day: YearlyDay, language: str | None = None) -> str:
    """``29 February 1980``, ``29 February``, ``lunar 8/15``, ``农历八月十五``."""
    y, language = yearly_day, language or current_language()
    if not y.lunar:
        if y.year is None:
            return format_day_of_year(date(_ANY_LEAP_YEAR, y.month, y.day), language)
        return format_day(date(y.year, y.month, y.day), "short", language)
    if language == "zh_CN":
        year = f"{y.year}年" if y.year else ""
        return (
            f"农历{year}{'闰' if y.leap_month else ''}{_CHINESE_MONTHS[y.month - 1]}月{_chinese_day(y.day)}"
        )
    month = _("leap month {month}") if y.leap_month else _("month {month}")
    if y.year is None:
        return _("lunar: {month}, day {day}").format(month=month.format(month=y.month), day=y.day)
    return _("lunar: {year}, {month}, day {day}").format(
        year=y.year, month=month.format(month=y.month), day=y.day
    )


_CHINESE_MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊")


def _chinese_day(day: int) -> str:
    ones = "日一二三四五六七八九十"[day % 10 or 10]
    if day in (20, 30):
        return {20: "二十", 30: "三十"}[day]
    return ("初" if day <= 10 else "十" if day < 20 else "廿") + ones
