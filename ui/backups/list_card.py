"""The backups that can be reached now, and what can be done with each."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from model.safekeeping import standing
from model.safekeeping.places import Place
from resources.i18n import _, pgettext
from ui import theme
from ui.backups.facts import counts_in_words
from ui.backups.found import Row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.column import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.simple_table import SimpleTable

_BY_IMPORTANCE = ("at", "place", "inside", "size")
_MEGABYTE = 1_000_000
_KILOBYTE = 1_000


class ListCard(Card):
    """``inside_wanted``, ``restore_wanted`` and ``check_wanted`` with a row; ``file_wanted`` for one that is not in
    the list."""

    inside_wanted = Signal(object)
    restore_wanted = Signal(object)
    check_wanted = Signal(object)
    file_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._other = Button(_("From a file…"), icon="folder-open", kind="quiet")
        self.inside = Button(_("Look inside…"), icon="eye")
        self.restore = Button(_("Restore…"), icon="history")
        self.check = Button(_("Check again"), icon="shield-check")
        buttons = [self._other, self.check, self.restore, self.inside]
        super().__init__(_("Backups"), actions=buttons, parent=parent)
        self._now: datetime | None = None
        self.table = SimpleTable(
            self._columns(),
            name=_("Backups"),
            menu_for=self._menu,
            empty=EmptyState(
                "archive",
                _("No backups here yet"),
                _("Press F12: a backup is made, read back and compared before it counts."),
            ),
            grows=True,
            tallest=7,
        )
        self.table.show_what_fits(_BY_IMPORTANCE, stretch_least=130)
        self.add(self.table)

        self._other.clicked.connect(self.file_wanted)
        self.table.opened.connect(self.inside_wanted)
        self.table.chosen.connect(lambda _row: self._tell_what_can_be_done())
        self.inside.clicked.connect(lambda: self._send(self.inside_wanted))
        self.restore.clicked.connect(lambda: self._send(self.restore_wanted))
        self.check.clicked.connect(lambda: self._send(self.check_wanted))
        self._tell_what_can_be_done()

    def show_rows(self, rows: Sequence[Row], now: datetime) -> None:
        """Show these, the newest first."""
        current = self.table.current()
        self._now = now
        self.table.show_rows(rows)
        again = next((n for n, row in enumerate(rows) if current and row.path == current.path), 0)
        if rows:
            self.table.select_id(again)
        self._tell_what_can_be_done()

    def _send(self, signal: object) -> None:
        row = self.table.current()
        if row is not None:
            signal.emit(row)  # type: ignore[attr-defined]

    def _tell_what_can_be_done(self) -> None:
        for button in (self.inside, self.restore, self.check):
            button.setEnabled(self.table.current() is not None)

    def _menu(self, row: Row) -> QMenu:
        menu = QMenu(self)
        menu.addAction(theme.icon("eye", "muted"), _("Look inside…"), lambda: self.inside_wanted.emit(row))
        menu.addAction(theme.icon("history", "muted"), _("Restore…"), lambda: self.restore_wanted.emit(row))
        menu.addAction(
            theme.icon("shield-check", "muted"), _("Check again"), lambda: self.check_wanted.emit(row)
        )
        return menu

    def _columns(self) -> list[Column[Row]]:
        return [
            Column(
                "at",
                _("When"),
                lambda row: standing.moment(row.at, self._now, "short") if self._now else "",
                width=176,
                strong=True,
                order=lambda row: row.at,
                descends_first=True,
            ),
            Column("reason", _("Why"), lambda row: row.reason.label if row.reason else "", stretch=True),
            Column(
                "place",
                _("Where"),
                lambda row: _("Stick") if row.place is Place.STICK else _("Folder"),
                width=104,
                icon=lambda row: "usb" if row.place is Place.STICK else "hard-drive",
            ),
            Column(
                "inside",
                _("In it"),
                in_it,
                width=244,
                order=lambda row: (row.counts or {}).get("customers", 0),
                icon=lambda row: "lock" if row.locked else "",
            ),
            Column(
                "size",
                pgettext("of a file", "Size"),
                lambda row: size_in_words(row.size),
                width=88,
                align="right",
                order=lambda row: row.size,
            ),
        ]


def in_it(row: Row) -> str:
    """``1,203 customers, 5,400 purchases``."""
    return counts_in_words(row.counts) if row.counts else _("locked with a password")


def size_in_words(size: int) -> str:
    """``312 kB``, ``8.4 MB``."""
    if size < _MEGABYTE:
        return _("{n} kB").format(n=max(1, round(size / _KILOBYTE)))
    return _("{n} MB").format(n=f"{size / _MEGABYTE:,.1f}")
