"""The checkers of style and types, run with the tests so that one command runs all."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "check",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]],
    ids=" ".join,
)
def test_the_source_passes(check: list[str]) -> None:
    complaints = complaints_of(*check)
    assert not complaints, f"\n{complaints}"


@pytest.mark.parametrize(
    ("check", "source"),
    [
        (["ruff", "check", "-"], "print(_(f'{n} purchases'))\n"),
        (["ruff", "format", "--check", "-"], "x = 'single'\n"),
        (["mypy", "-c", "def total(cents):\n    return cents\n"], ""),
    ],
    ids=["ruff check", "ruff format", "mypy"],
)
def test_the_checks_see_what_is_wrong(check: list[str], source: str) -> None:
    assert complaints_of(*check, source=source)


def complaints_of(*check: str, source: str = "") -> str:
    """What a checker has to say with the project's own settings; empty if it is content."""
    answer = subprocess.run(
        [sys.executable, "-m", *check], input=source, cwd=CHECKOUT, capture_output=True, encoding="utf-8"
    )
    return "" if answer.returncode == 0 else answer.stdout + answer.stderr or "no, without a reason"
