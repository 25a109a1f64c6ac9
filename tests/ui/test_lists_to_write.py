"""Every morning the lists that are not written back are asked for, quietly, until they are."""

from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from model.book import Book
from model.call_list_closing import close
from model.call_list_making import make_list
from model.follow_ups import FollowUp
from tests.makers import A_DAY, add_customer
from ui.context import Context
from ui.lists_to_write import ListsToWrite
from ui.main_window import MainWindow
from ui.widgets.banner import Banner
from ui.window_frame import WindowFrame

DAY = timedelta(days=1)


@pytest.fixture
def made(book: Book) -> int:
    """A list of yesterday with one line; its id."""
    anna = add_customer(book)
    with book.edit("Planned"):
        book.follow_ups.insert(FollowUp(customer_id=anna, planned_on=A_DAY - DAY, reason="Ask"))
    return make_list(book, A_DAY - DAY, A_DAY - DAY).id


def line(window: MainWindow | WindowFrame) -> Banner | None:
    """The line that is shown about them."""
    shown = [one for one in window.findChildren(Banner) if one.accessibleName().startswith("Call list")]
    return next((one for one in shown if not one.isHidden()), None)


def test_the_window_opens_with_the_line_which_leads_to_the_lists(made: int, window: MainWindow) -> None:
    banner = line(window)
    assert banner is not None
    assert banner.accessibleName() == "Call list 1 of 11 Mar 2026 is not written back: 1 line is missing."
    banner.acted.emit()
    assert window.pages.key_shown == "lists"
    assert line(window) is None


def test_the_line_goes_when_the_list_is_closed_and_comes_back_with_undo(
    made: int, window: MainWindow, book: Book, qtbot: QtBot
) -> None:
    close(book, made, A_DAY)
    qtbot.waitUntil(lambda: line(window) is None)
    book.undo()
    qtbot.waitUntil(lambda: line(window) is not None)


def test_put_away_it_comes_again_the_next_day(made: int, qtbot: QtBot, context: Context) -> None:
    frame, day = WindowFrame("Tea & Leaf"), [A_DAY]
    qtbot.addWidget(frame)

    def today() -> date:
        return day[0]

    asks = ListsToWrite(context.book, context.signals, frame, today, frame.update, frame)
    asks.look()
    banner = line(frame)
    assert banner is not None
    banner._put_away()
    asks.look()
    assert line(frame) is None
    day[0] += DAY
    asks.look()
    assert line(frame) is not None


def test_a_list_of_today_is_not_asked_for_yet(book: Book, window: MainWindow, qtbot: QtBot) -> None:
    anna = add_customer(book)
    with book.edit("Planned"):
        book.follow_ups.insert(FollowUp(customer_id=anna, planned_on=A_DAY, reason="Ask"))
    make_list(book, A_DAY, A_DAY)
    window.look_at_the_day()
    assert line(window) is None
