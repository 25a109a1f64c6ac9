"""The Chinese lunar calendar, lunar years 1900 to 2100.

An own table rather than a package: it is 201 numbers and costs nothing to import. Of the packages looked at,
one is under the GPL, one disagrees with the sky in 2089 and 2097, the right one brings a megabyte of almanac.
That one, lunar_python 1.4.8 (MIT), wrote the numbers out. They were checked against new moons and solar terms
computed with ephem by the rules of GB/T 33661-2017: equal from 1929 on but for 2057, where a new moon falls
within seconds of midnight and the published calendar was kept.
"""

from bisect import bisect_right
from datetime import date
from itertools import accumulate
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1900, 2100
_NEW_YEAR_1900 = date(1900, 1, 31).toordinal()

# One number a year: bits 0 to 12 say which months in their order have 30 days (else 29), the bits above them
# which month is followed by a leap month of the same number (0: none).
_YEARS = (
    0x116D2, 0x00752, 0x00EA5, 0x0B64A, 0x0064B, 0x00A9B, 0x09556, 0x0056A, 0x00B59, 0x05752,  # from 1900
    0x00752, 0x0DB25, 0x00B25, 0x00A4B, 0x0B4AB, 0x002AD, 0x0056B, 0x04B69, 0x00DA9, 0x0FD92,  # from 1910
    0x00E92, 0x00D25, 0x0BA4D, 0x00A56, 0x002B6, 0x095B5, 0x006D4, 0x00EA9, 0x05E92, 0x00E92,  # from 1920
    0x0CD26, 0x0052B, 0x00A57, 0x0B2B6, 0x00B5A, 0x006D4, 0x06EC9, 0x00749, 0x0F693, 0x00A93,  # from 1930
    0x0052B, 0x0CA5B, 0x00AAD, 0x0056A, 0x09B55, 0x00BA4, 0x00B49, 0x05A93, 0x00A95, 0x0F52D,  # from 1940
    0x00536, 0x00AAD, 0x0B5AA, 0x005B2, 0x00DA5, 0x07D4A, 0x00D4A, 0x10A95, 0x00A97, 0x00556,  # from 1950
    0x0CAB5, 0x00AD5, 0x006D2, 0x08EA5, 0x00EA5, 0x0064A, 0x06C97, 0x00A9B, 0x0F55A, 0x0056A,  # from 1960
    0x00B69, 0x0B752, 0x00B52, 0x00B25, 0x0964B, 0x00A4B, 0x114AB, 0x002AD, 0x0056D, 0x0CB69,  # from 1970
    0x00DA9, 0x00D92, 0x09D25, 0x00D25, 0x15A4D, 0x00A56, 0x002B6, 0x0C5B5, 0x006D5, 0x00EA9,  # from 1980
    0x0BE92, 0x00E92, 0x00D26, 0x06A56, 0x00A57, 0x114D6, 0x0035A, 0x006D5, 0x0B6C9, 0x00749,  # from 1990
    0x00693, 0x0952B, 0x0052B, 0x00A5B, 0x0555A, 0x0056A, 0x0FB55, 0x00BA4, 0x00B49, 0x0BA93,  # from 2000
    0x00A95, 0x0052D, 0x08AAD, 0x00AB5, 0x135AA, 0x005D2, 0x00DA5, 0x0DD4A, 0x00D4A, 0x00C95,  # from 2010
    0x0952E, 0x00556, 0x00AB5, 0x055B2, 0x006D2, 0x0CEA5, 0x00725, 0x0064B, 0x0AC97, 0x00CAB,  # from 2020
    0x0055A, 0x06AD6, 0x00B69, 0x17752, 0x00B52, 0x00B25, 0x0DA4B, 0x00A4B, 0x004AB, 0x0A55B,  # from 2030
    0x005AD, 0x00B6A, 0x05B52, 0x00D92, 0x0FD25, 0x00D25, 0x00A55, 0x0B4AD, 0x004B6, 0x005B5,  # from 2040
    0x06DAA, 0x00EC9, 0x11E92, 0x00E92, 0x00D26, 0x0CA56, 0x00A57, 0x004D6, 0x086D5, 0x00755,  # from 2050
    0x00749, 0x06E93, 0x00693, 0x0F52B, 0x0052B, 0x00A5B, 0x0B55A, 0x0056A, 0x00B65, 0x0974A,  # from 2060
    0x00B4A, 0x11A95, 0x00A95, 0x0052D, 0x0CAAD, 0x00AB5, 0x005AA, 0x08BA5, 0x00DA5, 0x00D4A,  # from 2070
    0x07C95, 0x00C96, 0x0F94E, 0x00556, 0x00AB5, 0x0B5B2, 0x006D2, 0x00EA5, 0x08E4A, 0x0068B,  # from 2080
    0x10C97, 0x004AB, 0x0055B, 0x0CAD6, 0x00B6A, 0x00752, 0x09725, 0x00B45, 0x00A8B, 0x0549B,  # from 2090
    0x004AB,  # from 2100
)  # fmt: skip


class LunarDay(NamedTuple):
    """A day of the lunar calendar; ``year`` is the solar year in which that lunar year begins."""

    year: int
    month: int
    day: int
    leap_month: bool = False


def leap_month_of(year: int) -> int:
    """The month of ``year`` that comes twice, 0 if none does. ``ValueError`` outside of 1900 to 2100."""
    return _year(year) >> 13


def days_in_month(year: int, month: int, leap_month: bool = False) -> int:
    """29 or 30. ``ValueError`` if ``year`` has no such month."""
    return _lengths(year)[_index(year, month, leap_month)]


def to_solar(year: int, month: int, day: int, leap_month: bool = False) -> date:
    """The calendar day of a lunar day. ``ValueError`` if there is no such day."""
    lengths = _lengths(year)
    index = _index(year, month, leap_month)
    if not 1 <= day <= lengths[index]:
        raise ValueError(f"lunar month {month} of {year} has {lengths[index]} days")
    return date.fromordinal(_NEW_YEARS[year - FIRST_YEAR] + sum(lengths[:index]) + day - 1)


def from_solar(day: date) -> LunarDay:
    """The lunar day of a calendar day. ``ValueError`` outside of the lunar years 1900 to 2100."""
    ordinal = day.toordinal()
    if not _NEW_YEARS[0] <= ordinal < _NEW_YEARS[-1]:
        raise ValueError(f"{day} is outside of the lunar years {FIRST_YEAR} to {LAST_YEAR}")
    offset = bisect_right(_NEW_YEARS, ordinal) - 1
    year, left = FIRST_YEAR + offset, ordinal - _NEW_YEARS[offset]
    starts = list(accumulate(_lengths(year), initial=0))
    index = bisect_right(starts, left) - 1
    leap = leap_month_of(year)
    is_leap_month = bool(leap) and index == leap
    month = index if leap and index >= leap else index + 1
    return LunarDay(year, month, left - starts[index] + 1, is_leap_month)


def _year(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{year} is outside of the lunar years {FIRST_YEAR} to {LAST_YEAR}")
    return _YEARS[year - FIRST_YEAR]


def _lengths(year: int) -> list[int]:
    """Days of each month of ``year`` in order, the leap month after its namesake."""
    bits = _year(year)
    return [29 + (bits >> index & 1) for index in range(13 if bits >> 13 else 12)]


def _index(year: int, month: int, leap_month: bool) -> int:
    """Where a month stands in its year, from 0."""
    leap = leap_month_of(year)
    if not 1 <= month <= 12 or (leap_month and month != leap):
        raise ValueError(f"{year} has no lunar month {month}{' (leap)' if leap_month else ''}")
    return month if leap_month or (leap and month > leap) else month - 1


_NEW_YEARS = list(
    accumulate((sum(_lengths(y)) for y in range(FIRST_YEAR, LAST_YEAR + 1)), initial=_NEW_YEAR_1900)
)
