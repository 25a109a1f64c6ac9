"""How much a buying day brings."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.value import priors
from model.value.gamma_gamma import GammaGamma, Likelihood, covariance_of, fit
from tests.model.value.chance_shop import chance_shop


def test_parameters_of_a_shop_of_chance_are_found_again() -> None:
    true = {"p": 5.0, "q": 3.5, "v": 9000.0}
    shop = chance_shop(9000, r=1.0, **true)  # type: ignore[arg-type]
    found = fit(shop.repeats, shop.mean_cents)
    assert found is not None
    assert found.converged
    assert found.customers == (shop.repeats > 0).sum()
    off = np.log([found.p, found.q, found.v]) - np.log(list(true.values()))
    spread = covariance_of(found, shop.repeats, shop.mean_cents)
    # What lies farther out happens to one sample in ten thousand.
    assert off @ np.linalg.solve(spread, off) < 21.1
    assert np.sqrt(np.diag(spread)).max() < 0.2


@given(
    st.lists(st.tuples(st.integers(1, 500), st.floats(0.01, 100)), min_size=1, max_size=10),
    st.lists(st.floats(-3, 3), min_size=3, max_size=3),
    st.sampled_from([0.0, 1.0]),
)
def test_the_slope_is_that_of_the_likelihood(
    customers: list[tuple[int, float]], somewhere: list[float], least_q: float
) -> None:
    repeats, mean = (np.array(column) for column in zip(*customers, strict=True))
    likelihood, place, step = Likelihood(repeats, mean, least_q), np.array(somewhere), 1e-5
    measured = [
        (likelihood(place + step * axis)[0] - likelihood(place - step * axis)[0]) / (2 * step)
        for axis in np.eye(3)
    ]
    height, slope = likelihood(place)
    np.testing.assert_allclose(slope, measured, rtol=1e-5, atol=1e-5 * max(1.0, abs(height)))


def test_cents_or_whole_units_are_the_same_shop() -> None:
    shop = chance_shop(900, seed=4)
    cents, units = (fit(shop.repeats, shop.mean_cents / unit) for unit in (1, 100))
    assert cents is not None
    assert units is not None
    np.testing.assert_allclose([units.p, units.q, 100 * units.v], [cents.p, cents.q, cents.v], rtol=1e-6)


def test_a_large_book_is_fitted_as_a_small_one_though_a_sample_shows_the_way() -> None:
    shop = chance_shop(4000, seed=3)
    once, tenfold = (
        fit(shop.repeats, shop.mean_cents),
        fit(np.tile(shop.repeats, 10), np.tile(shop.mean_cents, 10)),
    )
    assert once is not None
    assert tenfold is not None
    assert tenfold.customers >= 20_000
    np.testing.assert_allclose([tenfold.p, tenfold.q, tenfold.v], [once.p, once.q, once.v], rtol=1e-3)


def test_the_mean_lies_between_the_own_and_everybodys_and_moves_to_the_own_with_each_day() -> None:
    model = GammaGamma(6.0, 4.0, 1500.0, 100)
    days = np.arange(0, 200)
    means = model.mean(days, np.full(200, 9000.0))
    assert means[0] == pytest.approx(3000)
    assert (np.diff(means) > 0).all()
    assert 8900 < means[-1] < 9000


def test_whose_days_came_to_less_than_nothing_brings_little_but_no_less_than_nothing() -> None:
    mean = GammaGamma(6.0, 4.0, 1500.0, 100).mean(np.array([1, 50]), np.array([-70000.0, -1.0]))
    assert 0 < mean[1] < mean[0] < 3000


def test_too_few_who_brought_money_are_no_model() -> None:
    assert fit(np.array([0, 3, 2, 5]), np.array([500.0, 700.0, 0.0, -20.0])) is None


@given(
    st.lists(st.tuples(st.integers(1, 2000), st.floats(0.01, 1e9)), min_size=3, max_size=12),
    st.booleans(),
)
@settings(max_examples=12)
def test_no_book_is_too_strange_for_an_answer(customers: list[tuple[int, float]], beforehand: bool) -> None:
    repeats, mean = (np.array(column) for column in zip(*customers, strict=True))
    found = (
        fit(repeats, mean, prior=priors.of_amounts(), least_q=priors.LEAST_Q)
        if beforehand
        else fit(repeats, mean)
    )
    assert found is not None
    assert np.isfinite([found.p, found.q, found.v]).all()
    expected = found.mean(np.append(repeats, 0), np.append(mean, 0.0))
    assert np.isfinite(expected).all()
    assert (expected >= 0).all()


@pytest.mark.parametrize("seed", [23, 24, 25])
def test_a_shop_in_which_nearly_everybody_spends_alike_is_fitted_too(seed: int) -> None:
    """The heights of so many customers differ in their last digits only, long before the slope is flat."""
    chance, many = np.random.default_rng(seed), 25_000
    days = chance.poisson(9, many) + 1
    own = chance.gamma(100, 1 / 6e5, many)
    mean = np.round(chance.gamma(1.9 * days) / own / days)
    found = fit(days, mean)
    assert found is not None
    assert found.converged
    assert found.p == pytest.approx(1.9, rel=0.05)
    assert 50 < found.q < 200
