"""A morning at the counter, through the real window and by keys alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.book import Book
from model.products import Product
from tests.makers import A_DAY, a_pc, add_customer, make_book
from ui import theme
from ui.main_window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with make_book(tmp_path) as made:
        with made.edit("Added product"):
            made.products.insert(Product(name="Longjing tea", code="T100", price_cents=1450))
        yield made


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, book: Book, tmp_path: Path) -> Iterator[MainWindow]:
    theme.apply(qapp, "light")
    made = MainWindow(book, a_pc(tmp_path), today=lambda: A_DAY)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    qtbot.waitUntil(lambda: not made.isVisible())
    made.deleteLater()


def press(*keys: str | Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        if isinstance(key, str):
            QTest.keyClicks(focused, key)
        else:
            QTest.keyClick(focused, key, modifier)


def test_a_sale_is_recorded_and_taken_back_without_touching_the_mouse(window: MainWindow, book: Book) -> None:
    anna = add_customer(book, "Anna Smith", "020 7946 0123")
    press(Qt.Key.Key_F2)
    press("0123", ENTER, "lo", ENTER, ENTER, ENTER)
    assert [sale.amount_cents for sale in book.purchases.of_customer(anna)] == [1450]
    press(Qt.Key.Key_Z, modifier=CONTROL)
    assert book.purchases.of_customer(anna) == []
    press(Qt.Key.Key_Y, modifier=CONTROL)
    assert len(book.purchases.of_customer(anna)) == 1


def test_from_the_card_to_the_counter_and_back_to_the_card(window: MainWindow, book: Book) -> None:
    add_customer(book, "Tom Brown")
    anna = add_customer(book, "Anna Smith")
    press(Qt.Key.Key_F, modifier=CONTROL)
    press("anna", ENTER)
    press(Qt.Key.Key_F2)
    press("2x lo", ENTER, ENTER, ENTER)
    assert [sale.amount_cents for sale in book.purchases.of_customer(anna)] == [2900]
    press(Qt.Key.Key_2, modifier=CONTROL)
    page = window.pages.page("customers")
    assert page.current_customer() == anna
    assert [one.trailing for one in page.card.timeline.happenings()] == ["€29.00"]


def test_a_sale_left_half_typed_is_there_after_looking_something_up(window: MainWindow, book: Book) -> None:
    add_customer(book, "Anna Smith")
    press(Qt.Key.Key_F2)
    press("sm", ENTER, "lo", ENTER)
    press(Qt.Key.Key_6, modifier=CONTROL)
    press(Qt.Key.Key_3, modifier=CONTROL)
    press(Qt.Key.Key_F9)
    assert [sale.amount_cents for sale in book.purchases.on_day(A_DAY)] == [1450]


def test_undo_while_typing_is_about_the_typing(window: MainWindow, book: Book) -> None:
    anna = add_customer(book, "Anna Smith")
    press(Qt.Key.Key_F2)
    press("smi")
    press(Qt.Key.Key_Z, modifier=CONTROL)
    assert window.pages.page("counter").who.customer.text() == ""
    assert book.customers.find(anna) is not None
