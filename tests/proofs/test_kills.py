"""What was called saved is there after the program was killed at any moment, and nothing is half there."""

import sys
from pathlib import Path

import pytest

from tests.makers import make_book
from tests.proofs.how_many import shares
from tests.proofs.nursery import nursery
from tests.proofs.what_is_left import wrongs

KILLS_OF_A_BOOK = 25
"""Then another book: one that grows costs more to look through than it can still show."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork and no SIGKILL")


def first_wrongs(
    kind: str, kills: int, seed: int, folder: Path, words: int, seconds: float, how: str = ""
) -> tuple[list[str], int]:
    """What is wrong after the first kill that left something wrong; and how much was called saved until then."""
    said: list[str] = []
    saved = 0
    with nursery(kind, folder, seed) as programs:
        for kill in range(kills):
            if kill % KILLS_OF_A_BOOK == 0:
                with make_book(folder, f"{kill}.regulars") as book:
                    path = book.path
                said = []
            told = programs.live_and_die(path, words, seconds, how)
            saved += len(told)
            said += told
            if wrong := wrongs(path, said):
                return wrong, saved
    return [], saved


@pytest.mark.parametrize(("seed", "kills"), shares("kills of the window", 2))
def test_what_the_window_called_saved_is_there_after_a_kill(tmp_path: Path, seed: int, kills: int) -> None:
    wrong, saved = first_wrongs("window", kills, seed, tmp_path, 3, 0.2)
    assert wrong == []
    assert saved > kills // 2


@pytest.mark.parametrize(("seed", "kills"), shares("kills of edits", 2))
def test_what_the_model_called_saved_is_there_after_a_kill(tmp_path: Path, seed: int, kills: int) -> None:
    wrong, saved = first_wrongs("edit", kills, seed, tmp_path, 20, 0.03)
    assert wrong == []
    assert saved > kills * 5


@pytest.mark.parametrize(("seed", "kills"), shares("kills of imports"))
def test_an_import_that_is_killed_is_whole_or_did_not_happen(tmp_path: Path, seed: int, kills: int) -> None:
    wrong, saved = first_wrongs("bring", kills, seed, tmp_path, 4, 0.06)
    assert wrong == []
    assert saved > kills


@pytest.mark.parametrize("mistake", ["told before it is committed", "each row for itself"])
def test_a_program_with_a_mistake_is_caught_by_kills(tmp_path: Path, mistake: str) -> None:
    wrong, _saved = first_wrongs("edit", 200, 1, tmp_path, 5, 0.02, mistake)
    assert wrong != []
