"""What everybody is worth: parts that add up, nobody left out, and one customer told as everybody is."""

from dataclasses import replace
from datetime import date, timedelta

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from model.book import Book
from model.leaving import LeftReason
from model.value.appraisal import Appraisal, appraise
from model.value.buying import read_buying
from model.value.margins import Margins, Source
from model.value.potential import margins_of_customers, need_part, pull_of, stars_part
from model.value.worth import Worth
from tests.makers import FreshBook, add_customer, add_sale

TODAY = date(2026, 3, 12)


def worth_of(book: Book, customer: int, on: date = TODAY) -> Worth:
    found = appraise(book.store, on).worth(customer)
    assert found is not None
    return found


def comes_every(
    book: Book, customer: int, days: int, times: int, amount: int = 1_000, cost: int = 400
) -> None:
    """The last time today."""
    for time in range(times):
        add_sale(book, customer, TODAY - timedelta(days=days * time), amount, cost=cost)


def change(book: Book, customer: int, **fields: object) -> None:
    with book.edit("Changed a customer"):
        book.customers.update(replace(book.customers.get(customer), **fields))  # type: ignore[arg-type]


# the whole


def test_everybody_is_there_also_who_never_bought(book: Book) -> None:
    anna, ben, cora = (add_customer(book, name) for name in ("Anna", "Ben", "Cora"))
    comes_every(book, ben, 30, 4)
    found = appraise(book.store, TODAY)
    assert list(found.customer_ids) == sorted([anna, ben, cora])
    for never in (anna, cora):
        worth = found.worth(never)
        assert worth is not None
        assert (worth.alive, worth.potential_cents, worth.buying_days, worth.first_on) == (0, 0, 0, None)
    worth = found.worth(ben)
    assert worth is not None
    assert (worth.first_on, worth.last_on, worth.buying_days) == (TODAY - timedelta(days=90), TODAY, 4)
    assert (worth.rhythm_days, worth.away_days) == (30, 0)
    assert found.worth(max(anna, ben, cora) + 1) is None


def test_an_empty_book_is_appraised_too(book: Book) -> None:
    found = appraise(book.store, TODAY)
    assert len(found) == 0
    assert (found.whole.customers, found.whole.coming_year_cents) == (0, 0)


def test_the_day_before_the_first_purchase_nobody_is_worth_anything(book: Book) -> None:
    anna = add_customer(book)
    add_sale(book, anna, TODAY)
    assert worth_of(book, anna, TODAY - timedelta(days=1)).buying_days == 0
    assert worth_of(book, anna).buying_days == 1


def test_a_small_book_is_rough_and_goes_by_each_one_s_own_rhythm(book: Book) -> None:
    anna, ben = add_customer(book), add_customer(book, "Ben Brown")
    comes_every(book, anna, 30, 6)
    for time in range(4):
        add_sale(book, ben, TODAY - timedelta(days=200 + 20 * time), 1_000, cost=400)
    found = appraise(book.store, TODAY)
    assert found.rough
    regular, gone = found.worth(anna), found.worth(ben)
    assert regular is not None
    assert gone is not None
    assert regular.alive == 1
    assert 365 / 60 < regular.purchases < 365 / 25
    assert gone.alive < 0.05
    assert gone.potential_cents < regular.potential_cents / 10
    assert gone.at_stake_cents > 10 * gone.forecast_cents


def test_of_whoever_has_left_nothing_is_expected_though_their_past_stands(book: Book) -> None:
    anna = add_customer(book, stars=3, need_cents=100_000)
    comes_every(book, anna, 30, 6)
    here = worth_of(book, anna)
    change(book, anna, left_reason=LeftReason.MOVED, left_on=TODAY)
    left = worth_of(book, anna)
    assert here.potential_cents > 0
    assert (left.potential_cents, left.alive, left.purchases, left.gone) == (0, 0, 0, True)
    assert left.current_cents == here.current_cents
    assert left.at_stake_cents == here.at_stake_cents > 0
    assert appraise(book.store, TODAY).whole.coming_year_cents == 0
    # The day before they still came.
    assert not worth_of(book, anna, TODAY - timedelta(days=1)).gone


def test_the_whole_book_is_what_its_customers_own_history_lets_expect(book: Book) -> None:
    for number in range(40):
        comes_every(book, add_customer(book, f"Customer {number}", stars=number % 5), 20 + number, 5)
    found = appraise(book.store, TODAY)
    assert not found.rough
    whole = found.whole
    assert whole.coming_year_cents == pytest.approx(int(found.forecast_cents.sum()), abs=len(found))
    assert found.potential_cents.sum() > whole.coming_year_cents
    assert whole.low_cents < whole.coming_year_cents < whole.high_cents
    assert whole.coming_year_cents < whole.three_years_cents < 3 * whole.coming_year_cents
    assert 0 < whole.alive <= whole.customers == 40


# what the owner knows


def test_each_star_adds_a_quarter_of_what_is_expected_or_of_the_usual_customer(book: Book) -> None:
    anna, ben = add_customer(book), add_customer(book, "Ben Brown")
    comes_every(book, anna, 10, 12)
    plain = worth_of(book, anna)
    assert plain.stars_cents == 0
    change(book, anna, stars=2)
    change(book, ben, stars=4)
    found = appraise(book.store, TODAY)
    promising, unproven = found.worth(anna), found.worth(ben)
    assert promising is not None
    assert unproven is not None
    assert promising.stars_cents == pytest.approx(plain.forecast_cents / 2, abs=1)
    assert promising.potential_cents == plain.forecast_cents + promising.stars_cents
    # Who never bought is as promising as the usual customer is good.
    assert unproven.stars_cents == pytest.approx(found.basis.usual_cents, abs=1)


def test_a_fifth_of_what_is_missing_to_the_aim_is_reckoned_to_be_won(book: Book) -> None:
    anna = add_customer(book, need_cents=100_000, share_aim_percent=50)
    add_sale(book, anna, TODAY, 20_000, cost=10_000)
    worth = worth_of(book, anna)
    assert worth.share_percent == 20
    assert worth.need_cents == round((50_000 - 20_000) / 5 * worth.margin) == 3_000
    add_sale(book, anna, TODAY, 60_000, cost=30_000)
    assert (worth_of(book, anna).need_cents, worth_of(book, anna).share_percent) == (0, 80)
    change(book, anna, need_cents=None)
    assert worth_of(book, anna).share_percent is None


@given(
    stars=st.integers(0, 4),
    forecast=st.floats(-1e7, 1e9),
    usual=st.floats(-1e7, 1e9),
    need=st.integers(0, 10**9),
    aim=st.integers(1, 100),
    bought=st.integers(-(10**8), 10**9),
    margin=st.floats(-1, 1),
)
def test_no_part_of_what_the_owner_knows_ever_lowers_what_is_expected(
    stars: int, forecast: float, usual: float, need: int, aim: int, bought: int, margin: float
) -> None:
    whole = np.array([stars]), np.array([forecast])
    assert stars_part(*whole, usual)[0] >= 0
    assert stars_part(np.array([4]), whole[1], usual)[0] >= stars_part(*whole, usual)[0]
    part = need_part(np.array([need]), np.array([aim]), np.array([bought]), np.array([margin]))[0]
    assert part >= 0
    if bought >= need:
        assert part == 0


# margins of customers


def test_one_odd_receipt_says_little_of_a_margin_and_many_say_nearly_all(book: Book) -> None:
    dealer, odd = add_customer(book, "Dealer"), add_customer(book, "Odd")
    comes_every(book, dealer, 7, 100, amount=1_000, cost=950)
    add_sale(book, odd, TODAY, 1_000, cost=950)
    for number in range(12):
        comes_every(book, add_customer(book, f"Customer {number}"), 40, 8, cost=400)
    shop = appraise(book.store, TODAY).basis.margins.shop
    assert worth_of(book, dealer).margin < 0.15 < shop - 0.1
    assert worth_of(book, odd).margin > 0.9 * shop


def test_whoever_bought_nothing_yet_has_the_margin_of_the_shop() -> None:
    margins = margins_of_customers(np.array([0, -500, 1_000]), np.array([0, -500, 900]), 0.3, 1_000)
    assert list(margins) == pytest.approx([0.3, 0.3, 0.6])


def test_the_book_tells_whether_margins_are_a_habit(book: Book) -> None:
    """Where the margin of the first day foretells the later ones, single customers count for more."""
    random = np.random.default_rng(7)
    for number in range(40):
        customer = add_customer(book, f"Customer {number}")
        habit = 200 if number % 2 else 800
        for time in range(6):
            add_sale(book, customer, TODAY - timedelta(days=11 * time), 1_000, cost=habit)
    habits = pull_of(read_buying(book.store, TODAY), Margins(0.5, Source.KNOWN))
    with book.edit("Bought otherwise"):
        for line in book.purchase_lines.all():
            book.purchase_lines.update(replace(line, cost_cents=int(random.choice([200, 800]))))
    luck = pull_of(read_buying(book.store, TODAY), Margins(0.5, Source.KNOWN))
    assert habits < luck


# promises about any book

SALES = st.lists(
    st.tuples(st.integers(0, 700), st.integers(1, 30_000), st.none() | st.integers(0, 30_000)), max_size=6
)
PEOPLE = st.lists(
    st.tuples(SALES, st.integers(0, 4), st.none() | st.integers(1, 200_000), st.booleans()),
    min_size=1,
    max_size=4,
)
SLOWLY = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
People = list[tuple[list[tuple[int, int, int | None]], int, int | None, bool]]


def told(book: Book, people: People) -> Appraisal:
    for number, (sales, stars, need, left) in enumerate(people):
        customer = add_customer(
            book,
            f"Customer {number}",
            stars=stars,
            need_cents=need,
            left_reason=LeftReason.PRICE if left else LeftReason.NONE,
        )
        for days, amount, cost in sales:
            add_sale(book, customer, TODAY - timedelta(days=days), amount, cost=cost)
    return appraise(book.store, TODAY)


@SLOWLY
@given(people=PEOPLE)
def test_every_part_adds_up_to_the_cent_and_every_interval_holds_its_value(
    fresh_book: FreshBook, people: People
) -> None:
    with fresh_book() as book:
        found = told(book, people)
        assert np.array_equal(
            found.current_cents,
            found.known_cents
            + found.estimated_cents
            - found.complaints_cents
            - found.gifts_cents
            - found.goodwill_cents,
        )
        assert np.array_equal(
            found.potential_cents, found.forecast_cents + found.stars_cents + found.need_cents
        )
        assert np.all(found.low_cents <= found.potential_cents)
        assert np.all(found.potential_cents <= found.high_cents)
        assert np.all((found.alive >= 0) & (found.alive <= 1))
        assert np.all(found.stars_cents >= 0)
        assert np.all(found.need_cents >= 0)
        assert np.all(found.potential_cents[found.gone] == 0)
        assert np.all(np.isnan(found.rhythm_days) == (found.buying_days < 3))


@SLOWLY
@given(people=PEOPLE)
def test_some_customers_asked_for_alone_are_worth_what_they_are_among_all(
    fresh_book: FreshBook, people: People
) -> None:
    with fresh_book() as book:
        everybody = told(book, people)
        some = [int(one) for one in everybody.customer_ids[::2]]
        for among in (
            appraise(book.store, TODAY, only=some, basis=everybody.basis),
            appraise(book.store, TODAY, only=some),
        ):
            assert list(among.customer_ids) == some
            for customer in some:
                assert among.worth(customer) == everybody.worth(customer)


def test_one_customer_of_a_large_book_is_told_alone_as_among_all(book: Book) -> None:
    for number in range(45):
        comes_every(book, add_customer(book, f"Customer {number}"), 9 + 2 * number, 3 + number % 7)
    everybody = appraise(book.store, TODAY)
    assert not everybody.rough
    for customer in everybody.customer_ids[::7]:
        alone = appraise(book.store, TODAY, only=[int(customer)], basis=everybody.basis)
        assert alone.worth(int(customer)) == everybody.worth(int(customer))


@SLOWLY
@given(
    people=PEOPLE,
    later=st.lists(st.tuples(st.integers(1, 60), st.integers(1, 9_000)), min_size=1, max_size=3),
)
def test_what_comes_later_changes_nothing_of_an_earlier_day(
    fresh_book: FreshBook, people: People, later: list[tuple[int, int]]
) -> None:
    with fresh_book() as book:
        before = told(book, people)
        first = int(before.customer_ids[0])
        for days, amount in later:
            add_sale(book, first, TODAY + timedelta(days=days), amount, cost=amount // 3)
        after = appraise(book.store, TODAY)
        for customer in before.customer_ids:
            assert after.worth(int(customer)) == before.worth(int(customer))
