"""How somebody of a class is welcomed: where they are called or served, and on the call list if the owner says so."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from model.book import Book
from model.customer_class import CustomerClass
from model.follow_ups import FollowUp
from model.planning.plan import due
from model.today_facts import LastKnown
from reports.call_facts import gather
from tests.makers import A_DAY, add_customer, add_sale, review_classes
from ui.context import Context
from ui.counter.about_customer import AboutCustomer
from ui.counter.page import CounterPage
from ui.customers.card_header import CardHeader
from ui.today.calls import Call
from ui.today.write_back import WriteBack
from ui.widgets.label import PlainLabel

GOLD = "Greet them by name, and ask how the last purchase is doing."


@pytest.fixture
def anna(book: Book) -> int:
    """An old customer whom the review calls lead, and who is to be called today."""
    customer_id = add_customer(book, "Anna", "07700 900118")
    add_sale(book, customer_id, A_DAY - timedelta(days=400))
    review_classes(book, A_DAY, one=(customer_id, CustomerClass.LEAD))
    with book.edit("Planned"):
        book.follow_ups.insert(FollowUp(customer_id=customer_id, planned_on=A_DAY, reason="Ask"))
    return customer_id


def brings_two(book: Book, customer_id: int) -> None:
    for name in ("Ben", "Cleo"):
        add_sale(book, add_customer(book, name, introduced_by_id=customer_id), A_DAY - timedelta(days=300))


def said_on_today(qtbot: QtBot, context: Context) -> list[str]:
    panel = WriteBack(context)
    qtbot.addWidget(panel)
    [one] = due(context.book.store, A_DAY)
    panel.show_call(Call(one, A_DAY), LastKnown())
    return [label.text() for label in panel.findChildren(PlainLabel) if not label.isHidden()]


def said_at_the_counter(qtbot: QtBot, context: Context, customer_id: int) -> list[str]:
    panel = AboutCustomer(context)
    qtbot.addWidget(panel)
    panel.show_customer(customer_id)
    return panel.words()


def test_the_programs_words_are_said_until_the_owner_has_better_ones(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    words = "Lead: Friendly and quick, as everybody."
    assert words in said_on_today(qtbot, context)
    assert words in said_at_the_counter(qtbot, context, anna)
    assert gather(book, A_DAY, A_DAY).groups[0].lines[0].people[0].greeting == ""
    with book.edit("Said it better"):
        [treatment] = book.class_treatments.all("customer_class = 'lead'")
        book.class_treatments.update(replace(treatment, greeting="Offer a cup of tea."))
    assert "Lead: Offer a cup of tea." in said_on_today(qtbot, context)
    assert "Lead: Offer a cup of tea." in said_at_the_counter(qtbot, context, anna)
    assert gather(book, A_DAY, A_DAY).groups[0].lines[0].people[0].greeting == "Offer a cup of tea."


def test_the_counter_in_sight_follows_what_the_owner_says_and_a_review_and_its_undo(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    page = CounterPage(context)
    qtbot.addWidget(page)
    page.show()
    page.who.show_customer(anna)
    page.refresh()
    assert "Lead: Friendly and quick, as everybody." in page.about.words()
    with book.edit("Said it better"):
        [kept] = book.class_treatments.all("customer_class = 'lead'")
        book.class_treatments.update(replace(kept, greeting="Offer a cup of tea."))
    assert "Lead: Offer a cup of tea." in page.about.words()
    review_classes(book, A_DAY, one=(anna, CustomerClass.GOLD))
    assert f"Gold: {GOLD}" in page.about.words()
    book.undo()
    assert "Lead: Offer a cup of tea." in page.about.words()


def test_who_brought_others_is_welcomed_as_gold(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    brings_two(book, anna)
    assert f"Brings others: {GOLD}" in said_on_today(qtbot, context)
    assert f"Brings others: {GOLD}" in said_at_the_counter(qtbot, context, anna)


def test_nothing_is_said_of_whoever_is_in_no_class(qtbot: QtBot, context: Context, book: Book) -> None:
    ben = add_customer(book, "Ben")
    add_sale(book, ben, A_DAY - timedelta(days=400))
    assert not any(
        "Greet" in words or "Friendly" in words for words in said_at_the_counter(qtbot, context, ben)
    )


def test_the_card_shows_the_class_that_stands_and_whom_they_brought(
    qtbot: QtBot, context: Context, book: Book, anna: int
) -> None:
    header = CardHeader(context)
    qtbot.addWidget(header)
    header.show_card(book.customers.card(anna))
    assert header.words() == ["Lead"]
    brings_two(book, anna)
    header.show_card(book.customers.card(anna))
    assert header.words() == ["Lead", "Brought 2 customers"]
