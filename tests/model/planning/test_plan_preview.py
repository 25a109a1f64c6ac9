"""What one rule would add, shown while the owner changes it."""

import dataclasses
from datetime import date, timedelta

from model.book import Book
from model.contacts import skip
from model.planning.plan import due
from model.planning.preview import preview
from model.visit_rules import RuleKind, VisitRule
from tests.makers import add_customer, add_sale

SALE = date(2026, 3, 9)
DAY = date(2026, 3, 12)


def test_a_rule_that_is_not_stored_yet_says_whom_it_would_bring_this_week(book: Book) -> None:
    for n in range(7):
        add_sale(book, add_customer(book, f"Customer {n}", "07700 900123"), SALE + timedelta(days=n))
    rules = book.visit_rules.count()
    rule = VisitRule(kind=RuleKind.AFTER_SALE, count=3, lasts_days=0)
    found = preview(book.store, rule, SALE + timedelta(days=6))
    assert found.count == 4
    assert [(one.name, one.planned_on) for one in found.examples] == [
        (f"Customer {n}", SALE + timedelta(days=3 + n)) for n in (3, 4, 5, 6)
    ]
    assert found.examples[0].reason == "Bought Tea on 12 Mar 2026: is all well?"
    assert (book.visit_rules.count(), book.follow_ups.count()) == (rules, 0)


def test_who_may_not_be_contacted_is_counted_apart(book: Book) -> None:
    add_sale(book, add_customer(book, "Anna", do_not_contact=True), SALE)
    add_sale(book, add_customer(book, "Bela"), SALE)
    found = preview(book.store, book.visit_rules.get(1), DAY)
    assert (found.count, found.silent) == (1, 1)


def test_what_the_rule_has_planned_already_is_not_counted_again(book: Book) -> None:
    add_sale(book, add_customer(book, "Anna"), SALE)
    rule = dataclasses.replace(book.visit_rules.get(1), active=False)
    assert preview(book.store, rule, DAY).count == 1
    skip(book, due(book.store, DAY)[0].items, DAY)
    assert preview(book.store, rule, DAY).count == 0


def test_one_customer_is_one_visit_however_often_the_rule_wants_them(book: Book) -> None:
    anna = add_customer(book, "Anna")
    for days in (0, 1, 2):
        add_sale(book, anna, SALE + timedelta(days=days))
    assert preview(book.store, book.visit_rules.get(1), SALE + timedelta(days=2)).count == 1


def test_who_would_be_called_several_times_is_told_with_the_first_day(book: Book) -> None:
    anna = add_customer(book, "Anna", "07700 900123")
    for days in (0, 2):
        add_sale(book, anna, SALE + timedelta(days=days))
    rule = VisitRule(kind=RuleKind.AFTER_SALE, count=3)
    [example] = preview(book.store, rule, SALE + timedelta(days=2)).examples
    assert example.planned_on == SALE + timedelta(days=3)
    [late] = preview(book.store, rule, SALE + timedelta(days=8)).examples
    assert late.reason == "Bought Tea on 11 Mar 2026: is all well?"
