"""Whether backups are locked with a password, and by which PC it is remembered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from resources.i18n import _
from ui import theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.icon_view import IconView
from ui.widgets.label import PlainLabel


class PasswordCard(Card):
    """``password_wanted`` to set or change it, ``sheet_wanted`` to print it, ``open_wanted`` to lock no more."""

    password_wanted = Signal()
    sheet_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Password"), parent=parent)
        self._sign = IconView("lock", role="muted", size=24)
        self._words = PlainLabel(wrap=True)
        self.change = Button("", icon="key-round")
        self.sheet = Button(_("Print the recovery sheet…"), icon="printer", kind="quiet")
        self.open = Button(_("Lock no more"), kind="quiet")

        head = QHBoxLayout()
        head.setSpacing(theme.MEDIUM)
        head.addWidget(self._sign)
        head.addWidget(self._words, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SMALL)
        for button in (self.change, self.sheet, self.open):
            foot.addWidget(button)
        foot.addStretch(1)
        self.body.addLayout(head)
        self.body.addLayout(foot)

        self.change.clicked.connect(self.password_wanted)
        self.sheet.clicked.connect(self.sheet_wanted)
        self.open.clicked.connect(self.open_wanted)

    def show_locked(self, *, locked: bool) -> None:
        """Say whether new backups are locked."""
        self._sign.show_icon("lock" if locked else "file-text", "success" if locked else "muted")
        self._words.setText(
            _(
                "New backups are locked. This PC remembers the password; to open them anywhere else it has to be typed."
                " Is it written down, away from this PC? Without it nobody can help."
            )
            if locked
            else _("Backups are not locked: whoever finds the stick can read everything in the book.")
        )
        self.change.setText(_("Change the password…") if locked else _("Set a password…"))
        self.sheet.setVisible(locked)
        self.open.setVisible(locked)
