"""Dress the application: Fusion, our palette, our sheet; follow the system or hold to a choice."""

from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from ui.theme.colours import DARK, LIGHT, Colours, use, with_more_contrast
from ui.theme.sheet import sheet
from ui.theme.type import font

Mode = Literal["system", "light", "dark"]


def apply(app: QApplication, mode: Mode = "system") -> None:
    """Give ``app`` the look, now and, in mode ``system``, whenever the system changes its own."""
    dresser = app.findChild(_Dresser)
    if dresser is None:
        app.setStyle("Fusion")
        dresser = _Dresser(app)
    dresser.choose(mode)


class _Dresser(QObject):
    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._mode: Mode = "system"
        self._worn: Colours | None = None
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._dress)
        hints.accessibility().contrastPreferenceChanged.connect(self._dress)

    def choose(self, mode: Mode) -> None:
        self._mode = mode
        # Where the platform knows schemes this also turns title bars and the system's own dialogs.
        self._app.styleHints().setColorScheme(_SCHEME[mode])
        self._dress()

    def _dress(self) -> None:
        palette = self._palette()
        if palette == self._worn:
            return
        self._worn = palette
        use(palette)
        self._app.setFont(font())
        self._app.setPalette(_roles(palette))
        self._app.setStyleSheet(sheet(palette))
        QToolTip.setFont(font("small"))

    def _palette(self) -> Colours:
        hints = self._app.styleHints()
        dark = self._mode == "dark" or (self._mode == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
        palette = DARK if dark else LIGHT
        wanted = hints.accessibility().contrastPreference()
        return with_more_contrast(palette) if wanted == Qt.ContrastPreference.HighContrast else palette


_SCHEME = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


def _roles(c: Colours) -> QPalette:
    role = QPalette.ColorRole
    made = QPalette()
    for which, colour in {
        role.Window: c.surface,
        role.WindowText: c.text,
        role.Base: c.raised,
        role.AlternateBase: c.surface,
        role.Text: c.text,
        role.Button: c.raised,
        role.ButtonText: c.text,
        role.BrightText: c.on_danger,
        role.Highlight: c.selection,
        role.HighlightedText: c.text,
        role.Accent: c.accent,
        role.Link: c.accent,
        role.LinkVisited: c.accent,
        role.PlaceholderText: c.muted,
        role.ToolTipBase: c.text,
        role.ToolTipText: c.surface,
        role.Light: c.raised,
        role.Midlight: c.hover,
        role.Mid: c.border,
        role.Dark: c.outline,
        role.Shadow: QColor(0, 0, 0, 90),
    }.items():
        made.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, which, c.disabled)
    return made
