"""What is printed from a real book: the right people, the right sums, the right words."""

import dataclasses
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from model.book import Book
from model.channels import Channel
from model.customers import Customer, CustomerCard
from model.errors import BookError
from model.follow_ups import FollowUp
from model.households import Household
from model.visits import Outcome
from reports.catalogue import CATALOGUE
from reports.page import PAPERS
from reports.report import Options
from tests.makers import add_customer, add_sale, add_visit
from tests.reports.printed import text

TODAY = date(2026, 11, 21)
OPTIONS = Options(today=TODAY)


def printed(name: str, book: Book, options: Options = OPTIONS) -> str:
    target = BytesIO()
    CATALOGUE[name].print(book, options, target)
    return " ".join(text(target.getvalue()).split())


def planned(book: Book, customer_id: int, on: date, reason: str, **more: object) -> None:
    """A follow-up stored for a day; ``more`` are its other fields."""
    with book.edit("Planned a contact"):
        follow_up = FollowUp(customer_id=customer_id, planned_on=on, reason=reason, **more)  # type: ignore[arg-type]
        book.follow_ups.insert(follow_up)


def test_the_call_list_knows_what_the_book_knows(book: Book) -> None:
    anna = add_customer(book, "Anna Novak", "07700 900 123", call_from="17:00", call_note="not on Fridays")
    add_sale(book, anna, date(2026, 11, 1), 1250, text="Oolong")
    add_visit(book, anna, date(2026, 8, 2), words="Lovely shop.")
    planned(book, anna, TODAY, "The new harvest has arrived")
    shown = printed("call-list", book)
    for words in [
        "At their best time",
        "Anna Novak",
        "07700 900 123",
        "mobile",
        "after 17:00, not on Fridays",
        "The new harvest has arrived",
        "1 Nov 2026: Oolong",
        "12.50",
        "“Lovely shop.”",
        "Destroy by 5 Dec 2026",
    ]:
        assert words in shown


def test_promises_come_first_and_then_who_has_waited_longest(book: Book) -> None:
    for name, on, promise in [
        ("Old", date(2026, 11, 2), False),
        ("New", TODAY, False),
        ("Promised", TODAY, True),
    ]:
        planned(book, add_customer(book, name), on, f"Reason of {name}", promise=promise)
    shown = printed("call-list", book)
    places = [shown.index(f"Reason of {name}") for name in ["Promised", "Old", "New"]]
    assert places == sorted(places)
    assert "Promises and late complaints" in shown
    assert "Reason of Old (since 2 Nov 2026)" in shown


def test_a_family_is_called_once(book: Book) -> None:
    for name in ["Anna Novak", "Peter Novak"]:
        with book.edit("Added a family"):
            card = CustomerCard(customer=Customer(name=name), household=Household(name="Novak"))
            stored = book.customers.save(card)
        planned(book, stored.customer.id, TODAY, f"Reason of {name}")
    shown = printed("call-list", book)
    assert "Reason of Anna Novak" in shown
    assert "Reason of Peter Novak" in shown
    assert shown.count("Would you come back?") == 1


def test_a_letter_on_the_list_says_that_it_is_one(book: Book) -> None:
    planned(book, add_customer(book, "Anna"), TODAY, "Birthday", channel=Channel.LETTER)
    assert "Birthday (Letter)" in printed("call-list", book)


def test_an_empty_book_prints_three_kind_pages(book: Book) -> None:
    assert "Nobody is due." in printed("call-list", book)
    assert "No return visits in this period." in printed("return-visits", book)
    assert "Nobody bought anything in this period." in printed("top-customers", book)


def test_return_visits_count_the_period_and_nothing_else(book: Book) -> None:
    anna, bert = add_customer(book, "Anna"), add_customer(book, "Bert")
    planned(book, anna, date(2026, 9, 10), "")
    add_visit(book, anna, date(2026, 9, 10), satisfaction=3, words="Too slow.", suggestion="More chairs.")
    add_sale(book, anna, date(2026, 10, 1), 500)
    add_visit(book, bert, date(2026, 9, 30), satisfaction=10, words="Wonderful.")
    add_visit(book, bert, date(2026, 11, 20), Outcome.NO_ANSWER)
    add_visit(book, bert, date(2026, 7, 1), words="Long before.")
    shown = printed("return-visits", book)
    for words in [
        "1 Sep 2026 – 21 Nov 2026",
        "of 3 contacts",
        "too few · 2 answers",
        "Too slow.",
        "More chairs.",
        "Phone call",
        "Without a plan",
    ]:
        assert words in shown
    assert "Long before." not in shown
    assert "Of 1 customer spoken to, 1 bought again within 60 days." in shown
    assert "1 more is not counted yet" in shown


def test_top_customers_follow_revenue_or_profit(book: Book) -> None:
    rich, clever = (
        add_customer(book, "Rich Revenue", "0123", city="York"),
        add_customer(book, "Clever Profit"),
    )
    add_sale(book, rich, date(2026, 5, 1), 100_000, cost=95_000)
    add_sale(book, clever, date(2026, 5, 2), 50_000, cost=10_000)
    add_sale(book, clever, date(2024, 5, 2), 900_000)
    by_revenue = printed("top-customers", book)
    by_profit = printed("top-customers", book, dataclasses.replace(OPTIONS, by="profit"))
    assert by_revenue.index("Rich Revenue") < by_revenue.index("Clever Profit")
    assert by_profit.index("Clever Profit") < by_profit.index("Rich Revenue")
    assert "York · 0123" in by_revenue
    assert "9,000" not in by_revenue


def test_a_limit_lists_fewer_but_counts_everybody(book: Book) -> None:
    for number in range(1, 6):
        add_sale(book, add_customer(book, f"Customer-{number}"), date(2026, 5, number), number * 10_000)
    shown = printed("top-customers", book, dataclasses.replace(OPTIONS, limit=2))
    assert "Customer-5" in shown
    assert "Customer-4" in shown
    assert "Customer-3" not in shown
    assert "The first 2 of 5" in shown


def test_what_is_not_known_is_said(book: Book) -> None:
    add_sale(book, add_customer(book, "Anna"), date(2026, 5, 1), 10_000, cost=4_000)
    add_sale(book, add_customer(book, "Bert"), date(2026, 5, 1), 5_000)
    add_sale(book, None, date(2026, 5, 1), 700)
    shown = printed("top-customers", book)
    assert "The cost of 1 line sold" in shown
    assert "1 purchase" in shown
    assert "without a name in the book" in shown


@pytest.mark.parametrize("name", list(CATALOGUE))
@pytest.mark.parametrize("paper", list(PAPERS))
def test_everything_prints_on_every_paper_in_chinese(book: Book, name: str, paper: str) -> None:
    add_sale(book, add_customer(book, "王小明"), date(2026, 11, 18), 10_000)
    add_visit(book, add_customer(book, "李雷"), date(2026, 11, 18), words="很好")
    shown = printed(name, book, dataclasses.replace(OPTIONS, paper=paper, language="zh_CN", product="Tea"))
    assert "2026" in shown


def test_a_period_that_ends_before_it_begins_is_refused(book: Book) -> None:
    backwards = Options(today=TODAY, first=date(2026, 2, 1), last=date(2026, 1, 1))
    with pytest.raises(BookError, match="ends before it begins"):
        CATALOGUE["top-customers"].print(book, backwards, BytesIO())


def test_a_place_that_cannot_be_written_is_named(book: Book, tmp_path: Path) -> None:
    target = tmp_path / "no such folder" / "list.pdf"
    with pytest.raises(BookError, match="could not be written"):
        CATALOGUE["call-list"].print(book, OPTIONS, target)


def test_every_report_says_what_it_is_and_what_it_takes() -> None:
    options = {field.name for field in dataclasses.fields(Options)}
    for name, report in CATALOGUE.items():
        assert report.name == name
        assert report.title
        assert report.purpose.endswith(".")
        assert report.takes <= options
