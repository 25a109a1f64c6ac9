"""What commands say, and how: to people and to other programs."""

from __future__ import annotations

import json
import sys
from typing import Any
from unicodedata import east_asian_width

import click

from model.percentages import percent


def say_json(found: Any) -> None:
    """For other programs; the letters as they are. Each entry of a list has a line: so many of them are soon said."""
    if isinstance(found, list):
        each = ",\n".join(json.dumps(one, ensure_ascii=False) for one in found)
        click.echo(f"[\n{each}\n]" if found else "[]")
    else:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))


def say_facts(found: dict[str, int | str | None]) -> None:
    """Each fact on a line of its own."""
    width = max(map(len, found))
    for name, value in found.items():
        click.echo(f"{name:<{width}}  {'-' if value is None else value}")


def width(text: str) -> int:
    """In columns of a terminal, where a Chinese letter takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def say_progress(done: int, of: int) -> None:
    """How far a long job is, on a terminal only. Ctrl+C stops it, and what it began is undone."""
    if sys.stderr.isatty() and of:
        click.echo(f"\r{percent(100 * done // of / 100):>4}", nl=done >= of, err=True)
