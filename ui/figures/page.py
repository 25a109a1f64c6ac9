"""Figures: the overview, the classes, the products that bring people back, and the forecast beside the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from resources.i18n import _
from ui.context import Context
from ui.figures.overview import OverviewPart
from ui.figures.part import FiguresPart
from ui.widgets.button import IconButton
from ui.widgets.page import Page
from ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from ui.figures.bringing_back import BringingBackPart
    from ui.figures.classes import ClassesPart
    from ui.figures.forecast import ForecastPart

_PARTS = ("overview", "classes", "bringing_back", "forecast")
"""From left to right."""


class FiguresPage(Page):
    """``customer_opened(id)`` when a card is wanted, ``call_wanted(id, why)`` and ``contact_wanted(id)`` when somebody
    is to be called or was, ``print_wanted(name, options)`` when what is shown is to be printed."""

    customer_opened = Signal(object)
    call_wanted = Signal(object, str)
    contact_wanted = Signal(object)
    print_wanted = Signal(str, dict)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._print = IconButton("printer", _("Print what is shown"))
        super().__init__(_("Figures"), actions=[self._print], scrolls=False, parent=parent)
        self._context = context
        self._parts: dict[str, FiguresPart[Any]] = {}
        self._keyboard_waits = False
        self.tabs = Tabs(_("Figures"))

        self.tabs.setDocumentMode(True)
        for title in (_("Overview"), _("Classes"), _("Products"), _("Forecast")):
            self.tabs.addTab(QWidget(), title)
        self._part("overview")
        self.add(self.tabs)
        self._print.clicked.connect(self.print_shown)
        self.tabs.currentChanged.connect(lambda _tab: self.refresh())

    @property
    def overview(self) -> OverviewPart:
        return cast(OverviewPart, self._part("overview"))

    @property
    def classes(self) -> ClassesPart:
        return cast("ClassesPart", self._part("classes"))

    @property
    def bringing_back(self) -> BringingBackPart:
        return cast("BringingBackPart", self._part("bringing_back"))

    @property
    def forecast(self) -> ForecastPart:
        return cast("ForecastPart", self._part("forecast"))

    def refresh(self) -> None:
        """Look at the book again, with what is in sight."""
        part = self.part()
        self._print.setEnabled(part.report() is not None)
        part.refresh()
        self._say(part.sentence)

    def focus_first(self) -> None:
        """The keyboard goes where the work starts: now, or when there is something to work with."""
        self.part().focus_first()
        self._keyboard_waits = not self._has_keyboard()

    def choose(self, name: str) -> None:
        """Bring this part into sight, named as above: ``classes``. The page has to be refreshed afterwards."""
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentWidget(self._part(name))

    def print_shown(self) -> None:
        """The report of what is in sight."""
        if (wanted := self.part().report()) is not None:
            self.print_wanted.emit(*wanted)

    def part(self) -> FiguresPart[Any]:
        """What is in sight."""
        return self._part(_PARTS[self.tabs.currentIndex()])

    def _part(self, name: str) -> FiguresPart[Any]:
        """The part of that name, made now if nobody has looked at it yet, in the place that was kept for it."""
        if name not in self._parts:
            part = self._parts[name] = _make(name, self._context)
            part.told.connect(self._say)
            part.looked.connect(self._give_keyboard)
            part.customer_opened.connect(self.customer_opened)
            part.call_wanted.connect(self.call_wanted)
            part.contact_wanted.connect(self.contact_wanted)
            part.print_wanted.connect(self.print_wanted)
            place, shown = _PARTS.index(name), self.tabs.currentIndex()
            title, kept = self.tabs.tabText(place), self.tabs.widget(place)
            with QSignalBlocker(self.tabs):
                self.tabs.removeTab(place)
                self.tabs.insertTab(place, part, title)
                self.tabs.setCurrentIndex(shown)
            if kept is not None:
                kept.deleteLater()
        return self._parts[name]

    def _has_keyboard(self) -> bool:
        has = self.window().focusWidget()
        return has is not None and has.isVisible() and self.isAncestorOf(has)

    def _give_keyboard(self) -> None:
        if self._keyboard_waits and self.isVisible() and not self._has_keyboard():
            self.part().focus_first()
        self._keyboard_waits = False

    def _say(self, sentence: str) -> None:
        if sentence == self.part().sentence:
            self.header.set_subtitle(sentence)


def _make(name: str, context: Context) -> FiguresPart[Any]:
    # Each when it is looked at first: to load what the parts reckon with takes longer than to open the page.
    match name:
        case "classes":
            from ui.figures.classes import ClassesPart

            return ClassesPart(context)
        case "bringing_back":
            from ui.figures.bringing_back import BringingBackPart

            return BringingBackPart(context)
        case "forecast":
            from ui.figures.forecast import ForecastPart

            return ForecastPart(context)
        case _:
            return OverviewPart(context)
