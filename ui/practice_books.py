"""Practice books: made of a small shop, thrown away when the program ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from model.database import SUFFIX
from model.errors import BookError
from resources.i18n import _, current_language

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from PySide6.QtWidgets import QWidget


class PracticeBooks:
    """``refuse(refused, path)`` when one cannot be made."""

    def __init__(self, refuse: Callable[[BookError, Path], None]) -> None:
        self._refuse = refuse
        self._folders: list[TemporaryDirectory[str]] = []

    def make(self, asker: QWidget, made: Callable[[Path], None]) -> None:
        """Make one while ``asker``, a window, shows how far it is; then ``made(path)``."""
        from tempfile import TemporaryDirectory

        from model.practice import make_practice_book
        from ui.tasks import Tasks

        folder = TemporaryDirectory(prefix="regulars-")
        self._folders.append(folder)
        path, language = Path(folder.name) / (_("Practice book") + SUFFIX), current_language()
        Tasks(asker).start(
            _("Filling a practice book with three years of a small shop…"),
            lambda progress: make_practice_book(path, language, date.today(), progress),
            lambda _made: made(path),
            lambda refused: self._refuse(refused, path),
        )

    def throw_away(self) -> None:
        """All of them."""
        for folder in self._folders:
            folder.cleanup()
        self._folders.clear()
