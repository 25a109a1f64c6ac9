"""Percentages: one way to write them, and nobody else who does."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from model.percentages import fine_percent, honest_percent, percent, share_of

CHECKOUT = Path(__file__).parent.parent.parent
ONE_PLACE = "model/percentages.py"
WORDS = {"_", "N_", "ngettext", "pgettext"}


def test_the_sign_follows_the_number_at_once() -> None:
    assert [percent(part) for part in (0, 0.123, 0.5, 1, 12.345)] == ["0%", "12%", "50%", "100%", "1,234%"]
    assert [percent(part, 1) for part in (0, 0.1234, 1)] == ["0.0%", "12.3%", "100.0%"]


def test_what_is_rounded_to_nothing_is_not_below_it() -> None:
    assert (percent(-0.001), percent(-0.0001, 1), percent(-0.121)) == ("0%", "0.0%", "-12%")


def test_few_are_not_made_none_and_nearly_all_not_all() -> None:
    assert [fine_percent(part) for part in (0, 0.0001, 0.033, 0.0996)] == ["0%", "under 0.1%", "3.3%", "10%"]
    parts = [honest_percent(part) for part in (0, 0.004, 0.006, 0.994, 0.996, 1)]
    assert parts == ["0%", "under 1%", "1%", "99%", "over 99%", "100%"]


def test_of_few_people_no_percentage_is_given() -> None:
    assert (share_of(5, 12), share_of(15, 30), share_of(0, 0)) == ("5 of 12", "50%", "")


def test_nobody_else_writes_a_percentage() -> None:
    files = [
        CHECKOUT / "main.py",
        *(
            file
            for part in ("model", "reports", "resources", "ui")
            for file in (CHECKOUT / part).rglob("*.py")
        ),
    ]
    assert len(files) > 200
    found = [
        f"{place}:{line}: {words!r}"
        for file in files
        if (place := file.relative_to(CHECKOUT).as_posix()) != ONE_PLACE
        for line, words in signs_in(file.read_text(encoding="utf-8"))
    ]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "_('under 1%')",
        "ngettext('{n} % of it', '{n} % of them', n)",
        "words = f'{part} %'",
        "words = f'{part:.0%}'",
        "words = '{:.1%}'.format(part)",
        "Field(unit='%')",
    ],
)
def test_another_way_of_writing_one_is_seen(source: str) -> None:
    assert list(signs_in(source))


@pytest.mark.parametrize(
    "source", ["rows('LIKE ?', f'%{word}%')", "f'{day:%d.%m.%Y}'", "left % 60", "f'{n % 7}'"]
)
def test_other_uses_of_the_sign_are_let_pass(source: str) -> None:
    assert not list(signs_in(source))


def signs_in(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each percentage that is written by hand: in words for people, after a value or as its format."""
    if "%" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=name), args=texts) if name in WORDS:
                found = any("%" in ast.unparse(text) for text in texts)
            case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]) if text.startswith("%"):
                found = False  # A pattern of SQL for what somebody typed.
            case ast.JoinedStr():
                found = bool(re.search(r"\} ?%|\.\d%\}", ast.unparse(node)))
            case ast.Constant(value=str(text)):
                found = bool(re.search(r"\{[^{}]*\.\d%\}", text))
            case ast.keyword(arg="unit", value=ast.Constant(value="%")):
                found, node = True, node.value
            case _:
                found = False
        if found:
            yield getattr(node, "lineno", 0), ast.unparse(node)
