"""Putting a backup in the place of the open book, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from resources.i18n import _
from ui.context import Context

if TYPE_CHECKING:
    from model.safekeeping.restoring import Prepared


class Restoring(QObject):
    """``restored(sentence, way back)``: the second puts the replaced book back, and is None if there was none."""

    restored = Signal(str, object)
    _prepared = Signal(object, str)

    def __init__(self, context: Context, now: Callable[[], datetime], *, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._now, self._window = context, now, parent
        # Once the thread that prepared it is gone with its own connection to the book.
        self._prepared.connect(self._put_in_place, Qt.ConnectionType.QueuedConnection)

    def restore(self, backup: Path, password: str | None = None, sentence: str = "") -> None:
        """Restore ``backup``; then ``sentence`` is said, else one that tells from when it is."""
        book, now = self._context.book.path, self._now()
        from ui.exchanging import refuse

        if self._context.book.read_only:
            refuse(self._context.book.store.closed_to_writing, self._window)
            return

        def prepare(progress: Callable[[int, int], None]) -> Prepared:
            from model.safekeeping.restoring import prepare_restore

            return prepare_restore(backup, book, now=now, password=password, progress=progress)

        self._context.tasks.start(
            _("Getting the backup ready, and keeping the book of today first"),
            prepare,
            lambda prepared: self._prepared.emit(prepared, sentence),
        )

    def _put_in_place(self, prepared: Prepared, sentence: str) -> None:
        from ui.exchanging import exchange

        if not exchange(
            self._context,
            prepared,
            self._window,
            busy=_("Something else is still running. Wait for it, then restore again."),
            failed=_("The backup could not be put in the place of the book: {reason}."),
        ):
            return
        from model.safekeeping import standing
        from model.safekeeping.backup import Backup

        if not sentence:
            sentence = _("Restored a book from outside.")
            if prepared.manifest:
                at = datetime.fromisoformat(prepared.manifest.made_at)
                sentence = _("Restored the backup of {moment}").format(
                    moment=standing.moment(at, self._now())
                )
        before = prepared.before
        self.restored.emit(
            sentence, (lambda: self.put_back(before.path)) if isinstance(before, Backup) else None
        )

    def put_back(self, before: Path) -> None:
        """Restore what a restore replaced."""
        from model.safekeeping.remembered import Remembered

        known = Remembered(self._context.computer, self._context.book.book_id).password
        self.restore(before, known, sentence=_("Your book is as it was before the restore."))
