"""Three weeks away are no flood; but a newer occasion takes the place of an older one only where it repeats it."""

import dataclasses
from datetime import date, timedelta

import pytest

from model.book import Book
from model.contacts import record_contact, skip
from model.customer_days import CustomerDay
from model.due import DueItem
from model.follow_ups import FollowUpStatus
from model.planning.plan import plan
from model.product_services import ProductService
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.visit_rules import Unit, VisitRule
from model.visits import Outcome, Visit
from tests.makers import add_customer

DAY = date(2026, 3, 12)


def only(book: Book, rule_id: int, **fields: object) -> VisitRule:
    """One rule alone is switched on."""
    with book.edit("Changed the rules"):
        for rule in book.visit_rules.all():
            book.visit_rules.update(dataclasses.replace(rule, active=rule.id == rule_id))
        changed = dataclasses.replace(book.visit_rules.get(rule_id), **fields)  # type: ignore[arg-type]
        return book.visit_rules.update(changed)


def items(book: Book, day: date = DAY) -> list[DueItem]:
    """The reasons of the only customer who is due; nobody is two visits."""
    found = plan(book.store, day)[0].due
    assert len(found) <= 1
    return [item for one in found for item in one.items]


def reasons(book: Book, day: date = DAY) -> list[str]:
    return [item.reason for item in items(book, day)]


def sell(book: Book, customer: int, on: date, *products: Product) -> None:
    with book.edit("Sold"):
        book.purchases.save(
            Purchase(customer_id=customer, bought_on=on),
            [PurchaseLine(product_id=one.id, text=one.name, amount_cents=1000) for one in products],
        )


def goods(book: Book, *names: str, **fields: object) -> list[Product]:
    with book.edit("Added goods"):
        return [book.products.insert(Product(name=name, **fields)) for name in names]  # type: ignore[arg-type]


def test_a_birthday_does_not_stand_for_a_wedding_day(book: Book) -> None:
    only(book, 4, lasts_days=10)
    anna = add_customer(book, "Anna", "07700 900123", birth_month=3, birth_day=10)
    with book.edit("Married"):
        wedding = CustomerDay(customer_id=anna, label="Wedding", month=3, day=12)
        book.customer_days.insert(wedding)
    assert reasons(book) == ["Had birthday on 10 Mar 2026.", "Wedding on 12 Mar 2026."]
    assert all(item.also_missed == () for item in items(book))
    skip(book, items(book)[:1], DAY)
    assert reasons(book) == ["Wedding on 12 Mar 2026."]


def test_the_lead_days_of_one_birthday_replace_each_other(book: Book) -> None:
    only(book, 4, lead_days="7, 3, 0", lasts_days=20)
    add_customer(book, "Anna", "07700 900123", birth_month=3, birth_day=12)
    [item] = items(book)
    assert (item.planned_on, item.also_missed) == (DAY, (date(2026, 3, 9), date(2026, 3, 5)))


def test_last_years_birthday_gives_way_to_this_years(book: Book) -> None:
    only(book, 4, lasts_days=366)
    add_customer(book, "Anna", "07700 900123", birth_month=3, birth_day=12)
    [item] = items(book)
    assert (item.anchor_on, item.also_missed) == (DAY, (date(2025, 3, 12),))


def test_one_warranty_does_not_stand_for_another(book: Book) -> None:
    only(book, 10)
    anna = add_customer(book, "Anna", "07700 900123")
    [pot, cup] = goods(book, "Pot", "Cup", warranty_days=100)
    sell(book, anna, DAY - timedelta(days=80), pot)
    sell(book, anna, DAY - timedelta(days=75), cup)
    assert reasons(book) == [
        "The warranty of Pot ends on 1 Apr 2026.",
        "The warranty of Cup ends on 6 Apr 2026.",
    ]


def test_a_further_reminder_of_one_warranty_replaces_the_first(book: Book) -> None:
    only(book, 10, lead_days="30, 7")
    anna = add_customer(book, "Anna", "07700 900123")
    [pot] = goods(book, "Pot", warranty_days=100)
    sell(book, anna, DAY - timedelta(days=95), pot)
    [item] = items(book)
    assert (item.occasion[-2:], item.also_missed) == ("/7", (date(2026, 2, 15),))


def test_one_product_that_runs_out_does_not_stand_for_another(book: Book) -> None:
    only(book, 9, lead_days="3, 0", lasts_days=30)
    anna = add_customer(book, "Anna", "07700 900123")
    [tea, coffee] = goods(book, "Tea", "Coffee", repurchase_days=30)
    sell(book, anna, DAY - timedelta(days=30), tea)
    sell(book, anna, DAY - timedelta(days=29), coffee)
    both = {str(item.occasion).partition(":")[0]: item.also_missed for item in items(book)}
    assert both == {str(tea.id): (DAY - timedelta(days=3),), str(coffee.id): ()}


def test_one_service_does_not_stand_for_another_but_its_next_time_does_for_the_one_before(book: Book) -> None:
    only(book, 8, lead_days="0", lasts_days=60)
    anna = add_customer(book, "Anna", "07700 900123")
    [pot, cup] = goods(book, "Pot", "Cup")
    with book.edit("Gave services"):
        for one, after in ((pot, 30), (cup, 50)):
            book.product_services.insert(
                ProductService(
                    product_id=one.id,
                    name="Cleaning",
                    unit=Unit.DAYS,
                    first_after=after,
                    again_after=40,
                    times=3,
                )
            )
    sell(book, anna, DAY - timedelta(days=75), pot, cup)
    sell(book, anna, DAY - timedelta(days=35), pot)
    found = [(item.reason, item.also_missed) for item in items(book)]
    assert found == [
        ("Free Cleaning for Cup was due on 15 Feb 2026 (1 of 3).", ()),
        ("Free Cleaning for Pot was due on 7 Mar 2026 (2 of 3).", (date(2026, 1, 26),)),
        ("Free Cleaning for Pot was due on 7 Mar 2026 (1 of 3).", ()),
    ]


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.CALL_BACK])
def test_what_is_stored_belongs_to_the_same_series(book: Book, outcome: Outcome) -> None:
    only(book, 4, lead_days="7, 0", lasts_days=20)
    anna = add_customer(book, "Anna", "07700 900123", birth_month=3, birth_day=12)
    with book.edit("Married"):
        book.customer_days.insert(CustomerDay(customer_id=anna, label="Wedding", month=3, day=10))
    early = date(2026, 3, 5)
    tried = items(book, early)
    assert len(tried) == 2
    call = Visit(customer_id=anna, visited_on=early, outcome=outcome)
    record_contact(book, call, tried, next_on=date(2026, 3, 6))
    found = items(book)
    assert [item.also_missed for item in found] == [(date(2026, 3, 3),), (early,)]
    record_contact(book, Visit(customer_id=anna, visited_on=DAY, outcome=Outcome.REACHED), found)
    became = sorted((one.status, one.planned_on) for one in book.follow_ups.all())
    assert became == [
        (FollowUpStatus.DONE, date(2026, 3, 10)),
        (FollowUpStatus.DONE, DAY),
        (FollowUpStatus.MISSED, date(2026, 3, 3)),
        (FollowUpStatus.MISSED, early),
    ]
