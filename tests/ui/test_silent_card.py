"""The alarm of the overview: who stays away too long, most at stake first."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from model.book import Book
from model.days_in_words import format_day
from model.silent_list import silent_customers
from tests.makers import A_DAY, add_customer, add_sale
from ui.figures.overview_silent import SHOWN, SilentCard
from ui.forms.follow_up_form import FollowUpForm
from ui.main_window import MainWindow


def silent(book: Book, name: str, cents: int) -> int:
    """Somebody who came every ten days and stays away for twenty-one."""
    customer_id = add_customer(book, name)
    for n in range(5):
        add_sale(book, customer_id, A_DAY - timedelta(days=21 + 10 * n), cents)
    return customer_id


def shown(qtbot: QtBot, book: Book) -> SilentCard:
    card = SilentCard("EUR")
    qtbot.addWidget(card)
    card.resize(1000, 500)
    card.show()
    card.show_silent(silent_customers(book.store, A_DAY, limit=SHOWN))
    return card


def test_those_with_most_at_stake_stand_first_and_open_their_cards(qtbot: QtBot, book: Book) -> None:
    for n in range(SHOWN + 2):
        silent(book, f"Customer {n}", 1000 + n)
    great = silent(book, "Great", 90_000)
    card = shown(qtbot, book)
    rows = card.table.rows()
    assert len(rows) == SHOWN
    assert rows[0].name == "Great"
    assert rows[0].reason == "Comes every 10 days, today is day 21."
    assert f"{SHOWN + 3} customers stay away longer than usual" in card.sentence.text()
    assert f"These {SHOWN} would bring most" in card.sentence.text()
    with qtbot.waitSignal(card.customer_opened) as opened:
        card.table.setFocus()
        card.table.select_first()
        QTest.keyClick(card.table, Qt.Key.Key_Return)
    assert opened.args == [great]
    with qtbot.waitSignal(card.print_wanted) as wanted:
        QTest.mouseClick(card.print_all, Qt.MouseButton.LeftButton)
    assert wanted.args == ["silent", {}]


def test_a_call_is_planned_from_there_for_whoever_is_chosen(qtbot: QtBot, book: Book) -> None:
    silent(book, "Great", 90_000)
    small = silent(book, "Small", 1_000)
    card = shown(qtbot, book)
    card.table.setFocus()
    QTest.keyClick(card.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(card.call_wanted) as planned:
        QTest.keyClick(card.plan, Qt.Key.Key_Space)
    assert planned.args is not None
    customer, why = planned.args
    last_on = card.table.current().last_on
    assert customer == small
    assert why == f"Used to come every 10 days, last on {format_day(last_on)}: is all well?"
    card.show_silent(silent_customers(book.store, A_DAY, limit=SHOWN))
    assert card.table.current().name == "Small"


def test_the_call_is_due_today_and_says_why_without_a_word_typed(window: MainWindow, book: Book) -> None:
    anna = add_customer(book)
    window.ways.plan_call(anna, "Used to come every 30 days")
    form = window.findChild(FollowUpForm)
    assert form is not None
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    [planned] = book.follow_ups.of_customer(anna)
    assert (planned.planned_on, planned.reason) == (A_DAY, "Used to come every 30 days")


def test_where_nobody_stays_away_it_says_so(qtbot: QtBot, book: Book) -> None:
    add_sale(book, add_customer(book), A_DAY)
    card = shown(qtbot, book)
    assert card.sentence.text() == "Nobody stays away longer than usual."
    assert not card.table.isVisible()
    assert not card.print_all.isVisible()
