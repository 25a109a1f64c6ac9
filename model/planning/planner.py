"""The plan of a page that stays open: only what a change concerns is read again."""

from datetime import date, timedelta

from model.changes import Change
from model.days import LAST_DAY
from model.planning.arranging import arrange
from model.planning.day_plan import DayPlan
from model.planning.gathering import Gathered, gather, renew
from model.planning.occasion import Window
from model.store import Store

_CONCERN_EVERYBODY = frozenset(
    {"shop", "holiday", "visit_rule", "product", "product_service", "class_lines", "class_treatment"}
)
"""What decides about customers without naming them."""


class Planner:
    """Keeps what a plan is made of. It belongs to no thread: each question brings the store to ask."""

    def __init__(self) -> None:
        self._known: Gathered | None = None
        self._is_stale = False
        self._changed: set[int] = set()
        self._last_edit = 0
        self._heard_of: set[int] = set()

    def heed(self, change: Change) -> None:
        """Remember that the book was changed so; cheap enough for every commit."""
        self._heard_of.add(change.edit_id)
        if change.customers is None or change.kinds & _CONCERN_EVERYBODY:
            self.forget()
        self._changed |= change.customers or set()

    def forget(self) -> None:
        """Ask about everything the next time. What is known stays until then: whoever asks has the time to let it
        go."""
        self._is_stale = True

    @property
    def is_ready(self) -> bool:
        """Whether the next plan of the same days is quick, however large the book is."""
        return self._known is not None and not self._is_stale

    def plan(self, store: Store, first: date, days: int = 1) -> list[DayPlan]:
        """What ``model.planning.plan.plan`` says."""
        window = Window(first, first + timedelta(days=max(0, min(days - 1, (LAST_DAY - first).days))))
        if self._somebody_else_wrote(store):
            self.forget()
        changed, self._changed = self._changed, set()
        if self._known is None or self._is_stale or self._known.window != window:
            before, self._known = self._known, None
            if before is not None:
                before.let_go()
            self._known, self._is_stale = gather(store, window), False
        elif changed:
            renew(store, self._known, changed)
        return arrange(self._known)

    def _somebody_else_wrote(self, store: Store) -> bool:
        """Whether the file has edits of which nobody told, as another program makes them."""
        if not self.is_ready:
            self._last_edit = int(store.value("SELECT coalesce(max(number), 0) FROM edit"))
            edits = set[int]()
        else:
            made = list(
                store.tuples("SELECT number, id FROM edit WHERE number > :last", last=self._last_edit)
            )
            self._last_edit = max([number for number, _id in made], default=self._last_edit)
            edits = {edit_id for _number, edit_id in made}
        unheard = not edits <= self._heard_of
        self._heard_of.clear()
        return unheard
