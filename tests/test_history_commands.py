"""history and undo on the command line."""

import dataclasses
import json
import re
from pathlib import Path

import pytest

from main import main
from model.book import Book
from tests.makers import A_DAY, add_customer, add_sale, make_book


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_book(tmp_path) as book:
        book.store.who = "Mary"
        wei = add_customer(book, "Li Wei", "07700 900100", city="York")
        add_customer(book, "Anna")
        add_sale(book, wei, A_DAY, 1234)
        with book.edit("Changed customer {name}", name="Li Wei"):
            book.customers.update(dataclasses.replace(book.customers.get(wei), city="Leeds"))
    return tmp_path / "shop.regulars"


def run(*args: object) -> int:
    return main([str(arg) for arg in args])


def test_history_has_a_line_for_each_edit_newest_first(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("history", path) == 0
    lines = edits(capsys.readouterr().out)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d  Mary  Changed customer Li Wei", lines[0])
    assert [line.split("  ")[-1] for line in lines] == [
        "Changed customer Li Wei",
        "Recorded a sale",
        "Added customer Anna",
        "Added customer Li Wei",
        "Made the book of Tea & Leaf",
    ]
    assert run("history", path, "--limit", 2) == 0
    assert len(edits(capsys.readouterr().out)) == 2


def test_history_says_below_an_edit_what_each_field_was_and_became(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("history", path, "--limit", 1) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["    Customer Li Wei, City: York → Leeds"]


def edits(out: str) -> list[str]:
    """The lines of edits, without what stands below each."""
    return [line for line in out.splitlines() if not line.startswith("    ")]


def test_history_of_a_customer_names_whom_it_means(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Book.open(path) as book:
        ming = add_customer(book, "Li Ming")
        with book.edit("Deleted customer {name}", name="Li Ming"):
            book.customers.delete(ming)
    assert run("history", path, "--customer", "li") == 0
    first, *lines = edits(capsys.readouterr().out)
    assert first == "What concerns Li Wei, Li Ming:"
    assert len(lines) == 5
    assert not any("Anna" in line for line in lines)


def test_history_of_nobody_is_refused_in_one_sentence(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("history", path, "--customer", "Xaver") == 1
    assert capsys.readouterr().err == "There is no customer “Xaver”, and none was deleted either.\n"


def test_history_as_json_holds_every_field_before_and_after(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("history", path, "--customer", "Wei", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["what"] for one in found] == [
        "Changed customer Li Wei",
        "Recorded a sale",
        "Added customer Li Wei",
    ]
    changed, sold, _added = found
    assert (changed["who"], changed["undone"]) == ("Mary", False)
    assert isinstance(changed["edit_id"], int)
    assert changed["at"].endswith("+00:00")
    assert changed["parts"] == [
        {
            "table": "customer",
            "op": "changed",
            "title": "Customer Li Wei",
            "changes": [{"field": "City", "before": "York", "after": "Leeds"}],
        }
    ]
    assert [(part["table"], part["op"]) for part in sold["parts"]] == [
        ("purchase", "added"),
        ("purchase_line", "added"),
    ]


def test_undo_takes_back_so_many_steps_and_says_each(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("undo", path) == 0
    assert capsys.readouterr().out == "Undone: Changed customer Li Wei\n"
    assert run("undo", path, "--steps", 9) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Undone: Recorded a sale",
        "Undone: Added customer Anna",
        "Undone: Added customer Li Wei",
        "There is nothing left to undo.",
    ]
    with Book.open(path) as book:
        assert book.customers.count() == 0
    assert run("undo", path) == 0
    assert capsys.readouterr().out == "There is nothing left to undo.\n"
    assert run("history", path, "--json") == 0
    assert [one["undone"] for one in json.loads(capsys.readouterr().out)] == [False] * 4 + [True] * 4 + [
        False
    ]


def test_undo_names_what_it_left_alone(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Book.open(path) as book:
        with book.edit("Tidied up"):
            for one in book.customers.all():
                book.customers.update(dataclasses.replace(one, country="GB"))
        tidied = book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1")
        wei = book.customers.all("name = 'Li Wei'")[0]
        with book.edit("Changed customer {name}", name="Li Wei"):
            book.customers.update(dataclasses.replace(wei, country="CN"))
        later = book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1")
        with book.edit("Took no part"):
            book.store.write("UPDATE edit SET final = 1 WHERE id = :id", {"id": later})
            book.store.write("UPDATE edit SET final = 1 WHERE id = :id", {"id": book.store.edit_id})
    assert run("undo", path) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Undone: Tidied up · 1 part was kept, edited since",
        "  Customer Li Wei: it was changed since",
    ]
    with Book.open(path) as book:
        assert {one.country for one in book.customers.all()} == {"", "CN"}
        assert book.store.value("SELECT undoes_id FROM edit ORDER BY number DESC LIMIT 1") == tidied


def test_the_commands_speak_the_language_of_the_shop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with make_book(tmp_path, language="zh_CN") as book:
        add_customer(book, "王小明")
    assert run("history", book.path) == 0
    assert "王小明" in capsys.readouterr().out
    assert run("undo", book.path, "--steps", 0) == 2
