"""Undo: an edit is taken back from the journal, part by part, and never over somebody's later work.

Each part is *undone*, *kept* (it was changed again since) or *could not* be put back (what it hung on is gone).
Taking back is an edit of its own, so it can be taken back too.
"""

import json
from collections.abc import Collection
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from model.changes import sentence
from model.edit_parts import Part, parts_of, state_now
from model.errors import BookError
from model.nouns import TABLES
from model.record_names import Names
from model.record_words import record_words
from model.store import Store
from model.undo_many import (
    CHANGED_ONLY,
    TAKEN_TOGETHER,
    Many,
    put_back_deleted,
    references,
    take_out_made,
)
from resources.i18n import N_, _, ngettext

_WRITTEN = {table.name: table.written() for table in TABLES}
_MANY = 20_000  # parts that are no longer looked at one by one
_A_MOMENT = 500  # parts that are taken back before anybody notices
_MOST_TOLD = 100  # parts left alone that are named


class LeftAlone(NamedTuple):
    """A part of an edit that was not taken back: the title of its record, and why in words."""

    title: str
    why: str


@dataclass(frozen=True)
class Undone:
    """What became of an undo: the edit's own sentence and how many of its parts went which way.

    ``left`` are the parts that were kept, or could not be put back, as far as they can be told one by one.
    ``edit_id`` is the edit that was taken back, 0 where it was not all of one.
    """

    what: str
    undone: int
    kept: int
    could_not: int
    told: str = N_("Undone: {what}")
    edit_id: int = field(default=0, compare=False)
    left: tuple[LeftAlone, ...] = field(default=(), compare=False)

    @property
    def sentence(self) -> str:
        """One line for the person who pressed Undo."""
        parts = [_(self.told).format(what=self.what)]
        if self.kept:
            parts.append(
                ngettext(
                    "{n} part was kept, edited since", "{n} parts were kept, edited since", self.kept
                ).format(n=self.kept)
            )
        if self.could_not:
            parts.append(
                ngettext(
                    "{n} part could not be put back", "{n} parts could not be put back", self.could_not
                ).format(n=self.could_not)
            )
        return " · ".join(parts)


class Undo:
    """Undo and redo of the edits of one book."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def undo(self) -> Undone | None:
        """Take back the latest edit that has not been taken back; ``None`` if there is none."""
        edit_id = self.next_undo()
        return None if edit_id is None else self.take_back(edit_id)

    def redo(self) -> Undone | None:
        """Take back the latest undo, unless something else was done after it; ``None`` if there is none."""
        edit_id = self.next_redo()
        return None if edit_id is None else self.take_back(edit_id)

    def next_undo(self) -> int | None:
        """The latest edit that has not been taken back; the first one made the book itself and stays."""
        found = self.store.value(
            "SELECT id FROM edit AS e WHERE undoes_id IS NULL AND number > 1 AND NOT final"
            f" AND came_with IS NULL AND {HOLDS_SOMETHING} AND NOT EXISTS"
            f" ({TAKEN_BACK}) ORDER BY number DESC LIMIT 1"
        )
        return None if found is None else int(found)

    def next_redo(self) -> int | None:
        """The latest undo, unless something else was done after it."""
        last = self.store.row(
            f"SELECT id, undoes_id FROM edit AS e WHERE NOT EXISTS ({TAKEN_BACK})"
            " AND NOT EXISTS (SELECT 1 FROM edit AS u WHERE u.id = e.undoes_id AND u.undoes_id IS NOT NULL)"
            " ORDER BY number DESC LIMIT 1"
        )
        return int(last["id"]) if last is not None and last["undoes_id"] is not None else None

    def take_back(self, edit_id: int) -> Undone:
        """Take back one edit, and if it is a join, all that came with it; ``KeyError`` if there is none of that id."""
        edit = self.store.row("SELECT * FROM edit WHERE id = :id", id=edit_id)
        if edit is None:
            raise KeyError(edit_id)
        if edit["final"]:
            raise BookError(
                _("“{what}” stays as it is: nobody can take it back.").format(what=_(edit["what"]))
            )
        many = self._is_large(edit_id)
        about = json.loads(edit["about"])
        # An undo names what it took back; putting that back names it again.
        said = about["what"] if edit["undoes_id"] else sentence(edit["what"], about)
        what = N_("Put back: {what}") if edit["undoes_id"] else N_("Undid: {what}")
        with self.store.edit(what, {"what": said}, undoes_id=edit_id), self._for_long(many):
            self.store.defer_foreign_keys()
            parts = parts_of(self.store, edit_id, CHANGED_ONLY if many else "", edits=TAKEN_TOGETHER)
            pointed_at = {key["table"] for table in _WRITTEN for key in _foreign_keys(self.store, table)}
            parts.sort(key=lambda part: _turn(part, part.table in pointed_at))
            made = {(part.table, part.row_id) for part in parts if part.before is None}
            back = [part for part in parts if self._put_back(part, made)]
            rows = [take_out_made(self.store, edit_id), put_back_deleted(self.store, edit_id)] if many else []
            if many:
                self._add_up_who_came_back()
            orphans = self._drop_orphans(back)
            kept = _others(parts, back)
            # Once it is committed, nothing may fail any more.
            left = (*self._told(kept, orphans), *self._told_of_many(rows))[:_MOST_TOLD]
        could_not = len(orphans)
        return Undone(
            said,
            len(back) - could_not + sum(row.undone for row in rows),
            len(kept) + sum(row.kept for row in rows),
            could_not + sum(row.could_not for row in rows),
            edit_id=edit_id,
            left=left,
        )

    def bring_back(self, edit_id: int, rows: Collection[tuple[str, int]], said: str) -> Undone:
        """Put back, of all that an edit deleted, only ``rows``, and whatever of what stayed pointed at them.

        ``said`` is what they are called inside a sentence.
        """
        ids = {row_id for _table, row_id in rows}
        wanted = f"AND (op = 'update' OR row_id IN ({', '.join(map(str, ids))}))"
        with self.store.edit(N_("Put back {what}"), {"what": said}):
            self.store.defer_foreign_keys()
            parts = [
                part
                for part in parts_of(self.store, edit_id, wanted)
                if part.before and ((part.table, part.row_id) in rows or self._let_go_of(part, ids))
            ]
            back = [part for part in parts if self._put_back(part, set())]
            orphans = self._drop_orphans(back)
            kept = _others(parts, back)
            left = self._told(kept, orphans)
        could_not = len(orphans)
        return Undone(
            said,
            len(back) - could_not,
            len(kept),
            could_not,
            N_("Put back: {what}"),
            left=left,
        )

    def _let_go_of(self, part: Part, ids: Collection[int]) -> bool:
        """Whether an edit left a row standing, but without its pointer to one of ``ids``."""
        before, after = part.before or {}, part.after
        return after is not None and any(
            before.get(key["from"]) in ids and after.get(key["from"]) is None
            for key in _foreign_keys(self.store, part.table)
        )

    def _add_up_who_came_back(self) -> None:
        """Purchases that were moved back to a customer who had yet to come back were not added up for them."""
        came_back = self.store.value(
            "SELECT 1 FROM journal WHERE edit_id = :edit AND table_name = 'customer' AND op = 'insert' LIMIT 1",
            edit=self.store.edit_id,
        )
        if came_back:
            self.store.sum_up_afresh()

    def _is_large(self, edit_id: int) -> bool:
        """Whether the parts of an edit are too many to be looked at one by one, or not all in the journal."""
        return bool(
            self.store.value(
                f"SELECT (SELECT max(bulk) FROM edit WHERE id IN {TAKEN_TOGETHER})"
                f" OR (SELECT count(*) FROM journal WHERE edit_id IN {TAKEN_TOGETHER}) > {_MANY}",
                edit=edit_id,
            )
        )

    def _for_long(self, many: bool) -> AbstractContextManager[None]:
        """While very much is written, other connections go on reading."""
        return self.store.taking_long() if many else nullcontext()

    def _put_back(self, part: Part, made: set[tuple[str, int]]) -> bool:
        """Make the row what it was before, as far as nobody has changed it since; whether all of it was.

        ``made`` are the rows that the edit made, but for those that have been found to stay.
        """
        before, after, now = part.before, part.after, part.now
        if before is None:
            return self._take_out(part, made)
        if now is None:
            # If the edit left a row, it was deleted since, by somebody who saw the changed row.
            return after is None and self._insert(part.table, before)
        if after is None:
            return False
        changed = [name for name in _WRITTEN[part.table] if name in before and before[name] != after[name]]
        mine = {name: before[name] for name in changed if now[name] == after[name]}
        return self._update(part, mine) and len(mine) == len(changed)

    def _take_out(self, part: Part, made: set[tuple[str, int]]) -> bool:
        """Delete a row that the edit made, unless it was changed since or something refers to it that stays."""
        after, now = part.after, part.now
        if now is None:
            return True
        changed = after is None or any(
            name in after and now[name] != after[name] for name in _WRITTEN[part.table]
        )
        if changed or self._is_needed(part, made):
            made.discard((part.table, part.row_id))
            return False
        self.store.write(f"DELETE FROM {part.table} WHERE id = :id", {"id": part.row_id})
        return True

    def _is_needed(self, part: Part, made: set[tuple[str, int]]) -> bool:
        for child, column in references(self.store, part.table):
            referring = self.store.column(f"SELECT id FROM {child} WHERE {column} = :id", id=part.row_id)
            if any((child, row_id) not in made for row_id in referring):
                return True
        return False

    def _insert(self, table: str, values: dict[str, Any]) -> bool:
        """Insert a row again, as made by the edit that made it: whoever takes that one back finds it."""
        columns = [name for name in (*_WRITTEN[table], "edit_id") if name in values]
        return self.store.write_if_it_fits(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(':' + name for name in columns)})",
            {name: values[name] for name in columns},
        )

    def _update(self, part: Part, values: dict[str, Any]) -> bool:
        if not values:
            return True
        return self.store.write_if_it_fits(
            f"UPDATE {part.table} SET {', '.join(f'{name} = :{name}' for name in values)} WHERE id = :row_id",
            {**values, "row_id": part.row_id},
        )

    def _drop_orphans(self, parts: list[Part]) -> list[Part]:
        """Take out again what was put back but hangs on something that is gone for good; which rows those were.

        A row that was there all the time stays where it hangs now.
        """
        waiting = [part for part in parts if part.before is not None]
        dropped: list[Part] = []
        while orphans := [part for part in waiting if self._lacks_parent(part)]:
            for part in orphans:
                if part.now is None:
                    self.store.write(f"DELETE FROM {part.table} WHERE id = :id", {"id": part.row_id})
                waiting.remove(part)
            dropped += orphans
        return dropped

    def _told(self, kept: list[Part], orphans: list[Part]) -> tuple[LeftAlone, ...]:
        """What was left as it is, in words."""
        names = Names(self.store)
        left = [*((part, _why_kept(part)) for part in kept), *((part, _why_dropped()) for part in orphans)]
        return tuple(
            LeftAlone(record_words(part.table, row, names).title, why)
            for part, why in left[:_MOST_TOLD]
            if (row := part.now or part.after or part.before)
        )

    def _told_of_many(self, rows: list[Many]) -> list[LeftAlone]:
        names = Names(self.store)
        left = [(key, _changed()) for many in rows for key in many.changed_since]
        left += [(key, _needed()) for many in rows for key in many.needed_since]
        return [
            LeftAlone(record_words(table, row, names).title, why)
            for (table, row_id), why in left[:_MOST_TOLD]
            if (row := state_now(self.store, table, row_id))
        ]

    def _lacks_parent(self, part: Part) -> bool:
        row = state_now(self.store, part.table, part.row_id)
        if row is None:
            return part.now is None  # It went with its parent, which was dropped itself.
        lacks = False
        for key in _foreign_keys(self.store, part.table):
            column, value = key["from"], row[key["from"]]
            if value is None or self.store.value(f"SELECT 1 FROM {key['table']} WHERE id = :id", id=value):
                continue
            if key["on_delete"] == "SET NULL":
                self._update(part, {column: None})
            else:
                lacks = True
                if part.now is not None:
                    self._update(part, {column: part.now[column]})
        return lacks


_DEEPEST = 6  # undo, redo, that taken back in the history, that put back …: nobody goes further


def _undo_standing(edit: str, depth: int = _DEEPEST) -> str:
    """SQL that finds an undo of the edit ``edit``, or of the join it came with, that nobody has taken back itself."""
    undo = f"u{depth}"
    found = f"SELECT {undo}.id FROM edit AS {undo} WHERE {undo}.undoes_id IN ({edit}.id, {edit}.came_with)"
    return f"{found} AND NOT EXISTS ({_undo_standing(undo, depth - 1)})" if depth else found


TAKEN_BACK = _undo_standing("e")
"""SQL that finds something if the edit ``e`` was taken back, and that has not been put back."""


def _others(parts: list[Part], some: list[Part]) -> list[Part]:
    """The parts that are not among these very ones; to compare what they hold would take very long."""
    these = {id(part) for part in some}
    return [part for part in parts if id(part) not in these]


def takes_long(store: Store, edit_id: int) -> bool:
    """Whether taking back this edit may keep somebody waiting."""
    return bool(
        store.value(
            f"SELECT (SELECT max(bulk) FROM edit WHERE id IN {TAKEN_TOGETHER}) OR (SELECT count(*) FROM"
            f" (SELECT 1 FROM journal WHERE edit_id IN {TAKEN_TOGETHER} LIMIT {_A_MOMENT})) = {_A_MOMENT}",
            edit=edit_id,
        )
    )


def undo_of(store: Store, edit_id: int) -> int | None:
    """The undo by which an edit is taken back now; to take that back puts the edit back. ``None`` if it stands."""
    found = store.value(
        f"SELECT id FROM edit AS u WHERE undoes_id = :id AND NOT EXISTS ({_undo_standing('u')})"
        " ORDER BY number DESC LIMIT 1",
        id=edit_id,
    )
    return None if found is None else int(found)


HOLDS_SOMETHING = (
    "(bulk OR EXISTS (SELECT 1 FROM journal WHERE edit_id = e.id)"
    " OR EXISTS (SELECT 1 FROM edit AS brought WHERE brought.came_with = e.id))"
)
"""SQL that holds for the edit ``e`` unless all that it did was about persons who were erased."""


def _turn(part: Part, is_pointed_at: bool) -> tuple[int, int]:
    """First what nothing can point at is taken out, so that there is room for what comes back, parents before their
    children; then what pointed elsewhere points there again; last goes what nothing points at any more."""
    place = list(_WRITTEN).index(part.table)
    if part.before is not None:
        return (1, place) if part.now is None else (2, 0)
    return (3, -place) if is_pointed_at else (0, 0)


def _why_kept(part: Part) -> str:
    """Why a part was not taken back."""
    if part.now is None:
        return (
            _("it was deleted since")
            if part.after is not None
            else _("something else stands in its place now")
        )
    if part.after is None:
        return _("it is there again already")
    changed = any(
        part.after.get(name, value) != value
        for name, value in part.now.items()
        if name in _WRITTEN[part.table]
    )
    if changed or part.before is not None:
        return _changed()
    return _needed()


def _changed() -> str:
    return _("it was changed since")


def _needed() -> str:
    return _("something entered since belongs to it")


def _why_dropped() -> str:
    return _("what it belongs to is no longer in the book")


def _foreign_keys(store: Store, table: str) -> list[dict[str, Any]]:
    return [dict(row) for row in store.rows(f"SELECT * FROM pragma_foreign_key_list('{table}')")]
