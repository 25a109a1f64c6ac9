"""What a list shows while there is nothing in it: why, and the next step."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.button import Button
from ui.widgets.label import PlainLabel

_DISC = 72
_WIDEST = 420


class EmptyState(QWidget):
    """Icon, title, a sentence that says the next step, and the button that does it (``chosen``)."""

    chosen = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str,
        button: str = "",
        *,
        button_icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = PlainLabel(title, kind="heading", wrap=True)
        self._sentence = PlainLabel(sentence, tone="muted", wrap=True)
        self.button = Button(button, icon=button_icon, kind="primary")

        words = QWidget()
        words.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(words)
        column.setContentsMargins(theme.MEDIUM, theme.LARGE, theme.MEDIUM, theme.LARGE)
        column.setSpacing(theme.SMALL)
        column.addStretch(1)
        column.addWidget(_Disc(icon), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.SMALL)
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(theme.SMALL)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words)  # Qt centres what may not grow
        self.button.setVisible(bool(button))

        self.button.clicked.connect(self.chosen)

    def say(self, title: str, sentence: str, button: str = "") -> None:
        """Other words for the same place, e.g. for a search without an answer."""
        if button:
            self.button.setText(button)
        self._title.setText(title)
        self._sentence.setText(sentence)


class _Disc(QWidget):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(_DISC, _DISC)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colours().accent_soft)
        painter.drawEllipse(self.rect())
        drawn = theme.pixmap(self._icon, "accent", 32, self.devicePixelRatioF())
        painter.drawPixmap((_DISC - 32) // 2, (_DISC - 32) // 2, drawn)
