"""How far the margins of single days stray, and what that makes of the bounds of a profit."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.book import Book
from model.value.appraisal import Appraisal, appraise
from model.value.arrays import Floats
from model.value.forecast import fit_book
from model.value.scatter import LEAST_DAYS, Scatter
from tests.makers import make_book
from tests.model.back_test import simulated_shop
from tests.model.value.chance_shop import chance_shop

MARGIN = 0.25


def margins_of_days(chance: np.random.Generator, days: int) -> Floats:
    """On most days more than half is left, on two in five the goods go under their cost: a quarter on average."""
    return np.where(chance.random(days) < 0.4, -0.2, 0.55) + np.where(chance.random(days) < 0.5, 0.05, -0.05)


def straying() -> Scatter:
    many = margins_of_days(np.random.default_rng(9), 60_000)
    strays = np.sort(many - many.mean())[150::300]
    return Scatter(strays - strays.mean(), float(strays.std()))


@pytest.mark.parametrize("p", [0.6, 6.0])
def test_the_profit_of_four_customers_in_five_lies_between_its_bounds(p: float) -> None:
    chance = np.random.default_rng(3)
    shop = chance_shop(5000, r=1.5, alpha=14, a=0.4, b=4, p=p, q=4, v=6000, seed=5)
    scatter = straying()
    profit = np.zeros(len(shop.coming_days))
    for row in np.flatnonzero(shop.coming_days):
        days = int(shop.coming_days[row])
        parts = chance.dirichlet(np.full(days, p)) * shop.coming_cents[row]
        profit[row] = parts @ (MARGIN + scatter.strays[chance.integers(len(scatter.strays), size=days)])
    forecast = fit_book(shop.buying).forecast(shop.buying)
    low, high = forecast.bounds(MARGIN, scatter)
    inside = (low <= profit) & (profit <= high)
    for some in (shop.repeats == 0, shop.repeats > 3, forecast.alive > 0.9, forecast.alive < 0.5):
        assert 0.75 < inside[some].mean() < 0.95
    assert 0.77 < inside.mean() < 0.88
    assert (low < 0).any()
    without_low, without_high = forecast.bounds(MARGIN)
    blind = (without_low <= profit) & (profit <= without_high)
    assert blind.mean() < inside.mean() - 0.05
    # All of them together are nearly as sure as before, and that is right too.
    total, sure = forecast.total(factor=MARGIN, scatter=scatter), forecast.total(factor=MARGIN)
    assert total.low_cents < sure.low_cents < profit.sum() < sure.high_cents < total.high_cents
    assert total.high_cents - total.low_cents < 1.5 * (sure.high_cents - sure.low_cents)


SHOP = chance_shop(300, seed=8)
FORECAST = fit_book(SHOP.buying).forecast(SHOP.buying)


@given(
    st.floats(-1, 1),
    st.lists(st.floats(-20, 2), min_size=2, max_size=6).filter(lambda strays: np.std(strays) > 0.001),
)
@settings(max_examples=12, deadline=None)
def test_what_is_expected_lies_between_any_bounds(margin: float, few: list[float]) -> None:
    strays = np.sort(few) - np.mean(few)
    scatter = Scatter(strays, float(strays.std()))
    margins = np.full(300, margin)
    margins[::3] = -margin
    low, high = FORECAST.bounds(margins, scatter)
    expected = FORECAST.revenue_cents * margins
    assert (low <= expected).all()
    assert (expected <= high).all()
    total = FORECAST.total(factor=margins, scatter=scatter)
    assert total.low_cents <= total.expected_cents <= total.high_cents


def test_days_that_hardly_stray_change_nothing() -> None:
    hardly = Scatter(np.array([-1e-6, 1e-6]), 1e-6)
    for with_them, without in zip(FORECAST.bounds(0.3, hardly), FORECAST.bounds(0.3), strict=True):
        np.testing.assert_allclose(with_them, without, rtol=1e-3, atol=1)


def test_bounds_of_some_are_what_they_are_among_all() -> None:
    some = fit_book(SHOP.buying).forecast(SHOP.buying.only(np.arange(40, 80)))
    alone = fit_book(SHOP.buying).forecast(SHOP.buying)
    margins = np.linspace(-0.2, 0.9, 300)
    for of_some, of_all in zip(
        some.bounds(margins[40:80], straying()), alone.bounds(margins, straying()), strict=True
    ):
        assert of_some.shape == (40,)
        assert np.isfinite(of_all).all()


def rewrite_costs(book: Book, seed: int) -> None:
    """Every receipt leaves another margin, and ``MARGIN`` on average."""
    chance = np.random.default_rng(seed)
    lines = list(book.store.tuples("SELECT id, amount_cents FROM purchase_line ORDER BY id"))
    kept = margins_of_days(chance, len(lines))
    with book.edit("Costs were looked up"):
        book.store.write_many(
            "UPDATE purchase_line SET cost_cents = ? WHERE id = ?",
            [
                (amount - round(amount * margin), line)
                for (line, amount), margin in zip(lines, kept.tolist(), strict=True)
            ],
        )


@pytest.fixture(scope="module")
def whimsical(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a shop of 150 customers whose receipts leave what they like."""
    with make_book(tmp_path_factory.mktemp("whimsical")) as made:
        simulated_shop.fill(made, 150)
        rewrite_costs(made, 4)
        return made.path


CUT = date(2024, 12, 31)


def test_a_book_tells_how_its_days_stray_and_four_in_five_come_to_lie_between_the_bounds(
    whimsical: Path,
) -> None:
    with Book.open(whimsical) as book:
        appraisal = appraise(book.store, CUT)
        came = dict(
            book.store.tuples(
                "SELECT customer_id, sum(profit_cents) FROM purchase"
                " WHERE bought_on BETWEEN :first AND :last GROUP BY 1",
                first=(CUT + timedelta(days=1)).isoformat(),
                last=(CUT + timedelta(days=365)).isoformat(),
            )
        )
    scatter = appraisal.basis.scatter
    assert scatter is not None
    assert scatter.strays.sum() == pytest.approx(0, abs=1e-9)
    # The margin of all was learned from some hundred days: it may be off by a twentieth or so of what one day strays.
    assert 0.02 < scatter.of_all / scatter.deviation < 0.15
    assert scatter.deviation == pytest.approx(margins_of_days(np.random.default_rng(1), 9999).std(), rel=0.1)
    bought = appraisal.buying_days > 0
    truth = np.array([came.get(one, 0) for one in appraisal.customer_ids.tolist()])
    inside = (appraisal.low_cents <= truth) & (truth <= appraisal.high_cents)
    assert 0.75 < inside[bought].mean() < 0.95
    assert (appraisal.low_cents < 0).any()
    assert (appraisal.low_cents <= appraisal.potential_cents).all()
    assert (appraisal.potential_cents <= appraisal.high_cents).all()
    assert appraisal.whole.low_cents < appraisal.whole.coming_year_cents < appraisal.whole.high_cents


def test_one_customer_alone_has_the_bounds_that_they_have_among_all(whimsical: Path) -> None:
    with Book.open(whimsical) as book:
        everybody = appraise(book.store, CUT)
        row = int(np.argmax(everybody.forecast_cents))
        one = int(everybody.customer_ids[row])
        alone = appraise(book.store, CUT, basis=everybody.basis, only=[one])
    assert alone.worth(one) == everybody.worth(one)


def test_what_came_later_says_nothing_of_how_days_strayed_before(whimsical: Path, tmp_path: Path) -> None:
    copy = tmp_path / "later.regulars"
    copy.write_bytes(whimsical.read_bytes())
    with Book.open(copy) as book:
        before = appraise(book.store, CUT)
        with book.edit("Cheaper"):
            book.store.write(
                "UPDATE purchase_line SET cost_cents = 0 WHERE purchase_id IN"
                " (SELECT id FROM purchase WHERE bought_on > :cut)",
                {"cut": CUT.isoformat()},
            )
        after = appraise(book.store, CUT)
    assert before.basis.scatter is not None
    assert after.basis.scatter is not None
    assert np.array_equal(before.basis.scatter.strays, after.basis.scatter.strays)


def bounds_without_costs(book: Book) -> Appraisal:
    with book.edit("Nobody knows what it cost"):
        book.store.write("UPDATE purchase_line SET cost_cents = NULL", {})
    return appraise(book.store, CUT)


def test_without_costs_bounds_are_those_of_the_revenue(whimsical: Path, tmp_path: Path) -> None:
    copy = tmp_path / "costless.regulars"
    copy.write_bytes(whimsical.read_bytes())
    with Book.open(copy) as book:
        appraisal = bounds_without_costs(book)
    assert appraisal.basis.scatter is None
    low, high = appraisal.model.forecast(appraisal.buying).bounds()
    rows = np.searchsorted(appraisal.customer_ids, appraisal.buying.customer_ids)
    assert np.array_equal(appraisal.low_cents[rows], np.rint(low))
    assert np.array_equal(appraisal.high_cents[rows], np.rint(high))
    assert (appraisal.low_cents >= 0).all()


def test_goods_that_always_leave_the_same_do_not_stray(tmp_path: Path) -> None:
    with make_book(tmp_path) as book:
        simulated_shop.fill(book, 40)
        assert appraise(book.store, CUT).basis.scatter is None


def test_few_days_do_not_tell_how_days_stray(tmp_path: Path) -> None:
    with make_book(tmp_path) as book:
        simulated_shop.fill(book, 3)
        rewrite_costs(book, 1)
        days = [row[0] for row in book.store.tuples("SELECT DISTINCT bought_on FROM purchase ORDER BY 1")]
        assert len(days) > LEAST_DAYS
        early = date.fromisoformat(days[LEAST_DAYS - 2])
        assert appraise(book.store, early).basis.scatter is None
        assert appraise(book.store, date.fromisoformat(days[-1])).basis.scatter is not None
