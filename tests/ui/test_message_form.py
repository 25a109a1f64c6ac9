"""A message is prepared here, sent by hand elsewhere, and written down as one act."""

from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from model.book import Book
from model.channels import Channel
from model.customer_phones import Phone, PhoneKind
from model.customers import Consent
from model.planning.plan import due
from model.visit_rules import RuleKind
from tests.makers import add_customer, add_sale
from ui.context import Context
from ui.forms.message_form import MessageForm


@pytest.fixture
def anna(book: Book, context: Context) -> int:
    customer = add_customer(book, "Anna Rossi", "07700 900123", email="anna@example.org")
    add_sale(book, customer, context.today() - timedelta(days=3))
    return customer


def form_for(qtbot: QtBot, context: Context, customer: int) -> MessageForm:
    asking = [one for one in due(context.book.store, context.today()) if one.customer_id == customer]
    form = MessageForm(context, customer, items=asking[0].items if asking else ())
    qtbot.addWidget(form)
    form.show()
    return form


def test_the_text_is_about_the_reason_and_names_the_customer(
    qtbot: QtBot, context: Context, anna: int
) -> None:
    form = form_for(qtbot, context, anna)
    assert form.purpose.value() == RuleKind.AFTER_SALE
    assert "Anna Rossi" in form.words.value()
    assert "{" not in form.words.value()


def test_what_was_sent_is_written_down_and_its_reason_is_done(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    form = form_for(qtbot, context, anna)
    form.words.set_value("Is the tea good?")
    assert form.save_now()
    sent = book.visits.of_customer(anna)[0]
    assert (sent.channel, sent.note) == (Channel.MESSAGE, "Is the tea good?")
    assert due(book.store, context.today()) == []
    book.undo()
    assert [one.customer_id for one in due(book.store, context.today())] == [anna]


def test_the_text_can_be_copied_and_opened_where_it_is_sent_from(
    qtbot: QtBot, context: Context, anna: int
) -> None:
    form = form_for(qtbot, context, anna)
    form.words.set_value("Is the tea good?")
    assert form.link() == "sms:07700900123?body=Is%20the%20tea%20good%3F"
    form.channel.set_value(Channel.EMAIL)
    form.channel.edited.emit()
    assert form.link().startswith("mailto:anna@example.org?subject=")
    form.copy()
    assert QGuiApplication.clipboard().text() == "Is the tea good?"


def test_a_letter_in_the_other_language_replaces_only_a_text_nobody_touched(
    qtbot: QtBot, context: Context, anna: int
) -> None:
    form = form_for(qtbot, context, anna)
    form.language.set_value("zh_CN")
    form.language.edited.emit()
    assert any("一" <= character <= "鿿" for character in form.words.value())
    form.words.set_value("My own words")
    form.language.set_value("en")
    form.language.edited.emit()
    assert form.words.value() == "My own words"


def test_whoever_said_no_to_messages_gets_none(qtbot: QtBot, context: Context, book: Book, anna: int) -> None:
    card = book.customers.card(anna)
    with book.edit("Said no"):
        book.customers.save(
            type(card)(
                card.customer, card.phones, consents=(Consent(channel=Channel.MESSAGE, allowed=False),)
            )
        )
    form = form_for(qtbot, context, anna)
    assert form.channel.value() == Channel.EMAIL
    form.channel.set_value(Channel.MESSAGE)
    assert not form.save_now()
    assert "said no" in form.channel.shown_problem()
    assert book.visits.of_customer(anna) == []


def test_a_message_goes_to_the_mobile_phone(qtbot: QtBot, context: Context, book: Book) -> None:
    bob = add_customer(book, "Bob")
    card = book.customers.card(bob)
    phones = (Phone(number="020 1", kind=PhoneKind.HOME), Phone(number="0770 2"))
    with book.edit("Phones"):
        book.customers.save(type(card)(card.customer, phones))
    assert form_for(qtbot, context, bob).link().startswith("sms:07702?")
