"""Opening hours are read back as they were set, and holidays are closed from their first day to their last."""

from datetime import date, datetime

from model.opening_hours import calendar_of, week_as_text, week_of
from model.shop import Holiday, Shop
from model.shop_calendar import Hours, parse_hours

USUAL: Hours = parse_hours("9-12:30, 13:30-18")
WEEK = (USUAL, USUAL, USUAL, USUAL, USUAL, parse_hours("9-24"), ())


def shop() -> Shop:
    return Shop(name="Corner", currency="EUR", opening_hours=week_as_text(WEEK))


def test_hours_are_read_back_as_they_were_set() -> None:
    assert week_of(shop()) == WEEK


def test_a_shop_without_hours_is_never_open() -> None:
    assert week_of(Shop(name="Corner", currency="EUR")) == ((),) * 7


def test_a_holiday_is_closed_on_both_its_ends_and_between() -> None:
    holiday = Holiday(first_on=date(2026, 12, 24), last_on=date(2026, 12, 26))
    calendar = calendar_of(shop(), [holiday])
    assert [calendar.is_open(date(2026, 12, day)) for day in (23, 24, 25, 26, 28)] == [
        True,
        False,
        False,
        False,
        True,
    ]


def test_lunch_is_not_counted() -> None:
    calendar = calendar_of(shop(), [])
    assert calendar.open_minutes_between(datetime(2026, 3, 9, 12), datetime(2026, 3, 9, 14)) == 60
