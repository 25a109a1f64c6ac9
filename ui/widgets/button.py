"""Buttons: a verb, or an icon with a spoken name."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ui import theme
from ui.widgets.plain_text import plain_tip

Kind = Literal["primary", "plain", "quiet", "danger"]
"""At most one ``primary`` in a view. ``quiet`` stands often, ``danger`` cannot be undone."""

_ICON_ROLE = {"primary": "on_accent", "plain": "text", "quiet": "accent", "danger": "danger"}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Button(QPushButton):
    """A button that says a verb. Enter presses it as well as the space bar."""

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        kind: Kind = "plain",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        if icon:
            self.setIcon(theme.icon(icon, _ICON_ROLE[kind]))
            self.setIconSize(QSize(theme.ICON + theme.TIGHT, theme.ICON))
        if tip:
            self.setToolTip(plain_tip(tip))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.click()
        else:
            super().keyPressEvent(event)


class IconButton(QToolButton):
    """A button that shows only an icon; ``name`` is spoken, and shown when the mouse rests on it."""

    def __init__(self, icon: str, name: str, *, role: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(theme.icon(icon, role))
        self.setIconSize(QSize(theme.ICON, theme.ICON))
        self.setFixedSize(theme.CONTROL, theme.CONTROL)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)
