"""Birthdays: without a year, on 29 February, by the moon."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.days import AmbiguousDay
from model.errors import FieldError
from model.yearly_days import YearlyDay, format_yearly_day, parse_yearly_day

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1980-02-29", YearlyDay(2, 29, 1980)),
        ("--0229", YearlyDay(2, 29)),
        ("--02-29", YearlyDay(2, 29)),
        ("1604-02-29", YearlyDay(2, 29)),
        ("29.2.", YearlyDay(2, 29)),
        ("29 Feb", YearlyDay(2, 29)),
        ("2月29日", YearlyDay(2, 29)),
        ("13/4", YearlyDay(4, 13)),
        ("12-24", YearlyDay(12, 24)),
        ("1980年2月29日", YearlyDay(2, 29, 1980)),
        ("农历八月十五", YearlyDay(8, 15, lunar=True)),
        ("农历一九八〇年八月十五", YearlyDay(8, 15, 1980, lunar=True)),
        ("1982年闰四月初一", YearlyDay(4, 1, 1982, lunar=True, leap_month=True)),
        ("正月初一", YearlyDay(1, 1, lunar=True)),
        ("腊月廿三", YearlyDay(12, 23, lunar=True)),
        ("lunar 8-15", YearlyDay(8, 15, lunar=True)),
        ("八月十五", YearlyDay(8, 15)),
    ],
)
def test_a_birthday_is_read_as_people_write_it(typed: str, meant: YearlyDay) -> None:
    assert parse_yearly_day(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed", ["", "31/02", "--0230", "--1301", "农历十三月初一", "农历2025年闰六月三十", "2030-01-01", "x"]
)
def test_a_birthday_that_cannot_be_is_refused(typed: str) -> None:
    with pytest.raises(FieldError):
        parse_yearly_day(typed, TODAY)


def test_two_possible_birthdays_are_asked_back_without_inventing_a_year() -> None:
    with pytest.raises(AmbiguousDay, match=r"4 March or 3 April\."):
        parse_yearly_day("3/4", TODAY)
    assert parse_yearly_day("3/4", TODAY, "dmy") == YearlyDay(4, 3)


def test_29_february_is_kept_on_the_day_the_shop_chose() -> None:
    born = YearlyDay(2, 29, 1980)
    assert born.next_on(date(2027, 1, 1), "feb28") == date(2027, 2, 28)
    assert born.next_on(date(2027, 1, 1), "mar1") == date(2027, 3, 1)
    assert born.next_on(date(2027, 3, 1), "mar1") == date(2027, 3, 1)
    assert born.next_on(date(2028, 1, 1), "mar1") == date(2028, 2, 29)


def test_a_birthday_today_is_today_and_not_in_a_year() -> None:
    assert YearlyDay(11, 20).next_on(TODAY) == TODAY
    assert YearlyDay(11, 19).next_on(TODAY) == date(2027, 11, 19)


def test_an_age_changes_on_the_birthday() -> None:
    born = YearlyDay(11, 20, 1980)
    assert [born.age_on(date(2026, 11, day)) for day in (19, 20)] == [45, 46]
    assert YearlyDay(11, 20).age_on(TODAY) is None
    assert born.age_on(date(1979, 1, 1)) is None


def test_a_lunar_birthday_moves_with_the_moon() -> None:
    born = YearlyDay(8, 15, 1980, lunar=True)
    assert [born.next_on(date(year, 1, 1)) for year in (2025, 2026)] == [date(2025, 10, 6), date(2026, 9, 25)]
    assert [born.age_on(date(2026, 9, day)) for day in (24, 25)] == [45, 46]


def test_the_end_of_the_lunar_year_lies_in_the_next_solar_one() -> None:
    assert YearlyDay(12, 23, lunar=True).next_on(date(2027, 1, 1)) == date(2027, 1, 30)


def test_a_leap_month_is_kept_when_it_comes_and_in_its_namesake_otherwise() -> None:
    born = YearlyDay(6, 1, lunar=True, leap_month=True)
    assert born.in_year(2025) == date(2025, 7, 25)
    assert born.in_year(2026) == YearlyDay(6, 1, lunar=True).in_year(2026)


def test_the_30th_of_a_short_lunar_month_is_its_29th() -> None:
    new_years_eve = YearlyDay(12, 30, lunar=True)
    assert new_years_eve.next_on(date(2025, 1, 1)) == date(2025, 1, 28)
    assert new_years_eve.next_on(date(2024, 1, 1)) == date(2024, 2, 9)


@given(
    st.builds(YearlyDay, st.integers(1, 12), st.integers(1, 28), st.none() | st.integers(1900, 2025))
    | st.builds(
        YearlyDay, st.integers(1, 12), st.integers(1, 29), st.none() | st.integers(1900, 2025), st.just(True)
    )
)
def test_the_stored_form_is_read_back(yearly_day: YearlyDay) -> None:
    assert parse_yearly_day(yearly_day.text, TODAY) == yearly_day


@given(st.integers(1, 12), st.integers(1, 30), st.booleans(), st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_a_lunar_day_comes_back_within_thirteen_months(month: int, day: int, leap: bool, on: date) -> None:
    again = YearlyDay(month, day, lunar=True, leap_month=leap).next_on(on)
    assert 0 <= (again - on).days <= 385


def test_a_yearly_day_is_written_for_its_reader() -> None:
    assert format_yearly_day(YearlyDay(2, 29), "en") == "29 February"
    assert format_yearly_day(YearlyDay(2, 29, 1980), "en") == "29 Feb 1980"
    assert format_yearly_day(YearlyDay(8, 15, lunar=True), "zh_CN") == "农历八月十五"
    assert format_yearly_day(YearlyDay(12, 23, 1980, lunar=True), "zh_CN") == "农历1980年腊月廿三"
    assert format_yearly_day(YearlyDay(4, 10, lunar=True, leap_month=True), "zh_CN") == "农历闰四月初十"
    assert "month 8, day 15" in format_yearly_day(YearlyDay(8, 15, lunar=True), "en")
