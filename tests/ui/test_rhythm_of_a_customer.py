"""The tab of a card that says how often somebody comes and what they buy again."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from model.book import Book
from tests.makers import A_DAY, add_customer
from tests.model.planning.goods import add_product, sell
from ui.context import Context
from ui.customers.card_view import CardView
from ui.customers.rhythm_view import RhythmView


@pytest.fixture
def view(qtbot: QtBot, context: Context) -> RhythmView:
    made = RhythmView(context)
    qtbot.addWidget(made)
    made.resize(760, 400)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: not context.tasks.running)
    return made


def buys(book: Book, customer_id: int, product_id: int, *days_ago: int) -> None:
    for ago in days_ago:
        sell(book, customer_id, A_DAY - timedelta(days=ago), (product_id, "It", 1000))


def test_it_says_how_often_each_thing_is_bought_and_when_again(book: Book, view: RhythmView) -> None:
    anna = add_customer(book, "Anna")
    beans = add_product(book, "Coffee beans", "Coffee")
    cup = add_product(book, "Cup")
    buys(book, anna, cup, 5)
    buys(book, anna, beans, 110, 80, 50)
    view.show_customer(anna)
    assert view.words() == [
        "Comes every 35 days, today is day 5.",
        "Coffee beans · every 30 days · 50 days ago · 20 days ago · 3",
        "Cup · – · 5 days ago · 1",
        "Coffee · every 30 days · 50 days ago · 20 days ago · 3",
    ]
    assert [row.is_late for row in view.table.rows()] == [True, False, True]


def test_what_is_usual_of_others_stands_in_until_there_are_three(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    beans, lenses = add_product(book, "Beans"), add_product(book, "Lenses", repurchase_days=30)
    for n in range(6):
        buys(book, add_customer(book, f"Buyer {n}"), beans, 400, 360, 320)
    anna = add_customer(book, "Anna")
    buys(book, anna, beans, 10)
    buys(book, anna, lenses, 10)
    view = RhythmView(context)
    qtbot.addWidget(view)
    view.resize(760, 400)
    view.show_customer(anna)
    assert [row.name for row in view.table.rows()] == ["Lenses", "Beans"]
    view.show()
    qtbot.waitUntil(lambda: any("every 40 days" in line for line in view.words()))
    columns = {one.key: one for one in view.table.model().columns}  # type: ignore[attr-defined]
    told = {row.name: (columns["often"].text(row), columns["often"].aside(row)) for row in view.table.rows()}
    assert told == {"Beans": ("every 40 days", "as others do"), "Lenses": ("every 60 days", "as you set it")}
    assert view.words()[0] == "How often they come is known from the third visit on."


def test_who_bought_nothing_is_told_so(book: Book, view: RhythmView) -> None:
    view.show_customer(add_customer(book, "Anna"))
    assert view.words() == ["Has not bought anything yet."]


def test_the_card_shows_it_beside_what_was_bought(qtbot: QtBot, context: Context, book: Book) -> None:
    anna, ben = add_customer(book, "Anna"), add_customer(book, "Ben")
    beans = add_product(book, "Coffee beans")
    buys(book, anna, beans, 70, 50, 30)
    card = CardView(context)
    qtbot.addWidget(card)
    card.resize(720, 700)
    card.show()
    card.show_customer(anna)
    card.tabs.setCurrentWidget(card.bought)
    assert len(card.purchases.rows()) == 3
    assert card.purchases.isVisible()
    QTest.mouseClick(card.bought.how_often, Qt.MouseButton.LeftButton)
    assert card.bought.rhythm.words()[1] == "Coffee beans · every 20 days · 30 days ago · 10 days ago · 3"
    card.show_customer(ben)
    assert card.bought.rhythm.words() == ["Has not bought anything yet."]
    QTest.mouseClick(card.bought.one_by_one, Qt.MouseButton.LeftButton)
    assert card.purchases.rows() == []
