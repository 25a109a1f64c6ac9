"""Undo: an edit is taken back from the journal, part by part, and never over somebody's later work.

Each part is *undone*, *kept* (it was changed again since) or *could not* be put back (what it hung on is gone).
Taking back is an edit of its own, so it can be taken back too.
"""

from collections.abc import Collection
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from model import undone
from model.edit_parts import Part, parts_of, state_now
from model.errors import BookError
from model.pointers import Pointer, pointers
from model.staying import WRITTEN, staying
from model.store import Store
from model.taken_back import HOLDS_SOMETHING, TAKEN_BACK, first_words
from model.undo_many import CHANGED_ONLY, TAKEN_TOGETHER, Many, put_back_deleted, take_out_made
from model.undone import MOST_TOLD, LeftAlone, Undone, told
from resources.i18n import N_, _

_MANY = 20_000  # parts that are no longer looked at one by one
_A_MOMENT = 500  # parts that are taken back before anybody notices


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
        # An undo names what it took back; putting that back names it again.
        said = first_words(self.store, edit)
        what = N_("Put back: {what}") if edit["undoes_id"] else N_("Undid: {what}")
        with self.store.edit(what, {"what": said}, undoes_id=edit_id), self._for_long(many):
            self.store.defer_foreign_keys()
            parts = parts_of(self.store, edit_id, CHANGED_ONLY if many else "", edits=TAKEN_TOGETHER)
            keys = pointers(self.store)
            back, stay = self._take_back_each(parts, keys)
            rows = (
                [take_out_made(self.store, edit_id, keys), put_back_deleted(self.store, edit_id)]
                if many
                else []
            )
            if many:
                self._add_up_who_came_back()
            orphans = self._drop_orphans(back, keys)
            kept = _others(parts, back)
            # Once it is committed, nothing may fail any more.
            left = (*self._told(kept, stay, orphans), *self._told_of_many(rows))[:MOST_TOLD]
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
            keys = pointers(self.store)
            parts = [
                part
                for part in parts_of(self.store, edit_id, wanted)
                if part.before and ((part.table, part.row_id) in rows or _let_go_of(part, ids, keys))
            ]
            back = [part for part in parts if self._put_back(part)]
            orphans = self._drop_orphans(back, keys)
            kept = _others(parts, back)
            left = self._told(kept, {}, orphans)
        could_not = len(orphans)
        return Undone(
            said,
            len(back) - could_not,
            len(kept),
            could_not,
            N_("Put back: {what}"),
            left=left,
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

    def _take_back_each(
        self, parts: list[Part], keys: list[Pointer]
    ) -> tuple[list[Part], dict[tuple[str, int], str]]:
        """Take back part by part: those that were taken back, and why those stay that the edit made and that stay."""
        made = [part for part in parts if part.before is None]
        rows = {(part.table, part.row_id) for part in made}
        # What nothing hangs on and what hangs on nothing new goes first, so that there is room for what comes back.
        alone = [part for part in made if _is_alone(part, rows, keys)]
        changed = sorted((part for part in parts if part.before is not None), key=_turn)
        stay = self._take_out(alone, keys)
        back = [part for part in changed if self._put_back(part)]
        # By now, what pointed at them only because of the edit points elsewhere.
        stay |= self._take_out(_others(made, alone), keys)
        return [*back, *(part for part in made if (part.table, part.row_id) not in stay)], stay

    def _take_out(self, made: list[Part], keys: list[Pointer]) -> dict[tuple[str, int], str]:
        """Delete rows that the edit made, children before their parents, but for those that stay; why these do."""
        stay = staying(self.store, keys, made)
        for part in sorted(made, key=lambda part: -_place(part)):
            if part.now is not None and (part.table, part.row_id) not in stay:
                self.store.write(f"DELETE FROM {part.table} WHERE id = :id", {"id": part.row_id})
        return stay

    def _put_back(self, part: Part) -> bool:
        """Make the row what it was before, as far as nobody has changed it since; whether all of it was."""
        before, after, now = part.before or {}, part.after, part.now
        if now is None:
            # If the edit left a row, it was deleted since, by somebody who saw the changed row.
            return after is None and self._insert(part.table, before)
        if after is None:
            return False
        changed = [name for name in WRITTEN[part.table] if name in before and before[name] != after[name]]
        mine = {name: before[name] for name in changed if now[name] == after[name]}
        return self._update(part, mine) and len(mine) == len(changed)

    def _insert(self, table: str, values: dict[str, Any]) -> bool:
        """Insert a row again, as made by the edit that made it: whoever takes that one back finds it."""
        columns = [name for name in (*WRITTEN[table], "edit_id") if name in values]
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

    def _drop_orphans(self, parts: list[Part], keys: list[Pointer]) -> list[Part]:
        """Take out again what was put back but hangs on something that is gone for good; which rows those were.

        A row that was there all the time stays where it hangs now.
        """
        waiting = [part for part in parts if part.before is not None]
        dropped: list[Part] = []
        while orphans := [part for part in waiting if self._lacks_owner(part, keys)]:
            for part in orphans:
                if part.now is None:
                    self.store.write(f"DELETE FROM {part.table} WHERE id = :id", {"id": part.row_id})
                waiting.remove(part)
            dropped += orphans
        return dropped

    def _lacks_owner(self, part: Part, keys: list[Pointer]) -> bool:
        row = state_now(self.store, part.table, part.row_id)
        if row is None:
            return part.now is None  # It went with its owner, which was dropped itself.
        lacks = False
        for key in keys:
            if key.child != part.table or row[key.column] is None:
                continue
            if self.store.value(f"SELECT 1 FROM {key.parent} WHERE id = :id", id=row[key.column]):
                continue
            if not key.belongs:
                self._update(part, {key.column: None})
            else:
                lacks = True
                if part.now is not None:
                    self._update(part, {key.column: part.now[key.column]})
        return lacks

    def _told(
        self, kept: list[Part], stay: dict[tuple[str, int], str], orphans: list[Part]
    ) -> tuple[LeftAlone, ...]:
        """What was left as it is, in words."""
        left = [(part, stay.get((part.table, part.row_id)) or undone.why_kept(part)) for part in kept]
        left += [(part, undone.lost_its_owner()) for part in orphans]
        return told(
            self.store,
            (
                (part.table, row, why)
                for part, why in left[:MOST_TOLD]
                if (row := part.now or part.after or part.before)
            ),
        )

    def _told_of_many(self, rows: list[Many]) -> tuple[LeftAlone, ...]:
        left = [one for many in rows for one in many.left][:MOST_TOLD]
        return told(
            self.store,
            (
                (table, row, why)
                for (table, row_id), why in left
                if (row := state_now(self.store, table, row_id))
            ),
        )


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


def _turn(part: Part) -> tuple[int, int]:
    """First what was deleted comes back, parents before their children; then what pointed elsewhere points there."""
    return (1, _place(part)) if part.now is None else (2, 0)


def _place(part: Part) -> int:
    """Parents have a smaller one than their children."""
    return _PLACES[part.table]


_PLACES = {table: place for place, table in enumerate(WRITTEN)}


def _is_alone(part: Part, made: Collection[tuple[str, int]], keys: list[Pointer]) -> bool:
    """Whether nothing can point at the row, and it belongs to nothing that the same edit made."""
    now = part.now or {}
    return not any(
        key.parent == part.table
        or (key.child == part.table and key.belongs and (key.parent, now.get(key.column)) in made)
        for key in keys
    )


def _let_go_of(part: Part, ids: Collection[int], keys: list[Pointer]) -> bool:
    """Whether an edit left a row standing, but without its pointer to one of ``ids``."""
    before, after = part.before or {}, part.after
    return after is not None and any(
        before.get(key.column) in ids and after.get(key.column) is None
        for key in keys
        if key.child == part.table
    )
