"""The command plan: what the rules put on the coming days, for people and for other programs."""

import dataclasses
import json
from datetime import date
from pathlib import Path

import pytest

from main import main
from model.book import Book
from tests.makers import add_customer, add_sale, make_book

DAY = "2026-03-12"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_book(tmp_path) as book:
        for name in ("Anna Łódź", "Bela"):
            add_sale(book, add_customer(book, name, "07700 900123"), date(2026, 3, 9), text="Lenses")
        with book.edit("Changed the settings"):
            book.shops.update(dataclasses.replace(book.shop, visits_a_day=1))
    return tmp_path / "shop.regulars"


def run(*args: object) -> int:
    return main([str(arg) for arg in args])


def test_plan_says_day_by_day_whom_why_and_by_which_rule(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("plan", path, "--on", DAY, "--days", 2) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Thursday, 12 March 2026: 1 call to make; 2 wanted, room for 1.",
        "  Anna Łódź  07700 900123",
        "    Bought Lenses on 9 Mar 2026: is all well? [After a sale]",
        "  1 has to wait:",
        (
            "    Bela: Bought Lenses on 9 Mar 2026: is all well? – No room on 12 Mar 2026: 1 a day."
            " Its turn comes on 13 Mar 2026."
        ),
        "Friday, 13 March 2026: 1 call to make.",
        "  Bela  07700 900123",
        "    Bought Lenses on 9 Mar 2026: is all well? [After a sale]",
    ]


def test_plan_as_json_holds_every_reason_and_what_is_held_back(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("plan", path, "--on", DAY, "--json") == 0
    [day] = json.loads(capsys.readouterr().out)["days"]
    assert (day["day"], day["open"], day["room"], day["wanted"]) == (DAY, True, 1, 2)
    [visit] = day["visits"]
    [reason] = visit["reasons"]
    assert (visit["name"], visit["phone"]) == ("Anna Łódź", "07700 900123")
    assert {key: reason[key] for key in ("rule", "rule_id", "rule_name", "channel", "promise")} == {
        "rule": "after_sale",
        "rule_id": 1,
        "rule_name": "After a sale",
        "channel": "phone",
        "promise": False,
    }
    assert (reason["planned_on"], reason["anchor_on"]) == (DAY, "2026-03-09")
    assert (reason["lapses_on"], reason["follow_up_id"]) == ("2026-03-26", None)
    [held] = day["held"]
    assert (held["name"], held["rule"], held["code"], held["until"]) == ("Bela", "after_sale", "budget", None)
    assert held["because"] == "No room on 12 Mar 2026: 1 a day."


def test_a_closed_day_without_anybody_says_closed(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:

    with Book.open(path) as book, book.edit("Changed the settings"):
        hours = json.dumps({"4": [["09:00", "18:00"]]})
        book.shops.update(dataclasses.replace(book.shop, opening_hours=hours))
    assert run("plan", path, "--on", "2026-03-13") == 0
    assert capsys.readouterr().out.startswith("Friday, 13 March 2026: closed.")


@pytest.mark.parametrize("words", [("--days", "0"), ("--days", "400"), ("--on", "soon")])
def test_wrong_usage_is_refused(path: Path, words: tuple[str, str]) -> None:
    assert run("plan", path, *words) == 2
