"""What was tried in vain waits for its next turn, until what happens in the shop makes it needless; and only that."""

import dataclasses
from datetime import date, timedelta

import pytest

from model.book import Book
from model.channels import Channel
from model.complaints import Complaint, ComplaintStatus
from model.contacts import record_contact, snooze
from model.customer_class import CustomerClass
from model.customers import Consent
from model.due import DueItem
from model.follow_ups import FollowUp, FollowUpStatus
from model.letters_due import letters_due
from model.planning.plan import plan
from model.planning.stored import STATUS_ON
from model.product_services import ProductService
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.putting_right import save_complaint
from model.text_templates import Purpose
from model.visit_rules import RuleKind, Scope, Unit, VisitRule
from model.visits import Outcome, Visit
from model.wishes import Wish
from tests.makers import add_customer, add_sale, add_visit

DAY = date(2026, 3, 12)


@pytest.fixture
def anna(book: Book) -> int:
    return add_customer(book, "Anna", "07700 900123")


def only(book: Book, rule_id: int, **fields: object) -> VisitRule:
    """One rule alone is switched on."""
    with book.edit("Changed the rules"):
        for rule in book.visit_rules.all():
            book.visit_rules.update(dataclasses.replace(rule, active=rule.id == rule_id))
        changed = dataclasses.replace(book.visit_rules.get(rule_id), **fields)  # type: ignore[arg-type]
        return book.visit_rules.update(changed)


def items(book: Book, day: date) -> list[DueItem]:
    return [item for one in plan(book.store, day)[0].due for item in one.items]


def in_vain(book: Book, day: date, times: int = 1) -> None:
    """Somebody calls on ``day`` and the days after, and nobody answers."""
    for n in range(times):
        on = day + timedelta(days=n)
        [one] = plan(book.store, on)[0].due
        call = Visit(customer_id=one.customer_id, visited_on=on, outcome=Outcome.NO_ANSWER)
        record_contact(book, call, one.items)


def status(book: Book, day: date) -> list[str]:
    """What had become of everything that is stored, by ``day``."""
    rows = book.store.column(f"SELECT {STATUS_ON} FROM follow_up AS f ORDER BY f.id", day=day.isoformat())
    return [str(one) for one in rows]


def sell(book: Book, customer: int, on: date, *products: Product) -> Purchase:
    with book.edit("Sold"):
        return book.purchases.save(
            Purchase(customer_id=customer, bought_on=on),
            [PurchaseLine(product_id=one.id, text=one.name, amount_cents=1000) for one in products],
        )


def goods(book: Book, *names: str, **fields: object) -> list[Product]:
    with book.edit("Added goods"):
        return [book.products.insert(Product(name=name, **fields)) for name in names]  # type: ignore[arg-type]


def give_back(book: Book, sale: Purchase, on: date, lines: dict[int, int]) -> None:
    with book.edit("Took back"):
        book.purchases.return_goods(sale.id, lines, on)


# what came before it was time settles nothing


def test_a_talk_after_the_sale_does_not_settle_what_runs_out_a_month_later(book: Book, anna: int) -> None:
    only(book, 9)
    [tea] = goods(book, "Tea", repurchase_days=30)
    sell(book, anna, DAY - timedelta(days=27), tea)
    add_visit(book, anna, DAY - timedelta(days=24))
    add_sale(book, anna, DAY - timedelta(days=20), text="Something else")
    in_vain(book, DAY)
    tomorrow = DAY + timedelta(days=1)
    assert [item.attempts for item in items(book, tomorrow)] == [1]
    assert status(book, tomorrow) == ["open"]
    add_sale(book, anna, tomorrow, text="Something else")
    assert items(book, tomorrow) == []
    assert status(book, tomorrow) == ["skipped"]


def test_a_talk_long_ago_does_not_settle_winning_somebody_back(book: Book, anna: int) -> None:
    only(book, 13, times_percent=None)
    add_sale(book, anna, DAY - timedelta(days=800))
    add_visit(book, anna, DAY - timedelta(days=366))
    in_vain(book, DAY)
    tomorrow = DAY + timedelta(days=1)
    assert [item.attempts for item in items(book, tomorrow)] == [1]
    add_visit(book, anna, tomorrow)
    assert items(book, tomorrow) == []


def test_a_purchase_that_is_typed_in_late_settles_winning_somebody_back(book: Book, anna: int) -> None:
    only(book, 13, times_percent=None)
    add_sale(book, anna, DAY - timedelta(days=365))
    in_vain(book, DAY)
    add_sale(book, anna, DAY - timedelta(days=5))
    assert items(book, DAY + timedelta(days=1)) == []


def test_a_talk_before_a_service_is_due_does_not_settle_it(book: Book, anna: int) -> None:
    only(book, 8, by_contact=True)
    [pot] = goods(book, "Pot")
    with book.edit("Gave a service"):
        book.product_services.insert(
            ProductService(product_id=pot.id, name="Cleaning", unit=Unit.DAYS, first_after=37)
        )
    sell(book, anna, DAY - timedelta(days=30), pot)
    add_visit(book, anna, DAY - timedelta(days=20))
    in_vain(book, DAY)
    assert len(items(book, DAY + timedelta(days=1))) == 1


# what came when it was time settles it


@pytest.mark.parametrize("on", [-2, 0, 1])
def test_whoever_came_by_on_the_day_nobody_answered_is_left_in_peace(book: Book, on: int) -> None:
    only(book, 5)
    anna = add_customer(book, "Anna", "07700 900123", class_by_hand=CustomerClass.PLATINUM)
    add_visit(book, anna, date(2026, 2, 12))
    in_vain(book, DAY)
    assert len(items(book, DAY + timedelta(days=2))) == 1
    # That of two days before is written down late.
    add_visit(book, anna, DAY + timedelta(days=on), channel=Channel.COUNTER)
    assert items(book, DAY + timedelta(days=2)) == []
    assert status(book, DAY + timedelta(days=2)) == ["skipped"]


def test_a_contact_on_the_day_it_was_planned_joins_what_any_contact_satisfies(book: Book) -> None:
    only(book, 5)
    anna = add_customer(book, "Anna", "07700 900123", class_by_hand=CustomerClass.PLATINUM)
    add_visit(book, anna, date(2026, 2, 12))
    in_vain(book, DAY)
    came_by = Visit(customer_id=anna, visited_on=DAY, channel=Channel.COUNTER)
    record_contact(book, came_by)
    assert [one.status for one in book.follow_ups.all()] == [FollowUpStatus.MERGED]


def test_a_rule_that_is_switched_off_tells_the_same_of_what_it_planned(book: Book, anna: int) -> None:
    rule = only(book, 1)
    add_sale(book, anna, DAY - timedelta(days=3))
    in_vain(book, DAY)
    with book.edit("Switched off"):
        book.visit_rules.update(dataclasses.replace(rule, active=False))
    tomorrow = DAY + timedelta(days=1)
    assert (len(items(book, tomorrow)), status(book, tomorrow)) == (1, ["open"])
    add_visit(book, anna, tomorrow)
    assert (items(book, tomorrow), status(book, tomorrow)) == ([], ["skipped"])


def test_what_a_deleted_rule_planned_and_somebody_tried_is_still_asked_until_it_lapses(
    book: Book, anna: int
) -> None:
    only(book, 1)
    add_sale(book, anna, DAY - timedelta(days=3))
    in_vain(book, DAY)
    with book.edit("Deleted"):
        book.visit_rules.delete(1)
    assert len(items(book, DAY + timedelta(days=14))) == 1
    assert items(book, DAY + timedelta(days=15)) == []
    book.undo()
    assert [item.rule_id for item in items(book, DAY + timedelta(days=1))] == [1]


# what it was about is gone


def test_of_a_sale_that_came_back_in_part_only_that_part_is_settled(book: Book, anna: int) -> None:
    [pot, cup] = goods(book, "Pot", "Cup", warranty_days=30, repurchase_days=30)
    with book.edit("Gave services"):
        for one in (pot, cup):
            book.product_services.insert(
                ProductService(product_id=one.id, name="Cleaning", unit=Unit.DAYS, first_after=30)
            )
        for rule in book.visit_rules.all():
            is_about_goods = rule.id in (8, 9)
            book.visit_rules.update(
                dataclasses.replace(rule, active=is_about_goods, lead_days="0", by_purchase=False)
            )
    sale = sell(book, anna, DAY - timedelta(days=30), pot, cup)
    in_vain(book, DAY)
    tomorrow = DAY + timedelta(days=1)
    assert len(items(book, tomorrow)) == 4
    [line, other] = book.purchase_lines.of(sale.id)
    give_back(book, sale, tomorrow, {line.id: 1000})
    assert {
        item.reason.partition(" again")[0][-3:] for item in items(book, tomorrow) if item.rule_id == 9
    } == {"Cup"}
    assert [item.reason for item in items(book, tomorrow) if item.rule_id == 8] == [
        "Free Cleaning for Cup was due on 12 Mar 2026."
    ]
    assert sorted(status(book, tomorrow)) == ["open", "open", "skipped", "skipped"]
    give_back(book, sale, tomorrow, {other.id: 500})
    assert len(items(book, tomorrow)) == 2
    give_back(book, sale, tomorrow, {other.id: 500})
    assert items(book, tomorrow) == []


def test_goods_of_another_day_do_not_keep_a_service_of_those_that_came_back(book: Book, anna: int) -> None:
    only(book, 8, lead_days="0")
    [pot, cup] = goods(book, "Pot", "Cup")
    with book.edit("Gave a service"):
        book.product_services.insert(
            ProductService(product_id=pot.id, name="Cleaning", unit=Unit.DAYS, first_after=30)
        )
    sale = sell(book, anna, DAY - timedelta(days=30), pot, cup)
    sell(book, anna, DAY - timedelta(days=10), pot)
    in_vain(book, DAY)
    give_back(book, sale, DAY, {book.purchase_lines.of(sale.id)[0].id: 1000})
    assert items(book, DAY + timedelta(days=1)) == []


@pytest.mark.parametrize("keeps", [True, False])
def test_a_warranty_is_settled_when_all_that_has_it_came_back(book: Book, anna: int, *, keeps: bool) -> None:
    only(book, 10)
    [pot, cup] = goods(book, "Pot", "Cup", warranty_days=50)
    [tea] = goods(book, "Tea")
    sale = sell(book, anna, DAY - timedelta(days=20), pot, cup, tea)
    in_vain(book, DAY)
    lines = book.purchase_lines.of(sale.id)
    give_back(book, sale, DAY, {line.id: 1000 for line in lines[: 1 if keeps else 2]})
    assert bool(items(book, DAY + timedelta(days=1))) == keeps


def test_a_category_that_runs_out_is_settled_by_its_goods_coming_back(book: Book, anna: int) -> None:
    only(book, 9, scope=Scope.CATEGORY, scope_text="Tea", lead_days="0")
    [green, black] = goods(book, "Green", "Black", category="Tea", repurchase_days=30)
    sale = sell(book, anna, DAY - timedelta(days=60), green, black)  # for 30 days each
    in_vain(book, DAY)
    lines = book.purchase_lines.of(sale.id)
    for line, left in zip(lines, (1, 0), strict=True):
        give_back(book, sale, DAY, {line.id: 1000})
        assert len(items(book, DAY + timedelta(days=1))) == left


@pytest.mark.parametrize("what", ["sale", "complaint", "wish", "not in after all"])
def test_nobody_is_called_about_what_was_taken_out_of_the_book(book: Book, anna: int, what: str) -> None:
    if what == "sale":
        sale = add_sale(book, anna, DAY - timedelta(days=3))
    elif what == "complaint":
        said = Complaint(customer_id=anna, said_on=DAY - timedelta(days=3), words="Leaks")
        complaint = save_complaint(book, said, DAY - timedelta(days=3))
        closed = dataclasses.replace(complaint, status=ComplaintStatus.CLOSED)
        save_complaint(book, closed, DAY - timedelta(days=3), ask=DAY)
    else:
        with book.edit("Wished"):
            wish = book.wishes.insert(Wish(customer_id=anna, words="Size 38", wished_on=DAY, arrived_on=DAY))
    tomorrow = DAY + timedelta(days=1)
    in_vain(book, DAY)
    assert len(items(book, tomorrow)) == 1
    with book.edit("Took out"):
        if what == "sale":
            book.purchases.delete(sale.id)
        elif what == "complaint":
            book.complaints.delete(complaint.id)
        elif what == "wish":
            book.wishes.delete(wish.id)
        else:
            book.wishes.update(dataclasses.replace(wish, arrived_on=None))
    assert items(book, tomorrow) == []
    assert status(book, tomorrow) == ["skipped"]
    book.undo()
    assert len(items(book, tomorrow)) == 1


def test_a_product_that_is_deleted_takes_its_services_and_its_running_out_with_it(
    book: Book, anna: int
) -> None:
    [pot] = goods(book, "Pot", repurchase_days=30)
    with book.edit("Gave a service"):
        book.product_services.insert(
            ProductService(product_id=pot.id, name="Cleaning", unit=Unit.DAYS, first_after=30)
        )
    sell(book, anna, DAY - timedelta(days=30), pot)
    in_vain(book, DAY)
    tomorrow = DAY + timedelta(days=1)
    assert {item.rule for item in items(book, tomorrow)} == {"service", "running_out"}
    with book.edit("Deleted"):
        book.products.delete(pot.id)
    assert (items(book, tomorrow), status(book, tomorrow)) == ([], ["skipped"] * 2)
    book.undo()
    assert len(items(book, tomorrow)) == 2


# what was agreed upon


def test_what_was_agreed_upon_is_not_held_back_with_the_newer_one_in_its_place(book: Book, anna: int) -> None:
    only(book, 1, by_contact=False, lasts_days=30)
    with book.edit("Changed the settings"):
        book.shops.update(dataclasses.replace(book.shop, contacts_a_quarter=1))
    add_sale(book, anna, DAY - timedelta(days=3))
    agreed = DAY + timedelta(days=5)
    snooze(book, items(book, DAY), agreed, DAY)
    add_visit(book, anna, DAY)
    add_sale(book, anna, DAY, text="Pot")
    [one] = items(book, agreed)
    assert (one.anchor_on, one.also_missed) == (DAY, (DAY,))
    assert items(book, agreed - timedelta(days=1)) == []


# given up


def test_after_the_last_call_in_vain_there_is_a_letter_even_if_the_time_was_over(
    book: Book, anna: int
) -> None:
    only(book, 1, lasts_days=4)
    add_sale(book, anna, DAY - timedelta(days=3))
    in_vain(book, DAY, times=5)
    [letter] = items(book, DAY + timedelta(days=5))
    assert (letter.channel, letter.attempts) == (Channel.LETTER, 5)


def test_whoever_was_given_up_is_not_called_because_no_address_is_known(book: Book, anna: int) -> None:
    only(book, 1)
    with book.edit("Asked"):
        card = book.customers.card(anna)
        book.customers.save(
            dataclasses.replace(card, consents=(Consent(channel=Channel.PHONE, allowed=True),))
        )
    add_sale(book, anna, DAY - timedelta(days=3))
    in_vain(book, DAY, times=5)
    assert [item.channel for item in items(book, DAY + timedelta(days=5))] == [Channel.LETTER]


def test_whoever_was_tried_as_often_as_the_shop_now_tries_gets_a_letter_and_no_further_call(
    book: Book, anna: int
) -> None:
    only(book, 1, lasts_days=30)
    add_sale(book, anna, DAY - timedelta(days=3))
    in_vain(book, DAY, times=3)
    after = DAY + timedelta(days=3)
    for most, channel in ((5, Channel.PHONE), (4, Channel.PHONE), (3, Channel.LETTER), (2, Channel.LETTER)):
        with book.edit("Changed the settings"):
            book.shops.update(dataclasses.replace(book.shop, attempts_at_most=most))
        assert [item.channel for item in items(book, after)] == [channel]
        assert len(letters_due(book.store, Purpose.UNREACHED, after)) == (channel is Channel.LETTER)


def test_what_a_rule_asked_for_is_asked_for_still_after_the_rule_was_deleted(book: Book, anna: int) -> None:
    with book.edit("Planned"):
        sale = book.purchases.save(
            Purchase(customer_id=anna, bought_on=DAY - timedelta(days=30)),
            [PurchaseLine(text="Tea", amount_cents=500)],
        )
        rule = book.visit_rules.insert(
            VisitRule(kind=RuleKind.RUNNING_OUT, scope=Scope.CATEGORY, scope_text="Tea", active=False)
        )
        book.follow_ups.insert(
            FollowUp(
                customer_id=anna,
                rule="running_out",
                rule_id=rule.id,
                occasion="Tea",
                anchor_on=sale.bought_on,
                planned_on=DAY,
                lapses_on=DAY + timedelta(days=9),
                purchase_id=sale.id,
            )
        )
    asked = [one.rule for one in items(book, DAY)]
    with book.edit("Deleted the rule"):
        book.visit_rules.delete(rule.id)
    assert [one.rule for one in items(book, DAY)] == asked == ["running_out"]


def test_whoever_asked_to_be_called_back_is_told_of_as_it_is_on_that_day(book: Book) -> None:
    anna = add_customer(book, "Anna Rossi")
    for n in (102, 68, 34):
        add_sale(book, anna, DAY - timedelta(days=n + 17))
    asked = plan(book.store, DAY)[0].due[0]
    assert asked.items[0].reason == "Comes every 34 days, today is day 51."
    visit = Visit(customer_id=anna, visited_on=DAY, outcome=Outcome.CALL_BACK)
    record_contact(book, visit, asked.items, next_on=DAY + timedelta(days=14))
    again = plan(book.store, DAY + timedelta(days=14))[0].due[0]
    assert again.items[0].reason == "Comes every 34 days, today is day 65."
