"""The command value: what everybody is worth, for people and for other programs."""

import json
from datetime import date
from pathlib import Path

import pytest

from main import main
from model.gifts import Gift, GiftKind
from tests.makers import add_customer, add_sale, make_book

DAY = "2026-03-12"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_book(tmp_path) as book:
        anna = add_customer(book, "Anna Łódź", code="A-1")
        add_customer(book, "Bela")
        for month in (9, 10, 11, 12):
            add_sale(book, anna, date(2025, month, 12), 10_000, cost=6_000)
        add_sale(book, add_customer(book, "李伟"), date(2026, 3, 1), 5_000)
        with book.edit("Gave something"):
            book.gifts.insert(
                Gift(customer_id=anna, kind=GiftKind.GIFT, given_on=date(2026, 1, 2), cost_cents=500)
            )
    return tmp_path / "shop.regulars"


def run(*args: object) -> int:
    return main([str(arg) for arg in args])


def test_value_tells_the_whole_book_on_one_line_and_then_everybody(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("value", path, "--on", DAY) == 0
    whole, rough, margins, empty, heads, *rows = capsys.readouterr().out.splitlines()
    assert whole.startswith("In the coming 12 months your customers will probably bring €")
    assert rough == "Few customers came back so far, so what may be expected is only roughly known."
    assert "(40%)" in margins
    assert (empty, heads.split()[0]) == ("", "Brings")
    assert [row.split()[0] for row in rows] == ["€155", "€20", "€0.00"]
    assert [row.split("  ")[-1] for row in rows] == ["Anna Łódź", "李伟", "Bela"]


def test_value_as_json_holds_every_part_and_they_add_up(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("value", path, "--on", DAY, "--json") == 0
    anna, li, bela = json.loads(capsys.readouterr().out)
    assert (anna["name"], anna["code"], li["name"], bela["name"]) == ("Anna Łódź", "A-1", "李伟", "Bela")
    assert (anna["current_cents"], anna["known_cents"], anna["gifts_cents"]) == (15_500, 16_000, 500)
    assert (li["known_cents"], li["estimated_cents"], li["current_cents"]) == (0, 2_000, 2_000)
    for one in (anna, li, bela):
        assert one["potential_cents"] == one["forecast_cents"] + one["stars_cents"] + one["need_cents"]
        assert one["low"] <= one["potential_cents"] <= one["high"]
        assert one["class"] in ("platinum", "gold", "iron", "lead", "new", "inactive")
        assert one["why"]
    assert anna["rhythm_days"] == pytest.approx(91 / 3)
    assert 0 < anna["alive"] <= 1
    assert (bela["alive"], bela["rhythm_days"], bela["potential_cents"]) == (0, None, 0)


def test_value_of_an_earlier_day_knows_nothing_of_what_came_later(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("value", path, "--on", "2025-10-12", "--json", "--most", 1) == 0
    [anna] = json.loads(capsys.readouterr().out)
    assert (anna["current_cents"], anna["buying_days"], anna["last_on"]) == (8_000, 2, "2025-10-12")


def test_value_of_an_empty_book_says_that_there_is_nothing_to_tell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_book(tmp_path).close()
    assert run("value", tmp_path / "shop.regulars", "--on", DAY) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Nobody has bought anything yet, so what customers are worth cannot be told."
    ]
