"""The whole of what a narrow line of a table says of one customer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.label import PlainLabel


class Sentences(QWidget):
    """A name, and beneath it sentences with room to be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = PlainLabel(kind="strong", elide=True)
        self.words = PlainLabel(wrap=True, selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SMALL, theme.TIGHT, theme.SMALL, 0)
        column.setSpacing(2)
        column.addWidget(self.name)
        column.addWidget(self.words)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        # Room for two lines, so that what stands beneath does not jump from one customer to the next.
        self.words.setMinimumHeight(2 * self.words.fontMetrics().lineSpacing())

    def say(self, name: str, words: str) -> None:
        self.name.setText(name)
        self.words.setText(words)
