"""The complaints page by keyboard: what waits comes first, one key closes it, the question afterwards is planned."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.book import Book
from model.complaint_list import Show
from model.complaints import Complaint, ComplaintStatus, Grade
from model.follow_ups import FollowUpStatus
from model.planning.plan import due
from model.staff import StaffMember
from model.visit_rules import RuleKind
from tests.makers import A_DAY, add_customer, add_sale
from tests.ui.showing import show_alone
from ui.complaints.page import ComplaintsPage
from ui.context import Context
from ui.forms.complaint_form import ComplaintForm

DAY = timedelta(days=1)


def complain(book: Book, customer_id: int, words: str = "Leaks", **fields: object) -> int:
    kept = {"said_on": A_DAY, "words": words} | fields
    with book.edit("Complained"):
        return book.complaints.insert(Complaint(customer_id=customer_id, **kept)).id  # type: ignore[arg-type]


def opened(qtbot: QtBot, context: Context) -> ComplaintsPage:
    page = ComplaintsPage(context)
    show_alone(qtbot, page)
    qtbot.waitUntil(page.table.hasFocus)
    return page


def cells(page: ComplaintsPage, column: int) -> list[str]:
    model = page.table.model()
    return [str(model.index(line, column).data()) for line in range(model.rowCount())]


def form_over(page: ComplaintsPage) -> ComplaintForm:
    return next(form for form in page.window().findChildren(ComplaintForm) if form.isVisible())


def save(form: ComplaintForm) -> None:
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def type_in(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


@pytest.fixture
def anna(book: Book) -> int:
    """A customer who bought a teapot."""
    customer_id = add_customer(book, "Anna Smith")
    add_sale(book, customer_id, A_DAY - 10 * DAY, 4200, text="Teapot")
    return customer_id


def test_what_waits_is_shown_first_with_its_age(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    complain(book, anna, "Old", said_on=A_DAY - 3 * DAY)
    complain(book, anna, "Burns", grade=Grade.URGENT)
    complain(book, anna, "Done", status=ComplaintStatus.CLOSED, closed_on=A_DAY)
    page = opened(qtbot, context)
    assert cells(page, 0) == ["today · Urgent", "3 days"]
    page.chips[Show.ALL].click()
    assert cells(page, 2) == ["Burns", "Old", "Done"]
    page.chips[Show.CLOSED].click()
    assert cells(page, 0) == ["the same day"]


def test_one_key_closes_it_and_plans_the_question(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    complaint_id = complain(book, anna)
    page = opened(qtbot, context)
    QTest.keyClick(page.table, Qt.Key.Key_C)
    form = form_over(page)
    qtbot.waitUntil(form.solution.text.hasFocus)
    type_in("Sent a new one")
    form.cost.line.setText("12.50")
    save(form)
    closed = book.complaints.get(complaint_id)
    assert (closed.status, closed.closed_on, closed.solution, closed.cost_cents) == (
        ComplaintStatus.CLOSED,
        A_DAY,
        "Sent a new one",
        1250,
    )
    assert [one.planned_on for one in book.follow_ups.of_customer(anna)] == [A_DAY + 3 * DAY]
    qtbot.waitUntil(lambda: cells(page, 2) == [])


def test_the_question_can_be_left_out(qtbot: QtBot, context: Context, book: Book, anna: int) -> None:
    complain(book, anna)
    page = opened(qtbot, context)
    QTest.keyClick(page.table, Qt.Key.Key_C)
    form = form_over(page)
    form.ask.box.click()
    save(form)
    # Written down as skipped, else the rule would ask for it all the same.
    assert [one.status for one in book.follow_ups.of_customer(anna)] == [FollowUpStatus.SKIPPED]
    asked = [item.rule for one in due(book.store, A_DAY + 3 * DAY) for item in one.items]
    assert RuleKind.AFTER_COMPLAINT not in asked


def test_a_new_complaint_about_what_was_bought(qtbot: QtBot, context: Context, book: Book, anna: int) -> None:
    with book.edit("Added"):
        mei = book.staff.insert(StaffMember(name="Mei"))
    page = opened(qtbot, context)
    QTest.keyClick(page.table, Qt.Key.Key_Insert)
    form = form_over(page)
    qtbot.waitUntil(form.customer.line.hasFocus)
    QTest.keyClicks(form.customer.line, "ann")
    QTest.keyClick(form.customer.line, Qt.Key.Key_Return)
    purchase = book.purchases.of_customer(anna)[0]
    form.about.set_value((purchase.id, None))
    form.words.set_value("The lid fell off")
    form.grade.setFocus()
    type_in("2")
    form.handler.set_value(mei.id)
    save(form)
    (complaint,) = book.complaints.open()
    assert (complaint.customer_id, complaint.purchase_id, complaint.grade, complaint.handler_id) == (
        anna,
        purchase.id,
        Grade.SERIOUS,
        mei.id,
    )
    qtbot.waitUntil(lambda: cells(page, 2) == ["The lid fell off · Teapot"])


def test_causes_named_before_are_suggested(qtbot: QtBot, context: Context, book: Book, anna: int) -> None:
    complain(book, anna, status=ComplaintStatus.CLOSED, closed_on=A_DAY, cause="Packing")
    form = ComplaintForm(context, anna)
    qtbot.addWidget(form)
    assert [one.title for one in form._causes("pack")] == ["Packing"]


def test_it_cannot_be_answered_before_it_was_said(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    complain(book, anna)
    page = opened(qtbot, context)
    QTest.keyClick(page.table, Qt.Key.Key_C)
    form = form_over(page)
    form.answered_on.set_value(date(2026, 1, 1))
    save(form)
    assert form.answered_on.shown_problem()
    assert book.complaints.open()


def test_letters_find_and_delete_needs_no_question(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    complain(book, anna, "Leaks")
    complain(book, anna, "Burnt")
    page = opened(qtbot, context)
    QTest.keyClick(page.table, Qt.Key.Key_B)
    type_in("urn")
    qtbot.waitUntil(lambda: cells(page, 2) == ["Burnt"])
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    qtbot.waitUntil(page.table.hasFocus)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: cells(page, 2) == [])
    book.undo()
    qtbot.waitUntil(lambda: cells(page, 2) == ["Burnt"])


def test_a_half_typed_complaint_is_offered_again(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    form = ComplaintForm(context)
    qtbot.addWidget(form)
    form.show()
    form.customer.show_customer(anna)
    form.customer.picked.emit(anna)
    about = (book.purchases.of_customer(anna)[0].id, None)
    form.about.set_value(about)
    form.status.set_value(ComplaintStatus.ANSWERED)
    form.words.text.setFocus()
    QTest.keyClicks(form.words.text, "It lea")
    again = ComplaintForm(context)
    qtbot.addWidget(again)
    again.bring_back()
    assert (again.customer.value(), again.about.value(), again.words.value(), again.status.value()) == (
        anna,
        about,
        "It lea",
        ComplaintStatus.ANSWERED,
    )


def test_an_empty_page_says_why_complaints_are_worth_writing_down(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)
    assert page._empty.isVisible()
    page._empty.button.click()
    assert form_over(page)


def test_a_narrow_window_leaves_out_columns_and_never_the_complaint(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page = opened(qtbot, context)
    page.resize(1400, 600)
    assert not any(page.table.isColumnHidden(number) for number in range(7))
    page.resize(760, 600)
    assert page.table.isColumnHidden(6)
    assert page.table.columnWidth(2) >= 200
