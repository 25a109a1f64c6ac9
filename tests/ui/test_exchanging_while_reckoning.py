"""Figures that are reckoned in silence keep nobody from putting another book in the place of the open one."""

import shutil
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from model.book import Book
from tests.makers import add_customer, make_book
from tests.ui.test_app import a_backup
from ui.app import Program
from ui.backups.join_dialog import JoinDialog
from ui.main_window import MainWindow
from ui.tasks import Progress
from ui.widgets.problem_dialog import ProblemDialog


@pytest.fixture
def window(program: Program, tmp_path: Path) -> MainWindow:
    """The whole program over a book that knows Anna; its figures are reckoned all the time."""
    with make_book(tmp_path) as made:
        add_customer(made, "Anna")
    program.open(made.path)
    assert program.window is not None
    return program.window


def reckon_in_silence(window: MainWindow) -> threading.Event:
    """Read the book piece by piece, as long as nobody stops it; set when it stopped."""
    going, stopped = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        try:
            while True:
                progress.book.store.rows("SELECT * FROM customer")
                going.set()
                progress(0, 0)
        finally:
            stopped.set()

    window.context.tasks.start("Figures", work, lambda _nothing: None, quiet=True)
    assert going.wait(10)
    return stopped


def names(book: Book) -> list[str]:
    return sorted(customer.name for customer in book.customers.all())


def problems(window: MainWindow) -> list[ProblemDialog]:
    return [dialog for dialog in window.findChildren(ProblemDialog) if dialog.isVisible()]


def test_a_backup_is_restored(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    book = window.book
    backup = a_backup(book.path, tmp_path / "stick")
    add_customer(book, "Only since")
    stopped = reckon_in_silence(window)
    window.safekeeping.restoring.restore(backup)
    qtbot.waitUntil(lambda: names(book) == ["Anna"], timeout=20_000)
    assert stopped.is_set()
    assert not problems(window)
    add_customer(book, "Bo")
    assert names(book) == ["Anna", "Bo"]


def test_two_copies_are_joined(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    book, there = window.book, tmp_path / "copy.regulars"
    shutil.copy(book.path, there)
    with Book.open(there) as copy:
        add_customer(copy, "Only there")
    add_customer(book, "Only here")
    stopped = reckon_in_silence(window)
    window.ways.compare_copy(there)
    (dialog,) = [one for one in window.findChildren(JoinDialog) if one.isVisible()]
    qtbot.waitUntil(lambda: dialog.save.isVisible() and dialog.save.isEnabled(), timeout=20_000)
    dialog.save.click()
    qtbot.waitUntil(lambda: names(book) == ["Anna", "Only here", "Only there"], timeout=20_000)
    assert stopped.is_set()
    assert not problems(window)


def test_another_book_is_opened(window: MainWindow, program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    with make_book(tmp_path, name="other.regulars") as other:
        add_customer(other, "Somebody else")
    before = window.book
    stopped = reckon_in_silence(window)
    program.open(other.path)
    assert program.window is not None
    assert names(program.window.book) == ["Somebody else"]
    qtbot.waitUntil(stopped.is_set)
    qtbot.waitUntil(lambda: before.store.closed)
