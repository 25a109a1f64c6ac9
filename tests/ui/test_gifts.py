"""What was given away is written down once, stands on the card, and can be changed, deleted and undone."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from model.book import Book
from model.gifts import Gift, GiftKind
from model.staff import StaffMember
from model.timeline import EventKind
from tests.makers import A_DAY, add_customer, add_gift
from ui.context import Context
from ui.customers.card_view import CardView
from ui.forms.gift_form import GiftForm
from ui.main_window import MainWindow
from ui.widgets.field import Field

Shown = Callable[[GiftForm], GiftForm]


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    """Shows a form, and keeps it until the test is over and its windows are closed."""
    kept: list[GiftForm] = []

    def show(form: GiftForm) -> GiftForm:
        kept.append(form)
        qtbot.addWidget(form)
        form.show()
        qtbot.waitExposed(form)
        return form

    yield show
    kept.clear()


def press(field: Field, key: Qt.Key) -> None:
    """A key in a field that has the keyboard."""
    door = field.inner.focusProxy()
    assert door is not None
    QTest.keyClick(door, key)


def test_a_gift_is_written_down_with_what_it_cost_us(shown: Shown, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna")
    form = shown(GiftForm(context, anna))
    assert form.focusWidget() is form.words.line, "the customer and the day are known"
    QTest.keyClicks(form.words.line, "A tin of tea")
    QTest.keyClicks(form.cost.line, "4.50")
    assert form.save_now()
    (gift,) = book.gifts.of_customer(anna)
    assert (gift.kind, gift.given_on, gift.words, gift.cost_cents) == (
        GiftKind.GIFT,
        A_DAY,
        "A tin of tea",
        450,
    )
    assert book.undo() is not None
    assert book.gifts.count() == 0


def test_without_words_or_a_customer_it_says_so(shown: Shown, context: Context, book: Book) -> None:
    form = shown(GiftForm(context))
    assert not form.save_now()
    assert form.customer.shown_problem() == form.words.shown_problem() == "Please fill this in."
    assert book.gifts.count() == 0


def test_a_gift_is_changed_and_deleted(shown: Shown, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna")
    with book.edit("Added staff"):
        mary = book.staff.insert(StaffMember(name="Mary"))
    gift = add_gift(book, anna, cost_cents=450)
    form = shown(GiftForm(context, gift=gift))
    assert (form.words.value(), form.cost.value()) == ("A tin of tea", 450)
    press(form.kind, Qt.Key.Key_2)
    form.cost.set_value(None)
    form.staff.set_value(mary.id)
    assert form.save_now()
    changed = book.gifts.get(gift.id)
    assert (changed.kind, changed.cost_cents, changed.staff_id) == (GiftKind.GOODWILL, 0, mary.id)
    form = shown(GiftForm(context, gift=changed))
    next(one for one in form.findChildren(QPushButton) if one.text() == "Delete").click()
    assert book.gifts.count() == 0
    book.undo()
    assert book.gifts.all() == [changed]


def test_what_somebody_else_wrote_meanwhile_is_told_before_it_is_written_over(
    shown: Shown, context: Context, book: Book
) -> None:
    gift = add_gift(book, add_customer(book, "Anna"), cost_cents=450)
    form = shown(GiftForm(context, gift=gift))
    with book.edit("Changed a gift"):
        book.gifts.update(Gift(**{**vars(gift), "cost_cents": 300}))
    form.cost.set_value(500)
    assert not form.save_now()
    assert form.cost.shown_problem()
    assert form.save_now()
    assert book.gifts.get(gift.id).cost_cents == 500


def test_half_typed_it_is_brought_back(shown: Shown, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna")
    form = shown(GiftForm(context, anna))
    QTest.keyClicks(form.words.line, "A tin")
    press(form.kind, Qt.Key.Key_2)
    form.close()
    again = shown(GiftForm(context, anna))
    assert again.words.value() == ""
    again.bring_back()
    assert (again.words.value(), again.kind.value()) == ("A tin", GiftKind.GOODWILL)


def test_its_keys_write_one_down_for_the_customer_in_sight(
    qtbot: QtBot, window: MainWindow, book: Book
) -> None:
    anna = add_customer(book, "Anna")
    window.ways.open_customer(anna)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    focused = QApplication.focusWidget()
    assert focused is not None
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(focused, Qt.Key.Key_G, both)
    qtbot.waitUntil(lambda: bool(window.findChildren(GiftForm)))
    (form,) = window.findChildren(GiftForm)
    assert form.customer.value() == anna
    form.give_up()


def test_the_card_tells_what_was_given_and_opens_it(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna")
    gift = add_gift(book, anna, cost_cents=450)
    add_gift(book, anna, words="Free delivery", kind=GiftKind.GOODWILL)
    card = CardView(context)
    qtbot.addWidget(card)
    card.show_customer(anna)
    card.tabs.setCurrentWidget(card.details)
    assert card.dues.words() == [
        "Goodwill: Free delivery · Thu 12 Mar 2026",
        "Gift: A tin of tea · Thu 12 Mar 2026 · cost us €4.50",
    ]
    card._open_event((EventKind.GIFT, gift.id))
    qtbot.waitUntil(lambda: bool(card.window().findChildren(GiftForm)))
    (form,) = card.window().findChildren(GiftForm)
    assert form.words.value() == "A tin of tea"
    form.give_up()


def test_the_card_wants_a_gift_written_down_from_its_menu(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna")
    card = CardView(context)
    qtbot.addWidget(card)
    card.show_customer(anna)
    (entry,) = [one for one in card.more_menu().actions() if one.text().startswith("Record a gift")]
    with qtbot.waitSignal(card.gift_wanted) as wanted:
        entry.trigger()
    assert wanted.args == [anna]
