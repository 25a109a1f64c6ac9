"""Lists, limits, closed days and what customers said: each holds back what it must, and nothing else."""

import dataclasses
import json
from datetime import date, timedelta

import pytest

from model.book import Book
from model.call_list_making import make_list
from model.channels import Channel
from model.complaints import Complaint, Grade
from model.contacts import record_contact, skip
from model.customer_class import CustomerClass
from model.customers import Consent
from model.due import DueItem
from model.follow_ups import FollowUp, FollowUpStatus
from model.households import Household
from model.planning.day_plan import DayPlan
from model.planning.held import HeldCode
from model.planning.plan import plan
from model.shop import Holiday
from model.visits import Outcome, Visit
from model.wishes import Wish
from tests.makers import add_customer, add_sale, add_visit

SALE = date(2026, 3, 9)
DAY = date(2026, 3, 12)
TOMORROW = DAY + timedelta(days=1)


def set_shop(book: Book, **fields: object) -> None:
    with book.edit("Changed the settings"):
        book.shops.update(dataclasses.replace(book.shop, **fields))  # type: ignore[arg-type]


def set_rule(book: Book, rule_id: int, **fields: object) -> None:
    with book.edit("Changed a rule"):
        book.visit_rules.update(dataclasses.replace(book.visit_rules.get(rule_id), **fields))  # type: ignore[arg-type]


def buyer(book: Book, name: str = "Anna", on: date = SALE, **fields: object) -> int:
    customer = add_customer(book, name, "07700 900123", **fields)
    add_sale(book, customer, on)
    return customer


def by_hand(book: Book, customer: int, on: date = DAY, **fields: object) -> None:
    with book.edit("Planned"):
        book.follow_ups.insert(FollowUp(customer_id=customer, planned_on=on, **fields))  # type: ignore[arg-type]


def consents(book: Book, customer: int, **allowed: bool) -> None:
    with book.edit("Asked"):
        card = book.customers.card(customer)
        said = tuple(Consent(channel=Channel(name), allowed=yes) for name, yes in allowed.items())
        book.customers.save(dataclasses.replace(card, consents=said))


def names(one: DayPlan) -> list[str]:
    return [due.name for due in one.due]


def held(one: DayPlan) -> set[tuple[str, HeldCode]]:
    return {(back.name, back.code) for back in one.held}


def items(book: Book, day: date = DAY) -> list[DueItem]:
    return [item for one in plan(book.store, day)[0].due for item in one.items]


# the quarter


def test_of_many_contacts_the_latest_decide_when_there_is_room_again(book: Book) -> None:
    set_shop(book, contacts_a_quarter=2)
    set_rule(book, 1, lasts_days=60)
    anna = buyer(book)
    for ago in (85, 80, 40):
        add_visit(book, anna, DAY - timedelta(days=ago))
    [waits] = plan(book.store, DAY)[0].held
    assert waits.until == DAY + timedelta(days=10)
    days = plan(book.store, DAY, 12)
    assert [names(one) for one in days] == [[]] * 10 + [["Anna"], []]


def test_a_letter_that_was_promised_is_no_call_for_everything_else(book: Book) -> None:
    set_shop(book, contacts_a_quarter=1)
    anna = buyer(book)
    add_visit(book, anna, SALE - timedelta(days=5))
    by_hand(book, anna, channel=Channel.LETTER, promise=True)
    one = plan(book.store, DAY)[0]
    assert [item.promise for item in one.due[0].items] == [True]
    assert held(one) == {("Anna", HeldCode.CEILING)}


# the day


def test_who_stood_at_the_counter_was_no_call(book: Book) -> None:
    set_shop(book, visits_a_day=1)
    buyer(book)
    add_visit(book, add_customer(book, "Bela"), DAY, channel=Channel.COUNTER)
    assert names(plan(book.store, DAY)[0]) == ["Anna"]


def test_whoever_is_promised_a_call_need_not_be_won_back_two_days_later(book: Book) -> None:
    set_rule(book, 13, active=True, times_percent=None)
    anna = buyer(book, on=DAY - timedelta(days=363))
    assert [names(one) for one in plan(book.store, DAY, 3)] == [[], [], ["Anna"]]
    by_hand(book, anna, promise=True)
    assert [names(one) for one in plan(book.store, DAY, 3)] == [["Anna"], [], []]


# lists


def test_a_new_reason_of_somebody_on_a_list_waits_until_the_list_is_back(book: Book) -> None:
    anna = buyer(book)
    made = make_list(book, DAY, DAY)
    with book.edit("Changed the customer"):
        book.customers.update(dataclasses.replace(book.customers.get(anna), birth_month=3, birth_day=12))
    one = plan(book.store, DAY)[0]
    assert (names(one), {back.because for back in one.held}) == ([], {f"On list {made.number}."})
    assert {back.rule for back in one.held} == {"after_sale", "yearly"}
    with book.edit("Threw it away"):
        book.call_lists.delete(made.id)
    assert {item.rule for item in items(book)} == {"after_sale", "yearly"}


def test_whoever_lives_with_somebody_on_a_list_is_not_called_too(book: Book) -> None:
    home = Household(name="Mill Lane")
    for name, on in (("Anna", SALE), ("Bela", SALE + timedelta(days=1))):
        customer = buyer(book, name, on)
        with book.edit("Moved in"):
            card = book.customers.card(customer)
            book.customers.save(dataclasses.replace(card, household=home))
    make_list(book, DAY, DAY)
    assert held(plan(book.store, TOMORROW)[0]) == {("Anna", HeldCode.ON_LIST), ("Bela", HeldCode.ON_LIST)}


def test_consent_that_is_withdrawn_while_the_list_is_out_counts_as_soon_as_it_is_back(book: Book) -> None:
    anna = buyer(book)
    made = make_list(book, DAY, DAY)
    consents(book, anna, phone=False)
    assert held(plan(book.store, DAY)[0]) == {("Anna", HeldCode.ON_LIST)}
    with book.edit("Threw it away"):
        book.call_lists.delete(made.id)
    assert held(plan(book.store, DAY)[0]) == {("Anna", HeldCode.CONSENT)}


# channels


def test_what_a_person_planned_stays_as_they_planned_it(book: Book) -> None:
    anna = add_customer(book, "Anna", email="anna@example.org")
    consents(book, anna, email=True)
    by_hand(book, anna)
    add_sale(book, anna, SALE)
    assert {(item.rule, item.channel) for item in items(book)} == {
        ("by_hand", Channel.PHONE),
        ("after_sale", Channel.EMAIL),
    }


# complaints


def test_a_talk_about_one_complaint_does_not_answer_another(book: Book) -> None:
    anna = add_customer(book, "Anna", "07700 900123")
    with book.edit("Complained"):
        first, second = (
            book.complaints.insert(Complaint(customer_id=anna, said_on=DAY, grade=Grade.URGENT, words=words))
            for words in ("Leaks", "Broken")
        )
    [one] = plan(book.store, DAY)[0].due
    about_it = [item for item in one.items if item.complaint_id == first.id]
    record_contact(book, Visit(customer_id=anna, visited_on=DAY), about_it)
    assert [item.complaint_id for item in items(book)] == [second.id]


def test_a_complaint_waits_for_no_opening_day_no_room_and_no_consent(book: Book) -> None:
    set_shop(book, visits_a_day=1, contacts_a_quarter=1)
    with book.edit("Closed"):
        book.holidays.insert(Holiday(first_on=DAY, last_on=DAY))
    anna = add_customer(book, "Anna", do_not_contact=True, archived=True)
    add_visit(book, anna, SALE)
    with book.edit("Complained"):
        book.complaints.insert(Complaint(customer_id=anna, said_on=DAY, grade=Grade.URGENT))
    by_hand(book, add_customer(book, "Bela", "07700 900124"))
    assert names(plan(book.store, DAY)[0]) == ["Anna", "Bela"]


# closed for long


def test_after_a_closed_fortnight_each_has_one_visit_with_the_newest_of_each_series(book: Book) -> None:
    closed = date(2026, 2, 16), date(2026, 3, 1)  # over Chinese New Year
    with book.edit("Closed"):
        book.holidays.insert(Holiday(first_on=closed[0], last_on=closed[1]))
    set_rule(book, 1, lasts_days=5, by_contact=False)
    anna = buyer(book, on=date(2026, 2, 14), birth_month=2, birth_day=20)
    add_sale(book, anna, date(2026, 2, 15), text="Pot")
    for n in range(14):
        one = plan(book.store, closed[0] + timedelta(days=n))[0]
        assert (one.is_open, names(one)) == (False, [])
    opens = closed[1] + timedelta(days=1)
    [due] = plan(book.store, opens)[0].due
    assert [(item.rule, item.anchor_on, len(item.also_missed)) for item in due.items] == [
        ("yearly", date(2026, 2, 20), 0),
        ("after_sale", date(2026, 2, 15), 1),
    ]
    record_contact(book, Visit(customer_id=anna, visited_on=opens), due.items)
    assert [one for day in plan(book.store, opens, 14) for one in day.due] == []
    assert sorted(one.status for one in book.follow_ups.all()) == ["done", "done", "missed"]


def test_a_pc_that_was_off_for_three_weeks_asks_once_a_rule_and_lists_the_rest(book: Book) -> None:
    set_rule(book, 5, count=1, unit="weeks", lasts_days=30)
    set_rule(book, 2, active=False)
    anna = add_customer(book, "Anna", "07700 900123", class_by_hand=CustomerClass.PLATINUM)
    add_visit(book, anna, date(2026, 2, 12))
    [item] = items(book)
    assert item.also_missed == (date(2026, 3, 5), date(2026, 2, 26), date(2026, 2, 19))
    skip(book, [item], DAY)
    assert [items(book, DAY + timedelta(days=n)) for n in range(1, 7)] == [[]] * 6
    assert [item.anchor_on for item in items(book, DAY + timedelta(days=7))] == [date(2026, 3, 19)]
    assert sorted(one.status for one in book.follow_ups.all()) == ["missed"] * 3 + ["skipped"]


# undo


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_call_that_is_undone_is_asked_for_again_and_redone_it_is_not(book: Book, outcome: Outcome) -> None:
    set_rule(book, 1, by_contact=False, lasts_days=30)
    anna = buyer(book)
    add_sale(book, anna, SALE - timedelta(days=2), text="Pot")
    before = plan(book.store, DAY)[0].due
    call = Visit(customer_id=anna, visited_on=DAY, outcome=outcome)
    record_contact(book, call, before[0].items, next_on=TOMORROW if outcome is Outcome.CALL_BACK else None)
    after = plan(book.store, DAY)[0].due
    assert after != before
    book.undo()
    assert plan(book.store, DAY)[0].due == before
    assert book.follow_ups.count() == 0
    book.redo()
    assert plan(book.store, DAY)[0].due == after


def test_an_older_one_that_was_done_meanwhile_stays_done(book: Book) -> None:
    set_rule(book, 1, by_contact=False, lasts_days=30)
    anna = buyer(book)
    record_contact(book, Visit(customer_id=anna, visited_on=DAY, outcome=Outcome.NO_ANSWER), items(book))
    add_sale(book, anna, SALE + timedelta(days=1), text="Pot")
    seen = items(book, TOMORROW)  # in one window
    [older] = book.follow_ups.all()
    with book.edit("Called"):  # in another
        book.follow_ups.update(dataclasses.replace(older, status=FollowUpStatus.DONE, done_on=TOMORROW))
    skip(book, seen, TOMORROW)
    assert sorted(one.status for one in book.follow_ups.all()) == ["done", "skipped"]


def test_nobody_is_asked_twice_because_the_day_of_the_sale_is_put_right(book: Book) -> None:
    buyer(book)
    skip(book, items(book), DAY)
    [sale] = book.purchases.all()
    with book.edit("Put right"):
        book.purchases.update(dataclasses.replace(sale, bought_on=SALE - timedelta(days=1)))
    assert [one for day in plan(book.store, DAY, 14) for one in day.due] == []


# who is asked at all


def test_an_empty_book_and_sales_to_nobody_ask_for_nothing(book: Book) -> None:
    assert plan(book.store, DAY, 31)[0].due == ()
    add_sale(book, None, SALE)
    assert [one for day in plan(book.store, DAY, 31) for one in (*day.due, *day.held)] == []


def test_on_a_day_gone_by_nothing_that_came_later_is_known(book: Book) -> None:
    anna = buyer(book)
    add_sale(book, anna, DAY, text="Pot")
    add_visit(book, anna, TOMORROW)
    with book.edit("Wished"):
        book.wishes.insert(Wish(customer_id=anna, words="Size 38", wished_on=SALE, arrived_on=TOMORROW))
    [item] = items(book)
    assert (item.reason, item.also_missed) == ("Bought Tea on 9 Mar 2026: is all well?", ())


def test_what_a_person_planned_for_a_closed_day_is_due_on_it_and_a_shop_without_hours_is_open(
    book: Book,
) -> None:
    by_hand(book, add_customer(book, "Anna", kind="business"), SALE)
    assert names(plan(book.store, SALE)[0]) == ["Anna"]
    weekdays = json.dumps({str(n): [["09:00", "18:00"]] for n in range(2, 6)})
    set_shop(book, opening_hours=weekdays)
    one = plan(book.store, SALE)[0]
    assert (one.is_open, names(one)) == (False, ["Anna"])
