"""Clocks that stand still at lunch, at night and on holidays."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import BookError, FieldError
from model.shop_calendar import ShopCalendar, format_hours, parse_hours

WEEKDAY, SATURDAY = parse_hours("9-12, 13-18"), parse_hours("10-14")
FRIDAY_HOLIDAY, WORKING_SUNDAY = date(2026, 10, 2), date(2026, 10, 11)
SHOP = ShopCalendar(
    (WEEKDAY, WEEKDAY, WEEKDAY, WEEKDAY, WEEKDAY, SATURDAY, ()), {FRIDAY_HOLIDAY: (), WORKING_SUNDAY: WEEKDAY}
)
NEVER = ShopCalendar(((), (), (), (), (), (), ()))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_lunch_does_not_count() -> None:
    assert SHOP.open_minutes_between(at("2026-09-28 11:30"), at("2026-09-28 13:30")) == 60


def test_nights_sundays_and_holidays_do_not_count() -> None:
    # Thursday 17:00 to Monday 10:00: an hour on Thursday, four on Saturday, one on Monday
    assert SHOP.open_minutes_between(at("2026-10-01 17:00"), at("2026-10-05 10:00")) == 360


def test_a_working_sunday_counts() -> None:
    assert SHOP.is_open(WORKING_SUNDAY)
    assert SHOP.open_minutes_between(at("2026-10-11 00:00"), at("2026-10-12 00:00")) == 480


def test_a_deadline_skips_what_is_closed() -> None:
    assert SHOP.add_open_minutes(at("2026-09-28 11:30"), 60) == at("2026-09-28 13:30")
    assert SHOP.add_open_minutes(at("2026-10-01 17:00"), 120) == at("2026-10-03 11:00")
    assert SHOP.add_open_minutes(at("2026-10-04 12:00"), 1) == at("2026-10-05 09:01")


def test_a_deadline_falls_on_closing_time_and_not_on_the_next_morning() -> None:
    assert SHOP.add_open_minutes(at("2026-09-28 17:00"), 60) == at("2026-09-28 18:00")


def test_no_minutes_at_all_end_at_the_next_open_moment() -> None:
    assert SHOP.add_open_minutes(at("2026-09-28 12:30"), 0) == at("2026-09-28 13:00")


def test_the_next_open_day_is_the_day_itself_if_it_is_open() -> None:
    assert SHOP.next_open(date(2026, 10, 1)) == date(2026, 10, 1)
    assert SHOP.next_open(FRIDAY_HOLIDAY) == date(2026, 10, 3)
    assert SHOP.next_open(date(2026, 10, 4)) == date(2026, 10, 5)


def test_a_working_day_is_what_most_days_are() -> None:
    assert SHOP.usual_day_minutes == 480
    assert NEVER.usual_day_minutes == 0


def test_a_shop_that_never_opens_is_told_instead_of_searched_for_ever() -> None:
    with pytest.raises(BookError, match="Settings"):
        NEVER.next_open(date(2026, 10, 1))
    with pytest.raises(BookError, match="Settings"):
        NEVER.add_open_minutes(at("2026-10-01 12:00"), 5)


@given(st.datetimes(datetime(2026, 9, 1), datetime(2026, 11, 1)), st.integers(0, 5_000))
def test_the_minutes_up_to_a_deadline_are_the_minutes_given(start: datetime, minutes: int) -> None:
    assert SHOP.open_minutes_between(start, SHOP.add_open_minutes(start, minutes)) == minutes


@pytest.mark.parametrize(
    "typed", ["9-12, 13:30-18", "9:00～12:00，13：30-18：00", "09.00-12.00; 13.30-18.00"]
)
def test_hours_are_typed_as_on_the_door(typed: str) -> None:
    assert format_hours(parse_hours(typed)) == "09:00-12:00, 13:30-18:00"


@pytest.mark.parametrize("typed", ["18-9", "9-25", "9:75-10", "9-12, 11-13", "morning", "9"])
def test_hours_that_cannot_be_are_refused(typed: str) -> None:
    with pytest.raises(FieldError):
        parse_hours(typed)


def test_a_shop_may_stay_open_until_midnight_or_closed() -> None:
    assert parse_hours("18-24") == ((1080, 1440),)
    assert parse_hours(" ") == ()
