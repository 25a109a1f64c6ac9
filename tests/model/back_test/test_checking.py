"""The forecast held against the past: it knows nothing of what came later, and is right where its model is."""

import math
import shutil
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.back_test.checking import BackTest, back_test
from model.back_test.in_words import doubts_in_words
from model.back_test.naive import Naive
from model.back_test.round import Round
from model.back_test.trust import Trust, Why
from model.book import Book
from model.class_lines import ClassLines
from model.complaints import Complaint
from model.errors import Cancelled
from model.gifts import Gift
from model.value.only import customers_of_book
from tests.makers import add_customer, add_sale
from tests.model.back_test.simulated_shop import LAST_DAY

CUT = date(2024, 12, 31)


def foretold(one: Round) -> object:
    """All of a look back that was known on its day, without what came."""
    return (
        one.rough,
        one.repeat_buyers,
        one.ours.forecast_cents,
        one.days.forecast_cents,
        {naive: errors.forecast_cents for naive, errors in one.naive.items()},
        [(month.first, month.forecast_cents, month.forecast_days) for month in one.by_month],
        {of: (beside.customers, beside.forecast_cents) for of, beside in one.by_class.items()},
        [(group.customers, group.forecast_cents) for group in one.groups],
        one.customer_ids.tolist(),
        one.alive.tolist(),
    )


@pytest.fixture(scope="session")
def told_before(small_shop: Path) -> object:
    with Book.open(small_shop) as book:
        return foretold(back_test(book.store, LAST_DAY).rounds[0])


Later = st.lists(
    st.tuples(st.integers(0, 130), st.integers(1, 365), st.integers(-90_000, 900_000)),
    min_size=1,
    max_size=30,
)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(later=Later)
def test_nothing_that_came_after_the_day_changes_what_was_foretold_on_it(
    tmp_path_factory: pytest.TempPathFactory,
    small_shop: Path,
    told_before: object,
    later: list[tuple[int, int, int]],
) -> None:
    copy = tmp_path_factory.mktemp("later") / "later.regulars"
    with Book.open(shutil.copyfile(small_shop, copy)) as book:
        people = customers_of_book(book.store).tolist()
        with book.edit("Later things"):
            for who, days, cents in later:
                # Some are bought by people who were not there yet.
                customer = people[who] if who < len(people) else add_customer(book, f"Newcomer {who}")
                day = CUT + timedelta(days=days)
                add_sale(book, customer, day, abs(cents) + 1, cost=max(cents, 0) // 2)
                if cents < 0:
                    book.gifts.insert(Gift(customer_id=customer, given_on=day, cost_cents=-cents))
                    book.complaints.insert(Complaint(customer_id=customer, said_on=day, cost_cents=-cents))
            _change_what_has_no_day(book, people[:5])
            lines = ClassLines(
                set_on=CUT + timedelta(days=1), current_cents=1, platinum_cents=1, iron_cents=1
            )
            book.class_lines.insert(lines)
        assert foretold(back_test(book.store, LAST_DAY).rounds[0]) == told_before
    copy.unlink()


def _change_what_has_no_day(book: Book, people: list[int]) -> None:
    """Stars, needs, and who was put away: known later, for all the book can tell."""
    for customer in people:
        book.store.write(
            "UPDATE customer SET stars = 4, need_cents = 900000, archived = 1 WHERE id = :id",
            {"id": customer},
        )


def test_where_customers_are_as_the_model_has_them_the_forecast_comes_true(found: BackTest) -> None:
    assert [one.months for one in found.rounds] == [12, 6, 3]
    for one in found.rounds:
        assert abs(one.ours.off) < 0.12
        assert abs(one.days.off) < 0.08
        # Counts of purchases are whole numbers, so an interval of four in five holds a few more.
        assert 0.76 <= one.inside <= 0.93
        assert one.ours.each_cents < min(errors.each_cents for errors in one.naive.values())
        assert one.ours.root_cents < min(errors.root_cents for errors in one.naive.values())
        assert one.ours.ranking > 0.4
        assert one.ours.top_share > 0.5
    assert found.trust is not Trust.NO
    assert not {doubt.why for doubt in found.doubts} & {Why.WORSE_EACH, Why.BLIND, Why.NARROW, Why.DRIFT}


def test_every_sum_is_told_once_whatever_it_is_told_apart_by(simulated: Book, found: BackTest) -> None:
    truth = int(
        simulated.store.value(
            "SELECT sum(profit_cents) FROM purchase WHERE bought_on > '2024-12-31' AND customer_id IN"
            " (SELECT customer_id FROM customer_figures WHERE first_on <= '2024-12-31')"
        )
    )
    one = found.rounds[0]
    parts = (one.by_month, list(one.by_class.values()), one.groups)
    assert one.ours.truth_cents == truth
    for part in parts:
        assert sum(line.truth_cents for line in part) == truth
        assert sum(line.forecast_cents for line in part) == pytest.approx(
            one.ours.forecast_cents, abs=len(part)
        )
    assert sum(month.truth_days for month in one.by_month) == one.days.truth_cents
    assert sum(month.forecast_days for month in one.by_month) == pytest.approx(one.days.forecast_cents, abs=1)
    assert sum(beside.customers for beside in one.by_class.values()) == one.ours.customers
    coming = found.coming
    assert sum(month.cents for month in coming.months) == pytest.approx(coming.cents, abs=12)
    assert coming.months[-1].so_far_cents == pytest.approx(coming.cents, abs=2)
    assert coming.months[-1].until == date(2026, 12, 31)


def test_newcomers_are_told_apart(simulated: Book, found: BackTest) -> None:
    counted = simulated.store.row(
        "SELECT count(DISTINCT f.customer_id) AS people, sum(p.profit_cents) AS cents FROM customer_figures AS f"
        " JOIN purchase AS p ON p.customer_id = f.customer_id WHERE f.first_on > '2024-12-31'"
    )
    assert counted is not None
    one = found.rounds[0]
    assert (one.newcomers, one.newcomers_cents) == (counted["people"], counted["cents"])


def test_the_guesses_are_what_they_say(simulated: Book, found: BackTest) -> None:
    one = found.rounds[0]
    year_before = simulated.store.value(
        "SELECT sum(profit_cents) FROM purchase WHERE bought_on BETWEEN '2024-01-01' AND '2024-12-31'"
    )
    assert one.naive[Naive.AGAIN].forecast_cents == year_before
    assert one.naive[Naive.MEAN].forecast_cents == year_before
    assert one.naive[Naive.MEAN].top_share == pytest.approx(0.2)


def test_the_months_fall_as_customers_go(found: BackTest) -> None:
    months = found.coming.months
    a_day = [month.cents / month.until.day for month in months]
    assert all(later < sooner for sooner, later in pairwise(a_day))
    assert all(month.low_cents < month.cents < month.high_cents for month in months)


def test_the_best_and_those_who_slip_away_are_told_by_name(found: BackTest) -> None:
    coming = found.coming
    assert [one.cents for one in coming.best] == sorted((one.cents for one in coming.best), reverse=True)
    assert all(one.name.startswith("Customer ") for one in (*coming.best, *coming.slipping))
    assert coming.slipping
    for one in coming.slipping:
        assert one.then is not None
        assert one.then - one.alive >= 0.15
        assert one.at_stake_cents > coming.cents / coming.customers


def young(book: Book, months: int, people: int = 3) -> BackTest:
    for number in range(people):
        customer = add_customer(book, f"Customer {number}")
        for month in range(months):
            add_sale(book, customer, date(2025, 1, 3) + timedelta(days=30 * month + number), 1_000)
    return back_test(book.store, date(2025, 1, 3) + timedelta(days=30 * months))


def test_an_empty_book_foretells_nothing_and_does_not_stumble(book: Book) -> None:
    found = back_test(book.store, LAST_DAY)
    assert (found.coming.cents, found.coming.customers, found.rounds) == (0, 0, ())
    assert {doubt.why for doubt in found.doubts} == {Why.FEW, Why.UNTRIED}
    assert doubts_in_words(found, "EUR")[0].startswith("Nobody has come back so far.")
    add_customer(book, "Anna")
    assert back_test(book.store, LAST_DAY).coming.best == ()


def test_a_young_book_is_not_asked_for_what_it_cannot_know(book: Book) -> None:
    found = young(book, 4)
    assert found.rounds == ()
    assert found.rough
    assert found.trust is Trust.NO
    assert {doubt.why for doubt in found.doubts} == {Why.FEW, Why.UNTRIED}
    assert found.coming.cents > 0


def test_half_a_year_is_held_against_three_months_roughly(book: Book) -> None:
    found = young(book, 8)
    assert [one.months for one in found.rounds] == [3]
    assert found.rounds[0].rough
    assert Naive.AGAIN not in found.rounds[0].naive
    assert {Why.FEW, Why.SHORT} <= {doubt.why for doubt in found.doubts}
    # Who comes every thirty days is foretold to do so, more or less: some stay away, and five months are no habit.
    assert abs(found.rounds[0].days.off) < 0.35


def test_a_book_that_was_put_away_says_so(simulated: Book) -> None:
    found = back_test(simulated.store, LAST_DAY + timedelta(days=200))
    assert Why.STALE in {doubt.why for doubt in found.doubts}
    assert found.trust is Trust.NO


def test_it_can_be_stopped_and_tells_how_far_it_is(simulated: Book) -> None:
    told: list[float] = []

    def listen(done: int, of: int) -> None:
        told.append(done / of)

    back_test(simulated.store, LAST_DAY, progress=listen)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 1)

    def stop(done: int, of: int) -> None:
        if done / of > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        back_test(simulated.store, LAST_DAY, progress=stop)


def test_goods_sold_below_cost_are_foretold_below_zero_with_bounds_the_right_way_round(book: Book) -> None:
    for number in range(32):
        customer = add_customer(book, f"Customer {number}")
        for month in range(9):
            add_sale(
                book, customer, date(2024, 8, 3) + timedelta(days=40 * month + number), 1_000, cost=1_500
            )
    found = back_test(book.store, date(2025, 8, 31))
    assert found.coming.cents < 0
    assert math.isnan(found.rounds[0].ours.off)
    assert 0 < found.rounds[0].inside <= 1
    assert Why.FAR_OFF in {doubt.why for doubt in found.doubts}
    assert all(np.sign(month.high_cents - month.low_cents) >= 0 for month in found.coming.months)
