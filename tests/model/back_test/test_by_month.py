"""How a forecast spreads over its months: as the model itself has it, month after month."""

import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from model.back_test.by_month import shares_of_months
from model.back_test.seasons import Seasons
from model.book import Book
from model.value.appraisal import appraise
from tests.makers import add_customer, add_sale
from tests.model.back_test.simulated_shop import LAST_DAY

NEW_YEAR = date(2026, 1, 1)


@pytest.mark.parametrize("strength", [(1.0,) * 12, (0.4, 0.5, *[1.0] * 8, 1.8, 1.9)])
def test_four_points_tell_each_month_to_a_thousandth(
    tmp_path: Path, simulated_file: Path, strength: tuple[float, ...]
) -> None:
    with Book.open(shutil.copyfile(simulated_file, tmp_path / "shop.regulars")) as book:
        appraisal = appraise(book.store, LAST_DAY)
    model, buying = appraisal.model, appraisal.buying
    assert model.bg_nbd is not None
    days = Seasons(strength, known=True).days(NEW_YEAR, 12)
    weights = model.forecast(buying).mean_cents
    until = [
        float(model.bg_nbd.expected(end / 7, buying.repeats, buying.recency, buying.age) @ weights)
        for end in (0, *np.cumsum(days))
    ]
    exact = np.diff(until) / until[-1]
    found = shares_of_months(model, buying, weights, days)
    assert found.sum() == pytest.approx(1)
    assert np.abs(found - exact).max() < 0.001


def test_a_rough_forecast_is_even(book: Book) -> None:
    anna = add_customer(book)
    for month in (1, 2, 3):
        add_sale(book, anna, date(2025, month, 1))
    appraisal = appraise(book.store, date(2025, 3, 31))
    days = Seasons().days(date(2025, 4, 1), 12)
    shares = shares_of_months(appraisal.model, appraisal.buying, np.ones(1), days)
    assert shares == pytest.approx(days / 365)
