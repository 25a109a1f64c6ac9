"""How much quicker than the library, with the same answers: ``python tests/benchmarks/bench_phones.py``.

30,000 rows, 2% of them numbers from abroad, each number once (a file of customers) and three
times (a file of purchases), both ways in turns. The ratio is what counts, the seconds belong to the machine.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import phonenumbers

from model.phones import digits


def with_library(text: str, region: str) -> str:
    return phonenumbers.national_significant_number(phonenumbers.parse(text, region))


def numbers(count: int, repeats: int) -> list[str]:
    dice = random.Random(8)
    spellings = ("{0}{1}{2}", "{0} {1} {2}", "{0}-{1}-{2}", "+86 {0} {1} {2}", "+86{0}{1}{2}")
    made = []
    for _ in range(count // repeats):
        if dice.random() < 0.02:
            made.append(f"+44 7700 {dice.randrange(900000, 999999)}")
        else:
            parts = (
                f"1{dice.choice('356789')}{dice.randrange(10)}",
                f"{dice.randrange(10_000):04d}",
                f"{dice.randrange(10_000):04d}",
            )
            made.append(dice.choice(spellings).format(*parts))
    made *= repeats
    dice.shuffle(made)
    return made


def seconds(deed: Callable[[str, str], str], texts: list[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        deed(text, "CN")
    return time.perf_counter() - start


def main() -> None:
    for repeats in (1, 3):
        texts = numbers(30_000, repeats)
        assert all(digits(text, "CN") == with_library(text, "CN") for text in texts)
        ours, theirs = [], []
        for _ in range(3):
            digits.cache_clear()
            ours.append(seconds(digits, texts))
            theirs.append(seconds(with_library, texts))
        a, b = statistics.median(ours) / len(texts), statistics.median(theirs) / len(texts)
        print(f"each number {repeats}×: {a * 1e6:.2f} µs, library {b * 1e6:.1f} µs: {b / a:.1f}× quicker")


if __name__ == "__main__":
    main()
