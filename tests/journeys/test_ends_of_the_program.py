"""However the program ends, what was typed up to two seconds before is there at the next start.

The real program runs in a process of its own, its forms are typed into by real events, and it is ended in every way
that a day in a shop has: by its button, by the system, by a bug, by force.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.book import Book
from model.computer import Computer
from model.safekeeping.remembered import Remembered
from model.statistics import check
from tests.makers import A_DAY, add_customer, make_book
from ui import theme
from ui.forms.contact_form import ContactForm
from ui.forms.customer_form import CustomerForm
from ui.main_window import MainWindow

CHECKOUT = Path(__file__).parents[2]

_TOO_LONG_SECONDS = 30

EARLIER, JUST_NOW = "Typed long ago", " and just now"

PROGRAM = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui import app as program
from ui.main_window import MainWindow

book, customer_id, end = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]

def type_into(field, text):
    field.activateWindow()
    field.setFocus()
    QTest.keyClicks(field, text)

def fields(window):
    window.ways.start_sale()
    window.ways.add_customer()
    window.ways.write_contact(customer_id)
    from ui.forms.contact_form import ContactForm
    from ui.forms.customer_form import CustomerForm
    return [
        window.pages.page("counter").who.customer.line,
        window.findChild(CustomerForm).note.inner,
        window.findChild(ContactForm).words.inner,
    ]

def begin():
    window = next((w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)), None)
    if window is None:
        QTimer.singleShot(50, begin)
        return
    window.fields = fields(window)
    for field in window.fields:
        type_into(field, "Typed long ago")
    QTimer.singleShot(2000, lambda: finish(window))

def finish(window):
    for field in window.fields:
        type_into(field, " and just now")
    print("typed", flush=True)
    if end == "close":
        window.close()
    elif end == "quit":
        window.actions_made.run("quit")
    elif end == "log-off":
        QApplication.instance().commitDataRequest.emit(None)
        os._exit(0)
    elif end == "sys.exit in a slot":
        sys.exit(3)
    elif end == "abort":
        os.abort()
    elif end == "a bug while closing":
        MainWindow.saveGeometry = lambda self: 1 / 0
        QTimer.singleShot(500, lambda: look(window))
        window.close()

def look(window):
    print("visible" if window.isVisible() else "gone", flush=True)
    os.kill(os.getpid(), 9)

application = QApplication([])
QTimer.singleShot(50, begin)
sys.exit(program.run(book))
"""


@pytest.fixture
def shop(tmp_path: Path) -> tuple[Path, int]:
    """A book on a file, and a customer in it."""
    with make_book(tmp_path) as book:
        return book.path, add_customer(book, "Anna Smith")


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return tmp_path / "config"


def run_until_it_ends(book: Path, customer_id: int, settings: Path, end: str) -> list[str]:
    """Type in the real program and have it end so; what it said, line by line."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(book), str(customer_id), end],
        cwd=CHECKOUT,
        env=os.environ | {"XDG_CONFIG_HOME": str(settings), "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        too_long = threading.Timer(_TOO_LONG_SECONDS, process.kill)
        too_long.start()
        assert process.stdout is not None
        said = [process.stdout.readline().strip()]
        if end.startswith("SIG"):
            os.kill(process.pid, signal.Signals[end])
        said += process.stdout.read().split()
        assert too_long.is_alive(), "it did not end"
        too_long.cancel()
    return said


@pytest.fixture
def started_again(
    qapp: QApplication, qtbot: QtBot, shop: tuple[Path, int], settings: Path
) -> Iterator[list[MainWindow]]:
    theme.apply(qapp, "light")
    windows: list[MainWindow] = []
    yield windows
    for window in windows:
        window.closing.close_without_backup()
        qtbot.waitUntil(lambda window=window: not window.isVisible())  # type: ignore[misc]
        window.book.close()
        window.deleteLater()


def start_again(started: list[MainWindow], book: Path, settings: Path) -> MainWindow:
    window = MainWindow(Book.open(book), Computer(settings / "regulars"), today=lambda: A_DAY)
    started.append(window)
    window.show()
    return window


def what_is_offered(window: MainWindow, customer_id: int) -> list[str]:
    """What stands in the three forms when they are opened and brought back."""
    window.pages.go("counter")
    counter = window.pages.page("counter")
    window.ways.add_customer()
    window.ways.write_contact(customer_id)
    customer, contact = window.findChild(CustomerForm), window.findChild(ContactForm)
    assert customer is not None
    assert contact is not None
    customer.bring_back()
    contact.bring_back()
    texts = [counter.who.customer.line.text(), customer.note.value(), contact.words.value()]
    customer.reject()
    contact.reject()
    return texts


USUAL = ["close", "SIGTERM", "SIGKILL", "a bug while closing"]
RARE = ["sys.exit in a slot", "quit", "SIGHUP", "SIGINT", "log-off", "abort"]
BY_FORCE = {"SIGKILL", "abort", "sys.exit in a slot"}
"""Ends that nobody can do anything about: they may cost what was typed in the last two seconds."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs without these signals")
@pytest.mark.parametrize("end", [*USUAL, *(pytest.param(end, marks=pytest.mark.long) for end in RARE)])
def test_what_was_typed_is_there_at_the_next_start(
    shop: tuple[Path, int], settings: Path, started_again: list[MainWindow], end: str
) -> None:
    book, customer_id = shop
    if end == "a bug while closing":
        Remembered(Computer(settings / "regulars"), "").by_itself = False  # no backup comes before it
    said = run_until_it_ends(book, customer_id, settings, end)
    assert said[:1] == ["typed"]
    if end == "a bug while closing":
        assert said == ["typed", "visible"], "a window that could not close is still there"
    window = start_again(started_again, book, settings)
    texts = what_is_offered(window, customer_id)
    if end in BY_FORCE:
        assert all(text.startswith(EARLIER) for text in texts), texts
    else:
        assert texts == [EARLIER + JUST_NOW] * 3
    assert check(window.book.store) == []
