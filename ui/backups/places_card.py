"""Where backups go: a folder, a stick, and whether they are made without being asked for."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.safekeeping.places import Stick
from resources.i18n import _
from ui import theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.check_field import CheckBox
from ui.widgets.icon_view import IconView
from ui.widgets.label import PlainLabel
from ui.widgets.separator import Separator


class PlacesCard(Card):
    """``folder_wanted`` and ``stick_wanted`` to choose another one, ``stick_forgotten``, ``by_itself_chosen(on)``."""

    folder_wanted = Signal()
    stick_wanted = Signal()
    stick_forgotten = Signal()
    by_itself_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Where backups go"), parent=parent)
        self._folder_path = Path()
        self._folder, self._folder_note = (
            PlainLabel(kind="strong", elide=True),
            PlainLabel(tone="muted", wrap=True),
        )
        self._stick, self._stick_note = (
            PlainLabel(kind="strong", elide=True),
            PlainLabel(tone="muted", wrap=True),
        )
        self.choose_folder = Button(_("Choose another…"))
        self.show_folder = Button(_("Show"), icon="folder-open", kind="quiet", tip=_("Show in its folder"))
        self.choose_stick = Button(_("Choose…"))
        self.forget_stick = Button(_("Forget"), kind="quiet")
        self.by_itself = CheckBox(_("Make backups by itself: each day, and when the book is closed"))

        self.add(
            _row("hard-drive", self._folder, self._folder_note, self.show_folder, self.choose_folder),
            Separator(),
            _row("usb", self._stick, self._stick_note, self.forget_stick, self.choose_stick),
            Separator(),
            self.by_itself,
            PlainLabel(
                _(
                    "Old ones are thinned out: kept are those of 7 days, 4 weeks and 12 months, those made by hand for"
                    " 7 days, and those made before a restore, a join or an import for 30 days."
                ),
                kind="small",
                tone="muted",
                wrap=True,
            ),
        )

        self.choose_folder.clicked.connect(self.folder_wanted)
        self.choose_stick.clicked.connect(self.stick_wanted)
        self.forget_stick.clicked.connect(self.stick_forgotten)
        self.show_folder.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder_path)))
        )
        self.by_itself.clicked.connect(self.by_itself_chosen)

    def show_folder_at(self, folder: Path, *, same_disk: bool | None) -> None:
        """The folder; ``same_disk`` as the book's, None while nobody has looked yet."""
        self._folder_path = folder
        self._folder.setText(str(folder))
        self._folder_note.setText(
            _("This PC is looking at it…")
            if same_disk is None
            else _("On the same disk as the book: good against mistakes, but no help when the disk breaks.")
            if same_disk
            else _("On another disk than the book.")
        )
        self.show_folder.setEnabled(folder.is_dir() if same_disk is not None else False)

    def show_stick(self, stick: Stick | None, stick_at: Path | None) -> None:
        """The stick and where it is plugged in now."""
        self.forget_stick.setVisible(stick is not None)
        self.choose_stick.setText(_("Choose another…") if stick else _("Choose…"))
        if stick is None:
            self._stick.setText(_("No stick yet"))
            self._stick_note.setText(
                _("A stick, or any second disk: the copy that is left when this PC breaks or is stolen.")
            )
            return
        self._stick.setText(_("Stick “{name}”").format(name=stick.name) if stick.name else _("Stick"))
        self._stick_note.setText(
            _("Is plugged in: {folder}").format(folder=stick_at)
            if stick_at
            else _("Is not plugged in. Plug it in, and the next backup goes there too.")
        )


def _row(icon: str, name: PlainLabel, note: PlainLabel, *buttons: QWidget) -> QWidget:
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(name)
    words.addWidget(note)
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, theme.TIGHT, 0, theme.TIGHT)
    row.setSpacing(theme.MEDIUM)
    row.addWidget(IconView(icon, role="muted", size=24))
    row.addLayout(words, 1)
    for button in buttons:
        row.addWidget(button)
    return whole
