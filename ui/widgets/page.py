"""A page of the window: its header, and a body that scrolls when it does not fit."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.label import PlainLabel


class PageHeader(QWidget):
    """Title and subtitle at the left, actions at the right."""

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        *,
        actions: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = PlainLabel(title, kind="title", elide=True)
        self.subtitle = PlainLabel(subtitle, tone="muted", elide=True)

        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SMALL)
        row.addLayout(words, 1)
        for action in actions:
            row.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.set_subtitle(subtitle)

    def set_title(self, title: str) -> None:
        self.title.setText(title)

    def set_subtitle(self, subtitle: str) -> None:
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))


class Page(QWidget):
    """``header`` above ``body``, a column with the page's margins.

    ``scrolls=False`` for a page whose body is itself a list that scrolls. ``widest`` keeps lines of text
    short on a large screen.
    """

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        *,
        actions: Sequence[QWidget] = (),
        scrolls: bool = True,
        widest: int = 1200,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.header = PageHeader(title, subtitle, actions=actions)
        self.body = QVBoxLayout()

        self.setAccessibleName(title)
        self.body.setSpacing(theme.MEDIUM)
        self.body.setContentsMargins(theme.LARGE, 0, theme.LARGE, theme.LARGE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.MEDIUM)
        head = QVBoxLayout()
        head.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, 0)
        head.addWidget(self.header)
        column.addLayout(head)
        if scrolls:
            column.addWidget(scrolled(self.body, widest), 1)
        else:
            column.addLayout(self.body, 1)

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.body.addWidget(widget)


def scrolled(body: QVBoxLayout, widest: int = 1200) -> QScrollArea:
    """``body`` in a frameless area that scrolls down, never sideways."""
    column = QWidget()
    column.setLayout(body)
    column.setMaximumWidth(widest)
    inner = QWidget()
    row = QHBoxLayout(inner)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(column, 1)
    row.addStretch(0)
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area
