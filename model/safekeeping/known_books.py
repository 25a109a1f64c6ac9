"""What this PC knows of the books opened here, by their place: which book it was, and whether it was closed in peace.

All of it is a help: where the settings of this PC cannot be read or written, a book is checked once more.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from model.computer import Computer

_PART = "books"
_MOST = 50
_CHECK_AFTER = timedelta(days=7)


class KnownBooks:
    """Notes on this PC about the book at a path."""

    def __init__(self, computer: Computer) -> None:
        self._computer = computer

    def opened(self, path: Path, book_id: str) -> bool:
        """Note that the book is open for writing now; whether it was left open last time, as by a power cut."""
        before = self._of(path)
        self._note(path, {**before, "book_id": book_id, "open": True})
        return before.get("open") is True

    def closed(self, path: Path) -> None:
        """It was closed in peace."""
        self._note(path, {**self._of(path), "open": False})

    def checked(self, path: Path, day: date) -> None:
        """All of the file was read on ``day``, and all was well."""
        self._note(path, {**self._of(path), "checked_on": day.isoformat()})

    def wants_check(self, path: Path, day: date) -> bool:
        """Whether the last check was a week ago, or lies in the future, or there was none."""
        try:
            last = date.fromisoformat(str(self._of(path).get("checked_on")))
        except ValueError:
            return True
        return not last <= day < last + _CHECK_AFTER

    def book_id(self, path: Path) -> str:
        """Which book was there when it was last opened here; "" if none was."""
        return str(self._of(path).get("book_id") or "")

    def was_told(self, path: Path, what: str) -> bool:
        """Whether the person has read ``what`` about this book and put it away."""
        told = self._of(path).get("told")
        return isinstance(told, list) and what in told

    def told(self, path: Path, what: str) -> None:
        """The person has put ``what`` away: not again for this book."""
        if not self.was_told(path, what):
            kept = self._of(path).get("told")
            before: Iterable[object] = kept if isinstance(kept, list) else []
            self._note(path, {**self._of(path), "told": [*before, what]})

    def _of(self, path: Path) -> dict[str, Any]:
        kept = self._computer.part(_PART).get(str(path.resolve()))
        return kept if isinstance(kept, dict) else {}

    def _note(self, path: Path, about: dict[str, Any]) -> None:
        name = str(path.resolve())
        others = {key: value for key, value in self._computer.part(_PART).items() if key != name}
        # The latest stands last; of many, the oldest are forgotten.
        kept = dict([*others.items(), (name, about)][-_MOST:])
        self._computer.replace_part(_PART, kept)
