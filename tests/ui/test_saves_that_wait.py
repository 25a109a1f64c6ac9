"""Somebody else writes something long into the book: what is saved meanwhile waits for its turn, not refused."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.book import Book
from model.follow_ups import FollowUp
from model.visits import Outcome
from tests.makers import A_DAY, add_customer, add_sale
from ui.context import Context
from ui.counter.page import CounterPage
from ui.counter.return_dialog import ReturnDialog
from ui.forms.customer_form import CustomerForm
from ui.main_window import MainWindow
from ui.settings.shop_form import ShopForm
from ui.today.page import TodayPage
from ui.today.write_back import SKIP
from ui.widgets.banner import Banner

_SECONDS = 4.0
"""Longer than the window would wait in the worst case, shorter than everything else waits."""


@contextmanager
def something_long(book: Book) -> Iterator[ExitStack]:
    """Another connection writes until the stack is closed."""
    with book.again() as other, ExitStack() as written:
        written.enter_context(other.edit("Imported"))
        written.enter_context(other.store.taking_long())
        add_customer(other, "Imported")
        yield written


@contextmanager
def another_program_writing(book: Book) -> Iterator[Callable[[], None]]:
    """Another program holds the book until it is told to let it go, or until whoever waits with a standing window
    would have had to wait for seconds."""
    holds, told = threading.Event(), threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(book.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            holds.set()
            told.wait(_SECONDS)
            other.execute("ROLLBACK")

    program = threading.Thread(target=write)
    program.start()
    assert holds.wait(60)
    try:
        yield told.set
    finally:
        told.set()
        program.join()


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


def test_the_window_stands_still_for_a_moment_only_while_another_program_writes(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page, form = at_the_counter(qtbot, context), CustomerForm(context)
    qtbot.addWidget(form)
    form.show()
    QTest.keyClicks(form.name.line, "Anna")
    with another_program_writing(book) as let_go:
        page.save.click()
        assert page.status.text() == "Saves by itself as soon as the book is free."
        form.save.click()
        assert form.isVisible()
        let_go()
        qtbot.waitUntil(lambda: book.purchases.count() == 1 and book.customers.count() == 1)
    qtbot.wait(300)
    assert (book.purchases.count(), book.customers.count()) == (1, 1)


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


def today_with(qtbot: QtBot, context: Context, *names: str) -> TodayPage:
    today = context.today()
    for name in names:
        customer_id = add_customer(context.book, name)
        with context.book.edit("Planned a follow-up"):
            context.book.follow_ups.insert(FollowUp(customer_id=customer_id, reason="Ask", planned_on=today))
    page = TodayPage(context)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    return page


def test_what_came_of_a_call_waits_and_is_saved_once(qtbot: QtBot, context: Context, book: Book) -> None:
    page = today_with(qtbot, context, "Anna", "Bo")
    first, second = page.calls.calls()
    page.write_back.words.set_value("Back in spring")
    with something_long(book) as written:
        page.do(Outcome.REACHED)
        assert page.deeds.waits().isVisible()
        assert not page.calls.isEnabled()
        page.do(Outcome.REACHED)  # Pressed once more, it waits on.
        assert book.visits.count() == 0
        written.close()
        qtbot.waitUntil(lambda: book.visits.count() == 1)
    assert not page.deeds.waits().isVisible()
    assert page.calls.isEnabled()
    [made] = book.visits.all()
    assert (made.customer_id, made.words) == (first.customer_id, "Back in spring")
    chosen = page.calls.current()
    assert chosen is not None
    assert chosen.customer_id == second.customer_id
    assert page.write_back.words.value() == ""
    qtbot.wait(300)
    assert book.visits.count() == 1


def test_whoever_does_not_wait_has_the_call_as_it_was(qtbot: QtBot, context: Context, book: Book) -> None:
    page = today_with(qtbot, context, "Anna")
    page.write_back.words.set_value("Back in spring")
    with something_long(book) as written:
        page.do(SKIP)
        page.deeds.waits().acted.emit()
        written.close()
        qtbot.wait(300)
    assert [call.name for call in page.calls.calls()] == ["Anna"]
    assert page.write_back.words.value() == "Back in spring"
    assert not page.deeds.waits().isVisible()
    page.do(Outcome.REACHED)
    assert [one.words for one in book.visits.all()] == ["Back in spring"]


@pytest.mark.parametrize("waits", [True, False])
def test_a_card_of_settings_waits_too(qtbot: QtBot, context: Context, book: Book, waits: bool) -> None:
    card = ShopForm(context)
    qtbot.addWidget(card)
    card.refresh()
    card.show()
    card.phone.line.clear()
    QTest.keyClicks(card.phone.line, "12345")
    banner = card.findChild(Banner)
    assert banner is not None
    with something_long(book) as written:
        card.save.click()
        assert banner.isVisible()
        assert not card.phone.isEnabled()
        if not waits:
            banner.acted.emit()
        written.close()
        qtbot.wait(500)
    assert not banner.isVisible()
    assert card.phone.isEnabled()
    assert card.phone.value() == "12345"
    assert (book.shop.phone == "12345") == waits
