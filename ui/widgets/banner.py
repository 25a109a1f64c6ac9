"""A line above a page that must be seen: what is the matter, and what to do about it."""

from typing import Literal

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from resources.i18n import _
from ui import theme
from ui.theme.colours import soft
from ui.widgets.button import Button, IconButton
from ui.widgets.icon_view import IconView
from ui.widgets.label import PlainLabel

BannerTone = Literal["info", "warning", "danger", "success"]
_ICONS = {"info": "info", "warning": "triangle-alert", "danger": "circle-alert", "success": "circle-check"}


class Banner(QWidget):
    """Says ``text`` with the icon of its tone. ``acted`` by its button, ``acted_else`` by the second one, ``closed``
    when put away."""

    acted = Signal()
    acted_else = Signal()
    closed = Signal()

    def __init__(
        self,
        text: str,
        *,
        tone: BannerTone = "info",
        action: str = "",
        other_action: str = "",
        closable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone: BannerTone = tone
        self._icon = IconView(_ICONS[tone], role=tone, size=20)
        self._text = PlainLabel(wrap=True, selectable=True)
        self._action = Button(action, kind="plain")
        self._other_action = Button(other_action, kind="quiet")
        self._close = IconButton("x", _("Close this message"))

        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.SMALL, theme.SMALL)
        row.setSpacing(theme.SMALL + theme.TIGHT)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._other_action)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._close.setVisible(closable)
        self._other_action.setVisible(bool(other_action))
        self.say(text, tone=tone, action=action)

        self._action.clicked.connect(self.acted)
        self._other_action.clicked.connect(self.acted_else)
        self._close.clicked.connect(self._put_away)

    def say(self, text: str, *, tone: BannerTone = "info", action: str = "") -> None:
        self._tone = tone
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        self._icon.show_icon(_ICONS[tone], tone)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.tone_of(self._tone))
        painter.setBrush(soft(self._tone))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS
        )

    def _put_away(self) -> None:
        self.hide()
        self.closed.emit()
