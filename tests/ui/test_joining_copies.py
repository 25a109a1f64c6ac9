"""Another copy of the book in the window: said which is the later one, put together, decided when somebody has time."""

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from model.book import Book
from model.safekeeping.backup import backups_in
from model.safekeeping.places import folder_beside
from tests.makers import add_customer, add_sale
from ui.backups.join_dialog import JoinDialog
from ui.forms.customer_form import CustomerForm
from ui.history.page import HistoryPage
from ui.main_window import MainWindow
from ui.widgets.banner import Banner
from ui.widgets.button import Button
from ui.widgets.label import PlainLabel
from ui.widgets.problem_dialog import ProblemDialog


@pytest.fixture
def copy(book: Book, tmp_path: Path) -> Iterator[Book]:
    """The book on another PC, copied when it held Anna."""
    add_customer(book, "Anna", city="York", note="likes tea")
    (tmp_path / "stick").mkdir()
    shutil.copy(book.path, tmp_path / "stick" / "shop.regulars")
    with Book.open(tmp_path / "stick" / "shop.regulars") as there:
        yield there


def change(book: Book, name: str, **fields: object) -> None:
    customer = book.customers.all("name = :name", name=name)[0]
    with book.edit("Changed"):
        book.customers.update(dataclasses.replace(customer, **fields))  # type: ignore[arg-type]


def compared(window: MainWindow, copy: Book, qtbot: QtBot) -> JoinDialog:
    """The dialog over the copy, once it has said what it is."""
    path = copy.path
    copy.close()
    window.ways.compare_copy(path)
    (dialog,) = [one for one in window.findChildren(JoinDialog) if one.isVisible()]
    qtbot.waitUntil(lambda: dialog.verdict is not None and not window.is_busy, timeout=20_000)
    return dialog


def words(dialog: JoinDialog) -> str:
    return " | ".join(label.text() for label in dialog.findChildren(PlainLabel) if label.isVisible())


def put_together(window: MainWindow, dialog: JoinDialog, qtbot: QtBot) -> None:
    dialog.save.click()
    qtbot.waitUntil(
        lambda: bool(window.book.store.value("SELECT count(*) FROM edit WHERE came_with NOT NULL"))
    )


def test_an_older_copy_leaves_nothing_to_do(window: MainWindow, book: Book, copy: Book, qtbot: QtBot) -> None:
    add_customer(book, "Bo")
    dialog = compared(window, copy, qtbot)
    assert "OLDER" in words(dialog)
    assert not dialog.save.isVisible()


def test_a_newer_copy_takes_the_place_of_the_book_and_the_book_is_kept(
    window: MainWindow, book: Book, copy: Book, qtbot: QtBot
) -> None:
    add_customer(copy, "Only there")
    dialog = compared(window, copy, qtbot)
    assert "NEWER" in words(dialog)
    dialog.save.click()
    qtbot.waitUntil(lambda: book.customers.count() == 2, timeout=20_000)
    assert len(backups_in(folder_beside(book.path))) == 1


def test_what_was_only_added_unites_without_a_question_and_the_join_can_be_taken_back(
    window: MainWindow, book: Book, copy: Book, qtbot: QtBot
) -> None:
    add_sale(book, add_customer(book, "Only here"))
    add_sale(copy, add_customer(copy, "Only there"))
    dialog = compared(window, copy, qtbot)
    assert "1 customer, 1 sale" in words(dialog)
    put_together(window, dialog, qtbot)
    assert sorted(one.name for one in book.customers.all()) == ["Anna", "Only here", "Only there"]
    assert len(backups_in(folder_beside(book.path))) == 2
    bar = window.frame.foot.undo_bar
    assert bar.accessibleName() == "The two copies are one book now."
    next(button for button in bar.findChildren(Button) if button.text() == "Undo").click()
    assert sorted(one.name for one in book.customers.all()) == ["Anna", "Only here"]


def test_what_both_changed_is_shown_side_by_side_and_waits_under_please_look(
    window: MainWindow, book: Book, copy: Book, qtbot: QtBot
) -> None:
    change(book, "Anna", city="Leeds")
    change(copy, "Anna", city="Hull")
    dialog = compared(window, copy, qtbot)
    said = words(dialog)
    assert "Leeds" in said
    assert "Hull" in said
    put_together(window, dialog, qtbot)
    assert book.customers.all()[0].city == "Hull"  # written later
    window.ways.show_questions()
    page = window.pages.page("history")
    assert isinstance(page, HistoryPage)
    card = page.clashes.cards[0]
    card.take_other.click()
    assert book.customers.all()[0].city == "Leeds"
    assert book.clashes.open() == []


def test_the_line_about_questions_goes_with_the_last_of_them(
    window: MainWindow, book: Book, copy: Book, qtbot: QtBot
) -> None:
    change(book, "Anna", city="Leeds", email="a@here.org")
    change(copy, "Anna", city="Hull", email="a@there.org")
    put_together(window, compared(window, copy, qtbot), qtbot)
    window.ways.show_questions()
    assert len(lines(window)) == 1
    window.pages.page("history").clashes.cards[0].keep.click()
    assert [line.accessibleName() for line in lines(window)] == [
        "The two copies are one book now. 1 thing needs your eye."
    ]
    window.undoing.undo()
    window.undoing.undo()
    assert [(one.city, one.email) for one in book.customers.all()] == [("Leeds", "a@here.org")]
    assert not lines(window)


def lines(window: MainWindow) -> list[Banner]:
    return [
        line
        for line in window.findChildren(Banner)
        if line.isVisible() and "need" in line.accessibleName() and "your eye" in line.accessibleName()
    ]


def test_closing_the_preview_leaves_the_book_and_its_folder_as_they_were(
    window: MainWindow, book: Book, copy: Book, qtbot: QtBot
) -> None:
    add_customer(book, "Bo")
    add_customer(copy, "Cy")
    dialog = compared(window, copy, qtbot)
    dialog.reject()
    assert book.customers.count() == 2
    assert not list(book.path.parent.glob("*.part"))


def test_a_book_written_into_while_the_preview_was_open_is_not_replaced(
    window: MainWindow, book: Book, copy: Book, qtbot: QtBot
) -> None:
    add_customer(book, "Bo")
    add_customer(copy, "Cy")
    dialog = compared(window, copy, qtbot)
    add_customer(book, "Written meanwhile")
    dialog.save.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(ProblemDialog)))
    assert {one.name for one in book.customers.all()} == {"Anna", "Bo", "Written meanwhile"}
    add_customer(book, "And the book goes on")


def test_a_form_that_was_open_keeps_what_is_typed_and_saves_into_the_joined_book(
    window: MainWindow, book: Book, copy: Book, qtbot: QtBot
) -> None:
    anna = book.customers.all()[0].id
    form = CustomerForm(window.context, book.customers.card(anna), parent=window)
    form.show()
    form.city.set_value("Bath")
    add_customer(book, "Bo")
    change(copy, "Anna", email="anna@example.org")
    dialog = compared(window, copy, qtbot)
    put_together(window, dialog, qtbot)
    assert form.save_now()
    customer = book.customers.get(anna)
    assert (customer.city, customer.email) == ("Bath", "anna@example.org")
