"""A window's worth of real things: a book on a file, its notices, drafts and this PC's settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from model.book import Book
from model.computer import Computer
from tests.makers import A_DAY, a_pc
from tests.ui.ending import let_all_work_end
from tests.ui.showing import WholeProgram
from ui import theme
from ui.app import Program
from ui.appraising import Appraising
from ui.book_signals import BookSignals
from ui.context import Context
from ui.drafts import Drafts
from ui.main_window import MainWindow
from ui.problems import Problems
from ui.tasks import Tasks


@pytest.fixture
def context(qapp: QApplication, qtbot: QtBot, book: Book, tmp_path: Path) -> Iterator[Context]:
    """What every page is given, on a Thursday in March."""
    theme.apply(qapp, "light")
    window = QWidget()
    qtbot.addWidget(window)
    signals = BookSignals(book)
    drafts = Drafts(tmp_path / "drafts")
    tasks = Tasks(window, book)
    appraising = Appraising(book, signals, tasks, lambda: A_DAY)
    yield Context(book, signals, tasks, drafts, Computer(tmp_path / "pc"), lambda: A_DAY, appraising)
    appraising.stop()
    signals.stop()
    tasks.cancel_all()
    let_all_work_end(qapp)


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, book: Book, tmp_path: Path) -> Iterator[MainWindow]:
    """The main window on that book, on the same Thursday, shown and with the keyboard."""
    theme.apply(qapp, "light")
    # Not given to qtbot, which would delete it before what runs in it has stopped.
    made = MainWindow(book, a_pc(tmp_path), today=lambda: A_DAY)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    made.close()
    qtbot.waitUntil(lambda: not made.isVisible())
    made.deleteLater()


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """A PC that makes no backups by itself."""
    return a_pc(tmp_path)


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, computer: Computer) -> Iterator[Program]:
    """All of the program on that PC, before any window."""
    quits = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)
    made = WholeProgram(qapp, computer, Problems(computer.folder / "log"))
    yield made
    if made.window is not None:
        made.window.closing.close_without_backup()
        qtbot.waitUntil(lambda: made.window is None)
    if made.welcome is not None:
        made.welcome.close()
    made.end()
    made.deleteLater()
    qapp.setQuitOnLastWindowClosed(quits)
    theme.apply(qapp, "light")
