"""What is usual of goods: every customer counts once, late buyers are treated fairly, too few say nothing."""

from datetime import date, timedelta
from random import Random

import pytest

from model.book import Book
from model.purchases import Purchase, PurchaseKind, PurchaseLine
from model.rhythms.own import of_customer
from model.rhythms.usual import LEAST_PEOPLE, usual_of_product, usual_rhythms
from tests.makers import add_customer
from tests.model.planning.goods import add_product, bring_back, sell

TODAY = date(2026, 11, 21)


def buys(book: Book, name: str, product_id: int, *days_ago: int) -> int:
    customer_id = add_customer(book, name)
    for ago in days_ago:
        sell(book, customer_id, TODAY - timedelta(days=ago), (product_id, "It", 1000))
    return customer_id


def test_it_is_the_usual_gap_of_those_who_bought_again(book: Book) -> None:
    beans = add_product(book, "Beans", category="Coffee", sub_category="Whole beans")
    for n, every in enumerate((18, 20, 22, 24, 26)):
        buys(book, f"Buyer {n}", beans, 800, 800 - every, 800 - 2 * every)
    for n in range(40):
        buys(book, f"Once {n}", beans, 500)
    found = usual_rhythms(book.store, TODAY)
    usual = found.products[beans]
    assert (usual.days, usual.people) == (22, 5)
    assert usual.early_days <= 20 <= 24 <= usual.late_days
    assert found.categories["Coffee", ""] == found.categories["Coffee", "Whole beans"] == usual
    assert found.shop is not None
    assert found.shop.days == 22


def test_too_few_say_nothing(book: Book) -> None:
    beans = add_product(book, "Beans", category="Coffee")
    for n in range(LEAST_PEOPLE - 1):
        buys(book, f"Buyer {n}", beans, 100, 80)
    buys(book, "Once", beans, 30)
    found = usual_rhythms(book.store, TODAY)
    assert (found.shop, found.products, found.categories) == (None, {}, {})
    assert usual_of_product(book.store, beans, TODAY) is None
    assert usual_of_product(book.store, add_product(book, "Never sold"), TODAY) is None
    buys(book, "One more", beans, 100, 80)
    assert usual_rhythms(book.store, TODAY).products[beans].days == 20


def test_what_came_later_or_came_back_or_was_bought_twice_in_a_day_is_no_gap(book: Book) -> None:
    beans = add_product(book, "Beans")
    for n in range(LEAST_PEOPLE):
        customer_id = buys(book, f"Buyer {n}", beans, 100, 100, 70, -5)
        sale = sell(book, customer_id, TODAY - timedelta(days=90), (beans, "It", 1000))
        bring_back(book, sale, TODAY - timedelta(days=89), It=2)
    assert usual_rhythms(book.store, TODAY).products[beans].days == 30
    assert usual_of_product(book.store, beans, TODAY) == usual_rhythms(book.store, TODAY).products[beans]


def test_a_return_that_is_worth_the_whole_sale_needs_to_name_no_lines(book: Book) -> None:
    beans = add_product(book, "Beans")
    for n in range(LEAST_PEOPLE):
        customer_id = buys(book, f"Buyer {n}", beans, 100, 70)
        sale = sell(book, customer_id, TODAY - timedelta(days=90), (beans, "It", 1000))
        with book.edit("Took all of it back"):
            back = Purchase(
                customer_id=customer_id,
                kind=PurchaseKind.RETURN,
                bought_on=TODAY - timedelta(days=89),
                return_of_id=sale.id,
            )
            book.purchases.save(
                back, [PurchaseLine(text="It", amount_cents=-1000, quantity_thousandths=-2000)]
            )
    assert usual_of_product(book.store, beans, TODAY) == usual_rhythms(book.store, TODAY).products[beans]
    assert usual_rhythms(book.store, TODAY).products[beans].days == 30


@pytest.mark.parametrize("seed", range(3))
def test_card_form_of_the_product_and_whole_book_agree_about_what_was_kept(book: Book, seed: int) -> None:
    chance = Random(seed)
    goods = [add_product(book, f"Tea {n}", "Tea") for n in range(3)]
    for n in range(9):
        customer_id = add_customer(book, f"Buyer {n}")
        for _each in range(chance.randint(0, 8)):
            sold_on = TODAY - timedelta(days=chance.randint(-3, 200))
            lines = [(chance.choice(goods), f"Line {k}", 1000) for k in range(chance.randint(1, 3))]
            sale = sell(book, customer_id, sold_on, *lines)
            if chance.random() < 0.4:
                pieces = {text: chance.randint(1, 2) for _it, text, _cents in chance.sample(lines, 1)}
                bring_back(book, sale, sold_on + timedelta(days=chance.randint(0, 5)), **pieces)
    for day in (TODAY, TODAY - timedelta(days=40)):
        found = usual_rhythms(book.store, day)
        assert {one: usual_of_product(book.store, one, day) for one in goods} == {
            one: found.products.get(one) for one in goods
        }
        again = [
            {one.product_id for one in of_customer(book.store, who, day).by_product if one.buying_days > 1}
            for who in book.store.column("SELECT id FROM customer")
        ]
        for one in goods:
            people = sum(one in bought for bought in again)
            assert people == (found.products[one].people if one in found.products else people)
            assert (one in found.products) == (people >= LEAST_PEOPLE)


def test_a_category_is_bought_again_with_another_of_its_products(book: Book) -> None:
    oolong, sencha = (add_product(book, name, category="Tea") for name in ("Oolong", "Sencha"))
    for n in range(LEAST_PEOPLE):
        customer_id = buys(book, f"Buyer {n}", oolong, 60, 20)
        sell(book, customer_id, TODAY - timedelta(days=40), (sencha, "It", 1000))
    found = usual_rhythms(book.store, TODAY)
    assert {usual.days for usual in found.products.values()} == {40}
    assert found.categories["Tea", ""].days == 20


def test_a_sub_category_without_a_category_is_no_category_of_that_name(book: Book) -> None:
    oolong = add_product(book, "Oolong", category="Tea")
    odd = add_product(book, "Odd", sub_category="Tea")
    for n in range(LEAST_PEOPLE):
        buys(book, f"Buyer {n}", oolong, 60, 20)
        buys(book, f"Another {n}", odd, 17, 10)
    assert usual_rhythms(book.store, TODAY).categories["Tea", ""].days == 40


def test_lines_without_a_product_count_for_coming_only(book: Book) -> None:
    for n in range(LEAST_PEOPLE):
        customer_id = add_customer(book, f"Buyer {n}")
        for ago in (45, 10):
            with book.edit("Sold"):
                sale = Purchase(customer_id=customer_id, bought_on=TODAY - timedelta(days=ago))
                book.purchases.save(sale, [PurchaseLine(text="Repair", amount_cents=100)])
    found = usual_rhythms(book.store, TODAY)
    assert found.products == {}
    assert found.shop is not None
    assert found.shop.days == 35
