"""The owner reads each rule in a sentence, changes it, and sees beforehand whom it would plan."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from model.book import Book
from model.planning.plan import due
from model.products import Product
from model.visit_rules import RuleKind, Scope, Unit
from tests.makers import A_DAY, add_customer, add_sale
from ui.context import Context
from ui.settings.page import SettingsPage
from ui.settings.rule_form import RuleForm
from ui.settings.rule_list import RuleList


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> SettingsPage:
    made = SettingsPage(context)
    qtbot.addWidget(made)
    made.refresh()
    made.show()
    return made


def form_of(qtbot: QtBot, context: Context, rule_id: int | None) -> RuleForm:
    rule = None if rule_id is None else context.book.visit_rules.get(rule_id)
    form = RuleForm(context, rule)
    qtbot.addWidget(form)
    form.show()
    return form


def hand_types(form: RuleForm, field: str, text: str) -> None:
    line = getattr(form, field).inner
    line.setText(text)
    line.textEdited.emit(text)


def hand_chooses(form: RuleForm, field: str, key: object) -> None:
    choice = getattr(form, field)
    choice.set_value(key)
    choice.edited.emit()


def test_every_rule_stands_there_in_one_sentence(page: SettingsPage, book: Book) -> None:
    rules: RuleList = page.rules
    sentences = [rules.table.model().index(row, 2).data() for row in range(rules.table.model().rowCount())]
    assert len(sentences) == book.visit_rules.count()
    assert "3 days after a sale, by phone; not when they were spoken to since." in sentences
    assert all(sentence.endswith(".") for sentence in sentences)


def test_a_rule_is_switched_off_as_one_act_and_undo_switches_it_on(page: SettingsPage, book: Book) -> None:
    anna = add_customer(book, "Anna Rossi")
    add_sale(book, anna, on=A_DAY - timedelta(days=3))
    assert [one.customer_id for one in due(book.store, A_DAY)] == [anna]
    page.rules._switch(book.visit_rules.get(1), active=False)
    assert due(book.store, A_DAY) == []
    book.undo()
    assert [one.customer_id for one in due(book.store, A_DAY)] == [anna]


def test_a_form_asks_only_for_what_its_kind_needs(qtbot: QtBot, context: Context) -> None:
    form = form_of(qtbot, context, None)
    assert form.count.isVisible()
    assert form.least.isVisible()
    assert not form.leads.isVisible()
    hand_chooses(form, "kind", RuleKind.YEARLY)
    assert form.leads.isVisible()
    assert not form.count.isVisible()
    assert Scope.PRODUCT not in form.scope.known_keys()
    hand_chooses(form, "scope", Scope.CLASS)
    assert form.customer_class.isVisible()


def test_the_form_says_whom_the_rule_would_plan_before_anything_is_saved(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna, today = add_customer(book, "Anna Rossi"), context.today()
    add_sale(book, anna, on=today - timedelta(days=10))
    form = form_of(qtbot, context, None)
    hand_types(form, "count", "10")
    qtbot.waitUntil(lambda: "1 contact" in form.preview.found.text())
    assert "Anna Rossi" in form.preview.who.text()
    assert form.preview.sentence.text().startswith("10 days after a sale")
    hand_types(form, "count", "60")
    qtbot.waitUntil(lambda: form.preview.found.text() == "Nobody this week.")
    assert book.visit_rules.count() == 14


def test_a_saved_rule_plans(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna Rossi")
    add_sale(book, anna, on=A_DAY - timedelta(days=60))
    form = form_of(qtbot, context, None)
    hand_types(form, "count", "2")
    hand_chooses(form, "unit", Unit.MONTHS)
    hand_types(form, "name", "Two months on")
    assert form.save_now()
    rule = book.visit_rules.all("name = 'Two months on'")[0]
    asking = [item.rule_id for one in due(book.store, A_DAY + timedelta(days=3)) for item in one.items]
    assert rule.id in asking


def test_a_rule_that_could_plan_nothing_is_refused_where_it_lacks_something(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    form = form_of(qtbot, context, None)
    hand_chooses(form, "scope", Scope.PRODUCT)
    assert not form.save_now()
    assert form.product.shown_problem() == "Please choose one."
    hand_chooses(form, "kind", RuleKind.KEEP_IN_TOUCH)
    hand_chooses(form, "scope", Scope.ANY)
    hand_types(form, "count", "0")
    assert not form.save_now()
    assert "How often?" in form.count.shown_problem()
    assert book.visit_rules.count() == 14


def test_a_deleted_rule_comes_back_with_undo(qtbot: QtBot, context: Context, book: Book) -> None:
    form_of(qtbot, context, 12)._delete()
    assert book.visit_rules.find(12) is None
    book.undo()
    assert book.visit_rules.get(12).count == 30


def test_the_day_has_room_for_as_many_as_the_owner_says(page: SettingsPage, book: Book) -> None:
    page.visits.a_day.inner.setText("12")  # type: ignore[attr-defined]
    page.visits.a_quarter.inner.setText("")  # type: ignore[attr-defined]
    page.visits.form.edited.emit()
    assert page.visits.save_now()
    assert (book.shop.visits_a_day, book.shop.contacts_a_quarter) == (12, None)


def test_enter_in_a_field_saves_the_limits(page: SettingsPage, book: Book) -> None:
    field = page.visits.a_day.line
    field.clear()
    QTest.keyClicks(field, "5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert book.shop.visits_a_day == 5


def test_categories_that_begin_as_typed_come_first(qtbot: QtBot, context: Context, book: Book) -> None:
    with book.edit("Added products"):
        for name in ("Contact lenses", "Lenses"):
            book.products.insert(Product(name=name, category=name))
    form = form_of(qtbot, context, None)
    assert [one.title for one in form._categories("len")] == ["Lenses", "Contact lenses"]
