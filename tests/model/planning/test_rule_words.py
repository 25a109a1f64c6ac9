"""Each rule in one plain sentence, in both languages, whatever the owner chose."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from model.book import Book
from model.channels import Channel
from model.planning.words import filled, rule_in_words, rule_label, rule_name
from model.visit_rules import Basis, ClosedDays, RuleKind, Scope, Unit, VisitRule
from resources.i18n import language
from tests.makers import add_customer
from tests.model.planning.goods import add_product

AFTER_SALE = VisitRule(kind=RuleKind.AFTER_SALE, count=3)


def test_the_first_rules_are_told_as_a_person_would(book: Book) -> None:
    told = {rule.id: rule_in_words(rule, book.store) for rule in book.visit_rules.all()}
    assert told == {
        1: "3 days after a sale, by phone; not when they were spoken to since.",
        2: "When somebody stays away 1.5 times as long as usual, by phone;"
        " not when they were spoken to or bought something since.",
        3: "3 days after a complaint was closed, by phone.",
        4: "On birthdays and other yearly days, by phone.",
        5: "1 month after the last contact with Platinum customers, by phone.",
        6: "3 months after the last contact with Gold customers and those who brought several others, by phone.",
        7: "As soon as a wish can be fulfilled, by phone.",
        8: "7 days before a free service is due, by phone.",
        9: "3 days before something should be running out, by phone;"
        " not when they were spoken to or bought something since.",
        10: "30 days before a warranty ends, by phone.",
        11: "On the evening of a sale, by phone.",
        12: "30 days after a sale, by phone.",
        13: "When somebody stays away 4 times as long as usual, and 365 days at least, by phone;"
        " not when they were spoken to or bought something since.",
        14: "6 months after the last contact with Iron customers, by phone.",
    }


def test_what_the_owner_chose_stands_in_the_sentence(book: Book) -> None:
    tea = add_product(book, "Green tea")
    anna = add_customer(book)
    touch = replace(AFTER_SALE, kind=RuleKind.KEEP_IN_TOUCH, count=1, unit=Unit.WEEKS)
    told = {
        "3 days after a sale of “Green tea”, with a visit; only from €50.00 on.": replace(
            AFTER_SALE, scope=Scope.PRODUCT, product_id=tea, channel=Channel.VISIT, least_cents=5000
        ),
        "3 days after a sale of anything in “Tea”, by phone; also on days when the shop is closed.": replace(
            AFTER_SALE, scope=Scope.CATEGORY, scope_text="Tea", closed_days=ClosedDays.SAME
        ),
        "3 days after a sale, by phone; only for customers with the tag “VIP”.": replace(
            AFTER_SALE, scope=Scope.TAG, scope_text="VIP"
        ),
        "30 and 7 days before birthdays and other yearly days of Anna Smith, and on the day itself, by letter;"
        " on the open day before when the shop is closed.": replace(
            AFTER_SALE,
            kind=RuleKind.YEARLY,
            lead_days="30, 7, 0",
            scope=Scope.CUSTOMER,
            customer_id=anna,
            channel=Channel.LETTER,
            closed_days=ClosedDays.PREVIOUS,
        ),
        "Every week, by the calendar, by phone; not when they were spoken to since; from 1 Jan 2026;"
        " until 31 Dec 2026.": replace(
            touch,
            basis=Basis.PLANNED,
            by_contact=True,
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
        ),
        "1 week after the last contact with, or purchase of, Anna Smith, by phone.": replace(
            touch, by_contact=True, by_purchase=True, scope=Scope.CUSTOMER, customer_id=anna
        ),
        "1 week after this was last done, by phone.": touch,
    }
    assert {rule_in_words(rule, book.store): rule for rule in told.values()} == told


def test_what_is_no_longer_in_the_book_is_said_plainly(book: Book) -> None:
    assert "a sale of a product that is no longer in the book" in rule_in_words(
        replace(AFTER_SALE, scope=Scope.PRODUCT), book.store
    )
    touch = replace(AFTER_SALE, kind=RuleKind.KEEP_IN_TOUCH, scope=Scope.CUSTOMER)
    assert "for a customer who is no longer in the book" in rule_in_words(touch, book.store)


@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_no_choice_leaves_a_hole_in_the_sentence(book: Book, code: str) -> None:
    choices = product(
        RuleKind, Scope, (0, 5), ("", "30, 7, 0"), Basis, ((False, False), (True, False), (True, True))
    )
    with language(code):
        for kind, scope, count, lead_days, basis, (by_contact, by_purchase) in choices:
            rule = VisitRule(
                kind=kind,
                scope=scope,
                scope_text="gold",
                count=count,
                unit=Unit.MONTHS,
                lead_days=lead_days,
                basis=basis,
                by_contact=by_contact,
                by_purchase=by_purchase,
            )
            sentence = rule_in_words(rule, book.store)
            assert sentence.strip(" .,;。，；")
            assert "{" not in sentence
            assert "  " not in sentence


def test_a_rule_is_called_what_the_owner_calls_it() -> None:
    assert rule_name(AFTER_SALE) == "After a sale"
    assert rule_name(replace(AFTER_SALE, name=" Day 3 ")) == "Day 3"


def test_every_kind_of_a_stored_follow_up_has_words() -> None:
    assert rule_label("complaint") == "Complaint that waits"
    assert rule_label("by_hand") == rule_label("no_rule_of_today") == "Planned by hand"
    labels = {rule_label(kind) for kind in RuleKind}
    assert len(labels) == len(RuleKind)
    assert not labels & {"Planned by hand", "Complaint that waits"}


@pytest.mark.parametrize("typed", ["{", "}", "{}", "{0}", "{what", "{what.x}", "{{", "%s {unknown}"])
def test_braces_that_the_owner_typed_stay_as_they_are(typed: str) -> None:
    assert filled(typed + " {day}", what="x", day="today") == typed + " today"
