"""What was just done, said at the foot of the window, and the way back from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from model.book import Book
from model.changes import Change
from resources.i18n import N_, _
from ui.book_signals import BookSignals
from ui.foot_line import FootLine
from ui.tasks import Tasks

if TYPE_CHECKING:
    from model.undone import Undone


class Undoing(QObject):
    """Says every commit of ``book`` at the foot, and takes back what is asked for there or by keys.

    ``details_wanted(undone)`` when somebody wants to know what of an edit was left as it is.
    """

    details_wanted = Signal(object)

    def __init__(
        self, book: Book, tasks: Tasks, signals: BookSignals, foot: FootLine, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._book, self._tasks = book, tasks
        self._foot = foot
        self._last_edit_id = 0
        self._told: Undone | None = None

        signals.changed.connect(self._heed)
        foot.undo_bar.undone.connect(self._take_back_what_is_said)
        foot.undo_bar.asked.connect(lambda: self.details_wanted.emit(self._told))

    def undo(self) -> None:
        """Take back what was done last."""
        self._take_back_or_say_no(self._book.next_undo(), _("There is nothing to take back."))

    def redo(self) -> None:
        """Put back what was taken back last."""
        self._take_back_or_say_no(self._book.next_redo(), _("There is nothing to put back again."))

    def take_back(self, edit_id: int) -> None:
        """Take back one act, whatever was done since; what was changed again since is kept, and that is said."""
        from ui.taking_back import take_back

        take_back(self._book, self._tasks, edit_id, self._tell)

    def say(self, sentence: str, way_back: Callable[[], object] | None) -> None:
        """Something was done that is no edit of the book; Undo takes the ``way_back`` of its own."""
        self._foot.undo_bar.say(sentence, way_back)

    def _take_back_what_is_said(self, token: object) -> None:
        if callable(token):
            token()
        elif isinstance(token, int):
            self.take_back(token)

    def _heed(self, change: Change) -> None:
        self._last_edit_id = change.edit_id
        if not change.what:
            return  # another copy was put in the place of the book; whoever did that says so
        self._foot.show_saved(datetime.now().time())
        # What was taken back can be put back, by the same button.
        undone = change.what == N_("Undid: {what}")
        self._foot.undo_bar.say(change.sentence, change.edit_id, redo=undone)

    def _take_back_or_say_no(self, edit_id: int | None, no: str) -> None:
        if edit_id is None:
            self._foot.undo_bar.say(no)
        else:
            self.take_back(edit_id)

    def _tell(self, undone: Undone) -> None:
        if undone.kept or undone.could_not:
            self._told = undone
            self._foot.undo_bar.say(undone.sentence, self._last_edit_id, more=bool(undone.edit_id))
