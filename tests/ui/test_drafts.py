"""What is half-typed survives any way of ending the program."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from model.book import Book
from ui.drafts import Drafts
from ui.left_half_typed import offer_what_was_left
from ui.main_window import MainWindow
from ui.widgets.banner import Banner


def test_a_draft_is_there_for_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep("sale", {"customer": "王小", "amount": "12"})
    drafts.flush()
    assert Drafts(tmp_path).take("sale") == {"customer": "王小", "amount": "12"}


def test_a_draft_is_on_disk_within_two_seconds_of_typing_that_never_rests(
    qtbot: QtBot, tmp_path: Path
) -> None:
    drafts = Drafts(tmp_path)
    typed = 0

    def type_on() -> bool:
        nonlocal typed
        typed += 1
        drafts.keep("note", {"text": "x" * typed})
        return (tmp_path / "drafts.json").exists()

    qtbot.waitUntil(type_on, timeout=10_000)
    assert json.loads((tmp_path / "drafts.json").read_text("utf-8"))["note"]["text"]


def test_a_saved_form_leaves_no_draft(qtbot: QtBot, tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep("sale", {"amount": "12"})
    drafts.flush()
    drafts.drop("sale")
    drafts.flush()
    assert drafts.take("sale") is None
    assert list(tmp_path.iterdir()) == []


def test_what_is_about_somebody_erased_is_forgotten_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    erased, visit, other = 912_345_678_901_234_567, 912_345_678_901_234_568, 912_345_678_901_234_569
    drafts = Drafts(tmp_path)
    for key, values in {
        f"customer {erased}": {"name": "Anna"},
        f"complaint of {erased}": {"words": "Too late"},
        f"contact {visit}": {"words": "She said"},
        "counter": {"customer": json.dumps([erased, "Anna"])},
        f"contact of {other}": {"words": "Fine"},
        "new product": {"name": "Tea"},
    }.items():
        drafts.keep(key, values)
    drafts.flush()
    drafts.forget({erased, visit})
    assert drafts.keys() == [f"contact of {other}", "new product"]
    assert "Anna" not in (tmp_path / "drafts.json").read_text("utf-8")


def test_a_taken_draft_stays_until_it_is_saved_or_given_up(qtbot: QtBot, tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep("sale", {"amount": "12"})
    assert drafts.take("sale") == drafts.take("sale") == {"amount": "12"}
    assert drafts.keys() == ["sale"]


def test_a_kill_costs_no_more_than_what_was_just_typed(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\nfrom pathlib import Path\n"
        "from PySide6.QtCore import QCoreApplication, QTimer\nfrom ui.drafts import Drafts\n"
        "app = QCoreApplication([])\ndrafts = Drafts(Path(sys.argv[1]))\n"
        "drafts.keep('complaint', {'words': 'the handle broke'})\n"
        "QTimer.singleShot(2000, lambda: os.kill(os.getpid(), 9))\napp.exec()\n"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    assert ended.returncode != 0
    assert Drafts(tmp_path).take("complaint") == {"words": "the handle broke"}


@pytest.mark.parametrize("damaged", [b"", b"[", b"[]", b'{"sale": 3}', b"\xff"])
def test_a_damaged_draft_is_no_obstacle(qtbot: QtBot, tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / "drafts.json").write_bytes(damaged)
    drafts = Drafts(tmp_path)
    assert drafts.take("sale") is None
    drafts.keep("sale", {"amount": "3"})
    drafts.flush()
    assert Drafts(tmp_path).take("sale") == {"amount": "3"}


def test_drafts_that_cannot_be_written_are_told_once(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    drafts = Drafts(tmp_path / "file" / "drafts")
    told: list[str] = []
    drafts.trouble.connect(told.append)
    for amount in ("1", "12"):
        drafts.keep("sale", {"amount": amount})
        drafts.flush()
    assert len(told) == 1
    assert drafts.take("sale") == {"amount": "12"}


def test_only_what_an_unforeseen_end_left_is_unseen(qtbot: QtBot, tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep("sale", {"amount": "12"})
    drafts.settle()
    again = Drafts(tmp_path)
    assert again.unseen() == []
    assert again.take("sale") == {"amount": "12"}
    again.keep("sale", {"amount": "13"})
    again.flush()
    assert Drafts(tmp_path).unseen() == ["sale"]


def test_the_line_about_a_half_typed_form_goes_when_the_form_was_saved_another_way(
    window: MainWindow, book: Book, qtbot: QtBot
) -> None:
    drafts = window.context.drafts
    drafts.keep("new customer", {"name": "Hal"})
    offer_what_was_left(window.frame, window, book, drafts, {"new customer": lambda _nobody: None})
    (line,) = [one for one in window.findChildren(Banner) if "half-typed" in one.accessibleName()]
    drafts.drop("new product")
    qtbot.waitUntil(line.isVisible)
    drafts.drop("new customer")
    assert not line.isVisible()


def test_what_the_end_of_the_system_left_half_typed_is_said_at_the_next_start(
    window: MainWindow,
) -> None:
    window.context.drafts.keep("new customer", {"name": "Hal"})
    window.closing.hurry()
    window.close()
    assert window.context.drafts.unseen() == ["new customer"]
