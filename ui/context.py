"""What every page of a window is given to work with."""

from collections.abc import Callable
from datetime import date

from model.book import Book
from model.computer import Computer
from model.frozen import Plain
from ui.appraising import Appraising
from ui.book_signals import BookSignals
from ui.drafts import Drafts
from ui.tasks import Tasks


class Context(Plain):
    """The open book and its notices, long work, half-typed forms, this PC, today's date when asked, and
    what customers are worth."""

    book: Book
    signals: BookSignals
    tasks: Tasks
    drafts: Drafts
    computer: Computer
    today: Callable[[], date]
    appraising: Appraising
