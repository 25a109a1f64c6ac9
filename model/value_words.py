"""A stored value in words: money, days, yes or no, the label of a choice, the name of whom an id means."""

import json
import types
import typing
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from model.customer_class import CustomerClass
from model.days_in_words import format_day, show_days
from model.edit_parts import State
from model.field_words import Field
from model.money import format_money
from model.nouns import TABLES
from model.percentages import percent
from model.planning.words import rule_label
from model.product_services import service_times
from model.purchases import show_quantity
from model.record_names import Names
from model.visit_rules import Scope, Unit, units
from model.yearly_days import YearlyDay, format_yearly_day
from resources.i18n import LANGUAGES, _

_LONGEST = 120  # characters of a text
_WHOLE = 1_000_000
_SEEN_BEFORE = 30  # characters told before those that differ


def value_words(field: Field, state: State, names: Names, longest: int = _LONGEST) -> str:
    """What ``field`` says in a row; empty where nothing is said, cut where it is a longer text."""
    if in_words := _TOGETHER.get((field.table, field.name)):
        return in_words(field, state, names)
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


def _yearly_day(field: Field, state: State, _names: Names) -> str:
    """A birthday, or another day of the year, whose columns begin otherwise."""
    start = "birth_" if field.name == "birthday" else ""
    if not state.get(f"{start}month") or not state.get(f"{start}day"):
        return ""
    return format_yearly_day(
        YearlyDay(
            month=state[f"{start}month"],
            day=state[f"{start}day"],
            year=state.get(f"{start}year"),
            lunar=bool(state.get(f"{start}lunar")),
            leap_month=bool(state.get(f"{start}leap_month")),
        )
    )


def _with_its_day(field: Field, state: State, names: Names) -> str:
    """A state or a choice, and since when, or until when, it holds."""
    choice, day = field.columns
    said = _plain(field.table, choice, state.get(choice), names)
    if not said or not state.get(day):
        return said
    sentence = _("{state}, until {day}") if day == "class_until" else _("{state}, {day}")
    return sentence.format(state=said, day=format_day(date.fromisoformat(state[day])))


def _service_times(_field: Field, state: State, _names: Names) -> str:
    return service_times(Unit(state["unit"]), state["first_after"], state["again_after"], state["times"])


def _time(_field: Field, state: State, _names: Names) -> str:
    return units(state["count"], Unit(state["unit"]))


def _scope(_field: Field, state: State, names: Names) -> str:
    """For what or whom a rule is."""
    scope = Scope(state["scope"])
    match scope:
        case Scope.PRODUCT | Scope.CUSTOMER:
            meant = state[f"{scope}_id"]
            whom = "" if meant is None else names.called(scope, meant)
        case Scope.CLASS:
            whom = CustomerClass(state["scope_text"]).label
        case _:
            whom = state["scope_text"]
    return _("{kind}: {value}").format(kind=scope.label, value=whom) if whom else scope.label


_TOGETHER: dict[tuple[str, str], Callable[[Field, State, Names], str]] = {
    ("customer", "birthday"): _yearly_day,
    ("customer", "class"): _with_its_day,
    ("customer", "left"): _with_its_day,
    ("customer_day", "day"): _yearly_day,
    ("product_service", "when"): _service_times,
    ("complaint", "status"): _with_its_day,
    ("visit_rule", "scope"): _scope,
    ("visit_rule", "count"): _time,
    ("call_list", "status"): _with_its_day,
    ("slip", "status"): _with_its_day,
}
"""Fields that are kept in several columns and read as one."""


def _week(value: str, _names: Names) -> str:
    """``Monday 09:00–18:00, …``."""
    from model.days_in_words import weekday_names

    days = weekday_names()
    return _(", ").join(
        f"{days[int(n) - 1]} " + " ".join(f"{opens}–{closes}" for opens, closes in hours)
        for n, hours in sorted(json.loads(value).items())
        if hours
    )


def _percent(value: int) -> str:
    return percent(value / 100)


_SPECIAL: dict[str, Callable[[Any, Names], str]] = {
    "quantity_thousandths": lambda value, _names: show_quantity(value),
    "rule": lambda value, _names: rule_label(value),
    "opening_hours": _week,
    "language": lambda value, _names: LANGUAGES.get(value, value),
    "paper": lambda value, _names: {"a4": "A4", "letter": _("Letter (US)")}.get(value, value),
    "feb29": lambda value, _names: {"feb28": _("on 28 February"), "mar1": _("on 1 March")}.get(value, value),
    "position": lambda value, _names: str(value + 1),
    "lead_days": lambda value, _names: value,
    "times_percent": lambda value, _names: _percent(value),
    "margin_percent": lambda value, _names: _percent(value),
    "share_aim_percent": lambda value, _names: _percent(value),
    "over_percent": lambda value, _names: _percent(value),
    # What the program keeps for itself, to tell later why somebody moved.
    "figures": lambda _value, _names: "",
    "parts": lambda _value, _names: "",
}


@cache
def _kinds(table: str) -> dict[str, type[Any]]:
    """The type of each column of a table, ``None`` left out."""
    record = next(one.record for one in TABLES if one.name == table)
    return {
        name: next(part for part in (typing.get_args(hint) or (hint,)) if part is not types.NoneType)
        for name, hint in typing.get_type_hints(record).items()
    }
