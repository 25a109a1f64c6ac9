"""Saving what can be saved: every row on a page that is whole comes back as it was, and nothing is invented."""

import dataclasses
import gzip
import random
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from model.book import Book
from model.call_lists import CallList, CallListLine, CallListReason
from model.class_lines import ClassLines
from model.class_reviews import ClassReview, ClassStep
from model.complaints import Complaint
from model.customer_class import CustomerClass
from model.customer_days import CustomerDay
from model.errors import BookError, Cancelled
from model.follow_ups import FollowUp
from model.gifts import Gift
from model.product_services import ProductService, ServiceUse
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.safekeeping import page_reader
from model.safekeeping.backup import back_up
from model.safekeeping.found_rows import FEWEST_COLUMNS, SINCE_THE_FIRST, shapes_of
from model.safekeeping.manifest import Reason
from model.safekeeping.page_file import PageFile
from model.safekeeping.salvage import Salvaged, salvage, save_all_i_have
from model.slips import Slip
from model.staff import StaffMember
from model.statistics import check
from model.text_templates import TextTemplate
from model.visit_rules import RuleKind, Scope, VisitRule
from model.wishes import Wish
from tests.makers import A_DAY, add_customer, add_visit, make_book

PAGE = 4096
MADE_AFRESH = {"customer_figures", "customer_search"}
SUMS = {"lines", "amount_cents", "cost_cents", "profit_cents"}
REFERENCES = {
    "household_id", "introduced_by_id", "staff_id", "handler_id", "product_id", "return_of_id",
    "return_of_line_id", "purchase_id", "complaint_id", "follow_up_id", "customer_id", "product_service_id",
    "purchase_line_id", "rule_id", "call_list_line_id", "class_lines_id",
}  # fmt: skip


WHOLE = {
    "call_list_line": (("call_list_id", "call_list"),),
    "call_list_reason": (("call_list_line_id", "call_list_line"), ("follow_up_id", "follow_up")),
}
"""What means nothing without that of which it is a part."""


def fill(book: Book, seed: int, customers: int = 80) -> None:
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
                plan = book.follow_ups.insert(
                    FollowUp(customer_id=ids[-1], planned_on=A_DAY, reason="回访", complaint_id=complaint.id)
                )
            _plan_on_paper(book, n, plan, sale.id, products[n % 40].id)
    for gone in chance.sample(ids, customers // 10):
        with book.edit("Deleted a customer"):
            book.customers.delete(gone)
    for one in chance.sample(ids, customers // 5):
        if customer := book.customers.find(one):
            with book.edit("Changed a customer"):
                book.store.write("UPDATE customer SET city = 'Leeds' WHERE id = :id", {"id": customer.id})


def _plan_on_paper(book: Book, n: int, plan: FollowUp, sale: int, product: int) -> None:
    """A list, a slip, a letter, a wish, a yearly day, a rule of one customer, a service that was used."""
    with book.edit("Planned"):
        paper = book.call_lists.insert(CallList(number=n + 1, for_on=A_DAY, note="on paper " * 50))
        for place in range(3):
            line = book.call_list_lines.insert(
                CallListLine(call_list_id=paper.id, line=place + 1, customer_id=plan.customer_id)
            )
            book.call_list_reasons.insert(CallListReason(call_list_line_id=line.id, follow_up_id=plan.id))
        book.slips.insert(Slip(number=n + 1, printed_on=A_DAY, note="a slip " * 100))
        book.text_templates.insert(TextTemplate(body="亲爱的 {name} " * 200))
        book.wishes.insert(
            Wish(customer_id=plan.customer_id, product_id=product, words="38 " * 40, wished_on=A_DAY)
        )
        book.customer_days.insert(
            CustomerDay(customer_id=plan.customer_id, label="Wedding " * 9, month=5, day=20)
        )
        rule = VisitRule(kind=RuleKind.KEEP_IN_TOUCH, scope=Scope.CUSTOMER, customer_id=plan.customer_id)
        book.visit_rules.insert(dataclasses.replace(rule, words="Ask for the dog. " * 20))
        book.gifts.insert(
            Gift(customer_id=plan.customer_id, given_on=A_DAY, words="A tin of tea " * 20, cost_cents=450)
        )
        lines_between = ClassLines(set_on=A_DAY, current_cents=9000, platinum_cents=20000, iron_cents=5000)
        review = book.class_reviews.insert(
            ClassReview(
                reviewed_on=A_DAY,
                class_lines_id=book.class_lines.insert(
                    dataclasses.replace(lines_between, note="lines " * 60)
                ).id,
                figures="{}" * 100,
            )
        )
        step = ClassStep(
            class_review_id=review.id,
            customer_id=plan.customer_id,
            moved_on=A_DAY,
            to_class=CustomerClass.IRON,
            current_cents=n,
            potential_cents=n,
            parts="{}" * 100,
        )
        book.class_steps.insert(step)
        service = book.product_services.insert(
            ProductService(product_id=product, name="Check " * 20, first_after=1)
        )
        used = ServiceUse(customer_id=plan.customer_id, product_service_id=service.id, nth=1, used_on=A_DAY)
        lines = book.purchase_lines.of(sale)
        book.service_uses.insert(dataclasses.replace(used, purchase_line_id=lines[0].id, note="used " * 30))
    with book.edit("Changed rules"):
        book.visit_rules.update(dataclasses.replace(book.visit_rules.get(5), count=n + 2, words="Hello"))
        gold = dataclasses.replace(book.class_treatments.get(2), greeting="By name", priority=n)
        book.class_treatments.update(gold)
        if n == 0:
            book.visit_rules.delete(13)


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
        if any(then[column] not in rows[parent] for column, parent in WHOLE.get(table, ())):
            assert now is None, f"{table} {key} is a part of what is lost"
            continue
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


@cache
def rows_of_a_new_book() -> dict[str, dict[Any, dict[str, Any]]]:
    with TemporaryDirectory() as folder, make_book(Path(folder)) as new:
        return rows_of(new.path)


CHANGED_OF_FIRST_ROWS = {
    "visit_rule": {"edit_id", "count", "words"},
    "class_treatment": {"edit_id", "greeting", "priority"},
}
"""What ``fill`` writes into rows that every book begins with, once for each customer."""


def assert_nothing_invented(original: Original, rows: dict[str, dict[Any, dict[str, Any]]]) -> None:
    """What is there was there: whole, without its end, as it was once, or as no more than a name for what is lost."""
    new_book = rows_of_a_new_book()
    for table in rows.keys() - {"edit", "generation", "journal", "book", "shop"}:
        for key, now in rows[table].items():
            then = original.rows[table].get(key)
            if then is not None and all(map(was_there, ((now, then, column) for column in then))):
                continue
            if (changed := CHANGED_OF_FIRST_ROWS.get(table)) and (first := new_book[table].get(key)):
                assert all(now[column] == first[column] for column in now.keys() - changed)
                continue
            assert table in REMADE, (table, key, now, then)
            assert any(word in " ".join(map(str, now.values())) for word in REMADE[table]), (table, key, now)


REMADE = {
    "customer": ["whose name was lost", "name lost, as search knew it"],
    "staff": ["whose name was lost"],
    "product": ["whose name was lost", "Tea 茶"],
    "purchase": ["could not be read"],
    "class_review": ["could not be read"],
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

SEEDS = range(1)


@pytest.mark.long
@pytest.mark.parametrize("kind", DAMAGES)
def test_every_row_on_a_good_page_comes_back_many_times_over(
    original: Original, tmp_path: Path, kind: str
) -> None:
    for seed in range(1, 40):
        folder = tmp_path / str(seed)
        folder.mkdir()
        test_every_row_on_a_good_page_comes_back_and_nothing_is_invented(original, folder, kind, seed)


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


@pytest.mark.parametrize("seed", range(2))
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


# what is beside the damage


def test_what_search_knew_names_a_customer_whose_page_is_lost(original: Original, tmp_path: Path) -> None:
    pages = set[int]().union(*(on for (table, _key), on in original.pages.items() if table == "customer"))
    answer, new = saved(tmp_path, zeroed(original.content, pages))
    rows = checked(new)
    assert answer.remade["customer"] == len(original.rows["customer"]) - answer.older["customer"]
    names = {row["name"] for row in rows["customer"].values()}
    assert any("anna smith 1 (name lost, as search knew it)" in name for name in names) or any(
        "anna smith" in name for name in names
    )
    # … and those that were changed once are as they were before.
    assert answer.older["customer"] == sum(
        1 for row in original.rows["customer"].values() if row["city"] == "Leeds"
    )
    assert {row["customer_id"] for row in rows["purchase"].values()} == set(rows["customer"])


def test_a_lost_purchase_keeps_its_customer_and_its_day_as_the_index_has_them(
    original: Original, tmp_path: Path
) -> None:
    on_page = {key: on for (table, key), on in original.pages.items() if table == "purchase"}
    pages = next(iter(on_page.values()))
    lost = {key for key, on in on_page.items() if on & pages}
    answer, new = saved(tmp_path, zeroed(original.content, pages))
    rows = checked(new)
    assert answer.remade["purchase"] == len(lost)
    assert answer.lost["purchase"] == len(lost)
    assert any("Purchases: about" in sentence for sentence in answer.sentences)
    for key in lost:
        for column in ("customer_id", "bought_on", "kind", *SUMS):
            assert rows["purchase"][key][column] == original.rows["purchase"][key][column]


def test_pages_that_only_led_to_others_cost_nothing_and_nothing_is_said_to_be_lost(
    original: Original, tmp_path: Path
) -> None:
    pages = {
        root
        for name, root in roots(original.content, tmp_path, "table").items()
        if name in original.rows and original.content[(root - 1) * PAGE] == page_reader.INTERIOR
    }
    assert len(pages) >= 5
    answer, new = saved(tmp_path, zeroed(original.content, pages))
    assert_kept(original, checked(new), pages)
    assert not any(answer.lost.values())
    assert answer.pages_lost == len(pages)


def test_where_the_beginning_is_lost_it_is_said_that_nobody_can_know_what_is_missing(
    original: Original, tmp_path: Path
) -> None:
    answer, _new = saved(tmp_path, zeroed(original.content, {1}))
    assert not any(answer.lost.values())
    assert answer.pages_lost == 0
    assert any("The beginning of the file was lost" in sentence for sentence in answer.sentences)


def test_an_edit_of_which_a_part_of_the_journal_is_lost_is_not_taken_back_by_half(
    original: Original, tmp_path: Path
) -> None:
    on_page = [(key, on) for (table, key), on in original.pages.items() if table == "journal"]
    page = on_page[len(on_page) // 2][1]
    lost = {original.rows["journal"][key]["edit_id"] for key, on in on_page if on & page}
    _answer, new = saved(tmp_path, zeroed(original.content, page))
    edits = checked(new)["edit"].values()
    final = {edit["id"] for edit in edits if edit["final"]}
    assert lost <= final
    assert len(final) <= len(lost) + 3  # the edits at both edges, and the salvage itself
    assert len(final) < len(edits) / 2


def test_of_a_customer_with_a_long_note_whose_end_is_lost_the_rest_is_kept(
    original: Original, tmp_path: Path
) -> None:
    leaf_pages = {
        min(on, key=lambda page: original.content[(page - 1) * PAGE] != page_reader.LEAF)
        for (table, _key), on in original.pages.items()
        if table == "customer"
    }
    key, on = next(
        (key, on) for (table, key), on in original.pages.items() if table == "customer" and len(on) > 3
    )
    answer, new = saved(tmp_path, zeroed(original.content, on - leaf_pages))
    then, now = original.rows["customer"][key], checked(new)["customer"][key]
    assert answer.broken["customer"] >= 1
    assert now["name"] == then["name"]
    assert now["note"] == then["note"][: len(now["note"])]
    assert len(now["note"]) > 100


@pytest.mark.parametrize("told_by", ["the journal", "the list of free pages", "nobody"])
def test_what_was_deleted_does_not_rise_again(tmp_path: Path, told_by: str) -> None:
    """A page of customers who were deleted stands in the file once more, as another program would leave it."""
    with make_book(tmp_path) as book:
        fill(book, seed=3, customers=36)
        earlier, on_pages = book.path.read_bytes(), pages_of(book.path)
        (page,) = next(on for (table, _key), on in on_pages.items() if table == "customer" and len(on) == 1)
        gone = {key for (table, key), on in on_pages.items() if table == "customer" and page in on}
        for customer_id in gone:
            with book.edit("Deleted a customer"):
                book.customers.delete(customer_id)
        left = {customer.id for customer in book.customers.all()}
    path = tmp_path / "shop.regulars"
    if told_by != "the journal":
        with closing(sqlite3.connect(path)) as db:
            db.execute("DELETE FROM journal WHERE table_name = 'customer' AND op = 'delete'")
            db.commit()
    content = bytearray(path.read_bytes())
    path.unlink()
    last = len(content) // PAGE
    if told_by == "the list of free pages":
        content += (content[32:36] + (1).to_bytes(4, "big") + (last + 2).to_bytes(4, "big")).ljust(
            PAGE, b"\0"
        )
        content[32:36] = (last + 1).to_bytes(4, "big")
    content += earlier[(page - 1) * PAGE : page * PAGE]
    content[28:32] = (len(content) // PAGE).to_bytes(4, "big")
    _answer, new = saved(tmp_path, bytes(content))
    risen = set(checked(new)["customer"]) & gone
    assert set(rows_of(new)["customer"]) - gone == left
    assert bool(risen) == (told_by == "nobody")


def test_a_page_of_an_earlier_state_does_not_take_a_newer_ones_place(
    original: Original, tmp_path: Path
) -> None:
    with make_book(tmp_path) as book:
        fill(book, seed=3, customers=36)
        earlier = book.path.read_bytes()
        changed = [customer.id for customer in book.customers.all()]
        for customer_id in changed:
            with book.edit("Moved"):
                book.store.write("UPDATE customer SET city = 'Paris' WHERE id = :id", {"id": customer_id})
    path = tmp_path / "shop.regulars"
    content, pages = path.read_bytes(), pages_of(path)
    path.unlink()
    root = roots(content, tmp_path, "table")["customer"]
    old_page = next(on for (table, _key), on in pages.items() if table == "customer" and len(on) == 1)
    (number,) = old_page
    # The tree is lost, and a page as it was before stands in the file once more, behind or before the new one.
    stray = earlier[(number - 1) * PAGE : number * PAGE]
    index = roots(content, tmp_path, "index")["customer_email"]
    for place in (index, len(content) // PAGE + 1):
        damaged = bytearray(zeroed(content, {root}))
        damaged[(place - 1) * PAGE : place * PAGE] = stray
        damaged[28:32] = (len(damaged) // PAGE).to_bytes(4, "big")
        _answer, new = saved(tmp_path, bytes(damaged))
        assert {row["city"] for row in checked(new)["customer"].values()} == {"Paris"}
        new.unlink()


@pytest.mark.parametrize("which", [0, -1])
def test_an_earlier_page_written_to_a_wrong_place_costs_only_what_stood_there(
    tmp_path: Path, which: int
) -> None:
    with make_book(tmp_path) as book:
        fill(book, seed=3, customers=36)
        earlier = book.path.read_bytes()
        for customer in book.customers.all():
            with book.edit("Moved"):
                book.store.write("UPDATE customer SET city = 'Paris' WHERE id = :id", {"id": customer.id})
    path = tmp_path / "shop.regulars"
    content, pages, rows = path.read_bytes(), pages_of(path), rows_of(path)
    path.unlink()
    leaf_of = {key: on for (table, key), on in pages.items() if table == "customer" and len(on) == 1}
    there = sorted(set[int]().union(*leaf_of.values()))
    wrong, right = (there[which], there[len(there) // 2])
    damaged = bytearray(content)
    damaged[(wrong - 1) * PAGE : wrong * PAGE] = earlier[(right - 1) * PAGE : right * PAGE]
    _answer, new = saved(tmp_path, bytes(damaged))
    mended = checked(new)["customer"]
    for key, on in leaf_of.items():
        if wrong not in on:
            assert mended[key]["city"] == rows["customer"][key]["city"] == "Paris"


def test_a_row_whose_id_was_overwritten_does_not_come_back_under_another(
    original: Original, tmp_path: Path
) -> None:
    on_page = [(key, on) for (table, key), on in original.pages.items() if table == "customer_phone"]
    page = min(on_page[len(on_page) // 2][1])
    keys = sorted(key for key, on in on_page if page in on)
    victim = keys[len(keys) // 2]
    damaged = bytearray(original.content)
    place = damaged.index(varint(victim), (page - 1) * PAGE, page * PAGE)
    damaged[place : place + 9] = varint(keys[-1] + 5_000_000)  # behind the last one of its page
    _answer, new = saved(tmp_path, bytes(damaged))
    phones = checked(new)["customer_phone"]
    assert original.rows["customer_phone"].keys() - phones.keys() == {victim}
    assert phones.keys() <= original.rows["customer_phone"].keys()


def varint(number: int) -> bytes:
    """The nine bytes in which SQLite writes a large rowid."""
    assert 1 << 56 <= number < 1 << 63
    return bytes(0x80 | (number >> 8) >> 7 * place & 0x7F for place in range(7, -1, -1)) + bytes(
        [number & 0xFF]
    )


KILLED = """
import os, sys
from pathlib import Path
from model.book import Book
from tests.makers import add_customer

book = Book.open(Path(sys.argv[1]))
book.store.value("PRAGMA cache_size = 5")
with book.edit("Killed in the middle of it"):
    book.store.write("UPDATE customer SET name = 'half written', note = ''", {})
    for n in range(100):
        add_customer(book, f"Half {n} " + "y" * 500)
    os.kill(os.getpid(), 9)
"""


@pytest.fixture
def killed(original: Original, tmp_path: Path) -> Path:
    """A book whose program was killed in the middle of an edit."""
    path = tmp_path / "damaged.regulars"
    path.write_bytes(original.content)
    subprocess.run([sys.executable, "-c", KILLED, str(path)], cwd=Path(__file__).parents[3], check=False)
    assert path.with_name(path.name + "-journal").stat().st_size > 0
    assert b"half written" in path.read_bytes()
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("first_page", ["as it is", "zeroed"])
def test_what_a_killed_program_wrote_half_is_taken_back(
    original: Original, killed: Path, tmp_path: Path, first_page: str
) -> None:
    if first_page == "zeroed":
        killed.write_bytes(zeroed(killed.read_bytes(), {1}))
    beside = killed.with_name(killed.name + "-journal")
    before = {file: file.read_bytes() for file in (killed, beside)}
    answer = salvage(killed, tmp_path / "new.regulars")
    assert {file: file.read_bytes() for file in before} == before
    assert answer.is_complete
    assert_kept(original, checked(tmp_path / "new.regulars"), set())
    assert set(rows_of(tmp_path / "new.regulars")["customer"]) == set(original.rows["customer"])


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_the_journal_of_an_earlier_file_of_that_name_is_not_believed(
    original: Original, killed: Path, tmp_path: Path
) -> None:
    killed.write_bytes(original.content)
    with closing(sqlite3.connect(tmp_path / "later.regulars")) as later:
        (tmp_path / "later.regulars").write_bytes(original.content)
        for n in range(3):
            later.execute("UPDATE customer SET city = ?", (f"Later {n}",))
            later.commit()
    killed.write_bytes((tmp_path / "later.regulars").read_bytes())
    salvage(killed, tmp_path / "new.regulars")
    assert {row["city"] for row in rows_of(tmp_path / "new.regulars")["customer"].values()} == {"Later 2"}


def test_what_another_program_left_in_its_own_log_is_read(original: Original, tmp_path: Path) -> None:
    path = tmp_path / "wal.regulars"
    path.write_bytes(original.content)
    with closing(sqlite3.connect(path)) as stranger:
        stranger.execute("PRAGMA journal_mode = WAL")
        stranger.execute("UPDATE customer SET city = 'In the log'")
        stranger.commit()
        assert path.with_name(path.name + "-wal").stat().st_size > 0
        answer = salvage(path, tmp_path / "new.regulars")
    assert answer.is_complete
    assert {row["city"] for row in checked(tmp_path / "new.regulars")["customer"].values()} == {"In the log"}


FIRST_FORMAT = Path(__file__).parents[1] / "data" / "first_format.regulars.gz"


@pytest.mark.parametrize("bad_pages", [set(), {1}], ids=["sound", "first page zeroed"])
def test_a_book_of_the_first_format_comes_out_in_todays(tmp_path: Path, bad_pages: set[int]) -> None:
    content = gzip.decompress(FIRST_FORMAT.read_bytes())
    answer, new = saved(tmp_path, zeroed(content, bad_pages))
    assert answer.is_complete or bad_pages
    checked(new)
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "old.regulars").write_bytes(content)
    with Book.open(tmp_path / "old" / "old.regulars") as old, Book.open(new) as book:
        assert book.customers.all() == old.customers.all()
        assert book.purchases.all() == old.purchases.all()
        assert book.redo() is None
        while book.undo():
            pass
        assert book.customers.count() == 0


def test_a_review_that_is_lost_is_remade_of_the_steps_it_made(original: Original, tmp_path: Path) -> None:
    held = Counter(
        page for (table, _row), pages in original.pages.items() if table == "class_review" for page in pages
    )
    lost = {page for page, rows in held.items() if rows > 1}
    answer, new = saved(tmp_path, zeroed(original.content, lost))
    assert answer.remade["class_review"] == len(
        {step["class_review_id"] for step in original.rows["class_step"].values()}
    )
    with Book.open(new) as book:
        assert book.class_steps.count() == len(original.rows["class_step"])
        for review in book.class_reviews.all():
            assert review.reviewed_on == A_DAY
            assert "could not be read" in review.note


def test_rules_that_every_book_has_are_there_once_and_as_the_owner_left_them(
    original: Original, tmp_path: Path
) -> None:
    _answer, new = saved(tmp_path, original.content)
    with Book.open(new) as book:
        first = [rule for rule in book.visit_rules.all() if rule.id <= 14]
        assert [rule.id for rule in first] == [*range(1, 13), 14], "one was deleted"
        assert first[4].words == "Hello"
        assert book.store.value("SELECT count(*) FROM visit_rule WHERE edit_id = 0") == 13
        assert book.store.value("SELECT count(*) FROM class_treatment WHERE edit_id = 0") == 6
    lost = {
        page
        for (table, _row), pages in original.pages.items()
        if table in ("visit_rule", "class_treatment")
        for page in pages
    }
    new.unlink()
    answer, new = saved(tmp_path, zeroed(original.content, lost))
    assert not answer.is_complete
    with Book.open(new) as book:
        first = [rule for rule in book.visit_rules.all() if rule.id <= 14]
        assert [rule.id for rule in first] == [*range(1, 13), 14]
        assert first[0].kind is RuleKind.AFTER_SALE, "as every book begins"
        assert first[4].words == "Hello", "as the journal has it"
        platinum, gold, *_others = book.class_treatments.all()
        assert (platinum.customer_class, platinum.priority) == (CustomerClass.PLATINUM, 90)
        assert gold.greeting == "By name", "as the journal has it"
        assert book.class_treatments.count() == 6


def test_rows_of_the_first_format_are_the_first_columns_of_todays_rows(tmp_path: Path) -> None:
    path = tmp_path / "old.regulars"
    path.write_bytes(gzip.decompress(FIRST_FORMAT.read_bytes()))
    with closing(sqlite3.connect(path)) as db:
        first = shapes_of(db)
    with make_book(tmp_path) as book:
        today = book.path
    with closing(sqlite3.connect(today)) as db:
        now = shapes_of(db)
    assert now.keys() - first.keys() == SINCE_THE_FIRST
    for table, shape in first.items():
        assert now[table].columns[: len(shape.columns)] == shape.columns
        assert now[table].fewest == len(shape.columns)
    assert FEWEST_COLUMNS.keys() <= first.keys()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nothing", b""),
        ("zeros", bytes(100_000)),
        ("noise", random.Random(1).randbytes(100_000)),
        ("a PDF", b"%PDF-1.7\n" + b"x" * 5000),
        ("only a header", b"SQLite format 3\x00" + bytes(84)),
    ],
)
def test_of_what_is_no_book_nothing_is_made(tmp_path: Path, name: str, content: bytes) -> None:
    damaged = tmp_path / "damaged.regulars"
    damaged.write_bytes(content)
    with pytest.raises(BookError, match="Nothing of a customer book"):
        salvage(damaged, tmp_path / "new.regulars")
    assert list(tmp_path.iterdir()) == [damaged]
    assert damaged.read_bytes() == content


def test_another_programs_tables_are_no_book(tmp_path: Path) -> None:
    damaged = tmp_path / "other.db"
    with closing(sqlite3.connect(damaged)) as db:
        db.execute("CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT)")
        db.execute("INSERT INTO customer (name) VALUES ('Anna')")
        db.commit()
    with pytest.raises(BookError, match="Nothing of a customer book"):
        salvage(damaged, tmp_path / "new.regulars")


def test_a_file_that_is_there_is_never_replaced(original: Original, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.regulars"
    damaged.write_bytes(original.content)
    for new in (damaged, tmp_path / "other.txt"):
        (tmp_path / "other.txt").write_text("mine")
        before = new.read_bytes()
        with pytest.raises(BookError, match="already a file"):
            salvage(damaged, new)
        assert new.read_bytes() == before


def test_cancelling_leaves_nothing_behind(original: Original, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.regulars"
    damaged.write_bytes(original.content)
    for moment in (1, 450, 800):

        def stop(done: int, of: int, moment: int = moment) -> None:
            if done * 1000 // of >= moment:
                raise Cancelled

        with pytest.raises(Cancelled):
            salvage(damaged, tmp_path / "new.regulars", progress=stop)
        assert list(tmp_path.iterdir()) == [damaged]


def test_a_loop_in_the_file_ends(original: Original, tmp_path: Path) -> None:
    root = roots(original.content, tmp_path, "table")["customer"]
    damaged = bytearray(original.content)
    start = (root - 1) * PAGE
    assert damaged[start] == page_reader.INTERIOR
    count = int.from_bytes(damaged[start + 3 : start + 5], "big")
    for n in range(count):  # each child is the parent again
        at = int.from_bytes(damaged[start + 12 + 2 * n : start + 14 + 2 * n], "big")
        damaged[start + at : start + at + 4] = root.to_bytes(4, "big")
    free = int.from_bytes(damaged[32:36], "big")
    if free:
        damaged[(free - 1) * PAGE : (free - 1) * PAGE + 4] = free.to_bytes(4, "big")
    _answer, new = saved(tmp_path, bytes(damaged))
    assert_kept(original, checked(new), {root})


@pytest.mark.parametrize("share", [0.3, 0.7])
def test_of_a_backup_that_breaks_off_the_book_comes_back_as_far_as_it_goes(
    original: Original, tmp_path: Path, share: float
) -> None:
    book = tmp_path / "shop.regulars"
    book.write_bytes(original.content)
    whole = back_up(book, tmp_path, Reason.HAND, now=datetime(2026, 3, 12, tzinfo=UTC)).path
    damaged = tmp_path / "damaged.regulars-backup"
    damaged.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
    answer = salvage(damaged, tmp_path / "new.regulars")
    rows = checked(tmp_path / "new.regulars")
    assert rows["customer"].keys() & original.rows["customer"].keys()
    assert any("The backup is damaged" in sentence for sentence in answer.sentences)
    assert_nothing_invented(original, rows)


def test_a_sound_backup_comes_back_whole_and_one_with_a_wrong_bit_is_called_doubtful(
    original: Original, tmp_path: Path
) -> None:
    book = tmp_path / "shop.regulars"
    book.write_bytes(original.content)
    backup = back_up(book, tmp_path, Reason.HAND, now=datetime(2026, 3, 12, tzinfo=UTC)).path
    assert salvage(backup, tmp_path / "whole.regulars").is_complete
    content = bytearray(backup.read_bytes())
    content[-100] ^= 1  # behind the book itself: nothing of that is hurt
    backup.write_bytes(content)
    answer = salvage(backup, tmp_path / "doubtful.regulars")
    assert not answer.is_complete
    assert any("The backup is damaged" in sentence for sentence in answer.sentences)
    assert_kept(original, checked(tmp_path / "doubtful.regulars"), set())


# everything of an open book


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be deleted there")
@pytest.mark.parametrize("fate", ["deleted", "replaced", "still there"])
def test_all_of_an_open_book_can_be_saved_whatever_became_of_its_file(tmp_path: Path, fate: str) -> None:
    with make_book(tmp_path, "other.regulars") as other:
        stranger = other.path
    with make_book(tmp_path) as book:
        fill(book, seed=5, customers=12)
        everybody = book.customers.all()
        if fate == "deleted":
            book.path.unlink()
        elif fate == "replaced":
            stranger.replace(book.path)
        save_all_i_have(book, tmp_path / "rescued.regulars")
        with pytest.raises(BookError, match="already a file"):
            save_all_i_have(book, tmp_path / "rescued.regulars")
    with Book.open(tmp_path / "rescued.regulars") as rescued:
        assert rescued.customers.all() == everybody
        assert check(rescued.store) == []
        assert rescued.undo() is not None
