"""The window: everything done can be undone at its foot, and closing it loses nothing."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from model.book import Book
from model.days_in_words import format_day
from model.staff import StaffMember
from resources.i18n import N_
from tests.makers import A_DAY, a_pc, add_customer
from ui.actions import PAGES, PagePlace
from ui.forms.complaint_form import ComplaintForm
from ui.forms.customer_form import CustomerForm
from ui.main_window import MainWindow
from ui.tasks import Progress
from ui.widgets.banner import Banner
from ui.widgets.button import Button
from ui.widgets.command_palette import CommandPalette
from ui.widgets.label import PlainLabel
from ui.widgets.search_field import SearchField
from ui.widgets.undo_bar import UndoBar

CONTROL = Qt.KeyboardModifier.ControlModifier


def undo_bar(window: MainWindow) -> UndoBar:
    bar = window.findChild(UndoBar)
    assert bar is not None
    return bar


def words(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(PlainLabel) if label.isVisible())


def press(window: MainWindow, text: str) -> None:
    [button] = [one for one in undo_bar(window).findChildren(Button) if one.text() == text]
    button.click()


def test_the_window_opens_on_today_with_the_shops_name(window: MainWindow) -> None:
    assert window.pages.key_shown == "today"
    assert window.windowTitle() == "Tea & Leaf – Regulars"


def test_pages_are_made_only_when_they_are_looked_at(window: MainWindow) -> None:
    assert window.frame.stack.count() == 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_every_page_is_reached_by_its_keys(window: MainWindow, page: PagePlace) -> None:
    QTest.keySequence(window, QKeySequence(page.keys[0]))
    assert window.pages.key_shown == page.key


def test_what_was_done_is_said_and_taken_back_at_the_foot(window: MainWindow, book: Book) -> None:
    anna = add_customer(book, "Anna Smith")
    assert "Added customer Anna Smith" in words(window)
    press(window, "Undo")
    assert book.customers.find(anna) is None
    press(window, "Redo")  # an undo is something that was done, too
    assert book.customers.find(anna) is not None


def test_ctrl_z_takes_back_and_ctrl_shift_z_puts_back(window: MainWindow, book: Book) -> None:
    anna = add_customer(book, "Anna Smith")
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert book.customers.find(anna) is None
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert book.customers.find(anna) is not None


def test_an_undo_that_leaves_something_says_what(window: MainWindow, book: Book) -> None:
    anna = add_customer(book, "Anna Smith")
    first = book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1")
    card = book.customers.card(anna)
    with book.edit(N_("Changed customer {name}"), name="Anna"):
        book.customers.update(card.customer.__class__(**{**vars(card.customer), "city": "York"}))
    undo_bar(window).undone.emit(first)
    assert "kept" in words(window)
    assert book.customers.find(anna) is not None


def test_nothing_to_take_back_is_said(window: MainWindow) -> None:
    window.undoing.undo()
    assert "There is nothing to take back." in words(window)


def test_saved_is_said_only_after_it_was(window: MainWindow, book: Book) -> None:
    assert "Saved at" not in words(window)
    with book.edit(N_("Added {name} to the staff"), name="Ada"):
        book.staff.insert(StaffMember(name="Ada"))
        assert "Saved at" not in words(window)
    assert "Saved at" in words(window)
    window.show_not_saved()
    assert "Not saved" in words(window)
    assert "Saved at" not in words(window)


def test_who_is_here_is_written_into_the_journal_and_remembered(
    qtbot: QtBot, window: MainWindow, book: Book, tmp_path: Path
) -> None:
    with book.edit(N_("Added {name} to the staff"), name="Ada"):
        book.staff.insert(StaffMember(name="Ada"))
    window.who.be("Ada")
    add_customer(book, "Anna Smith")
    assert book.store.value("SELECT who FROM edit ORDER BY number DESC LIMIT 1") == "Ada"
    book.store.who = ""
    again = MainWindow(book, a_pc(tmp_path), today=lambda: A_DAY)
    qtbot.addWidget(again)
    assert book.store.who == "Ada"
    again.close()


def test_a_new_name_of_the_shop_is_on_the_window_at_once(window: MainWindow, book: Book) -> None:
    import dataclasses

    with book.edit(N_("Changed the settings of the shop")):
        book.shops.update(dataclasses.replace(book.shop, name="Leaf & Tea"))
    assert window.windowTitle() == "Leaf & Tea – Regulars"


def test_the_palette_opens_with_ctrl_k_and_goes_where_it_is_told(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = window.findChild(CommandPalette)
    assert palette is not None
    qtbot.waitUntil(palette.isVisible)
    field = palette.findChild(SearchField)
    assert field is not None
    QTest.keyClicks(field, "settings")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.pages.key_shown == "settings")


def test_the_window_is_as_large_as_it_was_left(
    qtbot: QtBot, window: MainWindow, book: Book, tmp_path: Path
) -> None:
    window.resize(781, 561)
    window.close()
    again = MainWindow(book, a_pc(tmp_path), today=lambda: A_DAY)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (781, 561)
    again.close()


def test_a_new_day_is_noticed_by_a_window_that_stays_open(qtbot: QtBot, book: Book, tmp_path: Path) -> None:
    days = [A_DAY]
    window = MainWindow(book, a_pc(tmp_path), today=lambda: days[0])
    qtbot.addWidget(window)
    window.show()
    assert "12 March" in words(window)
    days[0] = date(2026, 3, 13)
    window.look_at_the_day()
    assert "13 March" in words(window)
    window.close()


def test_closing_writes_down_what_is_half_typed(window: MainWindow, book: Book, tmp_path: Path) -> None:
    window.context.drafts.keep("sale", {"amount": "12"})
    window.close()
    [kept] = (tmp_path / "pc" / "drafts").rglob("drafts.json")
    assert "12" in kept.read_text("utf-8")


def test_an_error_while_closing_leaves_the_window_open(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OSError("the disk went")

    monkeypatch.setattr(window.context.drafts, "flush", broken)
    with qtbot.captureExceptions() as shown:
        window.close()
    assert [str(error) for _kind, error, _trace in shown] == ["the disk went"]
    assert window.isVisible()
    monkeypatch.undo()


def test_closing_waits_for_running_work_and_then_closes(qtbot: QtBot, window: MainWindow) -> None:
    going = threading.Event()

    def work(progress: Progress) -> None:
        going.set()
        while True:
            progress(0, 0)

    window.context.tasks.start("Long work", work, lambda _a: None, quiet=True)
    assert going.wait(10)
    assert not window.close()
    assert window.isVisible()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_a_banner_does_its_deed_and_can_be_put_away(window: MainWindow) -> None:
    done: list[bool] = []
    window.frame.show_banner("The stick is full.", verb="Open it", deed=lambda: done.append(True))
    [banner] = [one for one in window.findChildren(Banner) if one.accessibleName() == "The stick is full."]
    [button] = [one for one in banner.findChildren(Button) if one.text() == "Open it"]
    button.click()
    assert done == [True]


@pytest.mark.parametrize(
    ("behind", "told"), [(timedelta(), False), (timedelta(minutes=2), False), (timedelta(days=400), True)]
)
def test_a_clock_that_is_behind_the_last_entry_is_told(
    qtbot: QtBot, book: Book, tmp_path: Path, behind: timedelta, told: bool
) -> None:
    add_customer(book)
    now = datetime.now(UTC) - behind
    window = MainWindow(book, a_pc(tmp_path), today=lambda: A_DAY, now=lambda: now)
    qtbot.addWidget(window)
    window.show()
    banners = [one.accessibleName() for one in window.findChildren(Banner) if one.isVisible()]
    assert [
        f"The clock of this PC shows {format_day(now.astimezone().date())}" in text for text in banners
    ] == [True] * told
    window.close()


def test_ctrl_p_leads_to_the_call_list_from_wherever_one_is(window: MainWindow) -> None:
    window.pages.go("complaints")
    QTest.keyClick(window, Qt.Key.Key_P, CONTROL)
    assert window.pages.key_shown == "printing"


def test_a_key_is_about_the_customer_that_is_shown(window: MainWindow, book: Book) -> None:
    anna = add_customer(book, "Anna Smith")
    add_customer(book, "Ben Jones")
    window.ways.open_customer(anna)
    QTest.keyClick(window, Qt.Key.Key_F6)
    form = window.findChild(ComplaintForm)
    assert form is not None
    assert form.customer.value() == anna
    form.reject()


def test_a_customer_begun_in_the_palette_keeps_the_digits(window: MainWindow) -> None:
    window.ways.add_customer("020 7946 0123")
    form = window.findChild(CustomerForm)
    assert form is not None
    card = form.typed_card()
    assert (card.customer.name, [phone.number for phone in card.phones]) == ("", ["020 7946 0123"])
    form.reject()


def test_a_narrow_window_shows_icons_and_a_wide_one_words(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1200, 700)
    wide = window.frame.side.width()
    window.resize(800, 600)
    qtbot.waitUntil(lambda: window.frame.side.width() < wide)


@pytest.fixture
def practice(qtbot: QtBot, book: Book, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(book, a_pc(tmp_path), today=lambda: A_DAY, practice=True)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def test_a_practice_book_says_so(practice: MainWindow) -> None:
    assert practice.windowTitle() == "Practice book – Regulars"
    assert "practice book" in words(practice)


def test_the_first_window_is_never_larger_than_the_screen(window: MainWindow) -> None:
    room = window.screen().availableGeometry()
    assert window.width() <= room.width()
    assert window.height() <= room.height()


def test_after_a_power_cut_the_half_typed_forms_are_offered(
    qtbot: QtBot, book: Book, window: MainWindow, tmp_path: Path
) -> None:
    window.ways.start_sale()
    QTest.keyClicks(window.pages.page("counter").who.customer.line, "someone")
    window.ways.add_customer("Half Typed")
    [form] = window.findChildren(CustomerForm)
    form.name.line.deselect()
    QTest.keyClicks(form.name.line, "!")
    form.done(0)
    window.context.drafts.keep("complaint 9", {"words": "of a record that is in the book"})
    window.context.drafts.flush()

    after = MainWindow(book, a_pc(tmp_path), today=lambda: A_DAY)
    after.show()
    qtbot.waitExposed(after)
    offered = [banner for banner in after.findChildren(Banner) if banner.isVisible()]
    assert ["New customer" in one.accessibleName() for one in offered] == [True, False]
    offered[0].acted.emit()
    [again] = after.findChildren(CustomerForm)
    assert again.name.value().startswith("Half Typed")
    again.done(0)
    after.close()

    later = MainWindow(book, a_pc(tmp_path), today=lambda: A_DAY)
    later.show()
    qtbot.waitExposed(later)
    assert not [banner for banner in later.findChildren(Banner) if banner.isVisible()]
    later.close()
    for one in (after, later):
        one.deleteLater()
