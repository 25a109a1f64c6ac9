"""The gamma function and its kin, held against what mathematics says of them."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from model.value.special_functions import digamma, log_gamma, rising

EULER = 0.57721566490153286061

numbers = st.floats(1e-6, 1e6)


@given(numbers)
def test_the_logarithm_of_gamma_is_the_standard_librarys(z: float) -> None:
    assert math.isclose(log_gamma(np.array([z]))[0], math.lgamma(z), rel_tol=1e-13, abs_tol=1e-13)


@given(numbers)
def test_one_step_up_multiplies_gamma_by_its_place(z: float) -> None:
    both = np.array([z, z + 1])
    assert math.isclose(np.diff(digamma(both))[0], 1 / z, rel_tol=1e-9, abs_tol=1e-12)


@given(st.floats(0.001, 0.999))
def test_gamma_is_mirrored_at_one_half(z: float) -> None:
    here, there = (np.array([place]) for place in (z, 1 - z))
    turn = math.pi * z
    assert math.isclose(
        (log_gamma(here) + log_gamma(there))[0], math.log(math.pi / math.sin(turn)), abs_tol=1e-12
    )
    assert math.isclose(
        (digamma(there) - digamma(here))[0], math.pi / math.tan(turn), rel_tol=1e-11, abs_tol=1e-11
    )


def test_values_known_by_name() -> None:
    ones = np.array([1.0, 0.5])
    np.testing.assert_allclose(digamma(ones), [-EULER, -EULER - 2 * math.log(2)], rtol=1e-14)
    np.testing.assert_allclose(log_gamma(ones), [0, math.log(math.pi) / 2], atol=1e-14)


@given(st.floats(1e-4, 1e4), st.lists(st.integers(0, 5000), min_size=1, max_size=20))
def test_rising_by_whole_numbers_is_the_difference_of_gammas(z: float, counts: list[int]) -> None:
    risen = rising(z, np.array(counts))
    np.testing.assert_allclose(
        risen.log, [math.lgamma(z + x) - math.lgamma(z) for x in counts], rtol=1e-9, atol=1e-9
    )
    places = np.array(counts, dtype=np.float64) + z
    np.testing.assert_allclose(risen.slope, digamma(places) - digamma(np.array([z])), rtol=1e-9, atol=1e-9)


def test_nothing_rises_by_nothing() -> None:
    assert rising(0.3, np.zeros(0, dtype=np.int64)).log.shape == (0,)
    assert rising(0.3, np.zeros(2, dtype=np.int64)).slope.tolist() == [0, 0]
