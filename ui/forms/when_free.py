"""A save that waits for its turn while somebody else writes something long into the book; what is typed stays."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from model.book import Book
from model.errors import BookError
from model.trouble import Trouble, TroubleError
from resources.i18n import _

_LOOK_AGAIN_MS = 200


class _Say(Protocol):
    def __call__(self, sentence: str, *, verb: str, deed: Callable[[], object]) -> None: ...


class WhenFree(QObject):
    """``say`` tells the person, with a button to wait no longer. Meanwhile nothing can be typed into ``fields``: what
    is saved is what stood there when the key was pressed."""

    def __init__(self, book: Book, say: _Say, *fields: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._book, self._say, self._fields = book, say, fields
        self._save: Callable[[], object] | None = None
        self._had_keyboard: QWidget | None = None
        self._again = QTimer(self, interval=_LOOK_AGAIN_MS)

        self._again.timeout.connect(self._look)

    @property
    def waiting(self) -> bool:
        """Whether something is to be saved."""
        return self._save is not None

    def takes(self, refused: BookError, save: Callable[[], object]) -> bool:
        """Whether it is enough to wait after this refusal; then ``save`` is done as soon as nobody else writes."""
        if not isinstance(refused, TroubleError) or refused.trouble is not Trouble.BUSY:
            return False
        self._save = save
        self._had_keyboard = self._fields[0].window().focusWidget()
        self._let_type(False)
        self._again.start()
        self._say(
            _("Saves by itself as soon as the book is free."),
            verb=_("Do not wait"),
            deed=self.stop,
        )
        return True

    def stop(self) -> None:
        """Wait no longer; the form is as it was."""
        if not self.waiting:
            return
        self._save = None
        self._again.stop()
        self._let_type(True)
        # Not out of another page, in which somebody may be typing by now.
        if self._had_keyboard is not None and self._had_keyboard.isVisible():
            self._had_keyboard.setFocus()

    def _look(self) -> None:
        save = self._save
        if not self._fields[0].window().isVisible():
            self.stop()  # The window was closed, and its draft kept: saved now, it would be saved twice.
        elif save is not None and self._book.store.is_free():
            self.stop()
            self._say(
                "", verb="", deed=self.stop
            )  # Whatever keeps it from being saved now has its own words.
            save()

    def _let_type(self, may: bool) -> None:
        for field in self._fields:
            field.setEnabled(may)
