"""What a window does so that its book is not lost: backups, restoring one, joining a copy; each said at the foot."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from model.errors import BookError
from model.safekeeping import standing
from resources.i18n import _
from ui.backing_up import BackingUp
from ui.context import Context
from ui.joining import Joining
from ui.restoring import Restoring
from ui.undoing import Undoing
from ui.window_frame import WindowFrame


class Safekeeping(QObject):
    """``exchanged`` after another file took the place of the book, to be looked at anew; ``questions_wanted`` for what
    two copies disagree about."""

    exchanged = Signal()
    questions_wanted = Signal()

    def __init__(
        self,
        context: Context,
        now: Callable[[], datetime],
        frame: WindowFrame,
        undoing: Undoing,
        *,
        practice: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._frame, self._undoing, self._practice = frame, undoing, practice
        self.backing_up = BackingUp(context, now, practice=practice, parent=parent)
        self.restoring = Restoring(context, now, parent=parent)
        self.joining = Joining(context, parent=parent)

        self.backing_up.changed.connect(self._show_standing)
        self.backing_up.said.connect(frame.foot.undo_bar.say)
        self.backing_up.warned.connect(lambda sentence: frame.show_banner(sentence, tone="warning"))
        self.restoring.restored.connect(self._tell_restored)
        self.joining.joined.connect(self._tell_joined)

    def hear(self, page: Any) -> None:
        """Do what the page of backups asks for."""
        page.restore_wanted.connect(self.restoring.restore)
        page.put_back_wanted.connect(self.restoring.put_back)
        page.join_ready.connect(self.joining.join)

    def _tell_joined(self, sentence: str, edit_id: int, questions: int) -> None:
        self.exchanged.emit()
        self._show_standing()
        self._undoing.say(sentence, lambda: self._undoing.take_back(edit_id))
        if questions:
            self._frame.show_banner(
                sentence, tone="warning", verb=_("Look now"), deed=self.questions_wanted.emit, once=True
            )

    def _tell_restored(self, sentence: str, way_back: Callable[[], object] | None) -> None:
        self.exchanged.emit()
        self._show_standing()
        self._undoing.say(sentence, way_back)

    def _show_standing(self) -> None:
        if self._practice:
            return
        try:
            state, now = self.backing_up.standing(), self.backing_up.now()
        except BookError:  # a book that cannot be read is told elsewhere, and not every minute
            return
        self._frame.foot.show_backup(
            standing.in_short(state, now), standing.in_few_words(state, now), warns=bool(state.worries)
        )
