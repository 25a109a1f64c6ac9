"""The foot of a narrow window: what was just done can be read, and what is not saved is never hidden by it."""

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


def test_what_was_just_done_takes_the_place_of_what_it_says_by_itself(foot: FootLine) -> None:
    assert foot._state.isVisible()
    foot.undo_bar.say("Changed customer Anna Smith", 1)
    assert not foot._state.isVisible()
    assert foot._backup.accessibleName().startswith("Last proven backup")
    foot.undo_bar.put_away()
    assert foot._state.isVisible()
    assert foot._backup.text()


def test_what_is_not_saved_stays_in_sight(foot: FootLine) -> None:
    foot.undo_bar.say("Changed customer Anna Smith", 1)
    foot.show_not_saved()
    assert foot._state.isVisible()
    assert foot._state.text() == "Not saved"
    foot.show_saved(time(18, 3))
    assert not foot._state.isVisible()


def test_a_wide_window_says_everything(foot: FootLine, qtbot: QtBot) -> None:
    foot.undo_bar.say("Changed customer Anna Smith", 1)
    foot.resize(1300, foot.height())
    qtbot.waitUntil(foot._state.isVisible)
    assert foot._backup.text() == "Last proven backup: yesterday 18:02, on the stick"
