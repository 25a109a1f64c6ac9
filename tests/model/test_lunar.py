"""The lunar calendar against days that everybody can look up, and against the tables that others publish."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from model.lunar import FIRST_YEAR, LAST_YEAR, LunarDay, days_in_month, from_solar, leap_month_of, to_solar

PUBLISHED = Path(__file__).parent / "data" / "lunar_years.txt"
"""The table of leap months and month lengths that calendar programs have passed on since the 1990s (it begins with
0x04bd8, 0x04ae0, 0x0a570), written out from a copy in which 1933, 1996 and 2060 had been put right after the yearly
tables of the Hong Kong Observatory. Its New Year's days were compared with the 199 that another table carries, the one
that begins with 0x04AE53, and are the same.

Other copies differ in a few years, each time in two neighbouring months, one of 29 and one of 30 days, that change
places:

- 2057, months 8 and 9: the new moon of 28 September is within seconds of midnight. This table, Java, and .NET since
  2024 give month 8 its 30 days; others 29. Nobody knows before 2057.
- 2089, months 7 and 8, and 2097, months 6 and 7: new moons within minutes of midnight, for which the Observatory warns
  that its early tables may be a day off. Here, as the sky has it, the first of the two has 29 days; .NET before 2018
  and the table of 0x04AE53 have 30.
- 1989 and 2025: slips of the pen in the table of 0x04AE53.
"""

DISPUTED = {2057: (8, 30), 2089: (7, 29), 2097: (6, 29)}
"""Month and length."""


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


def published_years() -> Iterator[tuple[int, date, list[tuple[int, bool, int]]]]:
    """Each year: its number, its New Year's day, and its months as (number, leap, days)."""
    for line in PUBLISHED.read_text(encoding="ascii").splitlines():
        if line.startswith("#"):
            continue
        new_year, letters = line.split()
        months: list[tuple[int, bool, int]] = []
        leap = False
        for letter in letters:
            if letter == "+":
                leap = True
                continue
            number = months[-1][0] if leap else len({month for month, _leap, _days in months}) + 1
            months.append((number, leap, {"s": 29, "L": 30}[letter]))
            leap = False
        yield int(new_year[:4]), date.fromisoformat(new_year), months


def test_every_year_has_the_months_and_the_new_year_of_the_published_table() -> None:
    years = list(published_years())
    assert [year for year, *_rest in years] == list(range(FIRST_YEAR, LAST_YEAR + 1))
    leap_years = 0
    for year, new_year, months in years:
        assert to_solar(year, 1, 1) == new_year
        assert months[-1][0] == 12
        leap = [number for number, is_leap, _days in months if is_leap]
        assert leap_month_of(year) == (leap[0] if leap else 0)
        leap_years += bool(leap)
        for number, is_leap, days in months:
            assert days_in_month(year, number, is_leap) == days, (year, number, is_leap)
    assert leap_years == 74  # 7 in 19 years


def test_every_first_day_of_a_month_is_the_published_one() -> None:
    for year, new_year, months in published_years():
        first = new_year
        for number, is_leap, days in months:
            assert from_solar(first) == LunarDay(year, number, 1, is_leap)
            assert from_solar(first + timedelta(days=days - 1)) == LunarDay(year, number, days, is_leap)
            first += timedelta(days=days)


def test_the_disputed_months_are_as_documented() -> None:
    published = {year: months for year, _new_year, months in published_years()}
    for year, (month, days) in DISPUTED.items():
        assert days_in_month(year, month) == days
        assert (month, False, days) in published[year]
