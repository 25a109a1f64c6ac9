"""One edit in all its parts, in words: which record was added, changed or deleted, and each field before and after."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from model.edit_parts import Part, State, parts_of
from model.field_words import FIELDS, Field
from model.nouns import TABLES
from model.record_names import Names
from model.record_words import MAIN, Total, counted_all, record_words
from model.store import Store
from model.value_words import words_of_both
from resources.i18n import N_, _, ngettext


class Op(StrEnum):
    """What became of a record."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"
    PUT_BACK = "put back"


_SENTENCES = {
    Op.ADDED: N_("Added {what}"),
    Op.DELETED: N_("Deleted {what}"),
    Op.PUT_BACK: N_("Put back {what}"),
}

_COUNTED = {
    Op.ADDED: N_("Added: {counts}"),
    Op.CHANGED: N_("Changed: {counts}"),
    Op.DELETED: N_("Deleted: {counts}"),
    Op.PUT_BACK: N_("Put back: {counts}"),
}


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, in words; empty where nothing was said. ``column`` names it for ``put_back_field``,
    which is of use if ``put_back_possible``: the record is there and says something else now."""

    column: str
    label: str
    before: str
    after: str
    put_back_possible: bool


@dataclass(frozen=True)
class PartOfEdit:
    """What an edit did to one record: the title of the record, a sentence that stands alone, the fields changed."""

    table: str
    row_id: int
    op: Op
    title: str
    sentence: str
    changes: tuple[FieldChange, ...]
    customer_id: int | None


@dataclass(frozen=True)
class Details:
    """The parts of one edit, ``more`` of them left out; ``counts`` are sentences that count all by kind."""

    parts: tuple[PartOfEdit, ...]
    more: int
    counts: tuple[str, ...]


def details(store: Store, edit_id: int, limit: int = 200) -> Details:
    """What an edit did, record by record; ``KeyError`` if there is none of that id."""
    edit = store.row("SELECT * FROM edit WHERE id = :id", id=edit_id)
    if edit is None:
        raise KeyError(edit_id)
    counts = _counts(store, edit_id, bulk=bool(edit["bulk"]))
    known = list(reversed(parts_of(store, edit_id, limit=limit)))
    if edit["bulk"]:
        known += _loaded(store, edit_id, limit - len(known))
    names = Names(store)
    totals = _totals(known)
    parts = tuple(
        part_in_words(part, names, totals.get(part.row_id), edit_id)
        for part in known
        if part.before or part.after
    )
    return Details(
        parts,
        max(0, sum(sum(kinds.values()) for kinds in counts.values()) - len(known)),
        (
            *(_(_COUNTED[op]).format(counts=counted_all(kinds)) for op, kinds in counts.items() if kinds),
            *_brought(store, edit_id),
        ),
    )


def _brought(store: Store, edit_id: int) -> list[str]:
    """How many edits of another copy came with a join."""
    n = int(store.value("SELECT count(*) FROM edit WHERE came_with = :id", id=edit_id))
    return [ngettext("{n} edit came with it", "{n} edits came with it", n).format(n=n)] if n else []


def part_in_words(part: Part, names: Names, total: Total | None, edit_id: int) -> PartOfEdit:
    """What an edit did to one row, in words."""
    state = part.after or part.before
    assert state is not None
    op = _op(part, edit_id)
    words = record_words(part.table, state, names, total)
    changes = tuple(_changes(part, names)) if op is Op.CHANGED else ()
    return PartOfEdit(
        part.table,
        part.row_id,
        op,
        words.title,
        _changed(part.table, words.inside, changes)
        if op is Op.CHANGED
        else _(_SENTENCES[op]).format(what=words.told),
        changes,
        part.row_id if part.table == "customer" else state.get("customer_id"),
    )


def changed_fields(table: str, before: State, after: State) -> list[Field]:
    """The fields that differ between two states of a row."""
    return [
        field
        for field in FIELDS[table]
        if any(
            column in before and column in after and before[column] != after[column]
            for column in field.columns
        )
    ]


def _op(part: Part, edit_id: int) -> Op:
    if part.before is not None:
        return Op.CHANGED if part.after is not None else Op.DELETED
    was_there = part.after is not None and part.after["edit_id"] != edit_id
    return Op.PUT_BACK if was_there else Op.ADDED


def _changes(part: Part, names: Names) -> list[FieldChange]:
    before, after, now = part.before, part.after, part.now
    assert before is not None
    assert after is not None
    return [
        FieldChange(
            field.name,
            field.label,
            *words_of_both(field, before, after, names),
            put_back_possible=now is not None and field in changed_fields(part.table, before, now),
        )
        for field in changed_fields(part.table, before, after)
    ]


def _changed(table: str, inside: str, changes: tuple[FieldChange, ...]) -> str:
    if not changes:
        return _("Left {what} as it was").format(what=inside)
    if len(changes) > 1:
        labels = _(", ").join(_inside(table, change) for change in changes)
        return _("Changed {what}: {fields}").format(what=inside, fields=labels)
    (change,) = changes
    if MAIN.get(table) == change.column:
        return _("Changed {what} from {before} to {after}").format(
            what=inside, before=change.before, after=change.after
        )
    if not change.before:
        sentence = _("Filled in the {field} of {what}: {after}")
    elif not change.after:
        sentence = _("Emptied the {field} of {what}: it was {before}")
    else:
        sentence = _("Changed the {field} of {what} from {before} to {after}")
    return sentence.format(
        field=_inside(table, change), what=inside, before=change.before, after=change.after
    )


def _inside(table: str, change: FieldChange) -> str:
    return next(field for field in FIELDS[table] if field.name == change.column).label_inside


def _totals(parts: list[Part]) -> dict[int, Total]:
    """What the lines among the parts come to, by purchase, where the purchase came or went with them."""
    whole = {part.row_id for part in parts if part.table == "purchase" and not (part.before and part.after)}
    totals = dict.fromkeys(whole, Total(0, 0))
    for part in parts:
        state = part.after or part.before
        if part.table == "purchase_line" and state and state["purchase_id"] in totals:
            lines, cents = totals[state["purchase_id"]]
            totals[state["purchase_id"]] = Total(lines + 1, cents + state["amount_cents"])
    return totals


def _counts(store: Store, edit_id: int, *, bulk: bool) -> dict[Op, Counter[str]]:
    """How many rows of each kind an edit added, changed and deleted."""
    counts: dict[Op, Counter[str]] = {op: Counter() for op in Op}
    rows = store.rows(
        "SELECT table_name, made, gone, count(*) AS n FROM (SELECT table_name,"
        " (SELECT op FROM journal WHERE number = first) = 'insert' AS made,"
        " (SELECT op FROM journal WHERE number = last) = 'delete' AS gone"
        " FROM (SELECT table_name, min(number) AS first, max(number) AS last FROM journal"
        " WHERE edit_id = :edit GROUP BY table_name, row_id)) GROUP BY table_name, made, gone",
        edit=edit_id,
    )
    for row in rows:
        if row["made"] and row["gone"]:
            continue
        op = Op.ADDED if row["made"] else Op.DELETED if row["gone"] else Op.CHANGED
        counts[op][row["table_name"]] += row["n"]
    if bulk:
        for table in TABLES:
            counts[Op.ADDED][table.name] += int(
                store.value(f"SELECT count(*) FROM {table.name} WHERE {_LOADED}", edit=edit_id)
            )
    return counts


# Ids only rise while a program runs: the rows of an edit lie behind the edit's own id.
_LOADED = "id > :edit AND edit_id = :edit"


def _loaded(store: Store, edit_id: int, limit: int) -> list[Part]:
    """The first rows that came in without the journal, and are there still."""
    found: list[Part] = []
    for table in TABLES:
        rows = store.rows(
            f"SELECT * FROM {table.name} WHERE {_LOADED} ORDER BY id LIMIT :limit",
            edit=edit_id,
            limit=max(0, limit - len(found)),
        )
        found += [Part(table.name, row["id"], None, dict(row), dict(row)) for row in rows]
    return found
