"""A label that shows plain text, whatever the text is."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme
from ui.widgets.plain_text import plain_tip


class PlainLabel(QLabel):
    """Plain text in a step of the type scale and a tone.

    ``wrap`` breaks lines; ``elide`` cuts one line with "…" and shows the whole in a tip;
    ``selectable`` lets the reader mark and copy it.
    """

    def __init__(
        self,
        text: str = "",
        *,
        kind: theme.Type = "body",
        tone: theme.Tone = "text",
        wrap: bool = False,
        elide: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._elide = elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(kind))
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.setText(text)

    def set_tone(self, tone: theme.Tone) -> None:
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell_what_is_cut()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self._elide:
            hint.setWidth(min(hint.width(), self.fontMetrics().averageCharWidth() * 4))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_what_is_cut()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_cut():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        room = self.contentsRect()
        cut = self.fontMetrics().elidedText(self._line(), Qt.TextElideMode.ElideRight, room.width())
        self.style().drawItemText(
            painter, room, int(self.alignment()), self.palette(), self.isEnabled(), cut, self.foregroundRole()
        )

    def _line(self) -> str:
        return self.text().replace("\n", " ")

    def _is_cut(self) -> bool:
        return (
            self._elide and self.fontMetrics().horizontalAdvance(self._line()) > self.contentsRect().width()
        )

    def _tell_what_is_cut(self) -> None:
        if self._elide:
            self.setToolTip(plain_tip(self.text()) if self._is_cut() else "")
