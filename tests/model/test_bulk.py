"""Loading in bulk: quick, and right whatever the loader forgot."""

import pytest

from model import ids
from model.book import Book
from model.errors import BookError
from model.schema import SCHEMA_FINGERPRINT, fingerprint
from model.statistics import check
from tests.makers import A_DAY, add_customer, add_sale, add_visit

LINE = "INSERT INTO purchase_line (id, edit_id, purchase_id, text, amount_cents, cost_cents) VALUES (?, ?, ?, ?, ?, ?)"


def schema(book: Book) -> dict[str, str]:
    return {
        f"{row['type']} {row['name']}": row["sql"]
        for row in book.store.rows("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        if not row["name"].startswith("sqlite_stat")
    }


@pytest.mark.parametrize("rows", [0, 1_000_000])
def test_sums_figures_and_search_are_right_although_the_loader_computed_none(book: Book, rows: int) -> None:
    anna = add_customer(book, "Anna")
    add_sale(book, anna, A_DAY, 100)
    store = book.store
    with (
        book.edit("Loaded"),
        store.bulk("customer", "customer_phone", "purchase", "purchase_line", "visit", rows=rows),
    ):
        bo, phone, first, second, empty, *lines, visit = ids.take(10)
        edit = store.edit_id
        store.write_many("INSERT INTO customer (id, edit_id, name) VALUES (?, ?, ?)", [(bo, edit, "王小明")])
        store.write_many(
            "INSERT INTO customer_phone (id, edit_id, customer_id, number, digits) VALUES (?, ?, ?, ?, ?)",
            [(phone, edit, anna, "07700 900123", "7700900123")],
        )
        store.write_many(
            "INSERT INTO purchase (id, edit_id, customer_id, bought_on, lines, amount_cents) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (first, edit, bo, "2026-03-01", 0, 0),
                (second, edit, anna, "2026-03-02", 7, 77),
                (empty, edit, bo, "2026-03-03", 1, 5),
            ],
        )
        store.write_many(
            LINE,
            [
                (lines[0], edit, first, "Tea", 500, 200),
                (lines[1], edit, first, "Cup", 300, None),
                (lines[2], edit, second, "Tea", 900, 400),
            ],
        )
        store.write_many(
            "INSERT INTO visit (id, edit_id, customer_id, visited_on, reached) VALUES (?, ?, ?, ?, 1)",
            [(visit, edit, anna, "2026-03-05")],
        )
    assert check(store) == []
    assert fingerprint(schema(book)) == SCHEMA_FINGERPRINT
    figures = book.customers.figures(bo)
    assert (figures.sales, figures.amount_cents, figures.profit_cents) == (2, 800, 300)
    assert book.customers.figures(anna).amount_cents == 1000
    assert [hit.customer_id for hit in book.search.find("小明")] == [bo]
    assert [hit.customer_id for hit in book.search.find("900123")] == [anna]


def test_lines_loaded_into_an_older_purchase_count_there(book: Book) -> None:
    anna = add_customer(book, "Anna")
    sale = add_sale(book, anna, A_DAY, 100)
    add_sale(book, add_customer(book, "Bo"), A_DAY, 50)
    with book.edit("Loaded"), book.store.bulk("purchase_line"):
        book.store.write_many(LINE, [(ids.new_id(), book.store.edit_id, sale.id, "Cup", 300, None)])
    assert book.customers.figures(anna).amount_cents == 400
    assert check(book.store) == []


def test_a_load_that_fails_leaves_triggers_and_indexes_as_they_were(book: Book) -> None:
    def fail() -> None:
        with book.edit("Loaded"), book.store.bulk("customer", "purchase", rows=1_000_000):
            raise ValueError("the disk is on fire")

    with pytest.raises(ValueError, match="fire"):
        fail()
    assert fingerprint(schema(book)) == SCHEMA_FINGERPRINT
    add_visit(book, add_customer(book, "Anna"))
    assert check(book.store) == []


def test_rows_that_lie_ready_are_known_to_nobody_else_and_gone_afterwards(book: Book) -> None:
    store = book.store
    with store.laid_ready(("number", "word"), [(7, "tea"), (8, "cup")]) as ready, book.again() as other:
        assert (ready.rows, store.rows(f"SELECT rowid, * FROM {ready.table}")[1]["word"]) == (2, "cup")
        assert store.column(f"SELECT rowid FROM {ready.table}") == [1, 2]
        with pytest.raises(BookError):
            other.store.rows(f"SELECT * FROM {ready.table}")
        add_customer(other, "Not kept waiting")
        add_customer(book, "Nor here")
    assert store.column("SELECT name FROM temp.sqlite_master") == []
    with store.laid_ready(("number",), []) as ready:
        assert ready.rows == 0


def test_rows_that_fail_on_the_way_leave_nothing_lying(book: Book) -> None:
    with pytest.raises(ZeroDivisionError), book.store.laid_ready(("number",), ((1 / n,) for n in (1, 0))):
        pass
    assert book.store.column("SELECT name FROM temp.sqlite_master") == []
    add_customer(book, "Anna")


def test_as_part_of_a_longer_edit_rows_lie_ready_too(book: Book) -> None:
    with book.edit("Edit"), book.store.laid_ready(("number",), [(1,)]) as ready:
        add_customer(book, "Anna")
        assert book.store.column(f"SELECT number FROM {ready.table}") == [1]
    assert [customer.name for customer in book.customers.all()] == ["Anna"]
