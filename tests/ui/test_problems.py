"""Whatever nobody expected is told once, logged, and never taken for saved."""

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from model.errors import BookError
from ui.problems import Problems
from ui.widgets.label import PlainLabel
from ui.widgets.problem_dialog import ProblemDialog


@pytest.fixture
def problems(qtbot: QtBot, tmp_path: Path) -> Iterator[Problems]:
    made = Problems(tmp_path / "log")
    with capture_exceptions():  # pytest's own hook would fail the test for what it provokes
        made.take_over()
        yield made
        made.give_back()
    for dialog in dialogs():
        dialog.accept()


def dialogs() -> list[ProblemDialog]:
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, ProblemDialog) and widget.isVisible()
    ]


def words(dialog: ProblemDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(PlainLabel))


def broken() -> None:
    raise ZeroDivisionError("a bug")


def refused() -> None:
    raise BookError("The disk is full.")


def test_a_bug_in_a_slot_says_that_it_was_not_saved_with_details_to_copy(
    qtbot: QtBot, problems: Problems
) -> None:
    QTimer.singleShot(0, broken)
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    [dialog] = dialogs()
    assert "not saved" in words(dialog)
    details = dialog.findChild(QPlainTextEdit)
    assert details is not None
    assert "ZeroDivisionError: a bug" in details.toPlainText()
    assert "broken" in details.toPlainText()


def test_a_bug_is_written_to_the_log(qtbot: QtBot, problems: Problems) -> None:
    QTimer.singleShot(0, broken)
    qtbot.waitUntil(lambda: bool(dialogs()))
    assert "ZeroDivisionError: a bug" in (problems.log_folder / "regulars.log").read_text("utf-8")


def test_a_refusal_that_nobody_took_is_a_sentence_and_no_traceback(qtbot: QtBot, problems: Problems) -> None:
    QTimer.singleShot(0, refused)
    qtbot.waitUntil(lambda: bool(dialogs()))
    [dialog] = dialogs()
    details = dialog.findChild(QPlainTextEdit)
    assert "The disk is full." in words(dialog)
    assert details is not None
    assert details.toPlainText() == ""
    assert not (problems.log_folder / "regulars.log").exists()


def test_a_bug_that_repeats_opens_one_dialog_but_is_noted_each_time(qtbot: QtBot, problems: Problems) -> None:
    noted: list[str] = []
    problems.noted.connect(noted.append)
    for _turn in range(60):
        QTimer.singleShot(0, broken)
    qtbot.waitUntil(lambda: len(noted) == 60)
    [dialog] = dialogs()
    dialog.accept()
    QTimer.singleShot(0, broken)
    qtbot.waitUntil(lambda: len(noted) == 61)
    assert dialogs() == []


def test_another_bug_is_shown_after_the_first_was_closed(qtbot: QtBot, problems: Problems) -> None:
    QTimer.singleShot(0, broken)
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    dialogs()[0].accept()
    QTimer.singleShot(0, lambda: int("nothing"))
    qtbot.waitUntil(lambda: len(dialogs()) == 1)


def test_a_bug_in_a_thread_is_shown_by_the_window(qtbot: QtBot, problems: Problems) -> None:
    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(dialogs()) == 1)


def test_a_bug_while_something_is_cleared_away_is_logged_alone(qtbot: QtBot, problems: Problems) -> None:
    class Broken:
        def __del__(self) -> None:
            raise ValueError("too late")

    Broken()
    qtbot.wait(10)
    assert dialogs() == []
    assert "too late" in (problems.log_folder / "regulars.log").read_text("utf-8")


def test_the_hooks_are_given_back(qtbot: QtBot, tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook, logging.getLogger().handlers[:])
    problems = Problems(tmp_path / "log")
    problems.take_over()
    assert sys.excepthook != before[0]
    problems.give_back()
    assert (
        sys.excepthook,
        threading.excepthook,
        sys.unraisablehook,
        logging.getLogger().handlers[:],
    ) == before


def test_no_log_is_no_reason_not_to_start(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    problems = Problems(tmp_path / "file" / "log")
    problems.take_over()
    problems.give_back()
    assert "there will be no log" in caplog.text


def test_a_crash_of_the_process_is_known_at_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    program = (
        "import ctypes, sys\nfrom pathlib import Path\nfrom PySide6.QtWidgets import QApplication\n"
        "from ui.problems import Problems\napp = QApplication([])\n"
        "Problems(Path(sys.argv[1])).take_over()\nctypes.string_at(0)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, check=False)
    assert ended.returncode != 0
    problems = Problems(tmp_path)
    problems.take_over()
    problems.give_back()
    assert "string_at" in problems.crash_before
