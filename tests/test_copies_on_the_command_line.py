"""Comparing and joining two copies of a book from the command line."""

import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from main import main
from model.book import Book
from model.safekeeping.instance_lock import InstanceLock
from tests.makers import add_customer, make_book


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """The shop's book with Anna in it, and a copy on a stick."""
    with make_book(tmp_path) as book:
        add_customer(book, "Anna", "0770 1")
    stick = tmp_path / "stick.regulars"
    shutil.copy(tmp_path / "shop.regulars", stick)
    return tmp_path / "shop.regulars", stick


def run(*args: object) -> int:
    return main([str(arg) for arg in args])


def add(path: Path, name: str) -> None:
    with Book.open(path) as book:
        add_customer(book, name)


def found(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def test_compare_says_of_the_other_copy_what_it_is(
    copies: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop, stick = copies
    make_book(tmp_path, "another.regulars").close()

    def verdict(book: Path, other: Path) -> object:
        assert run("compare", book, other, "--json") == 0
        return found(capsys)["verdict"]

    assert verdict(shop, stick) == "same"
    add(stick, "Bo")
    assert (verdict(shop, stick), verdict(stick, shop)) == ("newer", "older")
    add(shop, "Cy")
    assert (verdict(shop, stick), verdict(stick, shop)) == ("parted", "parted")
    assert verdict(shop, tmp_path / "another.regulars") == "other"


def test_compare_counts_what_was_changed_on_each_side_and_says_when_they_parted(
    copies: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    shop, stick = copies
    with Book.open(shop) as book:
        parted_at = book.store.value("SELECT at FROM edit ORDER BY number DESC LIMIT 1")
    add(shop, "Bo")
    add(stick, "Cy")
    add(stick, "Dee")
    capsys.readouterr()
    assert run("compare", shop, stick, "--json") == 0
    answer = found(capsys)
    assert answer["parted_at"] == parted_at
    assert answer["book"]["changes"] == {"customers": 1}  # type: ignore[index]
    assert answer["other"]["changes"] == {"customers": 2}  # type: ignore[index]
    assert (answer["book"]["edits"], answer["other"]["edits"]) == (3, 4)  # type: ignore[index]
    assert run("compare", shop, stick) == 0
    assert "here 1 entry, there 2 entries" in capsys.readouterr().out


def test_compare_leaves_both_files_as_they_are(copies: tuple[Path, Path]) -> None:
    before = [path.read_bytes() for path in copies]
    assert run("compare", *copies) == 0
    assert [path.read_bytes() for path in copies] == before


def test_what_is_no_book_is_refused_with_a_sentence(
    copies: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("compare", copies[0], tmp_path / "nothing here") == 1
    assert "no book or backup" in capsys.readouterr().err


def names(path: Path) -> list[str]:
    with Book.open(path, read_only=True) as book:
        return sorted(customer.name for customer in book.customers.all())


def test_join_brings_both_into_the_book_and_says_where_the_backups_are(
    copies: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    shop, stick = copies
    add(shop, "Bo")
    add(stick, "Cy")
    capsys.readouterr()
    assert run("join", shop, stick, "--json") == 0
    answer = found(capsys)
    assert answer["verdict"] == "parted"
    assert answer["other"] == {"added": {"customers": 1}, "changed": {}, "deleted": {}}
    assert [Path(str(backup)).exists() for backup in answer["backups"]] == [True, True]  # type: ignore[attr-defined]
    assert names(shop) == ["Anna", "Bo", "Cy"]
    assert names(stick) == ["Anna", "Cy"]
    assert run("check", shop) == 0


def test_a_trial_says_all_and_changes_nothing(
    copies: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    shop, stick = copies
    for path, email in ((shop, "a@example.com"), (stick, "b@example.com")):
        with Book.open(path) as book, book.edit("Changed"):
            anna = book.customers.all()[0]
            book.customers.update(dataclasses.replace(anna, email=email))
    before = [path.read_bytes() for path in copies]
    assert run("join", shop, stick, "--dry-run") == 0
    out = capsys.readouterr().out
    assert "a@example.com" in out
    assert "b@example.com" in out
    assert run("join", shop, stick, "--dry-run", "--json") == 0
    clashes: Any = found(capsys)["clashes"]
    (clash,) = clashes
    assert (clash["field"], clash["kept"], clash["other"]) == ("email", "b@example.com", "a@example.com")
    assert "Anna" in clash["customer"]
    assert [path.read_bytes() for path in copies] == before
    assert {path.name for path in shop.parent.iterdir()} == {"shop.regulars", "stick.regulars"}


def test_join_with_an_older_copy_has_nothing_to_do(
    copies: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    shop, stick = copies
    add(shop, "Bo")
    before = shop.read_bytes()
    assert run("join", shop, stick) == 0
    assert "Your book already has everything in it." in capsys.readouterr().out
    assert shop.read_bytes() == before


def test_a_newer_copy_becomes_the_book_which_is_kept(
    copies: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    shop, stick = copies
    add(stick, "Cy")
    capsys.readouterr()
    assert run("join", shop, stick, "--json") == 0
    answer = found(capsys)
    assert answer["verdict"] == "newer"
    assert names(shop) == ["Anna", "Cy"]
    assert all(Path(str(backup)).exists() for backup in answer["backups"])  # type: ignore[attr-defined]


def test_another_book_and_one_open_in_a_window_are_refused(
    copies: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop, stick = copies
    make_book(tmp_path, "another.regulars").close()
    assert run("join", shop, tmp_path / "another.regulars") == 1
    assert "another book" in capsys.readouterr().err
    add(shop, "Bo")
    add(stick, "Cy")
    with InstanceLock(shop):
        assert run("join", shop, stick) == 1
    assert "open" in capsys.readouterr().err
    assert names(shop) == ["Anna", "Bo"]


def test_whom_one_deleted_and_the_other_wrote_on_is_kept_and_that_is_said(
    copies: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    shop, stick = copies
    with Book.open(shop) as book, book.edit("Deleted"):
        book.customers.delete(book.customers.all()[0].id)
    with Book.open(stick) as book, book.edit("Changed"):
        book.customers.update(dataclasses.replace(book.customers.all()[0], city="Hull"))
    assert run("join", shop, stick) == 0
    out = capsys.readouterr().out
    assert "Deleted in one copy, but written on in the other, so it stays: 1 customer." in out
    with Book.open(shop) as book:
        assert [(one.name, one.city) for one in book.customers.all()] == [("Anna", "Hull")]
