"""How often somebody will come back, held against the model itself."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from model.value.coming_back import expected_if_alive


def added_up(r: float, alpha: float, a: float, b: float, weeks: float, x: int, age: float) -> float:
    """The same mean from the chances of one, two, three … buying days: a rate of a gamma distribution gives a
    negative binomial number of them, a chance to stop of a beta distribution ends it, and neither knows the other."""
    share = weeks / (alpha + age + weeks)
    times, shape = weeks / (alpha + age), r + x
    n = np.arange(200 + int(2 * shape * times + 40 * (1 + shape**0.5) * times))
    ways = np.concatenate(([0.0], np.cumsum(np.log((shape + n[:-1]) / (n[:-1] + 1)))))
    so_many = np.exp(ways + n * np.log(share) + shape * np.log1p(-share))
    more_than = np.cumsum(so_many[::-1])[::-1] - so_many
    goes_on = np.concatenate(([0.0], np.cumsum(np.log((b + x + n[:-1]) / (a + b + x + n[:-1])))))
    return float(more_than @ np.exp(goes_on))


def came(r: float, alpha: float, a: float, b: float, weeks: float, x: int, age: float) -> float:
    return float(expected_if_alive(r, alpha, a, b, weeks, np.array([x]), np.array([age]))[0])


@given(
    st.floats(0.05, 60),
    st.floats(0.05, 300),
    st.floats(0.01, 60),
    st.floats(0.01, 60),
    st.sampled_from([1.0, 13.0, 52.0, 156.0]),
    st.integers(0, 400),
    st.floats(0, 500),
)
@example(0.243, 4.414, 1.0, 2.426, 39.0, 2, 38.86)  # the published formula divides by nothing here
@example(0.243, 4.414, 0.4, 0.6, 39.0, 0, 38.86)  # and here
@example(0.3, 0.1, 0.8, 0.05, 156.0, 0, 0.0)
@example(50.0, 10.0, 1.2, 1.5, 52.0, 0, 0.0)
def test_the_mean_is_that_of_all_that_may_happen(
    r: float, alpha: float, a: float, b: float, weeks: float, x: int, age: float
) -> None:
    if (r + x) * weeks / (alpha + age) < 5000:
        truth = added_up(r, alpha, a, b, weeks, x, age)
        assert came(r, alpha, a, b, weeks, x, age) == pytest.approx(truth, rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("a", [0.999999, 1.0, 1.000001])
def test_a_chance_parameter_of_one_is_nothing_special(a: float) -> None:
    assert came(0.243, 4.414, a, 2.426, 39, 2, 38.86) == pytest.approx(
        came(0.243, 4.414, 1.0, 2.426, 39, 2, 38.86), rel=1e-5
    )


@given(
    st.floats(-9, 13),
    st.floats(-9, 13),
    st.floats(-12, 13),
    st.floats(-12, 13),
    st.integers(0, 9000),
    st.floats(0, 4000),
)
def test_no_parameters_lead_to_what_is_no_number(
    log_r: float, log_alpha: float, log_a: float, log_b: float, x: int, age: float
) -> None:
    r, alpha, a, b = np.exp([log_r, log_alpha, log_a, log_b])
    most = (r + x) * 52 / (alpha + age)
    assert -1e-6 * max(most, 1) <= came(r, alpha, a, b, 52, x, age) <= most * (1 + 1e-6)


def test_nobody_is_asked_about() -> None:
    assert expected_if_alive(1, 1, 1, 1, 52, np.zeros(0, dtype=np.int64), np.zeros(0)).shape == (0,)
