"""What was called saved is there after the program was killed at any moment, and nothing is half there."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.makers import make_book
from tests.proofs.how_many import shares
from tests.proofs.what_is_left import wrongs

CHECKOUT = Path(__file__).parents[2]
KILLS_OF_A_BOOK = 25
"""Then another book: one that grows costs more to look through than it can still show."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork and no SIGKILL")


class Nursery:
    """Makes programs of one kind, and kills them."""

    def __init__(self, kind: str, log: Path, seed: int) -> None:
        self._kind, self._log = kind, log
        self._chance = random.Random(seed)
        self._number = 0
        with log.open("w") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.proofs.doomed", kind],
                cwd=CHECKOUT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )

    def live_and_die(self, book: Path, seconds: float, how: str = "") -> list[str]:
        """What a program working in ``book`` said before it was killed: within ``seconds`` of its first word when it
        was ready, or, one time in ten, of its birth."""
        assert self._process.stdin is not None
        self._process.stdin.write("|".join([self._kind, str(book), str(self._number), how]) + "\n")
        self._process.stdin.flush()
        self._number += 1_000
        child = int(self._word().removeprefix("born "))
        said: list[str] = []
        if self._chance.random() > 0.1:
            said.append(self._word())
        time.sleep(self._chance.uniform(0, seconds))
        os.kill(child, signal.SIGKILL)
        while (word := self._word()) != "gone":
            said.append(word)
        return said

    def _word(self) -> str:
        assert self._process.stdout is not None
        word = self._process.stdout.readline().strip()
        assert word, self._log.read_text()
        assert not word.startswith("gave up"), f"{word}\n{self._log.read_text()}"
        return word

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(timeout=60)


@contextmanager
def nursery(kind: str, folder: Path, seed: int) -> Iterator[Nursery]:
    made = Nursery(kind, folder / "errors.txt", seed)
    try:
        yield made
    finally:
        made.close()


def first_wrongs(
    kind: str, kills: int, seed: int, folder: Path, seconds: float, how: str = ""
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
            words = programs.live_and_die(path, seconds, how)
            told = [word for word in words if word != "ready"]
            saved += len(told)
            said = [*said, *told]
            if wrong := wrongs(path, said):
                return wrong, saved
    return [], saved


@pytest.mark.parametrize(("seed", "kills"), shares("kills of the window", 2))
def test_what_the_window_called_saved_is_there_after_a_kill(tmp_path: Path, seed: int, kills: int) -> None:
    wrong, saved = first_wrongs("window", kills, seed, tmp_path, 0.6)
    assert wrong == []
    assert saved > kills // 2


@pytest.mark.parametrize(("seed", "kills"), shares("kills of edits", 2))
def test_what_the_model_called_saved_is_there_after_a_kill(tmp_path: Path, seed: int, kills: int) -> None:
    wrong, saved = first_wrongs("edit", kills, seed, tmp_path, 0.15)
    assert wrong == []
    assert saved > kills * 3


@pytest.mark.parametrize(("seed", "kills"), shares("kills of imports"))
def test_an_import_that_is_killed_is_whole_or_did_not_happen(tmp_path: Path, seed: int, kills: int) -> None:
    wrong, saved = first_wrongs("bring", kills, seed, tmp_path, 0.2)
    assert wrong == []
    assert saved > kills


@pytest.mark.parametrize("mistake", ["told before it is committed", "each row for itself"])
def test_a_program_with_a_mistake_is_caught_by_kills(tmp_path: Path, mistake: str) -> None:
    wrong, _saved = first_wrongs("edit", 200, 1, tmp_path, 0.05, mistake)
    assert wrong != []
