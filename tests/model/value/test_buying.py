"""Who bought when and for how much, read from a real book."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.book import Book
from model.value.buying import Buying, read_buying
from tests.makers import A_DAY, FreshBook, add_customer, add_sale


def day(number: int) -> date:
    return A_DAY + timedelta(days=number)


def row(buying: Buying, customer_id: int) -> int:
    return int(np.flatnonzero(buying.customer_ids == customer_id)[0])


@pytest.fixture
def anna(book: Book) -> int:
    """Bought tea on three days, twice on the second of them; the cost of the last sale is known."""
    anna = add_customer(book, "Anna")
    add_sale(book, anna, day(0), 1000)
    add_sale(book, anna, day(14), 2000)
    add_sale(book, anna, day(14), 500)
    add_sale(book, anna, day(21), 3000, cost=1200)
    return anna


def test_two_sales_on_a_day_are_one_buying_day(book: Book, anna: int) -> None:
    buying = read_buying(book.store, day(28))
    assert buying.customer_ids.tolist() == [anna]
    assert buying.repeats.tolist() == [2]
    assert buying.recency.tolist() == [3]
    assert buying.age.tolist() == [4]
    assert date.fromordinal(int(buying.first_on[0])) == day(0)
    assert date.fromordinal(int(buying.last_on[0])) == day(21)


def test_money_is_told_for_the_whole_life_and_for_the_days_after_the_first(book: Book, anna: int) -> None:
    buying = read_buying(book.store, day(28))
    assert buying.sold_cents.tolist() == [6500]
    assert buying.cost_cents.tolist() == [1200]
    assert buying.profit_cents.tolist() == [1800]
    assert buying.uncosted_cents.tolist() == [3500]
    assert buying.repeat_mean_cents.tolist() == [2750]
    assert buying.repeat_mean_profit_cents.tolist() == [2150]


def test_what_came_back_is_taken_off_but_is_no_buying_day(book: Book, anna: int) -> None:
    sale = book.purchases.of_customer(anna)[0]
    with book.edit("Took back"):
        book.purchases.return_goods(sale.id, {book.purchase_lines.of(sale.id)[0].id: 1000}, day(25))
    buying = read_buying(book.store, day(28))
    assert buying.repeats.tolist() == [2]
    assert date.fromordinal(int(buying.last_on[0])) == day(21)
    assert buying.sold_cents.tolist() == [3500]
    assert buying.repeat_mean_cents.tolist() == [1250]


def test_whoever_has_not_bought_by_then_is_not_there(book: Book, anna: int) -> None:
    add_customer(book, "Ben")
    cleo = add_customer(book, "Cleo")
    add_sale(book, cleo, day(10))
    add_sale(book, None, day(3))
    assert read_buying(book.store, day(9)).customer_ids.tolist() == [anna]
    assert sorted(read_buying(book.store, day(10)).customer_ids.tolist()) == sorted([anna, cleo])
    assert len(read_buying(book.store, day(-1))) == 0


def test_some_are_read_as_they_are_among_all(book: Book, anna: int) -> None:
    cleo = add_customer(book, "Cleo")
    add_sale(book, cleo, day(10))
    some = read_buying(book.store, day(28), [cleo])
    assert some.customer_ids.tolist() == [cleo]
    assert some.age.tolist() == [18 / 7]


sales = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 60), st.integers(-2000, 9000), st.none() | st.integers(0, 900)
    ),
    min_size=1,
    max_size=12,
)


@given(sales, st.integers(0, 61))
@settings(max_examples=10)
def test_a_book_on_an_earlier_day_is_as_it_was_then(
    fresh_book: FreshBook, told: list[tuple[int, int, int, int | None]], on: int
) -> None:
    """Read as of a day, later sales are as if they had never been."""
    with fresh_book() as book, fresh_book() as then:
        for shop, until in ((book, 99), (then, on)):
            who = [add_customer(shop, name) for name in ("Anna", "Ben", "Cleo")]
            for customer, number, cents, cost in told:
                if number <= until:
                    add_sale(shop, who[customer], day(number), cents, cost=cost)
        now, before = read_buying(book.store, day(on)), read_buying(then.store, day(on))
        for name in ("first_on", "last_on", "repeats", "sold_cents", "cost_cents", "profit_cents"):
            assert getattr(now, name).tolist() == getattr(before, name).tolist()
        assert now.later_sold_cents.tolist() == before.later_sold_cents.tolist()
        assert now.later_cost_cents.tolist() == before.later_cost_cents.tolist()
        for name in ("recency", "age"):
            assert (getattr(now, name) >= 0).all()
