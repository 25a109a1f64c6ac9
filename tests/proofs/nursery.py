"""Where programs are born to be killed."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CHECKOUT = Path(__file__).parents[2]


class Nursery:
    """Makes programs of one kind (see ``doomed.py``), and kills them."""

    def __init__(self, kind: str, log: Path, seed: int) -> None:
        self._kind, self._log = kind, log
        self._chance = random.Random(seed)
        self._number = 0
        with log.open("w") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.proofs.doomed", kind],
                cwd=_CHECKOUT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )

    def live_and_die(self, book: Path, words: int, seconds: float, how: str = "") -> list[str]:
        """What a program working in ``book`` called saved before it was killed: at a random moment of the ``seconds``
        after it was ready and up to so many ``words`` more were said or, one time in ten, after its birth."""
        assert self._process.stdin is not None
        self._process.stdin.write("|".join([self._kind, str(book), str(self._number), how]) + "\n")
        self._process.stdin.flush()
        self._number += 1_000
        said: list[str] = []
        while not (word := self._word()).startswith("born "):
            said.append(word)  # it was quicker than its mother
        child = int(word.removeprefix("born "))
        if self._chance.random() > 0.1:
            wanted = 1 + self._chance.randint(0, words)
            said += [self._word() for _missing in range(wanted - len(said))]
        time.sleep(self._chance.uniform(0, seconds))
        os.kill(child, signal.SIGKILL)
        while (word := self._word()) != "gone":
            said.append(word)
        return [word for word in said if word != "ready"]

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
    """A nursery for the length of the block; what its programs complain of is written into ``folder``."""
    made = Nursery(kind, folder / "errors.txt", seed)
    try:
        yield made
    finally:
        made.close()
