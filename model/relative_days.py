"""Days that are counted from today: ``tomorrow``, ``+14``, ``3 days ago``, ``fri``, ``下周一``."""

import re
from datetime import date, timedelta

from model.month_length import days_in_month


def relative_day(plain: str, today: date, *, past: bool = False) -> date | None:
    """The day that ``plain`` (small letters, ASCII digits) counts from ``today``; ``None`` if it does not.

    A weekday alone is the coming one, with ``past`` the last one; never today.
    """
    return _named(plain, today) or _stepped(plain, today) or _weekday(plain, today, past)


def add_months(day: date, months: int) -> date:
    """``months`` later; 31 January and one month is the last day of February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


_NAMED = {
    "today": 0, "tod": 0, "tomorrow": 1, "tmr": 1, "tmrw": 1, "yesterday": -1,
    "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "後天": 2, "大后天": 3, "大後天": 3,
    "昨天": -1, "昨日": -1, "前天": -2, "大前天": -3,
}  # fmt: skip


def _named(plain: str, today: date) -> date | None:
    if plain in ("月底", "end of month"):
        return date(today.year, today.month, days_in_month(today.year, today.month))
    steps = _NAMED.get(plain)
    return None if steps is None else today + timedelta(days=steps)


_STEP = re.compile(
    r"(in )?([+-]?) ?([0-9]{1,5}|[一二两三四五六七八九十]{1,3}) ?个?"
    r"([a-z]*|天|日|周|週|星期|礼拜|月|年)( ago|后|後|以后|前|以前)?"
)
_UNITS = {
    **dict.fromkeys(("", "d", "day", "days", "天", "日"), "days"),
    **dict.fromkeys(("w", "week", "weeks", "周", "週", "星期", "礼拜"), "weeks"),
    **dict.fromkeys(("m", "month", "months", "月"), "months"),
    **dict.fromkeys(("y", "year", "years", "年"), "years"),
}  # fmt: skip


def _stepped(plain: str, today: date) -> date | None:
    """``+14``, ``-3``, ``+2w``, ``in 3 days``, ``3 days ago``, ``两周后``."""
    match = _STEP.fullmatch(plain)
    if match is None:
        return None
    ahead, sign, number, unit, behind = match.groups()
    if unit not in _UNITS or not (ahead or sign or behind):  # a bare number is no step
        return None
    count = int(number) if number.isdigit() else chinese_number(number)
    if sign == "-" or behind in (" ago", "前", "以前"):
        count = -count
    match _UNITS[unit]:
        case "days":
            return today + timedelta(days=count)
        case "weeks":
            return today + timedelta(weeks=count)
        case "months":
            return add_months(today, count)
    return add_months(today, 12 * count)


_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"两": 2, "零": 0, "元": 1, "正": 1}

_CHINESE_NUMBER = "[〇零一二三四五六七八九两元正]+|[一二三四五六七八九]?[十廿卅][一二三四五六七八九]?"


def chinese_number(word: str) -> int:
    """``七`` 7, ``十五`` 15, ``廿三`` 23, ``三十`` 30, ``一九八〇`` 1980. ``ValueError`` if it is none."""
    if not re.fullmatch(_CHINESE_NUMBER, word):
        raise ValueError(word)
    word = word.replace("廿", "二十").replace("卅", "三十")
    if "十" not in word:
        return int("".join(str(_DIGITS[c]) for c in word))
    tens, _ten, ones = word.partition("十")
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("mon monday 一", "tue tues tuesday 二", "wed wednesday 三", "thu thur thurs thursday 四",
         "fri friday 五", "sat saturday 六", "sun sunday 日 天")
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAY = re.compile(
    r"(next |last |this |上上|下下|上个?|下个?|本|这个?)?(?:周|週|星期|礼拜|)([a-z]{3,9}|[一二三四五六日天])"
)
_WEEKS = {
    "next ": 1,
    "last ": -1,
    "this ": 0,
    "上上": -2,
    "下下": 2,
    "上": -1,
    "上个": -1,
    "下": 1,
    "下个": 1,
}


def _weekday(plain: str, today: date, past: bool) -> date | None:
    """``fri``: the coming one, never today. ``next fri``, ``下周五``: the one of the week after this."""
    match = _WEEKDAY.fullmatch(plain)
    if match is None or match[2] not in _WEEKDAYS or (len(plain) == 1):
        return None
    which, weekday = match[1], _WEEKDAYS[match[2]]
    if which:
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(weeks=_WEEKS.get(which, 0), days=weekday)
    if past:
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
