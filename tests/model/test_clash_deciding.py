"""What two copies disagree about: one question a field, decided in one act, and undone like any other."""

import dataclasses
import json

import pytest

from model.book import Book
from model.clash_deciding import Question, keep, questions, take_other, waiting
from model.clashes import Clash
from model.complaints import Complaint, ComplaintStatus
from model.customers import Customer
from model.errors import BookError
from model.history import details
from model.products import Product
from tests.makers import A_DAY, add_customer


def add_clash(book: Book, row_id: int, column: str, other: object, table: str = "customer") -> None:
    """A clash about what stands in the book now."""
    kept = book.store.value(f"SELECT {column} FROM {table} WHERE id = :id", id=row_id)
    with book.edit("Joined"):
        book.clashes.insert(
            Clash(
                customer_id=row_id if table == "customer" else None,
                table_name=table,
                row_id=row_id,
                column_name=column,
                kept=json.dumps(kept),
                other=json.dumps(other),
                kept_who="Anna",
                kept_at="2026-03-10T10:00:00.000+00:00",
                other_who="Ben",
                other_at="2026-03-11T10:00:00.000+00:00",
            )
        )


def the_question(book: Book) -> Question:
    (question,) = questions(book, 10)
    return question


def change(book: Book, customer: int, **fields: object) -> None:
    with book.edit("Changed"):
        book.customers.update(dataclasses.replace(book.customers.get(customer), **fields))  # type: ignore[arg-type]


def test_a_question_says_what_both_copies_say_who_and_when(book: Book) -> None:
    anna = add_customer(book, city="Leeds")
    add_clash(book, anna, "city", "York")
    question = the_question(book)
    assert (question.title, question.field) == ("Customer Anna Smith", "City")
    assert (question.ours.value, question.ours.who) == ("Leeds", "Anna")
    assert (question.theirs.value, question.theirs.who) == ("York", "Ben")
    assert question.customer_id == anna
    assert not question.gone


def test_keeping_changes_nothing_but_the_question(book: Book) -> None:
    anna = add_customer(book, city="Leeds")
    add_clash(book, anna, "city", "York")
    keep(book, the_question(book))
    assert book.customers.get(anna).city == "Leeds"
    assert waiting(book) == 0
    book.undo()
    assert waiting(book) == 1


def test_taking_the_other_is_one_act_with_one_way_back(book: Book) -> None:
    anna = add_customer(book, city="Leeds", archived=False)
    add_clash(book, anna, "city", "York")
    take_other(book, the_question(book))
    assert book.customers.get(anna).city == "York"
    assert waiting(book) == 0
    book.undo()
    assert book.customers.get(anna).city == "Leeds"
    assert waiting(book) == 1


@pytest.mark.parametrize(
    ("column", "other", "shown"),
    [("archived", 1, "yes"), ("known_since", "2020-02-29", "29 Feb 2020"), ("call_from", None, "")],
)
def test_values_of_every_kind_can_be_taken(book: Book, column: str, other: object, shown: str) -> None:
    anna = add_customer(book, call_from="09:00")
    add_clash(book, anna, column, other)
    assert the_question(book).theirs.value == shown
    take_other(book, the_question(book))
    assert book.store.value(f"SELECT {column} FROM customer WHERE id = :id", id=anna) == other


def test_the_parts_of_a_birthday_are_one_question(book: Book) -> None:
    anna = add_customer(book)
    add_clash(book, anna, "birth_month", 5)
    add_clash(book, anna, "birth_day", 14)
    question = the_question(book)
    assert (question.field, question.ours.value, question.theirs.value) == ("Birthday", "", "14 May")
    assert waiting(book) == 1
    take_other(book, question)
    customer: Customer = book.customers.get(anna)
    assert (customer.birth_month, customer.birth_day) == (5, 14)
    assert waiting(book) == 0


def test_fields_that_are_only_true_together_are_one_question(book: Book) -> None:
    anna = add_customer(book)
    with book.edit("Said"):
        complaint = book.complaints.insert(Complaint(customer_id=anna, said_on=A_DAY, words="Too late"))
    add_clash(book, complaint.id, "status", "closed", "complaint")
    add_clash(book, complaint.id, "answered_on", "2026-03-10", "complaint")
    add_clash(book, complaint.id, "closed_on", "2026-03-11", "complaint")
    question = the_question(book)
    assert question.field == "State, Day of the first answer"
    assert question.ours.value == "State: Waiting for an answer\nDay of the first answer: nothing"
    assert question.theirs.value == "State: Closed, 11 Mar 2026\nDay of the first answer: 10 Mar 2026"
    take_other(book, question)
    assert book.complaints.get(complaint.id).status is ComplaintStatus.CLOSED
    assert waiting(book) == 0


def test_a_phone_that_is_taken_is_found_by_its_digits(book: Book) -> None:
    anna = add_customer(book, "Anna", "020 7946 0123")
    (phone,) = book.customers.card(anna).phones
    add_clash(book, phone.id, "number", "07700 900118", "customer_phone")
    take_other(book, the_question(book))
    assert [hit.customer_id for hit in book.search.find("900118")] == [anna]


def test_what_was_written_since_stands_in_the_place_of_what_the_join_kept(book: Book) -> None:
    anna = add_customer(book, city="Leeds")
    add_clash(book, anna, "city", "York")
    change(book, anna, city="Hull")
    ours = the_question(book).ours
    assert (ours.value, ours.who, ours.at) == ("Hull", "", None)


def test_of_a_record_that_is_gone_nothing_can_be_taken(book: Book) -> None:
    anna = add_customer(book, "Anna", "020 7946 0123")
    (phone,) = book.customers.card(anna).phones
    add_clash(book, phone.id, "number", "07700 900118", "customer_phone")
    with book.edit("Deleted"):
        book.phones.delete(phone.id)
    question = the_question(book)
    assert question.gone
    with pytest.raises(BookError):
        take_other(book, question)
    keep(book, question)
    assert waiting(book) == 0


def test_somebody_who_is_gone_cannot_be_named_again(book: Book) -> None:
    anna, ben = add_customer(book, "Anna"), add_customer(book, "Ben")
    add_clash(book, anna, "introduced_by_id", ben)
    with book.edit("Deleted"):
        book.customers.delete(ben)
    question = the_question(book)
    assert question.theirs.value == "Ben"
    with pytest.raises(BookError, match="no longer in the book"):
        take_other(book, question)
    assert waiting(book) == 1


def test_what_was_put_off_is_asked_last(book: Book) -> None:
    people = [add_customer(book, name, city="Leeds") for name in ("Anna", "Ben", "Carl")]
    for one in people:
        add_clash(book, one, "city", "York")
    first = questions(book, 10)[0]
    again = questions(book, 10, [first.clashes[0].id])
    assert [question.customer_id for question in again] == [people[1], people[2], people[0]]
    assert [question.customer_id for question in questions(book, 2)] == people[:2]


def test_the_history_names_what_a_question_is_about(book: Book) -> None:
    with book.edit("Added"):
        tea = book.products.insert(Product(name="Green tea", price_cents=500))
    add_clash(book, tea.id, "price_cents", 600, "product")
    (part,) = details(book.store, book.store.value("SELECT max(id) FROM edit")).parts
    assert part.title == "Question about Green tea"
