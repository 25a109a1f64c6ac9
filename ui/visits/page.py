"""Visits: what is planned, the contacts made, what customers suggest, and looking back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from resources.i18n import _, pgettext
from ui.context import Context
from ui.visits.looking_back import LookingBackView
from ui.visits.made import MadeList
from ui.visits.part import Part
from ui.visits.planned import PlannedList
from ui.visits.suggestions import SuggestionsList
from ui.widgets.button import Button, IconButton
from ui.widgets.page import Page
from ui.widgets.tabs import Tabs


class VisitsPage(Page):
    """``customer_opened(id)`` when a card is wanted, ``sheet_wanted(report)`` and ``print_wanted(name, options)`` when
    what is shown is to be printed."""

    customer_opened = Signal(object)
    sheet_wanted = Signal(object)
    print_wanted = Signal(str, dict)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._print = IconButton("printer", _("Print what is shown"))
        self._add = Button("", icon="plus", kind="primary")
        super().__init__(_("Visits"), actions=[self._print, self._add], scrolls=False, parent=parent)
        self.planned = PlannedList(context)
        self.made = MadeList(context)
        self.suggestions = SuggestionsList(context)
        self.looking_back = LookingBackView(context)
        self.tabs = Tabs(_("Visits"))

        self.tabs.setDocumentMode(True)
        for widget, title in (
            (self.planned, pgettext("of visits", "Planned")),
            (self.made, _("Contacts made")),
            (self.suggestions, _("Suggestions")),
            (self.looking_back, _("Looking back")),
        ):
            self.tabs.addTab(widget, title)
            widget.told.connect(self._say)
        self.add(self.tabs)

        for part in (self.planned, self.made, self.suggestions):
            part.customer_opened.connect(self.customer_opened)
        self._print.clicked.connect(self.print_shown)
        self._add.clicked.connect(self._add_new)
        self.tabs.currentChanged.connect(lambda _tab: self.refresh())

    # the contract of pages

    def refresh(self) -> None:
        """Look at the book again, with what is in sight."""
        part = self.part()
        self._add.setVisible(isinstance(part, Part))
        if isinstance(part, Part):
            words, keys = part.adds
            self._add.setText(words)
            self._add.setToolTip(keys)
        part.refresh()
        self._say(part.sentence)

    def focus_first(self) -> None:
        self.part().focus_first()

    def print_shown(self) -> None:
        """The list in sight, or the report of the period that is looked back on."""
        part = self.part()
        if isinstance(part, Part):
            self.sheet_wanted.emit(part.sheet())
        else:
            first, last = part.period()
            self.print_wanted.emit("return-visits", {"first": first, "last": last})

    def part(self) -> Part | LookingBackView:
        """What is in sight."""
        part = self.tabs.currentWidget()
        assert isinstance(part, Part | LookingBackView)
        return part

    # deeds

    def look_back(self) -> None:
        """What came of the visits."""
        self.tabs.setCurrentWidget(self.looking_back)
        self.looking_back.focus_first()

    def _add_new(self) -> None:
        part = self.part()
        if isinstance(part, Part):
            part.add_new()

    def _say(self, sentence: str) -> None:
        if sentence == self.part().sentence:
            self.header.set_subtitle(sentence)
