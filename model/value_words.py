"""A stored value in words: money, days, yes or no, the label of a choice, the name of whom an id means."""

import json
import types
import typing
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from model.days_in_words import format_day, show_days
from model.edit_parts import State
from model.field_words import Field
from model.money import format_money
from model.nouns import TABLES
from model.purchases import show_quantity
from model.record_names import Names
from model.rules import rule_label
from model.yearly_days import YearlyDay, format_yearly_day
from resources.i18n import LANGUAGES, _

_LONGEST = 120  # characters of a text
_WHOLE = 1_000_000
_SEEN_BEFORE = 30  # characters told before those that differ


def value_words(field: Field, state: State, names: Names, longest: int = _LONGEST) -> str:
    """What ``field`` says in a row; empty where nothing is said, cut where it is a longer text."""
    if field.name == "birthday":
        return _birthday(state)
    if field.table == "complaint" and field.name == "status" and state.get("closed_on"):
        return _("{state}, {day}").format(
            state=_plain(field.table, "status", state["status"], names),
            day=format_day(date.fromisoformat(state["closed_on"])),
        )
    return _plain(field.table, field.columns[0], state.get(field.columns[0]), names, longest)


def words_of_both(field: Field, one: State, other: State, names: Names) -> tuple[str, str]:
    """What ``field`` says in two states of a row; long texts from shortly before the place where they part."""
    first, second = (value_words(field, state, names, _WHOLE) for state in (one, other))
    same = next(
        (n for n, (mine, its) in enumerate(zip(first, second, strict=False)) if mine != its),
        min(len(first), len(second)),
    )
    if max(len(first), len(second)) <= _LONGEST or same <= _SEEN_BEFORE or not (first and second):
        return cut(first), cut(second)
    start = same - _SEEN_BEFORE
    return cut("…" + first[start:].lstrip()), cut("…" + second[start:].lstrip())


def cut(text: str, longest: int = _LONGEST) -> str:
    """A text on one line, and not longer than that."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _plain(table: str, column: str, value: Any, names: Names, longest: int = _LONGEST) -> str:
    if value is None or value == "":
        return ""
    if column.endswith("_id"):
        return names.of(table, column, value)
    if special := _SPECIAL.get(column):
        return special(value, names)
    kind = _kinds(table)[column]
    if kind is bool:
        return _("yes") if value else _("no")
    if kind is date:
        return format_day(date.fromisoformat(value))
    if issubclass(kind, StrEnum):
        return str(kind(value).label)  # type: ignore[attr-defined]
    if column.endswith("_cents"):
        return format_money(value, names.currency)
    if column.endswith("_days"):
        return show_days(value)
    return cut(str(value), longest)


def _birthday(state: State) -> str:
    if not state.get("birth_month") or not state.get("birth_day"):
        return ""
    return format_yearly_day(
        YearlyDay(
            month=state["birth_month"],
            day=state["birth_day"],
            year=state.get("birth_year"),
            lunar=bool(state.get("birth_lunar")),
            leap_month=bool(state.get("birth_leap_month")),
        )
    )


def _week(value: str, _names: Names) -> str:
    """``Monday 09:00–18:00, …``."""
    from model.opening_hours import weekday_names

    days = weekday_names()
    return _(", ").join(
        f"{days[int(n) - 1]} " + " ".join(f"{opens}–{closes}" for opens, closes in hours)
        for n, hours in sorted(json.loads(value).items())
        if hours
    )


_SPECIAL: dict[str, Callable[[Any, Names], str]] = {
    "quantity_thousandths": lambda value, _names: show_quantity(value),
    "rule": lambda value, _names: rule_label(value),
    "opening_hours": _week,
    "language": lambda value, _names: LANGUAGES.get(value, value),
    "paper": lambda value, _names: {"a4": "A4", "letter": _("Letter (US)")}.get(value, value),
    "feb29": lambda value, _names: {"feb28": _("on 28 February"), "mar1": _("on 1 March")}.get(value, value),
    "position": lambda value, _names: str(value + 1),
}


@cache
def _kinds(table: str) -> dict[str, type[Any]]:
    """The type of each column of a table, ``None`` left out."""
    record = next(one.record for one in TABLES if one.name == table)
    return {
        name: next(part for part in (typing.get_args(hint) or (hint,)) if part is not types.NoneType)
        for name, hint in typing.get_type_hints(record).items()
    }
