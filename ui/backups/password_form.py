"""A password for backups: typed twice, or five words that somebody can write down."""

import secrets

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

import resources
from resources.i18n import _, current_language
from ui.widgets.banner import Banner
from ui.widgets.button import Button
from ui.widgets.check_field import CheckBox
from ui.widgets.form import Form
from ui.widgets.form_dialog import FormDialog
from ui.widgets.label import PlainLabel
from ui.widgets.text_field import TextField

LEAST = 8
_WORDS = 5
_HIDDEN, _SHOWN = QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal


def five_words() -> str:
    """Five words by chance, e.g. ``lemon barn quiet river coat``: easy to write down and hard to guess."""
    words = resources.path("passwords", f"{current_language()}.txt").read_text(encoding="utf-8").split()
    return " ".join(secrets.choice(words) for _n in range(_WORDS))


class PasswordForm(FormDialog):
    """``submitted`` with a good ``password``: the owner keeps it and calls ``accept``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("A password for backups"), _("Lock backups with it"), width=560, parent=parent)
        self.form = Form()
        self.first = self.form.add(_("Password"), TextField(most=200), required=True)
        self.second = self.form.add(_("The same once more"), TextField(most=200), required=True)
        self.propose = Button(_("Propose five words"), icon="key-round")
        self.shown = CheckBox(_("Show what is typed"))
        row = QHBoxLayout()
        row.addWidget(self.propose)
        row.addWidget(self.shown)
        row.addStretch(1)

        self.add(
            Banner(
                _(
                    "Write it on paper and keep it away from this PC: without the password nobody can open the"
                    " backups, not even the makers of Regulars."
                ),
                tone="warning",
                closable=False,
            ),
            self.form,
        )
        self.body.addLayout(row)
        self.add(
            PlainLabel(
                _(
                    "From then on whoever finds the stick cannot read it. This PC remembers the password, in a file"
                    " that only you can read, so that it can go on making backups by itself. The book on this PC is"
                    " not locked, and backups made until now stay as they are."
                ),
                tone="muted",
                wrap=True,
            )
        )
        self._show_typed(shown=False)
        self.propose.clicked.connect(self._propose)
        self.shown.clicked.connect(lambda on: self._show_typed(shown=on))

    @property
    def password(self) -> str:
        """What was typed."""
        return self.first.value()

    def check(self) -> bool:
        """Whether the password is good; else the form says why not."""
        if not self.form.check():
            return False
        if len(self.first.value()) < LEAST:
            self.form.show_problem(self.first, _("Please take at least {n} characters.").format(n=LEAST))
            return False
        if self.first.value() != self.second.value():
            self.form.show_problem(self.second, _("This is not the same as above."))
            return False
        return True

    def _propose(self) -> None:
        """Shown, so that they can be written down; and typed once more by hand, to prove that they were."""
        self.first.set_value(five_words())
        self.second.set_value("")
        self.shown.setChecked(True)
        self._show_typed(shown=True)
        self.second.line.setFocus()

    def _show_typed(self, *, shown: bool) -> None:
        for field in (self.first, self.second):
            field.line.setEchoMode(_SHOWN if shown else _HIDDEN)
