"""The command review: who moved, and why, for people and for other programs."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from main import main
from model.book import Book
from model.class_lines import ClassLines
from tests.makers import add_customer, add_sale, make_book

DAY, LATER = date(2026, 3, 12), date(2026, 4, 12)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_book(tmp_path) as book:
        anna, bela = add_customer(book, "Anna Łódź"), add_customer(book, "Bela")
        for days in (700, 360, 350, 100):
            add_sale(book, anna, DAY - timedelta(days=days), 300_00)
        for days in (700, 400, 300, 20):
            add_sale(book, bela, DAY - timedelta(days=days), 300_00)
        with book.edit("Set the lines"):
            book.class_lines.insert(
                ClassLines(
                    set_on=date(2026, 1, 1),
                    current_cents=500_00,
                    platinum_cents=90_000_00,
                    iron_cents=80_000_00,
                )
            )
    return tmp_path / "shop.regulars"


def run(*args: object) -> int:
    return main([str(arg) for arg in args])


def steps(path: Path) -> int:
    with Book.open(path) as book:
        return book.class_steps.count()


def test_the_first_review_classes_everybody(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("review", path, "--on", DAY) == 0
    assert capsys.readouterr().out.splitlines() == [
        "The classes as of 12 Mar 2026:",
        "  Platinum            0",
        "  Gold                2",
        "  Iron                0",
        "  Lead                0",
        "  New customer        0",
        "  Inactive            0",
        (
            "Gold from €500 brought in 12 months; platinum if €90,000 may be expected of the coming 12 too, iron from"
            " €80,000 expected."
        ),
        "Few customers came back so far, so what may be expected is only roughly known.",
        "2 customers were given a class for the first time.",
    ]


def test_the_numbers_stand_below_each_other_in_chinese_too(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Book.open(path) as book, book.edit("Speak Chinese"):
        book.shops.update(replace(book.shop, language="zh_CN"))
    assert run("review", path, "--on", DAY) == 0
    assert capsys.readouterr().out.splitlines()[1:6] == [
        "  铂金          0",
        "  黄金          2",
        "  铁牌          0",
        "  铅牌          0",
        "  新顾客        0",
    ]


def test_the_next_one_tells_who_moved_and_why(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("review", path, "--on", DAY)
    capsys.readouterr()
    assert run("review", path, "--on", LATER) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  Gold                1  (2 before)" in lines
    assert lines[-2:] == [
        "1 customer moved: 0 rose, 1 fell.",
        "  Anna Łódź: Gold → Lead. Bought once instead of 3 times: €300 after €900; the gold line is €500.",
    ]


def test_a_second_review_of_a_day_writes_no_steps(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("review", path, "--on", DAY)
    before = steps(path)
    capsys.readouterr()
    assert run("review", path, "--on", DAY) == 0
    assert capsys.readouterr().out == (
        "The classes were reviewed as of 12 Mar 2026 already. Nobody moved since.\n"
    )
    assert steps(path) == before


def test_where_nobody_moved_it_says_so(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("review", path, "--on", DAY)
    capsys.readouterr()
    assert run("review", path, "--on", DAY + timedelta(days=1)) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Nobody moved to another class."


def test_review_as_json(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("review", path, "--on", DAY, "--json")
    first = json.loads(capsys.readouterr().out)
    assert (first["made"], first["first_classed"], first["moves"], first["rough"]) == (True, 2, [], True)
    assert first["lines"]["current_cents"] == 500_00
    assert first["classes"][1] == {
        "class": "gold",
        "before": None,
        "customers": 2,
        "current_cents": 1_500_00,
        "potential_cents": first["classes"][1]["potential_cents"],
    }
    run("review", path, "--on", LATER, "--json")
    [move] = json.loads(capsys.readouterr().out)["moves"]
    told = {key: move[key] for key in ("name", "from", "to", "up", "current_cents", "before_current_cents")}
    assert told == {
        "name": "Anna Łódź",
        "from": "gold",
        "to": "lead",
        "up": False,
        "current_cents": 300_00,
        "before_current_cents": 900_00,
    }
    run("review", path, "--on", LATER, "--json")
    again = json.loads(capsys.readouterr().out)
    assert (again["made"], again["moves"]) == (False, [])


def test_an_earlier_day_is_refused_in_one_sentence(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("review", path, "--on", LATER)
    capsys.readouterr()
    assert run("review", path, "--on", DAY) == 1
    assert "already reviewed as of 12 Apr 2026" in capsys.readouterr().err


def test_a_day_still_to_come_is_refused_and_nothing_is_written(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("review", path, "--on", date.today() + timedelta(days=1)) == 1
    assert "still to come" in capsys.readouterr().err
    with Book.open(path) as book:
        assert book.class_reviews.count("1") == 0
