"""Forgetting a person: said in plain words, done only on purpose, and nothing half-typed outlives it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from model.book import Book
from model.safekeeping.backup import back_up
from model.safekeeping.manifest import Reason
from model.safekeeping.remembered import Remembered
from tests.makers import A_DAY, add_customer, add_sale, add_visit
from ui.context import Context
from ui.forms.forget_form import ForgetForm
from ui.main_window import MainWindow
from ui.widgets.label import PlainLabel

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def anna(book: Book) -> int:
    customer = add_customer(book, "Anna Smith", "020 7946 0123", note="Allergic to nuts")
    add_sale(book, customer, A_DAY, 1200)
    add_visit(book, customer)
    return customer


def opened(qtbot: QtBot, context: Context, customer: int) -> ForgetForm:
    form = ForgetForm(context, customer)
    qtbot.addWidget(form)
    form.show()
    qtbot.waitExposed(form)
    return form


def words(form: ForgetForm) -> str:
    return "\n".join(label.text() for label in form.findChildren(PlainLabel))


def test_it_is_said_what_goes_what_stays_and_what_still_holds_them(
    qtbot: QtBot, context: Context, anna: int
) -> None:
    form = opened(qtbot, context, anna)
    assert form.windowTitle() == "Forget Anna Smith for good"
    said = words(form)
    assert "1 contact" in said
    assert "1 sale" in said
    assert "Backups still hold this person" in said
    assert "This cannot be undone" in said


def test_nothing_happens_before_the_box_is_ticked(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    form = opened(qtbot, context, anna)
    assert not form.save.isEnabled()
    QTest.keyClick(form, Qt.Key.Key_Return, CONTROL)
    QTest.keyClick(form, Qt.Key.Key_S, CONTROL)
    assert form.isVisible()
    form.sure.box.click()
    assert form.save.isEnabled()
    form.sure.box.click()
    assert not form.save.isEnabled()
    assert book.customers.get(anna).name == "Anna Smith"


def test_ticked_and_pressed_the_person_is_gone_for_good(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    context.drafts.keep(f"complaint of {anna}", {"words": "Anna said"})
    context.drafts.keep("new product", {"name": "Tea"})
    form = opened(qtbot, context, anna)
    form.sure.box.click()
    with qtbot.waitSignal(form.forgotten) as heard:
        form.save.click()
    assert heard.args[0].startswith("Erased for good:")
    assert not form.isVisible()
    assert book.customers.find(anna) is None
    assert book.purchases.count() == 1
    assert book.store.value("SELECT count(*) FROM journal WHERE old LIKE '%Allergic%'") == 0
    assert context.drafts.keys() == ["new product"]


def test_the_backups_that_are_known_are_counted(
    qtbot: QtBot, context: Context, book: Book, anna: int, tmp_path: Path
) -> None:
    folder = tmp_path / "safe"
    folder.mkdir()
    Remembered(context.computer, book.book_id).folder = folder
    back_up(book, folder, Reason.HAND, now=datetime(2026, 3, 12, 18, tzinfo=UTC))
    form = opened(qtbot, context, anna)
    qtbot.waitUntil(lambda: f"1 backup lies in {folder}" in form.backups.text())


def test_whoever_is_deleted_already_can_be_forgotten_too(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    with book.edit("Deleted customer {name}", name="Anna Smith"):
        book.customers.delete(anna)
    form = opened(qtbot, context, anna)
    assert form.windowTitle() == "Forget Anna Smith for good"
    form.sure.box.click()
    with qtbot.waitSignal(form.forgotten):
        form.save.click()
    assert book.store.value("SELECT count(*) FROM journal WHERE old LIKE '%Anna%'") == 0


def test_in_the_window_no_undo_is_offered_for_it(
    qtbot: QtBot, book: Book, window: MainWindow, anna: int
) -> None:
    window.ways.open_customer(anna)
    window.actions_made.run("forget")
    form = next(one for one in window.findChildren(ForgetForm) if one.isVisible())
    form.sure.box.click()
    with qtbot.waitSignal(form.forgotten):
        form.save.click()
    bar = window.frame.foot.undo_bar
    qtbot.waitUntil(lambda: bar.accessibleName().startswith("Erased for good"))
    assert not bar._undo.isVisible()
    qtbot.waitUntil(lambda: window.pages.page("customers").card.customer_id() is None)
    window.undoing.undo()
    assert book.customers.find(anna) is None
