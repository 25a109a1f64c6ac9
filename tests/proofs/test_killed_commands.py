"""A backup, a restore or a join that is killed at any moment: what was there is there, or what shall be, whole."""

import shutil
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

import main
from model.book import Book
from model.errors import BookError
from model.safekeeping.backup import back_up, verify
from model.safekeeping.container import SUFFIX
from model.safekeeping.manifest import Reason
from tests.makers import add_customer, add_sale, make_book
from tests.proofs.doomed import AND_THEN
from tests.proofs.how_many import shares
from tests.proofs.nursery import nursery
from tests.proofs.whole_book import digest, faults

NOON = datetime(2026, 3, 12, 12)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork and no SIGKILL")


def a_shop(folder: Path, name: str = "shop.regulars") -> Path:
    """A closed book that takes a moment to copy."""
    folder.mkdir(exist_ok=True)
    with make_book(folder, name) as book, book.edit("Many"):
        for n in range(150):
            add_sale(book, add_customer(book, f"Customer {n}", f"07700 9{n:05}", note="x" * 300))
    return book.path


def not_whole(folder: Path, proven: set[Path]) -> list[str]:
    """The backups in ``folder`` that are not whole, apart from names that were just reserved; those that are, are
    added to ``proven`` and not looked at again."""
    wrong: list[str] = []
    for path in set(folder.glob(f"*{SUFFIX}")) - proven:
        if path.stat().st_size == 0:
            continue
        try:
            verify(path)
            proven.add(path)
        except BookError as refused:
            wrong.append(str(refused))
    return wrong


@pytest.mark.parametrize(("seed", "kills"), shares("kills of backups"))
def test_a_backup_that_is_killed_leaves_every_earlier_one_whole(
    tmp_path: Path, seed: int, kills: int
) -> None:
    book, folder, proven, made = a_shop(tmp_path), tmp_path / "stick", set[Path](), 0
    folder.mkdir()
    with nursery("command", tmp_path, seed) as programs:
        for _kill in range(kills):
            made += len(programs.live_and_die(book, 2, 0.2, f"backup {book} {folder}"))
            assert not_whole(folder, proven) == []
            assert len(proven) >= made
            assert faults(book) == []
    assert made >= kills // 2


def test_a_backup_that_is_written_over_the_one_before_is_caught(tmp_path: Path) -> None:
    book, folder = a_shop(tmp_path), tmp_path / "stick"
    folder.mkdir()
    backup = back_up(book, folder, Reason.HAND, now=NOON).path
    content = backup.read_bytes()
    with nursery("overwrite", tmp_path, 1) as programs:
        for _kill in range(50):
            backup.write_bytes(content)
            programs.live_and_die(backup, 1, 0.01)
            if not_whole(folder, set()):
                return
    pytest.fail("it was not caught")


@pytest.mark.parametrize(("seed", "kills"), shares("kills of restores"))
def test_a_restore_that_is_killed_leaves_the_one_book_or_the_other_and_keeps_what_was_replaced(
    tmp_path: Path, seed: int, kills: int
) -> None:
    book, proven, restored = a_shop(tmp_path), set[Path](), 0
    (tmp_path / "stick").mkdir()
    first = back_up(book, tmp_path / "stick", Reason.HAND, now=NOON).path.rename(tmp_path / "first")
    with Book.open(book) as opened:
        wanted = {digest(opened)}
        add_customer(opened, "Only in the second")
        wanted.add(digest(opened))
    second = back_up(book, tmp_path / "stick", Reason.HAND, now=NOON).path.rename(tmp_path / "second")
    how = AND_THEN.join(f"restore {backup} {book}" for backup in (first, second))
    with nursery("command", tmp_path, seed) as programs:
        for _kill in range(kills):
            restored += len(programs.live_and_die(book, 1, 0.4, how))
            assert faults(book) == []
            with Book.open(book) as opened:
                assert digest(opened) in wanted
            assert not_whole(tmp_path / "Regulars backups", proven) == []
            assert len(proven) >= restored
    assert restored >= kills // 5


@pytest.mark.parametrize(("seed", "kills"), shares("kills of joins"))
def test_a_join_that_is_killed_did_not_happen_or_is_whole_and_can_be_done_again(
    tmp_path: Path, seed: int, kills: int
) -> None:
    template = tmp_path / "template"
    ours = a_shop(template)
    theirs = template / "theirs.regulars"
    shutil.copyfile(ours, theirs)
    for path, name in ((ours, "Only here"), (theirs, "Only there")):
        with Book.open(path) as book:
            add_sale(book, add_customer(book, name))
            with book.edit("Changed"):
                book.customers.delete(book.customers.all("name = 'Customer 3'")[0].id)
    with Book.open(ours) as book:
        before = digest(book)
    folder = tmp_path / "shop"
    shutil.copytree(template, folder)
    began = time.monotonic()
    assert main.main(["join", str(folder / ours.name), str(folder / theirs.name)]) == 0
    seconds = 2 * (time.monotonic() - began)
    with nursery("command", tmp_path, seed) as programs:
        for kill in range(kills):
            if kill % 2 == 0:  # else on what a killed join left behind, perhaps
                shutil.rmtree(folder, ignore_errors=True)
                shutil.copytree(template, folder)
            book_path = folder / ours.name
            programs.live_and_die(book_path, 0, seconds, f"join {book_path} {folder / theirs.name}")
            assert faults(book_path) == []
            with Book.open(book_path) as book:
                names = {customer.name for customer in book.customers.all()}
                assert "Only here" in names
                is_joined = "Only there" in names
                assert is_joined or digest(book) == before
            if kill % 2:
                assert main.main(["join", str(book_path), str(folder / theirs.name)]) == 0
                assert faults(book_path) == []
                with Book.open(book_path) as book:
                    assert book.customers.all("name = 'Only there'")
