"""The lunar calendar against days that everybody can look up."""

from datetime import date, timedelta

import pytest

from model.lunar import LunarDay, days_in_month, from_solar, leap_month_of, to_solar


@pytest.mark.parametrize(
    ("solar", "lunar"),
    [
        (date(1900, 1, 31), LunarDay(1900, 1, 1)),
        (date(1949, 10, 1), LunarDay(1949, 8, 10)),
        (date(1976, 9, 9), LunarDay(1976, 8, 16)),
        (date(1984, 2, 2), LunarDay(1984, 1, 1)),
        (date(2000, 2, 4), LunarDay(1999, 12, 29)),
        (date(2000, 2, 5), LunarDay(2000, 1, 1)),
        (date(2008, 8, 8), LunarDay(2008, 7, 8)),
        (date(2012, 5, 21), LunarDay(2012, 4, 1, leap_month=True)),
        (date(2020, 10, 1), LunarDay(2020, 8, 15)),
        (date(2023, 3, 22), LunarDay(2023, 2, 1, leap_month=True)),
        (date(2024, 2, 10), LunarDay(2024, 1, 1)),
        (date(2025, 7, 25), LunarDay(2025, 6, 1, leap_month=True)),
        (date(2026, 2, 17), LunarDay(2026, 1, 1)),
        (date(2033, 12, 22), LunarDay(2033, 11, 1, leap_month=True)),
        (date(2057, 9, 29), LunarDay(2057, 9, 1)),
        (date(2089, 9, 4), LunarDay(2089, 8, 1)),
        (date(2097, 8, 7), LunarDay(2097, 7, 1)),
        (date(2100, 2, 9), LunarDay(2100, 1, 1)),
    ],
)
def test_a_known_day_has_its_lunar_day(solar: date, lunar: LunarDay) -> None:
    assert from_solar(solar) == lunar
    assert to_solar(lunar.year, lunar.month, lunar.day, lunar.leap_month) == solar


def test_every_day_of_two_centuries_goes_there_and_back() -> None:
    day = date(1900, 1, 31)
    while day.year < 2101:
        lunar = from_solar(day)
        assert to_solar(lunar.year, lunar.month, lunar.day, lunar.leap_month) == day
        day += timedelta(days=1)


def test_the_mid_autumn_festival_lies_where_the_almanac_prints_it() -> None:
    festivals = {2021: (9, 21), 2022: (9, 10), 2023: (9, 29), 2024: (9, 17), 2025: (10, 6), 2026: (9, 25)}
    assert {y: (to_solar(y, 8, 15).month, to_solar(y, 8, 15).day) for y in festivals} == festivals


def test_a_day_that_is_not_there_is_refused() -> None:
    assert leap_month_of(2025) == 6
    assert leap_month_of(2026) == 0
    assert days_in_month(2025, 6) == 30
    assert days_in_month(2025, 6, leap_month=True) == 29
    for year, month, day, leap in (
        (2025, 6, 30, True),
        (2026, 6, 1, True),
        (2026, 13, 1, False),
        (2101, 1, 1, False),
    ):
        with pytest.raises(ValueError):
            to_solar(year, month, day, leap)
    with pytest.raises(ValueError):
        from_solar(date(1900, 1, 30))
