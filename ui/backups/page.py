"""Backups: how safe the book is, where its backups go, what is in them, and the way back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from model.errors import BookError
from model.safekeeping import standing
from model.safekeeping.backup import verify
from model.safekeeping.container import SUFFIX
from model.safekeeping.lineage import contains
from model.safekeeping.locked import LOCKED_SUFFIX
from model.safekeeping.manifest import Reason
from reports import sheets
from resources.i18n import _
from ui.backing_up import BackingUp
from ui.backups.choosing import Choosing
from ui.backups.found import Found, Row, look
from ui.backups.inside_dialog import InsideDialog
from ui.backups.join_dialog import JoinDialog
from ui.backups.list_card import ListCard
from ui.backups.password_card import PasswordCard
from ui.backups.password_form import PasswordForm
from ui.backups.places_card import PlacesCard
from ui.backups.restore_dialog import RestoreDialog
from ui.backups.standing_card import StandingCard
from ui.context import Context
from ui.forms.opening import open_form
from ui.keys import shown_keys
from ui.widgets.banner import Banner
from ui.widgets.button import Button
from ui.widgets.page import Page

_KEPT_FOR = timedelta(days=30)


class BackupsPage(Page):
    """``restore_wanted(path, password)``, ``elsewhere_wanted(path, password)`` and ``join_ready`` for what is to
    become of a backup; ``put_back_wanted(path)`` for what a restore replaced; ``sheet_wanted(report)``
    to print; ``message(sentence)``.
    """

    restore_wanted = Signal(object, object)
    elsewhere_wanted = Signal(object, object)
    join_ready = Signal(object)
    put_back_wanted = Signal(object)
    sheet_wanted = Signal(object)
    message = Signal(str)

    def __init__(self, context: Context, backing_up: BackingUp, parent: QWidget | None = None) -> None:
        self._now_button = Button(_("Back up now"), icon="save", kind="primary", tip=shown_keys("F12"))
        super().__init__(_("Backups"), actions=[self._now_button], widest=1040, parent=parent)
        self._context, self._backing_up = context, backing_up
        self._kept: Row | None = None
        self._looking = False
        self.choosing = Choosing(context, backing_up, parent=self)
        self.standing = StandingCard()
        self.kept = Banner("", closable=False)
        self.places = PlacesCard()
        self.list = ListCard()
        self.password = PasswordCard()

        self.add(self.standing, self.kept, self.list, self.places, self.password)
        self.body.addStretch(1)
        self.kept.hide()
        for card in (self.places, self.password):
            card.setEnabled(not backing_up.practice)  # what holds for this PC is not practised
        self._connect()

    # what every page can do

    def refresh(self) -> None:
        """Say what this PC knows at once, then look at the places in a thread."""
        remembered = self._backing_up.remembered
        self.standing.show_standing(self._backing_up.standing(), self._backing_up.now())
        self.password.show_locked(locked=remembered.password is not None)
        self.places.by_itself.setChecked(remembered.by_itself)
        self._look()

    def focus_first(self) -> None:
        self._now_button.setFocus()

    # deeds

    def back_up_now(self) -> None:
        """A backup at every place; the first time after asking where."""
        if self._backing_up.knows_where():
            self._backing_up.back_up(Reason.HAND, self.refresh)
        else:
            self.choosing.ask_where()

    def show_restore(self, path: Path, password: str | None = None) -> None:
        """Say what would happen if this backup were restored, and offer it."""
        dialog = RestoreDialog(self._context, self._backing_up, path, password, parent=self.window())
        dialog.restore_wanted.connect(self.restore_wanted)
        dialog.join_wanted.connect(self.show_join)
        dialog.elsewhere_wanted.connect(self.elsewhere_wanted)
        open_form(dialog)

    def look_inside(self, path: Path) -> None:
        """Show what is in this backup."""
        dialog = InsideDialog(self._context, self._backing_up, path, parent=self.window())
        dialog.restore_wanted.connect(self.show_restore)
        dialog.join_wanted.connect(self.show_join)
        dialog.elsewhere_wanted.connect(self.elsewhere_wanted)
        open_form(dialog)

    def show_join(self, path: Path, password: str | None = None) -> None:
        """Say which of the two copies is the later one, and offer to put both together."""
        dialog = JoinDialog(self._context, self._backing_up, path, password, parent=self.window())
        dialog.join_wanted.connect(self.join_ready)
        dialog.restore_wanted.connect(self.restore_wanted)
        open_form(dialog)

    def ask_for_copy(self) -> None:
        """Another copy of the book, to compare or join it."""
        self._ask_for_file(_("Open another copy of this book"), self.show_join)

    def check_again(self, row: Row) -> None:
        """Read a backup once more to its last bit."""
        known = self._backing_up.remembered.password
        self._context.tasks.start(
            _("Reading the backup"),
            lambda progress: verify(row.path, known if row.locked else None, progress),
            lambda _manifest: self.message.emit(
                _("The backup of {moment} is whole: every byte was read and compared.").format(
                    moment=standing.moment(row.at, self._backing_up.now())
                )
            ),
        )

    def ask_for_file(self) -> None:
        """A backup or a book that is not in the list."""
        self._ask_for_file(_("Open a backup"), self.look_inside)

    def _ask_for_file(self, title: str, deed: Callable[[Path], object]) -> None:
        backups, anything = _("Backups and books"), _("All files")
        kinds = f"{backups} (*{SUFFIX} *{SUFFIX}{LOCKED_SUFFIX} *.regulars);;{anything} (*)"
        beginning = self._backing_up.remembered.folder_for(self._context.book.path)
        dialog = QFileDialog(self.window(), title, str(beginning), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: deed(Path(name)))
        open_form(dialog)

    def set_password(self) -> None:
        """Ask for a password; new backups are locked with it."""
        form = PasswordForm(parent=self.window())
        form.submitted.connect(lambda: self._take_password(form))
        open_form(form)

    def print_recovery_sheet(self) -> None:
        """The paper with the password, and where the backups are."""
        remembered = self._backing_up.remembered
        if remembered.password is not None:
            places = [str(self._backing_up.plan().folder)]
            if remembered.stick:
                places.append(_("Stick “{name}”").format(name=remembered.stick.name))
            self.sheet_wanted.emit(sheets.recovery(remembered.password, places))

    # parts

    def _connect(self) -> None:
        remembered = self._backing_up.remembered
        self._now_button.clicked.connect(self.back_up_now)
        self._backing_up.changed.connect(self._heed)
        self.kept.acted.connect(self._put_back)
        self.list.inside_wanted.connect(lambda row: self.look_inside(row.path))
        self.list.restore_wanted.connect(lambda row: self.show_restore(row.path))
        self.list.check_wanted.connect(self.check_again)
        self.list.file_wanted.connect(self.ask_for_file)
        self.places.folder_wanted.connect(self.choosing.ask_for_folder)
        self.places.stick_wanted.connect(lambda: self.choosing.ask_where(only_disks=True))
        self.places.stick_forgotten.connect(self.choosing.forget_stick)
        self.choosing.changed.connect(self.refresh)
        self.choosing.message.connect(self.message)
        self.places.by_itself_chosen.connect(lambda on: setattr(remembered, "by_itself", on))
        self.password.password_wanted.connect(self.set_password)
        self.password.sheet_wanted.connect(self.print_recovery_sheet)
        self.password.open_wanted.connect(self._lock_no_more)

    def _put_back(self) -> None:
        if self._kept is not None:
            self.put_back_wanted.emit(self._kept.path)

    def _heed(self) -> None:
        if self.isVisible():
            self.standing.show_standing(self._backing_up.standing(), self._backing_up.now())

    def _look(self) -> None:
        if not self._looking:
            self.places.show_folder_at(self._backing_up.plan().folder, same_disk=None)
            self._look_with(None)

    def _look_with(self, password: str | None) -> None:
        """Look for backups; into the locked ones with the password, which takes half a second each."""
        plan, proofs = self._backing_up.plan(), self._backing_up.remembered.proofs
        book, book_id = self._context.book.path, self._context.book.book_id
        self._looking = True
        self._context.tasks.start(
            _("Looking for backups"),
            lambda _progress: look(replace(plan, password=password), proofs, book, book_id),
            lambda found: self._show_found(found, again_with=None if password else plan.password),
            lambda _refused: self._stop_looking(),
            stopped=self._stop_looking,
            quiet=True,
        )

    def _stop_looking(self) -> None:
        self._looking = False

    def _show_found(self, found: Found, *, again_with: str | None = None) -> None:
        self._looking = False
        remembered, now = self._backing_up.remembered, self._backing_up.now()
        for place, proof in found.lost.items():
            remembered.forget_lost(place, proof)
        if found.lost:
            self._backing_up.changed.emit()
        self.list.show_rows(found.rows, now)
        self.places.show_folder_at(self._backing_up.plan().folder, same_disk=found.same_disk)
        self.places.show_stick(remembered.stick, found.stick_at)
        self._kept = next(
            (row for row in found.rows if row.reason is Reason.RESTORE and abs(now - row.at) < _KEPT_FOR),
            None,
        )
        if self._kept and self._kept.head and contains(self._context.book.store, *self._kept.head):
            self._kept = None  # the restore was taken back, or what it replaced was joined
        self.kept.setVisible(self._kept is not None)
        if self._kept:
            self.kept.say(
                _("Before the restore of {moment} your book was kept as it was.").format(
                    moment=standing.moment(self._kept.at, now)
                ),
                action=_("Put it back"),
            )
        if again_with and any(row.locked for row in found.rows):
            self._look_with(again_with)

    def _take_password(self, form: PasswordForm) -> None:
        if not form.check():
            return
        try:
            self._backing_up.remembered.password = form.password
        except BookError as refused:
            form.refuse(str(refused))
            return
        form.accept()
        self.password.show_locked(locked=True)
        self.message.emit(_("New backups are locked with the password."))

    def _lock_no_more(self) -> None:
        self._backing_up.remembered.password = None
        self.password.show_locked(locked=False)
        self.message.emit(_("New backups are not locked. Older ones still need their password."))
