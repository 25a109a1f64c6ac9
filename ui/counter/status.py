"""What just happened at the counter, in one line, with what can be done about it."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.widgets.button import Button
from ui.widgets.icon_view import IconView
from ui.widgets.label import PlainLabel

_ICONS: dict[theme.Tone, str] = {
    "success": "circle-check",
    "warning": "triangle-alert",
    "danger": "circle-alert",
    "muted": "info",
}


class Status(QWidget):
    """One sentence, an icon of its tone, and at most one deed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deed: Callable[[], object] | None = None
        self._icon = IconView("info", role="muted", size=20)
        self._words = PlainLabel(kind="strong", elide=True)
        self._button = Button("", kind="quiet")

        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SMALL)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self.setMinimumHeight(theme.CONTROL)
        self.say("")

        self._button.clicked.connect(self._do)

    def say(
        self,
        text: str,
        tone: theme.Tone = "muted",
        action: str = "",
        deed: Callable[[], object] | None = None,
    ) -> None:
        """Show ``text``; with ``action`` a button does ``deed`` and the line is empty again."""
        self._deed = deed
        self._words.setText(text)
        self._words.set_tone(tone)
        self._icon.show_icon(_ICONS[tone], tone)
        self._icon.setVisible(bool(text))
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(text)

    def text(self) -> str:
        """What is said now."""
        return self._words.text()

    def press(self) -> None:
        """Do what the button offers, if it offers anything."""
        if self._deed is not None:
            self._do()

    def _do(self) -> None:
        deed = self._deed
        self.say("")
        if deed is not None:
            deed()
