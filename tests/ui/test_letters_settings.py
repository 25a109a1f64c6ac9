"""The owner words letters and messages; what is not reworded is the program's, in both languages."""

import pytest
from pytestqt.qtbot import QtBot

from model.book import Book
from model.template_texts import filled, template
from model.text_templates import Purpose
from tests.makers import add_customer, add_sale
from ui.context import Context
from ui.settings.letter_form import LetterForm
from ui.settings.page import SettingsPage


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> SettingsPage:
    made = SettingsPage(context)
    qtbot.addWidget(made)
    made.refresh()
    made.show()
    return made


def form_of(qtbot: QtBot, context: Context, purpose: Purpose, language: str = "en") -> LetterForm:
    form = LetterForm(context, template(context.book, purpose, language))
    qtbot.addWidget(form)
    form.show()
    return form


def test_every_purpose_has_a_text_in_both_languages(page: SettingsPage) -> None:
    texts = page.letters.table.rows()
    assert {(text.purpose, text.language) for text in texts} == {
        (purpose, language) for purpose in Purpose for language in ("en", "zh_CN")
    }
    assert all(text.body for text in texts)


def test_own_words_are_used_from_then_on_and_undo_brings_back_the_programs(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna Rossi")
    form = form_of(qtbot, context, Purpose.BIRTHDAY)
    form.words.set_value("Many happy returns, {name}!")
    assert form.save_now()
    assert (
        filled(book, Purpose.BIRTHDAY, anna, "en", context.today()).body == "Many happy returns, Anna Rossi!"
    )
    book.undo()
    assert template(book, Purpose.BIRTHDAY, "en").id == 0


def test_a_place_that_does_not_exist_is_refused_with_what_to_do(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    form = form_of(qtbot, context, Purpose.BIRTHDAY)
    form.words.set_value("Dear {nmae}, {name}")
    assert not form.save_now()
    assert "{nmae}" in form.words.shown_problem()
    assert book.text_templates.count() == 0


def test_the_form_shows_the_text_as_a_customer_would_read_it(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    add_sale(book, add_customer(book, "Anna Rossi"), context.today())
    form = form_of(qtbot, context, Purpose.OTHER)
    form.words.set_value("Hello {name}")
    form.words.edited.emit()
    assert form._sample.text() == "Hello Anna Rossi"


def test_the_programs_words_can_be_taken_again(
    qtbot: QtBot, page: SettingsPage, context: Context, book: Book
) -> None:
    form = form_of(qtbot, context, Purpose.OTHER)
    form.words.set_value("Mine")
    form.save_now()
    form_of(qtbot, context, Purpose.OTHER)._forget()
    assert template(book, Purpose.OTHER, "en").body != "Mine"
