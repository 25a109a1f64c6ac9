"""A small button in a row of filters: on or off."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget

from ui import theme


class Chip(QPushButton):
    """``toggled(bool)`` when switched. On, it carries a tick beside the colour."""

    def __init__(self, text: str, *, on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setIconSize(QSize(14 + 2, 14))
        self.toggled.connect(self._show_tick)
        self.setChecked(on)
        self._show_tick(on)

    def _show_tick(self, on: bool) -> None:
        self.setIcon(theme.icon("check", "accent") if on else theme.icon("plus", "muted"))
