"""What the page of the day knows: birthdays of every kind, complaints that wait, last words, what came in."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from model.book import Book
from model.call_list_making import make_list
from model.changes import Change
from model.channels import Channel
from model.complaints import Complaint, Grade
from model.contacts import record_contact, take_on
from model.follow_ups import FollowUp
from model.planning.planner import Planner
from model.today_facts import (
    CameIn,
    LastKnown,
    after_changes,
    birthdays,
    came_in,
    last_known,
    today_facts,
)
from model.visits import Outcome, Visit
from tests.makers import A_DAY, add_customer, add_sale, add_visit


def names_and_days(book: Book, today: date) -> list[tuple[str, date]]:
    return [(one.name, one.on) for one in birthdays(book.store, today)]


def test_birthdays_of_the_coming_fourteen_days_come_nearest_first(book: Book) -> None:
    add_customer(book, "Today", birth_year=1980, birth_month=3, birth_day=12)
    add_customer(book, "Far", birth_month=3, birth_day=27)
    add_customer(book, "Yesterday", birth_month=3, birth_day=11)
    add_customer(book, "Last", birth_month=3, birth_day=26)
    assert names_and_days(book, A_DAY) == [("Today", A_DAY), ("Last", date(2026, 3, 26))]
    assert [one.age for one in birthdays(book.store, A_DAY)] == [46, None]


def test_birthdays_go_on_over_the_turn_of_the_year(book: Book) -> None:
    add_customer(book, "January", birth_year=2000, birth_month=1, birth_day=2)
    assert names_and_days(book, date(2026, 12, 25)) == [("January", date(2027, 1, 2))]


@pytest.mark.parametrize(("feb29", "kept_on"), [("feb28", date(2026, 2, 28)), ("mar1", date(2026, 3, 1))])
def test_a_birthday_on_29_february_is_kept_in_common_years_as_the_shop_wants(
    book: Book, feb29: str, kept_on: date
) -> None:
    shop = book.shop
    with book.edit("Changed the settings"):
        book.shops.update(type(shop)(**{**vars(shop), "feb29": feb29}))
    add_customer(book, "Leap", birth_year=2000, birth_month=2, birth_day=29)
    assert names_and_days(book, date(2026, 2, 20)) == [("Leap", kept_on)]
    assert names_and_days(book, date(2028, 2, 20)) == [("Leap", date(2028, 2, 29))]


def test_lunar_birthdays_are_found_on_their_day_of_this_year(book: Book) -> None:
    add_customer(book, "中秋", birth_month=8, birth_day=15, birth_lunar=True)
    add_customer(book, "solar", birth_month=8, birth_day=15)
    assert names_and_days(book, date(2026, 9, 20)) == [("中秋", date(2026, 9, 25))]


def test_every_lunar_birthday_of_a_year_is_found_on_the_day_before(book: Book) -> None:
    """Leap months and months of 29 days too: no customer may fall through."""
    made = {
        (month, day, leap): add_customer(
            book,
            f"{month}-{day}{leap}",
            birth_month=month,
            birth_day=day,
            birth_lunar=True,
            birth_leap_month=leap,
        )
        for month in (6, 12)
        for day in (1, 29, 30)
        for leap in (False, True)
    }
    found: set[int] = set()
    for n in range(384):
        today = date(2025, 1, 29) + timedelta(days=n)
        found |= {one.customer_id for one in birthdays(book.store, today, ahead_days=0)}
    assert found == set(made.values())


def test_archived_customers_and_those_not_to_be_contacted_are_not_greeted(book: Book) -> None:
    add_customer(book, "Gone", birth_month=3, birth_day=13, archived=True)
    add_customer(book, "Quiet", birth_month=3, birth_day=13, do_not_contact=True)
    assert birthdays(book.store, A_DAY) == []


def test_what_came_in_is_of_this_day_only(book: Book) -> None:
    anna = add_customer(book)
    add_sale(book, anna, A_DAY, 1200, 300)
    add_sale(book, None, A_DAY, 500)
    add_sale(book, anna, A_DAY - timedelta(days=1), 9900)
    add_visit(book, anna, A_DAY)
    add_visit(book, anna, A_DAY, Outcome.NO_ANSWER)
    assert came_in(book.store, A_DAY) == CameIn(sales=2, amount_cents=2000, visits=2, reached=1)


def test_goods_brought_back_today_are_taken_off(book: Book) -> None:
    sale = add_sale(book, add_customer(book), A_DAY - timedelta(days=5), 1000)
    line = book.purchase_lines.of(sale.id)[0]
    with book.edit("Took goods back"):
        book.purchases.return_goods(sale.id, {line.id: 1000}, A_DAY)
    assert came_in(book.store, A_DAY) == CameIn(returns=1, amount_cents=-1000)


def test_last_words_are_the_latest_that_say_anything(book: Book) -> None:
    anna, bob = add_customer(book), add_customer(book, "Bob")
    sale = add_sale(book, anna, date(2026, 2, 1), 1000, text="Oolong")
    add_visit(book, anna, date(2026, 2, 3), words="Too strong for me", satisfaction=7)
    add_visit(book, anna, date(2026, 2, 10), Outcome.NO_ANSWER)
    known = last_known(book.store, [anna, bob])
    assert known[anna] == LastKnown(sale.bought_on, "Oolong", date(2026, 2, 3), "Too strong for me", 7)
    assert known[bob] == LastKnown()


def test_the_whole_day_in_one_look(book: Book) -> None:
    anna = add_customer(book, "Anna", birth_month=3, birth_day=20)
    with book.edit("Planned"):
        book.follow_ups.insert(
            FollowUp(customer_id=anna, planned_on=A_DAY, reason="Size 38 is in", promise=True)
        )
        book.complaints.insert(Complaint(customer_id=anna, said_on=date(2026, 3, 9), words="Leaks"))
        book.complaints.insert(Complaint(customer_id=anna, said_on=A_DAY, grade=Grade.URGENT, words="Broken"))
    facts = today_facts(book.store, A_DAY)
    assert [one.name for one in facts.due] == ["Anna"]
    assert [(one.words, one.days, one.late) for one in facts.complaints] == [
        ("Broken", 0, True),
        ("Leaks", 3, True),
    ]
    assert [one.name for one in facts.birthdays] == ["Anna"]
    assert facts.came_in.complaints == 1


def test_after_a_change_only_whom_it_concerns_is_planned_anew_and_the_day_is_the_same(book: Book) -> None:
    customers = [add_customer(book, f"Customer {n}") for n in range(5)]
    for customer_id in customers:
        add_sale(book, customer_id, A_DAY - timedelta(days=3))
    with book.edit("Changed the settings"):
        book.shops.update(replace(book.shop, visits_a_day=3))
    heard: list[Change] = []
    book.listen(heard.append)
    facts = today_facts(book.store, A_DAY)
    record_contact(book, Visit(customer_id=customers[0], visited_on=A_DAY), facts.due[0].items)
    take_on(book, facts.waiting[0].wanted.as_item(A_DAY, Channel.PHONE), A_DAY)
    for change in heard:
        facts = after_changes(book.store, facts, [change])
    assert [one.name for one in facts.due] == ["Customer 1", "Customer 2", "Customer 3"]
    assert [one.name for one in facts.waiting] == ["Customer 4"]
    assert facts.plan == today_facts(book.store, A_DAY).plan


def test_a_kept_plan_notices_what_another_program_wrote(book: Book) -> None:
    planner = Planner()
    book.listen(planner.heed)
    assert today_facts(book.store, A_DAY, planner).due == ()
    with book.again() as other:
        add_sale(other, add_customer(other, "Anna"), A_DAY - timedelta(days=3))
    assert [one.name for one in today_facts(book.store, A_DAY, planner).due] == ["Anna"]


def test_whoever_is_on_a_list_stands_apart_with_its_number(book: Book) -> None:
    for name in ("Anna", "Bob"):
        add_sale(book, add_customer(book, name), A_DAY - timedelta(days=3))
    make_list(book, A_DAY, A_DAY, limit=1)
    facts = today_facts(book.store, A_DAY)
    assert [one.name for one in facts.due] == ["Bob"]
    assert [(one.number, one.due.name) for one in facts.on_paper] == [(1, "Anna")]
    assert facts.waiting == ()
