"""A page of the window: its header, and a body that scrolls when it does not fit."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
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


_LOW = 560


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
        self._is_within = False

        self.setAccessibleName(title)
        self.body.setSpacing(theme.MEDIUM)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._head = QVBoxLayout()
        self._head.addWidget(self.header)
        column.addLayout(self._head)
        self._set_margins(theme.LARGE)
        if scrolls:
            column.addWidget(scrolled(self.body, widest), 1)
        else:
            column.addLayout(self.body, 1)

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.body.addWidget(widget)

    def be_within(self) -> None:
        """Be a part of another page: without a header and margins of its own."""
        self._is_within = True
        self.header.hide()
        self._set_margins(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins(theme.SMALL if event.size().height() < _LOW else theme.LARGE)

    def _set_margins(self, high: int) -> None:
        """``high`` above and below; less of it where a line more of what the page is for counts."""
        if self._is_within:
            self._head.setContentsMargins(0, 0, 0, 0)
            self.body.setContentsMargins(0, theme.SMALL, 0, 0)
            return
        self._head.setContentsMargins(theme.LARGE, high, theme.LARGE, 0)
        self.body.setContentsMargins(theme.LARGE, 0, theme.LARGE, high)
        column = self.layout()
        assert column is not None
        column.setSpacing(min(high, theme.MEDIUM))


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
