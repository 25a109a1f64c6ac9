"""Whether the file behind an open connection is still the one that was opened, and still holds what was read."""

import os
from collections.abc import Callable
from typing import Any, NoReturn

from resources.i18n import _

_UNKNOWN = (-1, -1)


class FileWatch:
    """``value`` asks the connection to ``file``; ``refuse(sentence)`` has it that nothing more is written, and raises.

    ``latest_edit`` is the id of the latest edit that was made or found through the connection.
    """

    def __init__(self, file: str, value: Callable[..., Any], refuse: Callable[[str], NoReturn]) -> None:
        self._file, self._value, self._refuse = file, value, refuse
        has_book = value("SELECT 1 FROM sqlite_master WHERE name = 'book'")
        self._book_id = value("SELECT book_id FROM book") if has_book else None
        self.latest_edit: int | None = (
            value("SELECT id FROM edit ORDER BY number DESC LIMIT 1") if self._book_id else None
        )
        self._was = _identity(self._file)
        self._data_version = int(value("PRAGMA data_version"))

    def note(self, edit_id: int) -> None:
        """This edit was made now."""
        self.latest_edit = edit_id

    def was_written_by_others(self) -> bool:
        """Whether somebody else wrote into it since this was last asked. Whatever is not this book is refused."""
        self.insist_on_the_file()
        before, self._data_version = self._data_version, int(self._value("PRAGMA data_version"))
        if self._data_version == before:
            return False
        self.insist_on_the_book()
        return True

    def insist_on_the_file(self) -> None:
        """Refuse a file that was moved, deleted or exchanged."""
        if _identity(self._file) not in (self._was, _UNKNOWN):
            self._refuse(
                _(
                    "The book’s file was moved, deleted or replaced while it was open. Nothing more is saved into it."
                )
            )

    def insist_on_the_book(self) -> None:
        """Written over in its place, by a sync program say, a book may be another one or an older one of its own."""
        if self._value("SELECT book_id FROM book") != self._book_id:
            self._refuse(
                _(
                    "Another book was put in the place of this one while it was open. Nothing more is saved into it."
                )
            )
        # Edits are never taken out of a book, so one that is not there any more was in a later file.
        if self.latest_edit and not self._value("SELECT 1 FROM edit WHERE id = :id", id=self.latest_edit):
            self._refuse(
                _(
                    "An older copy was put in the place of this book while it was open. Nothing more is saved into it."
                )
            )


def _identity(file: str) -> tuple[int, int] | None:
    """Which file a name stands for now: ``None`` for none, ``_UNKNOWN`` where the disk or the share does not say."""
    try:
        found = os.stat(file)  # noqa: PTH116
    except FileNotFoundError:
        return None
    except OSError:
        return _UNKNOWN
    return found.st_dev, found.st_ino
