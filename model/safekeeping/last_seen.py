"""The last state of each book that this PC has had open, so that an older copy of it is recognised when it comes.

Not by its place and not by a clock: the file that is opened either contains the last edit seen here, or it does not.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from model.book import Book
from model.computer import Computer
from resources.i18n import _, ngettext

_PART = "last_seen"
_MOST = 50


@dataclass(frozen=True)
class Seen:
    """A state of a book: its last edit, when that was made, how many edits there were, and in which file."""

    generation_id: str
    seq: int
    at: datetime
    edits: int
    path: Path


class LastSeen:
    """Notes on this PC about the last state of each book."""

    def __init__(self, computer: Computer) -> None:
        self._computer = computer

    def missing_in(self, book: Book) -> Seen | None:
        """What this PC had of the book and ``book`` does not contain; ``None`` if it contains all of it."""
        seen = _read(self._computer.part(_PART).get(book.book_id))
        if seen is None or book.store.value(
            "SELECT 1 FROM edit WHERE generation_id = :generation AND seq = :seq",
            generation=seen.generation_id,
            seq=seen.seq,
        ):
            return None
        return seen

    def leave(self, book: Book, *, written: bool) -> None:
        """``book`` is being closed. A copy that lacks something and was only looked at is not what this PC goes on
        with; one that was ``written`` into is."""
        if written or self.missing_in(book) is None:
            self.note(book)

    def note(self, book: Book) -> None:
        """From now on the state of ``book`` is the last one seen."""
        head = book.store.row("SELECT generation_id, seq, at FROM edit ORDER BY number DESC LIMIT 1")
        if head is None:
            return
        edits = int(book.store.value("SELECT count(*) FROM edit"))
        others = {name: kept for name, kept in self._computer.part(_PART).items() if name != book.book_id}
        seen = dict(head) | {"edits": edits, "path": str(book.path.resolve())}
        # The latest stands last; of many, the oldest are forgotten.
        self._computer.replace_part(_PART, dict([*others.items(), (book.book_id, seen)][-_MOST:]))


def in_words(seen: Seen, book: Book, moment: str) -> str:
    """What to say of an opened ``book`` that lacks what was ``seen``; ``moment`` is ``seen.at`` in words."""
    fewer = seen.edits - int(book.store.value("SELECT count(*) FROM edit"))
    sentence = _(
        "This is not the copy of the book that was last used on this PC: what was written there up to {moment} is not"
        " in it."
    ).format(moment=moment)
    if fewer > 0:
        sentence += " " + ngettext(
            "It has {n} entry less in its history.", "It has {n} entries less in its history.", fewer
        ).format(n=f"{fewer:,}")
    if seen.path != book.path.resolve() and seen.path.exists():
        sentence += " " + _("The other one is {path}.").format(path=seen.path)
    return sentence


def _read(kept: Any) -> Seen | None:
    """What was noted, as far as it makes sense: people can change the file."""
    try:
        at = datetime.fromisoformat(kept["at"])
        seen = Seen(str(kept["generation_id"]), int(kept["seq"]), at, int(kept["edits"]), Path(kept["path"]))
    except (KeyError, TypeError, ValueError):
        return None
    return seen if at.tzinfo else None
