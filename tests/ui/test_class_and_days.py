"""On the form of a customer: yearly days beside the birthday, a class by hand, and why they no longer come."""

from datetime import date

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from model.book import Book
from model.customer_class import CustomerClass
from model.customer_days import CustomerDay
from model.leaving import LeftReason
from tests.makers import A_DAY, add_customer
from ui.context import Context
from ui.customers.card_view import CardView
from ui.forms.customer_form import CustomerForm


def opened(qtbot: QtBot, context: Context, customer_id: int) -> CustomerForm:
    form = CustomerForm(context, context.book.customers.card(customer_id))
    qtbot.addWidget(form)
    form.show()
    qtbot.waitExposed(form)
    return form


def another_day(form: CustomerForm, label: str, day: str) -> None:
    next(one for one in form.findChildren(QPushButton) if one.text() == "Another day").click()
    row = form.days.rows()[-1]
    QTest.keyClicks(row.label.line, label)
    QTest.keyClicks(row.day.line, day)


def test_yearly_days_are_typed_as_a_birthday_is(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna")
    form = opened(qtbot, context, anna)
    another_day(form, "Wedding day", "20 May 2010")
    another_day(form, "Name day", "lunar 8-15")
    assert form.save_now()
    first, second = book.customers.card(anna).days
    assert (first.label, first.year, first.month, first.day, first.lunar) == (
        "Wedding day",
        2010,
        5,
        20,
        False,
    )
    assert (second.label, second.year, second.month, second.day, second.lunar) == (
        "Name day",
        None,
        8,
        15,
        True,
    )
    form = opened(qtbot, context, anna)
    assert [row.label.value() for row in form.days.rows()] == ["Wedding day", "Name day"]
    form.name.set_value("Anna B.")
    assert form.save_now()
    assert [day.id for day in book.customers.card(anna).days] == [first.id, second.id]


def test_half_a_day_is_asked_for_and_one_taken_out_is_gone(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna")
    with book.edit("Added"):
        book.customer_days.insert(CustomerDay(customer_id=anna, label="Wedding day", month=5, day=20))
    form = opened(qtbot, context, anna)
    another_day(form, "Name day", "")
    assert not form.save_now()
    assert form.days.shown_problem() == "Say what is celebrated, and on which day."
    for row in form.days.rows():
        row.removed.emit()
    assert form.save_now()
    assert book.customers.card(anna).days == ()
    book.undo()
    assert len(book.customers.card(anna).days) == 1


def test_days_half_typed_are_brought_back(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna")
    form = opened(qtbot, context, anna)
    another_day(form, "Wedding day", "20 M")
    form.reject()
    again = opened(qtbot, context, anna)
    again.bring_back()
    assert [(row.label.value(), row.day.line.text()) for row in again.days.rows()] == [
        ("Wedding day", "20 M")
    ]


def test_a_class_by_hand_has_an_end_and_a_reason(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna")
    form = opened(qtbot, context, anna)
    assert not form.worth.class_until.isVisible()
    form.worth.class_by_hand.set_value(CustomerClass.GOLD)
    form.worth.class_by_hand.edited.emit()
    assert form.worth.class_until.isVisible()
    form.worth.class_until.set_value(date(2026, 12, 31))
    form.worth.class_reason.set_value("Brings friends")
    assert form.save_now()
    customer = book.customers.get(anna)
    assert (customer.class_by_hand, customer.class_until, customer.class_reason) == (
        CustomerClass.GOLD, date(2026, 12, 31), "Brings friends",
    )  # fmt: skip
    card = CardView(context)
    qtbot.addWidget(card)
    card.show_customer(anna)
    assert "Gold" in card.header.words()
    card.tabs.setCurrentWidget(card.details)
    assert "Gold, until 31 Dec 2026 (Brings friends)" in card.details.words()


def test_why_they_no_longer_come_begins_today_and_goes_when_they_come_again(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna")
    form = opened(qtbot, context, anna)
    form.worth.left_reason.set_value(LeftReason.PRICE)
    form.worth.left_reason.edited.emit()
    form.worth.left_for.set_value("Leaf & Co")
    assert form.save_now()
    customer = book.customers.get(anna)
    assert (customer.left_reason, customer.left_on, customer.left_for) == (
        LeftReason.PRICE,
        A_DAY,
        "Leaf & Co",
    )
    form = opened(qtbot, context, anna)
    form.worth.left_reason.set_value(LeftReason.NONE)
    form.worth.left_reason.edited.emit()
    assert form.save_now()
    customer = book.customers.get(anna)
    assert (customer.left_reason, customer.left_on, customer.left_for) == (LeftReason.NONE, None, "")
