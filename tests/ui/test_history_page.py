"""The history by keyboard: what was done, what it changed, and the ways back; the bin; questions after a join."""

import dataclasses
import json
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from model.book import Book
from model.clashes import Clash
from model.customers import Customer
from tests.makers import A_DAY, add_customer, add_sale
from tests.ui.showing import show_alone
from ui.context import Context
from ui.history import everything
from ui.history.page import HistoryPage
from ui.main_window import MainWindow
from ui.widgets.label import PlainLabel


def change(book: Book, customer: int, **fields: object) -> None:
    with book.edit("Changed customer {name}", name=book.customers.get(customer).name):
        book.customers.update(dataclasses.replace(book.customers.get(customer), **fields))  # type: ignore[arg-type]


def delete(book: Book, customer: int) -> None:
    with book.edit("Deleted customer {name}", name=book.customers.get(customer).name):
        book.customers.delete(customer)


def ask(book: Book, customer: int, other: str) -> None:
    """Two copies said different things of the city of a customer."""
    with book.edit("Joined"):
        book.clashes.insert(
            Clash(
                customer_id=customer,
                table_name="customer",
                row_id=customer,
                column_name="city",
                kept=json.dumps(book.customers.get(customer).city),
                other=json.dumps(other),
                kept_who="Ada",
                kept_at="2026-03-10T10:00:00.000+00:00",
                other_who="Ben",
                other_at="2026-03-11T10:00:00.000+00:00",
            )
        )


def opened(qtbot: QtBot, context: Context) -> HistoryPage:
    page = HistoryPage(context)
    show_alone(qtbot, page)
    qtbot.waitUntil(page.everything.list.hasFocus)
    return page


def titles(page: HistoryPage) -> list[str]:
    return [line.title for line in page.everything.list.lines()]


def notes(page: HistoryPage) -> list[str]:
    return [line.note for line in page.everything.list.lines()]


def details(page: HistoryPage) -> str:
    """Every word at the right."""
    return "\n".join(
        label.text()
        for label in page.everything.details.findChildren(PlainLabel)
        if label.isVisibleTo(page.everything.details)
    )


def answer(page: HistoryPage) -> str:
    shown = page.everything.details.answer
    return shown.accessibleName() if shown.isVisible() else ""


def press(widget: object, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)  # type: ignore[call-overload]


# everything done


def test_the_latest_stands_on_top_with_who_did_it(qtbot: QtBot, context: Context, book: Book) -> None:
    book.store.who = "Ada"
    anna = add_customer(book)
    change(book, anna, city="Leeds")
    page = opened(qtbot, context)
    assert titles(page) == [
        "Changed customer Anna Smith",
        "Added customer Anna Smith",
        "Made the book of Tea & Leaf",
    ]
    assert page.everything.list.lines()[0].detail == "Ada"


def test_what_was_changed_is_told_field_by_field(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, city="Leeds", email="anna@example.org")
    change(book, anna, city="York", email="")
    page = opened(qtbot, context)
    qtbot.waitUntil(lambda: "Leeds → York" in details(page))
    assert "Customer Anna Smith" in details(page)
    assert "anna@example.org → nothing" in details(page)


def test_one_field_goes_back_and_the_others_stay(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, city="Leeds", email="anna@example.org")
    change(book, anna, city="York", email="")
    page = opened(qtbot, context)
    (part,) = page.everything.details.parts
    part.buttons["city"].click()
    customer = book.customers.get(anna)
    assert (customer.city, customer.email) == ("Leeds", "")
    book.undo()
    assert book.customers.get(anna).city == "York"


def test_delete_takes_the_chosen_edit_back_and_enter_leads_to_the_way_back(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, city="Leeds")
    change(book, anna, city="York")
    add_customer(book, "Ben")
    page = opened(qtbot, context)
    press(page.everything.list, Qt.Key.Key_Down)
    press(page.everything.list, Qt.Key.Key_Delete)
    assert book.customers.get(anna).city == "Leeds"
    assert titles(page)[0] == "Undid: Changed customer Anna Smith"
    assert notes(page)[2] == "undone"
    assert page.everything.list.lines()[2].gone
    current = page.everything.current()
    assert current is not None
    assert current.taken_back
    press(page.everything.list, Qt.Key.Key_Return)
    assert page.everything.details.take_back.hasFocus()
    assert page.everything.details.take_back.text() == "Put back again"
    press(page.everything.details.take_back, Qt.Key.Key_Return)
    assert book.customers.get(anna).city == "York"
    assert "undone" not in notes(page)[2:]


def test_what_was_kept_is_told_part_by_part(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, city="Leeds", email="anna@example.org")
    change(book, anna, city="York", email="")
    change(book, anna, city="Hull")
    page = opened(qtbot, context)
    press(page.everything.list, Qt.Key.Key_Down)
    press(page.everything.list, Qt.Key.Key_Delete)
    customer = book.customers.get(anna)
    assert (customer.city, customer.email) == ("Hull", "anna@example.org")
    assert "1 part was kept, edited since" in answer(page)
    assert "Customer Anna Smith" in answer(page)
    qtbot.waitUntil(lambda: "City · kept, edited since" in details(page))
    assert "E-mail · undone" in details(page)
    add_customer(book, "Ben")
    qtbot.waitUntil(lambda: titles(page)[0] == "Added customer Ben")
    assert "1 part was kept, edited since" in answer(page)
    press(page.everything.list, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: answer(page) == "")


def test_the_edit_that_made_the_book_offers_no_way_back(qtbot: QtBot, context: Context, book: Book) -> None:
    page = opened(qtbot, context)
    assert titles(page) == ["Made the book of Tea & Leaf"]
    assert not page.everything.details.take_back.isVisible()
    press(page.everything.list, Qt.Key.Key_Delete)
    assert book.shop.name == "Tea & Leaf"
    assert len(titles(page)) == 1


def test_letters_search_and_escape_shows_everything_again(qtbot: QtBot, context: Context, book: Book) -> None:
    add_customer(book, "Anna")
    add_customer(book, "Zoë")
    page = opened(qtbot, context)
    press(page.everything.list, Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: titles(page) == ["Added customer Zoë"])
    assert page.everything.search.hasFocus()
    page.everything.list.setFocus()
    press(page.everything.list, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(titles(page)) == 3)


def test_a_day_shows_what_was_done_on_it(qtbot: QtBot, context: Context, book: Book) -> None:
    add_customer(book, "Anna")
    page = opened(qtbot, context)
    page.everything.day.set_value(date(2020, 1, 1))
    page.everything.day.edited.emit()
    assert titles(page) == []
    assert page.everything._empty.button.isVisible()
    page.everything._empty.button.click()
    assert len(titles(page)) == 2
    assert page.everything.day.is_blank()
    page.everything.day.set_value(date.today())
    page.everything.day.edited.emit()
    assert len(titles(page)) == 2


def test_of_one_customer_alone_until_that_is_dropped(qtbot: QtBot, context: Context, book: Book) -> None:
    anna, ben = add_customer(book, "Anna"), add_customer(book, "Ben")
    add_sale(book, anna)
    change(book, ben, city="York")
    page = opened(qtbot, context)
    page.show_customer(anna)
    assert titles(page) == ["Recorded a sale", "Added customer Anna"]
    assert page.everything.only.text() == "Only Anna"
    assert page.everything.only.isVisible()
    page.everything.only.click()
    assert len(titles(page)) == 5
    assert not page.everything.only.isVisible()


def test_the_card_of_whom_it_is_about_is_one_press_away(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna & Sons")
    page = opened(qtbot, context)
    with qtbot.waitSignal(page.customer_opened) as heard:
        page.everything.details.open_customer.click()
    assert heard.args == [anna]
    delete(book, anna)
    qtbot.waitUntil(lambda: len(titles(page)) == 3)
    assert not page.everything.details.open_customer.isVisible()


def test_what_is_done_meanwhile_appears_and_the_chosen_line_stays(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    add_customer(book, "Anna")
    page = opened(qtbot, context)
    add_customer(book, "Ben")
    qtbot.waitUntil(lambda: titles(page)[0] == "Added customer Ben")
    current = page.everything.current()
    assert current is not None
    assert current.sentence == "Added customer Anna"


def test_what_came_with_a_join_leads_to_the_join(qtbot: QtBot, context: Context, book: Book) -> None:
    add_customer(book, "Anna")
    with book.edit("Joined with {name}", name="the stick"):
        book.store.write("UPDATE edit SET came_with = :join WHERE number = 2", {"join": book.store.edit_id})
    page = opened(qtbot, context)
    press(page.everything.list, Qt.Key.Key_Down)
    assert notes(page) == ["", "from another copy", ""]
    qtbot.waitUntil(lambda: "Taking back the join takes it back too." in details(page))
    assert not page.everything.details.take_back.isVisible()
    page.everything.details.show_join.click()
    current = page.everything.current()
    assert current is not None
    assert current.sentence == "Joined with the stick"
    assert not page.everything.details.show_join.isVisible()


def test_a_long_history_is_asked_for_as_it_is_looked_at(
    qtbot: QtBot, context: Context, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(everything, "_AT_ONCE", 20)
    for number in range(60):
        with book.edit("Added customer {name}", name=f"Customer {number}"):
            book.store.write("UPDATE shop SET phone = :n", {"n": str(number)})
    page = opened(qtbot, context)
    assert len(titles(page)) <= 40

    def at_the_end() -> bool:
        press(page.everything.list, Qt.Key.Key_End)
        return titles(page)[-1] == "Made the book of Tea & Leaf"

    qtbot.waitUntil(at_the_end)
    assert len(titles(page)) == 61


# the bin


def in_the_bin(page: HistoryPage) -> list[tuple[str, str]]:
    return [(line.title, line.note) for line in page.bin.list.lines()]


def test_a_deleted_customer_lies_in_the_bin_with_what_hung_on_them(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna", "020 7946 0123")
    add_sale(book, anna)
    delete(book, anna)
    page = opened(qtbot, context)
    page.show_bin()
    assert in_the_bin(page) == [("Customer Anna", "with 1 phone, 1 sale, 1 line")]
    press(page.bin.list, Qt.Key.Key_Return)
    assert book.customers.get(anna).name == "Anna"
    assert len(book.purchases.of_customer(anna)) == 1
    assert in_the_bin(page) == []
    assert not page.bin.put_back.isEnabled()
    book.undo()
    qtbot.waitUntil(lambda: len(in_the_bin(page)) == 1)


def test_the_bin_is_searched_by_name(qtbot: QtBot, context: Context, book: Book) -> None:
    for name in ("Anna", "Zoë"):
        delete(book, add_customer(book, name))
    page = opened(qtbot, context)
    page.show_bin()
    press(page.bin.list, Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: [title for title, _note in in_the_bin(page)] == ["Customer Zoë"])
    page.bin.put_back.click()
    assert [customer.name for customer in book.customers.all()] == ["Zoë"]


def test_whose_owner_is_deleted_too_is_told_and_nothing_happens(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna")
    sale = add_sale(book, anna)
    with book.edit("Deleted a sale"):
        book.purchases.delete(sale.id)
    delete(book, anna)
    page = opened(qtbot, context)
    page.show_bin()
    press(page.bin.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.message) as heard:
        page.bin.put_back.click()
    assert "Anna" in heard.args[0]
    assert len(in_the_bin(page)) == 2


# questions after a join


def test_a_question_shows_both_values_and_each_button_decides_it(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna, ben = add_customer(book, "Anna", city="Leeds"), add_customer(book, "Ben", city="Hull")
    ask(book, anna, "York")
    ask(book, ben, "Bath")
    page = opened(qtbot, context)
    assert page.tabs.tabText(2) == "Please look (2)"
    page.show_clashes()
    first = page.clashes.cards[0]
    assert first.accessibleName() == "Customer Anna: City"
    words = [label.text() for label in first.findChildren(PlainLabel)]
    assert {"Leeds", "York"} <= set(words)
    assert any(word.startswith("Ben · Wed 11 Mar 2026") for word in words)
    assert first.keep.hasFocus()
    first.take_other.click()
    assert book.customers.get(anna).city == "York"
    (second,) = page.clashes.cards
    assert second.keep.hasFocus()
    second.keep.click()
    assert book.customers.get(ben).city == "Hull"
    assert page.clashes.cards == []
    qtbot.waitUntil(lambda: page.tabs.tabText(2) == "Please look")
    book.undo()
    qtbot.waitUntil(lambda: len(page.clashes.cards) == 1)


def test_later_asks_again_when_the_others_are_decided(qtbot: QtBot, context: Context, book: Book) -> None:
    for name in ("Anna", "Ben"):
        ask(book, add_customer(book, name, city="Leeds"), "York")
    page = opened(qtbot, context)
    page.show_clashes()
    page.clashes.cards[0].later.click()
    assert [card.accessibleName() for card in page.clashes.cards] == [
        "Customer Ben: City",
        "Customer Anna: City",
    ]
    assert book.clashes.count("NOT decided") == 2


# in the window


def the_button(window: MainWindow, words: str) -> QPushButton:
    return next(
        button
        for button in window.findChildren(QPushButton)
        if button.text() == words and button.isVisibleTo(window)
    )


def test_the_side_bar_counts_the_questions(qtbot: QtBot, book: Book, window: MainWindow) -> None:
    ask(book, add_customer(book, city="Leeds"), "York")

    def counted() -> bool:
        return any(
            button.accessibleName() == "History, 1 question"
            for button in window.frame.side.rail.findChildren(QPushButton)
        )

    qtbot.waitUntil(counted)
    book.undo()
    qtbot.waitUntil(lambda: not counted())


def test_the_history_of_the_customer_shown_is_reached_from_their_card(
    qtbot: QtBot, book: Book, window: MainWindow
) -> None:
    anna = add_customer(book, "Anna")
    add_customer(book, "Ben")
    window.actions_made.run("customer-history")
    assert window.pages.key_shown == "customers"
    window.ways.open_customer(anna)
    window.actions_made.run("customer-history")
    assert window.pages.key_shown == "history"
    assert titles(window.pages.page("history")) == ["Added customer Anna"]


def test_what_an_undo_kept_is_looked_at_from_the_foot(qtbot: QtBot, book: Book, window: MainWindow) -> None:
    anna = add_customer(book, "Anna", city="Leeds", email="anna@example.org")
    change(book, anna, city="York", email="")
    edit = int(book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1"))
    change(book, anna, city="Hull")
    window.undoing.take_back(edit)
    the_button(window, "Details").click()
    page = window.pages.page("history")
    assert window.pages.key_shown == "history"
    current = page.everything.current()
    assert current is not None
    assert current.edit_id == edit
    assert "1 part was kept, edited since" in answer(page)


def test_an_edit_of_long_ago_is_found_for_its_details(
    qtbot: QtBot, context: Context, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(everything, "_AT_ONCE", 20)
    anna = add_customer(book, "Anna", city="Leeds")
    change(book, anna, city="York")
    edit = int(book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1"))
    for number in range(50):
        with book.edit("Counted"):
            book.store.write("UPDATE shop SET phone = :n", {"n": str(number)})
    page = opened(qtbot, context)
    page.show_edit(edit)
    current = page.everything.current()
    assert current is not None
    assert current.edit_id == edit


def test_long_work_is_taken_back_while_the_window_goes_on(
    qtbot: QtBot, book: Book, window: MainWindow
) -> None:
    with book.edit("Brought in a list"), book.store.bulk("customer"):
        for number in range(50):
            book.customers.insert(Customer(name=f"Customer {number}"))
    with qtbot.waitSignal(window.context.tasks.idle):
        window.undoing.undo()
        assert window.is_busy
    assert book.customers.count() == 0
    window.pages.go("history")
    page = window.pages.page("history")
    assert page.everything.list.lines()[1].note == "undone"
    press(page.everything.list, Qt.Key.Key_Down)
    page.everything.take_back()
    qtbot.waitUntil(lambda: book.customers.count() == 50)
    qtbot.waitUntil(lambda: page.everything.list.lines()[0].title == "Put back: Brought in a list")


def test_what_was_deleted_is_one_action_away(book: Book, window: MainWindow) -> None:
    delete(book, add_customer(book, "Anna"))
    window.actions_made.run("bin")
    page = window.pages.page("history")
    assert page.bin.isVisible()
    page.bin.put_back.click()
    assert [customer.name for customer in book.customers.all()] == ["Anna"]


@pytest.mark.parametrize("size", [(760, 520), (1000, 700), (1600, 1000)])
def test_list_and_details_find_room_in_every_window(
    qtbot: QtBot, book: Book, window: MainWindow, size: tuple[int, int]
) -> None:
    add_sale(book, add_customer(book, "Anna " * 30), A_DAY)
    window.resize(*size)
    window.pages.go("history")
    page = window.pages.page("history")
    qtbot.waitUntil(lambda: page.everything.details.sentence.isVisible())
    assert page.everything.list.width() >= 260
    assert page.everything.details.width() >= 320
    assert window.width() == size[0]
