"""What is known of the backups of a book, and which of them are due: all that needs no window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from model.safekeeping import schedule, standing
from model.safekeeping.places import Place, folder_beside, is_where_it_was
from model.safekeeping.remembered import Remembered
from ui import volumes

if TYPE_CHECKING:
    from model.safekeeping.rounds import Plan
    from model.safekeeping.standing import Proof, Standing
    from ui.context import Context


class BackupsDue:
    """A ``practice`` book is thrown away anyway: none of its backups is ever due."""

    def __init__(self, context: Context, now: Callable[[], datetime], *, practice: bool) -> None:
        self._context, self._now, self._practice = context, now, practice
        self.remembered = Remembered(context.computer, context.book.book_id)

    def standing(self) -> Standing:
        """How safe the book is, as far as this PC knows."""
        proofs, store = self.remembered.proofs, self._context.book.store
        return standing.standing(
            proofs,
            {place: standing.changes_since(store, proof) for place, proof in proofs.items()},
            self._now(),
            failure=self.remembered.failure,
            empty=self._practice or standing.is_empty(store),
        )

    def plan(self) -> Plan:
        """Where backups go now."""
        from model.safekeeping.rounds import Plan

        book, remembered = self._context.book.path, self.remembered
        if self._practice:
            return Plan(folder_beside(book), None, volumes.mounted)
        return Plan(remembered.folder_for(book), remembered.stick, volumes.mounted, remembered.password)

    def may(self) -> bool:
        """Whether a backup may be made without being asked for."""
        book = self._context.book
        return (
            self.remembered.by_itself
            and not self._practice
            and not book.store.closed_to_writing  # replaced, damaged or read-only
            and not standing.is_empty(book.store)
        )

    def today(self) -> list[Place]:
        """The places that are due for the backup of this day."""
        failure = self.remembered.failure
        if failure and not schedule.may_try(failure.at, self._now()):
            return []
        proofs, changes = self._known()
        return self._with_stick(schedule.due_today(proofs, changes, self._now()), proofs)

    def at_closing(self) -> list[Place]:
        """The places that do not hold yet what the book holds."""
        proofs, changes = self._known()
        return self._with_stick(schedule.due_at_closing(proofs, changes), proofs)

    def _with_stick(self, due: list[Place], known: Mapping[Place, Proof | None]) -> list[Place]:
        """When there is a backup to make anyway, the stick is looked for at every drive letter."""
        away = self.plan().stick is not None and Place.STICK not in known
        return [*due, Place.STICK] if due and away else due

    def _known(self) -> tuple[dict[Place, Proof | None], dict[Place, int | None]]:
        """The last proof of each place that can be reached, and what was changed since."""
        plan, kept = self.plan(), self.remembered.proofs
        proofs: dict[Place, Proof | None] = {Place.FOLDER: kept.get(Place.FOLDER)}
        if (proof := proofs[Place.FOLDER]) and proof.folder != str(plan.folder):
            proofs[Place.FOLDER] = None  # another folder was chosen since
        if plan.stick and is_where_it_was(plan.stick):
            proofs[Place.STICK] = kept.get(Place.STICK)
        store = self._context.book.store
        return proofs, {
            place: standing.changes_since(store, proof) for place, proof in proofs.items() if proof
        }

    def trial(self) -> tuple[Place, Proof] | None:
        """The backup to restore for a trial, if a month has gone since the last one."""
        proofs = self.remembered.proofs
        if not proofs or not schedule.trial_is_due(self.remembered.tried_out, self._now()):
            return None
        place = Place.STICK if Place.STICK in proofs else Place.FOLDER
        return place, proofs[place]
