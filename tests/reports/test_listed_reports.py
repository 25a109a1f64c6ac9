"""Reports that are lists: what stands on paper, and that the table and the file say the same."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from model.book import Book
from model.customer_days import CustomerDay
from model.errors import BookError
from model.importing.cells import Texts
from model.leaving import LeftReason
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from reports.catalogue import CATALOGUE
from reports.list_file import cell
from reports.report import Options
from tests.makers import add_customer, add_sale, add_visit
from tests.reports.printed import pages, text

TODAY = date(2026, 3, 12)
DAY = timedelta(days=1)


def printed(book: Book, name: str, **options: object) -> str:
    target = BytesIO()
    CATALOGUE[name].print(book, Options(today=TODAY, **options), target)  # type: ignore[arg-type]
    return " ".join(text(target.getvalue()).split())


def rows(book: Book, name: str, **options: object) -> list[list[str]]:
    target = BytesIO()
    CATALOGUE[name].save_list(book, Options(today=TODAY, **options), target)  # type: ignore[arg-type]
    assert target.getvalue().startswith(b"\xef\xbb\xbf"), "the mark by which Excel knows UTF-8"
    return list(csv.reader(StringIO(target.getvalue().decode("utf-8-sig"))))


@pytest.fixture
def shop(book: Book) -> Book:
    """Anna was regular and is silent; Bert left for another shop; Carla has a pot under warranty."""
    anna = add_customer(book, "Anna", "+44 7700 900118", birth_year=1980, birth_month=3, birth_day=14)
    for n in range(4):
        add_sale(book, anna, TODAY - (20 + 10 * n) * DAY, 1250, cost=500, text="Oolong")
    add_visit(book, anna, TODAY - 20 * DAY, words="Lovely shop.")
    bert = add_customer(book, "Bert", left_reason=LeftReason.PRICE, left_for="Online Leaf", left_on=TODAY)
    add_sale(book, bert, TODAY - 90 * DAY, 7700)
    carla = add_customer(book, "Carla", "0123", city="York")
    with book.edit("More"):
        pot = book.products.insert(Product(name="Pot", code="P1", warranty_days=30))
        for customer_id in (carla, None):
            line = PurchaseLine(product_id=pot.id, text="Pot", amount_cents=4000, batch="=B7")
            book.purchases.save(Purchase(customer_id=customer_id, bought_on=TODAY - 10 * DAY), [line])
        book.customer_days.insert(CustomerDay(customer_id=carla, label="Wedding", year=2006, month=3, day=5))
    return book


def test_the_strip_for_the_wall_has_names_and_no_phone_numbers(shop: Book) -> None:
    wall = printed(shop, "birthdays", month=TODAY)
    assert "March 2026 · 2 people" in wall
    assert "14 Saturday Anna turns 46" in wall
    assert "Carla Wedding, 20 years" in wall
    assert "900118" not in wall
    assert "+44 7700 900118" in printed(shop, "birthdays", month=TODAY, phones=True)


def test_a_day_that_goes_over_the_page_says_its_number_again(book: Book) -> None:
    for n in range(70):
        add_customer(book, f"Customer {n}", birth_month=3, birth_day=14)
    target = BytesIO()
    CATALOGUE["birthdays"].print(book, Options(today=TODAY, month=TODAY), target)
    found = pages(target.getvalue())
    assert len(found) > 1
    assert all("Saturday" in page for page in found)
    assert sum(page.count("Customer ") for page in found) == 70


@pytest.mark.parametrize(
    ("today", "month"), [(date(2026, 3, 12), "March 2026"), (date(2026, 3, 28), "April 2026")]
)
def test_near_the_end_of_a_month_the_next_one_is_meant(book: Book, today: date, month: str) -> None:
    listing = CATALOGUE["birthdays"].listing(book, Options(today=today))
    assert listing.shown[0] == month


def test_the_silent_are_told_with_what_is_at_stake_and_what_they_said(shop: Book) -> None:
    paper = printed(shop, "silent")
    for words in [
        "At stake are about €",
        "of profit a year.",
        "what each of them would bring in the coming year if they still came.",
        "Few customers came back so far,",
        "€50.00 in their last year",
        "most at stake first",
        "Comes every 10 days, today is day 20.",
        "a rule asks for a call",
        "“Lovely shop.”",
        "Oolong",
    ]:
        assert words in paper
    by_profit = printed(shop, "silent", by="profit")
    assert "€30.00 profit in their last year" in by_profit
    assert "by profit in their last year" in by_profit
    assert "Nobody stays away longer than usual." in printed(shop, "silent", times=3.0)


def test_where_no_cost_is_known_what_is_at_stake_is_not_called_profit(book: Book) -> None:
    anna = add_customer(book, "Anna")
    for n in range(4):
        add_sale(book, anna, TODAY - (20 + 10 * n) * DAY, 1250)
    paper = printed(book, "silent")
    assert "a year are at stake." in paper
    assert "All money here is revenue: no cost is known." in paper
    assert "of profit a year" not in paper


def test_win_back_counts_why_they_left_and_where_they_buy_now(shop: Book) -> None:
    paper = printed(shop, "win-back")
    assert "1 customer could be won back, who brought €77.00 in all." in paper
    assert "Price 1" in paper
    assert "Online Leaf 1" in paper
    assert "now at Online Leaf" in paper


def test_a_recall_says_whom_to_call_and_how_many_cannot_be_called(shop: Book) -> None:
    paper = printed(shop, "recall", product="Pot")
    assert "Carla" in paper
    assert "0123" in paper
    assert "York" in paper
    assert "And 1 sale without a name" in paper
    assert "sold at any time" in paper


def test_warranties_that_end_are_told(shop: Book) -> None:
    paper = printed(shop, "service-due", days=30)
    assert "Warranties that end" in paper
    assert "1 Apr 2026 in 20 days" in paper
    assert "No service is due, and no warranty ends." in printed(shop, "service-due", days=5)


def test_the_file_holds_days_and_amounts_that_a_spreadsheet_reckons_with(shop: Book) -> None:
    head, anna = rows(shop, "silent")
    found = dict(zip(head, anna, strict=True))
    assert found["In their last year"] == "50.00"
    assert found["Last bought"] == "2026-02-20"
    assert found["Away for"] == "20"


def test_no_text_in_the_file_is_taken_for_a_formula(shop: Book) -> None:
    (head, carla) = rows(shop, "recall", product="Pot")
    assert dict(zip(head, carla, strict=True))["Batch"] == "'=B7"
    assert dict(zip(*rows(shop, "silent"), strict=True))["Phone"] == "'+44 7700 900118"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_every_sign_that_begins_a_formula_is_kept_from_it(start: str) -> None:
    assert cell(f"{start}1+1") == f"'{start}1+1"
    assert cell(-5) == "-5", "what we reckon ourselves is no text"
    assert (cell(2.0), cell(0.5)) == ("2", "0.5")


def test_table_and_file_have_the_same_rows_and_every_row_opens_a_card(shop: Book) -> None:
    asked: dict[str, dict[str, object]] = {
        "birthdays": {"month": TODAY},
        "silent": {},
        "win-back": {},
        "recall": {"product": "Pot"},
        "service-due": {"days": 30},
        "top-customers": {},
    }
    for name, options in asked.items():
        listing = CATALOGUE[name].listing(shop, Options(today=TODAY, **options))  # type: ignore[arg-type]
        assert len(rows(shop, name, **options)) - 1 == len(listing.rows) > 0
        for row in listing.rows:
            customer_id = listing.customer_of(row)
            assert customer_id is not None
            assert shop.customers.find(customer_id) is not None
            assert all(isinstance(column.shown(row), str) for column in listing.columns)
        assert sum(column.stretch for column in listing.columns) == 1
        assert set(listing.first_keys) <= {column.key for column in listing.columns}


def test_what_is_for_paper_only_says_so(book: Book) -> None:
    with pytest.raises(BookError, match="for paper only"):
        CATALOGUE["return-visits"].save_list(book, Options(today=TODAY), BytesIO())


def test_a_file_that_cannot_be_written_is_named_and_nothing_is_left(shop: Book, tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "silent.csv"
    with pytest.raises(BookError, match="could not be written"):
        CATALOGUE["silent"].save_list(shop, Options(today=TODAY), target)
    assert not target.parent.exists()


def test_a_list_of_nobody_is_a_file_with_its_heads(book: Book) -> None:
    lists = ("birthdays", "silent", "win-back", "service-due", "top-customers")
    assert [len(rows(book, name)) for name in lists] == [1] * len(lists)


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "+44 7700",
        "-5",
        "@anna",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "'=1",
        "''+1",
        "'t Hooft",
        "O'Brien",
        "'",
    ],
)
def test_import_reads_every_text_of_a_file_as_it_was(typed: str) -> None:
    assert Texts().read(cell(typed)) == typed
    assert Texts().read_all([cell(typed), "Tea"]) == [typed, "Tea"]


@pytest.mark.parametrize("blank", "\t\r\n")
def test_a_blank_before_a_text_leaves_no_apostrophe_behind(blank: str) -> None:
    assert Texts().read(cell(f"{blank}Anna")) == "Anna"
