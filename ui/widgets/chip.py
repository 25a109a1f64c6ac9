"""A small button in a row of filters: on or off."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from ui import theme


class Chip(QPushButton):
    """``toggled(bool)`` when switched. On, it carries a tick beside the colour; off, a plus where it would add to what
    is shown, and nothing where it is ``one_of_several``."""

    def __init__(
        self, text: str, *, on: bool = False, one_of_several: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setIconSize(QSize(14 + 2, 14))
        self._off = QIcon() if one_of_several else theme.icon("plus", "muted")
        self.toggled.connect(self._show_tick)
        self.setChecked(on)
        self._show_tick(on)

    def _show_tick(self, on: bool) -> None:
        self.setIcon(theme.icon("check", "accent") if on else self._off)
