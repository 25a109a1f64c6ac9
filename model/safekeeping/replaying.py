"""What another copy's edits did, done once more in ours: each under its own name, as far as it may."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from model.edit_parts import State
from model.safekeeping.deciding import groups_of
from model.safekeeping.deletions import Deletions
from model.safekeeping.one_sided import COLUMNS, Copy
from model.store import Store

Edit = tuple[int, int, int, int]
"""The id of an edit, its number in their copy, whether it loaded rows in bulk, whether it is a join."""

_EDIT = "id, generation_id, seq, at, who, what, about, bulk, undoes_id, final"


@dataclass
class Rules:
    """What was decided beforehand. ``taken`` says of a row that both touched which groups of columns come from theirs,
    and from which entry of their journal on; ``in_vain`` are their edits that deleted what stays;
    ``consents_of`` are the customers whose consents are written afterwards."""

    taken: dict[tuple[str, int], dict[tuple[str, ...], int]] = field(default_factory=dict)
    in_vain: set[int] = field(default_factory=set)
    consents_of: set[int] = field(default_factory=set)


class Replay:
    """Brings the edits that only ``theirs`` contains into the book of ``store``, inside the running edit."""

    def __init__(self, store: Store, ours: Copy, theirs: Copy, rules: Rules) -> None:
        self.store = store
        self.ours = ours
        self.theirs = theirs
        self.rules = rules
        self.join_id = store.edit_id
        self._groups = {table: groups_of(table, columns) for table, columns in COLUMNS.items()}
        parents = {link.parent for link in ours.links}
        self._leaves = {table for table in COLUMNS if table not in parents}
        self._once_more = Deletions(store, ours, "replayed")
        self._defaults = {table: theirs.defaults(table) for table in COLUMNS}
        self._put_back_later: set[tuple[str, int]] = set()
        self._waiting: deque[Edit] = deque()
        self._brought: set[int] = set()
        self._latest = self.join_id
        self._out_of_order = False

    def classify(self) -> None:
        """Say of each row they touched what becomes of it: ``new`` here, ``shared`` by both, or ``skip``."""
        theirs = self.theirs
        for table in COLUMNS:
            self.store.write(
                f"UPDATE {theirs.touched} AS k SET fate = CASE"
                f" WHEN EXISTS (SELECT 1 FROM main.{table} WHERE id = k.row_id) THEN 'shared'"
                " WHEN EXISTS (SELECT 1 FROM temp.ours_gone AS g"
                "  WHERE g.table_name = k.table_name AND g.row_id = k.row_id) THEN 'skip'"
                f" WHEN EXISTS (SELECT 1 FROM {theirs.schema}.{table} WHERE id = k.row_id) THEN 'new'"
                f" WHEN EXISTS (SELECT 1 FROM {self.ours.touched} AS o"
                "  WHERE o.table_name = k.table_name AND o.row_id = k.row_id) THEN 'skip'"
                # What a join of theirs put back for a moment, and an edit that both know took out after all.
                f" WHEN (SELECT edit_id FROM {theirs.schema}.journal AS j WHERE j.row_id = k.row_id"
                "  AND j.table_name = k.table_name ORDER BY number DESC LIMIT 1)"
                f"  NOT IN (SELECT id FROM {theirs.only}) THEN 'skip'"
                f" WHEN EXISTS (SELECT 1 FROM {theirs.schema}.journal WHERE number = k.first AND (op = 'insert'"
                f"  OR json_extract(old, '$.edit_id') IN (SELECT id FROM {theirs.only}))) THEN 'new'"
                " ELSE 'skip' END WHERE table_name = :table",
                {"table": table},
            )

    def bring_generations(self) -> None:
        """The line that their edits stand on."""
        schema = self.theirs.schema
        self.store.write(f"INSERT OR IGNORE INTO generation SELECT * FROM {schema}.generation", {})
        self.store.write(
            "UPDATE generation AS g SET last_seq = t.last_seq"
            f" FROM {schema}.generation AS t WHERE t.id = g.id AND t.last_seq > g.last_seq",
            {},
        )

    def run(self, progress: Callable[[int, int], None]) -> None:
        """Every entry of their journal in its order, and every edit before its first entry."""
        self._waiting = deque(
            self.store.tuples(
                f"SELECT id, number, bulk, EXISTS (SELECT 1 FROM {self.theirs.schema}.edit WHERE came_with = o.id)"
                f" FROM {self.theirs.only} AS o ORDER BY number"
            )
        )
        every = {edit[0]: edit for edit in self._waiting}
        in_order = list(every)
        with closing(
            self._entries()
        ) as entries:  # also when stopped: a half-read book could not be let go of
            for edit_id, *entry in entries:
                if edit_id != self._latest:
                    progress(len(every) - len(self._waiting), len(every))
                    self._finish()
                    self._stand_last(every[edit_id])
                self._do(edit_id, *entry)
        self._finish()
        while self._waiting:
            self._bring(self._waiting.popleft())
        if self._out_of_order:
            for edit_id in in_order:
                self._move_to_the_end(edit_id)
        self.stand_last()

    def _stand_last(self, edit: Edit) -> None:
        """Let what follows be written by an edit. A join wrote a part of its entries before the edits it brought."""
        edit_id, number, _bulk, is_join = edit
        if edit_id in self._brought:
            self._move_to_the_end(edit_id)
        elif is_join:
            self._waiting.remove(edit)
            self._out_of_order = True
            self._bring(edit)
        else:
            while self._waiting and self._waiting[0][1] <= number:
                self._bring(self._waiting.popleft())
        self._latest = edit_id

    def stand_last(self) -> None:
        """Make the join the latest edit again: what is written from now on is written by it."""
        self._move_to_the_end(self.join_id)
        self._latest = self.join_id

    def _move_to_the_end(self, edit_id: int) -> None:
        self.store.write(
            "UPDATE edit SET number = (SELECT max(number) + 1 FROM edit) WHERE id = :id", {"id": edit_id}
        )

    def _bring(self, edit: Edit) -> None:
        edit_id, _number, is_bulk, _is_join = edit
        self.store.write(
            f"INSERT INTO edit ({_EDIT}, came_with) SELECT {_EDIT}, :join"
            f" FROM {self.theirs.schema}.edit WHERE id = :id",
            {"id": edit_id, "join": self.join_id},
        )
        self._brought.add(edit_id)
        if is_bulk:
            self._load(edit_id)

    def _finish(self) -> None:
        if self._latest in self.rules.in_vain or self._put_back_later:
            self._undo_deletions(self._latest)

    def _entries(self) -> Generator[tuple[Any, ...], None, None]:
        """Edit, number, table, row, operation, the row before, the row after it as the next entry has it, its fate."""
        schema = self.theirs.schema
        yield from self.store.tuples(
            "SELECT j.edit_id, j.number, j.table_name, j.row_id, j.op, j.old,"
            f" CASE WHEN j.op <> 'delete' THEN (SELECT n.old FROM {schema}.journal AS n WHERE n.row_id = j.row_id"
            "  AND n.table_name = j.table_name AND n.number > j.number ORDER BY n.number LIMIT 1) END, k.fate"
            f" FROM {schema}.journal AS j CROSS JOIN {self.theirs.only} AS o ON o.id = j.edit_id"
            f" CROSS JOIN {self.theirs.touched} AS k ON k.table_name = j.table_name AND k.row_id = j.row_id"
            f" WHERE j.number >= (SELECT min(first) FROM {self.theirs.touched}) AND k.fate <> 'skip'"
            " ORDER BY j.number",
        )

    def _do(
        self,
        edit_id: int,
        number: int,
        table: str,
        row_id: int,
        op: str,
        old: str | None,
        later: str | None,
        fate: str,
    ) -> None:
        before = None if old is None else self._defaults[table] | json.loads(old, strict=False)
        if op == "delete":
            assert before is not None
            if not self._is_left_out(table, before):
                if fate != "new" and not self._is_gone_for_good(table, row_id, edit_id):
                    self._put_back_later.add((table, row_id))
                self.store.write(f"DELETE FROM {table} WHERE id = :id", {"id": row_id})
            return
        after = (
            self._defaults[table] | json.loads(later, strict=False)
            if later
            else self.theirs.row(table, row_id)
        )
        assert after is not None, "what was not deleted is there"
        if self._is_left_out(table, after):
            return
        if op == "insert":
            if not self._insert(table, after):
                self._take(table, row_id, {}, after, number)
            return
        assert before is not None
        self._take(table, row_id, before, after, number, edit_id)

    def _is_left_out(self, table: str, row: State) -> bool:
        return table == "customer_consent" and row["customer_id"] in self.rules.consents_of

    def _is_gone_for_good(self, table: str, row_id: int, edit_id: int) -> bool:
        """Whether a row that both have need not come back at once: unless they put it back later, and something may
        hang on it."""
        if table in self._leaves and (table, row_id) not in self.rules.taken:
            return True
        return bool(
            self.store.value(
                "SELECT 1 FROM temp.theirs_gone WHERE table_name = :table AND row_id = :row AND edit_id = :edit",
                table=table,
                row=row_id,
                edit=edit_id,
            )
        )

    def _insert(self, table: str, row: State) -> bool:
        columns = (*COLUMNS[table], "edit_id")
        return bool(
            self.store.write(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(':' + name for name in columns)}"
                f" WHERE NOT EXISTS (SELECT 1 FROM main.{table} WHERE id = :id)",
                {name: row[name] for name in columns},
            )
        )

    def _take(
        self, table: str, row_id: int, before: State, after: State, number: int, edit_id: int | None = None
    ) -> None:
        """Write the groups of columns that an entry changed, as far as they come from theirs."""
        taken = self.rules.taken.get((table, row_id))
        changed = {name for name in COLUMNS[table] if not before or before[name] != after[name]}
        if edit_id is not None:
            changed -= self.theirs.let_go(table, before, after, edit_id, number)
        columns = [
            column
            for group in self._groups[table]
            if not changed.isdisjoint(group) and (taken is None or taken.get(group, number) < number)
            for column in group
        ]
        if columns:
            names, values = ", ".join(columns), ", ".join(":" + name for name in columns)
            self.store.write(
                f"UPDATE {table} SET ({names}) = ({values}) WHERE id = :id AND ({names}) IS NOT ({values})",
                {"id": row_id, **{name: after[name] for name in columns}},
            )

    def _load(self, edit_id: int) -> None:
        """The rows that a bulk edit loaded, without a journal entry, as it loaded them."""
        schema = self.theirs.schema
        with self.store.unjournaled(*COLUMNS):
            for table in COLUMNS:
                columns = (*COLUMNS[table], "edit_id")
                names = ", ".join(columns)
                consents = f" AND customer_id NOT IN ({_list(self.rules.consents_of)})"
                left_out = consents if table == "customer_consent" else ""
                self.store.write(
                    f"INSERT INTO {table} ({names}) SELECT {names} FROM {schema}.{table} AS t WHERE edit_id = :edit"
                    f" AND NOT EXISTS (SELECT 1 FROM {self.theirs.touched}"
                    f" WHERE table_name = '{table}' AND row_id = t.id)"
                    f" AND NOT EXISTS (SELECT 1 FROM main.{table} AS m WHERE m.id = t.id){left_out}",
                    {"edit": edit_id},
                )
                changed = self.store.tuples(
                    f"SELECT j.old FROM {self.theirs.touched} AS k CROSS JOIN {schema}.journal AS j"
                    " ON j.number = k.first WHERE k.table_name = :table AND k.fate = 'new' AND j.op <> 'insert'"
                    " AND json_extract(j.old, '$.edit_id') = :edit",
                    table=table,
                    edit=edit_id,
                )
                for (old,) in changed:
                    row = self.theirs.kept(table, old)
                    if not self._is_left_out(table, row):
                        self._insert(table, row)
        customers = self.store.column(
            "SELECT id FROM customer WHERE edit_id = :edit"
            " UNION SELECT customer_id FROM customer_phone WHERE edit_id = :edit",
            edit=edit_id,
        )
        self.store.concern("customer", customers)

    def _undo_deletions(self, edit_id: int) -> None:
        """Put back at once what the edit deleted here although ours needs it, or they put it back later: the journal
        knows both, for whoever knows only that it was deleted."""
        self.stand_last()
        self._once_more.look_at(edit_id)
        self._once_more.keep_whatever(
            "EXISTS (SELECT 1 FROM temp.theirs_gone AS t WHERE t.table_name = d.table_name AND t.row_id = d.row_id"
            " AND t.stays) OR (d.table_name, d.row_id) IN"
            " (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:put_back))",
            put_back=json.dumps(sorted(self._put_back_later)),
        )
        self._put_back_later.clear()
        self._once_more.bring_back(
            "EXISTS (SELECT 1 FROM temp.theirs_gone AS t WHERE t.table_name = d.table_name AND t.row_id = d.row_id"
            f" AND t.edit_id = d.edit_id AND NOT t.stays) OR {consents_of(self.rules.consents_of)}"
        )


def consents_of(customers: set[int]) -> str:
    """SQL that holds for a deleted consent ``d``, as the journal's entry ``j`` kept it, of one of ``customers``."""
    return (
        f"d.table_name = 'customer_consent' AND json_extract(j.old, '$.customer_id') IN ({_list(customers)})"
    )


def _list(ids: Iterable[int]) -> str:
    return ", ".join(map(str, ids))
