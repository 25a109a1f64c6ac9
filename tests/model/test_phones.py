"""One number in all its spellings."""

import random
import subprocess
import sys

import phonenumbers
import pytest

from model.phones import _COUNTRIES, digits, format_phone, is_scientific, several

SPELLINGS = [
    ("020 7946 0958", "GB", "2079460958"),
    ("+44 20 7946 0958", "GB", "2079460958"),
    ("+44 (0)20-7946 0958 ext. 12", "GB", "2079460958"),
    ("0044 20 7946 0958", "GB", "2079460958"),
    ("0044 20 7946 0958", "CN", "2079460958"),
    ("\u00a0020 7946 0958 ", "GB", "2079460958"),
    ("13800138000", "CN", "13800138000"),
    ("+86 138-0013-8000", "CN", "13800138000"),
    ("0086 138 0013 8000", "CN", "13800138000"),
    ("１３８００１３８０００", "CN", "13800138000"),
    ("010-12345678", "CN", "1012345678"),
    ("(212) 555-0100", "US", "2125550100"),
    ("1-212-555-0100", "US", "2125550100"),
    ("1-800-FLOWERS", "US", "8003569377"),
    ("'+573001112233", "US", "3001112233"),
    ("02 1234567", "IT", "021234567"),
    ("8 800 555 35 35", "RU", "8005553535"),
    ("٠٢٠ ٧٩٤٦ ٠٩٥٨", "GB", "2079460958"),
]


@pytest.mark.parametrize(("typed", "region", "same"), SPELLINGS)
def test_spellings_of_a_number_have_the_same_digits(typed: str, region: str, same: str) -> None:
    assert digits(typed, region) == same


@pytest.mark.parametrize(
    ("typed", "left"),
    [("", ""), ("none", ""), ("ask Ann", ""), ("12", "12"), ("#1", "1"), ("00", "00"), ("9" * 40, "9" * 40)],
)
def test_what_is_no_number_gives_the_digits_it_has(typed: str, left: str) -> None:
    assert digits(typed, "GB") == left


@pytest.mark.parametrize("cell", ["4.4E+11", "4,4E+11", "1.38E+10", "8.61E+12", "'4.4e11"])
def test_a_number_that_a_spreadsheet_cut_down_is_told_and_never_matched(cell: str) -> None:
    assert is_scientific(cell)
    assert digits(cell, "GB") == ""


@pytest.mark.parametrize("text", ["44 20 7946", "E11", "1-800-FLOWERS", "4.4", ""])
def test_other_numbers_are_not_taken_for_scientific_ones(text: str) -> None:
    assert not is_scientific(text)


def reference(text: str, region: str) -> str:
    try:
        return phonenumbers.national_significant_number(phonenumbers.parse(text, region))
    except phonenumbers.NumberParseException:
        return phonenumbers.normalize_digits_only(text)


def spelled(dice: random.Random, number: str, region: str) -> str:
    prefix, trunk, _plain = _COUNTRIES[region]
    before = dice.choice(
        ("", trunk, f"+{prefix}", f"+{prefix} ({trunk})", f"00{prefix}", prefix, f"+{prefix}{trunk}")
    )
    cut = dice.randrange(1, len(number))
    return (
        before
        + dice.choice(("", " ", "-"))
        + number[:cut]
        + dice.choice(("", " ", "-", ".", "/", " - "))
        + number[cut:]
    )


@pytest.mark.parametrize("region", sorted(_COUNTRIES))
def test_the_short_way_gives_the_librarys_answer(region: str) -> None:
    dice = random.Random(region)
    for _ in range(3_000):
        number = "".join(dice.choices("0123456789", k=dice.randint(5, 13)))
        typed = spelled(dice, number, region)
        assert digits(typed, region) == reference(typed, region), typed


@pytest.mark.parametrize("region", sorted(_COUNTRIES))
def test_the_short_way_gives_the_librarys_answer_for_every_example_number(region: str) -> None:
    kinds = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE)
    for kind in kinds:
        number = phonenumbers.example_number_for_type(region, kind)
        assert number is not None
        for style in range(3):
            typed = phonenumbers.format_number(number, style)
            assert digits(typed, region) == reference(typed, region) == str(number.national_number)


@pytest.mark.parametrize(
    ("typed", "region", "printed"),
    [
        ("13800138000", "CN", "138 0013 8000"),
        ("+4402079460958", "GB", "020 7946 0958"),
        ("+44 20 7946 0958", "CN", "+44 20 7946 0958"),
        ("ask Ann", "CN", "ask Ann"),
        ("12", "CN", "12"),
    ],
)
def test_a_number_is_printed_as_its_country_does(typed: str, region: str, printed: str) -> None:
    assert format_phone(typed, region) == printed


def test_a_cell_may_hold_several_numbers() -> None:
    assert several("13800138000；13900139000") == ["13800138000", "13900139000"]
    assert several("+573001112233 ::: +573001112244") == ["+573001112233", "+573001112244"]
    assert several("020 7946 0958 / 07700 900123") == ["020 7946 0958", "07700 900123"]
    assert several("07700 900123, ask for Ann") == ["07700 900123, ask for Ann"]
    assert several("") == []


def test_plain_numbers_never_load_the_library() -> None:
    code = (
        "import sys; from model.phones import digits;"
        "[digits(*a) for a in (('13800138000','CN'), ('020 7946 0958','GB'), ('+1 212 555 0100','US'))];"
        "sys.exit('phonenumbers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
