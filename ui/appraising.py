"""What everybody is worth, reckoned in a thread and shared by whatever shows it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from model.book import Book
from model.changes import Change
from model.frozen import Plain
from resources.i18n import _
from ui.book_signals import BookSignals
from ui.tasks import Progress, Task, Tasks

if TYPE_CHECKING:
    # numpy is loaded where figures are reckoned first, in the thread: not when the window opens.
    from model.classes.classifying import Classification
    from model.value.appraisal import Appraisal
    from model.value.circles import Circle
    from model.value.worth import Worth

_CONCERNS = frozenset(
    {
        "customer",
        "household",
        "purchase",
        "purchase_line",
        "product",
        "complaint",
        "gift",
        "shop",
        "class_lines",
        "class_review",
        "class_step",
    }
)
_AFTER_A_CHANGE_MS = 900
_REST_TIMES = 5
"""What took long is not done again before so many times as long have passed: a large book keeps a PC busy."""


class Appraised(Plain):
    """Everybody on one day: what they are worth, their class, and who brought how many others (``connectors``)."""

    appraisal: Appraisal
    classification: Classification
    connectors: Mapping[int, int]

    @property
    def on(self) -> date:
        """The day of all of it."""
        return self.appraisal.on


class OneAppraised(Plain):
    """One customer: their worth, the household and those they brought."""

    worth: Worth
    circle: Circle


class Appraising(QObject):
    """``ready(appraised)`` when there are new figures; ``outdated`` a little while after the book changed, whereupon
    whoever is in sight calls ``wanted()``. What there was stays ``latest`` until then."""

    ready = Signal(object)
    outdated = Signal()
    _made = Signal()

    def __init__(
        self,
        book: Book,
        signals: BookSignals,
        tasks: Tasks,
        today: Callable[[], date],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._book, self._tasks, self._today = book, tasks, today
        self._task: Task[Appraised] | None = None
        self._latest: Appraised | None = None
        self._version, self._version_of_latest = 0, -1
        self._changed: set[int] | None = set()
        self._being_seen: set[int] | None = set()
        self._took_seconds = 0.0
        self._stopped = False
        self._making = threading.Lock()
        self._soon = QTimer(self, singleShot=True)

        self._soon.timeout.connect(self.outdated)
        self._made.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        signals.changed.connect(self._heed)

    @property
    def latest(self) -> Appraised | None:
        """What was reckoned last, perhaps before the latest change; ``None`` before the first time."""
        return self._latest

    @property
    def is_fresh(self) -> bool:
        """Whether ``latest`` is of the book as it is, and of today."""
        latest = self._latest
        return latest is not None and self._version == self._version_of_latest and latest.on == self._today()

    def wanted(self) -> None:
        """Reckon in a thread, unless what there is is fresh or in the making; ``ready`` follows."""
        if self.is_fresh or self._stopped or self._task is not None:
            return
        self._task = self._tasks.start(
            _("Reckoning what customers are worth"),
            self.made,
            lambda _appraised: self._done(),
            lambda _refusal: None,  # What there was stays; the next change tries again.
            quiet=True,
        )
        self._task.ended.connect(self._ended)

    def made(self, progress: Progress) -> Appraised:
        """Fresh figures, in the thread of the work that ``progress`` belongs to: reckoned there, unless they are there
        already or another thread is about to have them."""
        while not self._making.acquire(timeout=0.05):
            progress(0, 0)
        try:
            if self.is_fresh and self._latest is not None:
                return self._latest
            return self._make(progress)
        finally:
            self._making.release()

    def one(self, customer_id: int) -> OneAppraised | None:
        """One customer as they are right now, their own figures reckoned afresh if need be by what is known of the book
        as a whole. ``None`` before the first time, and if nobody has this id."""
        # In the order in which a thread that reckons lets go of them.
        changed, being_seen, latest = self._changed, self._being_seen, self._latest
        if latest is None:
            return None
        from model.value.appraisal import appraise
        from model.value.circles import circle, people_of

        store, appraisal = self._book.store, latest.appraisal
        people = people_of(store, customer_id)
        if latest.on != self._today() or not _leaves(people, changed, being_seen):
            appraisal = appraise(store, self._today(), basis=appraisal.basis, only=people)
        worth, around = appraisal.worth(customer_id), circle(store, appraisal, customer_id)
        return None if worth is None or around is None else OneAppraised(worth, around)

    def stop(self) -> None:
        """Ask nothing more of the book; before it is closed."""
        self._stopped = True
        self._soon.stop()
        if self._task is not None:
            self._task.cancel()

    # in the thread of the work

    def _make(self, progress: Progress) -> Appraised:
        from model.classes.classifying import classify
        from model.value.appraisal import appraise
        from model.value.circles import connectors

        began, version, today = time.monotonic(), self._version, self._today()
        # Until all is reckoned, ``latest`` knows nothing of these either.
        self._being_seen, self._changed = self._changed, set()
        try:
            store = progress.book.store
            appraisal = appraise(store, today, progress=progress)
            appraised = Appraised(appraisal, classify(store, appraisal), connectors(store, today))
        except BaseException:
            self._changed = _all_of(self._being_seen, self._changed)
            raise
        self._latest, self._version_of_latest = appraised, version
        self._being_seen = set()
        self._took_seconds = time.monotonic() - began
        self._made.emit()
        return appraised

    # in the window's

    def _tell(self) -> None:
        if not self._stopped:
            self.ready.emit(self._latest)

    def _done(self) -> None:
        if self._version != self._version_of_latest:
            self._look_soon()  # The book changed meanwhile.

    def _ended(self) -> None:
        self._task = None

    def _heed(self, change: Change) -> None:
        if self._stopped or not change.kinds & _CONCERNS:
            return
        self._version += 1
        if change.customers is None:
            self._changed = None
        elif self._changed is not None:
            self._changed |= change.customers
        self._look_soon()

    def _look_soon(self) -> None:
        self._soon.start(max(_AFTER_A_CHANGE_MS, round(1000 * _REST_TIMES * self._took_seconds)))


def _leaves(people: Collection[int], *changed: set[int] | None) -> bool:
    """Whether none of these ``changed`` any of the people; ``None`` is everybody."""
    return all(some is not None and some.isdisjoint(people) for some in changed)


def _all_of(some: set[int] | None, others: set[int] | None) -> set[int] | None:
    return None if some is None or others is None else some | others
