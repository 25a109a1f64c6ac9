"""What a window does so that its book is not lost: backups, restoring one, joining a copy; each said at the foot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from model.errors import BookError
from resources.i18n import _
from ui.backing_up import BackingUp
from ui.context import Context
from ui.undoing import Undoing
from ui.widgets.banner import Banner
from ui.window_frame import WindowFrame

if TYPE_CHECKING:
    from ui.joining import Joining
    from ui.restoring import Restoring


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
        self._book = context.book
        self._frame, self._undoing, self._practice = frame, undoing, practice
        self._questions: Banner | None = None
        self.backing_up = BackingUp(context, now, practice=practice, parent=parent)
        self._context, self._now, self._window = context, now, parent

        self.backing_up.changed.connect(self._show_standing)
        self.backing_up.said.connect(frame.foot.undo_bar.say)
        self.backing_up.warned.connect(lambda sentence: frame.show_banner(sentence, tone="warning"))
        context.signals.changed.connect(lambda _change: self._ask_again())

    @cached_property
    def restoring(self) -> Restoring:
        """Putting a backup in the place of the book."""
        from ui.restoring import Restoring

        made = Restoring(self._context, self._now, parent=self._window)
        made.restored.connect(self._tell_restored)
        return made

    @cached_property
    def joining(self) -> Joining:
        """Putting a joined book in its place."""
        from ui.joining import Joining

        made = Joining(self._context, parent=self._window)
        made.joined.connect(self._tell_joined)
        return made

    def hear(self, page: Any) -> None:
        """Do what the page of backups asks for."""
        page.restore_wanted.connect(self.restoring.restore)
        page.put_back_wanted.connect(self.restoring.put_back)
        page.join_ready.connect(self.joining.join)

    def _tell_joined(self, sentence: str, edit_id: int, questions: int) -> None:
        self.exchanged.emit()
        self._show_standing()
        self._undoing.say(sentence, lambda: self._undoing.take_back(edit_id))
        if self._questions is not None:
            self._questions.hide()
            self._questions.deleteLater()
        if questions:
            line = self._frame.show_banner(
                sentence, tone="warning", verb=_("Look now"), deed=self.questions_wanted.emit, once=True
            )
            self._questions = line
            line.destroyed.connect(partial(self._forget_line, line))

    def _forget_line(self, line: Banner) -> None:
        if self._questions is line:
            self._questions = None

    def _ask_again(self) -> None:
        """The line about questions goes with the last of them: each was decided, or the join was taken back."""
        if self._questions is None:
            return
        from model import clash_deciding
        from ui.joining import said

        waiting = clash_deciding.waiting(self._book)
        if waiting:
            self._questions.say(said(waiting), tone="warning", action=_("Look now"))
        else:
            self._questions.hide()
            self._questions.deleteLater()

    def _tell_restored(self, sentence: str, way_back: Callable[[], object] | None) -> None:
        self.exchanged.emit()
        self._show_standing()
        self._undoing.say(sentence, way_back)

    def _show_standing(self) -> None:
        if self._practice:
            return
        from model.safekeeping import standing

        try:
            state, now = self.backing_up.standing(), self.backing_up.now()
        except BookError:  # a book that cannot be read is told elsewhere, and not every minute
            return
        self._frame.foot.show_backup(
            standing.in_short(state, now), standing.in_few_words(state, now), warns=bool(state.worries)
        )
