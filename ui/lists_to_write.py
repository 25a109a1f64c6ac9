"""What is asked for every morning: call lists of earlier days that are not written back."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from model.book import Book
from model.changes import Change
from resources.i18n import _
from ui.book_signals import BookSignals
from ui.widgets.banner import Banner
from ui.window_frame import WindowFrame


class ListsToWrite(QObject):
    """From the first ``look`` on, a line above the pages until the lists are back or closed; put away, it comes again
    the next day. ``go`` leads to the lists.
    """

    def __init__(
        self,
        book: Book,
        signals: BookSignals,
        frame: WindowFrame,
        today: Callable[[], date],
        go: Callable[[], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._book, self._frame, self._today, self._go = book, frame, today, go
        self._banner: Banner | None = None
        self._asks = False
        self._put_away_on: date | None = None
        signals.changed.connect(self._heed)

    def look(self) -> None:
        """Say what is missing, if anything is and nobody put it away today."""
        self._asks = True
        words = self._words()
        if not words or self._put_away_on == self._today():
            self._take_away()
        elif self._banner is not None:
            self._banner.say(words, tone="info", action=_("Write back"))
        else:
            self._banner = self._frame.show_banner(
                words, verb=_("Write back"), deed=self._begin, put_away=self._put_away
            )

    def _words(self) -> str:
        if not self._book.call_lists.count("status = 'open'"):
            return ""
        from model.call_list_progress import open_lists_line

        return open_lists_line(self._book.store, self._today())

    def _heed(self, change: Change) -> None:
        if self._asks and change.kinds & {"call_list", "call_list_line"}:
            self.look()

    def _begin(self) -> None:
        """The page itself says what is missing: the line has done its work for today."""
        self._put_away_on = self._today()
        self._take_away()
        self._go()

    def _put_away(self) -> None:
        self._banner = None
        self._put_away_on = self._today()

    def _take_away(self) -> None:
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None
