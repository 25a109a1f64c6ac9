"""The last state of each book that this PC has had open, so that an older copy of it is recognised when it comes.

Not by its place and not by a clock: the file that is opened either contains the last edit seen here, or it does not.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from model.book import Book
from model.computer import Computer
from model.safekeeping.lineage import contains
from resources.i18n import _, ngettext

_PART = "last_seen"
_MOST = 50
_MOST_OF_ONE = 5


@dataclass(frozen=True)
class Seen:
    """A state of a book: its last edit, when that was made, how many edits there were, and in which file."""

    generation_id: str
    seq: int
    at: datetime
    edits: int
    path: Path


class LastSeen:
    """Notes on this PC about the last states of each book: one, unless it went on with copies that had parted."""

    def __init__(self, computer: Computer) -> None:
        self._computer = computer

    def missing_in(self, book: Book) -> Seen | None:
        """What this PC had of the book and ``book`` does not contain; ``None`` if it contains all of it."""
        return max(self._missing(book), key=lambda seen: seen.edits, default=None)

    def leave(self, book: Book, *, written: bool) -> None:
        """``book`` is being closed. A copy that lacks something and was only looked at is not what this PC goes on
        with; one that was ``written`` into is."""
        if written or not self._missing(book):
            self.note(book)

    def note(self, book: Book) -> None:
        """The state of ``book`` is one to be found again; what it lacks stays noted beside it."""
        self._keep(book, self._missing(book))

    def give_up(self, book: Book) -> None:
        """The person knows what ``book`` lacks, and goes on with it."""
        self._keep(book, [])

    def _keep(self, book: Book, missing: list[Seen]) -> None:
        head = book.store.row("SELECT generation_id, seq, at FROM edit ORDER BY number DESC LIMIT 1")
        if head is None:
            return
        edits = int(book.store.value("SELECT count(*) FROM edit"))
        now = Seen(
            head["generation_id"],
            head["seq"],
            datetime.fromisoformat(head["at"]),
            edits,
            book.path.resolve(),
        )
        kept = [_stored(seen) for seen in [*missing, now][-_MOST_OF_ONE:]]
        others = {name: seen for name, seen in self._computer.part(_PART).items() if name != book.book_id}
        # The latest stands last; of many, the oldest are forgotten.
        self._computer.replace_part(_PART, dict([*others.items(), (book.book_id, kept)][-_MOST:]))

    def _missing(self, book: Book) -> list[Seen]:
        kept = self._computer.part(_PART).get(book.book_id)
        seen = [_read(one) for one in kept] if isinstance(kept, list) else []
        return [one for one in seen if one and not contains(book.store, one.generation_id, one.seq)]


def _stored(seen: Seen) -> dict[str, object]:
    return asdict(seen) | {"at": seen.at.isoformat(), "path": str(seen.path)}


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
