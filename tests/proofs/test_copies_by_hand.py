"""The owner copies the one file to a stick while the program is open: that is the whole book."""

import random
import shutil
from pathlib import Path

import pytest

from model.book import Book
from tests.makers import add_customer, add_sale, make_book
from tests.proofs.apsw_connection import through
from tests.proofs.how_many import shares
from tests.proofs.whole_book import digest, faults

COPIES_OF_A_BOOK = 25
"""Then another book: one that grows only takes longer to compare."""


def not_the_whole_book(folder: Path, copies: int, seed: int) -> list[str]:
    """What is wrong with ``copies`` of the one file, each made while the program is open and idle."""
    chance, wrong = random.Random(seed), list[str]()
    with make_book(folder) as book:
        customers = [add_customer(book, "Anna")]
        for n in range(copies):
            for _edit in range(chance.randint(1, 3)):
                deed = chance.random()
                if deed < 0.4:
                    customers.append(add_customer(book, f"Customer {n}", f"07700 9{n:05}"))
                elif deed < 0.8:
                    add_sale(book, chance.choice(customers))
                elif deed < 0.95:
                    book.undo()
                    customers = [customer.id for customer in book.customers.all()] or [add_customer(book)]
                else:
                    with book.edit("Many"):
                        for row in range(20):
                            add_customer(book, f"Many {n} {row}", note="x" * 500)
            copy = folder / "on the stick.regulars"
            shutil.copyfile(book.path, copy)
            beside = [file for file in folder.glob(f"{book.path.name}?*") if file.stat().st_size]
            wrong += [f"copy {n}: {file.name} is not empty" for file in beside]
            wrong += [f"copy {n}: {fault}" for fault in faults(copy)]
            with Book.open(copy, read_only=True) as opened:
                if digest(opened) != digest(book):
                    wrong.append(f"copy {n}: something is missing")
            copy.unlink()
    wrong += [f"closed: {file.name}" for file in folder.iterdir() if file != book.path]
    return wrong


@pytest.mark.parametrize(("seed", "copies"), shares("copies by hand"))
def test_a_copy_of_the_one_file_is_the_whole_book_while_the_program_is_open_and_idle(
    tmp_path: Path, seed: int, copies: int
) -> None:
    for book in range(0, copies, COPIES_OF_A_BOOK):
        (folder := tmp_path / str(book)).mkdir()
        assert not_the_whole_book(folder, min(COPIES_OF_A_BOOK, copies - book), seed + book) == []


def test_a_program_that_writes_ahead_into_another_file_is_caught(tmp_path: Path) -> None:
    with through("", {"PRAGMA journal_mode = TRUNCATE": "PRAGMA journal_mode = WAL"}):
        assert any("is not empty" in wrong for wrong in not_the_whole_book(tmp_path, 5, 0))
