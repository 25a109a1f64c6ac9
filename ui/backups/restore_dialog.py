"""Before a backup is restored: what it is, what will happen, and that it can be taken back."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from model.safekeeping import standing
from model.safekeeping.lineage import Verdict
from resources.i18n import _
from ui.backing_up import BackingUp
from ui.backups.facts import Facts, counts_in_words, read_facts, verdict_in_words
from ui.backups.opener import Opener
from ui.context import Context
from ui.widgets.banner import Banner
from ui.widgets.button import Button
from ui.widgets.form_dialog import FormDialog
from ui.widgets.label import PlainLabel


class RestoreDialog(FormDialog):
    """``restore_wanted``, ``join_wanted`` and ``elsewhere_wanted`` with the path and the password that opened it."""

    restore_wanted = Signal(object, object)
    join_wanted = Signal(object, object)
    elsewhere_wanted = Signal(object, object)

    def __init__(
        self,
        context: Context,
        backing_up: BackingUp,
        path: Path,
        known: str | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Restore a backup"), _("Restore it"), width=600, parent=parent)
        self._path, self._now = path, backing_up.now()
        self.opener = Opener(context.tasks, path, read_facts, known or backing_up.remembered.password)
        self.join = Button(_("Put both together…"), icon="git-merge")
        self.elsewhere = Button(_("Save it as a book of its own…"), icon="save")

        self.add(PlainLabel(path.name, tone="muted", elide=True), self.opener)
        self.opener.setMinimumHeight(180)
        self.add_action(self.elsewhere)
        self.add_action(self.join)
        self.join.hide()
        self.elsewhere.hide()
        self.save.setEnabled(False)

        self.opener.opened.connect(self._show)
        self.opener.given_up.connect(self.reject)
        self.finished.connect(lambda _result: self.opener.cancel())
        self.submitted.connect(lambda: self._send(self.restore_wanted))
        self.join.clicked.connect(lambda: self._send(self.join_wanted))
        self.elsewhere.clicked.connect(lambda: self._send(self.elsewhere_wanted))
        self.opener.start()

    def _show(self, facts: Facts) -> None:
        verdict = facts.comparison.verdict
        sentence, tone = verdict_in_words(facts.comparison, facts.shop)
        found = QWidget()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(PlainLabel(self._what(facts), kind="heading", wrap=True))
        column.addWidget(PlainLabel(counts_in_words(facts.counts), tone="muted", wrap=True))
        column.addWidget(Banner(sentence, tone=tone, closable=False))
        column.addWidget(PlainLabel(_consequence(verdict), wrap=True))
        column.addStretch(1)
        self.opener.show_widget(found)
        self.save.setEnabled(verdict not in (Verdict.SAME, Verdict.OTHER))
        self.join.setVisible(verdict is Verdict.PARTED)
        self.elsewhere.setVisible(verdict is Verdict.OTHER)
        (self.save if self.save.isEnabled() else self.elsewhere).setFocus()

    def _what(self, facts: Facts) -> str:
        if facts.at is None:
            return _("A book of “{shop}”").format(shop=facts.shop)
        return _("The backup of {moment}").format(moment=standing.moment(facts.at, self._now))

    def _send(self, signal: object) -> None:
        self.accept()
        signal.emit(self._path, self.opener.password)  # type: ignore[attr-defined]


def _consequence(verdict: Verdict) -> str:
    if verdict is Verdict.SAME:
        return _("There is nothing to restore.")
    if verdict is Verdict.OTHER:
        return _("It cannot take the place of this book. Save it as a book of its own, and open that.")
    return _(
        "It takes the place of your book. Your book of today is kept as a backup first: you can put it back at any"
        " time."
    )
