"""Top customers: who brings how much, and how much the first fifth of them carries."""

import dataclasses
from datetime import date
from io import BytesIO

import pytest

from model.book import Book
from model.class_lines import ClassLines
from model.customer_class import CustomerClass
from model.ranking import By, RankedCustomer, Ranking
from model.value.margins import Margins, Source
from reports import top_customers
from reports.charts import first_fifth
from reports.top_customers import Facts
from reports.top_customers_by_class import by_class
from tests.makers import add_customer, add_sale, review_classes
from tests.reports.printed import DAY, SHOP, pages, text


def facts_of(*cents: int, by: By = "revenue", limit: int | None = None) -> Facts:
    """Customers who brought this much revenue, half of it profit, best first."""
    found = Ranking(
        customers=tuple(
            RankedCustomer(place, f"Customer-{place:04}", "", "", 2, amount, amount // 2, DAY)
            for place, amount in enumerate(cents[:limit], start=1)
        ),
        ranked_ids=tuple(range(1, len(cents) + 1)),
        ranked_cents=cents if by == "revenue" else tuple(amount // 2 for amount in cents),
        sales=2 * len(cents),
        revenue_cents=sum(cents),
        profit_cents=sum(amount // 2 for amount in cents),
        margins=Margins(0.5, Source.KNOWN),
    )
    return Facts(SHOP, "USD", date(2014, 1, 1), date(2017, 12, 31), DAY, by, found)


def changed(facts: Facts, **found: object) -> Facts:
    """The same with other figures."""
    return dataclasses.replace(facts, found=dataclasses.replace(facts.found, **found))  # type: ignore[arg-type]


def printed(facts: Facts, language_code: str = "en") -> str:
    target = BytesIO()
    top_customers.write(facts, target, language_code=language_code)
    return text(target.getvalue())


def test_the_first_fifth_is_named_with_its_share() -> None:
    shown = printed(facts_of(5000, 1000, *[500] * 8))
    assert "The first 20% of the customers (2 of 10) bring 60.0% of the revenue." in shown


def test_a_handful_of_customers_has_a_best_one_but_no_fifth() -> None:
    shown = printed(facts_of(6000, 1000, 1000, 1000, 1000))
    assert "The best of 5 customers brings 60.0% of the revenue." in shown


def test_each_row_has_its_share_and_all_before_it() -> None:
    shown = " ".join(printed(facts_of(500_000, 300_000, 200_000)).split())
    assert "1 Customer-0001 2 $5,000.00 $2,500.00 50.0% 50.0%" in shown
    assert "3 Customer-0003 2 $2,000.00 $1,000.00 20.0% 100.0%" in shown
    assert "Everybody in the period 6 $10,000.00 $5,000.00 100.0%" in shown


def test_a_limited_list_adds_up_itself_and_everybody() -> None:
    shown = " ".join(printed(facts_of(500_000, 300_000, 200_000, limit=2)).split())
    assert "The first 2 of 3" in shown
    assert "Listed here 4 $8,000.00 $4,000.00 80.0%" in shown
    assert "Everybody in the period 6 $10,000.00" in shown


def test_profit_says_that_it_is_profit() -> None:
    shown = printed(facts_of(6000, 1000, 1000, 1000, 1000, by="profit"))
    assert "by profit" in shown
    assert "60.0% of the profit" in shown


def test_unknown_costs_are_said_out_loud() -> None:
    margins = Margins(0.4, Source.KNOWN, has_unknown=True)
    facts = changed(facts_of(5000), lines_without_cost=12, revenue_without_cost_cents=3400, margins=margins)
    shown = " ".join(printed(facts).split())
    assert (
        "The cost of 12 lines sold ($34.00) is not known. Where no cost is known, profit is reckoned" in shown
    )


def test_where_no_cost_is_known_at_all_nothing_is_called_profit(book: Book) -> None:
    add_sale(book, add_customer(book, "Anna"), date(2026, 1, 5), 1000)
    facts = top_customers.gather(book, date(2026, 1, 1), date(2026, 6, 30), DAY, "profit")
    shown = printed(facts)
    assert "by revenue" in shown
    assert "Profit" not in shown
    assert "All money here is revenue: no cost is known." in shown
    assert "Profit" not in [column.title for column in top_customers.listing(facts).columns]


def test_customers_who_cost_more_than_they_brought_are_counted() -> None:
    facts = changed(facts_of(5000, 4000, by="profit"), ranked_cents=(2500, -700))
    shown = printed(facts)
    assert "1 customer cost more than they brought" in shown


@pytest.mark.parametrize("cents", [(0,), (0, 0, 0), (-500,), (1,), (10**11, 1)])
def test_strange_sums_print_too(cents: tuple[int, ...]) -> None:
    assert "Customer-0001" in printed(facts_of(*cents))


def test_classes_have_a_column_only_once_they_exist() -> None:
    facts = facts_of(5000, 4000)
    assert "Class" not in printed(facts)
    shown = printed(dataclasses.replace(facts, classes={1: CustomerClass.GOLD}))
    for words in ["Class", "Gold"]:
        assert words in shown


def test_a_short_list_says_how_to_reach_people() -> None:
    for count, is_short in ((50, True), (51, False)):
        facts = facts_of(*range(100, 100 - count, -1))
        people = tuple(dataclasses.replace(one, city="York", phone="0123") for one in facts.found.customers)
        assert ("York · 0123" in printed(changed(facts, customers=people))) == is_short


def test_nobody_bought() -> None:
    assert "Nobody bought anything in this period." in printed(facts_of())


def test_ten_thousand_customers_have_a_head_on_every_page() -> None:
    target = BytesIO()
    top_customers.write(facts_of(*range(10_000, 0, -1)), target)
    found = pages(target.getvalue())
    assert all("Customer" in page and "Added up" in page for page in found)
    assert "Customer-10000" in found[-1]


def test_the_first_fifth_is_never_nobody() -> None:
    assert [first_fifth(count) for count in (1, 2, 5, 7, 8, 793)] == [1, 1, 1, 1, 2, 159]


def test_each_customer_stands_with_their_class_at_the_end_of_the_period(book: Book) -> None:
    ids = [add_customer(book, name) for name in ("Anna", "Ben", "Cleo")]
    for n, customer_id in enumerate(ids, start=1):
        add_sale(book, customer_id, date(2026, 1, 5), 1000 * n)
    first, second, third = ids
    review_classes(
        book,
        date(2026, 5, 31),
        a=(first, CustomerClass.LEAD),
        b=(second, CustomerClass.GOLD),
        c=(third, CustomerClass.GOLD),
    )
    review_classes(book, date(2026, 8, 31), a=(third, CustomerClass.PLATINUM))
    of_june = top_customers.gather(book, date(2026, 1, 1), date(2026, 6, 30), DAY, "revenue")
    assert [(one.name, of_june.class_name(one)) for one in of_june.found.customers] == [
        ("Cleo", "Gold"),
        ("Ben", "Gold"),
        ("Anna", "Lead"),
    ]
    assert [(one.name, one.customers, one.cents) for one in by_class(of_june.classes, of_june.found)] == [
        ("Gold", 2, 5000),
        ("Lead", 1, 1000),
    ]
    of_year = printed(top_customers.gather(book, date(2026, 1, 1), date(2026, 12, 31), DAY, "revenue"))
    assert "Platinum 1 33.3% €30.00 50.0% €30.00" in " ".join(of_year.split())


def test_before_the_first_review_the_figures_say_who_is_in_which_class(book: Book) -> None:
    for n in range(1, 9):
        customer_id = add_customer(book, f"Customer {n}")
        for month in range(1, 7):
            add_sale(book, customer_id, date(2026, month, 5), 1000 * n)
    facts = top_customers.gather(book, date(2026, 1, 1), date(2026, 6, 30), DAY, "revenue")
    assert sum(one.customers for one in by_class(facts.classes, facts.found)) == 8
    assert facts.class_name(facts.found.customers[0]) == "Gold"
    assert all(facts.class_name(one) for one in facts.found.customers)


def test_who_is_no_longer_new_stands_where_the_figures_say_until_the_next_review(book: Book) -> None:
    old, late = add_customer(book, "Anna"), add_customer(book, "Ben")
    add_sale(book, old, date(2025, 1, 5), 1000)
    with book.edit("Set the lines"):
        lines = ClassLines(
            set_on=date(2026, 1, 1), current_cents=90_000, platinum_cents=10**9, iron_cents=10**9
        )
        book.class_lines.insert(lines)
    review_classes(book, date(2026, 1, 31), a=(old, CustomerClass.LEAD))
    add_sale(book, old, date(2026, 2, 1), 1000)
    add_sale(book, late, date(2026, 1, 5), 500_000)
    facts = top_customers.gather(book, date(2026, 1, 1), date(2026, 6, 30), DAY, "revenue")
    assert [(one.name, facts.class_name(one)) for one in facts.found.customers] == [
        ("Ben", "Gold"),
        ("Anna", "Lead"),
    ]
    assert [(one.name, one.customers) for one in by_class(facts.classes, facts.found)] == [
        ("Gold", 1),
        ("Lead", 1),
    ]
