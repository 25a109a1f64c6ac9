"""From a complaint to its end, and the question afterwards."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from model.book import Book
from model.complaints import Complaint, ComplaintStatus
from model.errors import FieldError
from model.follow_ups import FollowUpStatus
from model.planning.plan import plan
from model.putting_right import ask_on, save_complaint
from tests.makers import A_DAY, add_customer

CLOSED = ComplaintStatus.CLOSED


@pytest.fixture
def complaint(book: Book) -> Complaint:
    """One that was said two days ago."""
    said = Complaint(customer_id=add_customer(book), said_on=A_DAY - timedelta(days=2), words="Leaks")
    return save_complaint(book, said, A_DAY)


def test_closing_sets_the_days_and_plans_the_question_in_one_edit(book: Book, complaint: Complaint) -> None:
    closed = save_complaint(book, replace(complaint, status=CLOSED), A_DAY, ask_on(A_DAY))
    assert (closed.closed_on, closed.answered_on) == (A_DAY, A_DAY)
    (question,) = book.follow_ups.of_customer(complaint.customer_id)
    assert (question.planned_on, question.complaint_id) == (date(2026, 3, 15), complaint.id)
    assert question.reason == "Complained on 10 Mar 2026: has it really been put right?"
    book.undo()
    assert book.follow_ups.of_customer(complaint.customer_id) == []
    assert book.complaints.get(complaint.id).status is ComplaintStatus.OPEN


def test_the_question_is_left_out_when_nobody_wants_it(book: Book, complaint: Complaint) -> None:
    save_complaint(book, replace(complaint, status=CLOSED), A_DAY, None)
    [skipped] = book.follow_ups.of_customer(complaint.customer_id)
    assert (skipped.status, skipped.rule_id) == (FollowUpStatus.SKIPPED, 3)
    assert not any(day.due for day in plan(book.store, A_DAY, 60))


def test_the_question_is_the_one_that_the_rule_would_ask(book: Book, complaint: Complaint) -> None:
    save_complaint(book, replace(complaint, status=CLOSED), A_DAY, A_DAY + timedelta(days=50))
    [question] = book.follow_ups.of_customer(complaint.customer_id)
    assert (question.rule_id, question.anchor_on) == (3, A_DAY)
    days = plan(book.store, A_DAY, 60)
    assert [day.day for day in days for _one in day.due] == [A_DAY + timedelta(days=50)]


def test_without_such_a_rule_the_question_is_asked_all_the_same(book: Book, complaint: Complaint) -> None:
    with book.edit("Switched it off"):
        book.visit_rules.update(replace(book.visit_rules.get(3), active=False))
    save_complaint(book, replace(complaint, status=CLOSED), A_DAY, ask_on(A_DAY))
    days = plan(book.store, A_DAY, 10)
    assert [day.day for day in days for _one in day.due] == [ask_on(A_DAY)]


def test_changing_a_closed_complaint_asks_no_second_time(book: Book, complaint: Complaint) -> None:
    closed = save_complaint(book, replace(complaint, status=CLOSED), A_DAY, ask_on(A_DAY))
    save_complaint(book, replace(closed, cause="Glue"), A_DAY, ask_on(A_DAY))
    assert len(book.follow_ups.of_customer(complaint.customer_id)) == 1


def test_reopening_takes_the_question_away_and_closing_again_asks_anew(
    book: Book, complaint: Complaint
) -> None:
    closed = save_complaint(book, replace(complaint, status=CLOSED), A_DAY, ask_on(A_DAY))
    again = save_complaint(book, replace(closed, status=ComplaintStatus.OPEN), A_DAY)
    assert (again.closed_on, again.answered_on) == (None, None)
    assert book.follow_ups.of_customer(complaint.customer_id)[0].status is FollowUpStatus.SKIPPED
    save_complaint(book, replace(again, status=CLOSED), A_DAY, ask_on(A_DAY))
    statuses = {one.status for one in book.follow_ups.of_customer(complaint.customer_id)}
    assert statuses == {FollowUpStatus.SKIPPED, FollowUpStatus.OPEN}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"said_on": A_DAY + timedelta(days=1)}, "said_on"),
        ({"status": CLOSED, "closed_on": date(2026, 1, 1), "answered_on": A_DAY}, "closed_on"),
        ({"status": ComplaintStatus.ANSWERED, "answered_on": date(2026, 1, 1)}, "answered_on"),
    ],
)
def test_days_in_the_wrong_order_are_refused(
    book: Book, complaint: Complaint, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(FieldError) as refused:
        save_complaint(book, replace(complaint, **wrong), A_DAY)  # type: ignore[arg-type]
    assert refused.value.field == field
