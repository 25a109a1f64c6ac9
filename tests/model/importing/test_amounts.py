"""Amounts from other programs: any number of decimals, rounded half away from zero, and openly."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import FieldError
from model.importing.amounts import guess_decimal_mark, round_to_cents


@pytest.mark.parametrize(
    ("text", "cents", "was_rounded"),
    [
        ("261.96", 26196, False),
        ("41.9136", 4191, True),
        ("-383.031", -38303, True),
        ("2.345", 235, True),
        ("-2.345", -235, True),
        ("2.3450000", 235, True),
        ("2.5000", 250, False),
        ("1.2E+03", 120000, False),
        ("12E-1", 120, False),
        ("5e-4", 0, True),
        ("$1,234.505", 123451, True),
        ("-$5.5", -550, False),
        ("¥ 12", 1200, False),
        ("12 元", 1200, False),
        ("(1,234.5)", -123450, False),
        ("１２．５", 1250, False),
        (" 7 ", 700, False),
        (".5", 50, False),
    ],
)
def test_an_imported_amount_is_rounded_and_says_so(text: str, cents: int, was_rounded: bool) -> None:
    assert round_to_cents(text) == (cents, was_rounded)


@pytest.mark.parametrize(
    ("text", "cents"), [("1.234,50", 123450), ("5,5", 550), ("1 234,50 zł", 123450), ("1.234", 123400)]
)
def test_a_file_with_decimal_commas_is_read_with_them(text: str, cents: int) -> None:
    assert round_to_cents(text, decimal_mark=",") == (cents, False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "abc",
        "nan",
        "inf",
        "1_0",
        "1,5",
        "12 kg",
        "2 pcs",
        "1.2.3",
        "1e400",
        "99999999999",
        "9" * 5000,
        "\x00",
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(FieldError):
        round_to_cents(text)


def test_a_currency_without_decimals_rounds_to_whole_units() -> None:
    assert round_to_cents("1234.5", decimals=0) == (1235, True)


@given(st.decimals(-999_999, 999_999, places=6))
def test_rounding_agrees_with_exact_arithmetic(number: Decimal) -> None:
    exact = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert round_to_cents(f"{number:f}") == (int(exact * 100), exact != number)


def test_the_decimal_mark_is_seen_from_the_whole_column() -> None:
    assert guess_decimal_mark(["1.234", "5,50"]) == ","
    assert guess_decimal_mark(["1,234", "5.50"]) == "."
    assert guess_decimal_mark(["1.234.567", "1.234"]) == ","
    assert guess_decimal_mark(["1,234", "12", ""]) == "."
