"""Days as they are typed, and as other programs wrote them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.days import AmbiguousDay, DayOrder, from_excel_serial, guess_order, parse_day
from model.errors import FieldError

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", date(2026, 11, 20)),
        ("Tomorrow", date(2026, 11, 21)),
        ("yesterday", date(2026, 11, 19)),
        ("+14", date(2026, 12, 4)),
        ("-3", date(2026, 11, 17)),
        ("+2w", date(2026, 12, 4)),
        ("+1m", date(2026, 12, 20)),
        ("in 3 days", date(2026, 11, 23)),
        ("3 days ago", date(2026, 11, 17)),
        ("fri", date(2026, 11, 27)),
        ("mon", date(2026, 11, 23)),
        ("next fri", date(2026, 11, 27)),
        ("24.12.", date(2026, 12, 24)),
        ("24 dec", date(2026, 12, 24)),
        ("Dec 24", date(2026, 12, 24)),
        ("December 24th, 2016", date(2016, 12, 24)),
        ("24-Dec-2016", date(2016, 12, 24)),
        ("2016-11-08", date(2016, 11, 8)),
        ("2016/11/8", date(2016, 11, 8)),
        ("20161108", date(2016, 11, 8)),
        ("2016-11-08 13:45", date(2016, 11, 8)),
        ("2016-11-08T00:00:00", date(2016, 11, 8)),
        ("11/13/2016 12:00:00 AM", date(2016, 11, 13)),
        ("13/02/2016", date(2016, 2, 13)),
        ("05/05/2016", date(2016, 5, 5)),
        ("8.11.2016", date(2016, 11, 8)),
        ("29 feb", date(2028, 2, 29)),
        ("今天", date(2026, 11, 20)),
        ("明天", date(2026, 11, 21)),
        ("大后天", date(2026, 11, 23)),
        ("下周一", date(2026, 11, 23)),
        ("周五", date(2026, 11, 27)),
        ("本周六", date(2026, 11, 21)),
        ("上周日", date(2026, 11, 15)),
        ("两周后", date(2026, 12, 4)),
        ("3天前", date(2026, 11, 17)),
        ("月底", date(2026, 11, 30)),
        ("12月24日", date(2026, 12, 24)),
        ("十二月二十四日", date(2026, 12, 24)),
        ("2016年11月8日", date(2016, 11, 8)),
        ("２０１６－１１－０８", date(2016, 11, 8)),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, day: date) -> None:
    assert parse_day(typed, FRIDAY) == day


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("31/02/2024", "February 2024 has no day 31"),
        ("29/02/2023", "February 2023 has no day 29"),
        ("2023-02-29", "February 2023 has no day 29"),
        ("00/00/0000", "no month 0"),
        ("2024-13-01", "no month 13"),
        ("0001-01-01", "outside of the years 1900 to 2100"),
        ("9999-12-31", "outside of the years 1900 to 2100"),
        ("+99999", "outside of the years 1900 to 2100"),
        ("+9999y", "outside of the years 1900 to 2100"),
        ("44000", "not a day"),
        ("5", "not a day"),
        ("十十月一日", "not a day"),
        ("8:30", "not a day"),
        ("soon", "not a day"),
        ("", "type a day"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_the_reason(typed: str, reason: str) -> None:
    with pytest.raises(FieldError, match=reason):
        parse_day(typed, FRIDAY)


def test_a_day_that_can_be_several_is_asked_back() -> None:
    with pytest.raises(AmbiguousDay) as asked:
        parse_day("01/02/03", FRIDAY)
    assert asked.value.readings == (date(2001, 2, 3), date(2003, 1, 2), date(2003, 2, 1))
    with pytest.raises(AmbiguousDay, match="2 Jan 2016 or 1 Feb 2016"):
        parse_day("01/02/2016", FRIDAY)


@pytest.mark.parametrize(
    ("order", "day"), [("dmy", date(2003, 2, 1)), ("mdy", date(2003, 1, 2)), ("ymd", date(2001, 2, 3))]
)
def test_a_known_order_answers_the_question(order: DayOrder, day: date) -> None:
    assert parse_day("01/02/03", FRIDAY, order) == day


def test_a_known_order_is_kept_even_where_swapping_would_work() -> None:
    with pytest.raises(FieldError, match="no month 13"):
        parse_day("02/13/2016", FRIDAY, "dmy")


def test_the_past_is_meant_where_something_has_happened() -> None:
    assert parse_day("24.12.", FRIDAY, past=True) == date(2025, 12, 24)
    assert parse_day("fri", FRIDAY, past=True) == date(2026, 11, 13)


def test_two_digits_of_a_year_mean_a_year_near_ours() -> None:
    assert parse_day("1.1.85", FRIDAY).year == 1985
    assert parse_day("1.1.30", FRIDAY).year == 2030


def test_one_month_after_the_31st_is_the_end_of_the_month() -> None:
    assert parse_day("+1m", date(2026, 1, 31)) == date(2026, 2, 28)


def test_the_order_of_a_column_is_seen_from_its_days() -> None:
    assert guess_order(["01/02/2016", "13/02/2016"]) == "dmy"
    assert guess_order(["01/02/2016", "02/13/2016"]) == "mdy"
    assert guess_order(["2016-11-08"]) == "ymd"
    assert guess_order(["01/02/2016", "03/04/2016"]) is None
    assert guess_order(["13/02/2016", "02/13/2016"]) is None


def test_a_spreadsheets_number_becomes_its_day_when_asked_for() -> None:
    assert from_excel_serial(44000) == date(2020, 6, 18)
    assert from_excel_serial(1) == date(1900, 1, 1)
    assert from_excel_serial(61) == date(1900, 3, 1)
    assert from_excel_serial(0, base_1904=True) == date(1904, 1, 1)
    for number in (60, -1, 0, 99_999_999):
        with pytest.raises(FieldError):
            from_excel_serial(number)


@given(
    st.text(max_size=14) | st.text("0123456789/-.年月日周十一+ ", max_size=12),
    st.sampled_from([None, "ymd", "dmy", "mdy"]),
)
def test_whatever_is_typed_ends_in_a_day_or_a_sentence(typed: str, order: DayOrder | None) -> None:
    try:
        day = parse_day(typed, FRIDAY, order)
    except FieldError:
        return
    assert 1900 <= day.year <= 2100


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_the_stored_form_of_a_day_is_read_back(day: date) -> None:
    assert parse_day(day.isoformat(), FRIDAY) == day
