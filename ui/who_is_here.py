"""Who of the staff is at this PC: said at the foot of the window, written beside everything they do."""

from PySide6.QtCore import QObject

from model.book import Book
from model.changes import Change
from model.computer import Computer
from ui.book_signals import BookSignals
from ui.foot_line import FootLine


class WhoIsHere(QObject):
    """Remembered on this PC for each book, but for a practice book (``remember=False``)."""

    def __init__(
        self,
        book: Book,
        signals: BookSignals,
        computer: Computer,
        foot: FootLine,
        *,
        remember: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._book = book
        self._computer = computer
        self._foot = foot
        self._remember = remember
        self._key = f"who {book.book_id}"
        self._name = computer.noted(self._key)
        self._show()

        foot.who_chosen.connect(self.be)
        signals.changed.connect(self._heed)

    def be(self, name: str) -> None:
        """From now on ``name`` is at this PC; "" for nobody in particular."""
        self._name = name
        if self._remember:
            self._computer.note(self._key, name)
        self._show()

    def _heed(self, change: Change) -> None:
        if "staff" in change.kinds:
            self._show()

    def _show(self) -> None:
        working = self._book.staff.working()
        here = self._name if self._name in {member.name for member in working} else ""
        self._book.store.who = here
        self._foot.show_staff(working, here)
