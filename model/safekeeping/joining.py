"""Joining two copies of a book that were both changed since they parted: into a new file, nothing typed is lost.

What only one of them did is done in the other too, edit by edit under its own name; where both touched one field, the
one who saw the other's value is right, and if neither did, one value stands and the other is a clash for somebody to
look at. Which of the two is called ours makes no difference to what stands in the end.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from model import connecting
from model.book import Book
from model.clashes import Clash
from model.edit_parts import State
from model.safekeeping import joined_consents, lineage
from model.safekeeping.deciding import Decision, Loss, Side, Story, decide, groups_of
from model.safekeeping.deletions import Deletions
from model.safekeeping.done import Counts, Done, done
from model.safekeeping.erasing import forget_again
from model.safekeeping.joined_consents import Wanted
from model.safekeeping.new_clashes import write_clashes
from model.safekeeping.one_sided import COLUMNS, Copy, Link, links
from model.safekeeping.replaying import Replay, Rules, consents_of
from model.safekeeping.stages import Progress, nothing
from model.store import Store
from model.triggers import FIGURES, REACHED, SUMMED_UP
from resources.i18n import N_

_SAME = {
    "customer_phone": ("customer_id", "kind", "number"),
    "customer_trait": ("customer_id", "kind", "label", "value"),
    "customer_day": ("customer_id", "label", "month", "day", "year", "lunar", "leap_month"),
    "wish": ("customer_id", "product_id", "words", "until", "arrived_on", "closed_on", "note"),
    "text_template": ("purpose", "language", "name", "subject", "body"),
}
"""What makes two rows of a table the same thing: both wrote it down, and it stands in the book once."""

_MAY_BECOME_ONE = {*_SAME, "customer_consent", "clash"}
"""Tables where two rows of the same thing become one."""


@dataclass(frozen=True)
class Joined:
    """What became of a join: what either side brings, the clashes that are new, how many notes were put together of
    two, and what one side deleted and the other wrote on in, so that it is kept."""

    ours: Done
    theirs: Done
    clashes: tuple[Clash, ...]
    notes: int
    kept: Counts


def join_into(book: Book, theirs: Path, name: str, progress: Progress = nothing) -> Joined:
    """Bring everything into ``book`` that only the copy at ``theirs`` contains, as one edit that can be taken back.

    ``theirs`` is a private copy and is only read. ``name`` is what the other copy is called in the history.
    """
    with Book.open(theirs, read_only=True) as other:
        ours_has, theirs_has = lineage.of(book.store), lineage.of(other.store)
    with (
        book.store.beside(connecting.uri(theirs, "ro"), "theirs"),
        book.edit(N_("Joined with {name}"), name=name),
    ):
        join = _Join(book.store, progress)
        join.ours.look(ours_has, theirs_has)
        join.theirs.look(theirs_has, ours_has)
        return join.run()


@dataclass
class _Plan:
    """What was decided before anything is written."""

    rules: Rules = field(default_factory=Rules)
    written: dict[tuple[str, int], State] = field(default_factory=dict)
    losses: list[tuple[str, int, Loss]] = field(default_factory=list)
    consents: dict[int, Wanted] = field(default_factory=dict)
    pointing: list[tuple[str, int, str, int]] = field(default_factory=list)
    """Table and id of rows that let go of what may stay, the column, and what they pointed at."""
    notes: int = 0


class _Join:
    def __init__(self, store: Store, progress: Progress) -> None:
        self.store = store
        self.progress = progress
        self.links = links(store)
        self.ours = Copy(store, "main", "ours", self.links)
        self.theirs = Copy(store, "theirs", "theirs", self.links)
        self.begun_at = int(store.value("SELECT coalesce(max(number), 0) FROM main.journal"))

    def run(self) -> Joined:
        store = self.store
        store.defer_foreign_keys()
        ours_did, theirs_did = done(self.ours), done(self.theirs)
        self.our_deletions = Deletions(store, self.ours, "ours")
        self.their_deletions = Deletions(store, self.theirs, "theirs")
        plan = self._decide()
        kept = dict(Counter(self.our_deletions.kept()) + Counter(self.their_deletions.kept()))
        entries = store.value(
            f"SELECT count(*) FROM {self.theirs.only} AS o CROSS JOIN theirs.journal AS j ON j.edit_id = o.id"
            f" WHERE j.table_name IN ({', '.join(map(repr, SUMMED_UP))})"
        )
        loaded = sum(theirs_did.added.get(table, 0) for table in SUMMED_UP) if self.theirs.bulk_edits else 0
        # A few sums are quicker kept up row by row than all of them made afresh.
        rows = int(entries) + loaded
        is_much = 10 * rows > int(store.value("SELECT count(*) FROM purchase"))
        with store.summing_up_once(rows if is_much else 0):
            self._write(plan)
        self._add_up_who_came_in()
        clashes = write_clashes(store, plan.losses)
        self._refuse_losses()
        return Joined(ours_did, theirs_did, clashes, plan.notes, kept)

    # deciding

    def _decide(self) -> _Plan:
        plan = _Plan()
        self.our_deletions.look()
        self.their_deletions.look()
        self.our_deletions.keep_what_the_other_needs(self.theirs)
        self.their_deletions.keep_what_the_other_needs(self.ours)
        both = (self.our_deletions, self.their_deletions)
        while any(one.keep_parents(other) for one in both for other in both):
            pass  # What stays now may hang on something else that went.
        plan.rules.in_vain = self.their_deletions.edits_in_vain()
        for customer_id in joined_consents.customers_of_both(self.store, self.ours, self.theirs):
            plan.rules.consents_of.add(customer_id)
            plan.consents[customer_id] = joined_consents.wanted(
                customer_id, self.ours, self.theirs, self.our_deletions, self.their_deletions
            )
        for table, row_id in self._touched_by_both():
            self._decide_row(plan, table, row_id)
        return plan

    def _touched_by_both(self) -> list[tuple[str, int]]:
        """The rows of which more is to be known than that theirs changed them."""
        rows = self.store.rows(
            f"SELECT table_name, row_id FROM {self.theirs.touched} CROSS JOIN {self.ours.touched}"
            " USING (table_name, row_id)"
        )
        return list(
            dict.fromkeys([*((row["table_name"], row["row_id"]) for row in rows), *self.theirs.rows_woven()])
        )

    def _decide_row(self, plan: _Plan, table: str, row_id: int) -> None:
        ours = self.ours.story(table, row_id) or self.ours.untouched(table, row_id)
        theirs = self.theirs.story(table, row_id)
        if (
            ours is None
            or theirs is None
            or not (ours.alive or self._stays(self.our_deletions, table, row_id))
        ):
            return  # It will be in the book only as theirs bring it.
        taken: dict[tuple[str, ...], int] = {}
        plan.rules.taken[table, row_id] = taken
        if not (theirs.alive or self._stays(self.their_deletions, table, row_id)):
            return
        if table == "customer_consent" and ours.state["customer_id"] in plan.rules.consents_of:
            return
        for decision in decide(table, groups_of(table, COLUMNS[table]), ours, theirs):
            self._note(plan, table, row_id, decision, theirs, taken)
        for column in ours.let_go | theirs.let_go:
            pointed = (theirs if (column,) in taken else ours).state[column]
            if pointed is not None:
                plan.pointing.append((table, row_id, column, pointed))

    def _stays(self, deletions: Deletions, table: str, row_id: int) -> bool:
        return bool(
            self.store.value(
                f"SELECT stays FROM {deletions.gone} WHERE table_name = :table AND row_id = :row",
                table=table,
                row=row_id,
            )
        )

    def _note(
        self,
        plan: _Plan,
        table: str,
        row_id: int,
        decision: Decision,
        theirs: Story,
        taken: dict[tuple[str, ...], int],
    ) -> None:
        group = decision.group
        plan.losses += [(table, row_id, loss) for loss in decision.losses]
        by_them = theirs.setters.get(group)
        if decision.side is Side.THEIRS and by_them is not None and by_them.is_new:
            taken[group] = theirs.known_until.get(group, 0)
        elif decision.side is not Side.OURS:
            plan.notes += decision.side is Side.BOTH
            plan.written.setdefault((table, row_id), {}).update(zip(group, decision.values, strict=True))

    # writing

    def _write(self, plan: _Plan) -> None:
        store = self.store
        their_end = store.row("SELECT generation_id, seq FROM theirs.edit ORDER BY number DESC LIMIT 1")
        replay = Replay(store, self.ours, self.theirs, plan.rules)
        replay.bring_generations()
        assert their_end is not None
        store.write(
            "UPDATE generation SET parent2 = :id, parent2_seq = :seq"
            " WHERE id = (SELECT generation_id FROM edit WHERE id = :join)",
            {"id": their_end["generation_id"], "seq": their_end["seq"], "join": store.edit_id},
        )
        row = "row_id = d.row_id AND {alias}.table_name = d.table_name"
        gone_there = (
            # Deleted by them too, and not put back by us since.
            f"EXISTS (SELECT 1 FROM theirs.journal AS j WHERE j.{row.format(alias='j')})"
            " AND NOT EXISTS (SELECT 1 FROM theirs.{table} WHERE id = d.row_id)"
            f" AND NOT EXISTS (SELECT 1 FROM temp.theirs_gone AS t WHERE t.{row.format(alias='t')} AND t.stays)"
            f" AND (EXISTS (SELECT 1 FROM temp.theirs_gone AS t WHERE t.{row.format(alias='t')})"
            f"  OR NOT EXISTS (SELECT 1 FROM main.journal AS p WHERE p.{row.format(alias='p')} AND p.op = 'insert'"
            f"   AND p.edit_id IN (SELECT id FROM {self.ours.only})))"
        )
        self.our_deletions.bring_back(f"({gone_there}) OR ({consents_of(plan.rules.consents_of)})")
        replay.classify()
        replay.run(self.progress)
        # What went with somebody who stays, and not in the edit that let them go for good.
        gone_here = (
            f"EXISTS (SELECT 1 FROM main.journal AS j WHERE j.{row.format(alias='j')} AND j.number <= {self.begun_at})"
            f" AND NOT EXISTS (SELECT 1 FROM temp.ours_gone AS t WHERE t.{row.format(alias='t')} AND t.stays)"
            f" AND (EXISTS (SELECT 1 FROM temp.ours_gone AS t WHERE t.{row.format(alias='t')})"
            f"  OR NOT EXISTS (SELECT 1 FROM theirs.journal AS p WHERE p.{row.format(alias='p')} AND p.op = 'insert'"
            f"   AND p.edit_id IN (SELECT id FROM {self.theirs.only})))"
        )
        self.their_deletions.bring_back(f"({gone_here}) OR ({consents_of(plan.rules.consents_of)})")
        parents = {(link.child, link.column): link.parent for link in self.links}
        for table, row_id, column, pointed in plan.pointing:
            store.write(
                f"UPDATE {table} SET {column} = :pointed WHERE id = :id AND {column} IS NULL"
                f" AND EXISTS (SELECT 1 FROM main.{parents[table, column]} WHERE id = :pointed)",
                {"pointed": pointed, "id": row_id},
            )
        for (table, row_id), values in plan.written.items():
            assignments = ", ".join(f"{column} = :{column}" for column in values)
            store.write(f"UPDATE {table} SET {assignments} WHERE id = :id", {**values, "id": row_id})
        for customer_id, wanted in plan.consents.items():
            if store.value("SELECT 1 FROM customer WHERE id = :id", id=customer_id):
                joined_consents.write(store, customer_id, wanted)
                plan.losses += [("customer_consent", row_id, loss) for row_id, loss in wanted.losses]
        for table, columns in _SAME.items():
            self._leave_out_doubles(table, columns)
        self._keep_one_plan_of_each()
        self._forget_the_erased()
        for link in self.links:
            self._let_go_of_what_is_gone(link)

    def _add_up_who_came_in(self) -> None:
        """What was moved to a customer before the customer was here was not added up for them."""
        came_in = (
            "SELECT row_id FROM main.journal NOT INDEXED"
            " WHERE number > :start AND table_name = 'customer' AND op = 'insert'"
        )
        for figures in (FIGURES, REACHED):
            self.store.write(f"{figures} WHERE customer_id IN ({came_in})", {"start": self.begun_at})

    def _leave_out_doubles(self, table: str, columns: tuple[str, ...]) -> None:
        """What both wrote down stands there once, as the first of the two."""
        # The first column, which is never empty, finds them; the others may be.
        same = " AND ".join(
            [f"a.{columns[0]} = b.{columns[0]}", *(f"a.{name} IS b.{name}" for name in columns)]
        )
        doubles = self.store.column(
            f"SELECT max(a.id, b.id) FROM {table} AS a JOIN {table} AS b ON {same} AND a.id <> b.id"
            f" WHERE a.edit_id IN (SELECT id FROM {self.theirs.only})"
            f" AND b.edit_id IN (SELECT id FROM {self.ours.only})"
        )
        for row_id in doubles:
            self.store.write(f"DELETE FROM {table} WHERE id = :id", {"id": row_id})

    def _keep_one_plan_of_each(self) -> None:
        """A rule that both copies obeyed planned the same contact twice: what was done stays; of two open ones that of
        which more is known (when they asked to be called back, how often nobody answered), else the first. Nobody is
        called a second time."""
        ours, theirs = (f"IN (SELECT id FROM {copy.only})" for copy in (self.ours, self.theirs))
        doubles = self.store.column(
            "SELECT DISTINCT b.id FROM follow_up AS a JOIN follow_up AS b"
            " USING (customer_id, rule_id, anchor_on, occasion)"
            " WHERE a.id <> b.id AND b.status = 'open' AND (a.status <> 'open'"
            " OR (coalesce(a.snoozed_to, ''), a.attempts, b.id) > (coalesce(b.snoozed_to, ''), b.attempts, a.id))"
            f" AND (a.edit_id {ours} AND b.edit_id {theirs} OR a.edit_id {theirs} AND b.edit_id {ours})"
        )
        for row_id in doubles:
            self.store.write("UPDATE follow_up SET status = 'merged' WHERE id = :id", {"id": row_id})

    def _forget_the_erased(self) -> None:
        self.store.write("INSERT OR IGNORE INTO erased SELECT * FROM theirs.erased", {})
        if self.store.value("SELECT 1 FROM erased LIMIT 1"):
            forget_again(self.store, "theirs")

    def _let_go_of_what_is_gone(self, link: Link) -> None:
        """A row may have come in that points at one which both agree is gone."""
        lost = (
            f"{link.column} IS NOT NULL AND NOT EXISTS"
            f" (SELECT 1 FROM main.{link.parent} AS p WHERE p.id = {link.child}.{link.column})"
        )
        bulk = ", ".join(map(str, self.theirs.bulk_edits))
        rows = (
            f"id IN (SELECT row_id FROM main.journal NOT INDEXED WHERE number > {self.begun_at}"
            f" AND table_name = '{link.child}')" + (f" OR edit_id IN ({bulk})" if bulk else "")
        )
        may_be_empty = not self.store.value(
            'SELECT "notnull" FROM pragma_table_info(:table) WHERE name = :column',
            table=link.child,
            column=link.column,
        )
        if may_be_empty:
            self.store.write(f"UPDATE {link.child} SET {link.column} = NULL WHERE ({rows}) AND {lost}", {})
        else:
            self.store.write(f"DELETE FROM {link.child} WHERE ({rows}) AND {lost}", {})

    def _refuse_losses(self) -> None:
        """A last look, by other means: what stands in one copy and was not deleted in the other is there."""
        if self.store.value("SELECT 1 FROM erased LIMIT 1"):
            return
        for table in set(COLUMNS) - _MAY_BECOME_ONE:
            missing = self.store.value(
                f"SELECT count(*) FROM {self.theirs.touched} AS k WHERE table_name = :table AND fate <> 'skip'"
                f" AND EXISTS (SELECT 1 FROM theirs.{table} WHERE id = k.row_id)"
                f" AND NOT EXISTS (SELECT 1 FROM main.{table} WHERE id = k.row_id)",
                table=table,
            ) + self.store.value(
                "SELECT count(*) FROM main.journal AS j NOT INDEXED WHERE number > :start AND table_name = :table"
                f" AND op = 'delete' AND NOT EXISTS (SELECT 1 FROM main.{table} WHERE id = j.row_id)"
                " AND NOT EXISTS (SELECT 1 FROM temp.theirs_gone AS g WHERE g.table_name = :table"
                "  AND g.row_id = j.row_id AND NOT g.stays)"
                " AND (SELECT op FROM main.journal AS f WHERE f.row_id = j.row_id AND f.table_name = :table"
                "  AND f.number > :start ORDER BY f.number LIMIT 1) <> 'insert'",
                start=self.begun_at,
                table=table,
            )
            if missing:
                raise RuntimeError(f"{missing} of {table} would be lost")
