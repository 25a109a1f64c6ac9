"""What all nouns share: a Record is one stored thing, a Table the class with the SQL of that noun.

A record's fields and its table's columns are the same set, but for ``edit_id``, the edit that made the row, which
is the store's own bookkeeping. Fields are ``int``, ``str``, ``bool``, ``datetime.date`` or a ``StrEnum``, or one of
these or ``None``; in the file a date is ISO text and a bool 0 or 1.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar

from model import ids
from model.errors import BookError
from model.folding import clean
from model.frozen import Frozen
from resources.i18n import _

if TYPE_CHECKING:
    from model.store import Store

Value = int | str | None


class Record(Frozen):
    """One stored thing. ``id`` is 0 until it has been stored."""

    id: int = 0

    @classmethod
    def from_row(cls, row: Any) -> Self:
        """The record of a database row that holds at least the record's columns."""
        return cls(**{name: read(row[name]) if read else row[name] for name, read in readers(cls)})

    def values(self) -> dict[str, Value]:
        """The record as the file stores it."""
        return {name: stored(getattr(self, name)) for name in columns(type(self))}


def stored(value: Any) -> Value:
    """``value`` as the file keeps it: a date as ISO text, a bool as 0 or 1, a text without control characters."""
    if value is None or type(value) is int:
        return value
    if isinstance(value, str):
        # Whatever the way in was: no control characters, no half surrogates, accents composed.
        return clean(str(value)).text
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a record cannot hold {value!r}")


_columns: dict[Any, tuple[str, ...]] = {}
_readers: dict[Any, tuple[tuple[str, Callable[[Any], Any] | None], ...]] = {}


def columns(record: Any) -> tuple[str, ...]:
    """The columns of a kind of record, ``id`` first."""
    if record not in _columns:
        _columns[record] = tuple(field.name for field in dataclasses.fields(record))
    return _columns[record]


def readers(record: Any) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    """Each column with what turns its stored value into the field's, ``None`` where they are the same."""
    if record not in _readers:
        _readers[record] = tuple((name, _reader(hint)) for name, hint in _hints(record))
    return _readers[record]


_BY_WORD: dict[Any, Any] = {
    "int": int, "str": str, "bool": bool, "date": date,
    "int | None": int | None, "str | None": str | None, "bool | None": bool | None, "date | None": date | None,
}  # fmt: skip


def _hints(record: Any) -> list[tuple[str, Any]]:
    """Each field with its type. To ask ``typing`` for what is written as text takes longer than to read a table."""
    fields = [(field.name, _BY_WORD.get(field.type, field.type)) for field in dataclasses.fields(record)]
    if any(isinstance(hint, str) for _name, hint in fields):
        hints = typing.get_type_hints(record)
        return [(name, hints[name]) for name, _hint in fields]
    return fields


def _reader(hint: Any) -> Callable[[Any], Any] | None:
    optional = isinstance(hint, types.UnionType)
    plain = next(part for part in typing.get_args(hint) if part is not types.NoneType) if optional else hint
    if plain in (int, str):
        return None
    convert: Callable[[Any], Any]
    if plain is date:
        convert = date.fromisoformat
    elif plain is bool or issubclass(plain, StrEnum):
        convert = plain
    else:
        raise TypeError(f"a record cannot hold {hint}")
    return (lambda value: None if value is None else convert(value)) if optional else convert


R = TypeVar("R", bound=Record)


class Table(Generic[R]):
    """The rows of one noun. Subclasses add the questions that are asked of it, each a method with its SQL."""

    name: ClassVar[str]
    record: ClassVar[type[Any]]
    derived: ClassVar[frozenset[str]] = frozenset()
    """Columns that triggers compute: never written here, never in the journal."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def written(cls) -> tuple[str, ...]:
        """The columns that a person's edits decide."""
        return tuple(name for name in columns(cls.record) if name not in cls.derived)

    def find(self, record_id: int) -> R | None:
        """The record, or ``None``."""
        found = self.store.row(f"SELECT * FROM {self.name} WHERE id = :id", id=record_id)
        return None if found is None else self._of(found)

    def get(self, record_id: int) -> R:
        """The record; ``BookError`` if it has been deleted."""
        found = self.find(record_id)
        if found is None:
            raise BookError(
                _("This entry is no longer in the book. It may just have been deleted: undo brings it back.")
            )
        return found

    def all(self, where: str = "1", order: str = "id", **values: Value) -> list[R]:
        """Every record for which the SQL condition ``where`` holds, its ``:names`` taken from ``values``."""
        rows = self.store.rows(f"SELECT * FROM {self.name} WHERE {where} ORDER BY {order}", **values)
        return [self._of(row) for row in rows]

    def count(self, where: str = "1", **values: Value) -> int:
        """How many records fulfil ``where``."""
        return int(self.store.value(f"SELECT count(*) FROM {self.name} WHERE {where}", **values))

    def insert(self, record: R) -> R:
        """Store a new record inside the running edit; the stored one, with its id, comes back."""
        record = dataclasses.replace(record, id=record.id or ids.new_id())
        values = record.values()
        names = self.written()
        self.store.write(
            f"INSERT INTO {self.name} ({', '.join(names)}, edit_id)"
            f" VALUES ({', '.join(':' + name for name in names)}, :edit_id)",
            {**{name: values[name] for name in names}, "edit_id": self.store.edit_id},
        )
        return record

    def update(self, record: R, since: R | None = None) -> R:
        """Store the fields of ``record`` that differ from what is stored; nothing is written when none does.

        ``since`` is the record as it was when the person began to change it: a field left as it was then keeps what
        somebody else may have written into it meanwhile.
        """
        before = self.get(record.id).values()
        now = record.values()
        began = since.values() if since is not None else {}
        changed = {
            name: now[name]
            for name in self.written()
            if now[name] != before[name] and (since is None or now[name] != began[name])
        }
        if changed:
            assignments = ", ".join(f"{name} = :{name}" for name in changed)
            self.store.write(
                f"UPDATE {self.name} SET {assignments} WHERE id = :id", {**changed, "id": record.id}
            )
        return record

    def delete(self, record_id: int) -> None:
        """Delete the record, and with it what cannot be without it; the journal keeps all of it."""
        self.store.write(f"DELETE FROM {self.name} WHERE id = :id", {"id": record_id})

    def replace_children(
        self, parent_column: str, parent_id: int, wanted: Iterable[R], since: Iterable[R] | None = None
    ) -> None:
        """Make the rows of one parent be ``wanted``, in this order.

        Those with an id are updated, new ones inserted, and what is not among them is deleted. With ``since``, the
        rows as they were when the person began, only those are deleted: what came meanwhile stays.
        """
        began = None if since is None else {record.id: record for record in since}
        ordered = "position" in columns(self.record)
        children = [
            dataclasses.replace(
                record, **{parent_column: parent_id} | ({"position": place} if ordered else {})
            )
            for place, record in enumerate(wanted)
        ]
        kept = {child.id for child in children}
        there = {old.id for old in self.all(f"{parent_column} = :parent", parent=parent_id)}
        for gone in sorted(there - kept):
            if began is None or gone in began:
                self.delete(gone)
        for child in children:
            before = (began or {}).get(child.id)
            if child.id in there:
                self.update(child, before)
            elif before is None or self._differs(child, before):
                self.insert(child)  # also one that somebody else deleted meanwhile, if it was changed here

    def _differs(self, one: R, other: R) -> bool:
        mine, theirs = one.values(), other.values()
        return any(mine[name] != theirs[name] for name in self.written() if name != "position")

    @classmethod
    def _of(cls, row: Any) -> Any:
        return cls.record.from_row(row)
