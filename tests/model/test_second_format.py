"""Books that the format before visit rules kept: they come out in today's with all their rows, alone and joined."""

import gzip
import shutil
from pathlib import Path

import pytest

from model.book import Book
from model.edit_parts import state
from model.follow_ups import FollowUp, FollowUpStatus
from model.safekeeping.joining import join_into
from model.safekeeping.salvage import salvage
from model.schema import FORMAT
from model.statistics import check
from model.visit_rules import RuleKind

DATA = Path(__file__).parent / "data"
RULES = list(range(1, 15))


def unpacked(folder: Path, name: str) -> Path:
    """A book of the second format: the shop, or one of the two copies of it that parted later."""
    path = folder / f"{name}.regulars"
    path.write_bytes(gzip.decompress((DATA / f"{name}.regulars.gz").read_bytes()))
    assert path.read_bytes()[60:64] == (2).to_bytes(4, "big")
    return path


def plans(book: Book) -> dict[str, FollowUp]:
    return {one.reason: one for one in book.follow_ups.all()}


def test_it_keeps_all_it_holds_and_its_plans_are_those_of_todays_rules(tmp_path: Path) -> None:
    with Book.open(unpacked(tmp_path, "second_format")) as book:
        assert book.store.value("PRAGMA user_version") == FORMAT
        assert check(book.store) == []
        assert [one.name for one in book.customers.all()] == ["王小明", "Anna Smith", "Ben Otto"]
        assert next((one.note, one.city) for one in book.customers.all()) == ("note of 王小明", "York")
        assert (book.purchases.count(), book.complaints.count(), book.visits.count()) == (3, 1, 1)
        assert [one.id for one in book.visit_rules.all()] == RULES
        assert {one.rule: (one.rule_id, one.occasion) for one in plans(book).values()} == {
            "after_sale": (1, ""),
            "silent": (2, ""),
            "after_complaint": (3, ""),
        }
        kinds = (RuleKind.AFTER_SALE, RuleKind.SILENT, RuleKind.AFTER_COMPLAINT)
        assert tuple(book.visit_rules.get(n).kind for n in (1, 2, 3)) == kinds
        assert plans(book)["reason 0"].status is FollowUpStatus.DONE
        assert book.shop.visits_a_day == 20
        assert book.visits.all()[0].suggestion == "More cups"


def test_what_is_put_back_from_before_is_planned_by_the_same_rule(tmp_path: Path) -> None:
    with Book.open(unpacked(tmp_path, "second_format")) as book:
        anna = book.customers.all("name = 'Anna Smith'")[0].id
        (before,) = book.follow_ups.of_customer(anna)
        book.redo()  # deleted once more, as it was before the update
        assert book.follow_ups.of_customer(anna) == []
        book.undo()
        assert book.follow_ups.of_customer(anna) == [before]
        kept = [
            state(old)
            for old in book.store.column("SELECT old FROM journal WHERE table_name = 'follow_up'")
            if old
        ]
        assert {(one["rule"], one.get("rule_id")) for one in kept} == {
            ("by_hand", None),
            ("after_sale", 1),
            ("silent", 2),
        }
        while book.undo():
            pass
        assert book.customers.count() == book.follow_ups.count() == 0
        assert [one.id for one in book.visit_rules.all()] == RULES  # with these a book begins
        assert check(book.store) == []


@pytest.mark.parametrize("ours", ["here", "there"])
def test_two_copies_that_parted_before_are_joined_after(tmp_path: Path, ours: str) -> None:
    """One deleted Anna, whom the other called; both changed Ben, and both planned the same call."""
    theirs = "there" if ours == "here" else "here"
    with Book.open(unpacked(tmp_path, f"second_format_{theirs}")):
        pass  # brought up to date, as whatever comes from outside is
    with Book.open(unpacked(tmp_path, f"second_format_{ours}")) as book:
        joined = join_into(book, tmp_path / f"second_format_{theirs}.regulars", "other")
        assert check(book.store) == []
        assert [one.id for one in book.visit_rules.all()] == RULES
        assert [(one.table_name, one.column_name) for one in joined.clashes] == [("customer", "city")]
        tried = plans(book)["reason 1"]
        assert (tried.rule_id, tried.attempts, tried.note) == (2, 2, "engaged")
        same = sorted(one.status for one in book.follow_ups.all() if one.reason == "same")
        assert same == [FollowUpStatus.MERGED, FollowUpStatus.OPEN]
        undone = book.undo()
        assert undone is not None
        assert (undone.kept, undone.could_not) == (0, 0)


def test_a_damaged_one_is_salvaged_with_the_rules_once(tmp_path: Path) -> None:
    path = unpacked(tmp_path, "second_format")
    answer = salvage(path, tmp_path / "new.regulars")
    assert answer.is_complete
    shutil.copy(path, tmp_path / "same.regulars")
    with Book.open(tmp_path / "same.regulars") as old, Book.open(tmp_path / "new.regulars") as book:
        assert book.customers.all() == old.customers.all()
        assert book.follow_ups.all() == old.follow_ups.all()
        assert book.visit_rules.all() == old.visit_rules.all()
