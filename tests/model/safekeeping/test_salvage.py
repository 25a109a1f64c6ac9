"""Saving what can be saved: every row on a page that is whole comes back as it was, and nothing is invented."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from model.book import Book
from model.complaints import Complaint
from model.follow_ups import FollowUp
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.safekeeping import page_reader
from model.safekeeping.found_rows import shapes_of
from model.safekeeping.page_file import PageFile
from model.safekeeping.salvage import Salvaged, salvage
from model.staff import StaffMember
from model.statistics import check
from tests.makers import A_DAY, add_customer, add_visit, make_book

PAGE = 4096
MADE_AFRESH = {"customer_figures", "customer_search"}
SUMS = {"lines", "amount_cents", "cost_cents", "profit_cents"}
REFERENCES = {
    "household_id", "introduced_by_id", "staff_id", "handler_id", "product_id", "return_of_id",
    "return_of_line_id", "purchase_id", "complaint_id", "follow_up_id", "customer_id",
}  # fmt: skip


def fill(book: Book, seed: int, customers: int = 120) -> None:
    """A shop with all that makes a file interesting: long notes, Chinese, changes, deletes."""
    chance = random.Random(seed)
    with book.edit("Set up"):
        people = [book.staff.insert(StaffMember(name=name)) for name in ("陈静", "Tom")]
        products = [
            book.products.insert(Product(name=f"乌龙茶 Oolong {n}", price_cents=100 * n)) for n in range(40)
        ]
    ids = []
    for n in range(customers):
        name = chance.choice(["王小明", "Anna Smith", "Zoë", "李雷 & Söhne"]) + f" {n}"
        note = chance.choice(["", "likes green tea", "很长的笔记 " * 900, "a long note, " * 1500, "x" * 4000])
        ids.append(
            add_customer(book, name, f"07700 9{n:05}", note=note, city=chance.choice(["", "York", "上海"]))
        )
        with book.edit("Recorded a sale"):
            sale = book.purchases.save(
                Purchase(customer_id=ids[-1], bought_on=A_DAY - timedelta(days=n), staff_id=people[n % 2].id),
                [
                    PurchaseLine(
                        text="Tea 茶", amount_cents=chance.randrange(1, 99999), product_id=products[n % 40].id
                    )
                    for _line in range(chance.randrange(1, 5))
                ],
            )
        if n % 3 == 0:
            add_visit(book, ids[-1], words="said: " + "“好喝” " * chance.choice([1, 1000]))
        if n % 4 == 0:
            with book.edit("Complaint and promise"):
                complaint = book.complaints.insert(
                    Complaint(customer_id=ids[-1], said_on=A_DAY, words="Too bitter", purchase_id=sale.id)
                )
                book.follow_ups.insert(
                    FollowUp(customer_id=ids[-1], planned_on=A_DAY, reason="回访", complaint_id=complaint.id)
                )
    for gone in chance.sample(ids, customers // 10):
        with book.edit("Deleted a customer"):
            book.customers.delete(gone)
    for one in chance.sample(ids, customers // 5):
        if customer := book.customers.find(one):
            with book.edit("Changed a customer"):
                book.store.write("UPDATE customer SET city = 'Leeds' WHERE id = :id", {"id": customer.id})


@dataclass
class Original:
    """A book as it was before it was damaged: its bytes, its rows, and the pages on which each row stands."""

    content: bytes
    rows: dict[str, dict[Any, dict[str, Any]]]
    pages: dict[tuple[str, Any], set[int]]
    book_id: str


def rows_of(path: Path) -> dict[str, dict[Any, dict[str, Any]]]:
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        return {
            table: {row[0]: dict(row) for row in db.execute(f"SELECT * FROM {table}")}
            for table in shapes_of(db)
        }


class Watched(PageFile):
    """A file that remembers which pages were looked at."""

    looked_at: set[int]

    def page(self, number: int) -> bytes:
        self.looked_at.add(number)
        return super().page(number)


def pages_of(path: Path) -> dict[tuple[str, Any], set[int]]:
    found = {}
    Watched.looked_at = set()
    with Watched(path) as file, closing(sqlite3.connect(path)) as db:
        for table, shape in shapes_of(db).items():
            (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
            for leaf in page_reader.leaves(file, root, set()):
                assert leaf is not None
                page = file.page(leaf.number)
                for at in page_reader._pointers(page, leaf.number, file.usable, 8):
                    file.looked_at = {leaf.number}
                    cell = page_reader._cell(file, page, at)
                    assert cell is not None
                    row = shape.row(cell)
                    assert row is not None
                    found[table, row[0]] = file.looked_at
    return found


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Original:
    folder = tmp_path_factory.mktemp("original")
    with make_book(folder) as book:
        fill(book, seed=7)
        book_id = book.book_id
    path = folder / "shop.regulars"
    return Original(path.read_bytes(), rows_of(path), pages_of(path), book_id)


def saved(tmp_path: Path, content: bytes) -> tuple[Salvaged, Path]:
    """What is salvaged of ``content``, after a look that the damaged file is left alone."""
    damaged, new = tmp_path / "damaged.regulars", tmp_path / "new.regulars"
    damaged.write_bytes(content)
    answer = salvage(damaged, new)
    assert damaged.read_bytes() == content
    assert sorted(tmp_path.iterdir()) == [damaged, new]
    return answer, new


def checked(new: Path) -> dict[str, dict[Any, dict[str, Any]]]:
    """The rows of a salvaged book, after it proved to be whole and in use."""
    rows = rows_of(new)
    used = new.with_name("used.regulars")
    shutil.copyfile(new, used)
    with Book.open(used) as book:
        assert check(book.store) == []
        added = add_customer(book, "After all this")
        assert book.search.find("after all")[0].customer_id == added
        assert book.undo() is not None
        assert check(book.store) == []
    used.unlink()
    return rows


def assert_kept(original: Original, rows: dict[str, dict[Any, dict[str, Any]]], bad_pages: set[int]) -> None:
    """Every row on good pages is there with its own values; what it points at is let go only if that is lost."""
    for (table, key), pages in original.pages.items():
        if pages & bad_pages:
            continue
        then, now = original.rows[table][key], rows[table].get(key)
        assert now is not None, f"{table} {key} on pages {pages} is lost"
        for column, value in then.items():
            if now[column] == value or (table == "purchase" and column in SUMS):
                continue
            if column == "edit_id" and value not in {edit["id"] for edit in rows["edit"].values()}:
                continue
            if (table, column) in {("edit", "final"), ("generation", "last_seq")}:
                continue
            assert column in REFERENCES, (table, key, column, value, now[column])
            assert now[column] is None


def assert_nothing_invented(original: Original, rows: dict[str, dict[Any, dict[str, Any]]]) -> None:
    """What is there was there: whole, without its end, as it was once, or as no more than a name for what is lost."""
    for table in rows.keys() - {"edit", "generation", "journal", "book", "shop"}:
        for key, now in rows[table].items():
            then = original.rows[table].get(key)
            if then is not None and all(map(was_there, ((now, then, column) for column in then))):
                continue
            assert table in REMADE, (table, key, now, then)
            assert any(word in " ".join(map(str, now.values())) for word in REMADE[table]), (table, key, now)


REMADE = {
    "customer": ["whose name was lost", "name lost, as search knew it"],
    "staff": ["whose name was lost"],
    "product": ["whose name was lost", "Tea 茶"],
    "purchase": ["could not be read"],
}


def was_there(one: tuple[dict[str, Any], dict[str, Any], str]) -> bool:
    now, then, column = one
    if column in SUMS | {"edit_id"} or now[column] == then[column]:
        return True
    if column in REFERENCES:
        return now[column] is None
    # Only cities were ever changed; only long texts lie on several pages, and what stood behind them may be lost.
    if column == "city":
        return now[column] in ("", "York", "上海")
    return now[column] in (None, "", 0) or (
        isinstance(now[column], str) and str(then[column]).startswith(now[column])
    )


def test_of_a_sound_book_nothing_is_missing(original: Original, tmp_path: Path) -> None:
    answer, new = saved(tmp_path, original.content)
    rows = checked(new)
    for table, there in original.rows.items():
        mine = dict(rows[table])
        if table in ("edit", "generation"):  # the salvage itself is the last edit, in a generation of its own
            (signed,) = mine.keys() - there.keys()
            del mine[signed]
        assert mine == there, table
    assert answer.is_complete
    assert answer.sentences[-1] == "Nothing was missing."
    with Book.open(new) as book:
        assert book.book_id == original.book_id
        last = book.store.row("SELECT * FROM generation ORDER BY rowid DESC LIMIT 1")
        before = book.store.row("SELECT * FROM edit ORDER BY number DESC LIMIT 1 OFFSET 1")
        assert last is not None
        assert before is not None
        assert (last["parent1"], last["parent1_seq"]) == (before["generation_id"], before["seq"])
        assert book.undo() is not None  # the last thing a person did, not the salvage
        assert book.store.value("SELECT what FROM edit ORDER BY number DESC LIMIT 1") == "Undid: {what}"


def pages_in(content: bytes) -> int:
    return len(content) // PAGE


def zeroed(content: bytes, pages: set[int]) -> bytes:
    damaged = bytearray(content)
    for number in pages:
        damaged[(number - 1) * PAGE : number * PAGE] = bytes(PAGE)
    return bytes(damaged)


def overwritten(content: bytes, pages: set[int], chance: random.Random) -> bytes:
    damaged = bytearray(content)
    for number in pages:
        damaged[(number - 1) * PAGE : number * PAGE] = chance.randbytes(PAGE)
    return bytes(damaged)


def roots(path_or_content: bytes, tmp_path: Path, kind: str) -> dict[str, int]:
    copy = tmp_path / "roots"
    copy.write_bytes(path_or_content)
    with closing(sqlite3.connect(copy)) as db:
        found = dict(
            db.execute("SELECT name, rootpage FROM sqlite_master WHERE type = ?", (kind,)).fetchall()
        )
    copy.unlink()
    return {name: root for name, root in found.items() if root}


Damage = Callable[[bytes, Path, random.Random], tuple[bytes, set[int]]]


def _some(content: bytes, chance: random.Random, share: float) -> set[int]:
    return set(chance.sample(range(2, pages_in(content) + 1), max(1, int(share * pages_in(content)))))


def _zero_some(content: bytes, _path: Path, chance: random.Random) -> tuple[bytes, set[int]]:
    pages = _some(content, chance, chance.choice([0.02, 0.1, 0.4]))
    return zeroed(content, pages), pages


def _noise_on_some(content: bytes, _path: Path, chance: random.Random) -> tuple[bytes, set[int]]:
    pages = _some(content, chance, chance.choice([0.02, 0.1, 0.4]))
    return overwritten(content, pages, chance), pages


def _hole(content: bytes, _path: Path, chance: random.Random) -> tuple[bytes, set[int]]:
    first = chance.randrange(2, pages_in(content) - 16)
    pages = set(range(first, first + 16))
    return zeroed(content, pages), pages


def _cut(content: bytes, _path: Path, chance: random.Random) -> tuple[bytes, set[int]]:
    end = chance.randrange(len(content) // 4, len(content))
    return content[:end], set(range(end // PAGE + 1, pages_in(content) + 1))


def _first_page(content: bytes, _path: Path, _chance: random.Random) -> tuple[bytes, set[int]]:
    return zeroed(content, {1}), {1}


def _header(content: bytes, _path: Path, chance: random.Random) -> tuple[bytes, set[int]]:
    return chance.randbytes(100) + content[100:], {1}


def _roots_zeroed(content: bytes, path: Path, chance: random.Random) -> tuple[bytes, set[int]]:
    tables = sorted(set(roots(content, path, "table").values()) - {1})
    pages = set(chance.sample(tables, chance.randrange(1, len(tables))))
    return zeroed(content, pages), pages


def _indexes_spoilt(content: bytes, path: Path, chance: random.Random) -> tuple[bytes, set[int]]:
    pages = set(roots(content, path, "index").values())
    return overwritten(content, pages, chance), pages


def _first_page_and_some(content: bytes, _path: Path, chance: random.Random) -> tuple[bytes, set[int]]:
    pages = _some(content, chance, 0.05) | {1}
    return zeroed(content, pages), pages


def _swapped(content: bytes, _path: Path, chance: random.Random) -> tuple[bytes, set[int]]:
    one, other = chance.sample(range(2, pages_in(content) + 1), 2)
    damaged = bytearray(content)
    damaged[(one - 1) * PAGE : one * PAGE] = content[(other - 1) * PAGE : other * PAGE]
    damaged[(other - 1) * PAGE : other * PAGE] = content[(one - 1) * PAGE : one * PAGE]
    return bytes(damaged), {one, other}


DAMAGES: dict[str, Damage] = {
    "some pages zeroed": _zero_some,
    "some pages overwritten with noise": _noise_on_some,
    "64 KB zeroed": _hole,
    "cut off": _cut,
    "the first page zeroed": _first_page,
    "the header destroyed": _header,
    "root pages zeroed": _roots_zeroed,
    "indexes spoilt": _indexes_spoilt,
    "the first page and some others": _first_page_and_some,
}

SEEDS = range(3)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", DAMAGES)
def test_every_row_on_a_good_page_comes_back_and_nothing_is_invented(
    original: Original, tmp_path: Path, kind: str, seed: int
) -> None:
    content, bad_pages = DAMAGES[kind](original.content, tmp_path, random.Random(f"{kind} {seed}"))
    answer, new = saved(tmp_path, content)
    rows = checked(new)
    assert_kept(original, rows, bad_pages)
    assert_nothing_invented(original, rows)
    hurt = {table for (table, _key), pages in original.pages.items() if pages & bad_pages}
    if hurt - {"generation"}:
        assert not answer.is_complete
        assert len(answer.sentences) > 1


@pytest.mark.parametrize("seed", SEEDS)
def test_two_pages_in_each_others_place_cost_no_row_of_another_page(
    original: Original, tmp_path: Path, seed: int
) -> None:
    content, bad_pages = _swapped(original.content, tmp_path, random.Random(seed))
    _answer, new = saved(tmp_path, content)
    assert_kept(original, checked(new), bad_pages)


@pytest.mark.parametrize("seed", range(6))
def test_random_bytes_all_over_the_file_cost_no_row_of_another_page(
    original: Original, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    damaged = bytearray(original.content)
    places = [chance.randrange(len(damaged)) for _n in range(chance.choice([3, 60, 400]))]
    for place in places:
        damaged[place] = chance.randrange(256)
    _answer, new = saved(tmp_path, bytes(damaged))
    assert_kept(original, checked(new), {place // PAGE + 1 for place in places})
