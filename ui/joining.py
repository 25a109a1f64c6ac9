"""Putting a joined book, or a newer copy, in the place of the open one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from resources.i18n import _, ngettext
from ui.context import Context

if TYPE_CHECKING:
    from model.safekeeping.join import PreparedJoin


class Joining(QObject):
    """``joined(sentence, edit id, questions)``: the edit to take back, and how many things wait to be decided."""

    joined = Signal(str, object, object)
    _prepared = Signal(object)

    def __init__(self, context: Context, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._window = context, parent
        # Once the thread that prepared it is gone with its own connection to the book.
        self._prepared.connect(self._put_in_place, Qt.ConnectionType.QueuedConnection)

    def join(self, prepared: PreparedJoin) -> None:
        """Let what was prepared be the book."""
        self._prepared.emit(prepared)

    def _put_in_place(self, prepared: PreparedJoin) -> None:
        from ui.exchanging import exchange

        if not exchange(
            self._context,
            prepared,
            self._window,
            busy=_("Something else is still running. Wait for it, then join again."),
            failed=_("The joined book could not be put in its place: {reason}."),
        ):
            return
        questions = len(prepared.questions)
        join = self._context.book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1")
        self.joined.emit(said(questions), join, questions)


def said(questions: int) -> str:
    """What came of a join, and how many ``questions`` still wait."""
    if not questions:
        return _("The two copies are one book now.")
    return ngettext(
        "The two copies are one book now. {n} thing needs your eye.",
        "The two copies are one book now. {n} things need your eye.",
        questions,
    ).format(n=f"{questions:,}")
