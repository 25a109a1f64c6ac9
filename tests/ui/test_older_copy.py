"""Opening an older copy of a book that this PC has worked on further: it is said, and the later one is offered."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.makers import a_pc, add_customer, make_book
from tests.ui.showing import WholeProgram
from ui.app import Program
from ui.backups.join_dialog import JoinDialog
from ui.problems import Problems
from ui.widgets.banner import Banner


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    quits = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)
    computer = a_pc(tmp_path)
    made = WholeProgram(qapp, computer, Problems(computer.folder / "log"))
    yield made
    window = made.window
    if window is not None:
        window.close()
        qtbot.waitUntil(lambda: not window.isVisible())
    made.end()
    made.deleteLater()
    qapp.setQuitOnLastWindowClosed(quits)


def test_an_older_copy_is_told_and_compared_with_the_later_one(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    with make_book(tmp_path) as book:
        path, older = book.path, tmp_path / "older.regulars"
        shutil.copy(path, older)
    assert program.open(path)
    assert program.window is not None
    add_customer(program.window.book)
    assert program.open(older)
    window = program.window
    assert window is not None
    (banner,) = [one for one in window.findChildren(Banner) if "not the copy" in one.accessibleName()]
    assert str(path) in banner.accessibleName()
    banner.acted.emit()
    (dialog,) = window.findChildren(JoinDialog)
    qtbot.waitUntil(lambda: dialog.verdict is not None and not window.is_busy, timeout=20_000)
    assert dialog.verdict == "newer"
    dialog.reject()


def test_of_an_older_copy_in_the_place_of_the_book_the_backups_are_offered(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    with make_book(tmp_path) as book:
        path, older = book.path, tmp_path / "older.regulars"
        shutil.copy(path, older)
    assert program.open(path)
    assert program.window is not None
    add_customer(program.window.book)
    window = program.window
    window.close()
    qtbot.waitUntil(lambda: program.window is None, timeout=20_000)
    program.end()
    shutil.copy(older, path)
    assert program.open(path)
    window = program.window
    (banner,) = [one for one in window.findChildren(Banner) if "not the copy" in one.accessibleName()]
    banner.acted.emit()
    assert window.pages.key_shown == "backups"
