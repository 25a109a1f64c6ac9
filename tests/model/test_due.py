"""Who should hear from us on a day, and what writing back a contact settles."""

import dataclasses
from datetime import date, timedelta

import pytest

from model.book import Book
from model.channels import Channel
from model.complaints import Complaint, ComplaintStatus, Grade
from model.contacts import record_contact, skip, snooze
from model.customers import Consent
from model.due import Due, Group
from model.follow_ups import FollowUp, FollowUpStatus
from model.planning.plan import due
from model.putting_right import save_complaint
from model.visit_rules import RuleKind
from model.visits import Outcome, Visit
from tests.makers import add_customer, add_sale, add_visit

SALE = date(2026, 3, 10)
TODAY = date(2026, 3, 14)


def names(found: list[Due]) -> list[str]:
    return [one.name for one in found]


def add_follow_up(book: Book, customer: int, on: date, **fields: object) -> FollowUp:
    with book.edit("Planned"):
        return book.follow_ups.insert(FollowUp(customer_id=customer, planned_on=on, **fields))  # type: ignore[arg-type]


def answer(book: Book, one: Due, outcome: Outcome, next_on: date | None = None, on: date = TODAY) -> Visit:
    visit = Visit(customer_id=one.customer_id, visited_on=on, outcome=outcome, words="Fine")
    return record_contact(book, visit, one.items, next_on)


def test_a_sale_three_days_ago_is_due_and_overdue_ones_stay(book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_sale(book, anna, SALE, text="Lenses")
    assert due(book.store, SALE + timedelta(days=2)) == []
    for days in (3, 9):
        (one,) = due(book.store, SALE + timedelta(days=days))
        assert one.due_on == SALE + timedelta(days=3)
        assert "Lenses" in one.items[0].reason


def test_two_reasons_for_one_customer_are_one_line(book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_sale(book, anna, SALE)
    add_follow_up(book, anna, TODAY, reason="Ask about the frame")
    (one,) = due(book.store, TODAY)
    assert [item.rule for item in one.items] == [RuleKind.AFTER_SALE, "by_hand"]


def test_promises_come_first_then_the_best_time_to_call_then_who_waits_longest(book: Book) -> None:
    for name, days, fields in (
        ("late", 5, {}),
        ("later", 2, {}),
        ("morning", 1, {"call_from": "09:00"}),
        ("evening", 1, {"call_from": "18:00"}),
    ):
        add_follow_up(book, add_customer(book, name, **fields), TODAY - timedelta(days=days))
    add_follow_up(book, add_customer(book, "promised"), TODAY, promise=True)
    assert names(due(book.store, TODAY)) == ["promised", "morning", "evening", "late", "later"]


def test_late_complaints_stand_by_haste_then_by_how_long_they_wait_as_said_on_their_line(book: Book) -> None:
    for name, grade, status, days in (
        ("answered late", Grade.ORDINARY, ComplaintStatus.ANSWERED, 4),
        ("ordinary", Grade.ORDINARY, ComplaintStatus.OPEN, 7),
        ("urgent", Grade.URGENT, ComplaintStatus.OPEN, 0),
        ("serious", Grade.SERIOUS, ComplaintStatus.OPEN, 1),
        ("serious, answered", Grade.SERIOUS, ComplaintStatus.ANSWERED, 6),
    ):
        save_complaint(
            book,
            Complaint(
                customer_id=add_customer(book, name),
                said_on=TODAY - timedelta(days=days),
                grade=grade,
                status=status,
                words="It broke",
            ),
            today=TODAY - timedelta(days=days),
        )
    found = due(book.store, TODAY)
    assert [(one.name, (TODAY - one.items[0].waits_since).days) for one in found] == [
        ("urgent", 0),
        ("serious, answered", 6),
        ("serious", 1),
        ("ordinary", 7),
        ("answered late", 4),
    ]
    assert [one.items[0].reason for one in found][:2] == [
        "Urgent complaint: It broke",
        "Serious complaint: It broke",
    ]
    answer(book, found[1], Outcome.NO_ANSWER)
    tomorrow = names(due(book.store, TODAY + timedelta(days=1)))
    assert tomorrow[:3] == ["urgent", "serious, answered", "serious"], (
        "tried in vain, it waits where it waited"
    )


def test_a_promise_of_today_does_not_pass_an_older_one_because_another_reason_waits_longer(
    book: Book,
) -> None:
    anna, ben = add_customer(book, "Anna"), add_customer(book, "Ben")
    add_follow_up(book, anna, TODAY, promise=True)
    add_follow_up(book, anna, TODAY - timedelta(days=30))
    add_follow_up(book, ben, TODAY - timedelta(days=1), promise=True)
    assert names(due(book.store, TODAY)) == ["Ben", "Anna"]


def test_a_sale_in_the_future_of_the_asked_day_does_not_count(book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_sale(book, anna, SALE)
    add_sale(book, anna, SALE + timedelta(days=30))
    assert names(due(book.store, TODAY)) == ["Anna"]


def test_goods_that_all_came_back_cancel_the_call(book: Book) -> None:
    sale = add_sale(book, add_customer(book, "Anna"), SALE)
    with book.edit("Took goods back"):
        book.purchases.return_goods(sale.id, {book.purchase_lines.of(sale.id)[0].id: 1000}, SALE)
    assert due(book.store, TODAY) == []


def test_what_was_kept_is_still_asked_after_when_a_later_sale_came_back(book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_sale(book, anna, SALE - timedelta(days=5), text="Cup")
    sale = add_sale(book, anna, SALE, text="Lenses")
    with book.edit("Took goods back"):
        book.purchases.return_goods(sale.id, {book.purchase_lines.of(sale.id)[0].id: 1000}, SALE)
    (item,) = due(book.store, TODAY)[0].items
    assert item.reason == "Bought Cup on 5 Mar 2026: is all well?"
    assert item.collapsed == ()


def test_a_past_day_is_told_by_the_sales_and_contacts_up_to_it(book: Book) -> None:
    anna = add_customer(book, "Anna")
    for weeks in (8, 6, 4):
        add_sale(book, anna, TODAY - timedelta(weeks=weeks))
    before = due(book.store, TODAY)
    assert [item.rule for item in before[0].items] == [RuleKind.SILENT]
    add_visit(book, anna, TODAY + timedelta(days=2))
    add_sale(book, anna, TODAY + timedelta(days=3))
    assert due(book.store, TODAY) == before
    assert due(book.store, TODAY + timedelta(days=4)) == []


@pytest.mark.parametrize("wish", ["do_not_contact", "archived"])
def test_who_may_not_be_contacted_is_left_out_but_for_promises(book: Book, wish: str) -> None:
    anna = add_customer(book, "Anna", **{wish: True})
    add_sale(book, anna, SALE)
    assert due(book.store, TODAY) == []
    add_follow_up(book, anna, TODAY, promise=True)
    assert names(due(book.store, TODAY)) == ["Anna"]


def test_a_refused_telephone_stops_calls_but_not_letters(book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_sale(book, anna, SALE)
    card = book.customers.card(anna)
    with book.edit("Changed"):
        book.customers.save(
            dataclasses.replace(card, consents=(Consent(channel=Channel.PHONE, allowed=False),))
        )
    assert due(book.store, TODAY) == []
    add_follow_up(book, anna, TODAY, channel=Channel.LETTER)
    assert [item.channel for item in due(book.store, TODAY)[0].items] == [Channel.LETTER]


@pytest.mark.parametrize("outcome", [Outcome.REACHED, Outcome.REFUSED, Outcome.DO_NOT_CALL])
def test_somebody_spoken_to_is_done_with_and_does_not_come_back_tomorrow(
    book: Book, outcome: Outcome
) -> None:
    add_sale(book, add_customer(book, "Anna"), SALE)
    (one,) = due(book.store, TODAY)
    visit = answer(book, one, outcome)
    assert due(book.store, TODAY) == due(book.store, TODAY + timedelta(days=1)) == []
    (follow_up,) = book.follow_ups.all()
    assert (follow_up.status, follow_up.done_on) == (FollowUpStatus.DONE, TODAY)
    assert visit.follow_up_id == follow_up.id
    assert book.customers.card(one.customer_id).may_contact(Channel.PHONE) == (
        outcome is not Outcome.DO_NOT_CALL
    )


def test_no_answer_counts_the_attempt_and_asks_again_tomorrow(book: Book) -> None:
    add_sale(book, add_customer(book, "Anna"), SALE)
    answer(book, due(book.store, TODAY)[0], Outcome.NO_ANSWER)
    assert due(book.store, TODAY) == []
    (again,) = due(book.store, TODAY + timedelta(days=1))
    assert again.attempts == 1
    answer(book, again, Outcome.NO_ANSWER, on=TODAY + timedelta(days=1))
    assert due(book.store, TODAY + timedelta(days=2))[0].attempts == 2


def test_call_back_waits_until_the_day_that_was_agreed(book: Book) -> None:
    add_sale(book, add_customer(book, "Anna"), SALE)
    answer(book, due(book.store, TODAY)[0], Outcome.CALL_BACK, TODAY + timedelta(days=5))
    assert due(book.store, TODAY + timedelta(days=4)) == []
    assert names(due(book.store, TODAY + timedelta(days=5))) == ["Anna"]
    assert book.follow_ups.count() == 1


def test_the_next_contact_is_planned_in_the_same_step_and_one_undo_takes_all_of_it_back(book: Book) -> None:
    add_sale(book, add_customer(book, "Anna"), SALE)
    before = due(book.store, TODAY)
    answer(book, before[0], Outcome.REACHED, TODAY + timedelta(days=14))
    assert names(due(book.store, TODAY + timedelta(days=14))) == ["Anna"]
    book.undo()
    assert due(book.store, TODAY) == before
    assert book.visits.count() == book.follow_ups.count() == 0


def test_skipping_is_for_this_occasion_only(book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_sale(book, anna, SALE)
    skip(book, due(book.store, TODAY)[0].items, TODAY)
    assert due(book.store, TODAY) == []
    add_sale(book, anna, SALE + timedelta(days=20))
    assert names(due(book.store, TODAY + timedelta(days=20))) == ["Anna"]


def test_snoozing_moves_the_day_and_not_the_plan(book: Book) -> None:
    follow_up = add_follow_up(book, add_customer(book, "Anna"), TODAY)
    snooze(book, due(book.store, TODAY)[0].items, TODAY + timedelta(days=7))
    assert due(book.store, TODAY + timedelta(days=6)) == []
    assert names(due(book.store, TODAY + timedelta(days=7))) == ["Anna"]
    assert book.follow_ups.get(follow_up.id).planned_on == TODAY


def add_complaint(book: Book, customer: int, on: date, **fields: object) -> Complaint:
    with book.edit("Complained"):
        return book.complaints.insert(Complaint(customer_id=customer, said_on=on, **fields))  # type: ignore[arg-type]


def test_a_complaint_without_an_answer_comes_before_everything_but_promises(book: Book) -> None:
    add_complaint(book, add_customer(book, "Complained"), TODAY - timedelta(days=2), words="It leaks")
    add_complaint(book, add_customer(book, "Yesterday"), TODAY - timedelta(days=1))
    add_follow_up(book, add_customer(book, "Morning", call_from="09:00"), TODAY - timedelta(days=9))
    add_follow_up(book, add_customer(book, "Promised"), TODAY, promise=True)
    found = due(book.store, TODAY)
    assert names(found) == ["Promised", "Complained", "Morning"]
    assert [one.group for one in found] == [Group.PRESSING, Group.PRESSING, Group.TIMED]
    assert found[1].items[0].reason == "Complaint: It leaks"


def test_an_urgent_complaint_is_due_at_once_and_reaching_the_customer_is_its_answer(book: Book) -> None:
    complaint = add_complaint(book, add_customer(book), TODAY, grade=Grade.URGENT)
    answer(book, due(book.store, TODAY)[0], Outcome.REACHED)
    assert book.complaints.get(complaint.id).status is ComplaintStatus.ANSWERED
    assert due(book.store, TODAY) == []
    # Answered is not put right: after its days it asks again.
    assert names(due(book.store, TODAY + timedelta(days=2))) == ["Anna Smith"]


def test_whoever_was_spoken_to_about_a_late_complaint_is_left_in_peace_till_tomorrow(book: Book) -> None:
    add_complaint(book, add_customer(book), TODAY - timedelta(days=40), words="It leaks")
    [one] = due(book.store, TODAY)
    contact = Visit(customer_id=one.customer_id, visited_on=TODAY, outcome=Outcome.REACHED)
    record_contact(book, contact, one.items)
    assert due(book.store, TODAY) == []
    assert [again.name for again in due(book.store, TODAY + timedelta(days=1))] == [one.name]


def test_nobody_answering_leaves_the_complaint_without_an_answer(book: Book) -> None:
    complaint = add_complaint(book, add_customer(book), TODAY, grade=Grade.URGENT)
    answer(book, due(book.store, TODAY)[0], Outcome.NO_ANSWER)
    assert book.complaints.get(complaint.id).status is ComplaintStatus.OPEN
    assert due(book.store, TODAY + timedelta(days=1))[0].attempts == 1


def test_closing_a_complaint_takes_its_calls_away(book: Book) -> None:
    complaint = add_complaint(book, add_customer(book), TODAY, grade=Grade.URGENT)
    answer(book, due(book.store, TODAY)[0], Outcome.NO_ANSWER)
    save_complaint(book, dataclasses.replace(complaint, status=ComplaintStatus.CLOSED), TODAY)
    assert due(book.store, TODAY + timedelta(days=30)) == []


def test_a_complaint_is_answered_even_to_who_may_not_be_called_for_other_things(book: Book) -> None:
    add_complaint(book, add_customer(book, do_not_contact=True), TODAY, grade=Grade.URGENT)
    assert len(due(book.store, TODAY)) == 1


def test_a_wish_that_was_put_off_says_its_reason_as_it_is_today(book: Book) -> None:
    anna = add_customer(book, "Anna")
    for days in (60, 30, 0):
        add_sale(book, anna, SALE - timedelta(days=days))
    silent_on = SALE + timedelta(days=50)
    snooze(book, due(book.store, silent_on)[0].items, silent_on + timedelta(days=7))
    (item,) = due(book.store, silent_on + timedelta(days=8))[0].items
    assert item.reason == "Comes every 30 days, today is day 58."
