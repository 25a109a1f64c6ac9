"""The lists of the window on paper: the same rows in the same order, and what was asked for above them."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from model import complaint_list, follow_up_list
from model.book import Book
from model.complaints import Complaint, Grade
from model.customer_list import Order
from model.errors import BookError
from model.follow_ups import FollowUp
from model.product_list import ProductOrder
from model.products import Product
from reports import list_sheet, sheets
from reports.catalogue import CATALOGUE
from reports.columns import Column
from reports.list_sheet import Facts
from reports.page import PAPERS
from reports.report import Options, Report
from tests.makers import A_DAY, add_customer, add_sale
from tests.reports.printed import SHOP, pages, text

DAY = timedelta(days=1)
COLUMNS = (Column("Name", 3, lines=2), Column("Sum", align="right"))


def printed(sheet: Report, book: Book, language: str = "en", paper: str = "a4") -> str:
    target = BytesIO()
    sheet.print(book, Options(today=A_DAY, language=language, paper=paper), target)
    return " ".join(text(target.getvalue()).split())


def facts_of(rows: int, columns: tuple[Column, ...] = COLUMNS) -> Facts:
    cells = [[f"Name-{n:05}", *[f"{n}.00"] * (len(columns) - 1)] for n in range(rows)]
    return Facts(SHOP, A_DAY, "Customers", ("everybody",), columns, cells, nothing="Nobody is found")


def found_in_order(shown: str, *words: str) -> bool:
    places = [shown.find(word) for word in words]
    return -1 not in places and places == sorted(places)


def test_ten_thousand_rows_have_their_head_on_every_page() -> None:
    target = BytesIO()
    told: list[tuple[int, int]] = []
    count = list_sheet.write(facts_of(10_000), target, progress=lambda done, of: told.append((done, of)))
    found = pages(target.getvalue())
    assert len(found) == count > 100
    assert all("Name" in page and "Sum" in page and "Customers" in page for page in found)
    assert f"Page {count} of {count}" in found[-1]
    assert "Name-09999" in found[-1]
    assert told == sorted(told)
    assert len(told) > 100, "somebody who waits can see it move, and stop it"


def test_an_empty_list_says_so() -> None:
    target = BytesIO()
    list_sheet.write(facts_of(0), target)
    assert "Nobody is found" in text(target.getvalue())


def test_figures_without_end_leave_room_for_the_name() -> None:
    columns = (Column("Name", 1, lines=1), *[Column("9" * 90, align="right")] * 6)
    target = BytesIO()
    list_sheet.write(facts_of(3, columns), target)
    assert "Name-00002" in text(target.getvalue())


def test_customers_as_they_are_found_and_sorted(book: Book) -> None:
    for name, cents in (("Anna Smith", 500), ("Bert Smith", 900), ("Carl Jones", 700)):
        add_sale(book, add_customer(book, name, "07700 900123", city="York"), A_DAY, cents)
    shown = printed(sheets.customers(Order.AMOUNT, descending=True, text="smith"), book)
    assert found_in_order(shown, "2 customers · found by “smith” · by Revenue, descending", "Bert", "Anna")
    assert "Carl" not in shown
    assert "€14.00" in shown, "together"
    assert "07700 900123 York 12 Mar 2026 1 €9.00" in shown


def test_the_archive_and_what_to_know_of_somebody(book: Book) -> None:
    add_customer(book, "Anna", archived=True, do_not_contact=True)
    assert "Nobody is found" in printed(sheets.customers(Order.NAME), book)
    shown = printed(sheets.customers(Order.NAME, archived=True), book)
    assert "1 customer · archived too" in shown
    assert "archived · do not contact" in shown


def test_products_with_price_and_cost(book: Book) -> None:
    with book.edit("Added"):
        for name, cents, archived in (("Oolong", 900, False), ("Assam", 700, False), ("Old", 100, True)):
            book.products.insert(
                Product(name=name, code=name[:1], category="Tea", price_cents=cents, archived=archived)
            )
    shown = printed(sheets.products(ProductOrder.PRICE, descending=True), book)
    assert found_in_order(shown, "2 products", "by Usual price", "O Oolong Tea €9.00", "A Assam Tea €7.00")
    assert "Old" not in shown
    assert "no longer sold" in printed(sheets.products(ProductOrder.NAME, archived=True), book)


def test_complaints_with_whom_to_call(book: Book) -> None:
    anna = add_customer(book, "Anna Smith", "07700 900123")
    with book.edit("Said"):
        book.complaints.insert(
            Complaint(customer_id=anna, said_on=A_DAY - 2 * DAY, words="The pot leaks.", grade=Grade.URGENT)
        )
    order = complaint_list.Order.HASTE
    shown = printed(sheets.complaints(complaint_list.Show.OPEN, order), book)
    for words in ["1 complaint · Open", "Anna Smith", "07700 900123", "The pot leaks.", "2 days · Urgent"]:
        assert words in shown
    assert "No complaint is found" in printed(sheets.complaints(complaint_list.Show.CLOSED, order), book)


def test_follow_ups_with_their_distance(book: Book) -> None:
    anna = add_customer(book, "Anna Smith", "07700 900123")
    with book.edit("Planned"):
        for days, reason in ((1, "Ask again"), (-1, "Bring samples")):
            book.follow_ups.insert(
                FollowUp(customer_id=anna, planned_on=A_DAY + days * DAY, reason=reason, promise=days < 0)
            )
    shown = printed(sheets.follow_ups(follow_up_list.Show.OPEN, follow_up_list.Order.DAY), book)
    assert found_in_order(
        shown,
        "2 planned visits · All planned",
        "yesterday",
        "Bring samples",
        "promised",
        "tomorrow",
        "Ask again",
    )


def test_a_days_sales_add_up(book: Book) -> None:
    add_sale(book, add_customer(book, "Anna Smith"), A_DAY, 500, 250, receipt="R1", text="Oolong")
    add_sale(book, None, A_DAY, 300, receipt="R2", text="Assam")
    add_sale(book, None, A_DAY - DAY, 9900, text="Yesterday")
    shown = printed(sheets.sales(A_DAY), book)
    assert found_in_order(
        shown, "Thursday, 12 March 2026", "R1 Anna Smith Oolong, Oolong", "R2 Walk-in Assam", "€10.50"
    )
    assert "Yesterday" not in shown
    assert "Nothing sold on this day yet" in printed(sheets.sales(date(2020, 1, 1)), book)


@pytest.mark.parametrize("paper", list(PAPERS))
def test_every_list_prints_in_chinese(book: Book, paper: str) -> None:
    add_sale(book, add_customer(book, "王小明", "13800138000"), A_DAY, 500)
    shown = printed(sheets.customers(Order.NAME, text="xiaoming"), book, "zh_CN", paper)
    assert "王小明" in shown
    assert "13800138000" in shown
    assert "顾客" in shown


def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left(book: Book, tmp_path: Path) -> None:
    with pytest.raises(BookError, match="could not be written"):
        sheets.customers(Order.NAME).print(book, Options(today=A_DAY), tmp_path / "nowhere" / "list.pdf")
    assert list(tmp_path.glob("*.part")) == []


def test_sheets_are_no_reports_of_the_command_line() -> None:
    names = {"customer", "recovery", "customers", "product-list", "complaints", "follow-ups", "sales"}
    assert names.isdisjoint(CATALOGUE)
