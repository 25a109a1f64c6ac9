"""What everybody is worth is reckoned once for all who show it, again after changes, and never in the way."""

import threading
from dataclasses import replace
from datetime import timedelta
from typing import cast

from pytestqt.qtbot import QtBot

from model.book import Book
from tests.makers import A_DAY, add_customer, add_sale, add_visit
from ui.appraising import Appraised
from ui.context import Context
from ui.main_window import MainWindow
from ui.tasks import Progress


def reckoned(qtbot: QtBot, context: Context) -> Appraised:
    with qtbot.waitSignal(context.appraising.ready):
        context.appraising.wanted()
    qtbot.waitUntil(lambda: not context.tasks.running)
    latest = context.appraising.latest
    assert latest is not None
    return latest


def current_of(appraised: Appraised, customer: int) -> int:
    worth = appraised.appraisal.worth(customer)
    assert worth is not None
    return worth.current_cents


def test_nothing_is_reckoned_until_somebody_wants_it_and_then_once(context: Context, qtbot: QtBot) -> None:
    anna = add_customer(context.book)
    add_sale(context.book, anna, A_DAY, 1_000, cost=400)
    assert context.appraising.latest is None
    first = reckoned(qtbot, context)
    assert current_of(first, anna) == 600
    assert first.classification.class_of(anna).label == "New customer"
    context.appraising.wanted()
    assert not context.tasks.running
    assert context.appraising.latest is first


def test_after_a_change_the_old_figures_stay_until_the_new_ones_are_there(
    context: Context, qtbot: QtBot
) -> None:
    anna = add_customer(context.book)
    first = reckoned(qtbot, context)
    with qtbot.waitSignal(context.appraising.outdated):
        add_sale(context.book, anna, A_DAY, 1_000, cost=400)
    assert context.appraising.latest is first
    assert not context.appraising.is_fresh
    assert current_of(reckoned(qtbot, context), anna) == 600


def test_one_customer_is_told_as_they_are_now_before_everybody_is_reckoned_again(
    context: Context, qtbot: QtBot
) -> None:
    anna = add_customer(context.book)
    ben = add_customer(context.book, "Ben Brown", introduced_by_id=anna)
    assert context.appraising.one(anna) is None
    first = reckoned(qtbot, context)
    add_sale(context.book, ben, A_DAY, 1_000, cost=400)
    one = context.appraising.one(anna)
    assert one is not None
    assert [person.current_cents for person in one.circle.introduced] == [600]
    assert context.appraising.latest is first


class Held:
    """The progress of a work that stops at its first word until it may go on."""

    def __init__(self, progress: Progress, began: threading.Event, may_go_on: threading.Event) -> None:
        self.book = progress.book
        self._began, self._may_go_on = began, may_go_on

    def __call__(self, *_far: object) -> None:
        self._began.set()
        assert self._may_go_on.wait(20)


def test_one_customer_is_told_as_they_are_while_everybody_is_being_reckoned_again(
    context: Context, qtbot: QtBot
) -> None:
    anna = add_customer(context.book)
    reckoned(qtbot, context)
    add_sale(context.book, anna, A_DAY, 1_000, cost=400)
    began, may_go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> Appraised:
        return context.appraising.made(cast(Progress, Held(progress, began, may_go_on)))

    context.tasks.start("Figures", work, lambda _made: None, quiet=True)
    assert began.wait(20)
    one = context.appraising.one(anna)
    may_go_on.set()
    qtbot.waitUntil(lambda: not context.tasks.running)
    assert one is not None
    assert one.worth.current_cents == 600


def test_the_figures_of_a_part_in_the_making_serve_everybody(context: Context, qtbot: QtBot) -> None:
    add_sale(context.book, add_customer(context.book), A_DAY)
    found: list[Appraised] = []
    with qtbot.waitSignal(context.appraising.ready):
        context.tasks.start("Figures", context.appraising.made, found.append, quiet=True)
    qtbot.waitUntil(lambda: bool(found))
    assert context.appraising.latest is found[0]
    assert context.appraising.is_fresh


def test_visits_that_move_no_figure_leave_them_fresh(context: Context, qtbot: QtBot) -> None:
    anna = add_customer(context.book)
    reckoned(qtbot, context)
    add_visit(context.book, anna)
    assert context.appraising.is_fresh


def test_what_the_owner_guesses_of_the_margin_makes_them_old(context: Context, qtbot: QtBot) -> None:
    anna = add_customer(context.book)
    add_sale(context.book, anna, A_DAY - timedelta(days=100), 1_000)
    assert current_of(reckoned(qtbot, context), anna) == 1_000
    with context.book.edit("Changed the settings of the shop"):
        context.book.shops.update(replace(context.book.shop, margin_percent=40))
    assert current_of(reckoned(qtbot, context), anna) == 400


def test_a_window_closes_while_its_customers_are_being_reckoned(
    window: MainWindow, qtbot: QtBot, book: Book
) -> None:
    add_sale(book, add_customer(book), A_DAY)
    window.context.appraising.wanted()
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    window.context.appraising.wanted()
    assert not window.is_busy
