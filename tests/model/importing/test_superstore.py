"""The real file of 9,994 order lines, with its own headings; absent from the project itself."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from model.book import Book
from model.importing.bring_in import bring_in
from model.importing.reading import Options
from model.shop import Shop
from model.statistics import check, facts
from tests.makers import add_customer

CHECKOUT = Path(__file__).parents[3]
SUPERSTORE = CHECKOUT.parent / "shared" / "data" / "superstore" / "superstore.csv"
TODAY = date(2017, 12, 30)

pytestmark = pytest.mark.skipif(not SUPERSTORE.exists(), reason="the real data is not on this machine")

IMPORT = """
import sys
from datetime import date
from pathlib import Path
from model.book import Book
from model.importing.bring_in import bring_in
from model.importing.reading import Options
with Book.open(Path(sys.argv[1])) as book:
    print("ready", flush=True)
    bring_in(book, Path(sys.argv[2]), "purchases", Options(today=date(2017, 12, 30)))
    print("done", flush=True)
"""


@pytest.fixture
def superstore(tmp_path: Path) -> Path:
    return Path(shutil.copy(SUPERSTORE, tmp_path / "superstore.csv"))


def us_book(folder: Path) -> Book:
    return Book.create(folder / "store.regulars", Shop(name="Superstore", currency="USD", region="US"))


def ranking(book: Book, by: str) -> list[str]:
    return book.store.column(
        "SELECT c.name FROM purchase AS p JOIN customer AS c ON c.id = p.customer_id"
        " WHERE p.bought_on BETWEEN '2014-01-01' AND '2017-12-31' GROUP BY c.id"
        f" ORDER BY sum(p.{by}_cents) DESC LIMIT 3"
    )


def test_the_superstore_comes_in_to_the_cent_and_only_once(tmp_path: Path, superstore: Path) -> None:
    with us_book(tmp_path) as book:
        bring_in(book, superstore, "purchases", Options(today=TODAY))
        counted = facts(book.store)
        assert (counted["customers"], counted["purchases"], counted["purchase_lines"]) == (793, 5_009, 9_994)
        assert (counted["revenue_cents"], counted["profit_cents"]) == (229_720_107, 28_639_779)
        assert counted["products"] == 1_862
        assert ranking(book, "amount") == ["Sean Miller", "Tamara Chand", "Raymond Buch"]
        assert ranking(book, "profit") == ["Tamara Chand", "Raymond Buch", "Sanjit Chand"]
        again = bring_in(book, superstore, "purchases", Options(today=TODAY))
        assert again.counts.purchases_new == again.counts.customers_new == again.counts.products_new == 0
        assert facts(book.store) == counted
        assert check(book.store) == []


def test_undo_takes_the_superstore_back_and_redo_brings_it_again(tmp_path: Path, superstore: Path) -> None:
    with us_book(tmp_path) as book:
        add_customer(book, "Anna")
        before = facts(book.store)
        bring_in(book, superstore, "purchases", Options(today=TODAY))
        imported = facts(book.store)
        book.undo()
        assert facts(book.store) == before
        assert check(book.store) == []
        book.redo()
        assert facts(book.store) == imported
        assert check(book.store) == []


def test_a_killed_import_leaves_the_book_as_it_was(tmp_path: Path, superstore: Path) -> None:
    with us_book(tmp_path) as book:
        add_customer(book, "Anna")
        before = facts(book.store)
        path = book.path
    chance = random.Random(20261113)
    finished = 0
    for _attempt in range(6):
        copy = Path(shutil.copy(path, tmp_path / "copy.regulars"))
        child = subprocess.Popen(
            [sys.executable, "-c", IMPORT, str(copy), str(superstore)],
            cwd=CHECKOUT,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.0, 0.9))
        child.send_signal(signal.SIGKILL)
        said = child.communicate()[0]
        with Book.open(copy) as book:
            if facts(book.store) == before:
                assert "done" not in said
            else:
                finished += 1  # all of it was committed before the kill
                assert facts(book.store)["purchase_lines"] == 9_994
            assert check(book.store) == []
    assert finished < 6
