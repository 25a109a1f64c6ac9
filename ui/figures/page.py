"""Figures: the overview, the classes, the products that bring people back, and the forecast beside the truth."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from resources.i18n import _
from ui.context import Context
from ui.figures.bringing_back import BringingBackPart
from ui.figures.classes import ClassesPart
from ui.figures.forecast import ForecastPart
from ui.figures.overview import OverviewPart
from ui.figures.part import FiguresPart
from ui.widgets.button import IconButton
from ui.widgets.page import Page


class FiguresPage(Page):
    """``customer_opened(id)`` when a card is wanted, ``print_wanted(name, options)`` when what is shown is to be
    printed."""

    customer_opened = Signal(object)
    print_wanted = Signal(str, dict)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._print = IconButton("printer", _("Print what is shown"))
        super().__init__(_("Figures"), actions=[self._print], scrolls=False, parent=parent)
        self.overview = OverviewPart(context)
        self.classes = ClassesPart(context)
        self.bringing_back = BringingBackPart(context)
        self.forecast = ForecastPart(context)
        self.tabs = QTabWidget()

        self.tabs.setAccessibleName(_("Figures"))
        self.tabs.setDocumentMode(True)
        for part, title in (
            (self.overview, _("Overview")),
            (self.classes, _("Classes")),
            (self.bringing_back, _("Products")),
            (self.forecast, _("Forecast")),
        ):
            self.tabs.addTab(part, title)
            part.told.connect(self._say)
            part.customer_opened.connect(self.customer_opened)
            part.print_wanted.connect(self.print_wanted)
        self.add(self.tabs)
        self._print.clicked.connect(self.print_shown)
        self.tabs.currentChanged.connect(lambda _tab: self.refresh())

    def refresh(self) -> None:
        """Look at the book again, with what is in sight."""
        part = self.part()
        self._print.setEnabled(part.report() is not None)
        part.refresh()
        self._say(part.sentence)

    def focus_first(self) -> None:
        self.part().focus_first()

    def choose(self, name: str) -> None:
        """Bring this part into sight, named as above: ``classes``. The page has to be refreshed afterwards."""
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentWidget(getattr(self, name))

    def print_shown(self) -> None:
        """The report of what is in sight."""
        if (wanted := self.part().report()) is not None:
            self.print_wanted.emit(*wanted)

    def part(self) -> FiguresPart[Any]:
        """What is in sight."""
        part = self.tabs.currentWidget()
        assert isinstance(part, FiguresPart)
        return part

    def _say(self, sentence: str) -> None:
        if sentence == self.part().sentence:
            self.header.set_subtitle(sentence)
