"""What customers are worth in words: no more exact than it is known, and nothing said that the model cannot know."""

from datetime import date
from typing import Any

import pytest

from model.value import in_words
from model.value.whole_book import WholeBook
from model.value.whole_book_words import whole_book_in_words
from model.value.worth import Worth

TODAY = date(2026, 3, 12)


def worth(**fields: Any) -> Worth:
    values: dict[str, Any] = {
        "buying_days": 4,
        "last_on": date(2026, 1, 11),
        "alive": 0.86,
        "purchases": 3.7,
    }
    return Worth(customer_id=1, on=TODAY, **(values | fields))


def whole(**fields: Any) -> WholeBook:
    values: dict[str, Any] = {
        "customers": 300,
        "alive": 200.0,
        "coming_year_cents": 8_412_345,
        "low_cents": 7_754_321,
        "high_cents": 9_098_765,
        "three_years_cents": 19_012_345,
        "three_years_low_cents": 17_000_000,
        "three_years_high_cents": 21_000_000,
        "rough": False,
    }
    return WholeBook(**(values | fields))


def test_the_whole_book_is_told_in_digits_that_mean_something() -> None:
    assert whole_book_in_words(whole(), "USD") == (
        "In the coming 12 months your customers will probably bring $84,100 of profit: four times in five between"
        " $77,500 and $91,000. In the coming three years together: about $190,000."
    )
    assert "will probably buy for $84,100: " in whole_book_in_words(whole(), "USD", is_revenue=True)
    assert "Nobody has bought" in whole_book_in_words(whole(customers=0), "USD")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "86%"),
        ({"alive": 0.9999}, "over 99%"),
        ({"alive": 0.0001}, "under 1%"),
        # The model holds whoever bought once for a customer for ever: nobody is told that.
        ({"alive": 1.0, "buying_days": 1}, "Bought once"),
        ({"alive": 0.0, "buying_days": 0}, "Not yet one"),
        ({"gone": True}, "Has left"),
        ({"rough": True, "alive": 1.0}, "Still comes"),
        ({"rough": True, "alive": 0.5}, "Perhaps"),
        ({"rough": True, "alive": 0.1}, "Hardly"),
    ],
)
def test_the_chance_still_to_be_a_customer_is_told_as_far_as_it_is_known(
    fields: dict[str, object], words: str
) -> None:
    assert in_words.alive(worth(**fields)) == words


def test_the_rhythm_is_the_customer_s_own() -> None:
    assert in_words.rhythm(worth(rhythm_days=34.2)) == "Comes every 34 days, today is day 60"
    assert "Bought last 60 days ago" in in_words.rhythm(worth(rhythm_days=None, buying_days=2))
    assert in_words.rhythm(worth(last_on=None)) == "Has not bought anything yet"


def test_parts_add_up_to_what_is_told_and_nothing_is_told_of_what_is_nothing() -> None:
    one = worth(
        sold_cents=100_000,
        returned_cents=10_000,
        known_cents=30_000,
        estimated_cents=5_000,
        complaints_cents=1_500,
        gifts_cents=400,
        current_cents=33_100,
    )
    parts = in_words.current_parts(one, "EUR")
    assert [(part.name, part.cents) for part in parts] == [
        ("Profit", 30_000),
        ("Profit, estimated", 5_000),
        ("Complaints", -1_500),
        ("Gifts", -400),
    ]
    assert sum(part.cents for part in parts) == one.current_cents
    assert parts[0].remark == "bought for €1,000.00, €100.00 of it brought back"
    assert in_words.current_parts(worth(), "EUR") == [
        in_words.Part("Profit", 0, "nothing bought in 12 months")
    ]


def test_where_no_cost_is_known_revenue_is_called_revenue() -> None:
    one = worth(sold_cents=9_000, estimated_cents=9_000, is_revenue=True)
    assert in_words.current_parts(one, "EUR") == [in_words.Part("Revenue", 9_000, "bought for €90.00")]


def test_what_may_come_names_its_parts_and_what_the_owner_knows() -> None:
    one = worth(stars=3, share_percent=20.0, forecast_cents=20_000, stars_cents=15_000, need_cents=2_000)
    assert in_words.potential_parts(one) == [
        in_words.Part("From their own history", 20_000, "about 4 purchases a year"),
        in_words.Part("How promising", 15_000, "3 stars: 75% of it, or of a usual customer"),
        in_words.Part("What they still buy elsewhere", 2_000, "counting on winning a fifth of it"),
    ]
    assert in_words.between(worth(low_cents=12_345, high_cents=48_765), "EUR") == (
        "probably between €123 and €488"
    )
    assert in_words.expected(worth(purchases=0.2)) == "hardly a purchase a year"


def test_nothing_is_told_for_certain_that_is_only_very_likely() -> None:
    assert [in_words.chance(part) for part in (1.0, 0.996, 0.99, 0.864, 0.01, 0.004, 0.0)] == [
        "over 99%",
        "over 99%",
        "99%",
        "86%",
        "1%",
        "under 1%",
        "under 1%",
    ]


def test_what_may_be_a_loss_is_told_in_whole_units() -> None:
    assert in_words.range_of(worth(low_cents=-3412, high_cents=154_221), "USD") == "-$34 to $1,540"
    assert in_words.range_of(worth(low_cents=-12, high_cents=714), "USD") == "$0 to $7"


def test_a_pace_that_would_be_a_percentage_of_nothing_has_no_words() -> None:
    assert in_words.pace(1.13).startswith("+13%")
    assert in_words.pace(0.996) == ""
