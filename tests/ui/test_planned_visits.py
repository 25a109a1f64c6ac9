"""Planned visits by keyboard: overdue first, missed apart, ticked off, moved, changed, each one step to take back."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from model.book import Book
from model.call_lists import CallList, CallListLine, CallListReason
from model.channels import Channel
from model.follow_up_list import Show
from model.follow_ups import FollowUp, FollowUpStatus
from model.visit_rules import RuleKind
from tests.makers import A_DAY, add_customer
from tests.ui.showing import show_alone
from ui.context import Context
from ui.forms.contact_form import ContactForm
from ui.forms.day_menu import DayDialog
from ui.forms.follow_up_form import FollowUpForm
from ui.visits.planned import PlannedList

DAY = timedelta(days=1)
REASON = 3


def plan(book: Book, name: str = "Anna", **fields: object) -> FollowUp:
    customer_id = add_customer(book, name)
    kept = {"planned_on": A_DAY, "reason": f"Ask {name}"} | fields
    with book.edit("Planned"):
        return book.follow_ups.insert(FollowUp(customer_id=customer_id, **kept))  # type: ignore[arg-type]


def opened(qtbot: QtBot, context: Context) -> PlannedList:
    page = PlannedList(context)
    show_alone(qtbot, page)
    qtbot.waitUntil(page.table.hasFocus)
    return page


def cells(page: PlannedList, column: int = REASON) -> list[str]:
    model = page.table.model()
    return [str(model.index(line, column).data()) for line in range(model.rowCount())]


def choose(entry: int) -> None:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[entry].trigger()
    menu.close()


def test_what_is_planned_stands_by_day_and_the_filter_parts_it(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    plan(book, "Coming", planned_on=A_DAY + 5 * DAY)
    plan(book, "Today")
    plan(book, "Overdue", planned_on=A_DAY - 2 * DAY)
    plan(book, "Done", status=FollowUpStatus.DONE, done_on=A_DAY)
    plan(book, "Missed", planned_on=A_DAY - 9 * DAY, lapses_on=A_DAY - DAY)
    page = opened(qtbot, context)
    assert cells(page) == ["Ask Overdue", "Ask Today", "Ask Coming"]
    assert cells(page, 1) == ["2 days ago", "today", "in 5 days"]
    for show, reasons in {
        Show.OVERDUE: ["Ask Overdue"],
        Show.TODAY: ["Ask Today"],
        Show.COMING: ["Ask Coming"],
        Show.MISSED: ["Ask Missed"],
        Show.DONE: ["Ask Done"],
    }.items():
        page.chips[show].click()
        assert cells(page) == reasons
        assert page.chips[show].text().endswith("(1)")


def test_x_ticks_off_and_plans_again(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = plan(book)
    page = opened(qtbot, context)
    QTest.keyClick(page.table, Qt.Key.Key_X)
    assert book.follow_ups.get(anna.id).status is FollowUpStatus.DONE
    qtbot.waitUntil(lambda: cells(page) == [])
    page.chips[Show.DONE].click()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_X)
    assert book.follow_ups.get(anna.id) == anna


def test_x_plans_again_what_was_missed_and_it_does_not_lapse_at_once(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = plan(book, planned_on=A_DAY - 9 * DAY, lapses_on=A_DAY - DAY)
    page = opened(qtbot, context)
    assert cells(page) == []
    page.chips[Show.MISSED].click()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_X)
    assert book.follow_ups.get(anna.id).lapses_on is None
    page.chips[Show.OVERDUE].click()
    assert cells(page) == ["Ask Anna"]


def test_its_rule_the_day_it_lapses_and_the_list_it_stands_on_are_shown(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = plan(book, rule=RuleKind.SILENT, rule_id=2, lapses_on=A_DAY + 5 * DAY, attempts=2)
    with book.edit("Printed"):
        listed = book.call_lists.insert(CallList(number=12, for_on=A_DAY))
        line = book.call_list_lines.insert(
            CallListLine(call_list_id=listed.id, line=1, customer_id=anna.customer_id)
        )
        book.call_list_reasons.insert(CallListReason(call_list_line_id=line.id, follow_up_id=anna.id))
    page = opened(qtbot, context)
    shown = [cells(page, column)[0] for column in (REASON, 4, 7, 8)]
    assert shown == ["On list 12 · Ask Anna", "Silent for long", "2×", "17 Mar 2026"]


def test_m_moves_it_to_a_day_of_the_menu(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = plan(book)
    page = opened(qtbot, context)
    QTest.keyClick(page.table, Qt.Key.Key_M)
    choose(2)
    assert book.follow_ups.get(anna.id).planned_on == A_DAY + 7 * DAY
    book.undo()
    assert book.follow_ups.get(anna.id).planned_on == A_DAY


@pytest.mark.parametrize("key", [Qt.Key.Key_X, Qt.Key.Key_Delete, Qt.Key.Key_M])
def test_the_work_goes_on_with_the_next_line(qtbot: QtBot, context: Context, book: Book, key: Qt.Key) -> None:
    for days, name in enumerate(("Anna", "Bob", "Carl", "Dora")):
        plan(book, name, planned_on=A_DAY + days * DAY)
    page = opened(qtbot, context)
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, key)
    if key == Qt.Key.Key_M:
        choose(4)
    qtbot.waitUntil(lambda: "Ask Bob" not in cells(page)[:3])
    assert page.table.current().reason == "Ask Carl"


def test_what_a_rule_planned_is_put_off_and_keeps_its_plan(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = plan(book, rule=RuleKind.SILENT, anchor_on=A_DAY - 9 * DAY)
    page = opened(qtbot, context)
    QTest.keyClick(page.table, Qt.Key.Key_M)
    choose(0)
    moved = book.follow_ups.get(anna.id)
    assert (moved.planned_on, moved.snoozed_to) == (A_DAY, A_DAY + DAY)


@pytest.mark.parametrize(("typed", "taken"), [("+5", True), ("yesterday", False), ("nonsense", False)])
def test_any_other_day_can_be_typed(
    qtbot: QtBot, context: Context, book: Book, typed: str, taken: bool
) -> None:
    anna = plan(book)
    page = opened(qtbot, context)
    QTest.keyClick(page.table, Qt.Key.Key_M)
    choose(-1)
    dialog = next(one for one in page.findChildren(DayDialog) if one.isVisible())
    QTest.keyClicks(dialog.day.line, typed)
    QTest.keyClick(dialog.day.line, Qt.Key.Key_Return)
    moved = A_DAY + 5 * DAY
    qtbot.waitUntil(lambda: taken == (book.follow_ups.get(anna.id).planned_on == moved))
    qtbot.wait(1)
    if not taken:
        assert dialog.day.shown_problem()
        assert dialog.isVisible()


def test_r_writes_down_the_contact_that_settles_it(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = plan(book)
    page = opened(qtbot, context)
    QTest.keyClick(page.table, Qt.Key.Key_R)
    form = next(one for one in page.findChildren(ContactForm) if one.isVisible())
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert book.follow_ups.get(anna.id).status is FollowUpStatus.DONE
    assert book.visits.of_customer(anna.customer_id)[0].follow_up_id == anna.id


def test_a_new_one_is_planned_by_keyboard(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna Smith")
    page = opened(qtbot, context)
    QTest.keyClick(page.table, Qt.Key.Key_Insert)
    form = next(one for one in page.findChildren(FollowUpForm) if one.isVisible())
    qtbot.waitUntil(form.customer.line.hasFocus)
    QTest.keyClicks(form.customer.line, "smi")
    QTest.keyClick(form.customer.line, Qt.Key.Key_Return)
    QTest.keyClicks(form.planned_on.line, "tomorrow")
    form.channel.set_value(Channel.LETTER)
    QTest.keyClicks(form.reason.text, "Send the catalogue")
    form.promise.box.click()
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (planned,) = book.follow_ups.of_customer(anna)
    assert (planned.planned_on, planned.channel, planned.reason, planned.promise) == (
        A_DAY + DAY,
        Channel.LETTER,
        "Send the catalogue",
        True,
    )
    qtbot.waitUntil(lambda: cells(page) == ["Send the catalogue"])


def test_changing_one_keeps_what_was_not_touched(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = plan(book, snoozed_to=A_DAY + DAY, attempts=2, rule=RuleKind.SILENT, anchor_on=A_DAY - DAY)
    page = opened(qtbot, context)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    form = next(one for one in page.findChildren(FollowUpForm) if one.isVisible())
    form.reason.set_value("Another reason")
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    changed = book.follow_ups.get(anna.id)
    assert changed.reason == "Another reason"
    assert (changed.planned_on, changed.snoozed_to, changed.attempts) == (A_DAY, A_DAY + DAY, 2)


def test_delete_is_one_key_and_one_step_back(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = plan(book)
    page = opened(qtbot, context)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert book.follow_ups.find(anna.id) is None
    book.undo()
    qtbot.waitUntil(lambda: cells(page) == ["Ask Anna"])


def test_letters_that_are_no_deed_begin_a_search(qtbot: QtBot, context: Context, book: Book) -> None:
    plan(book, "Bob")
    plan(book, "Zoë")
    page = opened(qtbot, context)
    QTest.keyClick(page.table, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: cells(page) == ["Ask Bob"])


def test_an_empty_page_offers_to_plan(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)
    page._empty.button.click()
    assert next(one for one in page.findChildren(FollowUpForm) if one.isVisible())


def test_a_narrow_window_leaves_out_columns_and_never_the_reason(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page = opened(qtbot, context)
    page.resize(1400, 600)
    assert not any(page.table.isColumnHidden(number) for number in range(9))
    page.resize(760, 600)
    assert page.table.isColumnHidden(8)
    assert page.table.columnWidth(3) >= 200


def test_in_a_narrow_window_the_filters_stand_beneath_the_search_and_none_is_cut(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    plan(book)
    page = opened(qtbot, context)
    for width, beneath in ((1400, False), (600, True)):
        page.resize(width, 600)
        qtbot.waitUntil(lambda: not page._soon.isActive())
        first = next(iter(page.chips.values()))
        qtbot.waitUntil(
            lambda chip=first, under=beneath: (  # type: ignore[misc]
                (chip.mapTo(page, chip.rect().topLeft()).y() > page.search.geometry().bottom()) == under
            )
        )
        assert all(chip.width() >= chip.sizeHint().width() for chip in page.chips.values())
