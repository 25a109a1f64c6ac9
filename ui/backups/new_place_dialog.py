"""A backup becomes a book of its own: on a new PC, or beside the book that is open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from model.book_place import suggest
from model.database import SUFFIX
from model.safekeeping import standing
from model.safekeeping.outside import opened_outside
from model.safekeeping.restoring import Restored, restore
from model.statistics import row_counts
from resources.i18n import _
from ui import theme
from ui.backups.facts import counts_in_words
from ui.backups.opener import Opener
from ui.tasks import Progress, Tasks
from ui.widgets.button import Button
from ui.widgets.form_dialog import FormDialog
from ui.widgets.label import PlainLabel


@dataclass(frozen=True)
class _Book:
    shop: str
    at: datetime | None
    counts: dict[str, int]


class NewPlaceDialog(FormDialog):
    """``restored(path of the book)`` once it is there. ``known`` is a password that may open the backup."""

    restored = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        backup: Path,
        folder: Path,
        now: Callable[[], datetime],
        *,
        known: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("A book from a backup"), _("Restore and open it"), width=600, parent=parent)
        self._tasks, self._backup, self._now = tasks, backup, now
        self._folder = folder
        self.path = folder
        self.opener = Opener(tasks, backup, _read, known)
        self._place = PlainLabel(kind="strong", wrap=True, selectable=True)
        self.choose = Button(_("Choose another place…"), icon="folder-open")

        self.add(PlainLabel(backup.name, tone="muted", elide=True), self.opener)
        self.opener.setMinimumHeight(190)
        self.save.setEnabled(False)

        self.opener.opened.connect(self._show)
        self.opener.given_up.connect(self.reject)
        self.finished.connect(lambda _result: self.opener.cancel())
        self.choose.clicked.connect(self._ask_where)
        self.submitted.connect(self._restore)
        self.opener.start()

    def take_place(self, path: Path) -> None:
        """The book goes there."""
        self.path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        self._place.setText(str(self.path))

    def _show(self, book: _Book) -> None:
        found = QWidget()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        title = (
            _("The book of “{shop}” as it was {moment}").format(
                shop=book.shop, moment=standing.moment(book.at, self._now())
            )
            if book.at
            else _("A book of “{shop}”").format(shop=book.shop)
        )
        column.addWidget(PlainLabel(title, kind="heading", wrap=True))
        column.addWidget(PlainLabel(counts_in_words(book.counts), tone="muted", wrap=True))
        column.addSpacing(theme.SMALL)
        column.addWidget(PlainLabel(_("It becomes a book here:"), wrap=True))
        column.addWidget(self._place)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.take_place(suggest(self._folder, book.shop, _("Book")))
        self.opener.show_widget(found)
        self.save.setEnabled(True)
        self.save.setFocus()

    def _ask_where(self) -> None:
        books = _("Customer books")
        dialog = QFileDialog(
            self, _("Where should the book be kept?"), str(self.path), f"{books} (*{SUFFIX})"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile(self.path.name)
        dialog.fileSelected.connect(lambda name: self.take_place(Path(name)))
        dialog.open()

    def _restore(self) -> None:
        backup, path, password, now = self._backup, self.path, self.opener.password, self._now()
        if path.exists():
            self.refuse(
                _("There is already a file “{name}” here. Choose another name.").format(name=path.name)
            )
            return

        def work(progress: Progress) -> Restored:
            return restore(backup, path, now=now, password=password, progress=progress)

        self._tasks.start(
            _("Restoring the book"), work, self._done, lambda refused: self.refuse(str(refused))
        )

    def _done(self, restored: Restored) -> None:
        self.accept()
        self.restored.emit(restored.book)


def _read(progress: Progress, path: Path, password: str | None) -> _Book:
    with opened_outside(path, password, progress) as outside:
        manifest = outside.manifest
        at = datetime.fromisoformat(manifest.made_at) if manifest else None
        return _Book(outside.book.shop.name, at, row_counts(outside.book.store))
