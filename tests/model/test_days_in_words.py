"""Days as people read them."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date

from model.days_in_words import DayStyle, days_between, format_day, format_day_of_year, format_month

DAY = date(2016, 11, 8)


@pytest.mark.parametrize(
    ("style", "code", "words"),
    [
        ("short", "en", "8 Nov 2016"),
        ("medium", "en", "Tue 8 Nov 2016"),
        ("long", "en", "Tuesday, 8 November 2016"),
        ("narrow", "en", "8 Nov"),
        ("narrow", "zh_CN", "11月8日"),
        ("short", "zh_CN", "2016-11-08"),
        ("medium", "zh_CN", "2016年11月8日 周二"),
        ("long", "zh_CN", "2016年11月8日 星期二"),
    ],
)
def test_a_day_is_written_so_that_nobody_can_swap_day_and_month(
    style: DayStyle, code: str, words: str
) -> None:
    assert format_day(DAY, style, code) == words


@pytest.mark.parametrize(
    ("code", "style", "pattern"),
    [
        ("en", "short", "d MMM y"),
        ("en", "medium", "EEE d MMM y"),
        ("en", "long", "EEEE, d MMMM y"),
        ("en", "letter", "d MMMM y"),
        ("zh_CN", "short", "y-MM-dd"),
        ("zh_CN", "medium", "y年M月d日 EEE"),
        ("zh_CN", "long", "y年M月d日 EEEE"),
        ("zh_CN", "letter", "y年M月d日"),
    ],
)
def test_days_are_called_as_everywhere_else(code: str, style: DayStyle, pattern: str) -> None:
    for n in range(366):
        day = DAY + timedelta(days=n)
        assert format_day(day, style, code) == format_date(day, pattern, locale=code)


def test_months_and_yearly_days_are_called_as_everywhere_else() -> None:
    for month in range(1, 13):
        day = date(2024, month, month)
        assert format_month(day, "en") == format_date(day, "MMMM y", locale="en")
        assert format_month(day, "zh_CN") == format_date(day, "y年M月", locale="zh_CN")
        assert format_day_of_year(day, "en") == format_date(day, "d MMMM", locale="en")
        assert format_day_of_year(day, "zh_CN") == format_date(day, "M月d日", locale="zh_CN")


def test_a_month_is_written_in_the_readers_language() -> None:
    assert format_month(DAY, "en") == "November 2016"
    assert format_month(DAY, "zh_CN") == "2016年11月"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (3, "in 3 days"),
        (-3, "3 days ago"),
        (-59, "59 days ago"),
        (-61, "2 months ago"),
        (-365, "12 months ago"),
        (-800, "2 years ago"),
        (1100, "in 3 years"),
    ],
)
def test_a_distance_is_told_in_the_unit_people_would_use(days: int, words: str) -> None:
    assert days_between(DAY + timedelta(days=days), DAY) == words
