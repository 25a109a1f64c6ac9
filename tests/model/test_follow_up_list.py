"""The list of what is planned: overdue, today, coming, done."""

from datetime import date, timedelta

from model import follow_up_list
from model.book import Book
from model.follow_up_list import Order, Show
from model.follow_ups import FollowUp, FollowUpStatus
from tests.makers import A_DAY, add_customer


def plan(book: Book, customer_id: int, on: date, **fields: object) -> int:
    with book.edit("Planned"):
        return book.follow_ups.insert(FollowUp(customer_id=customer_id, planned_on=on, **fields)).id  # type: ignore[arg-type]


def test_each_is_shown_where_its_day_puts_it(book: Book) -> None:
    anna = add_customer(book)
    day = timedelta(days=1)
    overdue = plan(book, anna, A_DAY - 5 * day)
    today = plan(book, anna, A_DAY)
    put_off = plan(book, anna, A_DAY - 5 * day, snoozed_to=A_DAY + day)
    coming = plan(book, anna, A_DAY + 3 * day)
    done = plan(book, anna, A_DAY, status=FollowUpStatus.DONE, done_on=A_DAY)
    shown = {show: list(follow_up_list.ids(book.store, A_DAY, show)) for show in Show}
    assert shown == {
        Show.OPEN: [overdue, today, put_off, coming],
        Show.OVERDUE: [overdue],
        Show.TODAY: [today],
        Show.COMING: [put_off, coming],
        Show.DONE: [done],
    }
    assert follow_up_list.counts(book.store, A_DAY) == {show: len(some) for show, some in shown.items()}


def test_customer_and_reason_find_it(book: Book) -> None:
    anna, bob = add_customer(book, "Anna"), add_customer(book, "Bob")
    tea = plan(book, anna, A_DAY, reason="Green tea is in")
    pot = plan(book, bob, A_DAY, reason="Ask about the pot")
    for text, found in {"anna": [tea], "BOB": [pot], "green": [tea], "pot": [pot], "100%": []}.items():
        assert list(follow_up_list.ids(book.store, A_DAY, text=text)) == found


def test_promises_come_before_the_others_of_their_day(book: Book) -> None:
    anna = add_customer(book)
    routine = plan(book, anna, A_DAY)
    promise = plan(book, anna, A_DAY, promise=True)
    assert list(follow_up_list.ids(book.store, A_DAY)) == [promise, routine]


def test_sorted_by_name_either_way(book: Book) -> None:
    made = [plan(book, add_customer(book, name), A_DAY) for name in ("Carl", "anna", "Bob")]
    up = list(follow_up_list.ids(book.store, A_DAY, order=Order.NAME))
    assert up == [made[1], made[2], made[0]]
    assert list(follow_up_list.ids(book.store, A_DAY, order=Order.NAME, descending=True)) == up[::-1]


def test_a_row_tells_the_day_it_is_due_or_was_done(book: Book) -> None:
    anna = add_customer(book, "Anna", "07700 900118")
    put_off = plan(book, anna, A_DAY, snoozed_to=A_DAY + timedelta(days=2))
    done = plan(
        book, anna, A_DAY, rule="silent", status=FollowUpStatus.DONE, done_on=A_DAY + timedelta(days=1)
    )
    first, second, gone = follow_up_list.rows(book.store, [put_off, done, 42])
    assert first is not None
    assert second is not None
    assert gone is None
    assert (first.on, first.open, first.phone, first.by_rule) == (
        A_DAY + timedelta(days=2),
        True,
        "07700 900118",
        False,
    )
    assert (second.on, second.open, second.by_rule, second.reason) == (
        A_DAY + timedelta(days=1),
        False,
        True,
        "Silent for long",
    )
