"""The number beside a page says that something waits there, and goes when it is done."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from model.book import Book
from model.classes.reviewing import review
from tests.makers import add_customer, add_sale
from ui.actions import PAGES
from ui.book_signals import BookSignals
from ui.waiting import Waiting
from ui.widgets.navigation_rail import NavigationRail, Place

NOVEMBER = date(2026, 11, 3)


@pytest.fixture
def rail(qtbot: QtBot) -> NavigationRail:
    rail = NavigationRail([Place(page.key, page.title, page.icon) for page in PAGES])
    qtbot.addWidget(rail)
    return rail


@pytest.fixture
def waiting(book: Book, rail: NavigationRail) -> Iterator[Waiting]:
    signals = BookSignals(book, rail)
    waiting = Waiting(book, signals, rail, lambda: NOVEMBER, rail)
    yield waiting
    waiting.stop()
    signals.stop()


def of_figures(rail: NavigationRail) -> str:
    names = [button.accessibleName() for button in rail.findChildren(QPushButton)]
    return next(name for name in names if name.startswith("Figures"))


def test_a_review_that_is_due_is_said_beside_figures_until_it_is_made(
    book: Book, waiting: Waiting, rail: NavigationRail
) -> None:
    add_sale(book, add_customer(book), date(2026, 5, 1))
    review(book, date(2026, 10, 1))
    waiting.count()
    assert of_figures(rail) == "Figures, The review of November 2026 is due"
    review(book, NOVEMBER)
    waiting.count()
    assert of_figures(rail) == "Figures"


def test_a_shop_that_never_reviewed_its_classes_is_not_reminded(
    book: Book, waiting: Waiting, rail: NavigationRail
) -> None:
    add_sale(book, add_customer(book), date(2026, 5, 1))
    waiting.count()
    assert of_figures(rail) == "Figures"
