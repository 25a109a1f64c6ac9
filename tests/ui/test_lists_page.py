"""The page of lists: a line typed as it stands on paper is read, written and followed by the next; or letters do it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from model.book import Book
from model.call_list_making import make_list
from model.call_list_progress import open_lists
from model.call_lists import CallList, LineStatus, ListStatus
from model.follow_ups import FollowUp
from model.slip_making import asked_for, make_slips, take_back
from model.slips import SlipKind, SlipStatus
from model.visits import Outcome
from tests.makers import A_DAY, add_customer
from tests.ui.showing import show_alone
from ui.context import Context
from ui.forms.customer_form import CustomerForm
from ui.lists.page import ListsPage
from ui.main_window import MainWindow
from ui.widgets.problem_dialog import ProblemDialog

NAMES = ("Anna Rossi", "Ben", "Cleo")
YESTERDAY = A_DAY - timedelta(days=1)


@pytest.fixture
def people(book: Book) -> list[int]:
    """Three who are to be called since yesterday."""
    found = [add_customer(book, name) for name in NAMES]
    with book.edit("Planned"):
        for customer_id in found:
            book.follow_ups.insert(FollowUp(customer_id=customer_id, planned_on=YESTERDAY, reason="Ask"))
    return found


@pytest.fixture
def made(book: Book, people: list[int]) -> CallList:
    """Yesterday's list of them."""
    return make_list(book, YESTERDAY, YESTERDAY)


def opened(qtbot: QtBot, context: Context) -> ListsPage:
    page = ListsPage(context)
    show_alone(qtbot, page)
    qtbot.waitUntil(page.isActiveWindow)
    return page


def cells(page: ListsPage, column: int) -> list[str]:
    model = page.table.model()
    return [str(model.index(line, column).data()) for line in range(model.rowCount())]


def type_line(page: ListsPage, text: str, *, enter: bool = True) -> None:
    page.typed.field.line.insert(text)  # QTest types ASCII only
    if enter:
        QTest.keyClick(page.typed.field.line, Qt.Key.Key_Return)


def test_a_list_stands_in_the_order_of_the_paper_and_the_field_waits(
    qtbot: QtBot, context: Context, made: CallList
) -> None:
    page = opened(qtbot, context)
    qtbot.waitUntil(page.typed.field.line.hasFocus)
    assert cells(page, 0) == ["1", "2", "3"]
    assert cells(page, 1) == list(NAMES)
    assert cells(page, 3) == ["", "", ""]
    assert page.lists.current().trailing == "0/3"  # type: ignore[union-attr]
    assert "3 lines are missing" in page.header.subtitle.text()
    assert page.typed.called_on.value() == YESTERDAY


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("1", "1 · Anna Rossi"),
        ("1 3 +3 9 “the tea”", "1 · Anna Rossi · Call back · Sat 14 Mar 2026 · 9 · “the tea”"),
        ("1", "How did it end? 1 Reached, 2 No answer"),
        ("1 3", "1 · Anna Rossi · Call back … Call back, but when?"),
        ("9", "There is no line 9 on list 1: it goes from 1 to 3."),
        ("1 7", "There is no outcome “7”"),
        ("1 1 11", "11 is no score"),
        ("L7-1", "Enter goes to list 7."),
    ],
)
def test_what_is_typed_is_read_while_it_is_typed(
    qtbot: QtBot, context: Context, book: Book, made: CallList, text: str, reading: str
) -> None:
    page = opened(qtbot, context)
    type_line(page, text, enter=False)
    assert reading in page.typed.reading.text()
    is_wrong = reading.startswith(("There is no", "11 is"))
    assert page.typed.reading.property("tone") == (
        "danger" if is_wrong else "text" if "tea" in text else "muted"
    )
    assert book.visits.count() == 0


def test_the_line_that_is_typed_is_the_one_that_is_looked_at(
    qtbot: QtBot, context: Context, made: CallList
) -> None:
    page = opened(qtbot, context)
    assert page.table.current().line == 1
    type_line(page, "3 1", enter=False)
    assert page.table.current().line == 3


def test_enter_writes_the_line_and_the_next_can_be_typed_at_once(
    qtbot: QtBot, context: Context, book: Book, people: list[int], made: CallList
) -> None:
    page = opened(qtbot, context)
    type_line(page, "1 1 9 loves it")
    type_line(page, "2 2")
    (visit,) = book.visits.of_customer(people[0])
    assert (visit.satisfaction, visit.words, visit.visited_on) == (9, "loves it", YESTERDAY)
    assert cells(page, 3) == ["Reached · 9 · “loves it”", "No answer", ""]
    assert page.table.current().line == 3
    assert page.typed.field.line.hasFocus()
    book.undo()
    qtbot.waitUntil(lambda: cells(page, 3)[1] == "")


def test_what_is_wrong_stays_in_the_field(qtbot: QtBot, context: Context, book: Book, made: CallList) -> None:
    page = opened(qtbot, context)
    type_line(page, "1 3")
    assert page.typed.field.value() == "1 3"
    assert page.typed.reading.property("tone") == "danger"
    assert book.visits.count() == 0


def test_the_last_line_closes_the_list_and_the_next_one_comes(
    qtbot: QtBot, context: Context, book: Book, made: CallList
) -> None:
    customer_id = add_customer(book, "Dora")
    with book.edit("Planned"):
        book.follow_ups.insert(FollowUp(customer_id=customer_id, planned_on=A_DAY, reason="Ask"))
    make_list(book, A_DAY, A_DAY)
    page = opened(qtbot, context)
    with qtbot.waitSignal(page.message) as said:
        for text in ("1 1", "2 1", "3 5"):
            type_line(page, text)
    assert said.args == ["Call list 1 is written back."]
    assert cells(page, 1) == ["Dora"]
    type_line(page, "L2-1")
    assert page.typed.field.line.text() == "1 "
    type_line(page, "6")
    assert open_lists(book.store) == []
    assert not page.typed.isVisible()


def test_a_scanned_line_of_another_list_goes_there(
    qtbot: QtBot, context: Context, book: Book, people: list[int]
) -> None:
    make_list(book, YESTERDAY, YESTERDAY, limit=1)
    make_list(book, YESTERDAY, YESTERDAY)
    page = opened(qtbot, context)
    type_line(page, "L2-2")
    assert cells(page, 1) == ["Ben", "Cleo"]
    assert page.typed.field.line.text() == "2 "
    with qtbot.waitSignal(page.message):
        page.typed.begin("")
        type_line(page, "L9-1")


def test_letters_tick_the_list_through(
    qtbot: QtBot, context: Context, book: Book, people: list[int], made: CallList
) -> None:
    page = opened(qtbot, context)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_R)
    QTest.keyClick(page.table, Qt.Key.Key_N)
    assert cells(page, 3) == ["Reached", "No answer", ""]
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_C)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    menu.close()
    (visit,) = book.visits.of_customer(people[2])
    assert visit.outcome is Outcome.CALL_BACK
    assert book.follow_ups.of_customer(people[2])[0].due_on == A_DAY + timedelta(days=1)
    assert book.call_lists.get(made.id).status is ListStatus.CLOSED


def test_a_line_that_is_taken_back_is_the_one_to_go_on_with(
    qtbot: QtBot, context: Context, book: Book, made: CallList
) -> None:
    page = opened(qtbot, context)
    type_line(page, "1 1")
    type_line(page, "2 1")
    assert page.table.current().line == 3
    book.undo()
    qtbot.waitUntil(lambda: cells(page, 3)[1] == "")
    assert page.table.current().line == 2


def test_reasons_have_the_room_that_outcomes_do_not_need(
    qtbot: QtBot, context: Context, made: CallList
) -> None:
    page = opened(qtbot, context)
    before = page.table.columnWidth(3)
    type_line(page, "1 1 9 loves the new tea")
    assert page.table.columnWidth(3) > before


def test_down_goes_to_the_lines_and_escape_back_to_the_field(
    qtbot: QtBot, context: Context, made: CallList
) -> None:
    page = opened(qtbot, context)
    QTest.keyClick(page.typed.field.line, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.typed.field.line.hasFocus()


def test_a_digit_or_enter_on_a_line_begins_it_in_the_field(
    qtbot: QtBot, context: Context, made: CallList
) -> None:
    page = opened(qtbot, context)
    page.table.setFocus()
    page.table.select_near(1)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.typed.field.line.text() == "2 "
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_3)
    assert page.typed.field.line.text() == "3"
    assert page.typed.field.line.hasFocus()


def test_the_calls_may_have_been_made_on_another_day(
    qtbot: QtBot, context: Context, book: Book, people: list[int], made: CallList
) -> None:
    page = opened(qtbot, context)
    page.typed.called_on.line.setFocus()
    page.typed.called_on.line.selectAll()
    QTest.keyClicks(page.typed.called_on.line, "today")
    type_line(page, "1 2")
    (visit,) = book.visits.of_customer(people[0])
    assert visit.visited_on == A_DAY


def test_a_list_is_closed_by_hand_and_can_still_be_written(
    qtbot: QtBot, context: Context, book: Book, people: list[int], made: CallList
) -> None:
    page = opened(qtbot, context)
    page.close_list()
    assert book.call_lists.get(made.id).status is ListStatus.CLOSED
    assert "Every call list is written back." in page.header.subtitle.text()
    page.show_list(made.id)
    assert cells(page, 3) == ["Not called"] * 3
    type_line(page, "3 1")
    assert len(book.visits.of_customer(people[2])) == 1
    assert [line.status for line in book.call_list_lines.of_list(made.id)][2] is LineStatus.WRITTEN


def test_a_new_list_is_made_in_one_step_and_shown_as_paper(
    qtbot: QtBot, window: MainWindow, book: Book, people: list[int]
) -> None:
    window.pages.go("today")
    window.ways.print_shown()
    assert window.pages.key_shown == "printing"
    (made,) = open_lists(book.store)
    assert (made.number, made.lines) == (1, 3)
    assert window.pages.shown.list.current().title == "Call list"
    window.pages.go("today")
    window.ways.print_call_list()  # everybody is on it: the same list once more
    assert window.pages.key_shown == "printing"
    assert len(open_lists(book.store)) == 1
    window.pages.go("lists")
    assert window.focusWidget() is window.pages.shown.typed.field.line


def test_missing_slips_are_entered_or_were_not_used(qtbot: QtBot, context: Context, book: Book) -> None:
    slips = make_slips(book, SlipKind.CUSTOMER, 3, A_DAY)
    take_back(book, slips[2].id, A_DAY)
    page = opened(qtbot, context)
    assert [line.title for line in page.slips.list.items()] == ["New customer slip 1", "New customer slip 2"]
    page.slips.put_aside.click()
    assert book.slips.get(slips[0].id).status is SlipStatus.VOID
    qtbot.waitUntil(lambda: len(page.slips.list.items()) == 1)
    page.slips.enter.click()
    (form,) = page.findChildren(CustomerForm)
    QTest.keyClicks(form.name.inner, "Nora New")
    form.save.click()
    slip = book.slips.get(slips[1].id)
    assert slip.status is SlipStatus.BACK
    assert slip.customer_id == book.search.find("nora")[0].customer_id
    assert asked_for(book.store) == []
    qtbot.waitUntil(lambda: not page.slips.list.isVisible())


def test_new_slips_have_numbers_and_become_paper(qtbot: QtBot, context: Context, book: Book) -> None:
    page = opened(qtbot, context)
    with qtbot.waitSignal(page.sheet_wanted) as asked:
        page.slips.print_new(SlipKind.VISIT)
    assert asked.args is not None
    assert asked.args[0].about == "1–3"
    assert len(book.slips.missing()) == 3


def test_a_line_that_cannot_be_written_while_somebody_writes_something_long_stays_typed(
    qtbot: QtBot, context: Context, book: Book, made: CallList
) -> None:
    page = opened(qtbot, context)
    typed = f"1 {Outcome.REACHED.code} “Spring”"
    with book.again() as other, other.edit("Imported"), other.store.taking_long():
        add_customer(other, "Imported")
        type_line(page, typed)
        [told] = page.findChildren(ProblemDialog)
        assert any("try again" in label.text() for label in told.findChildren(QLabel))
        told.accept()
        assert page.typed.field.value() == typed
    assert book.visits.count() == 0
    QTest.keyClick(page.typed.field.line, Qt.Key.Key_Return)
    assert [one.words for one in book.visits.all()] == ["Spring"]
    assert page.typed.field.value() == ""
