"""What the two values of a customer were made of on a day: kept with each step, so that it can be told why they moved.

A step keeps the parts of its day and those of the day of the review before, as JSON without what is nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from model.days import FIRST_DAY, LAST_DAY


@dataclass(frozen=True)
class Parts:
    """As of the day ``on``. Amounts are of the 365 days that end with it, but the potential value and its four parts
    (forecast, pace, stars, need) of the 365 that follow.

    ``times`` counts the days in that year on which something was bought, ``buying_days`` all there ever were.
    ``alive`` is how likely they still come, ``purchases`` how often they may buy in the coming year; ``rhythm_days`` is
    the mean number of days between buying days, where there were three. ``gone`` says that they were put away, or are
    known to have left, ``rough`` that the book knew too little to be sure of what is to come.
    """

    on: date
    current_cents: int = 0
    potential_cents: int = 0
    times: int = 0
    buying_days: int = 0
    sold_cents: int = 0
    returned_cents: int = 0
    complaints_cents: int = 0
    gifts_cents: int = 0
    goodwill_cents: int = 0
    forecast_cents: int = 0
    pace_cents: int = 0
    stars_cents: int = 0
    need_cents: int = 0
    alive: float = 0.0
    purchases: float = 0.0
    rhythm_days: float | None = None
    first_on: date | None = None
    last_on: date | None = None
    gone: bool = False
    rough: bool = False


Columns = Mapping[str, Sequence[Any]]
"""The parts of several customers: the values of each field of ``Parts``."""

_DEFAULTS: Final = {field.name: field.default for field in fields(Parts)}
_DAYS: Final = ("on", "first_on", "last_on")
_IN_COLUMNS: Final = ("on", "current_cents", "potential_cents")


def written(now: Columns, then: Columns | None) -> list[str]:
    """The parts of several customers as the file keeps them, a text each. The day and the two values of now have
    columns of their own there."""
    is_now = _members(now, but=_IN_COLUMNS)
    if then is None:
        return [f'{{"now":{{{one}}}}}' for one in is_now]
    both = zip(is_now, _members(then), strict=True)
    return [f'{{"now":{{{one}}},"then":{{{other}}}}}' for one, other in both]


def _members(columns: Columns, but: tuple[str, ...] = ()) -> list[str]:
    """What stands between the braces, of each. Put together column by column: there may be a hundred thousand."""
    told = [_told(name, columns[name]) for name in _DEFAULTS if name not in but]
    return [",".join(filter(None, row)) for row in zip(*told, strict=True)]


def _told(name: str, values: Sequence[Any]) -> list[str]:
    """A member of each; "" where it is as usual."""
    usual = _DEFAULTS[name]
    if name in _DAYS:
        return [f'"{name}":"{day.isoformat()}"' if day else "" for day in values]
    if usual is False:
        return [f'"{name}":true' if holds else "" for holds in values]
    return [f'"{name}":{value!r}' if value != usual else "" for value in values]


def read(text: str, on: date, current_cents: int, potential_cents: int) -> tuple[Parts, Parts | None]:
    """What was kept: the parts of the day ``on`` of the step, and those of the review before, where there was one.

    What another version of the program kept, and this one does not know, is left out; so is whatever makes no sense.
    """
    kept = read_kept(text)
    now = _read(kept.get("now")) | {
        "on": on,
        "current_cents": current_cents,
        "potential_cents": potential_cents,
    }
    then = _read(kept.get("then"))
    return Parts(**now), Parts(**then) if "on" in then else None


def read_kept(text: str) -> dict[str, Any]:
    """The names and values of a JSON text that the file keeps; none if it is anything else."""
    try:
        kept = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _read(kept: object) -> dict[str, Any]:
    read = {name: _value(name, value) for name, value in kept.items()} if isinstance(kept, dict) else {}
    return {name: value for name, value in read.items() if value is not None}


def _value(name: str, value: object) -> date | float | None:
    """What may stand in a field of this name; else ``None``."""
    usual = _DEFAULTS.get(name)
    if name in _DAYS:
        return _day(value)
    if name not in _DEFAULTS or not isinstance(value, int | float) or not -_MOST <= value <= _MOST:
        return None
    if isinstance(usual, bool) or isinstance(value, bool):
        return value if isinstance(usual, bool) and isinstance(value, bool) else None
    return value if isinstance(value, int) or not isinstance(usual, int) else None


def _day(value: object) -> date | None:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day and FIRST_DAY <= day <= LAST_DAY else None


_MOST = 10**15
