"""Free service due: each of those that came with the goods, until it is used."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from model.book import Book
from model.product_services import ProductService, ServiceUse
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.visit_rules import RuleKind, Scope, Unit, VisitRule
from tests.makers import add_customer, add_visit
from tests.model.planning.a_shops_days import ShopOfChance, asked, open_days, planned_days, remembered

RULE = VisitRule(id=8, kind=RuleKind.SERVICE, lead_days="7", lasts_days=10)
SOLD = date(2026, 1, 31)


@pytest.fixture
def bike(book: Book) -> Product:
    """It comes with a check after a month, and an oil change each month, three in all."""
    with book.edit("Added a product"):
        bike = book.products.insert(Product(name="Bike", category="Bikes"))
        for name, first, again, times in (("check", 30, None, 1), ("oil change", 1, 1, 3)):
            book.product_services.insert(
                ProductService(
                    product_id=bike.id,
                    name=name,
                    unit=Unit.DAYS if again is None else Unit.MONTHS,
                    first_after=first,
                    again_after=again,
                    times=times,
                )
            )
    return bike


def sell(book: Book, customer: int, product: Product, on: date = SOLD, pieces: int = 1) -> Purchase:
    with book.edit("Recorded a sale"):
        line = PurchaseLine(
            product_id=product.id, text="Red bike", amount_cents=900, quantity_thousandths=1000 * pieces
        )
        return book.purchases.save(Purchase(customer_id=customer, bought_on=on), [line])


def planned(book: Book, rule: VisitRule = RULE, days: int = 120) -> list[tuple[str, date]]:
    names = {service.id: service.name for service in book.product_services.all()}
    return sorted(
        (f"{names[int(one.occasion.split(':')[0])]} {one.occasion.split(':')[1]}", one.planned_on)
        for one in asked(book, rule, SOLD, SOLD + timedelta(days=days))
    )


def test_each_service_is_asked_for_before_it_is_due_counted_from_the_sale(book: Book, bike: Product) -> None:
    sell(book, add_customer(book), bike)
    assert planned(book) == [
        ("check 1", date(2026, 2, 23)),
        ("oil change 1", date(2026, 2, 21)),
        ("oil change 2", date(2026, 3, 24)),
        ("oil change 3", date(2026, 4, 23)),
    ]
    (check,) = [one for one in asked(book, RULE, date(2026, 3, 5)) if one.occasion.endswith(":1")][:1]
    assert check.anchor_on == SOLD


def test_the_words_say_what_for_what_and_when(book: Book, bike: Product) -> None:
    sell(book, add_customer(book), bike)
    early, late = date(2026, 2, 23), date(2026, 3, 3)
    assert {one.reason(early) for one in asked(book, RULE, early)} == {
        "Free check for Red bike is due on 2 Mar 2026.",
        "Free oil change for Red bike is due on 28 Feb 2026 (1 of 3).",
    }
    assert {one.reason(late) for one in asked(book, RULE, late)} == {
        "Free check for Red bike was due on 2 Mar 2026.",
        "Free oil change for Red bike was due on 28 Feb 2026 (1 of 3).",
    }
    rule = replace(RULE, words="Offer the {what}")
    assert {one.reason(late) for one in asked(book, rule, late)} == {
        "Offer the check",
        "Offer the oil change",
    }


def test_a_service_that_was_used_is_not_offered_again_but_the_next_one_is(book: Book, bike: Product) -> None:
    anna = add_customer(book)
    (line,) = book.purchase_lines.of(sell(book, anna, bike).id)
    oil = book.product_services.of_product(bike.id)[1]
    with book.edit("Used it"):
        book.service_uses.insert(
            ServiceUse(
                customer_id=anna,
                purchase_line_id=line.id,
                product_service_id=oil.id,
                nth=1,
                used_on=date(2026, 2, 20),
            )
        )
    assert "oil change 1" in [name for name, _day in planned(book)], (
        "nobody knew of it on the day of the sale"
    )
    names = [one.occasion for one in asked(book, RULE, date(2026, 2, 24), date(2026, 3, 30))]
    assert f"{oil.id}:1" not in names
    assert f"{oil.id}:2" in names
    assert len(names) == 2


@pytest.mark.parametrize(("pieces", "left"), [(1, 0), (2, 4)])
def test_what_came_back_needs_no_service(book: Book, bike: Product, pieces: int, left: int) -> None:
    sale = sell(book, add_customer(book), bike, pieces=pieces)
    with book.edit("Took it back"):
        book.purchases.return_goods(
            sale.id, {book.purchase_lines.of(sale.id)[0].id: 1000}, SOLD + timedelta(days=1)
        )
    assert len(asked(book, RULE, SOLD + timedelta(days=1), SOLD + timedelta(days=120))) == left


def test_two_of_the_same_day_are_one_occasion(book: Book, bike: Product) -> None:
    anna = add_customer(book)
    sell(book, anna, bike)
    sell(book, anna, bike)
    assert len(planned(book)) == 4


def test_contacts_and_purchases_satisfy_only_where_the_rule_says_so(book: Book, bike: Product) -> None:
    anna, day = add_customer(book), date(2026, 2, 25)
    sell(book, anna, bike)
    add_visit(book, anna, day)
    sell(book, anna, bike, day)
    assert len(asked(book, RULE, day)) == 2
    assert asked(book, replace(RULE, by_contact=True), day) == []
    assert asked(book, replace(RULE, by_purchase=True), day) == []


def test_a_rule_may_be_for_some_goods_and_customers(book: Book, bike: Product) -> None:
    anna, bob = add_customer(book, "Anna"), add_customer(book, "Bob")
    with book.edit("Added a product"):
        cup = book.products.insert(Product(name="Cup", category="Kitchen"))
        book.product_services.insert(ProductService(product_id=cup.id, name="polish", first_after=1))
    for customer, product in ((anna, bike), (anna, cup), (bob, cup)):
        sell(book, customer, product)

    def who(only: list[int] | None = None, **fields: object) -> list[int]:
        rule = replace(RULE, **fields)  # type: ignore[arg-type]
        return sorted(one.customer_id for one in asked(book, rule, date(2026, 2, 25), only=only))

    assert who() == sorted([anna, anna, anna, bob])
    assert who(scope=Scope.PRODUCT, product_id=cup.id) == sorted([anna, bob])
    assert who(scope=Scope.CATEGORY, scope_text="bikes") == [anna, anna]
    assert who(only=[bob]) == [bob]
    assert who(only=[]) == []


def test_several_leads_are_several_occasions(book: Book, bike: Product) -> None:
    sell(book, add_customer(book), bike)
    rule = replace(RULE, lead_days="7, 0")
    found = asked(book, rule, SOLD, SOLD + timedelta(days=200))
    assert len({one.key for one in found}) == len(found) == 8
    assert {one.key for one in asked(book, RULE, SOLD, SOLD + timedelta(days=200))} < {
        one.key for one in found
    }


def test_walking_day_by_day_asks_what_one_look_ahead_does(book: Book) -> None:
    shop = ShopOfChance(book)
    first = shop.live(150)
    for rule in (RULE, replace(RULE, lead_days="14, 2", lasts_days=3, by_contact=True, by_purchase=True)):
        walked = open_days(book, rule, first, 60)
        assert walked == planned_days(book, rule, first, 60)
        assert len(walked) >= 5


def test_nothing_that_came_later_is_looked_at(book: Book) -> None:
    rules = [RULE, replace(RULE, by_contact=True, by_purchase=True)]
    assert remembered(ShopOfChance(book), rules, 15, 20) > 50
