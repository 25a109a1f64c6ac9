"""The foot of the window: whether everything is saved and backed up, what was just done and the way back, who is
here."""

from datetime import time

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from model.staff import StaffMember
from resources.i18n import _
from ui import theme
from ui.widgets.button import Button
from ui.widgets.icon_view import IconView
from ui.widgets.label import PlainLabel
from ui.widgets.plain_text import plain_tip
from ui.widgets.undo_bar import UndoBar

_WIDE, _WIDE_ALONE = 1100, 820
"""From here on the backup is told in whole words: beside what was just done, and alone."""
_NARROW = 900
"""Below, the backup is a sign alone while it is said what was just done."""


class FootLine(QWidget):
    """``who_chosen(name)`` when somebody says who they are ("" for nobody in particular); ``backups_wanted`` when the
    line about the last backup is pressed."""

    who_chosen = Signal(str)
    backups_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconView("check", role="muted", size=16)
        self._state = PlainLabel(kind="small", tone="muted", elide=True)
        self.undo_bar = UndoBar()
        self._backup = Button("", kind="quiet")
        self._backup_words = ("", "")
        self._who = Button("", icon="circle-user", kind="quiet")
        self._staff: list[StaffMember] = []
        self._name = ""

        row = QHBoxLayout(self)
        row.setContentsMargins(theme.LARGE, theme.TIGHT, theme.MEDIUM, theme.TIGHT)
        row.setSpacing(theme.SMALL)
        row.addWidget(self._icon)
        row.addWidget(self._state)
        row.addWidget(self._backup)
        row.addStretch(1)
        row.addWidget(self.undo_bar, 40)  # the words of what was just done need all the room there is
        row.addStretch(1)
        row.addWidget(self._who)
        # The line keeps its height while the undo bar comes and goes, so nothing above it ever jumps.
        self.setFixedHeight(theme.CONTROL + 4 * theme.TIGHT)
        self.show_saved(None)
        self.show_staff([], "")
        self.show_backup("", "")

        self._backup.setProperty("tone", "muted")
        self._backup.setFont(theme.font("small"))
        self.undo_bar.installEventFilter(self)
        self._backup.clicked.connect(self.backups_wanted)
        self._who.clicked.connect(self._choose)

    def show_saved(self, at: time | None) -> None:
        """Everything up to ``at`` is in the book's file; ``None`` while nothing was changed yet."""
        words = _("Saved at {time}").format(time=f"{at:%H:%M}") if at else _("Everything is saved")
        self._say(words, "check", "muted")

    def show_not_saved(self) -> None:
        """The last step did not reach the file."""
        self._say(_("Not saved"), "circle-alert", "danger")

    def show_backup(self, words: str, few_words: str, *, warns: bool = False) -> None:
        """How safe the book is, in one line and where there is little room; no words, no line."""
        self._backup_words = (words, few_words)
        self._backup.setVisible(bool(words))
        self._backup.setIcon(
            theme.icon("triangle-alert", "warning") if warns else theme.icon("shield-check", "muted")
        )
        self._backup.setAccessibleName(words)
        self._backup.setToolTip(plain_tip(words))
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_staff(self, staff: list[StaffMember], name: str) -> None:
        """Offer ``staff`` to choose from; ``name`` is who is here now."""
        self._staff, self._name = staff, name
        self._who.setVisible(bool(staff))
        self._who.setText(name or _("Who is here?"))
        self._who.setAccessibleName(
            _("{name} is at this PC: change").format(name=name) if name else _("Say who is at this PC")
        )

    def _fit(self) -> None:
        alone = self.undo_bar.isHidden()
        has_room = self.width() >= (_WIDE_ALONE if alone else _WIDE)
        crowded = not alone and self.width() < _NARROW
        self._backup.setText("" if crowded else self._backup_words[0 if has_room else 1])

    def _say(self, words: str, icon: str, tone: theme.Tone) -> None:
        self._icon.show_icon(icon, tone)
        self._state.setText(words)
        self._state.set_tone(tone)

    def _choose(self) -> None:
        menu = QMenu(self)
        for name in [*(member.name for member in self._staff), ""]:
            if not name:
                menu.addSeparator()
            chosen = menu.addAction(name.replace("&", "&&") or _("Nobody in particular"))
            chosen.setCheckable(True)
            chosen.setChecked(name == self._name)
            chosen.setData(name)
        menu.triggered.connect(lambda picked: self.who_chosen.emit(picked.data()))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._who.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
