"""Wish fulfilled: what somebody waits for is in."""

from dataclasses import replace
from datetime import date, timedelta

from model.book import Book
from model.visit_rules import RuleKind, Scope, VisitRule
from model.wishes import Wish
from tests.makers import add_customer, add_visit
from tests.model.planning.asked_rules import asked, reasons
from tests.model.planning.goods import add_product

ARRIVED = date(2026, 3, 10)
RULE = VisitRule(id=7, kind=RuleKind.WISH, lasts_days=60)


def wish(book: Book, customer_id: int, **fields: object) -> int:
    with book.edit("Wrote down a wish"):
        return book.wishes.insert(
            Wish(customer_id=customer_id, wished_on=date(2026, 1, 5), **fields)  # type: ignore[arg-type]
        ).id


def test_a_wish_is_told_from_the_day_it_arrived(book: Book) -> None:
    anna = add_customer(book)
    size_38 = wish(book, anna, words="Size 38", arrived_on=ARRIVED)
    wish(book, anna, words="Size 39")
    assert asked(book, RULE, ARRIVED - timedelta(days=1), days=5) == []
    (one,) = asked(book, RULE, ARRIVED)
    assert one.key == (anna, 7, ARRIVED, str(size_38))
    assert one.reason(ARRIVED) == "“Size 38” is in."
    assert len(asked(book, RULE, ARRIVED + timedelta(days=60))) == 1
    assert asked(book, RULE, ARRIVED + timedelta(days=61)) == []


def test_a_wish_without_words_is_called_by_its_product(book: Book) -> None:
    anna = add_customer(book)
    pot = add_product(book, "Teapot", "China")
    wish(book, anna, product_id=pot, arrived_on=ARRIVED)
    wish(book, anna, arrived_on=ARRIVED)
    said = ["“Teapot” is in.", "What they wished for is in."]
    assert reasons(asked(book, RULE, ARRIVED), ARRIVED) == said
    of_china = replace(RULE, scope=Scope.CATEGORY, scope_text="China", words="{what}!")
    assert reasons(asked(book, of_china, ARRIVED), ARRIVED) == ["Teapot!"]


def test_nobody_is_called_about_a_wish_that_is_closed_or_no_longer_of_use(book: Book) -> None:
    anna = add_customer(book)
    wish(book, anna, words="Told", arrived_on=ARRIVED, closed_on=ARRIVED + timedelta(days=2))
    wish(book, anna, words="Party", arrived_on=ARRIVED, until=ARRIVED + timedelta(days=3))
    wish(book, anna, words="Too late", arrived_on=ARRIVED, until=ARRIVED - timedelta(days=1))
    for days, said in ((0, 2), (1, 2), (2, 1), (3, 1), (4, 0)):
        assert len(asked(book, RULE, ARRIVED + timedelta(days=days))) == said


def test_each_wish_is_an_occasion_of_its_own_until_a_contact_tells_them(book: Book) -> None:
    anna = add_customer(book)
    ids = {wish(book, anna, words=words, arrived_on=ARRIVED) for words in ("One", "Two")}
    assert {one.occasion for one in asked(book, RULE, ARRIVED)} == {str(wish_id) for wish_id in ids}
    add_visit(book, anna, ARRIVED + timedelta(days=1))
    assert len(asked(book, RULE, ARRIVED + timedelta(days=1))) == 2
    assert asked(book, replace(RULE, by_contact=True), ARRIVED + timedelta(days=1)) == []
