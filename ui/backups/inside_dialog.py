"""Looking inside a backup: what it is, whom it knows, what was written last, and taking one customer back."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from model.safekeeping import standing
from model.safekeeping.lineage import Verdict
from model.safekeeping.looking_inside import Where
from resources.i18n import _, ngettext
from ui import theme
from ui.backing_up import BackingUp
from ui.backups.facts import verdict_in_words
from ui.backups.inside_rows import (
    Person,
    count_columns,
    count_rows,
    differ_in_words,
    entry_columns,
    people_columns,
)
from ui.backups.opened_backup import OpenedBackup, open_backup
from ui.backups.opener import Opener
from ui.backups.take_back import TakeBack
from ui.context import Context
from ui.widgets.banner import Banner
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import PlainLabel
from ui.widgets.search_field import SearchField
from ui.widgets.separator import Separator
from ui.widgets.simple_table import SimpleTable
from ui.widgets.tabs import Tabs
from ui.widgets.window_size import fit_into_screen

_FOUND = 100
_ORDER = (Where.THERE, Where.BOTH, Where.HERE)
"""Whom somebody looks for in a backup is missing today."""
_WANTED, _LEAST = QSize(980, 720), QSize(760, 520)


class InsideDialog(QDialog):
    """``restore_wanted``, ``join_wanted`` and ``elsewhere_wanted`` with the path and the password that opened it."""

    restore_wanted = Signal(object, object)
    join_wanted = Signal(object, object)
    elsewhere_wanted = Signal(object, object)

    def __init__(
        self, context: Context, backing_up: BackingUp, path: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._path, self._now = context, path, backing_up.now
        self._opened: OpenedBackup | None = None
        self._differs: dict[int, Where | None] = {}
        self._title = PlainLabel(_("Inside a backup"), kind="title", elide=True)
        self._about = PlainLabel(path.name, tone="muted", elide=True)
        self.opener = Opener(context.tasks, path, open_backup, backing_up.remembered.password)
        self.verdict = Banner("", closable=False)
        self.search = SearchField(_("Name, phone or card number in the backup"), name=_("Find in the backup"))
        self.people = SimpleTable(
            people_columns(),
            name=_("Customers in the backup"),
            empty=EmptyState("users", _("Nobody differs"), _("Type to find any customer of the backup.")),
        )
        self.take_back = TakeBack(context.book)
        self._listed = PlainLabel(kind="small", tone="muted", elide=True)
        self.entries = SimpleTable(entry_columns(self._now), name=_("Last entries"))
        self.counts = SimpleTable(count_columns(), name=_("What is in it"))
        self.restore = Button(_("Restore the whole book…"), icon="history")
        self.join = Button(_("Put both together…"), icon="git-merge")
        self.elsewhere = Button(_("Save it as a book of its own…"), icon="save")
        self._close = Button(_("Close"))

        self.setWindowTitle(_("Inside a backup"))
        self._arrange()
        fit_into_screen(self, _WANTED, _LEAST)
        for button in (self.restore, self.join, self.elsewhere):
            button.hide()
        self._connect()
        self.opener.start()

    def _connect(self) -> None:
        self.opener.opened.connect(self._show)
        self.opener.given_up.connect(self.reject)
        self.finished.connect(self._let_go)
        self.search.searched.connect(lambda _text: self._list_people())
        self.search.descended.connect(self.people.setFocus)
        self.people.chosen.connect(self._show_person)
        self.take_back.taken.connect(self._note_taken)
        self._close.clicked.connect(self.accept)
        self.restore.clicked.connect(lambda: self._send(self.restore_wanted))
        self.join.clicked.connect(lambda: self._send(self.join_wanted))
        self.elsewhere.clicked.connect(lambda: self._send(self.elsewhere_wanted))

    def _show(self, opened: OpenedBackup) -> None:
        self._opened = opened
        self._differs = {person.customer_id: person.where for person in opened.inside.people}
        inside = opened.inside
        assert inside.compared is not None
        verdict = inside.compared.verdict
        at = datetime.fromisoformat(inside.manifest.made_at) if inside.manifest else inside.last_at
        self._title.setText(
            _("“{shop}” as it was {moment}").format(shop=inside.shop, moment=standing.moment(at, self._now()))
        )
        if inside.manifest:
            self._about.setText(
                _("{why}, on the PC “{pc}” · {file}").format(
                    why=inside.manifest.reason.label, pc=inside.manifest.pc, file=self._path.name
                )
            )
        sentence, tone = verdict_in_words(inside.compared.comparison, inside.shop)
        self.verdict.say(sentence, tone=tone)
        self.entries.show_rows(inside.last)
        self.counts.show_rows(count_rows(inside))
        self.restore.setVisible(verdict in (Verdict.OLDER, Verdict.NEWER, Verdict.PARTED))
        self.join.setVisible(verdict is Verdict.PARTED)
        self.elsewhere.setVisible(True)
        self._list_people()
        self.opener.show_widget(self._found)
        self.search.setFocus()

    def _list_people(self) -> None:
        if self._opened is None:
            return
        inside, text, before = self._opened.inside, self.search.text().strip(), self.people.current()
        if text:
            people = [
                Person(hit.customer_id, hit.name, hit.phone, self._differs.get(hit.customer_id))
                for hit in self._opened.outside.book.search.find(text, _FOUND)
            ]
            found = ngettext("{n} found in the backup", "{n} found in the backup", len(people))
            self._listed.setText(found.format(n=len(people)))
        else:
            people = [
                Person(person.customer_id, person.name, person.phone, self._differs[person.customer_id])
                for person in sorted(inside.people, key=lambda person: _ORDER.index(person.where))
            ]
            self._listed.setText(differ_in_words(inside))
        self.people.show_rows(people)
        if before is not None:
            again = next((n for n, one in enumerate(people) if one.customer_id == before.customer_id), None)
            if again is not None:
                self.people.select_id(again)

    def _show_person(self, person: Person | None) -> None:
        if person is not None and person.customer_id == self.take_back.customer_id:
            return  # what just came of them is still said
        if person is None or self._opened is None:
            self.take_back.show_nobody(_("Choose a customer to see what the backup knows of them."))
        elif self._opened.inside.compared and self._opened.inside.compared.verdict is Verdict.OTHER:
            self.take_back.show_nobody(_("From another book nobody can be taken over one by one."))
        else:
            self.take_back.show_customer(self._opened, person.customer_id)

    def _note_taken(self, customer_id: int, same: bool) -> None:
        self._differs[customer_id] = None if same else Where.BOTH
        self._list_people()
        self.people.setFocus()  # or the next Enter would press what restores the whole book

    def _send(self, signal: object) -> None:
        self.accept()
        signal.emit(self._path, self.opener.password)  # type: ignore[attr-defined]

    def _let_go(self, _result: int) -> None:
        self.opener.cancel()
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _arrange(self) -> None:
        people = QWidget()
        left = QVBoxLayout()
        left.setSpacing(theme.SMALL)
        left.addWidget(self.search)
        left.addWidget(self.people, 1)
        left.addWidget(self._listed)
        row = QHBoxLayout(people)
        row.setContentsMargins(0, theme.MEDIUM, 0, 0)
        row.setSpacing(theme.LARGE)
        row.addLayout(left, 3)
        row.addWidget(self.take_back, 2)
        self.tabs = Tabs(_("Inside a backup"))
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(people, _("Customers"))
        self.tabs.addTab(_padded(self.entries), _("Last entries"))
        self.tabs.addTab(_padded(self.counts), _("What is in it"))
        self._found = QWidget()
        found = QVBoxLayout(self._found)
        found.setContentsMargins(0, 0, 0, 0)
        found.setSpacing(theme.MEDIUM)
        found.addWidget(self.verdict)
        found.addWidget(self.tabs, 1)

        head = QVBoxLayout()
        head.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, 0)
        head.setSpacing(theme.TIGHT)
        head.addWidget(self._title)
        head.addWidget(self._about)
        body = QVBoxLayout()
        body.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.MEDIUM)
        body.addWidget(self.opener)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.MEDIUM)
        foot.setSpacing(theme.SMALL)
        for button in (self.restore, self.join, self.elsewhere):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(body, 1)
        column.addWidget(Separator())
        column.addLayout(foot)


def _padded(widget: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, theme.MEDIUM, 0, 0)
    column.addWidget(widget)
    return whole
