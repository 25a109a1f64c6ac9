"""A card as it was on a day, beside what it says today."""

import dataclasses
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from model.book import Book
from tests.makers import add_customer, add_sale
from ui.context import Context
from ui.customers.as_it_was import AsItWasDialog, compared
from ui.customers.card_view import CardView
from ui.main_window import MainWindow
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import PlainLabel


@pytest.fixture
def now(context: Context) -> Context:
    """Today by the clock that edits are dated with."""
    return dataclasses.replace(context, today=date.today)


def opened(qtbot: QtBot, context: Context, customer: int) -> AsItWasDialog:
    dialog = AsItWasDialog(context, customer)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def words(dialog: AsItWasDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(PlainLabel) if label.isVisible()]


def choose(dialog: AsItWasDialog, day: date) -> None:
    dialog.day.set_value(day)
    dialog.day.edited.emit()


def backdate(book: Book, days: int) -> None:
    """Let everything done so far have been done some days ago."""
    moment = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds")
    with book.edit("Backdated"):
        book.store.write(
            "UPDATE edit SET at = :at WHERE id <> :edit", {"at": moment, "edit": book.store.edit_id}
        )


def change(book: Book, customer: int, **fields: object) -> None:
    with book.edit("Changed"):
        book.customers.update(dataclasses.replace(book.customers.get(customer), **fields))  # type: ignore[arg-type]


def test_the_card_of_a_day_is_shown_with_what_differs_today(qtbot: QtBot, now: Context, book: Book) -> None:
    anna = add_customer(book, "Anna Smith", "020 7946 0123", city="Leeds", note="Likes tea")
    backdate(book, 5)
    change(book, anna, city="York", email="anna@example.org")
    dialog = opened(qtbot, now, anna)
    shown = words(dialog)
    assert "Anna Smith" in shown
    assert {"Leeds", "now: York", "now: anna@example.org", "Likes tea"} <= set(shown)
    choose(dialog, date.today())
    qtbot.waitUntil(lambda: "York" in words(dialog))
    assert not [word for word in words(dialog) if word.startswith("now:")]
    assert "The card says the same today." in words(dialog)


def test_before_the_customer_came_it_says_so(qtbot: QtBot, now: Context, book: Book) -> None:
    anna = add_customer(book, "Anna Smith")
    dialog = opened(qtbot, now, anna)
    empty = dialog.findChild(EmptyState)
    assert any(word.startswith("Not in the book at the end of") for word in words(dialog))
    assert empty is not None
    choose(dialog, date.today())
    qtbot.waitUntil(lambda: "The card says the same today." in words(dialog))


def test_what_had_happened_until_then_and_no_more(qtbot: QtBot, now: Context, book: Book) -> None:
    anna = add_customer(book, "Anna Smith")
    add_sale(book, anna, date.today() - timedelta(days=9), text="Pot")
    backdate(book, 5)
    add_sale(book, anna, date.today(), text="Cup")
    dialog = opened(qtbot, now, anna)
    assert [one.title for one in dialog.timeline.happenings()] == ["Pot"]
    choose(dialog, date.today())
    assert [one.title for one in dialog.timeline.happenings()] == ["Cup", "Pot"]


def test_arrow_keys_walk_through_the_days(qtbot: QtBot, now: Context, book: Book) -> None:
    anna = add_customer(book, "Anna Smith", city="Leeds")
    backdate(book, 5)
    change(book, anna, city="York")
    dialog = opened(qtbot, now, anna)
    qtbot.waitUntil(dialog.day.line.hasFocus)
    QTest.keyClick(dialog.day.line, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: "York" in words(dialog))
    assert dialog.day.value() == date.today()


def test_somebody_deleted_since_can_still_be_read(qtbot: QtBot, now: Context, book: Book) -> None:
    anna = add_customer(book, "Anna Smith", city="Leeds")
    backdate(book, 5)
    with book.edit("Deleted"):
        book.customers.delete(anna)
    dialog = opened(qtbot, now, anna)
    assert {"Anna Smith", "Leeds", "This customer was deleted since."} <= set(words(dialog))


def test_a_field_that_is_new_and_one_that_is_gone_are_both_told(book: Book) -> None:
    anna = add_customer(book, "Anna Smith", city="Leeds")
    then = book.customers.card(anna)
    change(book, anna, city="", email="anna@example.org")
    rows = {
        label: (before, today) for label, before, today in compared(then, book.customers.card(anna), "EUR")
    }
    assert rows["Address"] == ("Leeds", "")
    assert rows["E-mail"] == ("", "anna@example.org")
    assert rows["Name"] == ("Anna Smith", "Anna Smith")


def test_it_is_reached_from_the_card(qtbot: QtBot, now: Context, book: Book) -> None:
    anna = add_customer(book, "Anna Smith")
    card = CardView(now)
    qtbot.addWidget(card)
    card.show()
    card.show_customer(anna)
    entry = next(one for one in card.more_menu().actions() if one.text() == "As it was on a day…")
    entry.trigger()
    assert [dialog.isVisible() for dialog in card.findChildren(AsItWasDialog)] == [True]


def test_it_is_reached_by_name_from_anywhere_in_the_window(book: Book, window: MainWindow) -> None:
    anna = add_customer(book, "Anna Smith")
    window.ways.open_customer(anna)
    window.actions_made.run("as-it-was")
    assert [dialog.name.text() for dialog in window.findChildren(AsItWasDialog)] == ["Anna Smith"]
