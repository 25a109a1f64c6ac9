"""A list that is one part of the page Visits."""

from typing import Any

from PySide6.QtCore import Signal

from ui.filtered_list import FilteredList


class Part(FilteredList):
    """``told(sentence)`` is what stands under the title of the page while this part is shown; ``adds`` is what its
    button says, and its key."""

    told = Signal(str)

    def __init__(self, *arguments: Any, add: tuple[str, str], **more: Any) -> None:
        super().__init__(*arguments, add=add, **more)
        self.adds = add
        self.sentence = ""
        self.be_within()

    def tell(self, sentence: str) -> None:
        """Say this under the title of the page."""
        self.sentence = sentence
        self.told.emit(sentence)
