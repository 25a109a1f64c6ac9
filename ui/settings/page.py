"""Settings: the shop, its people, its hours, what plans return visits, and this PC."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from model.changes import Change
from resources.i18n import _, pgettext
from ui import theme
from ui.context import Context
from ui.settings.holidays import Holidays
from ui.settings.hours_form import HoursForm
from ui.settings.letter_list import LetterList
from ui.settings.rule_list import RuleList
from ui.settings.shop_form import ShopForm
from ui.settings.staff import StaffList
from ui.settings.this_pc import ThisPc
from ui.settings.visits_form import VisitsForm
from ui.widgets.page import Page, scrolled
from ui.widgets.tabs import Tabs

_WIDEST = 860
_KINDS = frozenset({"shop", "staff", "holiday", "visit_rule", "text_template"})


class SettingsPage(Page):
    """``theme_wanted`` and ``language_wanted`` for this PC; everything of the book is saved here, each as one act."""

    theme_wanted = Signal(str)
    language_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Settings"), scrolls=False, parent=parent)
        self.shop = ShopForm(context)
        self.staff = StaffList(context)
        self.hours = HoursForm(context)
        self.holidays = Holidays(context)
        self.rules = RuleList(context)
        self.visits = VisitsForm(context)
        self.letters = LetterList(context)
        self.this_pc = ThisPc(context)
        self.tabs = Tabs(_("Settings"))

        self.tabs.setDocumentMode(True)
        tabs: list[tuple[str, Sequence[Any]]] = [
            (_("Shop"), [self.shop]),
            (_("Staff"), [self.staff]),
            (_("Hours and holidays"), [self.hours, self.holidays]),
            (pgettext("the settings", "Return visits"), [self.rules, self.visits]),
            (_("Letters"), [self.letters]),
            (_("This PC"), [self.this_pc]),
        ]
        self._parts = [card for _title, cards in tabs for card in cards]
        for title, cards in tabs:
            self.tabs.addTab(_column(cards), title)
        self.add(self.tabs)

        self.this_pc.theme_wanted.connect(self.theme_wanted)
        self.this_pc.language_wanted.connect(self.language_wanted)
        context.signals.changed.connect(self._heed)

    def refresh(self) -> None:
        """Look at the book and this PC again; what somebody is typing stays."""
        for part in self._parts:
            part.refresh()

    def focus_first(self) -> None:
        self.tabs.tabBar().setFocus()

    def _heed(self, change: Change) -> None:
        if self.isVisible() and change.kinds & _KINDS:
            self.refresh()


def _column(cards: Sequence[QWidget]) -> QWidget:
    body = QVBoxLayout()
    body.setContentsMargins(0, theme.MEDIUM, 0, theme.MEDIUM)
    body.setSpacing(theme.MEDIUM)
    for card in cards:
        body.addWidget(card)
    body.addStretch(1)
    return scrolled(body, _WIDEST)
