"""When not to trust a forecast, and how that is said."""

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest

from model.back_test.checking import BackTest
from model.back_test.in_words import (
    compared_in_words,
    doubts_in_words,
    headline,
    inside_in_words,
    off_in_words,
    seasons_in_words,
    trust_in_words,
    whole,
)
from model.back_test.measures import Errors, Group
from model.back_test.naive import Naive
from model.back_test.round import Round
from model.back_test.seasons import Seasons
from model.back_test.trust import Doubt, Trust, Why, doubts_of, is_crooked, trust_of

TODAY = date(2025, 12, 31)


def doubts(*rounds: Round, repeat_buyers: int = 500, days: int = 1400, silent: int = 0) -> dict[Why, Doubt]:
    """What speaks against a forecast with this past, in a book so many days old."""
    found = doubts_of(
        rounds,
        repeat_buyers=repeat_buyers,
        first_on=TODAY - timedelta(days=days),
        last_on=TODAY - timedelta(days=silent),
        today=TODAY,
    )
    return {doubt.why: doubt for doubt in found}


def off(errors: Errors, by: float) -> Errors:
    """The same forecast, so much too high."""
    return replace(errors, forecast_cents=round(errors.truth_cents * (1 + by)))


@pytest.fixture
def year(found: BackTest) -> Round:
    """A year that was foretold well."""
    return replace(found.rounds[0], ours=off(found.rounds[0].ours, 0.03))


def test_a_forecast_that_came_true_has_nothing_against_it(year: Round) -> None:
    assert doubts(year) == {}
    assert trust_of(()) is Trust.YES


def test_what_is_off_by_a_third_is_not_to_be_relied_on(year: Round) -> None:
    for by in (0.4, -0.4):
        found = doubts(replace(year, ours=off(year.ours, by)))
        assert found[Why.FAR_OFF].number == pytest.approx(by, abs=1e-4)
        assert trust_of(tuple(found.values())) is Trust.NO
    assert Why.FAR_OFF not in doubts(replace(year, ours=off(year.ours, -0.28)))


def test_a_guess_that_was_closer_is_told(year: Round) -> None:
    guess = {**year.naive, Naive.AGAIN: off(year.naive[Naive.AGAIN], 0.02)}
    found = doubts(replace(year, ours=off(year.ours, -0.2), naive=guess))
    assert found[Why.WORSE].number == pytest.approx(-0.2, abs=1e-4)
    assert found[Why.WORSE].other == pytest.approx(0.02, abs=1e-4)
    nearly = doubts(replace(year, ours=off(year.ours, -0.05), naive=guess))
    assert Why.WORSE not in nearly


def test_a_guess_that_was_closer_for_single_customers_is_told_too(year: Round) -> None:
    guess = {**year.naive, Naive.PACE: replace(year.ours, each_cents=1.0, root_cents=1.0)}
    found = doubts(replace(year, naive=guess))
    assert found[Why.WORSE_EACH].naive is Naive.PACE
    assert trust_of(tuple(found.values())) is Trust.CARE


def test_bounds_that_are_too_narrow_or_too_wide_are_told(year: Round) -> None:
    assert Why.NARROW in doubts(replace(year, inside=0.5))
    assert Why.WIDE in doubts(replace(year, inside=0.99))
    assert doubts(replace(year, inside=0.8)) == {}


def test_each_time_too_low_is_a_growing_shop_and_once_is_chance(year: Round) -> None:
    low, high = (replace(year, days=off(year.days, by)) for by in (-0.2, 0.2))
    assert doubts(low, low, low)[Why.DRIFT].number == -1
    assert doubts(high, high)[Why.DRIFT].number == 1
    assert Why.DRIFT not in doubts(low, high, low)
    assert Why.DRIFT not in doubts(low)


def test_what_chance_made_of_the_last_months_is_no_drift(year: Round) -> None:
    # Twenty visits instead of twenty-four are off by a fifth, and quite usual.
    few = replace(year.days, customers=30, forecast_cents=24, truth_cents=20, root_cents=0.9)
    assert Why.DRIFT not in doubts(replace(year, days=few), replace(year, days=few, months=6))
    many = replace(few, customers=3000, forecast_cents=2400, truth_cents=2000)
    assert doubts(replace(year, days=many), replace(year, days=many, months=6))[Why.DRIFT].number == 1


def test_of_few_customers_no_percentage_is_told(year: Round) -> None:
    few = replace(year, inside=2 / 3, ours=replace(year.ours, customers=3))
    assert inside_in_words(few).startswith("2 of 3 customers brought")
    assert inside_in_words(year).endswith("80% should.")


def test_who_cannot_tell_the_good_from_the_others_says_so(year: Round) -> None:
    ours = replace(year.ours, ranking=0.02, top_share=0.21)
    assert doubts(replace(year, ours=ours))[Why.BLIND].number == 0.21
    few = replace(ours, customers=40)
    assert Why.BLIND not in doubts(replace(year, ours=few))


def test_a_book_that_knows_too_little_says_what_is_missing(year: Round) -> None:
    assert doubts(year, repeat_buyers=12)[Why.FEW].number == 12
    assert doubts(year, days=200)[Why.SHORT].number == 200
    assert doubts(days=40)[Why.UNTRIED].number == 40
    assert doubts(year, silent=90)[Why.STALE].number == 90
    assert Why.STALE not in doubts(year, silent=60)


def test_groups_far_from_what_they_should_bring_are_crooked_but_chance_is_not() -> None:
    off_far = Group(50, forecast_cents=10_000, truth_cents=20_000, chance_cents=2_000)
    assert is_crooked(off_far, 100_000, 100_000)
    assert not is_crooked(off_far, 100_000, 200_000)  # All of it was so much too low.
    assert not is_crooked(replace(off_far, chance_cents=6_000), 100_000, 100_000)
    assert not is_crooked(replace(off_far, truth_cents=12_000, chance_cents=0), 100_000, 100_000)


def test_the_gravest_is_told_first(year: Round) -> None:
    told = doubts_of(
        [replace(year, inside=0.5, ours=off(year.ours, -0.5))],
        repeat_buyers=500,
        first_on=TODAY - timedelta(days=900),
        last_on=TODAY,
        today=TODAY,
    )
    assert [doubt.why for doubt in told][:2] == [Why.FAR_OFF, Why.WORSE]
    assert trust_of(told[2:]) is Trust.CARE


def test_every_doubt_is_a_plain_sentence(found: BackTest) -> None:
    every = tuple(
        Doubt(why, number, 0.06, Naive.PACE)
        for why in Why
        for number in (0.4, -1.0, 3.0)
        if not (why is Why.DRIFT and number == 0.4)
    )
    sentences = doubts_in_words(replace(found, doubts=every), "EUR")
    assert len(sentences) == len(every)
    for sentence in sentences:
        assert sentence.endswith(".")
        assert not {"nan", "None", "BG/NBD", "model", "parameter"} & set(sentence.replace(",", " ").split())
    nothing = replace(found, doubts=(Doubt(Why.FAR_OFF, math.nan),))
    assert doubts_in_words(nothing, "EUR") == ["Nothing was earned lately, so no forecast could come true."]


def test_a_growing_shop_is_told_what_comes_if_it_goes_on_so(found: BackTest) -> None:
    coming = replace(found.coming, as_lately_cents=12_345_600)
    (sentence,) = doubts_in_words(replace(found, coming=coming, doubts=(Doubt(Why.DRIFT, -1),)), "EUR")
    assert sentence.endswith("If it is off as it was lately, the coming year brings €123,000.")


def test_all_is_well_in_a_few_words(found: BackTest, year: Round) -> None:
    good = replace(found, rounds=(year, *found.rounds[1:]), doubts=())
    assert headline(good, "EUR").startswith("In the coming 12 months your customers will probably ")
    assert trust_in_words(good.trust) == "You can reckon with this forecast."
    assert "In total" not in compared_in_words(year, "EUR")
    assert "off by" in compared_in_words(year, "EUR")


@pytest.mark.parametrize(
    ("forecast", "truth", "words"),
    [
        (106, 100, "6% too high"),
        (94, 100, "6% too low"),
        (1_001, 1_000, "right to the percent"),
        (250, 100, "2.5 times what came"),
        (100, 0, "cannot be told"),
        (100, -5, "cannot be told"),
    ],
)
def test_how_far_off_is_told_in_words(forecast: int, truth: int, words: str) -> None:
    assert off_in_words(Errors(1, forecast, truth, 0, 0, 0, 0)) == words


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (0, "0"),
        (49, "0"),
        (-49, "0"),
        (51, "€1"),
        (123_456, "€1,230"),
        (-9_876_543, "-€98,800"),
        (1_234, "€12"),
        (550, "€6"),
    ],
)
def test_nobody_foretells_small_change(cents: int, words: str) -> None:
    assert whole(cents, "EUR") == words


def test_what_is_known_of_the_seasons_is_said(found: BackTest) -> None:
    known = Seasons(known=True)
    strong = Seasons((0.5, *[1.0] * 10, 1.5), known=True)
    told = {seasons_in_words(replace(found, seasons=one)) for one in (Seasons(), known, strong)}
    assert len(told) == 3
