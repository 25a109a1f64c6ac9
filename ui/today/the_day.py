"""Knowing the day: all of it at first and when the keys rest, after each change only whom it concerns."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from model.changes import Change
from model.errors import BookError
from model.planning.planner import Planner
from model.planning.who_waits import WhoWaits
from model.today_facts import Today, after_changes, today_facts
from resources.i18n import _
from ui.context import Context
from ui.tasks import Progress

_AT_ONCE_CUSTOMERS = 5_000
"""Up to so many are looked through between two key strokes; for more, a thread does it."""

_REST_MS = 3_000
"""A large book is looked through again when the keys rest; who was called is gone from the calls long before."""

_FEW = 30
"""Up to so many changes, of up to so many customers each, are looked at between two key strokes."""


class TheDay(QObject):
    """``known(Today)`` whenever there is something new to show. It is told to ``look``, and of changes to ``heed``."""

    known = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._context = context
        self._planner = Planner()
        self._facts: Today | None = None
        self._asking = self._ask_again = self._large = False
        self._to_patch: list[Change] = []
        """What happened since the page showed something."""
        self._unheeded: list[Change] = []
        """What happened while a thread works with the planner, which only one may do at a time."""
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._at_rest = QTimer(self, singleShot=True, interval=_REST_MS)

        self._soon.timeout.connect(self._catch_up)
        self._at_rest.timeout.connect(self.look)

    def look(self) -> None:
        """Look at the whole day: at once when the book is small, else in a thread while the page stays alive."""
        if self._asking:
            self._ask_again = True
            return
        context = self._context
        today, book, planner = context.today(), context.book, self._planner
        for change in self._unheeded:
            planner.heed(change)
        self._unheeded, self._to_patch = [], []
        self._large = book.customers.count() > _AT_ONCE_CUSTOMERS
        if not self._large:
            self._tell(today_facts(book.store, today, planner))
            return

        def ask(progress: Progress) -> Today:
            return today_facts(progress.book.store, today, planner)

        self._asking = True
        context.tasks.start(
            _("Looking at the day"),
            ask,
            self._answered,
            self._refused,
            stopped=self._not_answered,
            quiet=True,
        )

    def heed(self, change: Change, *, seen: bool) -> None:
        """Something was changed; if the page is ``seen``, it shows that in a moment."""
        self._unheeded.append(change)
        self._to_patch.append(change)
        if seen:
            self._soon.start()

    def _catch_up(self) -> None:
        if not self._large:
            self.look()
            return
        changes, self._to_patch = self._to_patch, []
        if self._facts is not None and (patched := self._patched(self._facts, changes)) is not self._facts:
            self._tell(patched)
        self._at_rest.start()

    def _patched(self, facts: Today, changes: Iterable[Change]) -> Today:
        """With those planned anew whom the changes name. Where they concern many, the page waits for the next look."""
        few = [one for one in changes if one.customers is not None and len(one.customers) <= _FEW]
        if not few or len(few) > _FEW or facts.day != self._context.today():
            return facts
        return after_changes(self._context.book.store, facts, few)

    def _answered(self, facts: Today) -> None:
        self._asking, self._to_patch = False, []
        before = self._facts
        self._tell(self._patched(facts, self._unheeded))  # with what happened meanwhile
        if before is not None:
            self._let_go(before.plan.who_waits)
        if self._ask_again:
            self._ask_again = False
            self._at_rest.start()

    def _let_go(self, waited: WhoWaits) -> None:
        """Free what is no longer shown, in a thread: it takes as long as half a second."""
        self._context.tasks.start(
            _("Looking at the day"), lambda _progress: waited.let_go(), lambda _nothing: None, quiet=True
        )

    def _not_answered(self) -> None:
        self._asking = False
        self._planner.forget()

    def _refused(self, refused: BookError) -> None:
        from ui.widgets.problem_dialog import ProblemDialog

        self._not_answered()
        ProblemDialog(str(refused), parent=self._window).open()

    def _tell(self, facts: Today) -> None:
        self._facts = facts
        self.known.emit(facts)
