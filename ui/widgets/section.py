"""A heading and what stands under it, without a frame."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.label import PlainLabel


class Section(QWidget):
    """A heading with an optional sentence and actions; ``body`` is a column to add widgets to."""

    def __init__(
        self,
        title: str,
        sentence: str = "",
        *,
        actions: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.heading = PlainLabel(title, kind="heading")
        self.sentence = PlainLabel(sentence, tone="muted", wrap=True)
        self.body = QVBoxLayout()

        self.sentence.setVisible(bool(sentence))
        self.body.setSpacing(theme.SMALL)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        for action in actions:
            head.addWidget(action)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addLayout(head)
        column.addWidget(self.sentence)
        column.addLayout(self.body, 1)
        self.setAccessibleName(title)

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.body.addWidget(widget)
