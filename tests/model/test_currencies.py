"""Which currencies the welcome page offers."""

import pytest

from model.currencies import currencies, decimals, symbol


def test_the_likely_currencies_of_a_language_come_first() -> None:
    assert [c.code for c in currencies("zh_CN")][:2] == ["CNY", "HKD"]
    assert [c.code for c in currencies("en")][:3] == ["USD", "EUR", "GBP"]


def test_each_currency_is_offered_once_and_under_its_own_name() -> None:
    offered = currencies("zh_CN")
    assert len({c.code for c in offered}) == len(offered) > 140
    assert next(c.name for c in offered if c.code == "CNY") == "人民币"
    assert "DEM" not in {c.code for c in offered}


@pytest.mark.parametrize(("code", "places"), [("USD", 2), ("JPY", 0), ("KWD", 3)])
def test_a_currency_has_its_own_number_of_decimals(code: str, places: int) -> None:
    assert decimals(code) == places


def test_a_sign_is_short_because_the_shop_has_one_currency() -> None:
    assert [symbol(code, "en") for code in ("CNY", "PLN", "GBP", "CHF")] == ["¥", "zł", "£", "CHF"]
