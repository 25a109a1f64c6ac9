"""Long work runs beside the window: it reports, it can be stopped, it fails honestly."""

import gc
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QProgressBar, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from model.book import Book
from model.changes import Change
from model.customers import Customer
from model.errors import BookError
from model.shop import Shop
from resources.i18n import N_
from ui.book_signals import BookSignals
from ui.tasks import Progress, Tasks
from ui.widgets.problem_dialog import ProblemDialog
from ui.widgets.progress_panel import ProgressDialog, ProgressPanel


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "shop.regulars", Shop(name="Corner", currency="EUR")) as book:
        yield book


def test_work_runs_in_another_thread_and_its_answer_comes_back_here(qtbot: QtBot, window: QWidget) -> None:
    here = threading.get_ident()
    answers: list[tuple[int, int]] = []
    tasks = Tasks(window)
    with qtbot.waitSignal(tasks.idle):
        tasks.start(
            "Counting", lambda _p: threading.get_ident(), lambda n: answers.append((n, threading.get_ident()))
        )
    [(there, back)] = answers
    assert there != here
    assert back == here


def test_short_work_shows_no_dialog_and_long_work_does(qtbot: QtBot, window: QWidget) -> None:
    tasks = Tasks(window)
    go_on = threading.Event()
    with qtbot.waitSignal(tasks.idle):
        tasks.start("Long", lambda _p: go_on.wait(60), lambda _a: None)
        dialog = window.findChild(ProgressDialog)
        assert dialog is not None
        assert not dialog.isVisible()
        qtbot.waitUntil(dialog.isVisible)
        go_on.set()
    assert not dialog.isVisible()


def test_progress_reaches_the_pages_own_panel(qtbot: QtBot, window: QWidget) -> None:
    panel = ProgressPanel("Reading")
    qtbot.addWidget(panel)
    tasks = Tasks(window)

    go_on = threading.Event()

    def work(progress: Progress) -> None:
        assert go_on.wait(60)
        progress(5_000_000_000, 10_000_000_000, "half of ten thousand million")

    bar = panel.findChild(QProgressBar)
    assert bar is not None
    with qtbot.waitSignal(tasks.idle):
        tasks.start("Reading", work, lambda _a: None, panel=panel)
        go_on.set()
    assert (bar.value(), bar.maximum()) == (500, 1000)
    assert window.findChild(ProgressDialog) is None


def test_cancel_stops_the_work_and_is_no_failure(qtbot: QtBot, window: QWidget) -> None:
    tasks = Tasks(window)
    heard: list[str] = []

    def for_ever(progress: Progress) -> None:
        while True:
            progress(0, 0)
            time.sleep(0.01)

    with qtbot.waitSignal(tasks.idle):
        task = tasks.start(
            "For ever",
            for_ever,
            lambda _a: heard.append("done"),
            lambda _e: heard.append("failed"),
            stopped=lambda: heard.append("stopped"),
        )
        task.cancel()
    assert heard == ["stopped"]
    assert window.findChild(ProblemDialog) is None


@pytest.mark.parametrize("just_before", [False, True], ids=["in its middle", "just before it"])
def test_cancel_stops_a_statement_that_never_speaks(
    qtbot: QtBot, window: QWidget, book: Book, just_before: bool
) -> None:
    tasks = Tasks(window, book)
    started, pressed = threading.Event(), threading.Event()
    heard: list[str] = []

    def count_for_ever(progress: Progress) -> None:
        store = progress.book.store
        started.set()
        if just_before:
            assert pressed.wait(60)
        store.rows("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")

    with capture_exceptions() as bugs:
        task = tasks.start(
            "Counting", count_for_ever, lambda _a: None, stopped=lambda: heard.append("stopped")
        )
        assert started.wait(60)
        task.cancel()
        pressed.set()
        qtbot.waitUntil(lambda: not tasks.running)
    assert (heard, bugs) == (["stopped"], [])


def test_a_refusal_goes_to_whoever_takes_it(qtbot: QtBot, window: QWidget) -> None:
    tasks = Tasks(window)
    heard: list[str] = []

    def refuse(_progress: Progress) -> None:
        raise BookError("The disk is full.")

    with qtbot.waitSignal(tasks.idle):
        tasks.start("Saving", refuse, lambda _a: None, lambda error: heard.append(str(error)))
    assert heard == ["The disk is full."]


def test_a_refusal_that_nobody_takes_is_shown(qtbot: QtBot, window: QWidget) -> None:
    tasks = Tasks(window)

    def refuse(_progress: Progress) -> None:
        raise BookError("The disk is full.")

    with qtbot.waitSignal(tasks.idle):
        tasks.start("Saving", refuse, lambda _a: None)
    dialog = window.findChild(ProblemDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.accept()


def test_a_bug_in_the_work_reaches_the_one_hook_with_its_place(qtbot: QtBot, window: QWidget) -> None:
    tasks = Tasks(window)

    def broken(_progress: Progress) -> None:
        raise ZeroDivisionError("a bug")

    with capture_exceptions() as bugs, qtbot.waitSignal(tasks.idle):
        tasks.start("Working", broken, lambda _a: None)
    [(kind, _error, trace)] = bugs
    assert kind is ZeroDivisionError
    names = []
    while trace:
        names.append(trace.tb_frame.f_code.co_name)
        trace = trace.tb_next
    assert names[-1] == "broken"
    assert not tasks.running


def test_commits_of_the_work_are_heard_in_the_window_with_the_same_name(
    qtbot: QtBot, window: QWidget, book: Book
) -> None:
    book.store.who = "Ada"
    signals = BookSignals(book, window)
    heard: list[tuple[Change, int]] = []
    signals.changed.connect(lambda change: heard.append((change, threading.get_ident())))
    tasks = Tasks(window, book, signals.tell)

    def add(progress: Progress) -> int:
        with progress.book.edit(N_("Added customer {name}"), name="Li Wei"):
            return progress.book.customers.insert(Customer(name="Li Wei")).id

    with qtbot.waitSignal(tasks.idle):
        tasks.start("Adding", add, lambda _a: None)
    qtbot.waitUntil(lambda: bool(heard))
    [(change, thread)] = heard
    assert change.sentence == "Added customer Li Wei"
    assert thread == threading.get_ident()
    assert book.store.value("SELECT who FROM edit WHERE id = :id", id=change.edit_id) == "Ada"


def test_the_works_own_book_is_closed_afterwards(qtbot: QtBot, window: QWidget, book: Book) -> None:
    opened: list[Book] = []
    tasks = Tasks(window, book)
    with qtbot.waitSignal(tasks.idle):
        tasks.start("Looking", lambda progress: opened.append(progress.book), lambda _a: None)
    assert opened[0] is not book
    assert opened[0].store.closed
    assert not book.store.closed


def test_everything_can_be_stopped_at_once(qtbot: QtBot, window: QWidget) -> None:
    tasks = Tasks(window)

    def for_ever(progress: Progress) -> None:
        while True:
            progress(0, 0)
            time.sleep(0.01)

    for _turn in range(3):
        tasks.start("For ever", for_ever, lambda _a: None, quiet=True)
    assert tasks.running
    with qtbot.waitSignal(tasks.idle):
        tasks.cancel_all()
    assert not tasks.running
    assert sys.exc_info() == (None, None, None)


def test_nothing_is_collected_in_a_worker(qtbot: QtBot, window: QWidget) -> None:
    """A closed window that lies in a cycle must not be destroyed by the thread that happens to allocate."""
    seen: list[bool] = []
    Tasks(window).start("Work", lambda _progress: gc.isenabled(), seen.append, quiet=True)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [False]
    assert gc.isenabled()


def test_what_a_worker_made_by_the_hundred_thousand_is_not_gone_through_in_the_window(
    qtbot: QtBot, window: QWidget
) -> None:
    tasks, kept = Tasks(window), list[list[list[int]]]()
    young: list[int] = []

    def answered(made: list[list[int]]) -> None:
        young.append(len(gc.get_objects(generation=0)))
        kept.append(made)

    with qtbot.waitSignal(tasks.idle):
        tasks.start("Planning", lambda _p: [[n] for n in range(200_000)], answered)
    assert young[0] < 50_000
    assert len(kept[0]) == 200_000


def test_an_answer_that_nobody_keeps_is_gone(qtbot: QtBot, window: QWidget) -> None:
    class Answer:
        pass

    tasks, seen = Tasks(window), list[weakref.ref[Answer]]()
    usual = gc.get_threshold()
    gc.set_threshold(0)  # Nor does it wait for the collector.
    try:
        with qtbot.waitSignal(tasks.idle):
            tasks.start("Looking", lambda _p: Answer(), lambda answer: seen.append(weakref.ref(answer)))
        assert seen[0]() is None
    finally:
        gc.set_threshold(*usual)


def test_what_reckons_in_silence_is_stopped_and_what_is_seen_is_not(qtbot: QtBot, book: Book) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    tasks = Tasks(window, book)
    went_on = threading.Event()

    def reckon(progress: Progress) -> None:
        progress.book.customers.count()
        while True:
            went_on.set()
            progress(0, 0)
            time.sleep(0.01)

    tasks.start("Figures", reckon, lambda _found: None, quiet=True)
    assert went_on.wait(60)
    assert tasks.running
    assert not tasks.shown
    assert tasks.stop_quiet()
    qtbot.waitUntil(lambda: not tasks.running)
    seen = tasks.start("Import", reckon, lambda _found: None)
    assert tasks.shown
    assert not tasks.stop_quiet()
    assert not seen.cancelled
    with qtbot.waitSignal(tasks.idle):
        tasks.cancel_all()
