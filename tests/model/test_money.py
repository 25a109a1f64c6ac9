"""What people type for an amount, and how amounts are written for them."""

import subprocess
import sys
from decimal import Decimal

import pytest
from babel.core import Locale
from babel.numbers import format_currency, get_currency_symbol, get_minus_sign_symbol, list_currencies
from hypothesis import given
from hypothesis import strategies as st

from model.currencies import decimals, symbol
from model.errors import FieldError
from model.money import (
    AmbiguousAmount,
    format_amount,
    format_money,
    format_money_tick,
    format_round_money,
    parse_money,
)
from resources.i18n import language


@pytest.mark.parametrize(
    ("typed", "currency", "cents"),
    [
        ("12", "USD", 1200),
        ("12.5", "USD", 1250),
        ("12,5", "EUR", 1250),
        (" 12.50 ", "USD", 1250),
        (".5", "USD", 50),
        ("12.", "USD", 1200),
        ("1,234.50", "USD", 123450),
        ("1.234,50", "EUR", 123450),
        ("1 234,50", "PLN", 123450),
        ("1\u00a0234,50", "EUR", 123450),
        ("1\u202f234,50", "EUR", 123450),
        ("1'234.50", "CHF", 123450),
        ("1’234.50", "CHF", 123450),
        ("1.234.567", "EUR", 123456700),
        ("1,234", "USD", 123400),
        ("£12", "GBP", 1200),
        ("¥12", "CNY", 1200),
        ("￥12", "CNY", 1200),
        ("¥12", "JPY", 12),
        ("12元", "CNY", 1200),
        ("$ 5", "USD", 500),
        ("5 EUR", "EUR", 500),
        ("usd 5", "USD", 500),
        ("5 zł", "PLN", 500),
        ("12。5", "CNY", 1250),
        ("1.234", "KWD", 1234),
        ("12.00", "JPY", 12),
        ("9,999,999,999.99", "USD", 999_999_999_999),
        ("0", "USD", 0),
        ("-0", "USD", 0),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, currency: str, cents: int) -> None:
    assert parse_money(typed, currency) == cents


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("١٢٫٥", 1250), ("٣٤", 3400), ("１２", 1200), ("１，２３４．５０", 123450), ("۵", 500)],
)
def test_digits_of_other_scripts_are_digits(typed: str, cents: int) -> None:
    assert parse_money(typed, "USD") == cents


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "abc", "1_000", "1e5", "1e308", "1e400", "nan", "NaN", "inf", "-inf", "Infinity", "0x10"),
        *(
            "1.2.3",
            "1,23,4",
            "1,234,56",
            "1..2",
            "1,,2",
            "--5",
            "+-5",
            "1 2 3",
            "1\x00",
            "12 kg",
            "5%",
            "½",
        ),
        *(".", ",", "-", "$", "()", "1.234,5.6", "0.125", "1234.567", "9" * 5000, "1\ud800", "$5$x"),
    ],
)
def test_what_is_no_amount_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(FieldError) as refused:
        parse_money(typed, "USD")
    assert str(refused.value).endswith((".", "2."))


def test_a_point_before_three_digits_is_asked_back_with_both_readings() -> None:
    with pytest.raises(AmbiguousAmount) as asked:
        parse_money("1.234", "USD")
    assert asked.value.readings == (123400, 123)
    assert "$1,234.00" in str(asked.value)
    assert "$1.23" in str(asked.value)


def test_more_than_the_largest_amount_is_refused_and_the_largest_is_told() -> None:
    with pytest.raises(FieldError, match=r"\$9,999,999,999\.99"):
        parse_money("10000000000", "USD")


def test_too_many_decimals_are_refused_not_rounded() -> None:
    with pytest.raises(FieldError, match="USD has 2"):
        parse_money("0.005", "USD")
    with pytest.raises(FieldError, match="whole number"):
        parse_money("12.5", "JPY")


def test_a_negative_amount_is_only_for_money_given_back() -> None:
    with pytest.raises(FieldError, match="return"):
        parse_money("-5", "USD")
    for typed in ("-5", "−5", "5-", "(5)", "-$5", "$-5", "－5"):
        assert parse_money(typed, "USD", allow_negative=True) == -500


def test_another_currencys_sign_is_refused_rather_than_converted() -> None:
    with pytest.raises(FieldError, match="counts in USD"):
        parse_money("€5", "USD")


@given(st.integers(-999_999_999_999, 999_999_999_999), st.sampled_from(["USD", "CNY", "PLN", "CHF", "EUR"]))
def test_what_we_print_can_be_typed_back(cents: int, currency: str) -> None:
    for code in ("en", "zh_CN"):
        with language(code):
            assert parse_money(format_money(cents, currency), currency, allow_negative=True) == cents
            assert parse_money(format_amount(cents, currency), currency, allow_negative=True) == cents


@given(st.text(max_size=12))
def test_whatever_is_typed_ends_in_an_amount_or_a_sentence(typed: str) -> None:
    try:
        cents = parse_money(typed, "EUR", allow_negative=True)
    except FieldError:
        return
    assert abs(cents) <= 999_999_999_999


@pytest.mark.parametrize(
    ("cents", "currency", "code", "written"),
    [
        (123456, "USD", "en", "$1,234.56"),
        (-123456, "CNY", "zh_CN", "-¥1,234.56"),
        (123456, "CNY", "en", "¥1,234.56"),
        (5, "USD", "en", "$0.05"),
        (1234, "JPY", "en", "¥1,234"),
        (1234, "KWD", "en", "KWD\u00a01.234"),
        (123456, "PLN", "en", "zł\u00a01,234.56"),
        (0, "EUR", "zh_CN", "€0.00"),
    ],
)
def test_money_is_written_with_the_shops_sign(cents: int, currency: str, code: str, written: str) -> None:
    assert format_money(cents, currency, code) == written


def test_an_amount_without_sign_is_for_columns() -> None:
    assert format_amount(-123456, "USD", "en") == "-1,234.56"


def test_money_and_days_are_written_without_loading_babel() -> None:
    code = (
        "import sys, datetime, model.money, model.days_in_words as days\n"
        "for language in ('en', 'zh_CN'):\n"
        "    for currency in ('USD', 'EUR', 'GBP', 'CNY', 'PLN'):\n"
        "        model.money.format_money(-123_450, currency, language)\n"
        "    days.format_day(datetime.date(2016, 11, 8), 'long', language)\n"
        "sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_amounts_are_written_as_everywhere_else(code: str) -> None:
    for currency in sorted(list_currencies()):
        sign, places = symbol(currency, code), decimals(currency)
        for cents in (0, 7, 123_456_789, -123_456):
            amount = Decimal(cents).scaleb(-places)
            spaced = sign + "\u00a0" if sign[-1].isalpha() else sign
            pattern = "¤#,##0" + ("." + "0" * places if places else "")
            babels = format_currency(amount, currency, pattern, locale=code, currency_digits=False).replace(
                get_currency_symbol(currency, code), spaced
            )
            assert format_money(cents, currency, code) == babels
    locale = Locale.parse(code)
    assert (locale.currency_formats["standard"].prefix[0], get_minus_sign_symbol(locale)) == ("¤", "-")


@pytest.mark.parametrize(
    ("cents", "currency", "shown"),
    [
        (123_456, "EUR", "€1,235"),
        (-123_449, "EUR", "-€1,234"),
        (999, "EUR", "€9.99"),
        (1_000, "EUR", "€10"),
        (-30, "EUR", "-€0.30"),
        (0, "EUR", "€0.00"),
        (1_234_567, "JPY", "¥1,234,567"),
        (12_345_678, "KWD", "KWD\u00a012,346"),
    ],
)
def test_large_amounts_are_told_in_whole_units(cents: int, currency: str, shown: str) -> None:
    assert format_round_money(cents, currency, "en") == shown


def test_a_scale_has_small_change_only_where_it_stands_on_some() -> None:
    assert [format_money_tick(cents, "GBP", "en") for cents in (0, 500.0, 1000, -500)] == [
        "0",
        "£5",
        "£10",
        "-£5",
    ]
    assert [format_money_tick(cents, "GBP", "en") for cents in (250, 500, 50)] == ["£2.50", "£5", "£0.50"]
    assert format_money_tick(500, "JPY", "en") == "¥500"
