"""Somebody else writes something long into the book: what is saved meanwhile waits for its turn, not refused."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.book import Book
from tests.makers import A_DAY, add_customer, add_sale
from ui.context import Context
from ui.counter.page import CounterPage
from ui.counter.return_dialog import ReturnDialog
from ui.forms.customer_form import CustomerForm
from ui.main_window import MainWindow
from ui.widgets.banner import Banner


@contextmanager
def something_long(book: Book) -> Iterator[ExitStack]:
    """Another connection writes until the stack is closed."""
    with book.again() as other, ExitStack() as written:
        written.enter_context(other.edit("Imported"))
        written.enter_context(other.store.taking_long())
        add_customer(other, "Imported")
        yield written


def at_the_counter(qtbot: QtBot, context: Context) -> CounterPage:
    page = CounterPage(context)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    type_a_sale(page)
    return page


def type_a_sale(page: CounterPage) -> None:
    QTest.keyClick(page.who.customer.line, Qt.Key.Key_Return)
    entry = page.lines.entry
    QTest.keyClicks(entry.product.line, "Cake")
    QTest.keyClick(entry.product.line, Qt.Key.Key_Return)
    QTest.keyClicks(entry.amount.line, "4.5")
    QTest.keyClick(entry.amount.line, Qt.Key.Key_Return)


def test_a_sale_at_the_counter_waits_and_is_saved_by_itself(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page = at_the_counter(qtbot, context)
    with something_long(book) as written:
        page.save.click()
        assert page.status.text() == "Saves by itself as soon as the book is free."
        assert not page.lines.isEnabled()
        assert [line.text for line in page.lines.lines()] == ["Cake"]
        page.save_now()  # Pressed once more, it waits on.
        assert book.purchases.count() == 0
        written.close()
        qtbot.waitUntil(lambda: book.purchases.count() == 1)
    assert page.status.text().startswith("Saved ")
    assert page.lines.isEnabled()
    assert page.lines.is_blank()
    assert book.customers.count() == 1
    qtbot.wait(300)
    assert book.purchases.count() == 1


def test_whoever_would_not_wait_has_the_sale_back_as_it_was_typed(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page = at_the_counter(qtbot, context)
    with something_long(book) as written:
        page.save.click()
        page.status.press()
        assert page.lines.isEnabled()
        written.close()
        qtbot.wait(300)
    assert book.purchases.count() == 0
    assert [line.text for line in page.lines.lines()] == ["Cake"]
    page.save.click()
    assert book.purchases.count() == 1


def test_a_sale_that_is_cleared_while_it_waits_is_not_saved(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page = at_the_counter(qtbot, context)
    with something_long(book) as written:
        page.save.click()
        page.clear()
        written.close()
        qtbot.wait(300)
    assert book.purchases.count() == 0
    assert page.lines.isEnabled()


def test_whom_a_sale_is_for_stays_as_it_was_when_the_key_was_pressed(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna")
    page = at_the_counter(qtbot, context)
    with something_long(book) as written:
        page.save.click()
        page.begin_sale(anna)
        assert page.status.text() == "Saves by itself as soon as the book is free."
        written.close()
        qtbot.waitUntil(lambda: book.purchases.count() == 1)
    assert [sale.customer_id for sale in book.purchases.all()] == [None]


@pytest.mark.parametrize("seen", [True, False])
def test_a_sale_whose_customer_was_deleted_meanwhile_is_not_saved_to_nobody(
    qtbot: QtBot, window: MainWindow, book: Book, seen: bool
) -> None:
    anna = add_customer(book, "Anna")
    window.pages.go("counter")
    page = window.pages.page("counter")
    type_a_sale(page)
    page.who.show_customer(anna)
    with something_long(book) as written:
        page.save.click()
        if not seen:
            window.pages.go("today")
        written.close()
        with book.edit("Deleted"):
            book.customers.delete(anna)
        qtbot.wait(300)
    assert book.purchases.count() == 0
    assert page.status.text().startswith("This customer was just deleted." if seen else "Not saved.")
    assert [line.text for line in page.lines.lines()] == ["Cake"]


def test_what_is_saved_by_itself_takes_the_keyboard_from_nobody(
    qtbot: QtBot, window: MainWindow, book: Book
) -> None:
    window.pages.go("counter")
    page = window.pages.page("counter")
    type_a_sale(page)
    with something_long(book) as written:
        page.save.click()
        window.pages.go("customers")
        here = QApplication.focusWidget()
        assert here is not None
        written.close()
        qtbot.waitUntil(lambda: book.purchases.count() == 1)
    assert QApplication.focusWidget() is here


def test_a_closed_window_saves_nothing_any_more_and_keeps_what_was_typed(
    qtbot: QtBot, window: MainWindow, book: Book
) -> None:
    window.pages.go("counter")
    page = window.pages.page("counter")
    type_a_sale(page)
    with something_long(book) as written:
        page.save.click()
        window.close()
        assert not window.isVisible()
        written.close()
        qtbot.wait(300)
    assert book.purchases.count() == 0
    kept = window.context.drafts.take("counter")
    assert kept is not None
    assert "Cake" in kept["lines"]


def test_a_form_waits_too_until_it_is_closed(qtbot: QtBot, context: Context, book: Book) -> None:
    stays, goes = CustomerForm(context), CustomerForm(context)
    for form, name in ((stays, "Anna"), (goes, "Bo")):
        qtbot.addWidget(form)
        form.show()
        QTest.keyClicks(form.name.line, name)
    with something_long(book) as written:
        for form in (stays, goes):
            form.save.click()
            assert form.isVisible()
            assert not form.name.isEnabled()
        goes.reject()
        with qtbot.waitSignal(stays.saved):
            written.close()
    assert not stays.isVisible()
    assert sorted(one.name for one in book.customers.all()) == ["Anna", "Imported"]


def test_what_cannot_be_saved_after_all_is_no_longer_said_to_be_saved_by_itself(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    form = CustomerForm(context)
    qtbot.addWidget(form)
    form.show()
    QTest.keyClicks(form.name.line, "Anna")
    promises = [banner for banner in form.findChildren(Banner) if banner.accessibleName() == ""]
    with something_long(book) as written:
        form.save.click()
        assert [banner for banner in promises if banner.isVisible()]
        form.name.set_value("")
        written.close()
        qtbot.waitUntil(form.name.isEnabled)
    assert form.isVisible()
    assert not [banner for banner in promises if banner.isVisible()]


def test_goods_that_come_back_wait_too(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_sale(book, anna, A_DAY, 500)
    dialog = ReturnDialog(context, anna)
    qtbot.addWidget(dialog)
    dialog.show()
    with something_long(book) as written:
        dialog.save.click()
        assert dialog.isVisible()
        with qtbot.waitSignal(dialog.saved):
            written.close()
    assert book.purchases.count() == 2
