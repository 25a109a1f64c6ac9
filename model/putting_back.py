"""Putting back one field of one record, as an edit of the history found it."""

from __future__ import annotations

from typing import Any

from model.book import Book
from model.edit_parts import State, parts_of
from model.errors import BookError
from model.field_words import Field, field_of
from model.nouns import TABLES
from model.record_names import Names
from model.record_words import record_words
from model.table import columns
from model.undone import Undone
from resources.i18n import N_, _


def put_back_field(book: Book, edit_id: int, table: str, row_id: int, column: str) -> Undone:
    """Write what a field said before an edit, whatever it says now; an edit of its own, which can be undone.

    ``BookError`` if the record is deleted, if it says that already, or if what it named is gone.
    """
    parts = parts_of(
        book.store, edit_id, f"AND row_id = {int(row_id)} AND table_name = '{_noun(table).name}'"
    )
    before = parts[0].before if parts else None
    now = parts[0].now if parts else None
    field = field_of(table, column)
    if before is None or now is None:
        raise BookError(
            _("This entry is no longer in the book. If it was deleted, put it back from the bin first.")
        )
    values = {name: before[name] for name in field.columns if name in before}
    if all(now[name] == value for name, value in values.items()):
        raise BookError(_("It says so already."))
    _refuse_what_is_gone(book, field, values)
    record = _noun(table).record
    wanted = record.from_row(
        {name: value for name, value in (now | values).items() if name in columns(record)}
    )
    said = record_words(table, now, Names(book.store)).inside
    with book.edit(N_("Put back the {field} of {what}"), field=field.label_inside, what=said):
        _noun(table)(book.store).update(wanted)
    what = _("the {field} of {what}").format(field=field.label_inside, what=said)
    return Undone(what, 1, 0, 0, told=N_("Put back: {what}"))


def _refuse_what_is_gone(book: Book, field: Field, values: State) -> None:
    names = Names(book.store)
    for column, value in values.items():
        meant = names.table_meant(field.table, column)
        if (
            meant
            and value is not None
            and not book.store.value(f"SELECT 1 FROM {meant} WHERE id = :id", id=value)
        ):
            raise BookError(
                _("{what} is no longer in the book, so it cannot stand here again.").format(
                    what=names.called(meant, value)
                )
            )


def _noun(name: str) -> Any:
    return next(table for table in TABLES if table.name == name)
