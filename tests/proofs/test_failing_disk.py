"""Whatever the disk refuses in the middle of a deed: it is saved or it is not, and the next one works.

Every single access to the disk fails in turn (a sample of them in the usual run), once or from then on, for SQLite and
for the files the program writes itself.
"""

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from model.book import Book
from model.errors import BookError, MaybeSaved
from model.store import Store
from tests.makers import add_customer
from tests.proofs.deeds import DEEDS, Deed, a_shop
from tests.proofs.each_access import TROUBLES, Outcome, outcomes
from tests.proofs.failing_disk import Disk, Kind
from tests.proofs.how_many import shares
from tests.proofs.whole_book import edits, everything, faults


def disturbed(template: Path, steps: list[Deed], deed: Deed) -> Callable[[Path, Disk], None]:
    """``deed`` with the book opened before anything fails, and another one after everything is well again. What is
    not all or nothing is an AssertionError."""
    with Book.open(a_shop(template)) as book:
        for step in steps:
            step(book)
        before, number = everything(book), edits(book)

    def disturb(folder: Path, disk: Disk) -> None:
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

    return disturb


def look(outcome: Outcome) -> None:
    assert faults(outcome.folder / "shop.regulars") == []
    assert outcome.failed


@pytest.mark.parametrize(("kind", "for_ever"), TROUBLES)
@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize(("seed", "most"), shares("failing I/O of a use case"))
def test_an_edit_is_saved_or_not_whatever_the_disk_refuses_and_the_next_one_works(
    tmp_path: Path, name: str, kind: Kind, for_ever: bool, seed: int, most: int
) -> None:
    (template := tmp_path / "shop").mkdir()
    deed = disturbed(template, *DEEDS[name])
    assert outcomes(template, deed, kind, for_ever=for_ever, seed=seed, most=most, look=look) > 5


def each_row_for_itself(store: Store, sql: str, values: Mapping[str, Any]) -> int:
    changed = store._db.execute(sql, values).rowcount
    store._db.execute("COMMIT")
    store._db.execute("BEGIN IMMEDIATE")
    return changed


def as_if_it_had_not_happened(store: Store, _edit_id: int) -> None:
    store._db.execute("COMMIT")


@pytest.mark.parametrize(
    ("method", "mistake"), [("write", each_row_for_itself), ("_commit", as_if_it_had_not_happened)]
)
def test_a_program_with_a_mistake_is_caught_by_a_failing_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str, mistake: Callable[..., object]
) -> None:
    (template := tmp_path / "shop").mkdir()
    deed = disturbed(template, *DEEDS["save"])
    monkeypatch.setattr(Store, method, mistake)
    with pytest.raises(AssertionError):
        outcomes(template, deed, Kind.BROKEN, for_ever=False, seed=0, most=20, look=look)


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

    tried = outcomes(
        template, renamed_then_another, Kind.BROKEN, for_ever=False, seed=0, most=1_000, look=look
    )
    assert tried > 20
