"""Undo: an edit is taken back from the journal, part by part, and never over somebody's later work.

Each part is *undone*, *kept* (it was changed again since) or *could not* be put back (what it hung on is gone).
Taking back is an edit of its own, so it can be taken back too.
"""

import json
from dataclasses import dataclass
from typing import Any

from model.changes import sentence
from model.nouns import TABLES
from model.store import Store
from model.undo_many import put_back_deleted, references, take_out_made
from resources.i18n import N_, _, ngettext

_WRITTEN = {table.name: table.written() for table in TABLES}
_MANY = 20_000  # parts that are no longer looked at one by one

_UPDATES_ONLY = (
    "AND op = 'update' AND json_extract(old, '$.edit_id') <> edit_id AND NOT EXISTS"
    " (SELECT 1 FROM journal AS d WHERE d.row_id = j.row_id AND d.table_name = j.table_name"
    " AND d.edit_id = j.edit_id AND d.op = 'delete')"
)


@dataclass(frozen=True)
class Undone:
    """What became of an undo: the edit's own sentence and how many of its parts went which way."""

    what: str
    undone: int
    kept: int
    could_not: int

    @property
    def sentence(self) -> str:
        """One line for the person who pressed Undo."""
        parts = [_("Undone: {what}").format(what=self.what)]
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


@dataclass
class _Part:
    """What an edit did to one row: the state before and after it and the one found now, ``None`` where the row did not
    exist. A state that the journal kept lacks the columns that the format has got since."""

    table: str
    row_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None = None
    now: dict[str, Any] | None = None


class Undo:
    """Undo and redo of the edits of one book."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def undo(self) -> Undone | None:
        """Take back the latest edit that has not been taken back; ``None`` if there is none.

        The first edit made the book itself and stays.
        """
        edit_id = self.store.value(
            "SELECT id FROM edit AS e WHERE undoes_id IS NULL AND number > 1 AND NOT final"
            " AND came_with IS NULL AND NOT EXISTS"
            f" ({_TAKEN_BACK}) ORDER BY number DESC LIMIT 1"
        )
        return None if edit_id is None else self.take_back(edit_id)

    def redo(self) -> Undone | None:
        """Take back the latest undo, unless something else was done after it; ``None`` if there is none."""
        last = self.store.row(
            f"SELECT id, undoes_id FROM edit AS e WHERE NOT EXISTS ({_TAKEN_BACK})"
            " AND NOT EXISTS (SELECT 1 FROM edit AS u WHERE u.id = e.undoes_id AND u.undoes_id IS NOT NULL)"
            " ORDER BY number DESC LIMIT 1"
        )
        return self.take_back(last["id"]) if last is not None and last["undoes_id"] is not None else None

    def take_back(self, edit_id: int) -> Undone:
        """Take back one edit; ``KeyError`` if there is none of that id."""
        edit = self.store.row("SELECT * FROM edit WHERE id = :id", id=edit_id)
        if edit is None:
            raise KeyError(edit_id)
        many = bool(edit["bulk"]) or self._entries(edit_id) > _MANY
        about = json.loads(edit["about"])
        # An undo names what it took back; putting that back names it again.
        said = about["what"] if edit["undoes_id"] else sentence(edit["what"], about)
        what = N_("Put back: {what}") if edit["undoes_id"] else N_("Undid: {what}")
        with self.store.edit(what, {"what": said}, undoes_id=edit_id):
            self.store.defer_foreign_keys()
            parts = self._parts(edit_id, many)
            made = {(part.table, part.row_id) for part in parts if part.before is None}
            back = [part for part in parts if self._put_back(part, made)]
            rows = [take_out_made(self.store, edit_id), put_back_deleted(self.store, edit_id)] if many else []
            could_not = self._drop_orphans(back)
        return Undone(
            said,
            len(back) - could_not + sum(row.undone for row in rows),
            len(parts) - len(back) + sum(row.kept for row in rows),
            could_not + sum(row.could_not for row in rows),
        )

    def _entries(self, edit_id: int) -> int:
        return int(self.store.value("SELECT count(*) FROM journal WHERE edit_id = :id", id=edit_id))

    def _parts(self, edit_id: int, many: bool) -> list[_Part]:
        """The rows that an edit touched, latest first; of ``many`` only those that were there and still are."""
        parts: dict[tuple[str, int], _Part] = {}
        updates = _UPDATES_ONLY if many else ""
        entries = self.store.rows(
            f"SELECT * FROM journal AS j WHERE edit_id = :id {updates} ORDER BY number", id=edit_id
        )
        for entry in entries:
            key = (entry["table_name"], entry["row_id"])
            if key not in parts:
                before = _state(entry["old"]) if entry["old"] else None
                parts[key] = _Part(*key, before)
        last = entries[-1]["number"] if entries else 0
        for part in parts.values():
            part.now = self._state_now(part)
            part.after = self._state_after(part, edit_id, last)
        return list(reversed(parts.values()))

    def _state_after(self, part: _Part, edit_id: int, last: int) -> dict[str, Any] | None:
        """The row as the edit left it: what the next edit found, else what is there now."""
        later = self.store.row(
            "SELECT op, old FROM journal WHERE row_id = :row AND table_name = :table"
            " AND edit_id <> :edit AND number > :last ORDER BY number LIMIT 1",
            row=part.row_id,
            table=part.table,
            edit=edit_id,
            last=last,
        )
        if later is None:
            return part.now
        return _state(later["old"]) if later["old"] else None

    def _state_now(self, part: _Part) -> dict[str, Any] | None:
        row = self.store.row(f"SELECT * FROM {part.table} WHERE id = :id", id=part.row_id)
        return None if row is None else dict(row)

    def _put_back(self, part: _Part, made: set[tuple[str, int]]) -> bool:
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

    def _take_out(self, part: _Part, made: set[tuple[str, int]]) -> bool:
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

    def _is_needed(self, part: _Part, made: set[tuple[str, int]]) -> bool:
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

    def _update(self, part: _Part, values: dict[str, Any]) -> bool:
        if not values:
            return True
        return self.store.write_if_it_fits(
            f"UPDATE {part.table} SET {', '.join(f'{name} = :{name}' for name in values)} WHERE id = :row_id",
            {**values, "row_id": part.row_id},
        )

    def _drop_orphans(self, parts: list[_Part]) -> int:
        """Take out again what was put back but hangs on something that is gone for good; how many rows those were.

        A row that was there all the time stays where it hangs now.
        """
        waiting = [part for part in parts if part.before is not None]
        dropped = 0
        while orphans := [part for part in waiting if self._lacks_parent(part)]:
            for part in orphans:
                if part.now is None:
                    self.store.write(f"DELETE FROM {part.table} WHERE id = :id", {"id": part.row_id})
                waiting.remove(part)
            dropped += len(orphans)
        return dropped

    def _lacks_parent(self, part: _Part) -> bool:
        row = self._state_now(part)
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


_TAKEN_BACK = (
    # An edit counts as taken back while the undo of it stands, that is while no redo has taken back the undo.
    "SELECT 1 FROM edit AS u WHERE u.undoes_id = e.id"
    " AND NOT EXISTS (SELECT 1 FROM edit AS r WHERE r.undoes_id = u.id)"
)


def _foreign_keys(store: Store, table: str) -> list[dict[str, Any]]:
    return [dict(row) for row in store.rows(f"SELECT * FROM pragma_foreign_key_list('{table}')")]


def _state(old: str) -> dict[str, Any]:
    """A row as the journal kept it; control characters in its texts are taken as they are."""
    state: dict[str, Any] = json.loads(old, strict=False)
    return state
