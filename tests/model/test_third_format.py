"""Books that the format before values and classes kept: they come out in today's with all their rows, alone, joined."""

import dataclasses
import gzip
import shutil
from pathlib import Path

import pytest

from model.book import Book
from model.customer_class import CustomerClass
from model.edit_parts import state
from model.nouns import TABLES
from model.safekeeping.joining import join_into
from model.safekeeping.outside import opened_outside
from model.safekeeping.salvage import salvage
from model.schema import FORMAT
from model.statistics import check
from tests.makers import add_gift, review_classes

DATA = Path(__file__).parent / "data"


def unpacked(folder: Path, name: str) -> Path:
    """A book of the third format: the shop, or one of the two copies of it that parted later."""
    path = folder / f"{name}.regulars"
    path.write_bytes(gzip.decompress((DATA / f"{name}.regulars.gz").read_bytes()))
    assert path.read_bytes()[60:64] == (3).to_bytes(4, "big")
    return path


def person(book: Book, name: str) -> int:
    return book.customers.all("name = :name", name=name)[0].id


def test_it_keeps_all_it_holds_and_begins_with_the_shops_own_treatments(tmp_path: Path) -> None:
    with Book.open(unpacked(tmp_path, "third_format")) as book:
        assert book.store.value("PRAGMA user_version") == FORMAT
        assert check(book.store) == []
        assert [one.name for one in book.customers.all()] == ["王小明", "Anna Smith", "Ben Otto"]
        anna = book.customers.get(person(book, "Anna Smith"))
        assert (anna.class_by_hand, anna.class_reason, anna.city) == (
            CustomerClass.GOLD,
            "brings friends",
            "Leeds",
        )
        assert {(one.stars, one.need_cents, one.share_aim_percent) for one in book.customers.all()} == {
            (0, None, None)
        }
        assert book.shop.margin_percent is None
        counts = {table.name: table(book.store).count() for table in TABLES}
        new = ("gift", "class_lines", "class_review", "class_step", "call_list_reason", "clash")
        assert [name for name, n in counts.items() if not n] == list(new)
        assert (counts["purchase"], counts["wish"], counts["visit"]) == (9, 3, 3)


def test_its_rules_are_as_the_owner_left_them_and_the_new_one_is_off(tmp_path: Path) -> None:
    with Book.open(unpacked(tmp_path, "third_format")) as book:
        rules = {one.id: one for one in book.visit_rules.all()}
        assert [number for number in rules if number < 100] == [*range(1, 13), 14]
        assert (rules[5].count, rules[5].words) == (4, "Ask for the dog")
        assert (rules[14].active, rules[14].scope_text) == (False, CustomerClass.IRON)
        assert [one.customer_class for one in book.class_treatments.all()] == [
            CustomerClass.PLATINUM,
            CustomerClass.GOLD,
            CustomerClass.NEW,
            CustomerClass.IRON,
            CustomerClass.LEAD,
            CustomerClass.INACTIVE,
        ]


def test_what_was_deleted_before_is_put_back_with_what_the_format_has_got_since(tmp_path: Path) -> None:
    with Book.open(unpacked(tmp_path, "third_format")) as book:
        undone = book.undo()
        assert undone is not None
        assert (undone.kept, undone.could_not) == (0, 0)
        clara = book.customers.get(person(book, "Clara Ng"))
        assert (clara.stars, clara.need_cents) == (0, None)
        assert book.customers.figures(clara.id).sales == 3
        assert check(book.store) == []
        kept = book.store.column("SELECT old FROM journal WHERE table_name = 'customer' AND op = 'update'")
        assert any("stars" not in state(old) for old in kept), "the journal keeps rows as they were then"
        while book.undo():
            pass
        assert book.customers.count() == 0
        assert book.class_treatments.count() == 6
        assert check(book.store) == []


@pytest.mark.parametrize("ours", ["here", "there"])
def test_two_copies_that_parted_before_are_joined_after(tmp_path: Path, ours: str) -> None:
    """One deleted Anna, to whom the other sold; both changed Ben."""
    theirs = "there" if ours == "here" else "here"
    with Book.open(unpacked(tmp_path, f"third_format_{theirs}")):
        pass  # brought up to date, as whatever comes from outside is
    with Book.open(unpacked(tmp_path, f"third_format_{ours}")) as book:
        joined = join_into(book, tmp_path / f"third_format_{theirs}.regulars", "other")
        assert check(book.store) == []
        assert [(one.table_name, one.column_name) for one in joined.clashes] == [("customer", "city")]
        assert book.customers.figures(person(book, "Anna Smith")).sales == 4
        assert book.visit_rules.get(1).weight == 10
        assert book.class_treatments.count() == 6
        undone = book.undo()
        assert undone is not None
        assert (undone.kept, undone.could_not) == (0, 0)


@pytest.mark.parametrize("ours_is_new", [True, False])
def test_a_copy_in_which_work_went_on_joins_one_that_stayed_behind(tmp_path: Path, ours_is_new: bool) -> None:
    new, old = unpacked(tmp_path, "third_format_here"), unpacked(tmp_path, "third_format_there")
    with Book.open(new) as book:
        anna, ben = person(book, "Anna Smith"), person(book, "Ben Otto")
        add_gift(book, anna, cost_cents=450)
        review_classes(book, anna=(anna, CustomerClass.GOLD), ben=(ben, CustomerClass.IRON))
        with book.edit("Changed a treatment"):
            book.class_treatments.update(
                dataclasses.replace(book.class_treatments.get(1), words="A tin of tea")
            )
        with book.edit("What is known of Ben"):
            book.customers.update(dataclasses.replace(book.customers.get(ben), stars=3, need_cents=90_000))
    ours, theirs = (new, old) if ours_is_new else (old, new)
    with opened_outside(theirs) as outside, Book.open(ours) as book:
        join_into(book, outside.book.path, "other")
        assert check(book.store) == []
        assert [one.cost_cents for one in book.gifts.of_customer(anna)] == [450], "her gift brings Anna back"
        assert [one.to_class for one in book.class_steps.of_customer(ben)] == [CustomerClass.IRON]
        assert book.class_treatments.get(1).words == "A tin of tea"
        known = book.customers.get(ben)
        assert (known.stars, known.need_cents, known.note) == (3, 90_000, known.note)
        assert "here" in known.note
        assert "there" in known.note


def test_a_damaged_one_is_salvaged_whole(tmp_path: Path) -> None:
    path = unpacked(tmp_path, "third_format")
    answer = salvage(path, tmp_path / "new.regulars")
    assert answer.is_complete, answer.sentences
    shutil.copy(path, tmp_path / "same.regulars")
    with Book.open(tmp_path / "same.regulars") as old, Book.open(tmp_path / "new.regulars") as book:
        for table in TABLES:
            assert table(book.store).all() == table(old.store).all()
        assert book.class_treatments.count() == 6
