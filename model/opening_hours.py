"""When the shop is open, as its settings keep it and as the calendar counts it."""

import json
from collections.abc import Iterable
from datetime import timedelta

from model.shop import Holiday, Shop
from model.shop_calendar import Hours, ShopCalendar

Week = tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]
"""The hours from Monday to Sunday; empty on a day when the shop is closed."""


def week_of(shop: Shop) -> Week:
    """The opening hours in the settings of ``shop``."""
    kept = json.loads(shop.opening_hours)
    days = [
        tuple((_minute(opens), _minute(closes)) for opens, closes in kept.get(str(n), ()))
        for n in range(1, 8)
    ]
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = days
    return (monday, tuesday, wednesday, thursday, friday, saturday, sunday)


def week_as_text(week: Iterable[Hours]) -> str:
    """``week`` as the shop's settings keep it."""
    return json.dumps(
        {
            str(n): [[_clock(opens), _clock(closes)] for opens, closes in hours]
            for n, hours in enumerate(week, 1)
            if hours
        }
    )


def calendar_of(shop: Shop, holidays: Iterable[Holiday]) -> ShopCalendar:
    """What counts the shop's open minutes: its week, without its holidays."""
    closed = {
        holiday.first_on + timedelta(days=n): ()
        for holiday in holidays
        for n in range((holiday.last_on - holiday.first_on).days + 1)
    }
    return ShopCalendar(week_of(shop), closed)


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
