"""A join is prepared beside the book, proven, and then put in its place in one short step."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from model.book import Book
from model.errors import BookError, Cancelled
from model.safekeeping import join as join_module
from model.safekeeping.backup import back_up, backups_in
from model.safekeeping.join import Copies, MovedOn, prepare_join
from model.safekeeping.lineage import Verdict
from model.safekeeping.manifest import Reason
from model.safekeeping.outside import opened_outside
from model.statistics import check
from tests.makers import add_customer, make_book

NOW = datetime(2026, 11, 21, 18, 2)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Book]:
    """The shop's open book; a copy taken home lies beside it. Both were changed since."""
    make_book(tmp_path).close()
    home = tmp_path / "home.regulars"
    shutil.copy(tmp_path / "shop.regulars", home)
    with Book.open(home) as book:
        add_customer(book, "Cy")
    with Book.open(tmp_path / "shop.regulars") as book:
        add_customer(book, "Bo")
        yield book


def home_of(shop: Book) -> Path:
    return shop.path.with_name("home.regulars")


def prepare(
    shop: Book, other: Path, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> Copies:
    with shop.again() as book, opened_outside(other) as outside:
        return prepare_join(book, outside, now=NOW, progress=progress)


def names(book: Book) -> list[str]:
    return [customer.name for customer in book.customers.all()]


def test_a_prepared_join_takes_the_place_of_the_open_book(shop: Book) -> None:
    prepared = prepare(shop, home_of(shop)).prepared
    assert prepared is not None
    assert names(shop) == ["Bo"]
    with shop.swapping():
        prepared.put_in_place()
    assert sorted(names(shop)) == ["Bo", "Cy"]
    add_customer(shop, "Dee")
    assert check(shop.store) == []
    assert not list(shop.path.parent.glob("*.part"))
    shop.undo()
    undone = shop.undo()
    assert undone is not None
    assert undone.what == "Joined with home.regulars"
    assert names(shop) == ["Bo"]


def test_both_are_backed_up_before(shop: Book) -> None:
    prepared = prepare(shop, home_of(shop)).prepared
    assert prepared is not None
    found = []
    for backup in prepared.backups:
        assert backup.manifest is not None
        assert backup.manifest.reason is Reason.JOIN
        with opened_outside(backup.path) as outside:
            found.append(names(outside.book))
    assert found == [["Bo"], ["Cy"]]
    prepared.throw_away()


def test_a_backup_is_joined_as_a_book_is(shop: Book, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    kept = back_up(home_of(shop), folder, Reason.HAND, now=NOW)
    prepared = prepare(shop, kept.path).prepared
    assert prepared is not None
    with shop.swapping():
        prepared.put_in_place()
    assert sorted(names(shop)) == ["Bo", "Cy"]


def test_what_was_written_meanwhile_is_not_lost(shop: Book) -> None:
    prepared = prepare(shop, home_of(shop)).prepared
    assert prepared is not None
    add_customer(shop, "typed while the two were compared")
    with pytest.raises(MovedOn), shop.swapping():
        prepared.put_in_place()
    prepared.throw_away()
    assert names(shop) == ["Bo", "typed while the two were compared"]
    assert not list(shop.path.parent.glob("*.part*"))


def test_thrown_away_it_leaves_the_book_and_nothing_beside_it(shop: Book) -> None:
    before = shop.path.read_bytes()
    prepared = prepare(shop, home_of(shop)).prepared
    assert prepared is not None
    prepared.throw_away()
    assert shop.path.read_bytes() == before
    assert not list(shop.path.parent.glob("*.part*"))


@pytest.mark.parametrize("at", [1, 300, 470, 700, 900])
def test_stopped_half_way_nothing_was_done(shop: Book, at: int) -> None:
    def stop(done: int, of: int) -> None:
        if done * 1000 >= at * of:
            raise Cancelled

    before = shop.path.read_bytes()
    with pytest.raises(Cancelled):
        prepare(shop, home_of(shop), stop)
    assert shop.path.read_bytes() == before
    assert not list(shop.path.parent.glob("*.part*"))


def test_what_does_not_come_out_sound_is_refused(shop: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(join_module, "check", lambda _store, _progress: ["The sum of 1 purchase is wrong."])
    with pytest.raises(BookError, match="could not be joined"):
        prepare(shop, home_of(shop))
    assert names(shop) == ["Bo"]
    assert not list(shop.path.parent.glob("*.part*"))


def test_where_one_has_everything_nothing_is_prepared(shop: Book) -> None:
    older = shop.path.with_name("older.regulars")
    shutil.copy(shop.path, older)
    add_customer(shop, "Dee")
    copies = prepare(shop, older)
    assert (copies.compared.verdict, copies.prepared) == (Verdict.OLDER, None)
    with Book.open(older) as book:
        assert prepare(book, shop.path).compared.verdict is Verdict.NEWER
    assert backups_in(shop.path.parent / "Regulars backups") == []


def test_after_a_join_was_taken_back_both_sides_are_told_that_its_work_does_not_show(shop: Book) -> None:
    prepared = prepare(shop, home_of(shop)).prepared
    assert prepared is not None
    with shop.swapping():
        prepared.put_in_place()
    before = prepare(shop, home_of(shop)).compared
    assert before.verdict is Verdict.OLDER
    assert "taken back" not in before.sentence("home")
    shop.undo()
    assert "taken back here" in prepare(shop, home_of(shop)).compared.sentence("home")
    with Book.open(home_of(shop)) as home:
        seen = prepare(home, shop.path).compared
        assert seen.verdict is Verdict.NEWER
        assert "taken back there" in seen.sentence("shop")
    shop.redo()
    assert "taken back" not in prepare(shop, home_of(shop)).compared.sentence("home")
