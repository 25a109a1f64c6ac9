"""Before the warranty ends: thirty days earlier somebody asks whether anything is wrong."""

from dataclasses import replace
from datetime import date, timedelta

from model.book import Book
from model.visit_rules import RuleKind, VisitRule
from tests.makers import add_customer, add_visit
from tests.model.planning.asked_rules import asked, reasons
from tests.model.planning.goods import add_product, bring_back, sell

BOUGHT = date(2025, 3, 10)
ENDS = date(2026, 3, 10)
ASKED_FROM = ENDS - timedelta(days=30)
RULE = VisitRule(id=10, kind=RuleKind.WARRANTY, lead_days="30", lasts_days=30)


def test_a_warranty_is_asked_about_thirty_days_before_its_end_and_not_after_it(book: Book) -> None:
    kettle = add_product(book, "Kettle", warranty_days=365)
    anna = add_customer(book)
    sale = sell(book, anna, BOUGHT, (kettle, "Kettle", 5000), (None, "Tea", 9000))
    assert asked(book, RULE, ASKED_FROM - timedelta(days=1)) == []
    (one,) = asked(book, RULE, ASKED_FROM)
    assert (one.anchor_on, one.planned_on, one.purchase_id) == (ENDS, ASKED_FROM, sale.id)
    assert one.reason(ASKED_FROM) == "The warranty of Kettle ends on 10 Mar 2026."
    assert len(asked(book, RULE, ENDS)) == 1
    assert asked(book, RULE, ENDS + timedelta(days=1)) == []
    assert len(asked(book, RULE, BOUGHT + timedelta(days=300), days=100)) == 1


def test_each_lead_is_an_occasion_of_its_own(book: Book) -> None:
    kettle = add_product(book, "Kettle", warranty_days=365)
    sell(book, add_customer(book), BOUGHT, (kettle, "Kettle", 5000))
    rule = replace(RULE, lead_days="60, 7", lasts_days=10)
    found = asked(book, rule, BOUGHT + timedelta(days=200), days=200)
    assert [(one.planned_on, one.occasion) for one in found] == [
        (ENDS - timedelta(days=60), "2026-03-10/60"),
        (ENDS - timedelta(days=7), "2026-03-10/7"),
    ]


def test_what_ends_on_one_day_is_one_call_that_names_everything_still_there(book: Book) -> None:
    kettle = add_product(book, "Kettle", warranty_days=365)
    scales = add_product(book, "Scales", warranty_days=365)
    clock = add_product(book, "Clock", warranty_days=730)
    anna = add_customer(book)
    sell(book, anna, BOUGHT, (clock, "Clock", 100))
    sale = sell(
        book, anna, BOUGHT, (scales, "Scales", 3000), (kettle, "Kettle", 5000), (kettle, "Kettle", 5000)
    )
    assert reasons(asked(book, RULE, ASKED_FROM), ASKED_FROM) == [
        "The warranty of Kettle, Scales ends on 10 Mar 2026."
    ]
    bring_back(book, sale, BOUGHT, Kettle=2)
    assert reasons(asked(book, RULE, ASKED_FROM), ASKED_FROM) == [
        "The warranty of Scales ends on 10 Mar 2026."
    ]
    bring_back(book, sale, BOUGHT, Scales=2)
    assert asked(book, RULE, ASKED_FROM) == []


def test_only_a_contact_since_it_was_time_satisfies(book: Book) -> None:
    kettle = add_product(book, "Kettle", warranty_days=365)
    anna = add_customer(book)
    sell(book, anna, BOUGHT, (kettle, "Kettle", 5000))
    rule = replace(RULE, by_contact=True, words="{what}: until {day}")
    add_visit(book, anna, ASKED_FROM - timedelta(days=1))
    assert reasons(asked(book, rule, ASKED_FROM), ENDS) == ["Kettle: until 10 Mar 2026"]
    add_visit(book, anna, ASKED_FROM)
    assert asked(book, rule, ASKED_FROM) == []
