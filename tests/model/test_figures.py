"""Figures of customers and purchases: kept by the file itself, right after every kind of change."""

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.book import Book
from model.errors import BookError, FieldError
from model.purchases import Purchase, PurchaseKind, PurchaseLine
from model.statistics import check, facts
from tests.makers import A_DAY, FreshBook, add_customer, add_sale, add_visit


def test_a_sale_adds_up_its_lines_and_profit_counts_only_known_costs(book: Book) -> None:
    anna = add_customer(book)
    with book.edit("Recorded a sale"):
        sale = book.purchases.save(
            Purchase(
                customer_id=anna, bought_on=A_DAY, amount_cents=99, lines=7
            ),  # ignored: the lines decide
            [
                PurchaseLine(text="Tea", amount_cents=1000, cost_cents=600),
                PurchaseLine(text="Gift wrap", amount_cents=250),
            ],
        )
    assert (sale.lines, sale.amount_cents, sale.cost_cents, sale.profit_cents) == (2, 1250, 600, 400)
    figures = book.customers.figures(anna)
    assert (figures.sales, figures.amount_cents, figures.cost_cents, figures.profit_cents) == (
        1,
        1250,
        600,
        400,
    )


def test_figures_follow_a_sale_that_is_changed_moved_and_deleted(book: Book) -> None:
    anna, bob = add_customer(book, "Anna"), add_customer(book, "Bob")
    sale = add_sale(book, anna, date(2026, 1, 5), 1000)
    add_sale(book, anna, date(2026, 3, 5), 500)
    assert book.customers.figures(anna).amount_cents == 1500
    with book.edit("Changed a sale"):
        line = dataclasses.replace(book.purchase_lines.of(sale.id)[0], amount_cents=700)
        book.purchases.save(dataclasses.replace(sale, customer_id=bob, bought_on=date(2026, 2, 1)), [line])
    assert book.customers.figures(anna).amount_cents == 500
    assert book.customers.figures(bob).last_on == date(2026, 2, 1)
    with book.edit("Deleted a sale"):
        book.purchases.delete(sale.id)
    assert book.customers.figures(bob).sales == 0
    assert book.customers.figures(bob).last_on is None
    assert check(book.store) == []


def test_rhythm_is_the_mean_interval_between_buying_days(book: Book) -> None:
    anna = add_customer(book)
    for day in (1, 1, 11):
        add_sale(book, anna, date(2026, 1, day))
    assert book.customers.figures(anna).rhythm_days is None
    add_sale(book, anna, date(2026, 1, 31))
    assert book.customers.figures(anna).rhythm_days == 15


def test_the_last_contact_counts_only_when_somebody_was_reached(book: Book) -> None:
    from model.visits import Outcome

    anna = add_customer(book)
    add_visit(book, anna, date(2026, 1, 5))
    add_visit(book, anna, date(2026, 1, 9), Outcome.NO_ANSWER)
    assert book.customers.figures(anna).reached_on == date(2026, 1, 5)


def test_goods_that_come_back_are_tied_to_their_sale_and_taken_off_in_proportion(book: Book) -> None:
    anna = add_customer(book)
    with book.edit("Recorded a sale"):
        sale = book.purchases.save(
            Purchase(customer_id=anna, bought_on=A_DAY, receipt_number="R1"),
            [PurchaseLine(text="Cup", quantity_thousandths=3000, amount_cents=1000, cost_cents=500)],
        )
    (line,) = book.purchase_lines.of(sale.id)
    with book.edit("Took goods back"):
        back = book.purchases.return_goods(sale.id, {line.id: 1000}, A_DAY)
    assert (back.kind, back.amount_cents, back.cost_cents, back.return_of_id) == (
        PurchaseKind.RETURN,
        -333,
        -167,
        sale.id,
    )
    figures = book.customers.figures(anna)
    assert (figures.sales, figures.amount_cents) == (1, 667)
    with pytest.raises(BookError, match="Only 2"), book.edit("Took too much back"):
        book.purchases.return_goods(sale.id, {line.id: 3000}, A_DAY)


@pytest.mark.parametrize("lines", [[], [PurchaseLine(amount_cents=0)]])
def test_a_sale_of_nothing_is_refused(book: Book, lines: list[PurchaseLine]) -> None:
    with pytest.raises(FieldError), book.edit("Recorded a sale"):
        book.purchases.save(Purchase(bought_on=A_DAY), lines)
    assert book.purchases.count() == 0


def test_the_largest_amount_is_exact(book: Book) -> None:
    anna = add_customer(book)
    add_sale(book, anna, A_DAY, 999_999_999_999)
    add_sale(book, anna, A_DAY, 999_999_999_999)
    assert book.customers.figures(anna).amount_cents == 1_999_999_999_998


def test_facts_count_and_add_up_the_whole_book(book: Book) -> None:
    anna = add_customer(book)
    add_sale(book, anna, date(2026, 1, 5), 1000, 500, cost=300)
    add_sale(book, None, date(2026, 1, 6), 200)
    found = facts(book.store)
    assert found["customers"] == 1
    assert found["purchases"] == 2
    assert found["purchase_lines"] == 3
    assert (found["revenue_cents"], found["cost_cents"], found["profit_cents"]) == (1700, 600, 900)
    assert found["revenue_without_cost_cents"] == 200
    assert (found["first_purchase_on"], found["last_purchase_on"]) == ("2026-01-05", "2026-01-06")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE customer_figures SET amount_cents = amount_cents + 1", "figures of 1 customer"),
        ("UPDATE purchase SET profit_cents = 5", "sum of 1 purchase"),
        ("UPDATE customer_search SET tokens = 'x'", "Search does not know 1 customer"),
        ("DELETE FROM customer_search", "Search does not know 1 customer"),
        ("INSERT INTO customer_index (customer_index) VALUES ('delete-all')", "index is damaged"),
        ("DROP TRIGGER sums_insert", "triggers"),
        ("UPDATE purchase_line SET purchase_id = 5", "hangs on"),
    ],
)
def test_check_finds_what_is_wrong(book: Book, damage: str, said: str) -> None:
    import sqlite3

    anna = add_customer(book)
    add_sale(book, anna)
    assert check(book.store) == []
    stranger = sqlite3.connect(book.path)
    stranger.execute(damage)
    stranger.commit()
    stranger.close()
    assert any(said in sentence for sentence in check(book.store))


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 40), st.integers(-500, 2000), st.booleans()), max_size=12
    )
)
def test_figures_equal_what_python_adds_up(
    fresh_book: FreshBook, sales: list[tuple[int, int, int, bool]]
) -> None:
    with fresh_book() as book:
        people = [add_customer(book, name) for name in ("Anna", "Bob", "Cem")]
        for who, day, cents, known in sales:
            add_sale(
                book,
                people[who],
                date.fromordinal(A_DAY.toordinal() + day),
                cents,
                cost=100 if known else None,
            )
        for place, person in enumerate(people):
            own = [(day, cents, known) for who, day, cents, known in sales if who == place]
            figures = book.customers.figures(person)
            assert figures.sales == len(own)
            assert figures.buying_days == len({day for day, _, _ in own})
            assert figures.amount_cents == sum(cents for _, cents, _ in own)
            assert figures.profit_cents == sum(cents - 100 for _, cents, known in own if known)
        assert check(book.store) == []
