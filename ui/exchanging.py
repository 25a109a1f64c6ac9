"""Putting a prepared file in the place of the open book, which goes on with it; or saying why not."""

from typing import Protocol

from PySide6.QtWidgets import QWidget

from model.errors import BookError
from resources.i18n import _
from ui.context import Context
from ui.widgets.problem_dialog import ProblemDialog


class Prepared(Protocol):
    """A verified file beside the book."""

    def put_in_place(self) -> object:
        """The short exchange. ``BookError`` or ``OSError`` if it cannot be done."""

    def throw_away(self) -> None:
        """Leave nothing of it; harmless after the exchange."""


def exchange(context: Context, prepared: Prepared, window: QWidget, *, busy: str, failed: str) -> bool:
    """Let ``prepared`` be the book of the window; whether it is.

    ``busy`` is said while other work runs that somebody sees; what only reckons in silence is stopped. ``failed`` with
    its ``{reason}`` when the system refuses.
    """
    try:
        if not context.tasks.stop_quiet():
            raise BookError(busy)
        with context.book.swapping():
            prepared.put_in_place()
    except BookError as refused:
        refuse(str(refused), window)
        return False
    except OSError as error:
        refuse(failed.format(reason=error.strerror or error), window)
        return False
    finally:
        prepared.throw_away()
    return True


def refuse(sentence: str, window: QWidget) -> None:
    """Say why the book stays as it is."""
    ProblemDialog(sentence, _("Your book was left as it is."), parent=window).open()
