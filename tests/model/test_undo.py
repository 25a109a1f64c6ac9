"""Undo: taken back from the journal, part by part, and never over somebody's later work."""

import dataclasses
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.book import Book
from model.channels import Channel
from model.complaints import Complaint, ComplaintStatus
from model.customers import Consent
from model.history import history
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.safekeeping.joining import join_into
from model.statistics import check
from model.taken_back import undo_of
from model.undone import Undone
from tests.makers import A_DAY, FreshBook, add_customer, add_sale, add_visit

PEOPLE = (
    "shop",
    "staff",
    "household",
    "customer",
    "customer_phone",
    "customer_trait",
    "customer_consent",
    "product",
)
DEEDS = (
    "purchase",
    "purchase_line",
    "complaint",
    "follow_up",
    "visit",
    "customer_figures",
    "customer_search",
)


def contents(book: Book) -> dict[str, list[tuple[object, ...]]]:
    """Everything that a person would see, without the bookkeeping of which edit made it."""
    found = {}
    for table in (*PEOPLE, *DEEDS):
        names = [
            name
            for name in book.store.column(f"SELECT name FROM pragma_table_info('{table}')")
            if name != "edit_id"
        ]
        found[table] = [
            tuple(row) for row in book.store.rows(f"SELECT {', '.join(names)} FROM {table} ORDER BY 1")
        ]
    return found


def rename(book: Book, customer: int, **fields: object) -> None:
    with book.edit("Changed {name}", name="?"):
        book.customers.update(dataclasses.replace(book.customers.get(customer), **fields))  # type: ignore[arg-type]


def test_undo_brings_a_deleted_customer_back_with_everything(book: Book) -> None:
    anna = add_customer(book, "Anna", "0123 456", city="Kraków")
    add_sale(book, anna, A_DAY, 100, 200, cost=50)
    add_visit(book, anna, words="Lovely")
    before = contents(book)
    with book.edit("Deleted {name}", name="Anna"):
        book.customers.delete(anna)
    assert book.purchases.count() == 0
    assert book.undo() == Undone("Deleted Anna", undone=6, kept=0, could_not=0)
    assert contents(book) == before
    assert check(book.store) == []


def test_undo_walks_back_step_by_step_and_redo_forward_again(book: Book) -> None:
    states = [contents(book)]
    anna = add_customer(book, "Anna")
    states.append(contents(book))
    add_sale(book, anna)
    states.append(contents(book))
    rename(book, anna, city="Gdańsk")
    states.append(contents(book))
    for state in reversed(states[:-1]):
        assert book.undo() is not None
        assert contents(book) == state
    assert book.undo() is None
    for state in states[1:]:
        assert book.redo() is not None
        assert contents(book) == state
    assert book.redo() is None


def test_something_new_after_an_undo_ends_redo(book: Book) -> None:
    add_customer(book, "Anna")
    book.undo()
    add_customer(book, "Bob")
    assert book.redo() is None
    assert [customer.name for customer in book.customers.all()] == ["Bob"]


def test_undo_survives_a_restart(book: Book) -> None:
    anna = add_customer(book, "Anna")
    with book.again() as tomorrow:
        tomorrow.undo()
        assert tomorrow.customers.find(anna) is None


def test_the_book_itself_cannot_be_undone_away(book: Book) -> None:
    assert book.undo() is None
    assert book.shop.name == "Tea & Leaf"


def test_a_field_that_was_edited_since_is_kept_and_said_so(book: Book) -> None:
    anna = add_customer(book, "Anna", city="Kraków")
    rename(book, anna, city="Gdańsk", street="Long 1")
    first = book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1")
    rename(book, anna, city="Łódź")
    undone = book.take_back(first)
    customer = book.customers.get(anna)
    assert (customer.city, customer.street) == ("Łódź", "")
    assert (undone.undone, undone.kept) == (0, 1)
    assert "edited since" in undone.sentence


def test_a_new_customer_with_later_work_hanging_on_them_is_kept(book: Book) -> None:
    anna = add_customer(book, "Anna")
    first = book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1")
    add_sale(book, anna)
    undone = book.take_back(first)
    assert undone.kept == 1
    assert book.customers.find(anna) is not None
    assert book.purchases.count() == 1


def test_what_hung_on_something_gone_for_good_could_not_be_put_back(book: Book) -> None:
    anna = add_customer(book, "Anna")
    sale = add_sale(book, anna)
    with book.edit("Deleted a sale"):
        book.purchases.delete(sale.id)
    deletion = book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1")
    with book.edit("Deleted Anna"):
        book.customers.delete(anna)
    undone = book.take_back(deletion)
    assert undone.could_not == 2
    assert book.purchases.count() == 0
    assert check(book.store) == []


def test_an_undo_that_could_do_nothing_does_not_stand_in_the_way_of_the_next(book: Book) -> None:
    add_customer(book, "Bob")
    anna = add_customer(book, "Anna")
    with book.again() as other:  # its work is later, but the owner takes back Anna first
        first = book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1")
        add_sale(other, anna)
    assert book.take_back(first).kept == 1
    book.undo()  # the sale
    book.undo()  # Bob
    assert [customer.name for customer in book.customers.all()] == ["Anna"]


def test_an_undone_deletion_of_a_product_is_on_its_old_receipts_again(book: Book) -> None:
    with book.edit("Added a product"):
        tea = book.products.insert(Product(name="Tea"))
    with book.edit("Recorded a sale"):
        sale = book.purchases.save(
            Purchase(bought_on=A_DAY), [PurchaseLine(product_id=tea.id, text="Tea", amount_cents=1)]
        )
    with book.edit("Deleted a product"):
        book.products.delete(tea.id)
    assert book.purchase_lines.of(sale.id)[0].product_id is None
    book.undo()
    assert book.purchase_lines.of(sale.id)[0].product_id == tea.id


def last_edit(book: Book) -> int:
    return int(book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1"))


def test_a_product_that_was_sold_since_it_was_added_stays_on_its_receipt(book: Book) -> None:
    with book.edit("Added a product"):
        tea = book.products.insert(Product(name="Tea"))
    added = last_edit(book)
    with book.edit("Recorded a sale"):
        sale = book.purchases.save(
            Purchase(bought_on=A_DAY), [PurchaseLine(product_id=tea.id, text="Tea", amount_cents=1)]
        )
    assert book.take_back(added).kept == 1
    assert book.purchase_lines.of(sale.id)[0].product_id == tea.id


def test_a_sale_is_not_lost_when_whom_it_was_taken_from_is_gone(book: Book) -> None:
    anna, bo = add_customer(book, "Anna"), add_customer(book, "Bo")
    sale = add_sale(book, anna)
    with book.edit("Gave the sale to another"):
        book.purchases.update(dataclasses.replace(book.purchases.get(sale.id), customer_id=bo))
    moved = last_edit(book)
    with book.edit("Deleted"):
        book.customers.delete(anna)
    assert book.take_back(moved).could_not == 1
    assert book.purchases.get(sale.id).customer_id == bo
    assert check(book.store) == []


def test_what_does_not_fit_any_more_is_kept_and_stands_in_nobodys_way(book: Book) -> None:
    anna = add_customer(book, "Anna")

    def ask(*answers: bool) -> None:
        consents = tuple(Consent(channel=Channel.PHONE, allowed=allowed) for allowed in answers)
        with book.edit("Asked"):
            book.customers.save(dataclasses.replace(book.customers.card(anna), consents=consents))

    ask(True)
    ask()
    forgotten = last_edit(book)
    ask(False)
    assert book.take_back(forgotten).kept == 1
    assert [consent.allowed for consent in book.customers.card(anna).consents] == [False]


def test_a_field_that_cannot_go_back_alone_is_kept(book: Book) -> None:
    anna = add_customer(book, "Anna")
    with book.edit("Complained"):
        complaint = book.complaints.insert(Complaint(customer_id=anna, said_on=A_DAY))
    closed = dataclasses.replace(complaint, status=ComplaintStatus.CLOSED, closed_on=A_DAY)
    with book.edit("Closed"):
        book.complaints.update(closed)
    closing = last_edit(book)
    with book.edit("Closed on another day"):
        book.complaints.update(dataclasses.replace(closed, closed_on=A_DAY.replace(day=13)))
    assert book.take_back(closing).kept == 1
    assert book.complaints.get(complaint.id).status is ComplaintStatus.CLOSED


@pytest.mark.parametrize("many", [3, 20_000])
def test_what_was_written_before_the_format_got_a_field_can_still_be_undone(
    book: Book, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("model.undo._MANY", many)
    people = [add_customer(book, f"Customer {n}", city="York", street="Long 1") for n in range(5)]
    before = contents(book)
    rename(book, people[0], street="Short 2")
    with book.edit("Deleted"):
        for person in people:
            book.customers.delete(person)
    with book.edit("As it was before there were cities and years of birth"):
        book.store.write(
            "UPDATE journal SET old = json_remove(old, '$.city', '$.birth_year') WHERE table_name = 'customer'",
            {},
        )
    for _edit in range(2):  # What only rewrote the journal has nothing to take back.
        undone = book.undo()
        assert undone is not None
        assert (undone.kept, undone.could_not) == (0, 0)
    assert {customer.city for customer in book.customers.all()} == {""}
    for person in people:
        rename(book, person, city="York")
    assert contents(book) == before
    assert check(book.store) == []


STEP = st.sampled_from(["add", "sell", "rename", "delete", "visit", "complain", "undo", "redo"])


@given(st.lists(STEP, max_size=14))
def test_whatever_was_done_undoing_all_of_it_leads_back_to_the_empty_book(
    fresh_book: FreshBook, steps: list[str]
) -> None:
    with fresh_book() as book:
        empty = contents(book)
        for n, step in enumerate(steps):
            people = [customer.id for customer in book.customers.all()]
            if step == "add":
                add_customer(book, f"Customer {n}", f"0{n}11223344")
            elif step == "undo":
                book.undo()
            elif step == "redo":
                book.redo()
            elif people and step == "sell":
                add_sale(book, people[n % len(people)], A_DAY, 100 + n)
            elif people and step == "visit":
                add_visit(book, people[n % len(people)])
            elif people and step == "complain":
                about = book.store.value("SELECT max(id) FROM purchase WHERE customer_id = :id", id=people[0])
                with book.edit("Complained"):
                    book.complaints.insert(Complaint(customer_id=people[0], purchase_id=about, said_on=A_DAY))
            elif people and step == "rename":
                rename(book, people[n % len(people)], name=f"Renamed {n}")
            elif people and step == "delete":
                with book.edit("Deleted"):
                    book.customers.delete(people[n % len(people)])
        assert check(book.store) == []
        while (undone := book.undo()) is not None:
            assert (undone.kept, undone.could_not) == (0, 0)
        assert contents(book) == empty
        assert check(book.store) == []


def test_what_was_undone_and_put_back_again_can_be_put_back_by_the_undo_that_stands(book: Book) -> None:
    customer = add_customer(book, "Anna")
    rename(book, customer, name="Annie")
    renamed = int(book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1"))
    assert undo_of(book.store, renamed) is None
    for _again in range(2):
        book.take_back(renamed)
        assert book.customers.get(customer).name == "Anna"
        undo = undo_of(book.store, renamed)
        assert undo is not None
        book.take_back(undo)
        assert book.customers.get(customer).name == "Annie"
        assert undo_of(book.store, renamed) is None


def test_what_was_put_back_and_taken_back_again_in_the_history_counts_as_undone(book: Book) -> None:
    add_customer(book, "Anna")
    book.undo()
    book.redo()
    (put_back,) = [one for one in history(book.store) if one.sentence.startswith("Put back")]
    assert put_back.can_take_back
    book.take_back(put_back.edit_id)
    assert not book.customers.count()
    (added,) = [one for one in history(book.store) if one.sentence == "Added customer Anna"]
    assert (added.taken_back, added.can_take_back) == (True, False)
    assert book.next_undo() is None
    book.redo()
    assert [customer.name for customer in book.customers.all()] == ["Anna"]


def test_an_undo_that_went_with_the_join_that_brought_it_undoes_nothing_any_more(
    book: Book, tmp_path: Path
) -> None:
    add_customer(book, "Anna")
    home = tmp_path / "home.regulars"
    shutil.copy(book.path, home)
    with Book.open(home) as other:
        other.undo()
    join_into(book, home, "home")
    assert not book.customers.count()
    undone = book.undo()
    assert undone is not None
    assert undone.what == "Joined with home"
    (added,) = [one for one in history(book.store) if one.sentence == "Added customer Anna"]
    assert (added.taken_back, added.can_take_back) == (False, True)
    book.undo()
    assert not book.customers.count()
