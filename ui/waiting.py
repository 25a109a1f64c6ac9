"""The numbers beside the pages where something waits: complaints, lists to write back, questions, a review."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from model.book import Book
from model.changes import Change
from model.days_in_words import format_month
from resources.i18n import _, ngettext
from ui.book_signals import BookSignals
from ui.first_picture import FirstPicture
from ui.widgets.navigation_rail import NavigationRail

_COUNT_AFTER_MS = 150


class Waiting(QObject):
    """Counted a moment after each change of ``book``."""

    def __init__(
        self,
        book: Book,
        signals: BookSignals,
        rail: NavigationRail,
        today: Callable[[], date],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._book, self._rail, self._today = book, rail, today
        self._soon = QTimer(self, singleShot=True, interval=_COUNT_AFTER_MS)

        self._soon.timeout.connect(self.count)
        signals.changed.connect(self._heed)
        FirstPicture(window, self._soon.start)

    def count(self) -> None:
        """Ask the book, and show what waits."""
        waiting = len(self._book.complaints.open())
        spoken = ngettext("{n} open", "{n} open", waiting).format(n=waiting)
        self._rail.set_badge("complaints", waiting, spoken)
        lists = self._book.call_lists.count("status = 'open'")
        spoken = ngettext("{n} list is not written back", "{n} lists are not written back", lists)
        self._rail.set_badge("lists", lists, spoken.format(n=lists))
        asked = self._questions()
        spoken = ngettext("{n} question", "{n} questions", asked).format(n=asked)
        self._rail.set_badge("history", asked, spoken)
        from model.classes import review_due

        review = review_due.missed(self._book.store, self._today())
        spoken = _("The review of {month} is due").format(month=format_month(review)) if review else ""
        self._rail.set_badge("figures", 1 if review else 0, spoken)

    def stop(self) -> None:
        """The window closes: ask no more."""
        self._soon.stop()
        self._soon.blockSignals(True)  # the first picture may come late, or never

    def _heed(self, _change: Change) -> None:
        self._soon.start()

    def _questions(self) -> int:
        """What two copies that were joined disagree about."""
        if not self._book.clashes.count("NOT decided"):
            return 0
        from model import clash_deciding

        return clash_deciding.waiting(self._book)
