"""One customer of a backup: what of her is missing or different today, and taking it back."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from model.book import Book
from model.errors import BookError
from model.record_words import counted_all
from model.safekeeping.comparing import KINDS
from model.safekeeping.looking_inside import Difference, Offer, Taken, offer_of, take_customer
from resources.i18n import _, ngettext
from ui import theme
from ui.backups.opened_backup import OpenedBackup
from ui.widgets.button import Button
from ui.widgets.check_field import CheckBox
from ui.widgets.label import PlainLabel
from ui.widgets.page import scrolled

_TABLES = {kind: table for table, kind in KINDS.items()}
_MOST = 60


class TakeBack(QWidget):
    """``taken(customer id, whether both say the same now)`` once something of her came back into ``book``."""

    taken = Signal(object, bool)

    def __init__(self, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._opened: OpenedBackup | None = None
        self.customer_id: int | None = None
        self._something_is_missing = False
        self._ticks: list[tuple[CheckBox, Difference]] = []
        self._name = PlainLabel(kind="heading", wrap=True)
        self._sentence = PlainLabel(wrap=True)
        self._hint = PlainLabel(tone="muted", wrap=True)
        self._fields = QVBoxLayout()
        self.button = Button(_("Take back into today’s book"), icon="undo-2", kind="primary")

        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, theme.SMALL, 0)
        inside.setSpacing(theme.SMALL)
        inside.addWidget(self._name)
        inside.addWidget(self._sentence)
        inside.addWidget(self._hint)
        inside.addLayout(self._fields)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(scrolled(inside), 1)
        column.addWidget(self.button)
        self.show_nobody(_("Choose a customer to see what the backup knows of them."))

        self.button.clicked.connect(self.take)

    def show_nobody(self, why: str) -> None:
        """Nobody is chosen, or nothing can be taken."""
        self.customer_id = None
        self._show("", why, "", ())
        self.button.setEnabled(False)

    def show_customer(self, opened: OpenedBackup, customer_id: int, taken: Taken | None = None) -> None:
        """What taking her would bring; ``taken`` is what just came."""
        self._opened, self.customer_id = opened, customer_id
        try:
            offer = offer_of(self._book, opened.outside, customer_id)
        except BookError as refused:
            self.show_nobody(str(refused))
            return
        self._something_is_missing = bool(offer.missing)
        self._show(offer.name, _came(taken) if taken else _said(offer), _hint(offer), offer.differences)
        self._tell_what_can_be_done()

    def take(self) -> None:
        """Take what is missing, and the ticked fields; one act, which Undo takes back."""
        if self.customer_id is None or self._opened is None:
            return
        chosen = [difference for tick, difference in self._ticks if tick.isChecked()]
        customer_id = self.customer_id
        try:
            taken = take_customer(self._book, self._opened.outside, customer_id, chosen)
        except BookError as refused:
            self._sentence.setText(str(refused))
            return
        self.show_customer(self._opened, customer_id, taken)
        self.taken.emit(customer_id, not taken.differences)

    def ticks(self) -> list[CheckBox]:
        """A box for each field that differs."""
        return [tick for tick, _difference in self._ticks]

    def _show(self, name: str, sentence: str, hint: str, differences: tuple[Difference, ...]) -> None:
        for label, text in ((self._name, name), (self._sentence, sentence), (self._hint, hint)):
            label.setText(text)
            label.setVisible(bool(text))
        while (item := self._fields.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._ticks = []
        title = ""
        for difference in differences[:_MOST]:
            if difference.title != title:
                title = difference.title
                self._fields.addWidget(PlainLabel(title, kind="strong", wrap=True))
            self._fields.addWidget(self._row(difference))
        more = len(differences) - _MOST
        if more > 0:
            words = ngettext("and {n} more", "and {n} more", more).format(n=more)
            self._fields.addWidget(PlainLabel(words, tone="muted"))

    def _row(self, difference: Difference) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, theme.TIGHT)
        column.setSpacing(0)
        tick = CheckBox(difference.label)
        tick.setAccessibleDescription(_words(difference))
        tick.clicked.connect(self._tell_what_can_be_done)
        column.addWidget(tick)
        column.addWidget(PlainLabel(_words(difference), kind="small", tone="muted", wrap=True))
        self._ticks.append((tick, difference))
        return whole

    def _tell_what_can_be_done(self, *_clicked: Any) -> None:
        self.button.setEnabled(self._something_is_missing or any(tick.isChecked() for tick in self.ticks()))


def _said(offer: Offer) -> str:
    if not offer.missing and not offer.differences:
        return _("Today’s book says the same.")
    if not offer.missing:
        return _("Nothing is missing today; some things differ.")
    return _("Missing in today’s book: {what}.").format(what=_counted(offer.missing))


def _hint(offer: Offer) -> str:
    if not offer.differences:
        return ""
    return _("Tick what should be again as it is in the backup. What is not ticked stays as it is today.")


def _came(taken: Taken) -> str:
    what = _counted(taken.brought)
    if taken.changed:
        fields = ngettext("{n} field", "{n} fields", taken.changed).format(n=taken.changed)
        what = _(", ").join(part for part in (what, fields) if part)
    return _("Taken back: {what}. Undo takes it away again.").format(what=what)


def _counted(counts: dict[str, int]) -> str:
    return counted_all({_TABLES[kind]: n for kind, n in counts.items()})


def _words(difference: Difference) -> str:
    return _("today: {here} · in the backup: {there}").format(
        here=difference.here or _("nothing"), there=difference.there or _("nothing")
    )
