"""Lists on the printing page: looked at as tables, sorted, opened, asked for what is missing, kept as CSV."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from model.book import Book
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from tests.makers import A_DAY, add_customer, add_sale
from ui.context import Context
from ui.main_window import MainWindow
from ui.printing.page import PrintingPage
from ui.widgets.simple_table import SimpleTable

DAY = timedelta(days=1)


@pytest.fixture
def regulars(book: Book) -> dict[str, int]:
    """Two who are silent, the first of whom buys more."""
    found = {}
    for name, cents in [("Zoe", 9000), ("Anna", 500)]:
        found[name] = add_customer(book, name, "07700 900118")
        for n in range(4):
            add_sale(book, found[name], A_DAY - (20 + 10 * n) * DAY, cents)
    return found


def opened(qtbot: QtBot, context: Context, name: str, **options: object) -> PrintingPage:
    page = PrintingPage(context)
    qtbot.addWidget(page)
    page.resize(1100, 780)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.choose(name, options)
    QTest.mouseClick(page.as_table, Qt.MouseButton.LeftButton)
    looked_up(qtbot, page)
    return page


def looked_up(qtbot: QtBot, page: PrintingPage) -> SimpleTable:
    # What was written just before is heard of a moment later, and makes the table anew.
    qtbot.waitUntil(lambda: not page._rest.isActive() and page.table.ready() is not None, timeout=30_000)
    assert page.table.table is not None
    return page.table.table


def names(table: SimpleTable) -> list[str]:
    return [row.name for row in table.rows()]


def press_head(qtbot: QtBot, table: SimpleTable, key: str) -> None:
    """Press the head of a column, once it is laid out."""
    head = table.horizontalHeader()
    place = [column.key for column in table.model().columns].index(key)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: head.isVisible() and head.viewport().width() > head.sectionPosition(place) + 20)
    spot = head.viewport().rect().topLeft()
    spot.setX(head.sectionViewportPosition(place) + 10)
    spot.setY(head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_list_is_sorted_by_its_heads_and_keeps_its_order_when_the_book_changes(
    qtbot: QtBot, context: Context, book: Book, regulars: dict[str, int]
) -> None:
    page = opened(qtbot, context, "silent")
    table = looked_up(qtbot, page)
    assert names(table) == ["Zoe", "Anna"], "the greatest loss first"
    press_head(qtbot, table, "name")
    assert names(table) == ["Anna", "Zoe"]
    press_head(qtbot, table, "name")
    assert names(table) == ["Zoe", "Anna"]
    press_head(qtbot, table, "name")
    table.select_near(1)
    add_sale(book, add_customer(book, "Nobody"), A_DAY)
    qtbot.waitUntil(lambda: page.table.table is not table, timeout=30_000)
    after = looked_up(qtbot, page)
    assert names(after) == ["Anna", "Zoe"]
    assert after.current().name == "Zoe"


def test_enter_on_a_row_opens_the_card_and_one_comes_back_to_that_row(
    qtbot: QtBot, window: MainWindow, regulars: dict[str, int]
) -> None:
    window.ways.print_report("silent")
    page = window.pages.page("printing")
    page.look_at_table(True)
    table = looked_up(qtbot, page)
    table.setFocus()
    table.select_near(1)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert window.pages.key_shown == "customers"
    assert window.pages.page("customers").current_customer() == regulars["Anna"]
    window.pages.go("printing")
    back = looked_up(qtbot, page)
    assert back.hasFocus()
    assert back.current().name == "Anna"


def test_only_lists_can_be_tables_and_a_table_is_not_asked_about_its_paper(
    qtbot: QtBot, context: Context, regulars: dict[str, int]
) -> None:
    page = opened(qtbot, context, "birthdays")
    assert not page.form.paper.isVisible()
    assert not page.form.phones.isVisible()
    assert page._save_csv.isVisible()
    assert not page._print.isVisible()
    page.choose("return-visits")
    qtbot.waitUntil(lambda: page._ready() is not None, timeout=30_000)
    assert not page.as_table.isVisible()
    assert page.form.paper.isVisible()
    assert page._print.isVisible()


def test_how_lists_are_looked_at_is_remembered(
    qtbot: QtBot, context: Context, regulars: dict[str, int]
) -> None:
    opened(qtbot, context, "silent")
    again = PrintingPage(context)
    qtbot.addWidget(again)
    again.choose("win-back")
    assert again.is_table
    looked_up(qtbot, again)


def test_control_p_shows_a_table_as_the_paper_that_it_will_be(
    qtbot: QtBot, context: Context, regulars: dict[str, int]
) -> None:
    page = opened(qtbot, context, "silent")
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert not page.is_table
    qtbot.waitUntil(lambda: page._ready() is not None, timeout=30_000)


def test_a_list_is_kept_as_a_file_for_a_spreadsheet(
    qtbot: QtBot, context: Context, regulars: dict[str, int], tmp_path: Path
) -> None:
    page = opened(qtbot, context, "silent")
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = next(one for one in page.window().findChildren(QFileDialog) if one.isVisible())
    assert Path(dialog.selectedFiles()[0]).name == "Silent customers 2026-03-12.csv"
    dialog.reject()
    with qtbot.waitSignal(page.message, timeout=30_000) as told:
        page.save_list_to(tmp_path / "silent.csv")
    assert told.args == ["Saved silent.csv"]
    with (tmp_path / "silent.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["Customer"] for row in csv.DictReader(file)] == ["Zoe", "Anna"]


def test_a_recall_asks_what_and_then_finds_it_by_product_category_or_batch(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna")
    with book.edit("Sold"):
        pot = book.products.insert(Product(name="Pot", code="P1", category="Crockery"))
        line = PurchaseLine(product_id=pot.id, text="Pot", amount_cents=100, batch="B7")
        book.purchases.save(Purchase(customer_id=anna, bought_on=A_DAY), [line])
    page = PrintingPage(context)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.look_at_table(True)
    page.choose("recall")
    qtbot.waitUntil(lambda: page.table._asks.isVisible(), timeout=30_000)
    assert not page._save_csv.isEnabled()
    page.form.product.line.setFocus()
    QTest.keyClicks(page.form.product.line, "crock")
    QTest.keyClick(page.form.product.line, Qt.Key.Key_Return)
    assert page.form.product.text() == "Crockery"
    qtbot.waitUntil(lambda: not page._rest.isActive())
    assert len(looked_up(qtbot, page).rows()) == 1
    page.form.product.set_value(None)
    page.form.batch.set_value("B8")
    page.refresh()
    assert looked_up(qtbot, page).rows() == []


def test_every_list_asks_for_what_concerns_it(
    qtbot: QtBot, context: Context, regulars: dict[str, int]
) -> None:
    page = opened(qtbot, context, "silent", times=3.0)
    assert page.form.times.isVisible()
    assert names(looked_up(qtbot, page)) == []
    page.choose("service-due", {"days": 90})
    assert page.form.days.isVisible()
    options = page.form.options()
    assert options is not None
    assert options.days == 90
    page.choose("birthdays", {"month": A_DAY})
    options = page.form.options()
    assert options is not None
    assert options.month == A_DAY.replace(day=1)
    looked_up(qtbot, page)
