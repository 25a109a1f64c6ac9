"""A book that cannot be opened as usual: what is the matter, and the ways out, the recommended one first."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from model.safekeeping.backup import Backup
from model.safekeeping.standing import moment
from model.safekeeping.ways_out import Way
from model.trouble import Trouble, TroubleError
from resources.i18n import N_, _, ngettext
from ui import theme
from ui.widgets.banner import Banner
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.icon_view import IconView
from ui.widgets.label import PlainLabel

_TITLES = {
    Trouble.MISSING: N_("The book is not where it was"),
    Trouble.FOLDER: N_("This is a folder"),
    Trouble.EMPTY: N_("There is nothing in this file"),
    Trouble.DAMAGED: N_("The book is damaged"),
    Trouble.STRANGE: N_("Something strange is in this book"),
    Trouble.FOREIGN: N_("This is not a customer book"),
    Trouble.NEWER: N_("The book is newer than the program"),
    Trouble.NOT_UPDATED: N_("The book cannot be put right here"),
    Trouble.BUSY: N_("Another program is using the book"),
    Trouble.HELD: N_("The book is open elsewhere"),
    Trouble.READ_ONLY: N_("The book cannot be written here"),
    Trouble.TWO_NAMES: N_("The book has two names"),
    Trouble.REPLACED: N_("The book was moved or replaced"),
    Trouble.FULL: N_("The disk is full"),
    Trouble.UNREADABLE: N_("The book cannot be read"),
}

_WAYS: dict[Way, tuple[str, str, str]] = {
    Way.AGAIN: (
        "refresh-cw",
        N_("Try again"),
        N_("Once what is in the way is gone."),
    ),
    Way.FIND: ("search", N_("Find the book"), N_("It was moved or renamed.")),
    Way.BACKUP: ("history", N_("Use the newest backup"), ""),
    Way.READ: ("eye", N_("Open it read-only"), N_("To look and print only.")),
    Way.RESCUE: (
        "shield-check",
        N_("Rescue what can be read"),
        N_("Into a new book; this one stays."),
    ),
    Way.OVER: (
        "log-out",
        N_("Go on here all the same"),
        N_("If it is closed there for certain."),
    ),
    Way.COPY: ("copy", N_("Copy it to this PC"), N_("And go on with the copy.")),
    Way.ANOTHER: ("folder-open", N_("Choose another book"), N_("From this PC, a stick or another folder.")),
}


class TroubleView(QWidget):
    """``chosen(way)``: what the person wants to do. ``left`` to go back to the first question."""

    chosen = Signal(object)

    def __init__(
        self,
        refused: TroubleError,
        ways: Sequence[Way],
        backups: Sequence[Backup],
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows: dict[Way, ChoiceRow] = {}
        self._said = Banner("", tone="danger")

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL + theme.TIGHT)
        column.addStretch(2)
        column.addWidget(IconView("triangle-alert", role="warning", size=theme.ICON_LARGE))
        column.addWidget(PlainLabel(_(_TITLES[refused.trouble]), kind="title", wrap=True))
        column.addWidget(PlainLabel(str(refused), wrap=True, selectable=True))
        if refused.path is not None and str(refused.path) not in str(refused):
            column.addWidget(
                PlainLabel(str(refused.path), kind="small", tone="muted", wrap=True, selectable=True)
            )
        column.addWidget(self._said)
        column.addSpacing(theme.MEDIUM)
        for place, way in enumerate(ways):
            row = self._row(way, backups, now, first=place == 0)
            self.rows[way] = row
            column.addWidget(row)
        column.addStretch(3)
        self._said.hide()

    def focus_first(self) -> None:
        next(iter(self.rows.values())).setFocus()

    def show_problem(self, sentence: str) -> None:
        """What kept the chosen way from working."""
        self._said.say(sentence, tone="danger")
        self._said.setVisible(bool(sentence))

    def _row(self, way: Way, backups: Sequence[Backup], now: datetime, *, first: bool) -> ChoiceRow:
        icon, title, sentence = _WAYS[way]
        said = _about(backups[0], now) if way is Way.BACKUP else _(sentence)
        row = ChoiceRow(icon, _(title), said, first=first)
        row.clicked.connect(lambda: self.chosen.emit(way))
        return row


def _about(backup: Backup, now: datetime) -> str:
    """When it was made, and how much is in it."""
    made = moment(backup.made_at, now)
    if backup.manifest is None:
        return _("From {moment}, locked with a password.").format(moment=made)
    customers = int(backup.manifest.counts.get("customers", 0))
    return ngettext(
        "From {moment}, with {n} customer.",
        "From {moment}, with {n} customers.",
        customers,
    ).format(moment=made, n=f"{customers:,}")
