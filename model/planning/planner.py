"""The plan of a page that stays open: only what a change concerns is read again."""

from datetime import date, timedelta

from model.changes import Change
from model.days import LAST_DAY
from model.planning.arranging import DayPlan, arrange
from model.planning.gathering import Gathered, gather, renew
from model.planning.occasion import Window
from model.store import Store

_CONCERN_EVERYBODY = frozenset({"shop", "holiday", "visit_rule", "product", "product_service"})
"""What decides about customers without naming them."""


class Planner:
    """Keeps what a plan is made of. It belongs to no thread: each question brings the store to ask."""

    def __init__(self) -> None:
        self._known: Gathered | None = None
        self._changed: set[int] = set()

    def heed(self, change: Change) -> None:
        """Remember that the book was changed so; cheap enough for every commit."""
        if change.customers is None or change.kinds & _CONCERN_EVERYBODY:
            self._known = None
        self._changed |= change.customers or set()

    def forget(self) -> None:
        """Ask about everything the next time: somebody else may have written into the file."""
        self._known = None

    @property
    def is_ready(self) -> bool:
        """Whether the next plan of the same days is quick, however large the book is."""
        return self._known is not None

    def plan(self, store: Store, first: date, days: int = 1) -> list[DayPlan]:
        """What ``model.planning.plan.plan`` says."""
        window = Window(first, first + timedelta(days=max(0, min(days - 1, (LAST_DAY - first).days))))
        changed, self._changed = self._changed, set()
        if self._known is None or self._known.window != window:
            self._known = gather(store, window)
        elif changed:
            renew(store, self._known, changed)
        return arrange(self._known)
