"""A sale that is in the book can be put right, and what it cost that day stays."""

import dataclasses
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from model.book import Book
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.staff import StaffMember
from tests.makers import A_DAY, add_customer
from ui.context import Context
from ui.forms.sale_form import SaleForm


@pytest.fixture
def sale(book: Book) -> Purchase:
    anna = add_customer(book)
    with book.edit("Sold"):
        gone = book.staff.insert(StaffMember(name="Mei", archived=True))
        tea = book.products.insert(Product(name="Tea", price_cents=1450, cost_cents=900))
        return book.purchases.save(
            Purchase(
                customer_id=anna,
                bought_on=A_DAY,
                bought_at="14:05",
                receipt_number="R-7",
                staff_id=gone.id,
                note="Gift",
            ),
            [
                PurchaseLine(
                    product_id=tea.id, text="Tea", amount_cents=1300, discount_cents=150, cost_cents=800
                ),
                PurchaseLine(text="Cup", amount_cents=750, batch="B-1"),
            ],
        )


def opened(qtbot: QtBot, context: Context, sale: Purchase) -> SaleForm:
    form = SaleForm(context, sale)
    qtbot.addWidget(form)
    form.show()
    qtbot.waitExposed(form)
    return form


def test_saved_untouched_nothing_changes(qtbot: QtBot, context: Context, book: Book, sale: Purchase) -> None:
    lines = book.purchase_lines.of(sale.id)
    edits = book.store.value("SELECT count(*) FROM edit")
    assert opened(qtbot, context, sale).save_now()
    assert book.purchases.get(sale.id) == sale
    assert book.purchase_lines.of(sale.id) == lines
    assert book.store.value("SELECT count(*) FROM edit") == edits


def test_a_changed_amount_keeps_the_cost_of_that_day(
    qtbot: QtBot, context: Context, book: Book, sale: Purchase
) -> None:
    form = opened(qtbot, context, sale)
    before = book.purchase_lines.of(sale.id)
    form.lines.table.setFocus()
    form.lines.table.select_first()
    QTest.keyClick(form.lines.table, Qt.Key.Key_Return)
    form.lines.entry.amount.line.setText("12.00")
    assert form.save_now()
    [tea, cup] = book.purchase_lines.of(sale.id)
    assert tea == dataclasses.replace(before[0], amount_cents=1200)
    assert cup == before[1]


def test_a_line_is_taken_out_by_a_key_and_the_sum_follows(
    qtbot: QtBot, context: Context, book: Book, sale: Purchase
) -> None:
    form = opened(qtbot, context, sale)
    form.lines.table.select_first()
    QTest.keyClick(form.lines.table, Qt.Key.Key_Delete)
    assert form.save_now()
    assert book.purchases.get(sale.id).amount_cents == 750


def test_a_sale_without_lines_is_refused_and_stays_open(
    qtbot: QtBot, context: Context, book: Book, sale: Purchase
) -> None:
    form = opened(qtbot, context, sale)
    for _line in range(2):
        form.lines.table.select_first()
        QTest.keyClick(form.lines.table, Qt.Key.Key_Delete)
    assert not form.save_now()
    assert form.isVisible()
    assert book.purchases.get(sale.id).amount_cents == 2050


def test_it_can_be_given_to_another_customer_on_another_day(
    qtbot: QtBot, context: Context, book: Book, sale: Purchase
) -> None:
    tom = add_customer(book, "Tom Brown")
    form = opened(qtbot, context, sale)
    form.customer.show_customer(tom)
    form.day.line.setText("yesterday")
    assert form.save_now()
    [moved] = book.purchases.of_customer(tom)
    assert moved.bought_on == A_DAY - timedelta(1)
    assert book.customers.figures(tom).amount_cents == 2050


def test_deleted_it_comes_back_by_undo(qtbot: QtBot, context: Context, book: Book, sale: Purchase) -> None:
    form = opened(qtbot, context, sale)
    form.take_out()
    assert not form.isVisible()
    assert book.purchases.count() == 0
    book.undo()
    assert book.purchases.get(sale.id) == sale
    assert len(book.purchase_lines.of(sale.id)) == 2


def test_half_changed_it_is_offered_again(qtbot: QtBot, context: Context, book: Book, sale: Purchase) -> None:
    first = opened(qtbot, context, sale)
    first.lines.entry.product.setFocus()
    QTest.keyClicks(first.lines.entry.product.line, "Spoon")
    again = opened(qtbot, context, sale)
    again.bring_back()
    assert again.lines.entry.product.text() == "Spoon"
    assert again.customer.text() == "Anna Smith"
