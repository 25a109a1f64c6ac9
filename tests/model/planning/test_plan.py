"""The plan of the coming days: who is due, who has to wait, and why."""

import dataclasses
import json
from datetime import date, timedelta

import pytest

from model.book import Book
from model.call_list_making import make_list
from model.channels import Channel
from model.contacts import record_contact, skip, snooze
from model.customer_class import CustomerClass
from model.customers import Consent
from model.due import Due, DueItem, Group
from model.follow_ups import FollowUp, FollowUpStatus
from model.households import Household
from model.leaving import LeftReason
from model.planning.arranging import DayPlan
from model.planning.held import Held, HeldCode
from model.planning.plan import due, plan
from model.planning.stored import STATUS_ON
from model.product_services import ProductService, ServiceUse
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.shop import Holiday
from model.visit_rules import ClosedDays, RuleKind, Scope, Unit, VisitRule
from model.visits import Outcome, Visit
from model.wishes import Wish
from tests.makers import add_customer, add_sale, add_visit

SALE = date(2026, 3, 9)  # a Monday
DAY = date(2026, 3, 12)
"""The third day after the sale."""


def a_day(book: Book, day: date = DAY) -> DayPlan:
    return plan(book.store, day)[0]


def names(one: DayPlan) -> list[str]:
    return [due.name for due in one.due]


def held_back(one: DayPlan) -> list[tuple[str, HeldCode]]:
    return [(held.name, held.code) for held in one.held]


def set_shop(book: Book, **fields: object) -> None:
    with book.edit("Changed the settings"):
        book.shops.update(dataclasses.replace(book.shop, **fields))  # type: ignore[arg-type]


def set_rule(book: Book, rule_id: int, **fields: object) -> VisitRule:
    with book.edit("Changed a rule"):
        return book.visit_rules.update(dataclasses.replace(book.visit_rules.get(rule_id), **fields))  # type: ignore[arg-type]


def buyers(book: Book, *names: str, on: date = SALE) -> list[int]:
    customers = [add_customer(book, name, "07700 900123") for name in names]
    for customer in customers:
        add_sale(book, customer, on)
    return customers


def add_follow_up(book: Book, customer: int, on: date, **fields: object) -> FollowUp:
    with book.edit("Planned"):
        return book.follow_ups.insert(FollowUp(customer_id=customer, planned_on=on, **fields))  # type: ignore[arg-type]


def consents(book: Book, customer: int, **allowed: bool) -> None:
    with book.edit("Asked"):
        card = book.customers.card(customer)
        said = tuple(Consent(channel=Channel(name), allowed=yes) for name, yes in allowed.items())
        book.customers.save(dataclasses.replace(card, consents=said))


def answer(book: Book, one: Due, outcome: Outcome, on: date = DAY) -> None:
    record_contact(book, Visit(customer_id=one.customer_id, visited_on=on, outcome=outcome), one.items)


# budget


def test_what_does_not_fit_into_a_day_comes_on_the_next_with_room(book: Book) -> None:
    set_shop(book, visits_a_day=2)
    buyers(book, "Anna", "Bela", "Cleo", "Dora", "Emil")
    days = plan(book.store, DAY, 3)
    assert [names(one) for one in days] == [["Anna", "Bela"], ["Cleo", "Dora"], ["Emil"]]
    assert [(one.room, one.wanted) for one in days] == [(2, 5), (2, 3), (2, 1)]
    emil = next(held for held in days[0].held if held.name == "Emil")
    assert (emil.code, emil.until) == (HeldCode.BUDGET, DAY + timedelta(days=2))
    assert emil.because == "No room on 12 Mar 2026: 2 a day. Its turn comes on 14 Mar 2026."


def test_the_weightier_reason_goes_first_then_the_better_customer_then_who_waits_longest(book: Book) -> None:
    set_shop(book, visits_a_day=1)
    buyers(book, "new")
    buyers(book, "waits", on=SALE - timedelta(days=5))
    gold = add_customer(book, "gold", "07700 900124", class_by_hand=CustomerClass.GOLD)
    add_sale(book, gold, SALE)
    [weighty] = buyers(book, "weighty")
    for rule_id in (2, 6):
        set_rule(book, rule_id, active=False)
    add_sale(book, weighty, SALE, text="Frame")
    with book.edit("Made a rule"):
        frame = book.products.insert(Product(name="Frame"))
        [line] = book.purchase_lines.all("text = 'Frame'")
        book.purchase_lines.update(dataclasses.replace(line, product_id=frame.id))
        first = book.visit_rules.get(1)
        book.visit_rules.insert(
            dataclasses.replace(first, id=0, scope=Scope.PRODUCT, product_id=frame.id, weight=80)
        )
    assert [names(one) for one in plan(book.store, DAY, 4)] == [["weighty"], ["gold"], ["waits"], ["new"]]


def test_promises_and_what_people_planned_are_never_held_back_but_take_room(book: Book) -> None:
    set_shop(book, visits_a_day=2)
    buyers(book, "Anna")
    for name in ("Bela", "Cleo", "Dora"):
        add_follow_up(book, add_customer(book, name), DAY, promise=name == "Bela")
    one = a_day(book)
    assert names(one) == ["Bela", "Cleo", "Dora"]
    assert held_back(one) == [("Anna", HeldCode.BUDGET)]
    assert one.wanted == 4


def test_who_is_called_anyway_hears_all_there_is_to_say_in_one_visit(book: Book) -> None:
    set_shop(book, visits_a_day=1)
    [anna] = buyers(book, "Anna")
    add_follow_up(book, anna, DAY, reason="Ask about the frame")
    [one] = a_day(book).due
    assert {item.rule for item in one.items} == {"by_hand", "after_sale"}


def test_whoever_lives_together_takes_the_room_of_one_call(book: Book) -> None:
    set_shop(book, visits_a_day=1)
    for customer in buyers(book, "Anna", "Bela"):
        with book.edit("Moved in"):
            card = book.customers.card(customer)
            book.customers.save(dataclasses.replace(card, household=Household(name="Mill Lane")))
    one = a_day(book)
    assert (names(one), one.wanted) == (["Anna", "Bela"], 1)


def test_what_was_called_today_already_is_not_filled_up_again(book: Book) -> None:
    set_shop(book, visits_a_day=2)
    buyers(book, "Anna", "Bela", "Cleo")
    answer(book, a_day(book).due[0], Outcome.REACHED)
    assert names(a_day(book)) == ["Bela"]
    assert names(a_day(book, DAY + timedelta(days=1))) == ["Bela", "Cleo"]


def test_without_a_limit_there_is_room_for_everybody(book: Book) -> None:
    set_shop(book, visits_a_day=None)
    buyers(book, *(f"Customer {n}" for n in range(30)))
    one = a_day(book)
    assert (len(one.due), one.room, one.held) == (30, None, ())


def test_what_lapses_before_there_is_room_says_so(book: Book) -> None:
    set_shop(book, visits_a_day=1)
    set_rule(book, 1, lasts_days=0)
    buyers(book, "Anna", "Bela")
    [held] = plan(book.store, DAY, 3)[0].held
    assert held.because == "No room on 12 Mar 2026: 1 a day. It lapses on 12 Mar 2026, before its turn."


def test_somebody_without_a_number_comes_when_there_is_room(book: Book) -> None:
    set_shop(book, visits_a_day=1)
    add_sale(book, add_customer(book, "Anna"), SALE)
    buyers(book, "Bela")
    assert [names(one) for one in plan(book.store, DAY, 2)] == [["Bela"], ["Anna"]]


# ceiling


def heard(book: Book, customer: int, *days: date, **fields: object) -> None:
    for day in days:
        add_visit(book, customer, day, **fields)  # type: ignore[arg-type]


def test_whoever_heard_from_us_too_often_waits_until_the_first_of_them_is_90_days_ago(book: Book) -> None:
    set_shop(book, contacts_a_quarter=2)
    set_rule(book, 1, lasts_days=60)
    [anna] = buyers(book, "Anna")
    heard(book, anna, DAY - timedelta(days=80), DAY - timedelta(days=40))
    [held] = a_day(book).held
    assert (held.code, held.until) == (HeldCode.CEILING, DAY + timedelta(days=10))
    assert held.because == "Heard from us 2 times in 90 days. Its turn comes on 22 Mar 2026."
    assert names(a_day(book, DAY + timedelta(days=9))) == []
    assert names(a_day(book, DAY + timedelta(days=10))) == ["Anna"]


@pytest.mark.parametrize(
    ("contact", "counts"),
    [
        ({}, True),
        ({"channel": Channel.LETTER}, True),
        ({"outcome": Outcome.REFUSED}, True),
        ({"outcome": Outcome.NO_ANSWER}, False),
        ({"channel": Channel.COUNTER}, False),
    ],
    ids=["spoken to", "a letter", "did not want to talk", "in vain", "stood in the shop"],
)
def test_only_contacts_that_we_made_count(book: Book, contact: dict[str, object], counts: bool) -> None:
    set_shop(book, contacts_a_quarter=1)
    [anna] = buyers(book, "Anna")
    heard(book, anna, SALE - timedelta(days=5), **contact)
    assert bool(a_day(book).held) == counts


def test_a_promise_is_kept_however_often_they_heard_from_us(book: Book) -> None:
    set_shop(book, contacts_a_quarter=1)
    [anna] = buyers(book, "Anna")
    heard(book, anna, SALE - timedelta(days=5))
    add_follow_up(book, anna, DAY, promise=True)
    [one] = a_day(book).due
    assert [item.promise for item in one.items] == [True, False]  # Both by phone: one call.


def test_what_is_planned_for_one_day_counts_for_the_days_after(book: Book) -> None:
    set_shop(book, contacts_a_quarter=1)
    [anna] = buyers(book, "Anna")
    set_rule(book, 1, by_contact=False, lasts_days=2)
    add_sale(book, anna, SALE + timedelta(days=1))
    days = plan(book.store, DAY, 2)
    assert [names(one) for one in days] == [["Anna"], []]
    set_rule(book, 12, active=True, count=4, by_contact=False)
    days = plan(book.store, DAY, 2)
    assert set(held_back(days[1])) == {("Anna", HeldCode.CEILING)}


# collapse


def test_after_three_weeks_away_the_newest_is_asked_for_and_the_older_ones_are_listed(book: Book) -> None:
    set_rule(book, 1, lasts_days=60)
    [anna] = buyers(book, "Anna", on=SALE - timedelta(days=14))
    add_sale(book, anna, SALE - timedelta(days=7), text="Cup")
    add_sale(book, anna, SALE, text="Pot")
    [one] = a_day(book).due
    [item] = one.items
    assert item.reason == "Bought Pot on 9 Mar 2026: is all well?"
    assert item.also_missed == (date(2026, 3, 5), date(2026, 2, 26))
    answer(book, one, Outcome.NO_ANSWER)
    status = {one.planned_on: one.status for one in book.follow_ups.all()}
    assert status == {
        date(2026, 2, 26): FollowUpStatus.MISSED,
        date(2026, 3, 5): FollowUpStatus.MISSED,
        DAY: FollowUpStatus.OPEN,
    }
    [again] = a_day(book, DAY + timedelta(days=1)).due
    assert [item.planned_on for item in again.items] == [DAY]


def test_what_was_told_with_a_newer_one_does_not_come_on_the_next_day(book: Book) -> None:
    set_rule(book, 1, lasts_days=60, by_contact=False)
    [anna] = buyers(book, "Anna", on=SALE - timedelta(days=7))
    add_sale(book, anna, SALE)
    assert [names(one) for one in plan(book.store, DAY, 3)] == [["Anna"], [], []]


def test_a_newer_occasion_takes_the_place_of_one_that_was_tried(book: Book) -> None:
    set_rule(book, 1, lasts_days=60, by_contact=False)
    [anna] = buyers(book, "Anna")
    answer(book, a_day(book).due[0], Outcome.NO_ANSWER)
    add_sale(book, anna, DAY, text="Pot")
    later = DAY + timedelta(days=3)
    [one] = a_day(book, later).due
    [item] = one.items
    assert (item.planned_on, item.also_missed) == (later, (DAY,))
    answer(book, one, Outcome.REACHED, later)
    assert {one.planned_on: one.status for one in book.follow_ups.all()} == {
        DAY: FollowUpStatus.MISSED,
        later: FollowUpStatus.DONE,
    }


def test_each_of_several_wishes_is_told(book: Book) -> None:
    anna = add_customer(book, "Anna", "07700 900123")
    with book.edit("Wished"):
        for words in ("Size 38", "Green tea"):
            book.wishes.insert(Wish(customer_id=anna, words=words, wished_on=SALE, arrived_on=DAY))
    [one] = a_day(book).due
    assert one.group is Group.WISHED
    assert sorted(item.reason for item in one.items) == ["“Green tea” is in.", "“Size 38” is in."]
    answer(book, one, Outcome.REACHED)
    assert {wish.closed_on for wish in book.wishes.all()} == {DAY}
    assert due(book.store, DAY + timedelta(days=5)) == []


# who may be contacted, and how


def test_a_refused_channel_gives_way_to_one_they_agreed_to(book: Book) -> None:
    [anna] = buyers(book, "Anna")
    consents(book, anna, phone=False, message=True)
    [one] = a_day(book).due
    assert [item.channel for item in one.items] == [Channel.MESSAGE]


def test_a_refused_channel_without_another_is_held_back_with_the_reason(book: Book) -> None:
    [anna] = buyers(book, "Anna")
    consents(book, anna, phone=False, email=True)  # but no e-mail address is known
    [held] = a_day(book).held
    assert (held.code, held.because) == (HeldCode.CONSENT, "Does not want this: Phone call.")


@pytest.mark.parametrize(
    ("fields", "because"),
    [
        ({"do_not_contact": True}, "Does not want to be contacted."),
        ({"archived": True}, "The card is archived."),
        ({"left_reason": LeftReason.MOVED}, "No longer comes: Moved away."),
    ],
)
def test_who_is_to_be_left_alone_hears_what_was_promised_only(
    book: Book, fields: dict[str, object], because: str
) -> None:
    anna = add_customer(book, "Anna", "07700 900123", **fields)
    add_sale(book, anna, SALE)
    add_follow_up(book, anna, DAY, reason="Ask about the frame")
    assert {(held.code, held.because) for held in a_day(book).held} == {(HeldCode.CONSENT, because)}
    add_follow_up(book, anna, DAY, promise=True)
    [one] = a_day(book).due
    assert [item.promise for item in one.items] == [True]


def test_whoever_left_for_a_lower_price_is_still_asked(book: Book) -> None:
    anna = add_customer(book, "Anna", left_reason=LeftReason.PRICE)
    add_sale(book, anna, SALE)
    assert names(a_day(book)) == ["Anna"]


# closed days

_WEEKDAYS = json.dumps({str(n): [["09:00", "18:00"]] for n in range(1, 6)})


def test_on_a_closed_day_only_what_was_promised_or_planned_by_a_person_is_due(book: Book) -> None:
    set_shop(book, opening_hours=_WEEKDAYS)
    saturday = date(2026, 3, 14)
    buyers(book, "Anna")
    add_follow_up(book, add_customer(book, "Bela"), saturday, promise=True)
    one = a_day(book, saturday)
    assert (one.is_open, names(one)) == (False, ["Bela"])
    [held] = one.held
    assert (held.code, held.until) == (HeldCode.CLOSED, date(2026, 3, 16))
    assert held.because == "Closed on 14 Mar 2026. Its turn comes on 16 Mar 2026."


def test_a_rule_that_keeps_its_day_is_due_although_the_shop_is_closed(book: Book) -> None:
    set_rule(book, 1, closed_days=ClosedDays.SAME)
    buyers(book, "Anna")
    with book.edit("Closed"):
        book.holidays.insert(Holiday(first_on=DAY, last_on=DAY))
    assert names(a_day(book)) == ["Anna"]


# what is stored


def test_what_was_done_skipped_or_missed_never_comes_again(book: Book) -> None:
    for outcome in ("done", "skipped", "missed"):
        [customer] = buyers(book, outcome)
        [one] = [one for one in a_day(book).due if one.customer_id == customer]
        skip(book, one.items, DAY)
        [stored] = book.follow_ups.of_customer(customer)
        with book.edit("Decided"):
            book.follow_ups.update(dataclasses.replace(stored, status=FollowUpStatus(outcome)))
    assert [one for day in plan(book.store, DAY, 30) for one in day.due] == []


def test_what_was_stored_open_and_lapsed_is_missed_and_leaves_the_list(book: Book) -> None:
    buyers(book, "Anna")
    answer(book, a_day(book).due[0], Outcome.NO_ANSWER)
    assert names(a_day(book, DAY + timedelta(days=14))) == ["Anna"]
    assert names(a_day(book, DAY + timedelta(days=15))) == []


def test_what_was_put_off_beyond_its_time_is_still_asked_for_on_that_day(book: Book) -> None:
    buyers(book, "Anna")
    until = DAY + timedelta(days=40)
    snooze(book, a_day(book).due[0].items, until, DAY)
    assert names(a_day(book, until - timedelta(days=1))) == []
    assert names(a_day(book, until)) == ["Anna"]


def test_goods_that_came_back_take_away_what_was_stored_too(book: Book) -> None:
    anna = add_customer(book, "Anna")
    sale = add_sale(book, anna, SALE)
    answer(book, a_day(book).due[0], Outcome.NO_ANSWER)
    tomorrow = DAY + timedelta(days=1)
    assert names(a_day(book, tomorrow)) == ["Anna"]
    with book.edit("Took goods back"):
        book.purchases.return_goods(sale.id, {book.purchase_lines.of(sale.id)[0].id: 1000}, DAY)
    assert names(a_day(book, tomorrow)) == []
    book.undo()
    assert names(a_day(book, tomorrow)) == ["Anna"]


def test_a_purchase_satisfies_what_was_stored_of_a_rule_that_only_waited_for_one(book: Book) -> None:
    anna = add_customer(book, "Anna", "07700 900123")
    for days in (60, 30, 0):
        add_sale(book, anna, SALE - timedelta(days=days))
    silent_on = SALE + timedelta(days=50)
    [one] = a_day(book, silent_on).due
    assert [item.rule for item in one.items] == [RuleKind.SILENT]
    answer(book, one, Outcome.NO_ANSWER, silent_on)
    assert names(a_day(book, silent_on + timedelta(days=1))) == ["Anna"]
    add_sale(book, anna, silent_on)
    assert names(a_day(book, silent_on + timedelta(days=1))) == []


def test_a_wish_that_was_closed_by_hand_is_no_longer_called_for(book: Book) -> None:
    anna = add_customer(book, "Anna")
    with book.edit("Wished"):
        wish = book.wishes.insert(Wish(customer_id=anna, words="Tea", wished_on=SALE, arrived_on=DAY))
    answer(book, a_day(book).due[0], Outcome.NO_ANSWER)
    with book.edit("Told"):
        book.wishes.update(dataclasses.replace(wish, closed_on=DAY))
    assert names(a_day(book, DAY + timedelta(days=1))) == []


# lists


def test_who_stands_on_an_open_list_is_not_planned_again(book: Book) -> None:
    [anna, _bela] = buyers(book, "Anna", "Bela")
    made = make_list(book, DAY, DAY, limit=1)
    one = a_day(book)
    assert names(one) == ["Bela"]
    assert [(held.name, held.because) for held in one.held] == [("Anna", f"On list {made.number}.")]
    add_follow_up(book, anna, DAY, promise=True)
    assert [item.promise for due in a_day(book).due for item in due.items] == [True, False]


def test_lines_of_a_list_for_the_day_take_its_room(book: Book) -> None:
    set_shop(book, visits_a_day=2)
    buyers(book, "Anna", "Bela", "Cleo", "Dora")
    make_list(book, DAY, DAY, limit=1)
    assert names(a_day(book)) == ["Bela"]


# planning ahead


def test_a_contact_planned_for_one_day_will_do_for_a_rule_that_any_contact_satisfies(book: Book) -> None:
    [anna] = buyers(book, "Anna")
    add_follow_up(book, anna, DAY - timedelta(days=1), promise=True)
    days = plan(book.store, DAY - timedelta(days=1), 3)
    assert [names(one) for one in days] == [["Anna"], [], []]
    set_rule(book, 1, by_contact=False)
    days = plan(book.store, DAY - timedelta(days=1), 3)
    assert [names(one) for one in days] == [["Anna"], ["Anna"], []]


def test_a_plan_of_some_customers_is_theirs_alone(book: Book) -> None:
    set_shop(book, visits_a_day=1)
    [_anna, bela] = buyers(book, "Anna", "Bela")
    [one] = plan(book.store, DAY, only=[bela])
    assert (names(one), one.room) == (["Bela"], None)


def test_a_plan_at_the_end_of_all_days_is_a_plan_of_fewer_days(book: Book) -> None:
    last = date(2100, 12, 31)
    assert [one.day for one in plan(book.store, last, 7)] == [last]


def test_nothing_is_written_by_planning(book: Book) -> None:
    buyers(book, "Anna")
    before = book.store.last_edit
    plan(book.store, DAY, 14)
    assert (book.store.last_edit, book.follow_ups.count()) == (before, 0)


def item(one: DayPlan) -> DueItem:
    return one.due[0].items[0]


def test_the_same_rule_tells_its_reason_in_the_language_that_is_spoken(book: Book) -> None:
    from resources import i18n

    buyers(book, "Anna")
    english = item(a_day(book)).reason
    with i18n.language("zh_CN"):
        assert item(a_day(book)).reason != english


def test_held_back_is_told_by_customer_rule_and_reason(book: Book) -> None:
    set_shop(book, visits_a_day=1)
    buyers(book, "Anna", "Bela")
    [held] = a_day(book).held
    assert isinstance(held, Held)
    assert (held.name, held.rule, held.rule_id) == ("Bela", RuleKind.AFTER_SALE, 1)
    assert held.reason == "Bought Tea on 9 Mar 2026: is all well?"
    assert held.because == "No room on 12 Mar 2026: 1 a day."


def test_a_service_that_was_used_is_no_longer_called_for(book: Book) -> None:
    anna = add_customer(book, "Anna", "07700 900123")
    with book.edit("Sold"):
        pot = book.products.insert(Product(name="Pot"))
        service = book.product_services.insert(
            ProductService(product_id=pot.id, name="Cleaning", unit=Unit.DAYS, first_after=60)
        )
        book.purchases.save(
            Purchase(customer_id=anna, bought_on=SALE - timedelta(days=60)),
            [PurchaseLine(product_id=pot.id, text="Pot", amount_cents=1000)],
        )
    [one] = a_day(book).due
    assert [item.rule for item in one.items] == [RuleKind.SERVICE]
    answer(book, one, Outcome.NO_ANSWER)
    tomorrow = DAY + timedelta(days=1)
    assert names(a_day(book, tomorrow)) == ["Anna"]
    with book.edit("Cleaned"):
        [line] = book.purchase_lines.all()
        book.service_uses.insert(
            ServiceUse(
                customer_id=anna,
                purchase_line_id=line.id,
                product_service_id=service.id,
                nth=1,
                used_on=DAY,
            )
        )
    assert names(a_day(book, tomorrow)) == []
    status = book.store.value(f"SELECT {STATUS_ON} FROM follow_up AS f", day=tomorrow.isoformat())
    assert status == FollowUpStatus.SKIPPED


def test_what_became_of_what_is_stored_is_told_without_writing_it_down(book: Book) -> None:
    buyers(book, "Anna")
    answer(book, a_day(book).due[0], Outcome.NO_ANSWER)
    became = [
        book.store.value(f"SELECT {STATUS_ON} FROM follow_up AS f", day=day.isoformat())
        for day in (DAY, DAY + timedelta(days=14), DAY + timedelta(days=15))
    ]
    assert became == ["open", "open", "missed"]
