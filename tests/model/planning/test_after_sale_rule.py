"""After a sale: three days later, or on the same evening, somebody asks how it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from model.book import Book
from model.customer_class import CustomerClass
from model.purchases import Purchase, PurchaseKind, PurchaseLine
from model.traits import Trait, TraitKind
from model.visit_rules import RuleKind, Scope, Unit, VisitRule
from model.visits import Outcome
from tests.makers import add_customer, add_sale, add_visit
from tests.model.planning.asked_rules import asked, reasons
from tests.model.planning.goods import add_product, bring_back, sell

SALE = date(2026, 3, 10)
DAY_3 = SALE + timedelta(days=3)
RULE = VisitRule(id=1, kind=RuleKind.AFTER_SALE, count=3, lasts_days=14, by_contact=True)


@pytest.mark.parametrize(("days", "is_asked"), [(0, False), (2, False), (3, True), (17, True), (18, False)])
def test_a_sale_asks_for_a_call_from_the_third_day_for_two_weeks(
    book: Book, days: int, is_asked: bool
) -> None:
    anna = add_customer(book)
    sale = add_sale(book, anna, SALE, 500, text="Lenses")
    found = asked(book, RULE, SALE + timedelta(days=days))
    assert [one.key for one in found] == ([(anna, 1, SALE, "")] if is_asked else [])
    for one in found:
        assert (one.planned_on, one.lapses_on) == (DAY_3, SALE + timedelta(days=17))
        assert one.purchase_id == sale.id
        assert one.reason(DAY_3) == "Bought Lenses on 10 Mar 2026: is all well?"


def test_looking_ahead_sees_what_comes(book: Book) -> None:
    anna = add_customer(book)
    add_sale(book, anna, SALE)
    assert [one.planned_on for one in asked(book, RULE, SALE, days=7)] == [DAY_3]
    assert asked(book, RULE, SALE - timedelta(days=1), days=7) == []  # not sold yet


def test_the_same_evening_and_a_month_later_are_days_too(book: Book) -> None:
    add_sale(book, add_customer(book), date(2026, 1, 31))
    same_evening = replace(RULE, count=0, lasts_days=1)
    assert asked(book, same_evening, date(2026, 1, 31)) != []
    assert asked(book, same_evening, date(2026, 2, 2)) == []
    a_month_later = replace(RULE, count=1, unit=Unit.MONTHS, lasts_days=0)
    assert asked(book, a_month_later, date(2026, 2, 27)) == []
    assert asked(book, a_month_later, date(2026, 2, 28)) != []
    assert asked(book, a_month_later, date(2026, 3, 1)) == []


def test_several_sales_on_one_day_are_one_call_about_the_dearest(book: Book) -> None:
    anna = add_customer(book)
    sell(book, anna, SALE, (None, "Cup", 300), (None, "Pot", 4000))
    sell(book, anna, SALE, (None, "Tea", 900))
    sell(book, anna, SALE + timedelta(days=1), (None, "Spoon", 100))
    assert reasons(asked(book, RULE, DAY_3 + timedelta(days=1)), DAY_3) == [
        "Bought Pot on 10 Mar 2026: is all well?",
        "Bought Spoon on 11 Mar 2026: is all well?",
    ]


def test_a_contact_after_the_day_of_the_sale_satisfies_where_the_rule_says_so(book: Book) -> None:
    anna = add_customer(book)
    add_sale(book, anna, SALE)
    add_visit(book, anna, SALE)  # she was spoken to when she bought it
    add_visit(book, anna, SALE + timedelta(days=1), Outcome.NO_ANSWER)
    assert len(asked(book, RULE, DAY_3)) == 1
    add_visit(book, anna, DAY_3 + timedelta(days=1))
    assert len(asked(book, RULE, DAY_3)) == 1  # that contact is still to come on this day
    assert asked(book, RULE, DAY_3 + timedelta(days=1)) == []
    assert len(asked(book, replace(RULE, by_contact=False), DAY_3 + timedelta(days=1))) == 1


def test_a_later_purchase_satisfies_where_the_rule_says_so(book: Book) -> None:
    anna = add_customer(book)
    add_sale(book, anna, SALE)
    add_sale(book, anna, SALE + timedelta(days=2))
    rule = replace(RULE, by_purchase=True)
    assert [one.anchor_on for one in asked(book, rule, DAY_3 + timedelta(days=5))] == [
        SALE + timedelta(days=2)
    ]


def test_goods_that_all_came_back_ask_for_nothing_and_what_is_left_counts(book: Book) -> None:
    anna = add_customer(book)
    sale = sell(book, anna, SALE, (None, "Pot", 4000), (None, "Tea", 900))
    back_on = SALE + timedelta(days=4)
    bring_back(book, sale, back_on, Pot=2, Tea=1)
    assert reasons(asked(book, RULE, DAY_3), DAY_3) == ["Bought Pot on 10 Mar 2026: is all well?"]
    assert reasons(asked(book, RULE, back_on), back_on) == ["Bought Tea on 10 Mar 2026: is all well?"]
    bring_back(book, sale, back_on, Tea=1)
    assert asked(book, RULE, back_on) == []


def test_a_return_that_names_no_line_cancels_when_it_is_worth_all_of_it(book: Book) -> None:
    anna = add_customer(book)
    sale = sell(book, anna, SALE, (None, "Pot", 4000), (None, "Tea", 900))
    gift = sell(book, add_customer(book, "Ben"), SALE, (None, "Sample", 0))
    for cents, left in ((-900, 2), (-4000, 1)):
        with book.edit("Took goods back"):
            back = Purchase(customer_id=anna, bought_on=SALE, kind=PurchaseKind.RETURN, return_of_id=sale.id)
            book.purchases.save(back, [PurchaseLine(text="Back", amount_cents=cents)])
        assert len(asked(book, RULE, DAY_3)) == left
    assert [one.purchase_id for one in asked(book, RULE, DAY_3)] == [gift.id]


def test_a_rule_for_a_product_or_a_category_looks_at_its_goods_only(book: Book) -> None:
    pot = add_product(book, "Teapot", "China", "Pots")
    tea = add_product(book, "Oolong", "Tea")
    anna, ben = add_customer(book), add_customer(book, "Ben")
    sale = sell(book, anna, SALE, (pot, "", 500), (tea, "Oolong", 9000))
    sell(book, ben, SALE, (tea, "Oolong", 9000))
    for rule in (
        replace(RULE, scope=Scope.PRODUCT, product_id=pot),
        replace(RULE, scope=Scope.CATEGORY, scope_text="china"),
        replace(RULE, scope=Scope.CATEGORY, scope_text="Pots "),
    ):
        assert reasons(asked(book, rule, DAY_3), DAY_3) == ["Bought Teapot on 10 Mar 2026: is all well?"]
    assert asked(book, replace(RULE, scope=Scope.CATEGORY, scope_text=""), DAY_3) == []
    with book.edit("Took goods back"):
        line = next(line for line in book.purchase_lines.of(sale.id) if line.product_id == pot)
        book.purchases.return_goods(sale.id, {line.id: 2000}, SALE)
    assert asked(book, replace(RULE, scope=Scope.PRODUCT, product_id=pot), DAY_3) == []


def test_trifles_are_left_out_where_the_rule_says_so(book: Book) -> None:
    pot = add_product(book, "Teapot", "China")
    anna = add_customer(book)
    sale = sell(book, anna, SALE, (pot, "Pot", 4000), (None, "Tea", 2000))
    sell(book, anna, SALE, (None, "Spoon", 100))
    assert asked(book, replace(RULE, least_cents=6000), DAY_3) != []
    assert asked(book, replace(RULE, least_cents=6001), DAY_3) == []  # by receipt
    of_pots = replace(RULE, scope=Scope.PRODUCT, product_id=pot)
    assert asked(book, replace(of_pots, least_cents=4000), DAY_3) != []
    assert asked(book, replace(of_pots, least_cents=4001), DAY_3) == []
    bring_back(book, sale, SALE, Pot=1)
    assert asked(book, replace(of_pots, least_cents=2001), DAY_3) == []  # one of two is left


@pytest.mark.parametrize(
    ("scope", "fields"),
    [(Scope.TAG, {"scope_text": "vip"}), (Scope.CLASS, {"scope_text": "gold"}), (Scope.CUSTOMER, {})],
)
def test_a_rule_can_be_for_some_customers_only(book: Book, scope: Scope, fields: dict[str, str]) -> None:
    anna = add_customer(book, class_by_hand=CustomerClass.GOLD, class_until=SALE + timedelta(days=4))
    ben = add_customer(book, "Ben", class_by_hand=CustomerClass.IRON)
    with book.edit("Tagged"):
        card = book.customers.card(anna)
        book.customers.save(replace(card, traits=(Trait(kind=TraitKind.TAG, value="VIP"),)))
    for customer_id in (anna, ben):
        add_sale(book, customer_id, SALE)
    rule = replace(RULE, scope=scope, customer_id=anna if scope is Scope.CUSTOMER else None, **fields)  # type: ignore[arg-type]
    assert [one.customer_id for one in asked(book, rule, DAY_3)] == [anna]
    assert [one.customer_id for one in asked(book, RULE, DAY_3, only=[ben])] == [ben]
    assert [one.customer_id for one in asked(book, rule, SALE + timedelta(days=4))] == [anna]
    later = asked(book, rule, SALE + timedelta(days=5))
    assert [one.customer_id for one in later] == ([] if scope is Scope.CLASS else [anna])


def test_the_owners_own_words_are_said_and_no_brace_of_theirs_fails(book: Book) -> None:
    add_sale(book, add_customer(book), SALE, text="{day} & {0} tea")
    for words, said in (
        ("How is {what} from {day}?", "How is {day} & {0} tea from 10 Mar 2026?"),
        ("{} {0} {who} {what!r} {{what}} {", "{} {0} {who} {what!r} {{day} & {0} tea} {"),
    ):
        assert reasons(asked(book, replace(RULE, words=words), DAY_3), DAY_3) == [said]


def test_a_receipt_without_words_is_asked_about_all_the_same(book: Book) -> None:
    add_sale(book, add_customer(book), SALE, text="")
    add_sale(book, None, SALE)  # nobody's
    assert reasons(asked(book, RULE, DAY_3), DAY_3) == ["Bought something on 10 Mar 2026: is all well?"]
