"""Deciding clashes: what stands in the book stays, or what the join left out takes its place. One act each."""

import dataclasses
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from model.book import Book
from model.clashes import Clash
from model.edit_parts import State, state_now
from model.errors import BookError
from model.field_words import Field, field_of
from model.nouns import TABLES
from model.record_names import Names
from model.record_words import record_words
from model.safekeeping.deciding import groups_of
from model.table import Table, readers
from model.value_words import value_words
from resources.i18n import N_, _


@dataclass(frozen=True)
class Side:
    """What one copy says, in words, who wrote it there, and when."""

    value: str
    who: str
    at: datetime | None


@dataclass(frozen=True)
class Question:
    """The clashes of one field of one record, or of several that belong together, of which a person takes one side.

    ``title`` is what the record is called, ``ours`` what stands in the book now, ``theirs`` what does not. ``gone`` if
    the record is in the book no more, so that only ``ours`` can be kept.
    """

    clashes: tuple[Clash, ...]
    customer_id: int | None
    title: str
    field: str
    ours: Side
    theirs: Side
    gone: bool


def questions(book: Book, limit: int, put_off: Sequence[int] = ()) -> list[Question]:
    """The first ones that nobody has decided, by customer; last those of the clashes whose ids are ``put_off``."""
    groups = sorted(_groups(book), key=lambda clashes: _place(clashes, put_off))
    names = Names(book.store)
    return [_question(book, tuple(clashes), names) for clashes in groups[:limit]]


def waiting(book: Book) -> int:
    """How many questions there are that nobody has decided."""
    return len(_groups(book))


def keep(book: Book, question: Question) -> None:
    """What stands in the book stays."""
    with book.edit(N_("Kept what stands in the book: {name}"), name=_about(question)):
        _mark_decided(book, question)


def take_other(book: Book, question: Question) -> None:
    """Write what the join left out; ``BookError`` if what it is about, or what it names, is gone from the book."""
    table = _kind_of(question.clashes[0].table_name)(book.store)
    values = {clash.column_name: _value(clash, clash.other) for clash in question.clashes}
    if any(_names_somebody_gone(book, table.name, column, value) for column, value in values.items()):
        raise BookError(
            _(
                "What was left out here is about something that is no longer in the book, so it cannot be taken."
            )
        )
    with book.edit(N_("Took what was left out of the join: {name}"), name=_about(question)):
        table.update(dataclasses.replace(table.get(question.clashes[0].row_id), **values))
        _mark_decided(book, question)


def _groups(book: Book) -> list[list[Clash]]:
    """The open clashes; together those of columns that are only true, or only allowed, together."""
    groups: dict[tuple[str, int, tuple[str, ...]], list[Clash]] = {}
    for clash in book.clashes.open():
        columns = groups_of(clash.table_name, _kind_of(clash.table_name).written())
        together = next(group for group in columns if clash.column_name in group)
        groups.setdefault((clash.table_name, clash.row_id, together), []).append(clash)
    return list(groups.values())


def _place(clashes: list[Clash], put_off: Sequence[int]) -> int:
    return put_off.index(clashes[0].id) if clashes[0].id in put_off else -1


def _question(book: Book, clashes: tuple[Clash, ...], names: Names) -> Question:
    one = clashes[0]
    now = state_now(book.store, one.table_name, one.row_id)
    at_the_join = _with(now or names.state_of(one.table_name, one.row_id) or {}, clashes, "kept")
    standing = now if now is not None else at_the_join
    fields = list(dict.fromkeys(field_of(clash.table_name, clash.column_name) for clash in clashes))
    untouched = all(standing[clash.column_name] == json.loads(clash.kept) for clash in clashes)
    return Question(
        clashes,
        one.customer_id,
        record_words(one.table_name, standing, names).title,
        _(", ").join(field.label for field in fields),
        Side(
            _in_words(fields, standing, names),
            one.kept_who if untouched else "",
            _moment(one.kept_at) if untouched else None,
        ),
        Side(
            _in_words(fields, _with(standing, clashes, "other"), names), one.other_who, _moment(one.other_at)
        ),
        gone=now is None,
    )


def _in_words(fields: list[Field], state: State, names: Names) -> str:
    """What the fields say: each on a line of its own where there are several."""
    if len(fields) == 1:
        return value_words(fields[0], state, names)
    return "\n".join(
        _("{label}: {value}").format(
            label=field.label, value=value_words(field, state, names) or _("nothing")
        )
        for field in fields
    )


def _with(state: State, clashes: Iterable[Clash], side: str) -> State:
    return state | {clash.column_name: json.loads(getattr(clash, side)) for clash in clashes}


def _about(question: Question) -> str:
    return _("{what}, {field}").format(what=question.title, field=question.field)


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _mark_decided(book: Book, question: Question) -> None:
    for clash in question.clashes:
        book.clashes.update(dataclasses.replace(book.clashes.get(clash.id), decided=True))


def _kind_of(name: str) -> type[Table[Any]]:
    return next(table for table in TABLES if table.name == name)


def _value(clash: Clash, text: str) -> Any:
    """A value of the clash, from its JSON text, as a record holds it."""
    value = json.loads(text)
    read = dict(readers(_kind_of(clash.table_name).record))[clash.column_name]
    return value if value is None or read is None else read(value)


def _names_somebody_gone(book: Book, table: str, column: str, value: object) -> bool:
    parent = book.store.value(
        'SELECT "table" FROM pragma_foreign_key_list(:child) WHERE "from" = :column',
        child=table,
        column=column,
    )
    return (
        parent is not None
        and value is not None
        and not book.store.value(f"SELECT 1 FROM {parent} WHERE id = :id", id=value)
    )
