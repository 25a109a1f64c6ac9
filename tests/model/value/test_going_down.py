"""The way down to the lowest point."""

import math

import numpy as np

from model.value.arrays import Floats
from model.value.curvature import covariance, deviation
from model.value.going_down import lowest


def banana(place: Floats) -> tuple[float, Floats]:
    """Rosenbrock's narrow, bent valley, lowest at (1, 1)."""
    x, y = map(float, place)
    height = (1 - x) ** 2 + 100 * (y - x * x) ** 2
    return height, np.array([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)])


def test_the_end_of_a_bent_valley_is_found() -> None:
    found = lowest(banana, np.array([-1.2, 1.0]))
    assert found.converged
    np.testing.assert_allclose(found.place, [1, 1], atol=1e-6)


def test_a_valley_without_an_end_is_followed_to_the_fence_and_said_so() -> None:
    def slope_down(place: Floats) -> tuple[float, Floats]:
        return (-float(place[0]), -np.ones(1)) if place[0] <= 14 else (math.inf, np.zeros(1))

    found = lowest(slope_down, np.zeros(1))
    assert not found.converged
    assert 10 < found.place[0] <= 14


def test_nobody_ends_above_where_they_began() -> None:
    start = np.array([0.9, 0.8])
    assert lowest(banana, start, np.diag([1e9, -1.0])).height <= banana(start)[0]


def test_how_sure_a_bowl_is_follows_from_how_steep_it_is() -> None:
    steep = np.array([[4.0, 1.0], [1.0, 3.0]])

    def bowl(place: Floats) -> tuple[float, Floats]:
        return float(place @ steep @ place / 2), steep @ place

    spread = covariance(bowl, np.zeros(2))
    np.testing.assert_allclose(spread, np.linalg.inv(steep), rtol=1e-6)
    np.testing.assert_allclose(covariance(bowl, np.zeros(2), 10), spread / 10, rtol=1e-6)
    assert math.isclose(
        deviation(lambda place: float(place.sum()), np.zeros(2), spread) ** 2, spread.sum(), rel_tol=1e-6
    )
