"""The foot of the window: whether everything is saved, what was just done and the way back, who is here."""

from datetime import time

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from model.staff import StaffMember
from resources.i18n import _
from ui import theme
from ui.widgets.button import Button
from ui.widgets.icon_view import IconView
from ui.widgets.label import PlainLabel
from ui.widgets.undo_bar import UndoBar


class FootLine(QWidget):
    """``who_chosen(name)`` when somebody says who they are ("" for nobody in particular)."""

    who_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconView("check", role="muted", size=16)
        self._state = PlainLabel(kind="small", tone="muted", elide=True)
        self.undo_bar = UndoBar()
        self._who = Button("", icon="circle-user", kind="quiet")
        self._staff: list[StaffMember] = []
        self._name = ""

        row = QHBoxLayout(self)
        row.setContentsMargins(theme.LARGE, theme.TIGHT, theme.MEDIUM, theme.TIGHT)
        row.setSpacing(theme.SMALL)
        row.addWidget(self._icon)
        row.addWidget(self._state)
        row.addStretch(1)
        row.addWidget(self.undo_bar, 8)
        row.addStretch(1)
        row.addWidget(self._who)
        # The line keeps its height while the undo bar comes and goes, so nothing above it ever jumps.
        self.setFixedHeight(theme.CONTROL + 4 * theme.TIGHT)
        self.show_saved(None)
        self.show_staff([], "")

        self._who.clicked.connect(self._choose)

    def show_saved(self, at: time | None) -> None:
        """Everything up to ``at`` is in the book's file; ``None`` while nothing was changed yet."""
        words = _("Saved at {time}").format(time=f"{at:%H:%M}") if at else _("Everything is saved")
        self._say(words, "check", "muted")

    def show_not_saved(self) -> None:
        """The last step did not reach the file."""
        self._say(_("Not saved"), "circle-alert", "danger")

    def show_staff(self, staff: list[StaffMember], name: str) -> None:
        """Offer ``staff`` to choose from; ``name`` is who is here now."""
        self._staff, self._name = staff, name
        self._who.setVisible(bool(staff))
        self._who.setText(name or _("Who is here?"))
        self._who.setAccessibleName(
            _("{name} is at this PC: change").format(name=name) if name else _("Say who is at this PC")
        )

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
