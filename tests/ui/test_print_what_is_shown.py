"""From any list or card to paper: one key, the paper to look at, and the way back to the reports."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from model.book import Book
from model.complaints import Complaint
from model.follow_ups import FollowUp
from model.products import Product
from reports.catalogue import CATALOGUE
from tests.makers import A_DAY, add_customer, add_sale
from ui.customers.page import CustomersPage
from ui.main_window import MainWindow
from ui.printing.page import PrintingPage
from ui.widgets.button import IconButton

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def anna(book: Book) -> int:
    """A customer with a sale of today, a complaint and something planned; another one beside her."""
    add_customer(book, "Bert Jones")
    anna = add_customer(book, "Anna Smith", "07700 900118")
    add_sale(book, anna, A_DAY, 4200, text="Oolong")
    with book.edit("More"):
        book.complaints.insert(Complaint(customer_id=anna, said_on=A_DAY, words="The pot leaks."))
        book.follow_ups.insert(FollowUp(customer_id=anna, planned_on=A_DAY, reason="Bring samples"))
        book.products.insert(Product(name="Assam", price_cents=700))
    return anna


def printing(window: MainWindow) -> PrintingPage:
    page = window.pages.page("printing")
    assert isinstance(page, PrintingPage)
    return page


def paper(qtbot: QtBot, window: MainWindow) -> str:
    """The words of the paper that the printing page shows, once it is laid out."""
    assert window.pages.key_shown == "printing"
    page = printing(window)
    qtbot.waitUntil(lambda: page._ready() is not None, timeout=30_000)
    pages = page.preview.pages()
    assert pages is not None
    text = "\n".join(one.extract_text() for one in PdfReader(BytesIO(pages.data)).pages)
    return " ".join(text.split())


def test_the_filtered_list_of_customers_is_printed_and_the_reports_are_one_click_away(
    qtbot: QtBot, window: MainWindow, anna: int, tmp_path: Path
) -> None:
    window.pages.go("customers")
    customers = window.pages.page("customers")
    assert isinstance(customers, CustomersPage)
    customers.look_for("smith")
    QTest.keyClick(window, Qt.Key.Key_P, CONTROL)
    shown = paper(qtbot, window)
    assert "found by “smith”" in shown
    assert "Anna Smith" in shown
    assert "Bert Jones" not in shown
    page = printing(window)
    assert [item.key for item in page.list.items()] == [*CATALOGUE, "customers"]
    page.save_to(tmp_path / "list.pdf")
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")

    page.list.choose("top-customers")
    assert "Everybody in the period" in paper(qtbot, window)
    page.list.choose("customers")
    assert "found by “smith”" in paper(qtbot, window)


def test_a_card_is_printed_by_its_menu_and_by_its_keys(qtbot: QtBot, window: MainWindow, anna: int) -> None:
    window.ways.open_customer(anna)
    customers = window.pages.page("customers")
    menu: QMenu = customers.card.more_menu()
    next(one for one in menu.actions() if one.text().startswith("Print this customer")).trigger()
    assert "07700 900118 (Mobile)" in paper(qtbot, window)
    assert printing(window)._file_name() == "Customer Anna Smith 2026-03-12.pdf"

    window.pages.go("customers")
    QTest.keyClick(window, Qt.Key.Key_P, CONTROL | SHIFT)
    shown = paper(qtbot, window)
    for words in ["Anna Smith", "Oolong", "The pot leaks.", "Bring samples", "Page 1 of 1"]:
        assert words in shown


def test_in_a_narrow_window_the_card_in_sight_is_what_is_shown(
    qtbot: QtBot, window: MainWindow, anna: int
) -> None:
    window.resize(760, 620)
    window.ways.open_customer(anna)
    assert window.pages.page("customers").sheet().name == "customer"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("products", ["Products", "Assam", "€7.00"]),
        ("complaints", ["Complaints", "1 complaint · Open", "The pot leaks."]),
        ("visits", ["Planned visits", "Bring samples", "today"]),
        ("counter", ["Sales of the day", "Anna Smith", "Oolong", "€42.00"]),
        ("today", ["Call list"]),
    ],
)
def test_every_page_prints_what_it_shows(
    qtbot: QtBot, window: MainWindow, anna: int, page: str, words: list[str]
) -> None:
    window.pages.go(page)
    QTest.keyClick(window, Qt.Key.Key_P, CONTROL)
    shown = paper(qtbot, window)
    for one in words:
        assert one in shown


@pytest.mark.parametrize("page", ["customers", "products", "complaints", "visits", "counter"])
def test_a_list_has_a_button_for_it(qtbot: QtBot, window: MainWindow, anna: int, page: str) -> None:
    window.pages.go(page)
    buttons = [
        one
        for one in window.pages.page(page).findChildren(IconButton)
        if one.accessibleName().startswith("Print") and one.isVisible()
    ]
    assert len(buttons) == 1
    buttons[0].click()
    assert "Page 1 of 1" in paper(qtbot, window)


def test_a_change_in_the_book_reaches_the_list_on_paper(
    qtbot: QtBot, window: MainWindow, book: Book, anna: int
) -> None:
    window.pages.go("customers")
    QTest.keyClick(window, Qt.Key.Key_P, CONTROL)
    assert "2 customers" in paper(qtbot, window)
    add_customer(book, "Carl Late")
    qtbot.waitUntil(lambda: "Carl Late" in paper(qtbot, window), timeout=30_000)


def test_a_customer_deleted_meanwhile_is_said_in_words(
    qtbot: QtBot, window: MainWindow, book: Book, anna: int
) -> None:
    window.ways.open_customer(anna)
    QTest.keyClick(window, Qt.Key.Key_P, CONTROL | SHIFT)
    paper(qtbot, window)
    with book.edit("Deleted"):
        book.customers.delete(anna)
    page = printing(window)
    qtbot.waitUntil(lambda: page.paper.currentWidget() is page.paper.refused, timeout=30_000)
    assert page._ready() is None


def test_without_a_customer_in_sight_the_keys_say_what_to_do(window: MainWindow, anna: int) -> None:
    window.pages.go("products")
    QTest.keyClick(window, Qt.Key.Key_P, CONTROL | SHIFT)
    assert window.pages.key_shown == "customers"
