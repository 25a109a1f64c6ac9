"""Taking back an edit: at once, or, where it is long work, in a thread with a word of what is going on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from model.book import Book
from model.errors import BookError
from resources.i18n import _
from ui.tasks import Tasks

if TYPE_CHECKING:
    from model.undone import Undone


def take_back(
    book: Book,
    tasks: Tasks,
    edit_id: int,
    done: Callable[[Undone], None],
    failed: Callable[[BookError], None] | None = None,
) -> None:
    """Take back one edit of ``book``; ``done`` hears what became of it, ``failed`` why it was refused. Without
    ``failed`` a refusal is shown."""
    from model.undo import takes_long

    if takes_long(book.store, edit_id):
        tasks.start(_("Taking it back…"), lambda progress: progress.book.take_back(edit_id), done, failed)
        return
    try:
        answer = book.take_back(edit_id)
    except BookError as refused:
        if failed is None:
            raise
        failed(refused)
    else:
        done(answer)
