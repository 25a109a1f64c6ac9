"""A form is open while a join, an import or another window writes: what both of them changed.

What only one of them changed needs no word: a form writes the fields that were changed in it, and no others
(``Table.update``). Only where both changed the same field does one have to give way, and a person says which.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from model.days_in_words import format_day
from model.edit_details import changed_fields
from model.edit_parts import State, state, state_now
from model.field_words import Field
from model.record_names import Names
from model.store import Store
from model.table import Record, Table
from model.value_words import value_words
from resources.i18n import _

_LOOKED_BACK = 50  # entries of the journal about one row


@dataclass(frozen=True)
class Compared:
    """A record as it was when a person began to change it, and as they leave it."""

    table: type[Table[Any]]
    began: Record
    typed: Record


@dataclass(frozen=True)
class Meanwhile:
    """A field that somebody else changed too. ``theirs`` is the record as it stands in the book now.

    ``words`` is what the field says there; ``who`` may be empty; ``at`` is aware, ``None`` where nobody knows.
    """

    field: Field
    theirs: Record
    words: str
    who: str
    at: datetime | None

    def sentence(self, now: datetime) -> str:
        """What the person is told beside the field."""
        words = _("“{value}”").format(value=self.words) if self.words else _("nothing")
        if self.at is None:
            return _("Meanwhile changed to {value}. Save again to keep yours.").format(value=words)
        at = self.at.astimezone()
        time = f"{at:%H:%M}"
        when = (
            time
            if at.date() == now.astimezone().date()
            else _("{day}, {time}").format(day=format_day(at.date()), time=time)
        )
        if not self.who:
            return _("Meanwhile changed to {value}, {when}. Save again to keep yours.").format(
                value=words, when=when
            )
        return _("Meanwhile changed to {value} by {who}, {when}. Save again to keep yours.").format(
            value=words, who=self.who, when=when
        )


def changed_by_both(table: str, began: State, typed: State, now: State) -> list[Field]:
    """The fields that were changed in the form and in the book, and not to the same."""
    theirs = changed_fields(table, began, now)
    return [
        field
        for field in changed_fields(table, began, typed)
        if field in theirs and any(typed[column] != now[column] for column in field.columns)
    ]


def meanwhile(store: Store, compared: Iterable[Compared]) -> list[Meanwhile]:
    """What somebody else changed in the fields that were changed in a form. Records that are gone are left out."""
    names = Names(store)
    found: list[Meanwhile] = []
    for one in compared:
        table, row_id = one.table.name, one.typed.id
        now = state_now(store, table, row_id)
        if now is None:
            continue
        for field in changed_by_both(table, one.began.values(), one.typed.values(), now):
            who, at = _last_change(store, field, row_id, now)
            theirs = type(one.typed).from_row(now)
            found.append(Meanwhile(field, theirs, value_words(field, now, names), who, at))
    return found


def deletion_of(store: Store, compared: Compared) -> int | None:
    """The edit that deleted the record; ``None`` if it is there."""
    if state_now(store, compared.table.name, compared.typed.id) is not None:
        return None
    found = store.value(
        "SELECT edit_id FROM journal WHERE table_name = :table AND row_id = :id AND op = 'delete'"
        " ORDER BY number DESC LIMIT 1",
        table=compared.table.name,
        id=compared.typed.id,
    )
    return 0 if found is None else int(found)


def _last_change(store: Store, field: Field, row_id: int, now: State) -> tuple[str, datetime | None]:
    """Who gave the field what it says now, and when."""
    after = now
    for entry in store.rows(
        "SELECT j.old, e.who, e.at FROM journal AS j JOIN edit AS e ON e.id = j.edit_id"
        " WHERE j.table_name = :table AND j.row_id = :id AND j.old IS NOT NULL ORDER BY j.number DESC LIMIT :most",
        table=field.table,
        id=row_id,
        most=_LOOKED_BACK,
    ):
        before = {**after, **state(entry["old"])}
        if any(before[column] != after[column] for column in field.columns):
            return str(entry["who"] or ""), datetime.fromisoformat(entry["at"])
        after = before
    return "", None
