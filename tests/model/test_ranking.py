"""Who brings how much in a period, returns taken off and nobody forgotten in the sums."""

from datetime import date

from model.book import Book
from model.ranking import ranking
from tests.makers import add_customer, add_sale

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def test_both_ends_of_the_period_belong_to_it(book: Book) -> None:
    anna = add_customer(book, "Anna")
    for day in [date(2025, 12, 31), FIRST, LAST, date(2027, 1, 1)]:
        add_sale(book, anna, day, 1000)
    (only,) = ranking(book.store, FIRST, LAST).customers
    assert (only.sales, only.revenue_cents, only.last_sale_on) == (2, 2000, LAST)


def test_goods_that_came_back_are_taken_off(book: Book) -> None:
    anna = add_customer(book, "Anna")
    sold = add_sale(book, anna, date(2026, 5, 1), 1000, cost=600)
    (line,) = book.purchase_lines.of(sold.id)
    with book.edit("Took goods back"):
        book.purchases.return_goods(sold.id, {line.id: 1000}, date(2026, 5, 2))
    (only,) = ranking(book.store, FIRST, LAST).customers
    assert (only.sales, only.revenue_cents, only.profit_cents) == (1, 0, 0)


def test_a_limit_shortens_the_list_and_not_the_sums(book: Book) -> None:
    for cents in [100, 300, 200]:
        add_sale(book, add_customer(book, f"Brings {cents}"), date(2026, 5, 1), cents)
    found = ranking(book.store, FIRST, LAST, limit=1)
    assert [one.name for one in found.customers] == ["Brings 300"]
    assert found.ranked_cents == (300, 200, 100)
    assert (found.sales, found.revenue_cents) == (3, 600)


def test_profit_of_goods_without_a_cost_is_reckoned_by_the_margin(book: Book) -> None:
    anna, bert = add_customer(book, "Anna"), add_customer(book, "Bert")
    add_sale(book, anna, date(2026, 5, 1), 1000, cost=400)
    add_sale(book, bert, date(2026, 5, 1), 700, 50)
    found = ranking(book.store, FIRST, LAST, by="profit")
    assert [one.name for one in found.customers] == ["Anna", "Bert"]
    assert found.ranked_cents == (600, 450)
    assert found.profit_cents == 1050
    assert (found.lines_without_cost, found.revenue_without_cost_cents) == (2, 750)


def test_sales_without_a_name_are_counted_apart(book: Book) -> None:
    add_sale(book, None, date(2026, 5, 1), 1000)
    found = ranking(book.store, FIRST, LAST)
    assert (found.customers, found.revenue_cents) == ((), 0)
    assert (found.unnamed_sales, found.unnamed_revenue_cents) == (1, 1000)
