"""The money lines between the classes of customers."""

from datetime import date
from typing import ClassVar

from model.table import Record, Table

RHYTHMS_AWAY = 2
"""Whoever comes rarely is inactive only after so many of their own rhythms."""


class ClassLines(Record):
    """The lines as they were set on a day; a row is never changed, new lines are a new row.

    Who brings ``current_cents`` a year or more is gold, and platinum where ``platinum_cents`` or more may be expected
    of the coming year. Who brings less is iron where ``iron_cents`` or more may be expected, else lead.

    A class changes when the value is more than ``over_percent`` past the line, or has been past it for ``past_days``.
    In their first ``new_days`` customers are new; who stayed away for more than ``away_days``, and for more than
    ``RHYTHMS_AWAY`` of their own rhythm, is inactive.
    """

    set_on: date
    current_cents: int
    platinum_cents: int
    iron_cents: int
    over_percent: int = 10
    past_days: int = 60
    new_days: int = 90
    away_days: int = 365
    note: str = ""


class ClassLinesSet(Table[ClassLines]):
    """All lines that were ever set."""

    name: ClassVar[str] = "class_lines"
    record = ClassLines

    def on(self, day: date) -> ClassLines | None:
        """The lines that hold on ``day``; ``None`` before the first were set."""
        found = self.all("set_on <= :day", "set_on DESC, id DESC LIMIT 1", day=day.isoformat())
        return found[0] if found else None
