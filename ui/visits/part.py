"""A list that is one part of the page Visits."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal

from model.days_in_words import format_day
from ui.filtered_list import FilteredList

_NEW_YEAR = date(2026, 1, 1)
"""Of any year: all their days are written alike."""


class Part(FilteredList):
    """``told(sentence)`` is what stands under the title of the page while this part is shown; ``adds`` is what its
    button says, and its key."""

    told = Signal(str)

    def __init__(self, *arguments: Any, add: tuple[str, str], **more: Any) -> None:
        super().__init__(*arguments, add=add, **more)
        self.adds = add
        self.sentence = ""
        self.be_within()

    def fit_days(self, key: str) -> None:
        """Make that column as wide as any day of a year with its weekday."""
        year = [_NEW_YEAR + timedelta(days=n) for n in range(365)]
        self.table.fit_column(key, [format_day(day, "medium") for day in year], most=164)

    def tell(self, sentence: str) -> None:
        """Say this under the title of the page."""
        self.sentence = sentence
        self.told.emit(sentence)
