"""A clock that is behind puts what is written now on a day that is over: said as soon as the window opens."""

from datetime import datetime, timedelta

from model.book import Book
from model.days_in_words import format_day
from resources.i18n import _
from ui.window_frame import WindowFrame

_CLOCKS_DIFFER_BY = timedelta(minutes=10)
"""Two PCs may be so far apart without a word about it."""


def warn_of_clock(frame: WindowFrame, book: Book, now: datetime) -> None:
    """A line above the pages if the last entry in ``book`` was written later than ``now``."""
    latest = book.written_after(now + _CLOCKS_DIFFER_BY)
    if latest is None:
        return
    here, there = now.astimezone(), latest.astimezone()
    sentence = _(
        "The clock of this PC shows {day}, {time}, but the last entry in this book is from {last_day},"
        " {last_time}. Please set the clock right before you write anything: it would get a wrong day."
    )
    frame.show_banner(
        sentence.format(
            day=format_day(here.date()),
            time=f"{here:%H:%M}",
            last_day=format_day(there.date()),
            last_time=f"{there:%H:%M}",
        ),
        tone="warning",
    )
