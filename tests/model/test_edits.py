"""An edit: one thing that a person does, saved as a whole or not at all, and told once."""

import dataclasses
import sqlite3
import threading

import pytest

from model.book import Book
from model.changes import Change
from model.errors import BookError, Cancelled
from tests.makers import A_DAY, add_customer, add_sale


def test_an_edit_that_fails_leaves_nothing_and_tells_nobody(book: Book) -> None:
    told: list[Change] = []
    book.listen(told.append)
    with pytest.raises(ZeroDivisionError), book.edit("Added two"):
        add_customer(book, "First")
        1 / 0  # noqa: B018
    assert book.customers.count() == 0
    assert told == []
    assert book.search.find("first") == []


@pytest.mark.parametrize("stop", [Cancelled, KeyboardInterrupt, SystemExit])
def test_whatever_stops_an_edit_undoes_it(book: Book, stop: type[BaseException]) -> None:
    with pytest.raises(stop), book.edit("Added one"):
        add_customer(book)
        raise stop
    assert book.customers.count() == 0
    add_customer(book)
    assert book.customers.count() == 1


def test_only_the_outermost_edit_speaks_and_says_whom_it_concerns(book: Book) -> None:
    told: list[Change] = []
    book.listen(told.append)
    with book.edit("Welcomed {name}", name="Anna"):
        anna = add_customer(book, "Anna", "0123 456")
        add_sale(book, anna)
    (change,) = told
    assert change.sentence == "Welcomed Anna"
    assert change.customers == frozenset({anna})
    assert change.kinds == {"customer", "customer_phone", "purchase", "purchase_line"}
    assert change.concerns(anna)
    assert not change.concerns(anna + 1)


def test_a_line_added_to_an_old_purchase_concerns_its_customer(book: Book) -> None:
    anna = add_customer(book)
    sale = add_sale(book, anna)
    told: list[Change] = []
    book.listen(told.append)
    with book.edit("Changed a sale"):
        line = book.purchase_lines.of(sale.id)[0]
        book.purchase_lines.insert(type(line)(purchase_id=sale.id, text="Cup", amount_cents=5))
    assert told[0].customers == frozenset({anna})


def test_an_edit_that_changes_nothing_leaves_no_trace(book: Book) -> None:
    anna = add_customer(book)
    told: list[Change] = []
    book.listen(told.append)
    edits = book.store.value("SELECT count(*) FROM edit")
    with book.edit("Changed {name}", name="Anna"):
        book.customers.save(book.customers.card(anna))
    assert book.store.value("SELECT count(*) FROM edit") == edits
    assert told == []


def test_an_edit_looks_at_its_own_part_of_the_journal_only(book: Book) -> None:
    add_customer(book, "Warm up")

    def steps_of_an_edit() -> int:
        steps = []
        book.store._db.set_progress_handler(lambda: steps.append(1), 100)
        add_customer(book, "Anna")
        book.store._db.set_progress_handler(None, 0)
        return len(steps)

    usual = steps_of_an_edit()
    with book.edit("A long past"):
        book.store.write_many(
            "INSERT INTO journal (edit_id, table_name, row_id, op) VALUES (1, 'visit', ?, 'insert')",
            [(n,) for n in range(10_000)],
        )
    assert steps_of_an_edit() < usual + 100


def test_a_write_outside_of_an_edit_is_a_bug(book: Book) -> None:
    with pytest.raises(RuntimeError):
        book.store.write("DELETE FROM customer", {})


def test_the_journal_says_who_when_and_what_and_keeps_the_old_values(book: Book) -> None:
    book.store.who = "Olga"
    anna = add_customer(book, "Anna", city='Żywiec "by the\tlake" \\ 湖边\n')
    card = book.customers.card(anna)
    with book.edit("Changed {name}", name="Anna"):
        book.customers.update(type(card.customer)(id=anna, name="Anna B."))
    edit = book.store.row("SELECT * FROM edit ORDER BY number DESC LIMIT 1")
    assert edit is not None
    assert (edit["who"], edit["what"]) == ("Olga", "Changed {name}")
    assert edit["at"].endswith("+00:00")
    entry = book.store.row(
        "SELECT op, json_extract(old, '$.name') AS name, json_extract(old, '$.city') AS city,"
        " json_extract(old, '$.id') AS id FROM journal ORDER BY number DESC LIMIT 1"
    )
    assert entry is not None
    assert tuple(entry) == ("update", "Anna", 'Żywiec "by the\tlake" \\ 湖边\n', anna)


def test_a_strange_text_of_another_program_can_be_changed_and_put_back(book: Book) -> None:
    anna = add_customer(book, "Anna")
    with book.edit("Done by another program"):
        book.store.write("UPDATE customer SET note = 'a' || char(1) || 'b' || char(8232)", {})
    with book.edit("Changed {name}", name="Anna"):
        book.customers.update(dataclasses.replace(book.customers.get(anna), note="plain"))
    book.undo()
    assert book.customers.get(anna).note == "a\x01b\u2028"


def test_a_deleted_customer_leaves_everything_that_hung_on_them_in_the_journal(book: Book) -> None:
    anna = add_customer(book, "Anna", "0123 456")
    add_sale(book, anna, A_DAY, 100, 200)
    with book.edit("Deleted"):
        book.customers.delete(anna)
    gone = book.store.column("SELECT table_name FROM journal WHERE op = 'delete' ORDER BY table_name")
    assert gone == ["customer", "customer_phone", "purchase", "purchase_line", "purchase_line"]


def test_each_session_that_writes_is_one_generation_with_the_last_as_its_parent(book: Book) -> None:
    add_customer(book, "One")
    with book.again():
        pass  # reads only: no generation
    with book.again() as second:
        add_customer(second, "Two")
        add_customer(second, "Three")
    generations = book.store.rows("SELECT id, parent1, parent1_seq, last_seq FROM generation ORDER BY rowid")
    assert [row["parent1"] for row in generations] == [None, *(row["id"] for row in generations[:-1])]
    assert [row["parent1_seq"] for row in generations] == [None, 1, 1]
    assert [row["last_seq"] for row in generations] == [1, 1, 2]  # The first one made the book.


def test_a_generation_whose_first_edit_failed_is_begun_again(book: Book) -> None:
    with book.again() as other:
        with pytest.raises(ZeroDivisionError), other.edit("Fails"):
            add_customer(other)
            1 / 0  # noqa: B018
        add_customer(other, "Second try")
    assert book.store.value("SELECT count(*) FROM generation") == 2
    assert book.customers.count() == 1


def test_two_connections_that_write_in_turn_both_succeed(book: Book) -> None:
    with book.again() as other:
        for n in range(5):
            add_customer(book, f"Here {n}")
            add_customer(other, f"There {n}")
    assert book.customers.count() == 10


def test_a_book_in_use_by_another_writer_says_busy_and_keeps_nothing_half(book: Book) -> None:
    other = sqlite3.connect(book.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    book.store.value("PRAGMA busy_timeout = 10")
    with pytest.raises(BookError, match="busy"):
        add_customer(book)
    other.execute("ROLLBACK")
    other.close()
    add_customer(book)
    assert book.customers.count() == 1


def test_another_connection_can_read_while_a_long_edit_is_being_written(book: Book) -> None:
    add_customer(book, "Before")
    seen: list[int] = []

    def look() -> None:
        with Book.open(book.path) as window:
            seen.append(window.customers.count())

    with book.edit("Many"), book.store.pages_held_in_memory():
        for n in range(300):
            add_customer(book, f"Customer {n} " + "x" * 400)
        reader = threading.Thread(target=look)
        reader.start()
        reader.join()
    assert seen == [1]
    assert book.customers.count() == 301


def test_rows_are_fetched_at_once_so_that_no_half_read_cursor_blocks_a_commit(book: Book) -> None:
    for n in range(200):
        add_customer(book, f"Customer {n}")
    with book.again() as reader:
        half_read = iter(reader.store.rows("SELECT * FROM customer"))
        next(half_read)
        add_customer(book, "Not blocked")
        assert len(list(half_read)) == 199
    assert book.customers.count() == 201


def test_closing_in_the_middle_of_an_edit_is_a_bug(book: Book) -> None:
    with pytest.raises(RuntimeError, match="middle of an edit"), book.edit("Open"):
        add_customer(book)
        book.close()
    assert book.customers.count() == 0
