"""A proven backup, and what can be done with one, beside copying the file and beside SQLite's own check of it.

    python tests/benchmarks/bench_backup.py BOOK

A backup is copied, packed, brought onto the disk and read back; meanwhile the copy is checked on another core. So its
floor is ``cp`` and ``fsync`` of the book 3.5 times, and ``integrity_check`` once.
"""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from model.book import Book
from model.safekeeping import container
from model.safekeeping.backup import back_up, verify
from model.safekeeping.container import read_manifest
from model.safekeeping.manifest import Reason
from model.safekeeping.restoring import restore
from model.safekeeping.target_file import new_target
from tests.benchmarks.measure import Deed, book_named, in_turns

NOW = datetime(2026, 11, 21, 18, 2, tzinfo=UTC)
PASSWORD = "two cups of tea"
ROUNDS = 3


def copy(book: Path, folder: Path) -> None:
    """The least there is: the file copied, and on the disk."""
    target = folder / "copy"
    shutil.copyfile(book, target)
    with target.open("r+b") as file:
        os.fsync(file.fileno())
    target.unlink()


def check(book: Path) -> None:
    """SQLite's own check of every page."""
    db = sqlite3.connect(book)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()


def without_checks(book: Path, folder: Path) -> None:
    """What a backup does to the bytes, without looking at what they mean."""
    described = read_manifest(next(folder.glob("*.regulars-backup")))
    with tempfile.TemporaryDirectory(dir=folder) as private:
        snapshot = Path(private) / "snapshot"
        with Book.open(book) as opened:
            opened.store.copy_to(snapshot)
        with new_target(folder, "bench", ".bench") as target:
            container.pack(snapshot, target, described)
            target.reach_the_disk()
            container.unpack(target.part, None)
            target.take_its_name().unlink()


def backed_up(book: Path, folder: Path, password: str | None = None) -> None:
    """The whole of it."""
    back_up(book, folder, Reason.HAND, now=NOW, password=password).path.unlink()


def memory_of(words: str, *arguments: object) -> float:
    """The most memory of a fresh process that does one thing, MB."""
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r})\n{words}"
    subprocess.run([sys.executable, "-c", code, *map(str, arguments)], check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


BACK_UP = """
from datetime import UTC, datetime
from pathlib import Path
from model.safekeeping.backup import back_up
from model.safekeeping.manifest import Reason
made = back_up(Path(sys.argv[1]), Path(sys.argv[2]), Reason.HAND, now=datetime(2026, 1, 1, tzinfo=UTC),
    password=sys.argv[3] or None)
made.path.unlink()
"""


def in_a_row(*deeds: Deed) -> Deed:
    """All of them as one."""

    def do() -> None:
        for deed in deeds:
            deed()

    return do


def main() -> None:
    book = book_named()
    with tempfile.TemporaryDirectory(dir=book.parent) as name:
        folder = Path(name)
        print(f"memory of a backup {memory_of(BACK_UP, book, folder, ''):.0f} MB", flush=True)
        print(f"  and of a locked one {memory_of(BACK_UP, book, folder, PASSWORD):.0f} MB", flush=True)
        kept = back_up(book, folder, Reason.HAND, now=NOW)
        print(f"{book.stat().st_size / 1e6:.0f} MB become {kept.bytes / 1e6:.0f} MB", flush=True)
        in_turns(
            "backup without checks / cp + fsync",
            3.5,
            lambda: copy(book, folder),
            lambda: without_checks(book, folder),
            ROUNDS,
        )

        copied, checked = partial(copy, book, folder), partial(check, book)
        floor = in_a_row(copied, copied, copied, checked)
        target = folder / "restored.regulars"
        for job, goal, least, ours in (
            ("backup / 3 x (cp + fsync) + check", 1.1, floor, partial(backed_up, book, folder)),
            (
                "locked backup / 3 x (cp + fsync) + check",
                1.3,
                floor,
                partial(backed_up, book, folder, PASSWORD),
            ),
            ("verify / cp + fsync + check", 1.6, in_a_row(copied, checked), partial(verify, kept.path)),
            (
                "restore to a new place / cp + fsync + check",
                2,
                in_a_row(copied, checked),
                in_a_row(partial(restore, kept.path, target, now=NOW), target.unlink),
            ),
        ):
            in_turns(job, goal, least, ours, ROUNDS)


if __name__ == "__main__":
    main()
