"""Undo of an import: the rules of undo, for all rows at once."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from model.book import Book
from model.changes import Change
from model.channels import Channel
from model.customers import Consent
from model.importing.bring_in import bring_in
from model.importing.reading import Options
from model.purchases import Purchase, PurchaseLine
from model.statistics import check, facts
from tests.makers import A_DAY, add_customer, add_sale, add_visit
from tests.model.test_undo import contents

TODAY = date(2026, 3, 12)


def bring(book: Book, folder: Path, text: str, kind: str = "purchases") -> int:
    """Bring a CSV in; the id of the edit."""
    file = folder / "file.csv"
    file.write_text(text, encoding="utf-8")
    bring_in(book, file, kind, Options(today=TODAY))  # type: ignore[arg-type]
    return int(book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1"))


SALES = (
    "Receipt,Date,Customer,Product,Amount\n"
    "1,2026-03-01,Anna,Tea,1\n2,2026-03-01,Bo,Cup,2\n3,2026-03-02,Carl,Tea,4\n"
)


def test_later_work_and_what_it_hangs_on_stay(book: Book, tmp_path: Path) -> None:
    edit = bring(book, tmp_path, SALES)
    by_name = {row["name"]: row["id"] for row in book.store.rows("SELECT id, name FROM customer")}
    with book.edit("Changed a line"):
        line = book.purchase_lines.all("amount_cents = 200")[0]
        book.purchase_lines.update(dataclasses.replace(line, text="Blue cup"))
    add_visit(book, by_name["Carl"])
    undone = book.take_back(edit)
    assert sorted(book.store.column("SELECT name FROM customer")) == ["Bo", "Carl"]
    assert sorted(book.store.column("SELECT text FROM purchase_line")) == ["Blue cup", "Tea"]
    assert undone.kept == 8  # two customers, the sale of each, its line and the product on it
    assert dict(undone.left) == {
        "Line “Blue cup”": "it was changed since",
        "Sale of 1 Mar 2026 to Bo": "something entered since belongs to it",
        "Product Cup": "something entered since belongs to it",
        "Customer Bo": "something entered since belongs to it",
        "Customer Carl": "something entered since belongs to it",
        "Sale of 2 Mar 2026 to Carl": "what it belongs to stays in the book",
        "Line “Tea”": "what it belongs to stays in the book",
        "Product Tea": "something entered since belongs to it",
    }
    assert book.customers.figures(by_name["Carl"]).amount_cents == 400
    assert check(book.store) == []


def test_what_was_changed_and_put_back_goes(book: Book, tmp_path: Path) -> None:
    bring(book, tmp_path, SALES)
    anna = book.customers.all("name = 'Anna'")[0]
    for city in ("Leeds", ""):
        with book.edit("Changed {name}", name="Anna"):
            book.customers.update(dataclasses.replace(book.customers.get(anna.id), city=city))
    edit = book.store.value("SELECT id FROM edit WHERE bulk")
    assert book.take_back(edit).kept == 0
    assert book.customers.count() == 0


def test_filled_in_cells_are_emptied_again_unless_changed_since(book: Book, tmp_path: Path) -> None:
    anna = add_customer(book, "Anna", "07700 900123")
    bo = add_customer(book, "Bo", "07700 900456")
    text = "Name,Phone,City,Referred By\nAnna,07700 900123,York,Carl\nBo,07700 900456,Leeds,\nCarl,,,Anna\n"
    edit = bring(book, tmp_path, text, "customers")
    with book.edit("Changed {name}", name="Bo"):
        book.customers.update(dataclasses.replace(book.customers.get(bo), city="Bath"))
    undone = book.take_back(edit)
    assert undone.kept == 1
    assert [customer.city for customer in book.customers.all(order="name")] == ["", "Bath"]
    assert book.customers.get(anna).introduced_by_id is None
    book.redo()
    assert book.customers.get(anna).city == "York"
    carl = book.customers.all("name = 'Carl'")[0]
    assert (carl.introduced_by_id, book.customers.get(anna).introduced_by_id) == (anna, carl.id)
    assert check(book.store) == []


def test_many_thousand_rows_go_and_come_back(book: Book, tmp_path: Path) -> None:
    add_sale(book, add_customer(book, "Customer 7"), A_DAY, 100)
    before = facts(book.store)
    rows = "".join(f"R{n},2026-01-0{n % 9 + 1},Customer {n % 300},Tea,{n % 90}.50\n" for n in range(12_000))
    bring(book, tmp_path, "Receipt,Date,Customer,Product,Amount\n" + rows)
    imported = facts(book.store)
    assert imported["purchase_lines"] == 12_001
    heard: list[Change] = []
    book.listen(heard.append)
    undone = book.undo()
    assert undone is not None
    assert (undone.kept, undone.could_not) == (0, 0)
    assert undone.undone == 2 * 12_000 + 299 + 1
    assert facts(book.store) == before
    assert heard[-1].customers is None
    assert check(book.store) == []
    book.redo()
    assert facts(book.store) == imported
    assert check(book.store) == []
    book.undo()
    assert facts(book.store) == before
    assert check(book.store) == []


def test_what_later_work_refers_to_stays(book: Book, tmp_path: Path) -> None:
    edit = bring(book, tmp_path, SALES)
    tea = book.products.matching("tea")[0]
    anna, bo = (book.customers.all("name = :name", name=name)[0] for name in ("Anna", "Bo"))
    with book.edit("Sold"):
        sale = book.purchases.save(
            Purchase(bought_on=A_DAY), [PurchaseLine(product_id=tea.id, text="Tea", amount_cents=100)]
        )
    eve = add_customer(book, "Eve", introduced_by_id=anna.id)
    with book.edit("Changed {name}", name="Anna"):
        book.customers.update(dataclasses.replace(book.customers.get(anna.id), introduced_by_id=bo.id))
    book.take_back(edit)
    assert book.purchase_lines.of(sale.id)[0].product_id == tea.id
    assert book.customers.get(eve).introduced_by_id == anna.id
    assert book.customers.get(anna.id).introduced_by_id == bo.id
    assert book.store.column("SELECT name FROM customer ORDER BY name") == ["Anna", "Bo", "Eve"]
    assert check(book.store) == []


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rows are very many."""
    monkeypatch.setattr("model.undo._MANY", 3)
    monkeypatch.setattr("model.concerned.MANY_ROWS", 3)


@pytest.mark.usefixtures("few")
def test_deleting_very_many_is_undone_and_redone_as_often_as_wanted(book: Book) -> None:
    people = [add_customer(book, f"Customer {n}", f"07700 90010{n}") for n in range(6)]
    for person in people:
        add_sale(book, person)
    full = contents(book)
    with book.edit("Deleted many"):
        for person in people:
            book.customers.delete(person)
    empty = contents(book)
    for _round in range(2):
        undone = book.undo()
        assert undone is not None
        assert (undone.undone, undone.kept, undone.could_not) == (24, 0, 0)
        assert contents(book) == full
        redone = book.redo()
        assert redone is not None
        assert (redone.undone, redone.kept, redone.could_not) == (24, 0, 0)
        assert contents(book) == empty
        assert check(book.store) == []


@pytest.mark.usefixtures("few")
def test_of_very_many_what_came_and_went_within_the_edit_stays_away(book: Book) -> None:
    people = [add_customer(book, f"Customer {n}") for n in range(4)]
    with book.edit("Tidied up"):
        book.customers.delete(add_customer(book, "Passing by"))
        for person in people:
            book.customers.delete(person)
    undone = book.undo()
    assert undone is not None
    assert (undone.undone, undone.kept) == (4, 0)
    assert book.customers.count() == 4


@pytest.mark.usefixtures("few")
def test_of_very_many_what_does_not_fit_any_more_is_kept_away(book: Book) -> None:
    people = [add_customer(book, f"Customer {n}") for n in range(4)]

    def allow(person: int, *allowed: bool) -> None:
        consents = tuple(Consent(channel=Channel.PHONE, allowed=answer) for answer in allowed)
        book.customers.save(dataclasses.replace(book.customers.card(person), consents=consents))

    with book.edit("Asked"):
        for person in people:
            allow(person, True)
    with book.edit("Forgot"):
        for person in people:
            allow(person)
    forgot = book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1")
    with book.edit("Asked again"):
        allow(people[0], False)
    undone = book.take_back(forgot)
    assert (undone.undone, undone.kept) == (3, 1)
    assert [book.customers.card(person).consents[0].allowed for person in people] == [False, True, True, True]
    assert check(book.store) == []
