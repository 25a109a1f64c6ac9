"""Joining two copies of a big book, a hundredth of it changed in each since they parted.

    .venv/bin/python tests/benchmarks/bench_join.py big.regulars

The floor is reading every row of both. Safety backups and the verification afterwards are measured apart. Each deed
runs in a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import dataclasses
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from model.book import Book
from model.nouns import TABLES
from model.purchases import Purchase, PurchaseLine
from model.safekeeping.joining import join_into
from model.statistics import check
from tests.benchmarks.make_big_book import TODAY
from tests.benchmarks.measure import book_named

_GOAL_SECONDS, _GOAL_MB = 5.0, 200.0


def change(path: Path, seed: int) -> None:
    """A hundredth of it: one edit each for new sales, and for customers of whom a part is changed in both copies."""
    chance = random.Random(seed)
    with Book.open(path) as book:
        book.store.value("PRAGMA synchronous = OFF")
        customers = book.store.column("SELECT id FROM customer")
        purchases = int(book.store.value("SELECT count(*) FROM purchase"))
        for n in range(len(customers) // 100):
            one = book.customers.get(chance.choice(customers[: len(customers) // 20]))
            changed = dataclasses.replace(
                one, email=f"{seed}.{n}@example.com", note=f"{one.note}\nCame in, {seed}."
            )
            with book.edit("Changed customer {name}", name=one.name):
                book.customers.update(changed)
        for n in range(purchases // 100):
            lines = [PurchaseLine(text="Tea", amount_cents=100 + n)] * (1 + n % 2)
            with book.edit("Recorded a sale"):
                book.purchases.save(Purchase(customer_id=chance.choice(customers), bought_on=TODAY), lines)


def read(ours: Path, theirs: Path) -> None:
    """Every row of both."""
    for path in (ours, theirs):
        with Book.open(path, read_only=True) as book:
            for table in (*(table.name for table in TABLES), "edit", "journal"):
                for _row in book.store.tuples(f"SELECT * FROM {table}"):
                    pass


def join(ours: Path, theirs: Path) -> None:
    """What the joining itself takes."""
    with Book.open(ours) as book:
        joined = join_into(book, theirs, theirs.name)
    print(joined.theirs, len(joined.clashes), "clashes", joined.notes, "notes", file=sys.stderr)


def verify(ours: Path, _theirs: Path) -> None:
    """The verification of what came of it."""
    with Book.open(ours) as book:
        assert check(book.store) == []


def measured(deed: str, ours: Path, theirs: Path) -> tuple[float, float, float]:
    """Seconds, those of them that the processor worked, and MB at the peak beyond what two open books take."""
    answer = subprocess.run(
        [sys.executable, __file__, deed, str(ours), str(theirs)], capture_output=True, text=True, check=True
    )
    print(answer.stderr.strip(), flush=True)
    seconds, worked, megabytes = map(float, answer.stdout.split())
    return seconds, worked, megabytes


def run_one(deed: str, ours: Path, theirs: Path) -> None:
    """In the process of its own."""
    with Book.open(ours, read_only=True), Book.open(theirs, read_only=True):
        pass
    before, started, worked = peak_mb(), time.perf_counter(), time.process_time()
    {"read": read, "join": join, "verify": verify}[deed](ours, theirs)
    print(time.perf_counter() - started, time.process_time() - worked, peak_mb() - before)


def peak_mb() -> float:
    """The most memory that this process ever held."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says there is the parent's peak at first
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


def main() -> None:
    """Make the two copies, then measure."""
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "ours.regulars", Path(folder) / "theirs.regulars"
        shutil.copy(book_named(), ours)
        Book.open(ours).close()  # brought up to the format of today, if it is older
        shutil.copy(ours, theirs)
        for seed, path in enumerate((ours, theirs)):
            change(path, seed)
        print(f"two copies made, {datetime.now(UTC):%H:%M}", flush=True)
        floor = measured("read", ours, theirs)
        joined = measured("join", ours, theirs)
        verified = measured("verify", ours, theirs)
        for what, (seconds, worked, megabytes) in (
            ("read both", floor),
            ("join", joined),
            ("verify", verified),
        ):
            print(f"{what:12} {seconds:7.2f} s ({worked:.2f} s of work) {megabytes:7.1f} MB")
        met = joined[0] <= _GOAL_SECONDS and joined[2] <= _GOAL_MB
        print(
            f"ratio {joined[0] / floor[0]:.2f}; goal {_GOAL_SECONDS:g} s, {_GOAL_MB:g} MB {'met' if met else 'NOT MET'}"
        )


if __name__ == "__main__":
    if len(sys.argv) == 4:
        run_one(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
