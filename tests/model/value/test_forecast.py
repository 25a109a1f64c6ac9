"""What is forecast, held against customers who do as the models say, and against any book there may be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.value.buying import Buying
from model.value.forecast import LEAST_REPEAT_BUYERS, Model, fit_book
from tests.model.value.chance_shop import ON, ChanceShop, chance_shop

SHOPS = {
    "most come once": chance_shop(6000, r=0.25, alpha=4.4, a=0.8, b=2.4),
    "regulars": chance_shop(6000, r=2.0, alpha=20, a=0.3, b=5, p=2, q=3, v=5000, seed=2),
}


@pytest.fixture(scope="module")
def models() -> dict[str, Model]:
    return {name: fit_book(shop.buying) for name, shop in SHOPS.items()}


@pytest.mark.parametrize("name", SHOPS)
def test_the_truth_lies_between_the_bounds_of_four_customers_in_five(
    models: dict[str, Model], name: str
) -> None:
    shop = SHOPS[name]
    forecast = models[name].forecast(shop.buying)
    low, high = forecast.bounds()
    came = (shop.coming_cents >= low) & (shop.coming_cents <= high)
    for some in (shop.repeats == 0, shop.repeats > 3, forecast.alive > 0.9, forecast.alive < 0.5):
        assert some.sum() > 300
        assert 0.75 < came[some].mean() < 0.93
    assert 0.75 < came.mean() < 0.9
    regular = low > 0
    if regular.sum() > 300:
        assert (shop.coming_cents[regular] < low[regular]).mean() == pytest.approx(0.1, abs=0.03)
        assert (shop.coming_cents[regular] > high[regular]).mean() == pytest.approx(0.1, abs=0.03)


@pytest.mark.parametrize("name", SHOPS)
def test_whoever_is_said_to_come_at_all_comes_as_often_as_said(models: dict[str, Model], name: str) -> None:
    shop = SHOPS[name]
    forecast = models[name].forecast(shop.buying)
    for least, most in ((0.0, 0.3), (0.3, 0.6), (0.6, 0.9), (0.9, 1.0)):
        some = (forecast.comes >= least) & (forecast.comes < most)
        if some.sum() > 200:
            assert (shop.coming_days[some] > 0).mean() == pytest.approx(forecast.comes[some].mean(), abs=0.05)
    assert (forecast.comes <= forecast.alive).all()
    once = shop.repeats == 0
    assert (forecast.alive[once] == 1).all()
    assert forecast.comes[once].min() < 0.9


@pytest.mark.parametrize("name", SHOPS)
def test_a_forecast_of_many_is_right_in_sum(models: dict[str, Model], name: str) -> None:
    shop = SHOPS[name]
    forecast = models[name].forecast(shop.buying)
    assert forecast.purchases.sum() == pytest.approx(shop.coming_days.sum(), rel=0.06)
    assert forecast.revenue_cents.sum() == pytest.approx(shop.coming_cents.sum(), rel=0.08)


def test_the_truth_of_a_whole_shop_lies_between_its_bounds_four_times_in_five() -> None:
    within = 0
    for seed in range(16):
        shop = chance_shop(250, r=1.0, seed=1000 + seed)
        total = fit_book(shop.buying).forecast(shop.buying).total()
        within += total.low_cents <= shop.coming_cents.sum() <= total.high_cents
    assert within >= 9  # 13 are meant; fewer than 9 would happen once in two hundred such tests


def test_a_total_counts_whom_and_how_much_it_is_told(models: dict[str, Model]) -> None:
    forecast = models["regulars"].forecast(SHOPS["regulars"].buying)
    some = np.arange(100)
    half = forecast.total(some, 0.5)
    assert half.expected_cents == pytest.approx(forecast.revenue_cents[:100].sum() / 2)
    assert half.low_cents < half.expected_cents < half.high_cents
    # Luck evens out among many: together they are surer than the sum of their bounds.
    everybody = forecast.total()
    apart = float(np.subtract(*forecast.bounds()[::-1]).sum())
    assert everybody.high_cents - everybody.low_cents < apart / 5
    mask = np.zeros(len(forecast.alive), dtype=bool)
    mask[:100] = True
    assert forecast.total(mask, np.full(len(mask), 0.5)) == half


def test_three_years_bring_more_than_one_and_less_than_three_times_as_much(models: dict[str, Model]) -> None:
    for name, shop in SHOPS.items():
        one, three = (models[name].forecast(shop.buying, days) for days in (365, 1095))
        assert (three.purchases > one.purchases).all()
        assert (three.purchases < 3 * one.purchases).all()
        assert (three.alive == one.alive).all()


def test_the_same_book_is_told_the_same_twice(models: dict[str, Model]) -> None:
    again = fit_book(SHOPS["regulars"].buying).forecast(SHOPS["regulars"].buying)
    once = models["regulars"].forecast(SHOPS["regulars"].buying)
    assert np.array_equal(again.bounds(), once.bounds())


def test_a_forecast_of_some_is_what_it_is_among_all(models: dict[str, Model]) -> None:
    model, buying = models["regulars"], SHOPS["regulars"].buying
    everybody, some = model.forecast(buying), model.forecast(buying.only(np.arange(40, 80)))
    np.testing.assert_allclose(some.revenue_cents, everybody.revenue_cents[40:80], rtol=1e-12)
    for of_some, of_all in zip(some.bounds(), everybody.bounds(), strict=True):
        np.testing.assert_allclose(of_some, of_all[40:80], rtol=1e-12)


def few(shop: ChanceShop, repeat_buyers: int) -> Buying:
    """The first customers of a shop, so many that this number of them came back."""
    return shop.buying.only(
        np.arange(int(np.flatnonzero(np.cumsum(shop.repeats > 0) == repeat_buyers)[0]) + 1)
    )


def test_below_thirty_repeat_buyers_it_is_rough() -> None:
    shop = SHOPS["regulars"]
    assert fit_book(few(shop, LEAST_REPEAT_BUYERS - 1)).rough
    model = fit_book(few(shop, LEAST_REPEAT_BUYERS))
    assert not model.rough
    assert model.repeat_buyers == LEAST_REPEAT_BUYERS


def test_a_rough_forecast_goes_by_the_rhythm_and_fades_after_two_of_them() -> None:
    on, weekly = ON.toordinal(), np.array([0, 7, 14, 21, 100])
    last = on - weekly
    thing = np.full(5, 1, dtype=np.int64)
    buying = Buying(
        ON,
        np.arange(5),
        last - 70,
        last,
        10 * thing,
        11000 * thing,
        0 * thing,
        0 * thing,
        10000 * thing,
        0 * thing,
    )
    model = fit_book(buying)
    forecast = model.forecast(buying)
    assert model.rough
    assert forecast.alive.tolist() == [1, 1, 1, 0.5, pytest.approx(0, abs=1e-3)]
    assert forecast.mean_cents == pytest.approx(1000, rel=0.02)
    assert 30 < forecast.purchases[0] < 365 / 7
    assert (np.diff(forecast.purchases) < 0).all()


@pytest.mark.parametrize("kind", [{"r": 0.25, "alpha": 4.4}, {"r": 2.0, "alpha": 20, "a": 0.3, "b": 5}, {}])
def test_in_tiny_shops_the_plain_rhythm_is_right_about_all_of_them_together(kind: dict[str, float]) -> None:
    foretold, came, inside = 0.0, 0, []
    for seed in range(40):
        shop = chance_shop(18, seed=7000 + seed, **kind)
        model = fit_book(shop.buying)
        assert model.rough
        forecast = model.forecast(shop.buying)
        foretold, came = foretold + forecast.purchases.sum(), came + shop.coming_days.sum()
        low, high = forecast.bounds()
        inside.append(((low <= shop.coming_cents) & (shop.coming_cents <= high)).mean())
    assert 0.75 < foretold / came < 1.3
    assert 0.72 < np.mean(inside) < 0.93


def test_of_a_rough_forecast_three_years_are_less_than_three_times_one() -> None:
    shop = chance_shop(18, seed=7000)
    model = fit_book(shop.buying)
    one, three = (model.forecast(shop.buying, days) for days in (365, 1095))
    assert (three.purchases < 2.9 * one.purchases).all()
    assert (three.purchases >= one.purchases).all()


@st.composite
def any_buying(draw: st.DrawFn) -> Buying:
    """Whatever a small book may hold: returns that outweigh sales, one day, decades, all alike."""
    customers = draw(st.integers(0, 60))
    alike = draw(st.booleans())
    rows: list[tuple[int, int, int, int, int]] = []
    for _customer in range(customers):
        if rows and alike:
            rows.append(rows[0])
            continue
        age = draw(st.integers(0, 9000))
        last = draw(st.integers(0, age))
        repeats = draw(st.integers(1, last)) if last else 0
        sold = draw(st.integers(-(10**9), 10**12))
        later = draw(st.integers(-(10**9), 10**12)) if repeats else 0
        rows.append((age, last, repeats, sold, later))
    age_days, last_days, x, sold_cents, later_cents = (
        np.array(column, dtype=np.int64) for column in (zip(*rows, strict=True) if rows else [()] * 5)
    )
    first = ON.toordinal() - age_days
    nothing = np.zeros(customers, dtype=np.int64)
    return Buying(
        ON,
        np.arange(customers),
        first,
        first + last_days,
        x,
        sold_cents,
        nothing,
        nothing,
        later_cents,
        nothing,
    )


@given(any_buying(), st.sampled_from([30, 365, 1095]))
@settings(max_examples=15)
def test_any_book_is_told_something_sensible(buying: Buying, days: int) -> None:
    forecast = fit_book(buying).forecast(buying, days)
    low, high = forecast.bounds()
    for numbers in (
        forecast.alive,
        forecast.purchases,
        forecast.mean_cents,
        low,
        high,
        forecast.deviation_cents,
        forecast.squares,
    ):
        assert np.isfinite(numbers).all()
        assert (numbers >= 0).all()
    assert (forecast.alive <= 1).all()
    assert (forecast.purchases <= days + 1e-6).all() or not fit_book(buying).rough
    assert (low <= forecast.revenue_cents).all()
    assert (forecast.revenue_cents <= high).all()
    total = forecast.total()
    assert np.isfinite([total.low_cents, total.high_cents]).all()
    assert total.low_cents <= total.expected_cents <= total.high_cents


def test_an_empty_book_forecasts_nothing() -> None:
    nobody = chance_shop(3).buying.only(np.zeros(0, dtype=np.int64))
    model = fit_book(nobody)
    assert model.rough
    assert model.forecast(nobody).total().expected_cents == 0
