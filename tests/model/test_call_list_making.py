"""A call list has everybody who is due and nobody twice, and what it asks for stays asked for until it is back."""

import dataclasses
from datetime import date, timedelta

import pytest

from model.book import Book
from model.call_list_closing import close
from model.call_list_making import make_list
from model.call_list_progress import ListedCall, calls_of, list_numbered, open_lists, open_lists_line
from model.call_lists import CallList, LineStatus, ListStatus
from model.channels import Channel
from model.complaints import Complaint
from model.contacts import skip
from model.errors import BookError
from model.follow_ups import FollowUp, FollowUpStatus
from model.households import Household
from model.planning.plan import due
from model.staff import StaffMember
from tests.makers import A_DAY, add_customer, add_sale


def plan(
    book: Book, customer_id: int, on: date = A_DAY, reason: str = "Promised a call", **fields: object
) -> FollowUp:
    """Something planned by hand."""
    with book.edit("Planned"):
        return book.follow_ups.insert(
            FollowUp(customer_id=customer_id, planned_on=on, reason=reason, **fields)  # type: ignore[arg-type]
        )


def live_together(book: Book, *customer_ids: int) -> None:
    """Make a household of these."""
    with book.edit("Moved in"):
        for customer_id in customer_ids:
            card = book.customers.card(customer_id)
            book.customers.save(dataclasses.replace(card, household=Household(name="Home")))


def names(calls: list[ListedCall]) -> list[str]:
    return [call.names for call in calls]


def test_whoever_is_due_gets_a_line_and_what_a_rule_asked_for_is_stored(book: Book) -> None:
    anna, ben = add_customer(book, "Anna"), add_customer(book, "Ben")
    plan(book, ben, promise=True)
    add_sale(book, anna, A_DAY - timedelta(days=3))
    made = make_list(book, A_DAY, A_DAY)
    assert (made.number, made.status, made.for_on) == (1, ListStatus.OPEN, A_DAY)
    calls = calls_of(book, made.id)
    assert [(call.line, call.names, call.status) for call in calls] == [
        (1, "Ben", LineStatus.OPEN),
        (2, "Anna", LineStatus.OPEN),
    ]
    (follow_up,) = calls[1].people[0].follow_ups
    assert (follow_up.rule, follow_up.shown_on, follow_up.status) == (
        "after_sale",
        A_DAY,
        FollowUpStatus.OPEN,
    )
    assert due(book.store, A_DAY) == []  # whoever is on paper is not on the screen as well
    close(book, made.id, A_DAY)
    assert [one.customer_id for one in due(book.store, A_DAY)] == [ben, anna]


def test_undo_takes_the_list_away_and_nothing_was_stored(book: Book) -> None:
    add_sale(book, add_customer(book), A_DAY - timedelta(days=3))
    make_list(book, A_DAY, A_DAY)
    undone = book.undo()
    assert undone is not None
    assert (book.call_lists.count(), book.call_list_lines.count(), book.follow_ups.count()) == (0, 0, 0)
    assert len(due(book.store, A_DAY)) == 1


def test_nobody_stands_on_two_lists(book: Book) -> None:
    for name in ("Anna", "Ben", "Cleo"):
        plan(book, add_customer(book, name), reason=name)
    first = make_list(book, A_DAY, A_DAY, limit=2)
    second = make_list(book, A_DAY, A_DAY)
    assert names(calls_of(book, first.id)) == ["Anna", "Ben"]
    assert (second.number, names(calls_of(book, second.id))) == (2, ["Cleo"])
    with pytest.raises(BookError, match="stands on a list"):
        make_list(book, A_DAY, A_DAY)
    close(book, first.id, A_DAY)
    assert names(calls_of(book, make_list(book, A_DAY, A_DAY).id)) == ["Anna", "Ben"]


def test_a_household_is_one_line_and_none_of_it_stands_on_another_list(book: Book) -> None:
    anna, ben, cleo = (add_customer(book, name) for name in ("Anna", "Ben", "Cleo"))
    live_together(book, anna, ben, cleo)
    plan(book, anna)
    plan(book, ben)
    made = make_list(book, A_DAY, A_DAY)
    (call,) = calls_of(book, made.id)
    assert [(call.code(one), one.name) for one in call.people] == [("1a", "Anna"), ("1b", "Ben")]
    plan(book, cleo)
    with pytest.raises(BookError, match="on a list: 1"):
        make_list(book, A_DAY, A_DAY)


def test_nobody_due_is_said_and_no_number_is_used_up(book: Book) -> None:
    with pytest.raises(BookError, match="Nobody is due on 12 Mar 2026"):
        make_list(book, A_DAY, A_DAY)
    plan(book, add_customer(book))
    assert make_list(book, A_DAY, A_DAY).number == 1


def test_why_nobody_can_be_called_is_said(book: Book) -> None:
    anna = add_customer(book, do_not_contact=True)
    add_sale(book, anna, A_DAY - timedelta(days=3))
    with pytest.raises(BookError, match="Does not want to be contacted"):
        make_list(book, A_DAY, A_DAY)


def test_two_complaints_of_one_customer_on_one_day_are_two_reasons(book: Book) -> None:
    anna = add_customer(book)
    with book.edit("Complained"):
        for words in ("The lid leaks", "The handle is loose"):
            said = Complaint(customer_id=anna, said_on=A_DAY - timedelta(days=2), words=words)
            book.complaints.insert(said)
    (one,) = due(book.store, A_DAY)
    skip(book, one.items[:1], A_DAY)
    (call,) = calls_of(book, make_list(book, A_DAY, A_DAY).id)
    (reason,) = call.people[0].follow_ups
    assert reason.complaint_id == one.items[1].complaint_id


def test_letters_are_not_calls(book: Book) -> None:
    plan(book, add_customer(book, "Anna"), channel=Channel.LETTER)
    plan(book, add_customer(book, "Ben"), channel=Channel.VISIT)
    assert names(calls_of(book, make_list(book, A_DAY, A_DAY).id)) == ["Ben"]


def test_a_list_that_cannot_be_printed_is_not_in_the_book(book: Book) -> None:
    plan(book, add_customer(book))

    def out_of_paper(made: CallList) -> None:
        assert book.call_lists.get(made.id) == made
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        make_list(book, A_DAY, A_DAY, printing=out_of_paper)
    assert (book.call_lists.count(), book.call_list_lines.count()) == (0, 0)


def test_a_list_may_be_made_for_tomorrow_for_somebody_and_masked(book: Book) -> None:
    with book.edit("Hired"):
        staff = book.staff.insert(StaffMember(name="Mia"))
    tomorrow = A_DAY + timedelta(days=1)
    plan(book, add_customer(book), tomorrow)
    made = make_list(book, A_DAY, tomorrow, staff.id, masked=True)
    assert (made.for_on, made.staff_id, made.masked) == (tomorrow, staff.id, True)
    (one,) = open_lists(book.store)
    assert (one.number, one.staff, one.lines, one.written, one.to_write) == (1, "Mia", 1, 0, 1)


def test_what_was_left_when_a_list_was_closed_stays_due(book: Book) -> None:
    follow_up = plan(book, add_customer(book))
    made = make_list(book, A_DAY, A_DAY)
    closed = close(book, made.id, A_DAY + timedelta(days=1))
    assert (closed.status, closed.closed_on) == (ListStatus.CLOSED, A_DAY + timedelta(days=1))
    assert [call.status for call in calls_of(book, made.id)] == [LineStatus.LEFT]
    assert book.follow_ups.get(follow_up.id).status is FollowUpStatus.OPEN
    assert len(due(book.store, A_DAY + timedelta(days=1))) == 1
    assert close(book, made.id, A_DAY) == closed


def test_the_next_morning_asks_for_what_is_not_written_back(book: Book) -> None:
    for name in ("Anna", "Ben"):
        plan(book, add_customer(book, name))
    made = make_list(book, A_DAY, A_DAY, limit=1)
    assert open_lists_line(book.store, A_DAY) == ""
    tomorrow = A_DAY + timedelta(days=1)
    assert open_lists_line(book.store, tomorrow) == (
        "Call list 1 of 12 Mar 2026 is not written back: 1 line is missing."
    )
    make_list(book, A_DAY, A_DAY)
    assert (
        open_lists_line(book.store, tomorrow) == "Call lists 1, 2 are not written back: 2 lines are missing."
    )
    close(book, made.id, tomorrow)
    assert "Call list 2 of" in open_lists_line(book.store, tomorrow)


def test_whoever_was_deleted_leaves_the_line_and_the_line_stays_on_the_paper(book: Book) -> None:
    anna, ben = add_customer(book, "Anna"), add_customer(book, "Ben")
    live_together(book, anna, ben)
    plan(book, anna)
    plan(book, ben)
    plan(book, add_customer(book, "Cleo"))
    made = make_list(book, A_DAY, A_DAY)
    with book.edit("Deleted"):
        book.customers.delete(anna)
    assert names(calls_of(book, made.id)) == ["Ben", "Cleo"]
    with book.edit("Deleted"):
        book.customers.delete(ben)
    assert [(call.line, call.names) for call in calls_of(book, made.id)] == [(1, ""), (2, "Cleo")]


def test_a_list_is_found_by_its_number_and_of_two_the_open_one(book: Book) -> None:
    with pytest.raises(BookError, match="no call list 7"):
        list_numbered(book, "7")
    with book.edit("Joined"):  # as after two copies that both made a list 7
        closed = book.call_lists.insert(CallList(number=7, for_on=A_DAY, status=ListStatus.CLOSED))
    assert list_numbered(book, "7") == closed
    with book.edit("Joined"):
        first = book.call_lists.insert(CallList(number=7, for_on=A_DAY))
    assert list_numbered(book, "7") == first
    with book.edit("Joined"):
        second = book.call_lists.insert(CallList(number=7, for_on=A_DAY + timedelta(days=1)))
    with pytest.raises(BookError, match=r"7b \(12 Mar 2026\), 7c \(13 Mar 2026\)"):
        list_numbered(book, "7")
    assert list_numbered(book, "7", second.for_on) == second


def test_two_lists_of_one_number_and_one_day_are_told_apart_by_a_letter(book: Book) -> None:
    with book.edit("Joined"):  # as after two copies that both made a list 7 for the same day
        both = [book.call_lists.insert(CallList(number=7, for_on=A_DAY)) for _copy in "ab"]
        book.call_lists.insert(CallList(number=8, for_on=A_DAY))
    assert [one.code for one in open_lists(book.store)] == ["7a", "7b", "8"]
    with pytest.raises(BookError, match=r"7a .*, 7b"):
        list_numbered(book, "7", A_DAY)
    assert [list_numbered(book, typed) for typed in ("7a", "L7B", "７ｂ")] == [both[0], both[1], both[1]]
    with pytest.raises(BookError, match="no call list 7c"):
        list_numbered(book, "7c")
