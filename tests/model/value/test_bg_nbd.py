"""How often customers buy: what is fitted, and what is said where nothing can be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.value import priors
from model.value.arrays import Floats, Ints
from model.value.bg_nbd import BgNbd, Doubt, Likelihood, covariance_of, fit
from tests.model.value.chance_shop import chance_shop

Seen = tuple[Ints, Floats, Floats]


def seen(*customers: tuple[int, float, float]) -> Seen:
    """Customers as (repeats, recency, age)."""
    repeats, recency, age = zip(*customers, strict=True)
    return np.array(repeats, dtype=np.int64), np.array(recency, float), np.array(age, float)


@st.composite
def any_book(draw: st.DrawFn, most: int = 12) -> Seen:
    """Whatever customers a small book may hold, the absurd ones too."""
    customers = []
    for _customer in range(draw(st.integers(1, most))):
        days = draw(st.integers(0, 4000))
        last = draw(st.integers(0, days))
        customers.append((draw(st.integers(1, last)) if last else 0, last / 7, days / 7))
    return seen(*customers)


@given(any_book(), st.lists(st.floats(-4, 4), min_size=4, max_size=4))
def test_the_slope_is_that_of_the_likelihood(book: Seen, somewhere: list[float]) -> None:
    likelihood, place, step = Likelihood(*book), np.array(somewhere), 1e-5
    measured = [
        (likelihood(place + step * axis)[0] - likelihood(place - step * axis)[0]) / (2 * step)
        for axis in np.eye(4)
    ]
    height, slope = likelihood(place)
    np.testing.assert_allclose(slope, measured, rtol=1e-5, atol=1e-5 * max(1.0, abs(height)))


@given(any_book())
@settings(max_examples=12)
def test_no_book_is_too_strange_for_an_answer(book: Seen) -> None:
    for found in (fit(*book), fit(*book, prior=priors.of_buying(book[0], book[2]))):
        numbers = (found.r, found.alpha, found.a, found.b, found.log_likelihood)
        assert np.isfinite(numbers).all()
        assert min(numbers[:4]) > 0
        alive, coming = found.alive(*book), found.expected(52, *book)
        assert ((alive >= 0) & (alive <= 1)).all()
        assert np.isfinite(coming).all()
        assert (coming >= -1e-6).all()
    assert np.isfinite(covariance_of(found, *book, prior=priors.of_buying(book[0], book[2]))).all()


def test_parameters_of_a_shop_of_chance_are_found_again() -> None:
    true = {"r": 0.6, "alpha": 7.0, "a": 0.9, "b": 2.7}
    shop = chance_shop(6000, **true)  # type: ignore[arg-type]
    found = fit(shop.repeats, shop.recency, shop.age)
    assert found.doubt is None
    off = found.place - np.log(list(true.values()))
    spread = covariance_of(found, shop.repeats, shop.recency, shop.age)
    # What lies farther out happens to one sample in ten thousand.
    assert off @ np.linalg.solve(spread, off) < 23.5
    assert np.sqrt(np.diag(spread)).max() < 0.2
    assert found.expected(365 / 7, shop.repeats, shop.recency, shop.age).sum() == pytest.approx(
        shop.coming_days.sum(), rel=0.05
    )


def test_nothing_nearby_is_more_likely_than_what_was_found() -> None:
    shop = chance_shop(800, seed=2)
    likelihood = Likelihood(shop.repeats, shop.recency, shop.age)
    found = fit(shop.repeats, shop.recency, shop.age)
    assert -likelihood(found.place)[0] == pytest.approx(found.log_likelihood)
    for axis in np.vstack((np.eye(4), -np.eye(4))):
        assert likelihood(found.place + 0.01 * axis)[0] > -found.log_likelihood


def test_a_large_book_is_fitted_as_a_small_one_though_a_sample_shows_the_way() -> None:
    shop = chance_shop(2100, seed=3)
    once = fit(shop.repeats, shop.recency, shop.age)
    tenfold = fit(np.tile(shop.repeats, 10), np.tile(shop.recency, 10), np.tile(shop.age, 10))
    np.testing.assert_allclose(tenfold.place, once.place, atol=1e-4)
    assert tenfold.log_likelihood == pytest.approx(10 * once.log_likelihood)


def test_a_book_in_which_nobody_came_back_says_so() -> None:
    assert fit(*seen((0, 0, 20), (0, 0, 3))).doubt is Doubt.NOBODY_CAME_BACK


def test_a_book_of_one_day_says_so() -> None:
    assert fit(*seen((0, 0, 0), (0, 0, 0))).doubt is Doubt.ONE_DAY


def test_customers_like_clockwork_who_never_stop_are_more_than_the_model_can_tell() -> None:
    clockwork = seen(*[(51, 51, 52)] * 40)
    found = fit(*clockwork)
    assert found.doubt is Doubt.RUNS_AWAY
    assert found.expected(52, *clockwork)[0] == pytest.approx(51, rel=0.01)


def test_one_customer_tells_too_little() -> None:
    assert fit(*seen((3, 10, 20))).doubt is Doubt.RUNS_AWAY


MODEL = BgNbd(0.5, 8.0, 0.8, 3.0, 0.0)


def test_whoever_is_silent_for_long_is_less_likely_a_customer_and_sooner_so_if_they_came_often() -> None:
    silent = seen(*[(5, 10, 10 + weeks) for weeks in range(0, 200, 10)])
    alive = MODEL.alive(*silent)
    assert (np.diff(alive) < 0).all()
    often = seen(*[(20, 10, 10 + weeks) for weeks in range(10, 200, 10)])
    assert (MODEL.alive(*often) < alive[1:]).all()


def test_thousands_of_purchases_overflow_nothing() -> None:
    crowd = seen((5000, 1500, 1500), (5000, 10, 1500), (9000, 1500, 1500.1))
    with np.errstate(all="raise", under="ignore"):
        alive, coming = MODEL.alive(*crowd), MODEL.expected(52, *crowd)
    assert alive[1] == pytest.approx(0, abs=1e-200)
    assert alive[0] == pytest.approx(1, abs=0.001)
    assert coming[0] == pytest.approx(5000 * 52 / 1508, rel=0.05)


def test_the_longer_the_time_the_more_is_expected() -> None:
    shop = chance_shop(50, seed=5)
    months = [MODEL.expected(weeks, shop.repeats, shop.recency, shop.age) for weeks in (4, 13, 52, 156)]
    assert (np.diff(months, axis=0) > 0).all()
