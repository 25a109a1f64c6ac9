"""Should be running out: by the customer's own rhythm of it, else by the product's usual days."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.book import Book
from model.planning.stock import Interval, how_long
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.visit_rules import RuleKind, Scope, VisitRule
from tests.makers import add_customer, add_sale, add_visit
from tests.model.planning.a_shops_days import ShopOfChance, asked, open_days, planned_days, remembered

RULE = VisitRule(
    id=9, kind=RuleKind.RUNNING_OUT, lead_days="3", lasts_days=21, by_contact=True, by_purchase=True
)
LAST = date(2026, 3, 2)


def after(days: int) -> date:
    return LAST + timedelta(days=days)


@pytest.fixture
def tea(book: Book) -> Product:
    return add_product(book, "Tea")


def add_product(book: Book, name: str, days: int | None = None, category: str = "Tea") -> Product:
    with book.edit("Added a product"):
        return book.products.insert(Product(name=name, category=category, repurchase_days=days))


def buy(book: Book, customer: int, *products: Product, on: int = 0, pieces: float = 1) -> Purchase:
    """A sale so many days after ``LAST``."""
    with book.edit("Recorded a sale"):
        return book.purchases.save(
            Purchase(customer_id=customer, bought_on=after(on)),
            [
                PurchaseLine(
                    product_id=product.id,
                    text=product.name,
                    amount_cents=500,
                    quantity_thousandths=int(pieces * 1000),
                )
                for product in products
            ],
        )


def planned(book: Book, rule: VisitRule = RULE, days: int = 2_000) -> list[int]:
    """On which days after ``LAST`` something is asked for."""
    return sorted((one.planned_on - LAST).days for one in asked(book, rule, LAST, after(days)))


def test_by_the_own_rhythm_it_is_asked_for_shortly_before_the_next_time(book: Book, tea: Product) -> None:
    anna = add_customer(book)
    for day in (-70, -40, 0):
        buy(book, anna, tea, on=day)
    ((key, found),) = open_days(book, RULE, LAST, 90).items()
    assert key == (anna, 9, LAST, str(tea.id))
    assert (found[0], found[-1]) == (after(32), after(32 + 21))
    (one,) = asked(book, RULE, after(40))
    assert one.reason(after(40)) == "Time for Tea again? Every 35 days so far, last on 2 Mar 2026."


def test_who_has_no_rhythm_of_it_has_the_usual_days(book: Book) -> None:
    lenses, anna = add_product(book, "Lenses", 90), add_customer(book)
    buy(book, anna, lenses, on=-50)
    buy(book, anna, lenses)
    (one,) = asked(book, RULE, after(87))
    assert one.reason(after(87)) == "Time for Lenses again? Last on 2 Mar 2026, usual after 90 days."
    assert asked(book, RULE, after(86)) == []
    buy(book, anna, lenses, on=-101)
    assert asked(book, RULE, after(87)) == [], "now they have one"


@pytest.mark.parametrize(
    ("days", "pieces", "lasts"),
    [(20, 3, 60), (20, 2.5, 40), (20, 0.25, 20), (90, 100, 366), (365, 2, 366), (700, 2, 700)],
)
def test_three_packs_last_three_times_as_long_but_nobody_wears_out_two_pairs_of_glasses_in_turn(
    book: Book, days: int, pieces: float, lasts: int
) -> None:
    buy(book, add_customer(book), add_product(book, "It", days), pieces=pieces)
    assert planned(book) == [lasts - 3]


def test_in_the_own_rhythm_the_usual_number_of_packs_is_contained(book: Book) -> None:
    tea, anna = add_product(book, "Tea", 20), add_customer(book)
    for day in (-120, -60, 0):
        buy(book, anna, tea, on=day, pieces=3)
    assert planned(book) == [57]


def test_old_habits_do_not_count(book: Book, tea: Product) -> None:
    anna = add_customer(book)
    for day in (-900, -893, -886, -60, -30, 0):
        buy(book, anna, tea, on=day)
    assert planned(book) == [27]
    bob = add_customer(book, "Bob")
    for day in (-800, -400, 0):
        buy(book, bob, tea, on=day)
    assert asked(book, RULE, LAST, after(2_000), only=[bob]) == []


def test_what_lasts_for_years_is_asked_for_after_years(book: Book) -> None:
    glasses, anna = add_product(book, "Glasses", 1_000), add_customer(book)
    buy(book, anna, glasses)
    assert asked(book, RULE, after(996)) == []
    assert [one.anchor_on for one in asked(book, RULE, after(997))] == [LAST]
    buy(book, anna, glasses, on=500)
    assert asked(book, RULE, after(997)) == []
    assert [one.anchor_on for one in asked(book, RULE, after(1_497))] == [after(500)]


def test_whoever_used_to_need_it_often_is_not_asked_again_by_the_usual_days_of_long_ago(book: Book) -> None:
    it, anna = add_product(book, "It", 700), add_customer(book)
    for day in (-60, -30, 0):
        buy(book, anna, it, on=day)
    assert asked(book, RULE, after(27))
    assert asked(book, RULE, after(697), after(720)) == []


def test_buying_it_again_begins_anew_and_buying_something_else_means_they_were_here(
    book: Book, tea: Product
) -> None:
    cup, anna = add_product(book, "Cup"), add_customer(book)
    for day in (-60, -30, 0):
        buy(book, anna, tea, on=day)
    assert asked(book, RULE, after(30))
    buy(book, anna, cup, on=26)
    assert asked(book, RULE, after(30)), "it was not yet time"
    buy(book, anna, cup, on=27)
    assert asked(book, RULE, after(30)) == []
    assert asked(book, replace(RULE, by_purchase=False), after(30))
    buy(book, anna, tea, on=29)
    found = asked(book, replace(RULE, by_purchase=False), after(30), after(60))
    assert [one.anchor_on for one in found] == [after(29)]


@pytest.mark.parametrize(("day", "still"), [(3, True), (19, True), (20, False), (28, False)])
def test_whoever_was_spoken_to_just_before_is_left_in_peace(
    book: Book, tea: Product, day: int, still: bool
) -> None:
    anna = add_customer(book)
    for bought in (-60, -30, 0):
        buy(book, anna, tea, on=bought)
    add_visit(book, anna, after(day))
    assert bool(asked(book, RULE, after(30))) is still
    assert asked(book, replace(RULE, by_contact=False), after(30))


@pytest.mark.parametrize(("day", "still"), [(3, True), (4, False)])
def test_of_what_lasts_a_week_a_talk_in_its_second_half_will_do(book: Book, day: int, still: bool) -> None:
    anna = add_customer(book)
    buy(book, anna, add_product(book, "Bread", 8))
    add_visit(book, anna, after(day))
    assert bool(asked(book, replace(RULE, lead_days="0"), after(8))) is still


def test_what_came_back_was_never_bought(book: Book) -> None:
    lenses, anna = add_product(book, "Lenses", 90), add_customer(book)
    sale = buy(book, anna, lenses, pieces=2)
    (line,) = book.purchase_lines.of(sale.id)
    for left in (True, False):
        with book.edit("Took one back"):
            book.purchases.return_goods(sale.id, {line.id: 1000}, after(5))
        assert bool(asked(book, RULE, after(180))) is left
    assert asked(book, RULE, after(4), after(200)), "on the day before nobody knew"


def test_two_things_of_one_customer_are_two_occasions(book: Book, tea: Product) -> None:
    lenses, anna = add_product(book, "Lenses", 30), add_customer(book)
    for day in (-60, -30, 0):
        buy(book, anna, tea, lenses, on=day)
    found = asked(book, RULE, after(30))
    assert {one.occasion for one in found} == {str(tea.id), str(lenses.id)}


def test_a_rule_for_a_category_asks_when_all_of_it_should_be_running_out(book: Book) -> None:
    kinds = [add_product(book, name, category="Green tea") for name in ("Sencha", "Longjing", "Bancha")]
    anna = add_customer(book)
    for product, day in zip(kinds, (-40, -20, 0), strict=True):
        buy(book, anna, product, on=day)
    assert planned(book) == []
    rule = replace(RULE, scope=Scope.CATEGORY, scope_text="Green tea")
    (one,) = asked(book, rule, after(20))
    assert one.reason(LAST) == "Time for Green tea again? Every 20 days so far, last on 2 Mar 2026."
    assert (one.occasion, one.anchor_on) == ("Green tea", LAST)
    assert asked(book, replace(rule, scope_text="Cups"), after(20)) == []
    (one,) = asked(book, replace(rule, words="Offer {what}, not since {day}"), after(20))
    assert one.reason(LAST) == "Offer Green tea, not since 2 Mar 2026"


def test_a_rule_may_be_for_one_product_and_nobody_is_sold_what_is_sold_no_longer(book: Book) -> None:
    one, other = add_product(book, "One", 30), add_product(book, "Other", 30)
    anna, bob = add_customer(book, "Anna"), add_customer(book, "Bob")
    for customer in (anna, bob):
        buy(book, customer, one, other)

    def what(only: list[int] | None = None, **fields: Any) -> set[tuple[int, str]]:
        rule = replace(RULE, **fields)
        return {(found.customer_id, found.occasion) for found in asked(book, rule, after(30), only=only)}

    for_one: dict[str, Any] = {"scope": Scope.PRODUCT, "product_id": one.id}
    assert what(**for_one) == {(anna, str(one.id)), (bob, str(one.id))}
    assert what([bob], **for_one) == {(bob, str(one.id))}
    assert what([bob]) == {(bob, str(one.id)), (bob, str(other.id))}
    assert what([]) == set()
    with book.edit("No longer sold"):
        book.products.update(replace(other, archived=True))
    assert what([bob]) == {(bob, str(one.id))}


def test_a_sale_in_words_alone_is_of_no_product(book: Book) -> None:
    anna = add_customer(book)
    for day in (-60, -30, 0):
        add_sale(book, anna, after(day))
    assert planned(book) == []


@given(st.lists(st.integers(0, 1500), min_size=1, max_size=12), st.none() | st.integers(1, 2000))
def test_how_long_it_lasts_is_told_by_the_last_year_alone(ages: list[int], usual: int | None) -> None:
    lines = [(n, 1, 1, n, after(-age).isoformat(), 1000) for n, age in enumerate(sorted(ages, reverse=True))]
    youngest = min(ages)
    habit = {age for age in ages if age - youngest <= 365}
    lasts = how_long(lines, usual)
    if len(habit) >= 3:
        assert lasts == Interval(round((max(habit) - youngest) / (len(habit) - 1)), True)
        assert 1 <= lasts.days <= 183
    elif usual is None:
        assert lasts is None
    else:
        packs = ages.count(youngest) if usual < 366 else 1
        assert lasts == Interval(usual if packs == 1 else min(usual * packs, 366), False)


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3))])
def test_walking_day_by_day_asks_what_one_look_ahead_does(book: Book, seed: int) -> None:
    first = ShopOfChance(book, seed).live(800)
    for rule in (
        RULE,
        replace(RULE, lead_days="10, 0", lasts_days=2, by_contact=False, by_purchase=False),
        replace(RULE, scope=Scope.CATEGORY, scope_text="Tea", by_purchase=False),
    ):
        walked = open_days(book, rule, first, 40)
        assert walked == planned_days(book, rule, first, 40)
        assert walked


def test_nothing_that_came_later_is_looked_at(book: Book) -> None:
    rules = [
        RULE,
        replace(RULE, by_contact=False, by_purchase=False),
        replace(RULE, scope=Scope.CATEGORY, scope_text="Tea"),
    ]
    assert remembered(ShopOfChance(book), rules, 12, 70) > 50
