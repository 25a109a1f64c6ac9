"""The form of a contact: what was said, what it settles, what comes next; changed, deleted, kept when half-typed."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from model.book import Book
from model.channels import Channel
from model.follow_ups import FollowUp, FollowUpStatus
from model.leaving import LeftReason
from model.planning.plan import due
from model.visits import Outcome
from model.wishes import Wish
from tests.makers import A_DAY, add_customer, add_sale, add_visit
from ui.context import Context
from ui.forms.complaint_form import ComplaintForm
from ui.forms.contact_form import ContactForm

DAY = timedelta(days=1)


def shown(qtbot: QtBot, form: ContactForm) -> ContactForm:
    qtbot.addWidget(form)
    form.show()
    qtbot.waitExposed(form)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


def save(form: ContactForm) -> None:
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def press(form: ContactForm, *keys: Qt.Key) -> None:
    for key in keys:
        focused = form.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)


@pytest.fixture
def anna(book: Book) -> int:
    """A customer who bought three days ago, and to whom we promised something."""
    customer_id = add_customer(book, "Anna Smith", "07700 900118")
    add_sale(book, customer_id, A_DAY - 3 * DAY, text="Oolong")
    with book.edit("Planned"):
        book.follow_ups.insert(
            FollowUp(customer_id=customer_id, planned_on=A_DAY, reason="Size 38 is in", promise=True)
        )
    return customer_id


def test_a_whole_contact_by_keyboard(qtbot: QtBot, context: Context, book: Book, anna: int) -> None:
    form = shown(qtbot, ContactForm(context, anna))
    press(form, Qt.Key.Key_R)
    form.satisfaction.setFocus()
    press(form, Qt.Key.Key_8)
    form.words.text.setFocus()
    QTest.keyClicks(form.words.text, "All is well")
    form.next_on.line.setFocus()
    QTest.keyClicks(form.next_on.line, "+30")
    QTest.keyClicks(form.next_reason.line, "Ask again")
    save(form)
    (visit,) = book.visits.of_customer(anna)
    assert (visit.outcome, visit.satisfaction, visit.words, visit.channel) == (
        Outcome.REACHED,
        8,
        "All is well",
        Channel.PHONE,
    )
    open_ones = [one for one in book.follow_ups.of_customer(anna) if one.status is FollowUpStatus.OPEN]
    assert [(one.planned_on, one.reason) for one in open_ones] == [(A_DAY + 30 * DAY, "Ask again")]
    assert not form.isVisible()


def test_only_the_ticked_reasons_are_settled(qtbot: QtBot, context: Context, book: Book, anna: int) -> None:
    (one,) = due(book.store, A_DAY)
    form = shown(qtbot, ContactForm(context, anna, items=one.items))
    promise, after_sale = (tick for tick, _item in form._ticks)
    assert promise.box.text() == "Size 38 is in"
    after_sale.box.click()
    save(form)
    (still,) = due(book.store, A_DAY)[0].items if due(book.store, A_DAY) else (None,)
    assert book.follow_ups.of_customer(anna)[0].status is FollowUpStatus.DONE
    assert still is None, "a real contact after the sale answers the question of the rule too"


@pytest.mark.parametrize(
    ("key", "outcome"), [(Qt.Key.Key_N, Outcome.NO_ANSWER), (Qt.Key.Key_W, Outcome.WRONG_NUMBER)]
)
def test_nobody_is_asked_for_words_that_were_not_spoken(
    qtbot: QtBot, context: Context, book: Book, anna: int, key: Qt.Key, outcome: Outcome
) -> None:
    form = shown(qtbot, ContactForm(context, anna))
    form.words.set_value("Never said")
    press(form, key)
    assert not form.words.isVisible()
    assert not form.satisfaction.isVisible()
    save(form)
    (visit,) = book.visits.of_customer(anna)
    assert (visit.outcome, visit.words) == (outcome, "")


@pytest.mark.parametrize(
    ("field", "typed"), [("visited_on", "tomorrow"), ("next_on", "yesterday"), ("next_on", "31 Feb")]
)
def test_a_day_that_cannot_be_is_refused_where_it_stands(
    qtbot: QtBot, context: Context, book: Book, anna: int, field: str, typed: str
) -> None:
    form = shown(qtbot, ContactForm(context, anna))
    day = getattr(form, field)
    day.line.setText(typed)
    save(form)
    assert form.isVisible()
    assert day.shown_problem()
    assert book.visits.count() == 0


def test_the_customer_can_be_found_in_the_form(qtbot: QtBot, context: Context, book: Book, anna: int) -> None:
    form = shown(qtbot, ContactForm(context))
    save(form)
    assert form.isVisible(), "somebody has to be chosen first"
    form._customer.line.setFocus()
    QTest.keyClicks(form._customer.line, "0118")
    QTest.keyClick(form._customer.line, Qt.Key.Key_Return)
    assert [tick.box.text() for tick, _item in form._ticks] == ["Size 38 is in"]
    save(form)
    assert len(book.visits.of_customer(anna)) == 1


def test_a_follow_up_that_is_not_yet_due_can_be_done_early(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    bob = add_customer(book, "Bob")
    with book.edit("Planned"):
        early = book.follow_ups.insert(FollowUp(customer_id=bob, planned_on=A_DAY + 9 * DAY, reason="Later"))
    save(shown(qtbot, ContactForm(context, bob, follow_up_id=early.id)))
    assert book.follow_ups.get(early.id).status is FollowUpStatus.DONE


def test_an_old_contact_is_changed_in_one_edit(qtbot: QtBot, context: Context, book: Book, anna: int) -> None:
    visit = add_visit(book, anna, A_DAY - DAY, words="Hm", satisfaction=5, suggestion="Open earlier")
    form = shown(qtbot, ContactForm(context, visit=visit))
    assert (form.words.value(), form.satisfaction.value(), form.suggestion.value()) == (
        "Hm",
        5,
        "Open earlier",
    )
    form.words.set_value("Better")
    save(form)
    assert book.visits.get(visit.id).words == "Better"
    book.undo()
    assert book.visits.get(visit.id).words == "Hm"


def test_deleting_asks_nothing_and_can_be_undone(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    visit = add_visit(book, anna)
    form = shown(qtbot, ContactForm(context, visit=visit))
    next(button for button in form.findChildren(QPushButton) if button.text() == "Delete").click()
    assert not form.isVisible()
    assert book.visits.find(visit.id) is None
    book.undo()
    assert book.visits.find(visit.id) == visit


def test_a_complaint_heard_in_the_call_is_one_key_away(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    form = shown(qtbot, ContactForm(context, anna))
    QTest.keyClick(form, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: bool(complaint_forms()))
    (complaint,) = complaint_forms()
    qtbot.addWidget(complaint)
    assert book.visits.count() == 1
    assert complaint.customer.value() == anna


def complaint_forms() -> list[ComplaintForm]:
    return [
        one for one in QApplication.topLevelWidgets() if isinstance(one, ComplaintForm) and one.isVisible()
    ]


def test_a_half_typed_contact_is_offered_again(qtbot: QtBot, context: Context, anna: int) -> None:
    form = shown(qtbot, ContactForm(context, anna))
    QTest.keyClicks(form.words.text, "She said that")
    press(form, Qt.Key.Key_F)
    form.hide()  # and the power goes out
    again = shown(qtbot, ContactForm(context, anna))
    assert again.words.value() == ""
    again.bring_back()
    assert again.words.value() == "She said that"
    save(again)
    assert context.drafts.keys() == []


def test_a_contact_that_nobody_called_for_settles_the_wish_that_is_in(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    bob = add_customer(book, "Bob")
    with book.edit("Wished"):
        wish = book.wishes.insert(
            Wish(customer_id=bob, words="Size 38", wished_on=A_DAY - 9 * DAY, arrived_on=A_DAY)
        )
    form = shown(qtbot, ContactForm(context, bob))
    assert [tick.box.text() for tick, _item in form._ticks] == ["“Size 38” is in. · Wish fulfilled"]
    save(form)
    assert book.wishes.get(wish.id).closed_on == A_DAY


def test_whoever_stayed_away_is_asked_why_and_where_they_buy_now(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    bob = add_customer(book, "Bob")
    for months in range(4, 10):
        add_sale(book, bob, A_DAY - months * 30 * DAY)
    (one,) = due(book.store, A_DAY)
    form = shown(qtbot, ContactForm(context, bob, items=one.items))
    assert form._leaving.isVisible()
    assert not form._leaving.left_for.isVisible(), "only where they buy if not here"
    form._leaving.left_reason.set_value(LeftReason.COMPETITOR)
    form._leaving.left_reason.edited.emit()
    form._leaving.left_for.set_value("The shop at the corner")
    save(form)
    known = book.customers.get(bob)
    assert (known.left_reason, known.left_for) == (LeftReason.COMPETITOR, "The shop at the corner")
    again = shown(qtbot, ContactForm(context, bob))
    again._leaving.left_reason.set_value(LeftReason.NONE)
    save(again)
    assert book.customers.get(bob).left_on is None, "they come again after all"
