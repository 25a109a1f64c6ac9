"""A copy that was saved out of a damaged file with something missing is never taken for one that holds everything."""

import dataclasses
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from model.book import Book
from model.safekeeping import lineage
from model.safekeeping.join import prepare_join
from model.safekeeping.lineage import Verdict
from model.safekeeping.outside import opened_outside
from model.safekeeping.salvage import salvage
from model.statistics import check
from tests.makers import A_DAY, add_customer, add_sale

NOW = datetime(2026, 3, 12, 18, 0, tzinfo=UTC)
PAGE = 4096


@pytest.fixture
def sound(book: Book) -> Book:
    """A book of many pages."""
    with book.edit("Many"):
        for n in range(150):
            add_sale(book, add_customer(book, f"Customer {n}", note="x" * 700), A_DAY, 100 + n)
    return book


@pytest.fixture
def salvaged(sound: Book, tmp_path: Path) -> Iterator[Book]:
    """What could be saved of it after pages with notes of customers were lost."""
    hurt = tmp_path / "hurt.regulars"
    shutil.copy(sound.path, hurt)
    data = bytearray(hurt.read_bytes())
    hits = [
        place for place in range(0, len(data), PAGE) if data.count(b"Customer 7", place, place + PAGE) > 1
    ]
    for place in hits[:6]:
        data[place : place + PAGE] = bytes(PAGE)
    hurt.write_bytes(data)
    answer = salvage(hurt, tmp_path / "salvaged.regulars")
    assert not answer.is_complete
    with Book.open(answer.path) as saved:
        yield saved


def verdict(ours: Book, theirs: Book) -> Verdict:
    return lineage.compare(lineage.of(ours.store), lineage.of(theirs.store)).verdict


def notes(book: Book) -> dict[int, str]:
    return {customer.id: customer.note for customer in book.customers.all()}


def test_a_salvaged_copy_is_older_than_the_sound_one_that_knows_as_many_edits(
    sound: Book, salvaged: Book
) -> None:
    assert notes(salvaged) != notes(sound)
    assert verdict(sound, salvaged) is Verdict.OLDER
    assert verdict(salvaged, sound) is Verdict.NEWER


def test_with_work_of_its_own_it_is_joined_and_what_was_lost_comes_back(
    sound: Book, salvaged: Book, tmp_path: Path
) -> None:
    whole = notes(sound)
    first = min(whole)
    new = add_customer(salvaged, "Written after the disaster")
    with salvaged.edit("Changed"):
        salvaged.customers.update(dataclasses.replace(salvaged.customers.get(first), city="Hull"))
    for ours, theirs in ((salvaged, sound), (sound, salvaged)):
        assert verdict(ours, theirs) is Verdict.PARTED
        with opened_outside(theirs.path) as outside:
            prepared = prepare_join(ours, outside, now=NOW, is_trial=True).prepared
        assert prepared is not None
        with Book.open(prepared.part) as joined:
            assert notes(joined) == {**whole, new: ""}
            assert joined.customers.get(first).city == "Hull"
            assert check(joined.store) == []
            # Healed: neither of the two knows more.
            assert verdict(joined, sound) is verdict(joined, salvaged) is Verdict.OLDER
        prepared.throw_away()


def test_a_file_that_was_salvaged_whole_holds_everything(sound: Book, tmp_path: Path) -> None:
    answer = salvage(sound.path, tmp_path / "all.regulars")
    assert answer.is_complete
    with Book.open(answer.path) as saved:
        assert verdict(sound, saved) is Verdict.NEWER
