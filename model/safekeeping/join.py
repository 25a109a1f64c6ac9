"""A join in two steps: what takes long beside the book, which stays as it is, and then a short exchange."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from model import replacing
from model.book import Book
from model.clash_deciding import Question, questions, waiting
from model.errors import BookError
from model.safekeeping import lineage
from model.safekeeping.backup import Backup, safety_copy, safety_folder
from model.safekeeping.comparing import Compared, compare_books
from model.safekeeping.joining import Joined, join_into
from model.safekeeping.lineage import Verdict
from model.safekeeping.manifest import Reason
from model.safekeeping.outside import Outside
from model.safekeeping.stages import Progress, nothing, stage
from model.statistics import check
from resources.i18n import _, paragraph


class MovedOn(BookError):  # noqa: N818
    """The book was written into after the join was prepared: it has to be prepared again."""


@dataclass(frozen=True)
class PreparedJoin:
    """A verified book, ``part``, beside the one whose place it will take.

    ``joined`` says what becomes of the two; ``questions`` are the new clashes in words; ``backups`` are those of the
    book and of the other copy as they were; ``head`` is the book's last edit.
    """

    book: Path
    part: Path
    joined: Joined
    questions: tuple[Question, ...]
    backups: tuple[Backup, ...]
    head: int

    def put_in_place(self) -> None:
        """The short rest: rename. Nobody may have the book open. ``MovedOn`` if it was written into meanwhile."""
        with replacing.held_still(self.book) as last:
            if last.id != self.head:
                raise MovedOn(
                    _(
                        "The book was changed while the two were being joined. Nothing was lost; join them again."
                    )
                )
            try:
                replacing.put_in_place(self.part, self.book)
            except OSError as error:
                raise _disk_refused(error) from error

    def throw_away(self) -> None:
        """Leave the book as it is."""
        with suppress(OSError):
            self.part.unlink(missing_ok=True)


@dataclass(frozen=True)
class Copies:
    """What became of comparing two copies, and of joining them if both were changed since they parted."""

    compared: Compared
    prepared: PreparedJoin | None


def prepare_join(
    book: Book, outside: Outside, *, now: datetime, progress: Progress = nothing, is_trial: bool = False
) -> Copies:
    """Compare ``outside`` with ``book``, and if both were changed, make ready what contains both.

    The book may be in use meanwhile, ``book`` is a connection of its own. Both are backed up first, unless it
    ``is_trial``. ``BookError`` if anything fails: the book is as it was, and nothing is left beside it.
    """
    compared, head = compare_books(book, outside.book), _head(book)
    if compared.verdict is not Verdict.PARTED:
        return Copies(compared, None)
    backups = () if is_trial else _back_up_both(book, outside, now, stage(progress, 0, 450))
    part = book.path.with_name(book.path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        begin, bring = _better_first(book, outside.book)
        begin.store.copy_to(part, stage(progress, 450, 500))
        with Book.open(part, copy_id=book.store.copy_id) as joining:
            joining.store.who = book.store.who
            joined = join_into(joining, bring.path, outside.path.name, stage(progress, 500, 850))
            if bring is book:
                joined = replace(joined, ours=joined.theirs, theirs=joined.ours)
            _refuse_unsound(joining, (book, outside.book), stage(progress, 850, 1000))
            new = {clash.id for clash in joined.clashes}
            asked = tuple(
                question
                for question in (questions(joining, waiting(joining)) if new else [])
                if any(clash.id in new for clash in question.clashes)
            )
        with part.open("r+b") as file:
            os.fsync(file.fileno())
    except BaseException as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _disk_refused(error) from error
        raise
    return Copies(compared, PreparedJoin(book.path, part, joined, asked, backups, head))


def _disk_refused(error: OSError) -> BookError:
    return BookError(
        _("The two could not be joined: {what} Both are as they were.").format(what=f"{error.strerror}.")
    )


def _better_first(book: Book, other: Book) -> tuple[Book, Book]:
    """Which of the two the joined book begins as: what one lost in a damaged file, the other still has."""
    ours, theirs = lineage.of(book.store), lineage.of(other.store)
    return (other, book) if ours.losses - theirs.losses and not theirs.losses - ours.losses else (book, other)


def _back_up_both(book: Book, outside: Outside, now: datetime, progress: Progress) -> tuple[Backup, ...]:
    folder = safety_folder(book)
    return (
        safety_copy(book, Reason.JOIN, now, folder, stage(progress, 0, 500)),
        safety_copy(outside.book, Reason.JOIN, now, folder, stage(progress, 500, 1000)),
    )


def _refuse_unsound(joined: Book, both: tuple[Book, Book], progress: Progress) -> None:
    """``BookError`` if the joined book is not whole, or does not contain every edit of both."""
    wrong = check(joined.store, progress)
    contained = lineage.of(joined.store)
    if any(lineage.of(book.store).ahead_of(contained) for book in both):
        wrong.append(_("Not every edit came in."))
    if wrong:
        raise BookError(
            _("The two could not be joined: {what} Both are as they were.").format(what=paragraph(wrong))
        )


def _head(book: Book) -> int:
    return int(book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1"))
