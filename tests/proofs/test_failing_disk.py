"""Whatever the disk refuses in the middle of a deed: it is saved or it is not, and the next one works.

Every single access to the disk fails in turn (a sample of them in the usual run), once or from then on, for SQLite and
for the files the program writes itself.
"""

import dataclasses
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from model.book import Book
from model.errors import BookError, MaybeSaved
from tests.makers import add_customer
from tests.proofs.deeds import DEEDS, a_shop
from tests.proofs.failing_disk import Disk, Kind, failing
from tests.proofs.how_many import shares
from tests.proofs.whole_book import edits, everything, faults

TROUBLES = [
    pytest.param(kind, for_ever, id=f"{kind.name.lower()} {'for ever' if for_ever else 'once'}")
    for kind in Kind
    for for_ever in (False, True)
]


_LAST = 9
"""As many accesses at the end of a deed are always tried: there it is committed, or renamed."""


@dataclass(frozen=True)
class Outcome:
    """How a deed ended on a failing disk: ``refused`` with a sentence, or it was done."""

    at: int
    failed: tuple[str, ...]
    refused: str
    folder: Path


def outcomes(
    template: Path,
    deed: Callable[[Path, Disk], None],
    kind: Kind,
    *,
    for_ever: bool,
    seed: int,
    most: int,
    look: Callable[[Outcome], None],
) -> int:
    """Do ``deed`` in a copy of ``template`` for each access that may fail, ``most`` of them at the most, and ``look``
    at what came of it. How many failures that were."""
    accesses, tried = _accesses(template, deed, kind), 0
    rest = range(2, max(2, accesses - _LAST))
    ends = {1, *range(max(1, accesses - _LAST), accesses + 1)}
    for at in sorted({*ends, *random.Random(seed).sample(rest, min(len(rest), max(0, most - len(ends))))}):
        folder = template.with_name("tried")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, folder)
        refused = ""
        with failing(folder, at, kind, for_ever=for_ever) as disk:
            try:
                deed(folder, disk)
            except BookError as error:
                refused = str(error)
                assert refused
                assert "\n" not in refused
        shutil.rmtree(folder / "passing")
        look(Outcome(at, tuple(disk.failed), refused, folder))
        tried += bool(disk.failed)
    return tried


def _accesses(template: Path, deed: Callable[[Path, Disk], None], kind: Kind) -> int:
    folder = template.with_name("counted")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    with failing(folder, kind=kind) as disk:
        deed(folder, disk)
    return disk.accesses


@pytest.mark.parametrize(("kind", "for_ever"), TROUBLES)
@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize(("seed", "most"), shares("failing I/O of a use case"))
def test_an_edit_is_saved_or_not_whatever_the_disk_refuses_and_the_next_one_works(
    tmp_path: Path, name: str, kind: Kind, for_ever: bool, seed: int, most: int
) -> None:
    template = tmp_path / "shop"
    template.mkdir()
    steps, deed = DEEDS[name]
    with Book.open(a_shop(template)) as book:
        for step in steps:
            step(book)
        before, number = everything(book), edits(book)

    def disturbed(folder: Path, disk: Disk) -> None:
        """With the book opened before anything fails, and another deed after everything is well again."""
        with Book.open(folder / "shop.regulars") as book:
            refused: BookError | None = None
            disk.begin()
            try:
                deed(book)
            except BookError as error:
                refused = error
            disk.mend()
            if refused is None:
                assert edits(book) == number + 1
            elif not isinstance(refused, MaybeSaved) or edits(book) == number:
                assert everything(book) == before
            add_customer(book, "Next")
            assert book.search.find("next")
            if refused:
                raise refused

    def look(outcome: Outcome) -> None:
        assert faults(outcome.folder / "shop.regulars") == []
        assert outcome.failed

    tried = outcomes(template, disturbed, kind, for_ever=for_ever, seed=seed, most=most, look=look)
    assert tried > 5


def test_no_error_of_the_disk_leaves_a_search_index_behind_that_the_next_edit_damages(tmp_path: Path) -> None:
    template = tmp_path / "shop"
    template.mkdir()
    with Book.open(a_shop(template)) as book:
        [anna] = book.customers.all()

    def renamed_then_another(folder: Path, disk: Disk) -> None:
        with Book.open(folder / "shop.regulars") as book:
            disk.begin()
            try:
                with book.edit("Renamed"):
                    book.customers.update(dataclasses.replace(anna, name="Joanna"))
            finally:
                disk.mend()
                add_customer(book, "Next")

    def look(outcome: Outcome) -> None:
        assert faults(outcome.folder / "shop.regulars") == []

    tried = outcomes(
        template, renamed_then_another, Kind.BROKEN, for_ever=False, seed=0, most=1_000, look=look
    )
    assert tried > 20
