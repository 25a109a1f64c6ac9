"""The left half of the welcome page: what this program is for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from resources.i18n import LANGUAGES, _, current_language
from ui import theme
from ui.help_windows import app_picture
from ui.widgets.button import Button
from ui.widgets.icon_view import IconView
from ui.widgets.label import PlainLabel

_WIDTH = 360
_PICTURE = 72


class Hero(QFrame):
    """``language_chosen(code)`` by the buttons at its foot."""

    language_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.setFixedWidth(_WIDTH)
        picture = PlainLabel()
        picture.setPixmap(app_picture(_PICTURE, self.devicePixelRatioF()))

        column = QVBoxLayout(self)
        column.setContentsMargins(theme.HUGE, theme.HUGE + theme.LARGE, theme.HUGE, theme.LARGE)
        column.setSpacing(theme.SMALL)
        column.addWidget(picture)
        column.addSpacing(theme.MEDIUM)
        column.addWidget(PlainLabel("Regulars", kind="title"))
        column.addWidget(
            PlainLabel(_("The customer book of your shop."), kind="heading", tone="muted", wrap=True)
        )
        column.addSpacing(theme.LARGE)
        for icon, sentence in (
            ("phone-call", _("Every morning: who should hear from you today, and why.")),
            ("printer", _("Lists on paper to work from, with room for a pen.")),
            ("smile", _("Every complaint put right, every promise kept.")),
            ("lock", _("One file on this PC. Nothing ever leaves the shop.")),
        ):
            column.addLayout(_line(icon, sentence))
            column.addSpacing(theme.SMALL)
        column.addStretch(1)
        column.addLayout(self._languages())

    def _languages(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.TIGHT)
        row.addWidget(IconView("languages", role="muted"))
        for code, name in LANGUAGES.items():
            button = Button(name, kind="quiet")
            button.setEnabled(code != current_language())
            button.clicked.connect(lambda _checked=False, code=code: self.language_chosen.emit(code))
            row.addWidget(button)
        row.addStretch(1)
        return row


def _line(icon: str, sentence: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.SMALL + theme.TIGHT)
    row.addWidget(IconView(icon, role="accent", size=20), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(PlainLabel(sentence, wrap=True), 1)
    return row
