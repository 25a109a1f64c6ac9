"""Whatever the disk refuses in the middle of a deed: it is saved or it is not, and the next one works.

Every single access to the disk fails in turn (a sample of them in the usual run), once or from then on, for SQLite and
for the files the program writes itself.
"""

import dataclasses
from pathlib import Path

import pytest

from model.book import Book
from model.errors import BookError, MaybeSaved
from tests.makers import add_customer
from tests.proofs.deeds import DEEDS, a_shop
from tests.proofs.each_access import TROUBLES, Outcome, outcomes
from tests.proofs.failing_disk import Disk, Kind
from tests.proofs.how_many import shares
from tests.proofs.whole_book import edits, everything, faults


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
