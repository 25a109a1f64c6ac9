"""Choosing where backups go: asked once, sticks and other disks first."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from model.errors import BookError
from model.safekeeping.manifest import Reason
from model.safekeeping.places import (
    FOLDER_NAME,
    Volume,
    on_one_disk,
    other_disks,
    remember_stick,
    volume_of,
)
from resources.i18n import _
from ui import volumes
from ui.backing_up import BackingUp
from ui.backups.where_dialog import WhereDialog, folder_dialog
from ui.context import Context
from ui.forms.opening import open_form
from ui.widgets.problem_dialog import ProblemDialog


class Choosing(QObject):
    """``changed`` once a place was chosen and has its first backup, or was forgotten; ``message(sentence)``."""

    changed = Signal()
    message = Signal(str)

    def __init__(self, context: Context, backing_up: BackingUp, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._backing_up, self._page = context, backing_up, parent

    def ask_where(self, *, only_disks: bool = False) -> None:
        """Ask where backups go; with ``only_disks`` for a stick or another disk beside the folder."""
        self._context.tasks.start(
            _("Looking for sticks and disks"),
            lambda _progress: volumes.mounted(),
            lambda mounted: self._show_where(mounted, only_disks=only_disks),
        )

    def ask_for_folder(self) -> None:
        """Another folder in the place of the one that backups go to now."""
        dialog = folder_dialog(self._page.window(), self._backing_up.plan().folder)
        dialog.fileSelected.connect(lambda name: self.take_folder(Path(name)))
        dialog.open()

    def take_folder(self, folder: Path) -> None:
        """Backups go into this folder from now on; the first at once."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._refuse(
                _("Backups cannot go to {folder}: {reason}. Choose another stick or folder.").format(
                    folder=folder, reason=error.strerror
                )
            )
            return
        self._backing_up.remembered.folder = folder
        self._backing_up.back_up(Reason.HAND, self.changed.emit)

    def take_stick(self, folder: Path, mounted: Sequence[Volume]) -> None:
        """Backups go to this stick too from now on; the first at once."""
        book = self._context.book.path
        volume = volume_of(folder, mounted)
        if volume is None or on_one_disk(book, folder, mounted):
            self._refuse(
                _(
                    "{folder} is on the same disk as the book. Plug in a stick, or choose another disk."
                ).format(folder=folder)
            )
            return
        try:
            self._backing_up.remembered.stick = remember_stick(folder, volume)
        except BookError as refused:
            self._refuse(str(refused))
            return
        self._backing_up.back_up(Reason.HAND, self.changed.emit)

    def forget_stick(self) -> None:
        """Backups go to the folder alone."""
        self._backing_up.remembered.stick = None
        self._backing_up.changed.emit()
        self.changed.emit()
        self.message.emit(_("Backups no longer go to the stick. Those on it stay."))

    def _show_where(self, mounted: Sequence[Volume], *, only_disks: bool) -> None:
        book = self._context.book.path
        disks = other_disks(book, mounted)
        dialog = WhereDialog(disks, None if only_disks else _proposed(book), parent=self._page.window())
        dialog.stick_chosen.connect(lambda folder: self.take_stick(folder, mounted))
        dialog.folder_chosen.connect(lambda folder: self._take(folder, disks, mounted))
        open_form(dialog)

    def _take(self, folder: Path, disks: Sequence[Volume], mounted: Sequence[Volume]) -> None:
        """A folder that was looked for by hand: on a stick, it is known again by its mark, not by its path."""
        if volume_of(folder, mounted) in disks:
            self.take_stick(folder, mounted)
        else:
            self.take_folder(folder)

    def _refuse(self, sentence: str) -> None:
        ProblemDialog(sentence, parent=self._page.window()).open()


def _proposed(book: Path) -> Path:
    """Where people look for their own things, if there is such a place."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    place = Path(documents) if documents and Path(documents).is_dir() else book.resolve().parent
    return place / FOLDER_NAME
