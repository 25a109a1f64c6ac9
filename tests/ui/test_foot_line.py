"""The foot of a narrow window: what was just done can be read, and nothing that matters is hidden by it."""

from datetime import time

import pytest
from pytestqt.qtbot import QtBot

from ui.foot_line import FootLine


@pytest.fixture
def foot(qtbot: QtBot) -> FootLine:
    made = FootLine()
    qtbot.addWidget(made)
    made.resize(790, made.height())
    made.show_saved(time(18, 2))
    made.show_backup("Last proven backup: yesterday 18:02, on the stick", "Backup: yesterday")
    made.show()
    qtbot.waitExposed(made)
    return made


def test_what_was_just_done_leaves_the_backup_a_sign_alone(foot: FootLine) -> None:
    assert foot._backup.text()
    foot.undo_bar.say("Changed customer Anna Smith", 1)
    assert foot._backup.text() == ""
    assert foot._backup.isVisible()
    assert foot._backup.accessibleName().startswith("Last proven backup")
    assert foot._state.text() == "Saved at 18:02"
    foot.undo_bar.put_away()
    assert foot._backup.text()


def test_a_wide_window_says_everything(foot: FootLine, qtbot: QtBot) -> None:
    foot.undo_bar.say("Changed customer Anna Smith", 1)
    foot.resize(1300, foot.height())
    qtbot.waitUntil(lambda: foot._backup.text() == "Last proven backup: yesterday 18:02, on the stick")
