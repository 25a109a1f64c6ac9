"""The list of contacts made: found by words or customer, sorted any way, counted by what came of them."""

from datetime import timedelta

from model.book import Book
from model.channels import Channel
from model.follow_ups import FollowUp
from model.looking_back import contacts_made
from model.looking_back.contacts_made import Order, Show
from model.staff import StaffMember
from model.visits import Outcome
from tests.makers import A_DAY, add_customer, add_visit

DAY = timedelta(days=1)


def test_the_chips_part_what_the_counts_count(book: Book) -> None:
    anna = add_customer(book)
    spoken = add_visit(book, anna, A_DAY).id
    in_vain = add_visit(book, anna, A_DAY + DAY, Outcome.NO_ANSWER).id
    quoted = add_visit(book, anna, A_DAY + 2 * DAY, words="Lovely tea").id
    shown = {show: list(contacts_made.ids(book.store, show)) for show in Show}
    assert shown == {
        Show.ALL: [spoken, in_vain, quoted],
        Show.REACHED: [spoken, quoted],
        Show.IN_VAIN: [in_vain],
        Show.WITH_WORDS: [quoted],
    }
    assert contacts_made.counts(book.store) == {show: len(some) for show, some in shown.items()}


def test_customer_words_suggestion_and_note_find_it(book: Book) -> None:
    anna, bob = add_customer(book, "Anna"), add_customer(book, "Bob")
    first = add_visit(book, anna, A_DAY, words="The 100% best tea").id
    second = add_visit(book, bob, A_DAY, suggestion="More chairs", note="called his wife").id
    for text, found in {
        "anna": [first],
        "best tea": [first],
        "100%": [first],
        "chairs": [second],
        "WIFE": [second],
        "nothing": [],
    }.items():
        assert list(contacts_made.ids(book.store, text=text)) == found, text


def test_it_is_sorted_any_way_and_those_not_asked_come_last(book: Book) -> None:
    with book.edit("Staff"):
        mei = book.staff.insert(StaffMember(name="Mei")).id
    made = [
        add_visit(
            book,
            add_customer(book, name),
            A_DAY + days * DAY,
            satisfaction=score,
            staff_id=staff,
            channel=way,
        )
        for days, (name, score, staff, way) in enumerate(
            [
                ("Carl", 3, None, Channel.PHONE),
                ("Anna", None, mei, Channel.LETTER),
                ("Bob", 9, None, Channel.PHONE),
            ]
        )
    ]
    carl, anna, bob = (visit.id for visit in made)

    def order(by: Order, *, down: bool = False) -> list[int]:
        return list(contacts_made.ids(book.store, order=by, descending=down))

    assert order(Order.DAY, down=True) == [bob, anna, carl]
    assert order(Order.NAME) == [anna, bob, carl]
    assert order(Order.SCORE) == [carl, bob, anna]
    assert order(Order.SCORE, down=True) == [bob, carl, anna]
    assert order(Order.STAFF)[0] == anna
    assert order(Order.CHANNEL)[0] == anna
    assert len(order(Order.OUTCOME)) == 3


def test_a_row_says_who_why_and_what_was_said(book: Book) -> None:
    anna = add_customer(book, "Anna")
    with book.edit("Planned"):
        planned = book.follow_ups.insert(FollowUp(customer_id=anna, planned_on=A_DAY, rule="silent"))
        mei = book.staff.insert(StaffMember(name="Mei")).id
    full = add_visit(book, anna, A_DAY, follow_up_id=planned.id, staff_id=mei, words="Fine", satisfaction=8)
    bare = add_visit(book, anna, A_DAY, Outcome.NO_ANSWER, note="Line busy")
    first, second, gone = contacts_made.rows(book.store, [full.id, bare.id, 42])
    assert first is not None
    assert second is not None
    assert gone is None
    assert (first.name, first.kind, first.staff, first.said, first.score) == (
        "Anna",
        "Silent for long",
        "Mei",
        "Fine",
        8,
    )
    assert (second.kind, second.staff, second.said, second.reached) == (
        "Without a plan",
        "",
        "Line busy",
        False,
    )
