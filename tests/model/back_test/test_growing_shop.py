"""A shop whose customers come more often each year: the forecast reckons with it, from what was known by then."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from model.back_test.checking import BackTest, back_test
from model.back_test.in_words import headline
from model.book import Book
from model.classes.classifying import classify
from model.purchases import Purchase, PurchaseKind, PurchaseLine
from model.value.appraisal import Appraisal, appraise
from model.value.in_words import potential_parts
from model.value.pace import AS_EVER
from model.value.told import as_values
from model.value.whole_book_words import whole_book_in_words
from tests.makers import add_sale, make_book
from tests.model.back_test import simulated_shop
from tests.model.back_test.simulated_shop import LAST_DAY

CUT = date(2024, 12, 31)


@pytest.fixture(scope="module")
def growing_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with make_book(tmp_path_factory.mktemp("growing")) as made:
        simulated_shop.fill(made, 160, growth=0.5)
        return made.path


@pytest.fixture
def growing(tmp_path: Path, growing_file: Path) -> Iterator[Book]:
    with Book.open(shutil.copyfile(growing_file, tmp_path / "growing.regulars")) as made:
        yield made


@pytest.fixture(scope="module")
def appraisal(growing_file: Path) -> Appraisal:
    with Book.open(growing_file) as book:
        return appraise(book.store, LAST_DAY)


@pytest.fixture(scope="module")
def tested(growing_file: Path, appraisal: Appraisal) -> BackTest:
    with Book.open(growing_file) as book:
        return back_test(book.store, LAST_DAY, appraisal=appraisal)


def test_the_past_is_foretold_with_the_pace_that_was_known_then(growing: Book, tested: BackTest) -> None:
    then = appraise(growing.store, CUT)
    pace = then.model.pace.factor
    year = tested.rounds[0]
    assert pace > 1.1
    assert year.days.forecast_cents == pytest.approx(then.purchases.sum(), rel=1e-3)
    assert then.whole.low_cents < year.ours.truth_cents < then.whole.high_cents


def test_nothing_that_came_later_changes_the_pace_of_a_day(growing: Book) -> None:
    before = appraise(growing.store, CUT)
    with growing.edit("Later"):
        for customer in before.customer_ids[::3].tolist():
            add_sale(growing, customer, CUT + timedelta(days=1 + customer % 300), 5_000)
    after = appraise(growing.store, CUT)
    assert after.model.pace == before.model.pace
    assert np.array_equal(after.potential_cents, before.potential_cents)


def test_who_brings_goods_back_comes_no_more_often_for_that(growing: Book) -> None:
    before = appraise(growing.store, LAST_DAY)
    with growing.edit("Brought back"):
        for customer in before.customer_ids[::2].tolist():
            growing.purchases.save(
                Purchase(
                    customer_id=customer,
                    kind=PurchaseKind.RETURN,
                    bought_on=LAST_DAY - timedelta(days=customer % 200),
                ),
                [PurchaseLine(text="Tea", amount_cents=-1)],
            )
    assert appraise(growing.store, LAST_DAY).model.pace == before.model.pace


def test_a_shop_of_few_has_no_pace(tmp_path: Path) -> None:
    with make_book(tmp_path) as few:
        simulated_shop.fill(few, 20, growth=1.5)
        appraisal = appraise(few.store, LAST_DAY)
    assert appraisal.rough
    assert appraisal.model.pace == AS_EVER
    assert np.all(appraisal.pace_cents == 0)


def test_the_pace_is_a_part_of_its_own_and_the_parts_add_up(appraisal: Appraisal, growing: Book) -> None:
    pace = appraisal.model.pace.factor
    assert pace > 1.1
    assert np.array_equal(
        appraisal.potential_cents,
        appraisal.forecast_cents + appraisal.pace_cents + appraisal.stars_cents + appraisal.need_cents,
    )
    assert appraisal.expected_cents == pytest.approx(appraisal.forecast_cents * pace, abs=2)
    assert np.all(appraisal.low_cents <= appraisal.potential_cents)
    assert np.all(appraisal.potential_cents <= appraisal.high_cents)
    whole = appraisal.whole
    assert whole.pace == pace
    assert whole.pace_cents == pytest.approx(int(appraisal.pace_cents.sum()), abs=len(appraisal))
    assert whole.coming_year_cents == pytest.approx(int(appraisal.expected_cents.sum()), abs=len(appraisal))
    for told in as_values(growing.store, appraisal, classify(growing.store, appraisal), "EUR", {}, 20):
        parts = ("forecast_cents", "pace_cents", "stars_cents", "need_cents")
        assert told["potential_cents"] == sum(told[part] for part in parts)


def test_the_months_of_the_coming_year_add_up_to_it(tested: BackTest, appraisal: Appraisal) -> None:
    coming = tested.coming
    assert coming.cents == appraisal.whole.coming_year_cents
    assert sum(month.cents for month in coming.months) == pytest.approx(coming.cents, abs=12)
    best = coming.best[0]
    row = appraisal.index_of(best.customer_id)
    assert best.cents == appraisal.expected_cents[row] == appraisal.expected_cents.max()
    assert best.low_cents <= best.cents <= best.high_cents


def test_the_card_the_forecast_and_the_whole_book_say_it(tested: BackTest, appraisal: Appraisal) -> None:
    worth = appraisal.worth(int(appraisal.customer_ids[appraisal.expected_cents.argmax()]))
    assert worth is not None
    history, pace = potential_parts(worth)
    assert (history.cents, pace.cents) == (worth.forecast_cents, worth.pace_cents)
    assert pace.name == "Pace of your shop"
    percent = f"{round(100 * (worth.pace - 1))}%"
    assert pace.remark == f"+{percent}: customers come more often from year to year"
    sentence = "Your customers come more often from year to year: "
    for said in (headline(tested, "EUR"), whole_book_in_words(appraisal.whole, "EUR")):
        assert sentence in said
        assert f" of it, +{percent}, is reckoned for that." in said


def test_one_customer_asked_for_alone_is_told_with_the_pace_of_all(
    growing: Book, appraisal: Appraisal
) -> None:
    one = int(appraisal.customer_ids[7])
    alone = appraise(growing.store, LAST_DAY, only=[one], basis=appraisal.basis)
    assert alone.worth(one) == appraisal.worth(one)
