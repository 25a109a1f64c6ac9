"""Help that fits on one page: every key, and what this program is."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

import resources
from model.store import APP_VERSION
from resources.i18n import _
from ui import theme
from ui.actions import ACTIONS, MENUS, without_letter
from ui.keys import shown_keys
from ui.widgets.button import Button
from ui.widgets.label import PlainLabel
from ui.widgets.page import scrolled
from ui.widgets.window_size import fit_into_screen

_ICON = 96


class ShortcutsWindow(QDialog):
    """Every key that does something, by menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        fit_into_screen(self, QSize(520, 620), QSize(320, 240))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        body = QVBoxLayout()
        body.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        body.setSpacing(theme.MEDIUM)
        for menu, title in MENUS.items():
            keyed = [one for one in ACTIONS if one.menu == menu and one.keys]
            if not keyed:
                continue
            body.addWidget(PlainLabel(without_letter(_(title)), kind="heading"))
            grid = QGridLayout()
            grid.setColumnStretch(0, 1)
            grid.setVerticalSpacing(theme.TIGHT)
            for line, one in enumerate(keyed):
                grid.addWidget(PlainLabel(one.title), line, 0)
                keys = " · ".join(shown_keys(key) for key in one.keys)
                grid.addWidget(PlainLabel(keys, tone="muted"), line, 1, Qt.AlignmentFlag.AlignRight)
            body.addLayout(grid)
        body.addStretch(1)
        area = scrolled(body)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(self.windowTitle())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)


class AboutWindow(QDialog):
    """What this is, which version, and under which licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About Regulars"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picture = PlainLabel()
        picture.setPixmap(app_picture(_ICON, self.devicePixelRatioF()))
        close = Button(_("Close"), kind="primary")

        words = QVBoxLayout()
        words.setSpacing(theme.SMALL)
        words.addWidget(PlainLabel("Regulars", kind="title"))
        words.addWidget(PlainLabel(_("Version {version}").format(version=APP_VERSION), tone="muted"))
        for sentence in (
            _(
                "The customer book of one shop: who they are, what they bought, and when to hear from them again."
            ),
            _(
                "Free software under the MIT licence. Icons by Lucide, fonts by the Noto project, Qt under the LGPL."
            ),
        ):
            words.addWidget(PlainLabel(sentence, wrap=True, selectable=True))
        words.addStretch(1)
        words.addSpacing(theme.SMALL)
        words.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        row.setSpacing(theme.LARGE)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.setFixedSize(520, 280)

        close.clicked.connect(self.accept)


def app_picture(size: int, ratio: float = 1.0) -> QPixmap:
    """The program's own picture, sharp at ``ratio``."""
    drawn = QPixmap(str(resources.path("icons", "regulars.png")))
    pixels = round(size * ratio)
    drawn = drawn.scaled(pixels, pixels, mode=Qt.TransformationMode.SmoothTransformation)
    drawn.setDevicePixelRatio(ratio)
    return drawn
