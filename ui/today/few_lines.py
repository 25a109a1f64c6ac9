"""A short list in a card: walked with the arrow keys, opened with Enter or a click."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.suggestion_list import Suggestion, SuggestionList


class FewLines(SuggestionList):
    """As tall as its lines, at most ``most``; ``picked(suggestion)`` when one is opened."""

    def __init__(self, name: str, *, most: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._most = most
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_lines(self, lines: Sequence[Suggestion]) -> None:
        self.show_items(lines, choose_first=False)
        self.setFixedHeight(self.height_of_all(self._most) + 2)
        self.setVisible(bool(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and current:
            self.picked.emit(current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current() is None:
            self.step(1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.clearSelection()
        self.setCurrentIndex(self.model().index(-1, 0))
