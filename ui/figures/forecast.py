"""The part Forecast of the page Figures: the coming year, and what the same forecast was worth in the past."""

from typing import Any

from PySide6.QtWidgets import QWidget

from model.back_test.checking import BackTest, back_test
from model.back_test.in_words import expected_in_words
from model.changes import Change
from resources.i18n import _
from ui.context import Context
from ui.figures.forecast_past import PastCard
from ui.figures.forecast_people import BestCard, SlippingCard
from ui.figures.forecast_year import YearCard
from ui.figures.part import FiguresPart
from ui.tasks import Progress
from ui.widgets.empty_state import EmptyState


class ForecastPart(FiguresPart[BackTest]):
    """The coming year with its doubts, forecasts of the past beside the truth, who brings most and who slips away.

    To refit the past takes seconds in a large book, so it is done again only after something changed.
    """

    concerns = frozenset({"customer", "purchase", "product", "complaint", "gift", "shop", "class_lines"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        currency = context.book.shop.currency
        self._found: BackTest | None = None
        self._is_old = True
        self.nothing = EmptyState(
            "chart-column",
            _("Nothing to foretell yet"),
            _("As soon as customers with a name buy, this page tells what they will probably bring."),
        )
        self.year = YearCard(currency)
        self.past = PastCard(currency)
        self.best = BestCard(currency)
        self.slipping = SlippingCard(currency)
        self._later = (self.year, self.slipping, self.best, self.past)
        for widget in (self.nothing, *self._later):
            self.body.addWidget(widget)
            widget.hide()
        self.body.addStretch(1)

        for card in (self.best, self.slipping):
            card.customer_opened.connect(self.customer_opened)
        context.signals.changed.connect(self._note)

    def gather(self, progress: Progress) -> BackTest:
        """Three refits and the coming year."""
        appraisal = self.context.appraising.made(progress).appraisal
        return back_test(progress.book.store, self.context.today(), appraisal=appraisal, progress=progress)

    def refresh(self) -> None:
        """Gather afresh what is old; what is not stays."""
        if self._found is not None and not self._is_old and self._found.today == self.context.today():
            self.tell(self.sentence)
            return
        super().refresh()

    def doing(self) -> str:
        return _("Holding the forecast against the past…")

    def show_found(self, found: BackTest) -> str:
        self._found, self._is_old = found, False
        nobody = not found.coming.customers
        self.nothing.setVisible(nobody)
        for card in self._later:
            card.setVisible(not nobody)
        if not nobody:
            self.year.show_year(found)
            self.past.show_rounds(found)
            self.best.show_people(found)
            self.slipping.show_people(found)
            # That the forecast has given up nobody does not say that nobody stays away: the overview knows who does.
            self.slipping.setVisible(bool(found.coming.slipping))
        return expected_in_words(found, self.context.book.shop.currency)

    def report(self) -> tuple[str, dict[str, Any]] | None:
        return "forecast", {}

    def focus_first(self) -> None:
        self.year.numbers.setFocus()

    def _note(self, change: Change) -> None:
        self._is_old = self._is_old or bool(change.kinds & self.concerns)
