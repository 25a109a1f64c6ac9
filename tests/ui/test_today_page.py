"""Today, worked through by keyboard: who is due in which order, one letter for each outcome, nothing typed is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from model.book import Book
from model.call_list_making import make_list
from model.channels import Channel
from model.complaints import Complaint, Grade
from model.customer_class import CustomerClass
from model.follow_ups import FollowUp, FollowUpStatus
from model.leaving import LeftReason
from model.staff import StaffMember
from model.visits import Outcome
from tests.makers import A_DAY, add_customer, add_sale, add_visit
from tests.ui.showing import show_alone
from ui.context import Context
from ui.forms.complaint_form import ComplaintForm
from ui.forms.contact_form import ContactForm
from ui.forms.leaving_form import LeavingForm
from ui.today import the_day
from ui.today.beside import Beside
from ui.today.call_paint import CALL_HEIGHT, HEADING_HEIGHT
from ui.today.calls import Call, Heading, More
from ui.today.page import TodayPage
from ui.today.waiting_dialog import WaitingDialog
from ui.today.why_dialog import WhyDialog

DAY = timedelta(days=1)


def plan(book: Book, customer_id: int, reason: str = "Ask", **fields: object) -> int:
    kept = {"planned_on": A_DAY, "reason": reason} | fields
    with book.edit("Planned a follow-up"):
        return book.follow_ups.insert(FollowUp(customer_id=customer_id, **kept)).id  # type: ignore[arg-type]


def opened(qtbot: QtBot, context: Context) -> TodayPage:
    page = TodayPage(context)
    show_alone(qtbot, page)
    qtbot.waitUntil(page.calls.hasFocus)
    return page


def press(qtbot: QtBot, page: TodayPage, *keys: Qt.Key) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        qtbot.wait(1)  # the page asks the book again before the next key


def type_in(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def names(page: TodayPage) -> list[str]:
    return [call.name for call in page.calls.calls()]


def form_over(page: TodayPage, kind: type[QWidget]) -> QWidget:
    return next(form for form in page.window().findChildren(kind) if form.isVisible())


def choose_in_menu(digit: str) -> None:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(one for one in menu.actions() if one.text().startswith(f"&{digit}"))
    assert isinstance(action, QAction)
    action.trigger()
    menu.close()


@pytest.fixture
def anna(book: Book) -> int:
    """A customer who is due today for one reason."""
    customer_id = add_customer(book, "Anna Smith", "07700 900118")
    plan(book, customer_id, "Ask about the teapot")
    return customer_id


def test_promises_and_late_complaints_come_first_then_the_best_times_then_the_others(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    for name, fields in {
        "Evening": {"call_from": "17:00"},
        "Any": {},
        "Morning": {"call_from": "09:00", "call_until": "10:00"},
    }.items():
        plan(book, add_customer(book, name, **fields))
    plan(book, add_customer(book, "Promised"), promise=True)
    with book.edit("Complained"):
        book.complaints.insert(
            Complaint(customer_id=add_customer(book, "Late"), said_on=A_DAY - 3 * DAY, words="Leaks")
        )
        fresh = add_customer(book, "Fresh")
        book.complaints.insert(Complaint(customer_id=fresh, said_on=A_DAY, words="Hm"))
    page = opened(qtbot, context)
    assert [line.name if isinstance(line, Call) else line.title for line in page.calls.lines()] == [
        "Promises and late complaints",
        "Promised",
        "Late",
        "At their best time",
        "Morning",
        "Evening",
        "At any time",
        "Any",
    ]


def test_a_line_says_who_why_since_when_and_what_was_said_last(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna Smith", "07700 900118", call_from="17:00", call_until="19:00")
    add_sale(book, anna, A_DAY - 40 * DAY, text="Oolong")
    add_visit(book, anna, A_DAY - 30 * DAY, words="Too strong")
    plan(book, anna, "Ask about the teapot", planned_on=A_DAY - 3 * DAY, attempts=2, promise=True)
    page = opened(qtbot, context)
    line = page.calls.model().index(1, 0)
    spoken = page.calls.model().data(line, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Anna Smith, New customer, we gave our word, 07700 900118, Ask about the teapot, for 3 days, tried 2 times,"
        " 17:00–19:00, Oolong, 31 Jan 2026 · “Too strong”"
    )


@pytest.mark.parametrize(
    ("key", "outcome", "status"),
    [
        (Qt.Key.Key_R, Outcome.REACHED, FollowUpStatus.DONE),
        (Qt.Key.Key_N, Outcome.NO_ANSWER, FollowUpStatus.OPEN),
        (Qt.Key.Key_W, Outcome.WRONG_NUMBER, FollowUpStatus.OPEN),
        (Qt.Key.Key_F, Outcome.REFUSED, FollowUpStatus.DONE),
        (Qt.Key.Key_D, Outcome.DO_NOT_CALL, FollowUpStatus.DONE),
    ],
)
def test_one_letter_settles_a_call_and_the_next_one_is_chosen(
    qtbot: QtBot,
    context: Context,
    book: Book,
    anna: int,
    key: Qt.Key,
    outcome: Outcome,
    status: FollowUpStatus,
) -> None:
    plan(book, add_customer(book, "Bob"))
    page = opened(qtbot, context)
    press(qtbot, page, key)
    (visit,) = book.visits.of_customer(anna)
    assert (visit.outcome, visit.reached, visit.visited_on) == (outcome, outcome.reached, A_DAY)
    assert book.follow_ups.of_customer(anna)[0].status is status
    assert names(page) == ["Bob"]
    current = page.calls.current()
    assert current is not None
    assert current.name == "Bob"
    assert page.calls.hasFocus()


def test_a_settled_call_is_one_step_to_take_back(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    page = opened(qtbot, context)
    press(qtbot, page, Qt.Key.Key_R)
    assert names(page) == []
    book.undo()
    qtbot.waitUntil(lambda: names(page) == ["Anna Smith"])
    assert book.visits.of_customer(anna) == []


def test_whoever_was_settled_by_mistake_is_the_one_to_go_on_with(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    for name in ("Anna", "Ben", "Cleo"):
        plan(book, add_customer(book, name))
    page = opened(qtbot, context)
    press(qtbot, page, Qt.Key.Key_Down, Qt.Key.Key_N)
    chosen = page.calls.current()
    assert chosen is not None
    assert chosen.name == "Cleo"
    book.undo()
    qtbot.waitUntil(lambda: len(names(page)) == 3)
    chosen = page.calls.current()
    assert chosen is not None
    assert chosen.name == "Ben"


def test_words_answer_and_next_visit_go_into_the_same_contact(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    page = opened(qtbot, context)
    press(qtbot, page, Qt.Key.Key_9, Qt.Key.Key_T)
    type_in("Very happy with it")
    page.calls.setFocus()
    press(qtbot, page, Qt.Key.Key_Plus)
    type_in("14")
    press(qtbot, page, Qt.Key.Key_Return)
    (visit,) = book.visits.of_customer(anna)
    assert (visit.satisfaction, visit.words) == (9, "Very happy with it")
    planned = [one for one in book.follow_ups.of_customer(anna) if one.status is FollowUpStatus.OPEN]
    assert [one.planned_on for one in planned] == [A_DAY + 14 * DAY]


def test_one_and_zero_are_ten(qtbot: QtBot, context: Context, book: Book, anna: int) -> None:
    page = opened(qtbot, context)
    press(qtbot, page, Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_R)
    assert book.visits.of_customer(anna)[0].satisfaction == 10


def test_a_day_that_cannot_be_stops_the_contact_and_says_so(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    page = opened(qtbot, context)
    for typed in ("30 Feb", "yesterday"):
        page.write_back.next_on.setFocus()
        page.write_back.next_on.line.setText(typed)
        press(qtbot, page, Qt.Key.Key_Return)
        assert page.write_back.next_on.shown_problem()
    assert book.visits.of_customer(anna) == []


def test_call_back_asks_for_the_day(qtbot: QtBot, context: Context, book: Book, anna: int) -> None:
    page = opened(qtbot, context)
    press(qtbot, page, Qt.Key.Key_C)
    choose_in_menu("2")
    assert book.follow_ups.of_customer(anna)[0].due_on == A_DAY + 3 * DAY
    assert book.visits.of_customer(anna)[0].outcome is Outcome.CALL_BACK


@pytest.mark.parametrize("key", [Qt.Key.Key_L, Qt.Key.Key_Z])
def test_later_puts_it_off_without_a_contact(
    qtbot: QtBot, context: Context, book: Book, anna: int, key: Qt.Key
) -> None:
    page = opened(qtbot, context)
    press(qtbot, page, key)
    choose_in_menu("1")
    assert book.follow_ups.of_customer(anna)[0].due_on == A_DAY + DAY
    assert book.visits.of_customer(anna) == []
    assert names(page) == []


def test_skip_leaves_the_reason_be(qtbot: QtBot, context: Context, book: Book, anna: int) -> None:
    page = opened(qtbot, context)
    press(qtbot, page, Qt.Key.Key_S)
    assert book.follow_ups.of_customer(anna)[0].status is FollowUpStatus.SKIPPED


def test_whoever_is_at_the_pc_made_the_call(qtbot: QtBot, context: Context, book: Book, anna: int) -> None:
    with book.edit("Added"):
        mei = book.staff.insert(StaffMember(name="Mei"))
    book.store.who = "Mei"
    press(qtbot, opened(qtbot, context), Qt.Key.Key_R)
    assert book.visits.of_customer(anna)[0].staff_id == mei.id


def test_the_contact_is_made_the_way_it_was_planned(qtbot: QtBot, context: Context, book: Book) -> None:
    bob = add_customer(book, "Bob")
    plan(book, bob, channel=Channel.LETTER)
    press(qtbot, opened(qtbot, context), Qt.Key.Key_R)
    assert book.visits.of_customer(bob)[0].channel is Channel.LETTER


def test_what_was_typed_for_one_customer_waits_there(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    plan(book, add_customer(book, "Bob"))
    page = opened(qtbot, context)
    press(qtbot, page, Qt.Key.Key_T)
    type_in("Half a sent")
    press(qtbot, page, Qt.Key.Key_Escape, Qt.Key.Key_Down)
    assert page.write_back.words.value() == ""
    press(qtbot, page, Qt.Key.Key_Up)
    assert page.write_back.words.value() == "Half a sent"
    again = opened(qtbot, context)
    assert again.write_back.words.value() == "Half a sent"
    press(qtbot, again, Qt.Key.Key_R)
    assert context.drafts.keys() == []


def test_enter_opens_the_form_with_the_reasons_ticked(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    page = opened(qtbot, context)
    press(qtbot, page, Qt.Key.Key_Return)
    form = form_over(page, ContactForm)
    assert isinstance(form, ContactForm)
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert book.follow_ups.of_customer(anna)[0].status is FollowUpStatus.DONE
    qtbot.waitUntil(lambda: names(page) == [])


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Udiaeresis])
def test_a_key_that_means_nothing_here_opens_nothing(
    qtbot: QtBot, context: Context, anna: int, key: Qt.Key
) -> None:
    page = opened(qtbot, context)
    press(qtbot, page, key)
    assert page.findChildren(ContactForm) == []


def test_calling_about_a_complaint_that_waits_is_its_first_answer(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    with book.edit("Complained"):
        complaint = book.complaints.insert(
            Complaint(customer_id=add_customer(book), said_on=A_DAY, grade=Grade.URGENT, words="Leaks")
        )
    page = opened(qtbot, context)
    press(qtbot, page, Qt.Key.Key_R)
    assert book.complaints.get(complaint.id).answered_on == A_DAY
    assert book.visits.of_customer(complaint.customer_id)[0].complaint_id == complaint.id


def test_a_complaint_that_waits_can_be_opened_from_its_line(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    with book.edit("Complained"):
        complaint = book.complaints.insert(
            Complaint(customer_id=add_customer(book), said_on=A_DAY, grade=Grade.URGENT, words="Leaks")
        )
    page = opened(qtbot, context)
    page.deeds.open_complaint(complaint.id)
    assert form_over(page, ComplaintForm)


def test_a_contact_made_elsewhere_takes_the_line_away(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    page = opened(qtbot, context)
    follow_up = book.follow_ups.of_customer(anna)[0]
    with book.edit("Ticked off"):
        book.follow_ups.update(replace(follow_up, status=FollowUpStatus.DONE, done_on=A_DAY))
    qtbot.waitUntil(lambda: names(page) == [])


def test_control_p_asks_for_the_call_list(qtbot: QtBot, context: Context, anna: int) -> None:
    page = opened(qtbot, context)
    with qtbot.waitSignal(page.call_list_wanted):
        QTest.keyClick(page.calls, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)


def test_o_opens_the_card(qtbot: QtBot, context: Context, anna: int) -> None:
    page = opened(qtbot, context)
    with qtbot.waitSignal(page.customer_opened) as asked:
        press(qtbot, page, Qt.Key.Key_O)
    assert asked.args == [anna]


def test_an_empty_book_says_that_a_sale_is_the_first_step(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)
    with qtbot.waitSignal(page.sale_wanted):
        page._empty.button.click()


def test_nobody_due_offers_to_plan(qtbot: QtBot, context: Context, book: Book) -> None:
    add_customer(book)
    page = opened(qtbot, context)
    with qtbot.waitSignal(page.follow_up_wanted):
        page._empty.button.click()


def test_beside_the_calls_stand_the_day_the_complaints_and_the_birthdays(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna Smith", birth_year=1986, birth_month=3, birth_day=14)
    add_sale(book, anna, A_DAY, 123_450)
    page = opened(qtbot, context)
    assert page.beside._sold.text() == "€1,234.50"
    (line,) = page.beside._birthdays.items()
    assert (line.title, line.detail, line.trailing) == ("Anna Smith", "14 March · turns 40", "in 2 days")


def test_a_large_book_is_looked_through_in_a_thread(
    qtbot: QtBot, context: Context, anna: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(the_day, "_AT_ONCE_CUSTOMERS", 0)
    page = opened(qtbot, context)
    qtbot.waitUntil(lambda: names(page) == ["Anna Smith"])
    press(qtbot, page, Qt.Key.Key_R)
    assert names(page) == [], "the line goes before the book has been asked again"
    qtbot.waitUntil(lambda: not context.tasks.running)
    assert names(page) == []


def test_a_household_stands_together_and_counts_as_one_call(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna, bob, peter = (add_customer(book, name) for name in ("Anna", "Bob", "Peter"))
    with book.edit("Moved in"):
        home = book.households.named("Novak").id
        for customer_id in (anna, peter):
            book.customers.update(replace(book.customers.get(customer_id), household_id=home))
    for days, customer_id in enumerate((anna, bob, peter)):
        plan(book, customer_id, planned_on=A_DAY - (9 - days) * DAY)
    page = opened(qtbot, context)
    assert names(page) == ["Anna", "Peter", "Bob"], "as on paper"
    assert [call.together_with for call in page.calls.calls()] == ["", "Anna", ""]
    heading = page.calls.lines()[0]
    assert isinstance(heading, Heading)
    assert heading.count == 2
    assert "2 to contact" in page.header.subtitle.text()
    press(qtbot, page, Qt.Key.Key_R)
    current = page.calls.current()
    assert isinstance(current, Call)
    assert (current.name, current.together_with) == ("Peter", ""), "the one beside them is next, alone now"


def test_a_low_window_leaves_the_room_to_the_calls(qtbot: QtBot, context: Context, book: Book) -> None:
    plan(book, add_customer(book, "Anna"))
    page = opened(qtbot, context)
    high = page.write_back.sizeHint().height()
    page.resize(1060, 560)
    qtbot.waitUntil(lambda: page.write_back.sizeHint().height() < high - 30)
    assert page.write_back.words.line.placeholderText() == "Own words (T)"
    assert page.write_back._reasons_beside.isVisible()


def test_every_line_has_its_own_height_whatever_went_before_it(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    for name in ("Anna", "Bob", "Carl"):
        plan(book, add_customer(book, name), promise=name == "Anna")
    page = opened(qtbot, context)
    press(qtbot, page, Qt.Key.Key_R)
    assert names(page) == ["Bob", "Carl"]
    heights = [page.calls.rowHeight(line) for line in range(3)]
    assert heights == [HEADING_HEIGHT, CALL_HEIGHT, CALL_HEIGHT]


def test_more_birthdays_than_fit_are_counted_below_the_names(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    for n in range(9):
        add_customer(book, f"Customer {n}", birth_month=A_DAY.month, birth_day=A_DAY.day)
    page = opened(qtbot, context)
    beside = page.beside
    assert len(beside._birthdays.items()) == 6
    assert beside._no_birthdays.text() == "And 3 more in these two weeks."
    qtbot.waitUntil(lambda: beside._no_birthdays.y() >= beside._birthdays.geometry().bottom() > 0)


def test_what_stands_beside_the_calls_comes_by_itself_a_moment_after_them(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    add_customer(book, "Ilse Kern", birth_month=A_DAY.month, birth_day=A_DAY.day)
    page = opened(qtbot, context)
    page.resize(1100, 700)
    qtbot.waitUntil(lambda: page.findChild(Beside) is not None)
    found = page.findChild(Beside)
    assert isinstance(found, Beside)
    assert [line.title for line in found._birthdays.items()] == ["Ilse Kern"]


def test_home_and_end_find_calls_not_headings(qtbot: QtBot, context: Context, book: Book) -> None:
    for name in ("Anna", "Bob", "Carl"):
        plan(book, add_customer(book, name), promise=name == "Anna")
    page = opened(qtbot, context)
    for key, name in {Qt.Key.Key_End: "Carl", Qt.Key.Key_Up: "Bob", Qt.Key.Key_Home: "Anna"}.items():
        press(qtbot, page, key)
        current = page.calls.current()
        assert isinstance(current, Call)
        assert current.name == name
    press(qtbot, page, Qt.Key.Key_Down)
    current = page.calls.current()
    assert isinstance(current, Call)
    assert current.name == "Bob", "over the heading between them"


def limit_to(book: Book, calls_a_day: int) -> None:
    with book.edit("Changed the settings"):
        book.shops.update(replace(book.shop, visits_a_day=calls_a_day))


def bought_three_days_ago(book: Book, *customers: str) -> list[int]:
    made = [add_customer(book, name) for name in customers]
    for customer_id in made:
        add_sale(book, customer_id, A_DAY - 3 * DAY)
    return made


def test_a_complaint_heard_in_the_call_takes_the_words_and_settles_it_in_one_step(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    page = opened(qtbot, context)
    press(qtbot, page, Qt.Key.Key_T)
    type_in("It drips")
    press(qtbot, page, Qt.Key.Key_Escape, Qt.Key.Key_K)
    form = form_over(page, ComplaintForm)
    assert isinstance(form, ComplaintForm)
    assert (form.words.value(), form.channel.value()) == ("It drips", Channel.PHONE)
    assert book.visits.of_customer(anna) == [], "nothing is written before the complaint is"
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (complaint,) = book.complaints.open()
    (visit,) = book.visits.of_customer(anna)
    assert (complaint.words, visit.complaint_id, visit.outcome) == ("It drips", complaint.id, Outcome.REACHED)
    assert names(page) == []
    book.undo()
    assert (book.complaints.count(), book.visits.count()) == (0, 0)


def test_b_settles_the_call_and_goes_to_the_counter(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    page = opened(qtbot, context)
    with qtbot.waitSignal(page.sale_wanted) as asked:
        press(qtbot, page, Qt.Key.Key_B)
    assert asked.args == [anna]
    assert book.visits.of_customer(anna)[0].outcome is Outcome.REACHED


def test_whoever_no_longer_comes_says_why_and_where_they_buy_now(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    page = opened(qtbot, context)
    press(qtbot, page, Qt.Key.Key_G)
    form = form_over(page, LeavingForm)
    assert isinstance(form, LeavingForm)
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_2)
    QTest.keyClicks(form.shop.line, "The new one")
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    known = book.customers.get(anna)
    assert (known.left_reason, known.left_for, known.left_on) == (LeftReason.PRICE, "The new one", A_DAY)
    assert names(page) == []


def test_control_enter_in_the_last_field_writes_one_contact_not_two(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    page = opened(qtbot, context)
    press(qtbot, page, Qt.Key.Key_G)
    form = form_over(page, LeavingForm)
    assert isinstance(form, LeavingForm)
    QTest.keyClick(form.shop.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait(10)
    assert len(book.visits.of_customer(anna)) == 1


def test_why_names_the_rule_and_what_nobody_got_to(qtbot: QtBot, context: Context, book: Book) -> None:
    bought_three_days_ago(book, "Anna")
    page = opened(qtbot, context)
    press(qtbot, page, Qt.Key.Key_Y)
    words = " ".join(label.text() for label in form_over(page, WhyDialog).findChildren(QLabel))
    assert "After a sale" in words
    assert "12 Mar 2026" in words


def test_a_letter_is_no_call_and_r_says_that_it_is_written(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    with book.edit("Tried"):
        (asked,) = book.follow_ups.of_customer(anna)
        book.follow_ups.update(replace(asked, channel=Channel.LETTER, attempts=5))
    page = opened(qtbot, context)
    assert page.calls.lines()[0] == Heading("Letters due", 1)
    assert page.write_back.buttons[Outcome.REACHED].text() == "R  Letter written"
    assert not page.write_back.buttons[Outcome.NO_ANSWER].isVisible()
    assert page.header.subtitle.text().endswith("1 letter")
    press(qtbot, page, Qt.Key.Key_T)
    type_in("Sent the blue card")
    press(qtbot, page, Qt.Key.Key_Escape, Qt.Key.Key_R)
    (visit,) = book.visits.of_customer(anna)
    assert (visit.channel, visit.reached, visit.note) == (Channel.LETTER, False, "Sent the blue card")
    assert book.follow_ups.of_customer(anna)[0].status is FollowUpStatus.DONE


def test_who_has_to_wait_is_counted_last_and_can_be_taken_on(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    bought_three_days_ago(book, "Anna", "Bob", "Carl")
    limit_to(book, 1)
    page = opened(qtbot, context)
    assert names(page) == ["Anna"]
    assert page.calls.lines()[-1] == More("2 more wait: no room today (1 a day)")
    assert page.header.subtitle.text().endswith("3 wanted, room for 1")
    press(qtbot, page, Qt.Key.Key_H)
    dialog = form_over(page, WaitingDialog)
    assert isinstance(dialog, WaitingDialog)
    qtbot.waitUntil(lambda: all(one.until for one in dialog.table.rows()))
    assert dialog.table.rows()[0].because.startswith("No room on 12 Mar 2026: 1 a day.")
    dialog.take.click()
    qtbot.waitUntil(lambda: names(page) == ["Anna", "Bob"])
    assert [one.name for one in dialog.table.rows()] == ["Carl"]
    book.undo()
    qtbot.waitUntil(lambda: names(page) == ["Anna"])


def test_when_the_room_is_used_up_the_page_offers_to_take_more_on(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    bought_three_days_ago(book, "Anna", "Bob")
    limit_to(book, 1)
    page = opened(qtbot, context)
    press(qtbot, page, Qt.Key.Key_R)
    assert names(page) == []
    page._empty.button.click()
    assert form_over(page, WaitingDialog)


def test_whoever_stands_on_a_printed_list_is_marked_and_comes_last(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna, _bob = bought_three_days_ago(book, "Anna", "Bob")
    make_list(book, A_DAY, A_DAY, limit=1)
    page = opened(qtbot, context)
    assert names(page) == ["Bob", "Anna"]
    last = page.calls.calls()[-1]
    assert last.on_list == "On list 1"
    assert Heading("On list 1, not written back", 1) in page.calls.lines()
    page.calls.choose(anna)
    press(qtbot, page, Qt.Key.Key_R)
    assert book.call_lists.all("status = 'open'") == [], "the paper need not come back for it"


def test_the_class_of_a_customer_stands_beside_the_name(qtbot: QtBot, context: Context, book: Book) -> None:
    plan(book, add_customer(book, "Anna", class_by_hand=CustomerClass.GOLD))
    page = opened(qtbot, context)
    spoken = page.calls.model().data(page.calls.model().index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(spoken, str)
    assert spoken.startswith("Anna, Gold, ")


def test_in_a_large_book_an_undone_call_is_back_at_once(
    qtbot: QtBot, context: Context, book: Book, anna: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(the_day, "_AT_ONCE_CUSTOMERS", 0)
    page = opened(qtbot, context)
    qtbot.waitUntil(lambda: names(page) == ["Anna Smith"] and not context.tasks.running)
    press(qtbot, page, Qt.Key.Key_R)
    book.undo()
    qtbot.waitUntil(lambda: names(page) == ["Anna Smith"])
    assert not context.tasks.running, "nobody else was planned anew for it"
