"""Whatever the disk refuses while a book is made, updated, backed up, restored or joined: it is done or it is not, what
was there is whole, nothing half made is left, and the next try works."""

import gzip
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from model.book import Book
from model.safekeeping.backup import back_up, verify
from model.safekeeping.container import SUFFIX
from model.safekeeping.join import prepare_join
from model.safekeeping.manifest import Reason
from model.safekeeping.outside import opened_outside
from model.safekeeping.restoring import restore
from tests.makers import add_customer, make_book
from tests.proofs.deeds import a_shop, save
from tests.proofs.each_access import TROUBLES, Outcome, outcomes
from tests.proofs.failing_disk import Disk, Kind
from tests.proofs.how_many import shares
from tests.proofs.whole_book import faults

FIRST_FORMAT = Path(__file__).parents[1] / "model" / "data" / "first_format.regulars.gz"
NAME, STICK, OTHER = "shop.regulars", "stick", "other.regulars"
NOON = datetime(2026, 3, 12, 12)


@dataclass(frozen=True)
class UseCase:
    """``begin`` lays out a folder, ``do`` is what is disturbed; ``is_done`` tells whether it happened."""

    begin: Callable[[Path], object]
    do: Callable[[Path], object]
    is_done: Callable[[Path], bool]


def an_old_book(folder: Path) -> None:
    (folder / NAME).write_bytes(gzip.decompress(FIRST_FORMAT.read_bytes()))


def a_book_and_a_stick(folder: Path) -> None:
    path = a_shop(folder)
    (folder / STICK).mkdir()
    back_up(path, folder / STICK, Reason.HAND, now=NOON)
    with Book.open(path) as book:
        save(book)


def two_copies(folder: Path) -> None:
    shutil.copyfile(a_shop(folder), folder / OTHER)
    for name in (NAME, OTHER):
        with Book.open(folder / name) as book:
            add_customer(book, f"Only in {name}")


def do_join(folder: Path) -> None:
    with Book.open(folder / NAME) as book, opened_outside(folder / OTHER) as outside:
        prepared = prepare_join(book, outside, now=NOON).prepared
    assert prepared is not None
    try:
        prepared.put_in_place()
    finally:
        prepared.throw_away()


def backups(folder: Path) -> list[Path]:
    """Those that are more than a name reserved on a disk that broke just then."""
    return [path for path in folder.glob(f"**/*{SUFFIX}") if path.stat().st_size]


def customers(folder: Path) -> set[str]:
    with Book.open(folder / NAME) as book:
        return {customer.name for customer in book.customers.all()}


USE_CASES = {
    "a new book": UseCase(
        lambda folder: None,
        lambda folder: make_book(folder).close(),
        lambda folder: (folder / NAME).exists(),
    ),
    "an update": UseCase(
        an_old_book,
        lambda folder: Book.open(folder / NAME).close(),
        lambda folder: (folder / NAME).read_bytes()[60:64] != b"\0\0\0\1",
    ),
    "a backup": UseCase(
        a_book_and_a_stick,
        lambda folder: back_up(folder / NAME, folder / STICK, Reason.HAND, now=NOON),
        lambda folder: len(backups(folder)) > 1,
    ),
    "a restore": UseCase(
        a_book_and_a_stick,
        lambda folder: restore(next((folder / STICK).iterdir()), folder / NAME, now=NOON),
        lambda folder: "Bo" not in customers(folder),
    ),
    "a join": UseCase(two_copies, do_join, lambda folder: len(customers(folder)) == 3),
}


@pytest.mark.parametrize(("kind", "for_ever"), TROUBLES)
@pytest.mark.parametrize("name", USE_CASES)
@pytest.mark.parametrize(("seed", "most"), shares("failing I/O of files"))
def test_it_is_done_or_not_whatever_the_disk_refuses_and_the_next_try_works(
    tmp_path: Path, name: str, kind: Kind, for_ever: bool, seed: int, most: int
) -> None:
    use_case, template = USE_CASES[name], tmp_path / "shop"
    template.mkdir()
    use_case.begin(template)
    before = {path.relative_to(template): path.read_bytes() for path in template.rglob("*.regulars*")}

    def disturbed(folder: Path, disk: Disk) -> None:
        disk.begin()
        use_case.do(folder)

    def look(outcome: Outcome) -> None:
        folder = outcome.folder
        if not outcome.failed:
            assert not outcome.refused
            return  # this time it went with fewer accesses
        done = use_case.is_done(folder)
        assert done or outcome.refused, "not done, and nobody said so"
        if not done:
            for file, content in before.items():
                assert (folder / file).read_bytes() == content
        left = [path.name for path in folder.rglob("*.part*")]
        assert not left or for_ever, "something half made is left"
        for backup in backups(folder):
            assert verify(backup)
        if (folder / NAME).exists():
            assert faults(folder / NAME) == []
        if not done:
            use_case.do(folder)
            assert use_case.is_done(folder)
            assert faults(folder / NAME) == []

    assert outcomes(template, disturbed, kind, for_ever=for_ever, seed=seed, most=most, look=look) > 5
