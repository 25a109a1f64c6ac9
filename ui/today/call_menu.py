"""Everything that can be done with a call, in its menu, each beside its key."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from resources.i18n import _
from ui import theme
from ui.forms.outcomes import ICONS, LETTERS
from ui.today import write_back as keys
from ui.today.calls import Call
from ui.today.deeds import Deeds

_ICONS = {
    keys.WRITE_MORE: "pencil",
    keys.OPEN_CARD: "user",
    keys.WHY: "circle-question-mark",
    keys.COMPLAINT: "frown",
    keys.SALE: "shopping-bag",
    keys.MESSAGE: "message-square",
    keys.LEFT: "log-out",
    keys.LETTERS_KEY: "printer",
    keys.SKIP: "chevron-right",
    keys.LATER: "clock",
}


def call_menu(call: Call, do: Callable[[object], object], deeds: Deeds, parent: QWidget) -> QMenu:
    """``do(outcome or key)`` is called with what is chosen."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def add(key: str) -> None:
        deed = menu.addAction(
            theme.icon(_ICONS[key], "muted"), _(keys.DEEDS[key]) + (f"\t{key}" if key else "")
        )
        deed.triggered.connect(lambda: do(key))

    for key in (keys.WRITE_MORE, keys.OPEN_CARD, keys.WHY):
        add(key)
    if call.complaint_id:
        menu.addAction(theme.icon("frown", "muted"), _("Open the complaint")).triggered.connect(
            lambda: deeds.open_complaint(call.complaint_id)
        )
    menu.addSeparator()
    for outcome, letter in LETTERS.items():
        words = _("Letter written") if call.is_letter and outcome.code == 1 else outcome.label
        deed = menu.addAction(theme.icon(ICONS[outcome], "muted"), f"{words}\t{letter}")
        deed.triggered.connect(lambda _on=False, one=outcome: do(one))
    menu.addSeparator()
    for key in (keys.COMPLAINT, keys.SALE, keys.MESSAGE, keys.LEFT):
        add(key)
    if call.is_letter:
        add(keys.LETTERS_KEY)
    menu.addSeparator()
    for key in (keys.SKIP, keys.LATER):
        add(key)
    return menu
