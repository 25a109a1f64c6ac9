"""The part Overview of the page Figures: what the customers are worth, on how few it hangs, who comes and who goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from reports.catalogue import CATALOGUE
from resources.i18n import _
from ui.appraising import Appraised
from ui.context import Context
from ui.figures.overview_beginners import BeginnersCard
from ui.figures.overview_classes import ClassesCard, ClassLine
from ui.figures.overview_concentration import ConcentrationCard
from ui.figures.overview_missing import NothingYet, StillMissing
from ui.figures.overview_months import ComingCard, EarningCard
from ui.figures.overview_silent import SHOWN, SilentCard
from ui.figures.overview_tiles import OverviewTiles
from ui.figures.overview_worth import WorthCard
from ui.figures.part import FiguresPart
from ui.tasks import Progress
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.form import Form

if TYPE_CHECKING:
    from model.flow.flow import Flow
    from model.silent_list import SilentList
    from model.value.whole_book import WholeBook

_YEAR_DAYS = 365
_EARLY_MONTHS = 3


@dataclass(frozen=True)
class Found:
    """``outstanding`` are the sentences of what stands out, ``margin_words`` what has to be said of all profits."""

    flow: Flow
    whole: WholeBook
    classes: tuple[ClassLine, ...]
    classes_proposed: bool
    outstanding: tuple[str, ...]
    margin_words: str
    years: int
    silent: SilentList


class OverviewPart(FiguresPart[Found]):
    """First one sentence and what stands out, then whom to call, then the figures of today, then charts, each with
    its table."""

    concerns = FiguresPart.concerns | {"class_lines", "class_review", "class_step", "follow_up", "shop"}

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        currency = context.book.shop.currency
        self.nothing = NothingYet()
        self.worth = WorthCard(currency)
        self.tiles = OverviewTiles()
        self.silent = SilentCard(currency)
        self._form = Form(columns=3)
        self.years = self._form.add(
            _("Period"),
            ChoiceField(
                [
                    Choice(1, _("The last 12 months")),
                    Choice(2, _("The last 2 years")),
                    Choice(5, _("The last 5 years")),
                ]
            ),
        )
        self.concentration = ConcentrationCard(currency)
        self.coming = ComingCard()
        self.earning = EarningCard(currency)
        self.beginners = BeginnersCard()
        self.classes = ClassesCard(currency)
        self.missing = StillMissing()
        self._told = (
            self.worth,
            self.silent,
            self.tiles,
            self._form,
            self.concentration,
            self.coming,
            self.earning,
            self.beginners,
            self.classes,
            self.missing,
        )

        self.years.set_value(1)
        self.body.addWidget(self.nothing)
        for widget in self._told:
            self.body.addWidget(widget)
            widget.hide()
        self.nothing.hide()
        self.body.addStretch(1)
        self.years.edited.connect(self.refresh)
        self.silent.customer_opened.connect(self.customer_opened)
        self.silent.call_wanted.connect(self.call_wanted)
        self.silent.contact_wanted.connect(self.contact_wanted)
        self.silent.print_wanted.connect(self.print_wanted)

    def gather(self, progress: Progress) -> Found:
        # Here, in the thread: numpy is not loaded before somebody looks at figures.
        from model.flow.flow import flow
        from model.flow.standing_out import standing_out
        from model.silent_list import silent_customers

        years = self._years()
        appraised = self.context.appraising.made(progress)
        store = progress.book.store
        found = flow(store, appraised.on, years * _YEAR_DAYS, progress)
        return Found(
            flow=found,
            whole=appraised.appraisal.whole,
            classes=_class_lines(appraised),
            classes_proposed=appraised.classification.proposed,
            outstanding=tuple(standing_out(found)),
            margin_words=appraised.appraisal.margin_words,
            years=years,
            silent=silent_customers(store, appraised.on, limit=SHOWN, appraisal=appraised.appraisal),
        )

    def show_found(self, found: Found) -> str:
        flow = found.flow
        empty = not flow.months
        self.nothing.setVisible(empty)
        for widget in self._told:
            widget.setVisible(not empty)
        if empty:
            return _("Nothing was sold yet.")
        months = flow.months[-12 * found.years - (0 if flow.months[-1].complete else 1) :]
        self.worth.show_worth(
            found.whole,
            found.outstanding,
            found.margin_words,
            is_revenue=flow.is_revenue,
            early=len(flow.months) <= _EARLY_MONTHS,
        )
        self.tiles.show_flow(flow)
        self.silent.show_silent(found.silent)
        self.concentration.show_concentration(flow)
        self.coming.show_months(months, flow)
        self.earning.show_months(months, found.margin_words, is_revenue=flow.is_revenue)
        self.beginners.show_beginners(flow)
        self.classes.show_classes(found.classes, proposed=found.classes_proposed)
        self.missing.show_missing(flow)
        return _("What the customers are worth, how much hangs on few, and who comes and goes")

    def report(self) -> tuple[str, dict[str, Any]] | None:
        if "owner-month" in CATALOGUE:
            return "owner-month", {}
        return "top-customers", {"by": "profit"}

    def focus_first(self) -> None:
        (self.years if self.silent.table.isHidden() else self.silent.table).setFocus()

    def _years(self) -> int:
        years = self.years.value()
        assert isinstance(years, int)
        return years


def _class_lines(appraised: Appraised) -> tuple[ClassLine, ...]:
    """A line for each class."""
    from model.classes.classifying import figures_of

    of_classes = figures_of(appraised.classification, appraised.appraisal)
    return tuple(ClassLine(one.label, *figures) for one, figures in of_classes.items())
