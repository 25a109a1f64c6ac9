"""What is held likely beforehand matters to small books only."""

import numpy as np
import pytest

from model.value import bg_nbd, gamma_gamma, priors
from tests.model.value.chance_shop import chance_shop


def test_the_slope_of_an_opinion_leads_to_its_centre() -> None:
    opinions = priors.of_buying(np.array([3, 0, 9]), np.array([50.0, 60.0, 70.0]))
    assert opinions(opinions.centre)[0] == pytest.approx(0)
    place, step = np.array([0.3, 2.0, -1.0, 1.5]), 1e-6
    measured = [
        (opinions(place + step * axis)[0] - opinions(place - step * axis)[0]) / (2 * step)
        for axis in np.eye(4)
    ]
    np.testing.assert_allclose(opinions(place)[1], measured, rtol=1e-6)
    r, alpha, a, b = np.exp(opinions.centre)
    assert r / alpha == pytest.approx(12 / 180)  # the book's own rate
    assert a / (a + b) == pytest.approx(1 / 4)


def test_among_thousands_opinions_do_not_show() -> None:
    shop = chance_shop(12_000, seed=7)
    told = bg_nbd.fit(shop.repeats, shop.recency, shop.age)
    held = bg_nbd.fit(shop.repeats, shop.recency, shop.age, prior=priors.of_buying(shop.repeats, shop.age))
    np.testing.assert_allclose(np.exp(held.place - told.place), 1, atol=0.01)
    money = gamma_gamma.fit(shop.repeats, shop.mean_cents)
    opinion = gamma_gamma.fit(
        shop.repeats, shop.mean_cents, prior=priors.of_amounts(), least_q=priors.LEAST_Q
    )
    assert money is not None
    assert opinion is not None
    np.testing.assert_allclose([opinion.p / money.p, opinion.q / money.q, opinion.v / money.v], 1, atol=0.01)


def test_small_books_are_nearer_to_the_truth_with_opinions_than_without() -> None:
    """Forty customers cannot tell seven numbers: the farthest of twenty such books is far off without opinions."""
    off: dict[bool, list[float]] = {True: [], False: []}
    for seed in range(20):
        shop = chance_shop(60, r=0.7, alpha=9, a=0.7, b=2.4, seed=100 + seed)
        for beforehand in (True, False):
            prior = priors.of_buying(shop.repeats, shop.age) if beforehand else None
            found = bg_nbd.fit(shop.repeats, shop.recency, shop.age, prior=prior)
            off[beforehand].append(float(np.abs(found.place - np.log([0.7, 9, 0.7, 2.4])).max()))
    assert max(off[True]) < 2
    assert np.median(off[True]) < np.median(off[False])
    assert max(off[False]) > 4
