"""After a complaint was closed: has it really been put right?"""

from dataclasses import replace
from datetime import date, timedelta

from model.book import Book
from model.complaints import Complaint, ComplaintStatus, Grade
from model.putting_right import save_complaint
from model.visit_rules import RuleKind, VisitRule
from tests.makers import add_customer, add_visit
from tests.model.planning.asked_rules import asked, reasons

SAID, CLOSED = date(2026, 3, 2), date(2026, 3, 10)
DAY_3 = CLOSED + timedelta(days=3)
RULE = VisitRule(id=3, kind=RuleKind.AFTER_COMPLAINT, count=3, lasts_days=30)


def add_complaint(
    book: Book, customer_id: int, closed_on: date | None = CLOSED, grade: Grade = Grade.ORDINARY
) -> int:
    with book.edit("Recorded a complaint"):
        return book.complaints.insert(
            Complaint(
                customer_id=customer_id,
                said_on=SAID,
                grade=grade,
                words="Broken",
                status=ComplaintStatus.CLOSED if closed_on else ComplaintStatus.OPEN,
                closed_on=closed_on,
            )
        ).id


def test_a_closed_complaint_is_asked_about_on_the_third_day_and_an_open_one_is_not(book: Book) -> None:
    anna = add_customer(book)
    complaint = add_complaint(book, anna)
    add_complaint(book, add_customer(book, "Ben"), None)
    assert asked(book, RULE, DAY_3 - timedelta(days=1)) == []
    (one,) = asked(book, RULE, DAY_3)
    assert (one.key, one.complaint_id) == ((anna, 3, CLOSED, ""), complaint)
    assert one.reason(DAY_3) == "Complained on 2 Mar 2026: has it really been put right?"
    assert len(asked(book, RULE, DAY_3 + timedelta(days=30))) == 1
    assert asked(book, RULE, DAY_3 + timedelta(days=31)) == []
    assert asked(book, RULE, CLOSED - timedelta(days=1), days=20) == []  # not closed yet


def test_it_is_the_same_occasion_as_the_question_planned_at_closing(book: Book) -> None:
    anna = add_customer(book)
    complaint = book.complaints.get(add_complaint(book, anna, None))
    save_complaint(book, replace(complaint, status=ComplaintStatus.CLOSED), CLOSED, ask=DAY_3)
    (stored,) = book.follow_ups.of_customer(anna)
    (one,) = asked(book, RULE, DAY_3)
    assert (stored.rule, stored.anchor_on, stored.occasion) == (RULE.kind, one.anchor_on, one.occasion)
    assert stored.complaint_id == one.complaint_id


def test_two_complaints_closed_on_one_day_are_one_question_about_the_weightier(book: Book) -> None:
    anna = add_customer(book)
    add_complaint(book, anna)
    urgent = add_complaint(book, anna, grade=Grade.URGENT)
    add_complaint(book, anna, grade=Grade.SERIOUS)
    add_complaint(book, anna, CLOSED + timedelta(days=1))
    found = asked(book, RULE, DAY_3 + timedelta(days=1))
    assert {one.anchor_on: one.complaint_id == urgent for one in found} == {
        CLOSED: True,
        CLOSED + timedelta(days=1): False,
    }


def test_a_contact_after_it_was_closed_satisfies_only_where_the_rule_says_so(book: Book) -> None:
    anna = add_customer(book)
    add_complaint(book, anna)
    add_visit(book, anna, CLOSED + timedelta(days=1))
    assert len(asked(book, RULE, DAY_3)) == 1
    assert asked(book, replace(RULE, by_contact=True), DAY_3) == []
    assert reasons(asked(book, replace(RULE, words="“{what}”?"), DAY_3), DAY_3) == ["“Broken”?"]
