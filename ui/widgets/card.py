"""A titled panel that keeps together what belongs together."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.label import PlainLabel


class Card(QFrame):
    """A raised panel: a heading, actions at its right, and ``body``, a column to add widgets to."""

    def __init__(
        self, title: str = "", *, actions: Sequence[QWidget] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.heading = PlainLabel(title, kind="heading", elide=True)
        self.body = QVBoxLayout()

        self.body.setSpacing(theme.SMALL)
        head = QHBoxLayout()
        head.setSpacing(theme.SMALL)
        head.addWidget(self.heading, 1)
        for action in actions:
            head.addWidget(action)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.MEDIUM)
        column.setSpacing(theme.SMALL + theme.TIGHT)
        if title or actions:
            column.addLayout(head)
        column.addLayout(self.body, 1)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        self.heading.setText(title)
        self.setAccessibleName(title)

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.body.addWidget(widget)
