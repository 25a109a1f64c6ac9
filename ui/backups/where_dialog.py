"""Where should backups go? Asked once: a stick or another disk first, since they outlive this PC."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from model.safekeeping.places import FOLDER_NAME, Volume
from resources.i18n import _
from ui import theme
from ui.widgets.button import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.label import PlainLabel

_MOST_DISKS = 4
_MEGABYTE, _GIGABYTE = 1_000_000, 1_000_000_000


class WhereDialog(QDialog):
    """``stick_chosen(folder on it)`` or ``folder_chosen(folder)``.

    ``disks`` are those that the book does not lie on; ``folder`` is what is proposed on this one, None where only
    another disk will do.
    """

    stick_chosen = Signal(object)
    folder_chosen = Signal(object)

    def __init__(self, disks: Sequence[Volume], folder: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._only_disks = folder is None
        self._column = QVBoxLayout(self)

        self.setWindowTitle(_("Where should backups go?"))
        self.setMinimumWidth(560)
        self._column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        self._column.setSpacing(theme.SMALL + theme.TIGHT)
        self._column.addWidget(PlainLabel(_("Where should backups go?"), kind="title"))
        self._column.addWidget(
            PlainLabel(
                _(
                    "A backup is a whole second copy of the book. On a stick or another disk it is still there when"
                    " this PC breaks, is stolen or burns."
                ),
                tone="muted",
                wrap=True,
            )
        )
        self._column.addSpacing(theme.SMALL)
        self.rows = [*(self._offer_disk(disk, first=n == 0) for n, disk in enumerate(disks[:_MOST_DISKS]))]
        if folder is None and not disks:
            self._column.addWidget(
                PlainLabel(
                    _("No stick is plugged in. Plug one in, then choose again."), kind="strong", wrap=True
                )
            )
        if folder is not None:
            self.rows.append(self._offer_folder(folder, first=not disks))
        self.rows.append(self._offer_any())
        foot = QHBoxLayout()
        foot.addStretch(1)
        cancel = Button(_("Cancel"))
        foot.addWidget(cancel)
        self._column.addSpacing(theme.SMALL)
        self._column.addLayout(foot)
        self.rows[0].setFocus()

        cancel.clicked.connect(self.reject)

    def take_any(self, folder: Path) -> None:
        """A folder that was looked for by hand."""
        self._choose(self.stick_chosen if self._only_disks else self.folder_chosen, folder)

    def _offer_disk(self, disk: Volume, *, first: bool) -> ChoiceRow:
        folder = disk.root / FOLDER_NAME
        name = disk.name or str(disk.root)
        free = _free(disk.free_bytes)
        row = self._add("usb", _("On “{name}”").format(name=name), f"{free} · {folder}", first=first)
        row.clicked.connect(lambda: self._choose(self.stick_chosen, folder))
        return row

    def _offer_folder(self, folder: Path, *, first: bool) -> ChoiceRow:
        row = self._add("hard-drive", _("Only on this disk for now"), str(folder), first=first)
        row.clicked.connect(lambda: self._choose(self.folder_chosen, folder))
        return row

    def _offer_any(self) -> ChoiceRow:
        title = _("Another disk or folder…")
        row = self._add("folder-open", title, _("As a share of the shop’s network"), first=False)
        row.clicked.connect(self._look_for_one)
        return row

    def _add(self, icon: str, title: str, sentence: str, *, first: bool) -> ChoiceRow:
        row = ChoiceRow(icon, title, sentence, first=first)
        self._column.addWidget(row)
        return row

    def _choose(self, signal: object, folder: Path) -> None:
        self.accept()
        signal.emit(folder)  # type: ignore[attr-defined]

    def _look_for_one(self) -> None:
        dialog = folder_dialog(self, Path.home())
        dialog.fileSelected.connect(lambda name: self.take_any(Path(name)))
        dialog.open()


def _free(size: int) -> str:
    if size < _GIGABYTE:
        return _("{n} MB free").format(n=f"{size // _MEGABYTE:,}")
    return _("{n} GB free").format(n=f"{size / _GIGABYTE:,.1f}")


def folder_dialog(parent: QWidget, beginning: Path) -> QFileDialog:
    """The system's own dialog for a folder; ``fileSelected`` tells which."""
    from PySide6.QtCore import Qt

    dialog = QFileDialog(parent, _("Choose a folder for backups"), str(beginning))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
