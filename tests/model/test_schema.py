"""The format of the file: what the tables promise whoever writes into them."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from model import header, schema, triggers
from model.book import Book
from model.complaints import Complaint
from model.errors import BookError
from model.follow_ups import FollowUp
from model.nouns import TABLES
from model.table import Table, columns
from tests.makers import A_DAY, add_customer, add_sale, add_visit, make_book


def columns_of_file(book: Book, table: str) -> set[str]:
    return set(book.store.column(f"SELECT name FROM pragma_table_info('{table}')"))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_records_fields_and_its_tables_columns_are_the_same_set(
    book: Book, table: type[Table[Any]]
) -> None:
    assert set(columns(table.record)) | {"edit_id"} == columns_of_file(book, table.name)


def test_every_table_is_strict(book: Book) -> None:
    tables = book.store.rows(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    )
    lax = {row["name"] for row in tables if not row["strict"]}
    assert lax <= {"sqlite_schema", "sqlite_sequence", "_sqlite_migrations"}


def test_every_table_that_people_write_is_journaled(book: Book) -> None:
    bookkeeping = {"book", "generation", "edit", "journal", "customer_figures", "customer_search", "erased"}
    tables = book.store.rows(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict AND type = 'table'"
    )
    assert {row["name"] for row in tables} - bookkeeping == {table.name for table in TABLES}
    for table in TABLES:
        for op in ("insert", "update", "delete"):
            assert f"journal_{table.name}_{op}" in triggers.ALL


def test_the_fingerprint_in_the_code_is_that_of_a_new_book() -> None:
    assert schema.fingerprint(schema.fresh_schema()) == schema.SCHEMA_FINGERPRINT


def test_the_format_number_counts_the_migrations(book: Book) -> None:
    from model.migrations import migrations

    assert len(migrations._migrations) == schema.FORMAT
    assert book.store.value("PRAGMA user_version") == schema.FORMAT
    assert book.store.value("PRAGMA application_id") == header.APPLICATION_ID


@pytest.mark.parametrize(
    ("table", "column", "nonsense"),
    [
        ("customer", "name", "   "),
        ("customer", "kind", "ghost"),
        ("customer", "birth_month", 13),
        ("customer", "call_from", "25 o'clock"),
        ("customer", "call_from", "24:00"),
        ("customer", "known_since", "2023-02-29"),
        ("customer", "known_since", "1899-12-31"),
        ("customer", "archived", 2),
        ("customer", "household_id", 12345),
        ("customer", "note", "x" * 100_001),
        ("purchase", "bought_on", "12.3.2026"),
        ("purchase", "customer_id", 12345),
        ("purchase_line", "amount_cents", 1_000_000_000_000),
        ("purchase_line", "amount_cents", 9.5),
        ("visit", "satisfaction", 11),
        ("complaint", "status", "closed"),
        ("follow_up", "planned_on", None),
    ],
)
def test_the_file_itself_refuses_nonsense(book: Book, table: str, column: str, nonsense: object) -> None:
    customer = add_customer(book)
    add_sale(book, customer)
    add_visit(book, customer)
    with book.edit("More"):
        book.complaints.insert(Complaint(customer_id=customer, said_on=A_DAY))
        book.follow_ups.insert(FollowUp(customer_id=customer, planned_on=A_DAY))
    with pytest.raises(BookError), book.edit("Nonsense"):
        book.store.write(f"UPDATE {table} SET {column} = :nonsense", {"nonsense": nonsense})
    assert (
        book.store.value(f"SELECT count(*) FROM {table} WHERE {column} IS :nonsense", nonsense=nonsense) == 0
    )


def test_a_lost_trigger_comes_back_at_the_next_open(tmp_path: Path) -> None:
    with make_book(tmp_path) as made:
        path = made.path
    stranger = sqlite3.connect(path)
    stranger.execute("DROP TRIGGER journal_customer_update")
    stranger.close()
    with Book.open(path) as book:
        add_customer(book)
        assert (
            book.store.value("SELECT count(*) FROM sqlite_master WHERE name = 'journal_customer_update'") == 1
        )
