"""Two ways to do the same thing, in turns on the same machine: what the benchmarks share.

Absolute times belong to the machine and to whatever else runs on it; the ratio of the two holds. A floor is the
least that could do the job, such as reading the bare rows.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Deed = Callable[[], object]


@dataclass(frozen=True)
class Compared:
    """One line of a table: seconds of the floor and of ours; ``goal`` is the ratio to stay below."""

    job: str
    floor: float
    ours: float
    goal: float

    @property
    def ratio(self) -> float:
        """How many times the floor we need."""
        return self.ours / self.floor

    def __str__(self) -> str:
        met = "met" if self.ratio <= self.goal else "NOT MET"
        return (
            f"{self.job:44} floor {self.floor * 1e3:9.3f} ms  ours {self.ours * 1e3:9.3f} ms"
            f"  ratio {self.ratio:5.2f}  goal {self.goal:g}  {met}"
        )


def in_turns(job: str, goal: float, floor: Deed, ours: Deed, rounds: int = 9) -> Compared:
    """Run both ``rounds`` times, after one round that does not count, compare the medians and print them."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + 1):
        for deed, taken in zip((floor, ours), times, strict=True):
            started = time.perf_counter()
            deed()
            if turn:
                taken.append(time.perf_counter() - started)
    compared = Compared(job, statistics.median(times[0]), statistics.median(times[1]), goal)
    print(compared, flush=True)
    return compared


def percentile(values: Sequence[float], hundredths: int) -> float:
    """The value below which so many hundredths of ``values`` lie."""
    return sorted(values)[min(len(values) - 1, len(values) * hundredths // 100)]


def book_named() -> Path:
    """The book that the command line names: one made by ``make_big_book.py``."""
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} BOOK, a book made by tests/benchmarks/make_big_book.py")
    return Path(sys.argv[1])
