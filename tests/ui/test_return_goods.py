"""Goods that come back: the sale is chosen, its lines are ticked, the money is right."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from model.book import Book
from model.purchases import Purchase, PurchaseKind, PurchaseLine
from tests.makers import A_DAY, add_customer, add_sale
from ui.context import Context
from ui.counter.return_dialog import ReturnDialog


def opened(qtbot: QtBot, context: Context, customer_id: int | None) -> ReturnDialog:
    dialog = ReturnDialog(context, customer_id)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


@pytest.fixture
def anna(book: Book) -> int:
    return add_customer(book)


@pytest.fixture
def sale(book: Book, anna: int) -> Purchase:
    with book.edit("Sold"):
        return book.purchases.save(
            Purchase(customer_id=anna, bought_on=A_DAY, receipt_number="R-7"),
            [
                PurchaseLine(text="Cup", amount_cents=1000, quantity_thousandths=3000, cost_cents=600),
                PurchaseLine(text="Pot", amount_cents=3900),
            ],
        )


def test_a_sale_of_one_thing_is_taken_back_by_one_stroke(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    add_sale(book, anna, A_DAY, 950)
    dialog = opened(qtbot, context, anna)
    assert dialog.total() == "Give back €9.50"
    with qtbot.waitSignal(dialog.saved):
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    back = book.purchases.of_customer(anna)[0]
    assert (back.kind, back.amount_cents) == (PurchaseKind.RETURN, -950)
    assert back.bought_at
    assert book.customers.figures(anna).amount_cents == 0


def test_a_part_comes_back_for_its_part_of_the_price(
    qtbot: QtBot, context: Context, book: Book, anna: int, sale: Purchase
) -> None:
    dialog = opened(qtbot, context, anna)
    assert not dialog.save.isEnabled()
    dialog.back_lines()[0].quantity.set_value(2000)
    dialog.back_lines()[0].tick.click()
    assert dialog.total() == "Give back €6.67"
    dialog.save.click()
    back = book.purchases.of_customer(anna)[0]
    assert (back.amount_cents, back.return_of_id) == (-667, sale.id)


def test_what_is_back_already_cannot_come_back_again(
    qtbot: QtBot, context: Context, book: Book, anna: int, sale: Purchase
) -> None:
    [cups, pot] = book.purchase_lines.of(sale.id)
    with book.edit("Took back"):
        book.purchases.return_goods(sale.id, {cups.id: 1000, pot.id: 1000}, A_DAY)
    dialog = opened(qtbot, context, anna)
    left, gone = dialog.back_lines()
    assert left.left == 2000
    assert not gone.tick.isEnabled()
    left.quantity.set_value(3000)
    left.tick.setChecked(True)
    dialog.save.click()
    assert dialog.isVisible()
    assert len(book.purchases.of_customer(anna)) == 2


def test_a_walk_in_is_found_by_the_receipt(qtbot: QtBot, context: Context, book: Book) -> None:
    add_sale(book, None, A_DAY, 500, receipt="R-1")
    add_sale(book, None, A_DAY, 900, receipt="R-2")
    dialog = opened(qtbot, context, None)
    dialog.receipt.setText("R-1")
    dialog.receipt.returnPressed.emit()
    assert dialog.total() == "Give back €5.00"


def test_somebody_who_bought_nothing_has_nothing_to_bring_back(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    dialog = opened(qtbot, context, anna)
    assert not dialog.save.isEnabled()
    assert dialog.total() == "No sale is chosen."


@pytest.mark.parametrize("typed", ["smi", "0123", "R-7"])
def test_without_a_customer_the_sale_is_found_by_who_bought_or_by_its_number(
    qtbot: QtBot, context: Context, book: Book, typed: str
) -> None:
    long_ago = A_DAY.replace(year=A_DAY.year - 1)
    anna = add_customer(book, "Anna Smith", "020 7946 0123")
    bought = add_sale(book, anna, long_ago, 700, receipt="R-7")
    add_sale(book, add_customer(book, "Tom Jones"), long_ago, 900)
    dialog = opened(qtbot, context, None)
    assert dialog.sales.rows() == []
    QTest.keyClicks(dialog.receipt, typed)
    qtbot.waitUntil(lambda: [sale.id for sale in dialog.sales.rows()] == [bought.id])
    assert dialog.sales.model().index(0, 0).data() == "Anna Smith"
    assert dialog.total() == "Give back €7.00"
