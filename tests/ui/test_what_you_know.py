"""What the owner knows of a customer's worth is typed on the card; classes are offered where they can be given."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from model.book import Book
from model.card_words import facts
from model.customer_class import JUDGED, METALS, CustomerClass
from model.errors import FieldError
from model.visit_rules import RuleKind, VisitRule
from tests.makers import add_customer
from ui.context import Context
from ui.forms.customer_form import CustomerForm
from ui.forms.fields import percent_field
from ui.forms.stars_field import StarsField
from ui.settings.page import SettingsPage
from ui.settings.rule_form import RuleForm

FormOf = Callable[[int], CustomerForm]


@pytest.fixture
def form_of(qtbot: QtBot, context: Context) -> Iterator[FormOf]:
    """Opens the form of a customer, and keeps it until the test is over and its windows are closed."""
    kept: list[CustomerForm] = []

    def show(customer_id: int) -> CustomerForm:
        form = CustomerForm(context, context.book.customers.card(customer_id))
        kept.append(form)
        qtbot.addWidget(form)
        form.show()
        qtbot.waitExposed(form)
        return form

    yield show
    kept.clear()


def press(field: StarsField, key: Qt.Key) -> None:
    """A key in a field that has the keyboard."""
    door = field.inner.focusProxy()
    assert door is not None
    QTest.keyClick(door, key)


def test_stars_need_and_aim_are_kept_and_undo_brings_back_what_was(form_of: FormOf, book: Book) -> None:
    anna = add_customer(book, "Anna")
    form = form_of(anna)
    press(form.worth.stars, Qt.Key.Key_3)
    QTest.keyClicks(form.worth.need_cents.line, "900")
    QTest.keyClicks(form.worth.share_aim_percent.line, "60 %")
    assert form.save_now()
    known = book.customers.get(anna)
    assert (known.stars, known.need_cents, known.share_aim_percent) == (3, 90_000, 60)
    words = {fact.key: fact.words for fact in facts(book.customers.card(anna), "EUR")}
    assert words["known"] == "3 of 4 stars\nNeeds €900.00 in a year, of which we would like 60%"
    book.undo()
    assert "known" not in {fact.key for fact in facts(book.customers.card(anna), "EUR")}


def test_what_is_known_is_shown_and_can_be_taken_away(form_of: FormOf, book: Book) -> None:
    anna = add_customer(book, "Anna", stars=4, need_cents=90_000, share_aim_percent=60)
    form = form_of(anna)
    assert (form.worth.stars.stars(), form.worth.need_cents.value()) == (4, 90_000)
    press(form.worth.stars, Qt.Key.Key_0)
    form.worth.need_cents.line.clear()
    form.worth.share_aim_percent.line.clear()
    assert form.save_now()
    known = book.customers.get(anna)
    assert (known.stars, known.need_cents, known.share_aim_percent) == (0, None, None)


def test_half_typed_stars_come_back_and_those_of_somebody_else_are_told(form_of: FormOf, book: Book) -> None:
    anna = add_customer(book, "Anna")
    form = form_of(anna)
    press(form.worth.stars, Qt.Key.Key_2)
    form.close()
    again = form_of(anna)
    assert again.worth.stars.stars() == 0
    again.bring_back()
    assert again.worth.stars.stars() == 2
    with book.edit("Changed her"):
        book.store.write("UPDATE customer SET stars = 4 WHERE id = :id", {"id": anna})
    assert not again.save_now()
    assert again.worth.stars.shown_problem()


def test_stars_are_said_by_their_number(qtbot: QtBot) -> None:
    field = StarsField()
    qtbot.addWidget(field)
    field.name_it("How promising they are")
    said = [button.accessibleName() for button in field._buttons]
    assert said[0] == "How promising they are: Nothing known"
    assert said[4] == "How promising they are: 4 of 4 stars"


@pytest.mark.parametrize(("typed", "percent"), [("60", 60), ("60 %", 60), ("100％", 100), (" 1", 1)])
def test_percent_is_read_as_people_write_it(qtbot: QtBot, typed: str, percent: int) -> None:
    field = percent_field(least=1)
    qtbot.addWidget(field)
    field.line.setText(typed)
    assert (field.value(), field.problem()) == (percent, "")


@pytest.mark.parametrize("typed", ["0", "101", "half", "-5", "3.5"])
def test_what_is_no_percent_is_refused_with_an_example(qtbot: QtBot, typed: str) -> None:
    field = percent_field(least=1)
    qtbot.addWidget(field)
    field.line.setText(typed)
    assert field.problem() == str(FieldError("Type a number from 1 to 100, like 60."))


def test_only_metals_are_given_by_hand_but_rules_are_for_every_class(
    qtbot: QtBot, context: Context, form_of: FormOf, book: Book
) -> None:
    form = form_of(add_customer(book, "Anna"))
    assert form.worth.class_by_hand.known_keys() == [CustomerClass.NONE, *METALS]
    rule = RuleForm(context, VisitRule(kind=RuleKind.KEEP_IN_TOUCH))
    qtbot.addWidget(rule)
    assert rule.customer_class.known_keys() == list(JUDGED)


def test_the_margin_of_the_shop_is_a_setting(qtbot: QtBot, context: Context, book: Book) -> None:
    page = SettingsPage(context)
    qtbot.addWidget(page)
    page.refresh()
    page.shop.margin.line.setText("40")
    page.shop.margin.line.textEdited.emit("40")
    page.shop.save.click()
    assert book.shop.margin_percent == 40
    page.shop.margin.line.setText("")
    page.shop.margin.line.textEdited.emit("")
    page.shop.save.click()
    assert book.shop.margin_percent is None
