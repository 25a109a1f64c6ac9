"""The rhythms of one customer: of coming, of categories, of each thing they buy again."""

from datetime import date, timedelta

import pytest

from model.book import Book
from model.purchases import Purchase, PurchaseLine
from model.rhythms.own import Rhythm, Usual, late_first, of_customer
from model.visit_rules import RuleKind, Scope, VisitRule
from tests.makers import add_customer, add_sale
from tests.model.planning.asked_rules import asked
from tests.model.planning.goods import add_product, bring_back, sell

TODAY = date(2026, 11, 21)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def products(book: Book, customer_id: int, on: date = TODAY) -> dict[str, Rhythm]:
    return {one.name: one for one in of_customer(book.store, customer_id, on).by_product}


@pytest.fixture
def anna(book: Book) -> int:
    return add_customer(book, "Anna")


def test_it_tells_how_often_they_come_and_buy_and_how_long_ago_that_was(book: Book, anna: int) -> None:
    beans = add_product(book, "Coffee beans", "Coffee", "Whole beans")
    cups = add_product(book, "Cup", "Coffee")
    for ago in (93, 72, 51, 30):
        sell(book, anna, days_ago(ago), (beans, "Coffee beans", 1000))
    sell(book, anna, days_ago(9), (cups, "Cup", 500))
    found = of_customer(book.store, anna, TODAY)
    assert found.shop is not None
    assert (found.shop.own_days, found.shop.away_days) == (21, 9)
    coffee, whole_beans = found.by_category
    assert [(one.within, one.name) for one in found.by_category] == [
        ("", "Coffee"),
        ("Coffee", "Whole beans"),
    ]
    assert (coffee.own_days, coffee.away_days, coffee.buying_days) == (21, 9, 5)
    bought = products(book, anna)
    assert (bought["Coffee beans"].own_days, bought["Coffee beans"].away_days) == (21, 30)
    assert whole_beans.own_days == 21
    assert (bought["Cup"].own_days, bought["Cup"].days()) == (None, None)


def test_of_a_past_day_nothing_later_is_known(book: Book, anna: int) -> None:
    beans = add_product(book, "Beans")
    for ago in (90, 70, 50, 10):
        sell(book, anna, days_ago(ago), (beans, "Beans", 1000))
    one = products(book, anna, days_ago(40))["Beans"]
    assert (one.buying_days, one.own_days, one.away_days) == (3, 20, 10)
    assert of_customer(book.store, anna, days_ago(91)).shop is None


def test_before_the_third_time_the_owner_knows_and_if_not_the_others_do(book: Book, anna: int) -> None:
    stated = add_product(book, "Lenses", repurchase_days=90)
    unstated = add_product(book, "Drops")
    for product_id, name in ((stated, "Lenses"), (unstated, "Drops")):
        for ago in (200, 80):
            sell(book, anna, days_ago(ago), (product_id, name, 1000))
    usual = Usual(days=45, early_days=40, late_days=50, people=9)
    bought = products(book, anna)
    assert bought["Lenses"].days(usual) == 180, "two packs were bought"
    assert (bought["Drops"].days(), bought["Drops"].days(usual)) == (None, 45)
    assert (bought["Drops"].is_late(), bought["Drops"].is_late(usual)) == (False, True)
    for product_id, name in ((stated, "Lenses"), (unstated, "Drops")):
        sell(book, anna, days_ago(20), (product_id, name, 1000))
    bought = products(book, anna)
    assert {one.days(usual) for one in bought.values()} == {90}


def test_what_is_bought_often_goes_by_the_last_year_and_what_is_not_by_all_the_years(
    book: Book, anna: int
) -> None:
    beans, glasses = add_product(book, "Beans"), add_product(book, "Glasses")
    for ago in (2000, 1900, 130, 100, 70):
        sell(book, anna, days_ago(ago), (beans, "Beans", 1000))
    for ago in (1500, 1000, 500):
        sell(book, anna, days_ago(ago), (glasses, "Glasses", 1000))
    bought = products(book, anna)
    assert bought["Beans"].own_days == 30
    assert bought["Glasses"].own_days == 500
    assert not bought["Glasses"].is_late()


def test_the_card_says_the_same_as_the_call(book: Book, anna: int) -> None:
    beans = add_product(book, "Beans", repurchase_days=90)
    for ago in (900, 93, 72, 53, 30):
        sell(book, anna, days_ago(ago), (beans, "Beans", 1000))
    rule = VisitRule(kind=RuleKind.RUNNING_OUT, scope=Scope.ANY, lead_days="0", lasts_days=30)
    [one] = asked(book, rule, TODAY)
    assert one.reason(TODAY) == "Time for Beans again? Every 21 days so far, last on 22 Oct 2026."
    assert (products(book, anna)["Beans"].own_days, products(book, anna)["Beans"].away_days) == (21, 30)


def test_what_came_back_was_not_bought(book: Book, anna: int) -> None:
    beans = add_product(book, "Beans")
    for ago in (80, 60, 40):
        sell(book, anna, days_ago(ago), (beans, "Beans", 1000))
    back = sell(book, anna, days_ago(5), (beans, "Beans", 1000))
    bring_back(book, back, days_ago(2), Beans=2)
    assert (products(book, anna)["Beans"].buying_days, products(book, anna)["Beans"].away_days) == (3, 40)


def test_what_names_no_product_is_known_by_its_words(book: Book, anna: int) -> None:
    for ago, text in ((60, "Haircut"), (40, "haircut "), (20, "HAIRCUT")):
        with book.edit("Sold"):
            book.purchases.save(
                Purchase(customer_id=anna, bought_on=days_ago(ago)),
                [PurchaseLine(text=text, amount_cents=3000), PurchaseLine(text="", amount_cents=100)],
            )
    [one] = of_customer(book.store, anna, TODAY).by_product
    assert (one.name, one.product_id, one.own_days) == ("HAIRCUT", None, 20)


def test_who_never_bought_has_none(book: Book, anna: int) -> None:
    add_sale(book, None, TODAY)
    found = of_customer(book.store, anna, TODAY)
    assert (found.shop, found.by_category, found.by_product) == (None, (), ())


def test_the_latest_by_their_rhythm_come_first_and_last_what_nobody_can_judge(book: Book, anna: int) -> None:
    names = {name: add_product(book, name) for name in ("Fresh", "Late", "Once", "Latest", "Given up")}
    for name, days in (
        ("Fresh", (50, 30, 10)),
        ("Late", (150, 110, 70)),
        ("Latest", (60, 50, 40)),
        ("Once", (5,)),
        ("Given up", (500, 490, 480)),
    ):
        for ago in days:
            sell(book, anna, days_ago(ago), (names[name], name, 1000))
    found = of_customer(book.store, anna, TODAY).by_product
    assert [one.name for one in late_first(found, {})] == ["Latest", "Late", "Fresh", "Given up", "Once"]
    assert [one.is_late() for one in late_first(found, {})] == [True, True, False, False, False]
    assert [one.is_given_up() for one in late_first(found, {})] == [False, False, False, True, False]
