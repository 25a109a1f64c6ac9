"""The part Classes of the page Figures: who stands where and why, the lines between the classes, and who moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QWidget

from model.class_reviews import ClassReview, ClassReviews
from model.class_treatments import ClassTreatment
from model.customer_class import CustomerClass
from resources.i18n import _, ngettext, paragraph
from ui import theme
from ui.context import Context
from ui.figures.classes_lines import LinesCard
from ui.figures.classes_members import MembersCard
from ui.figures.classes_review import ReviewCard
from ui.figures.classes_tiles import ClassTiles
from ui.figures.classes_treatments import TreatmentsCard
from ui.figures.part import FiguresPart
from ui.tasks import Progress
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import PlainLabel

if TYPE_CHECKING:
    from model.classes.moves import Move
    from ui.appraising import Appraised


@dataclass(frozen=True)
class Found:
    """``figures`` are customers, what they bring and may bring (cents), by class. ``due`` is the month whose review is
    due, and ``reviews`` all there were, the latest first, with the ``moves`` of that one."""

    appraised: Appraised
    figures: dict[CustomerClass, tuple[int, int, int]]
    due: date | None
    reviews: tuple[ClassReview, ...]
    moves: tuple[Move, ...]
    first_classed: int
    treatments: dict[CustomerClass, ClassTreatment]

    @property
    def anybody_bought(self) -> bool:
        """Whether there is anything to class anybody by."""
        return bool(self.appraised.appraisal.buying_days.any())


class ClassesPart(FiguresPart[Found]):
    """From top to bottom: how many there are in each class, what the last review moved, the lines and what others
    would change, who is in a class, and how each class is treated."""

    concerns = FiguresPart.concerns | {
        "class_lines",
        "class_review",
        "class_step",
        "class_treatment",
        "visit_rule",
        "shop",
    }

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.nothing = EmptyState(
            "users",
            _("Nobody has bought anything yet"),
            _(
                "Once sales to customers are recorded, or brought in from another program, everybody gets a class here:"
                " platinum, gold, iron or lead, by what they bring now and what they may bring."
            ),
        )
        self.remark = PlainLabel(tone="muted", wrap=True)
        self.tiles = ClassTiles()
        self.review = ReviewCard(context)
        self.lines = LinesCard(context)
        self.members = MembersCard(context)
        self.treatments = TreatmentsCard(context)
        self._told = (self.tiles, self.remark, self.review, self.members, self.lines, self.treatments)

        self.body.addWidget(self.nothing)
        self.nothing.hide()
        for widget in self._told:
            self.body.addWidget(widget)
            widget.hide()
        self.body.addStretch(1)
        self.tiles.opened.connect(self._show_members)
        for card in (self.review, self.lines, self.members):
            card.customer_opened.connect(self.customer_opened)

    def gather(self, progress: Progress) -> Found:
        # In this thread: numpy is not loaded before somebody looks at figures.
        from model.classes import moves, treatment
        from model.classes.classifying import figures_of
        from model.classes.review_due import due

        store = progress.book.store
        appraised = self.context.appraising.made(progress)
        reviews = tuple(ClassReviews(store).all(order="reviewed_on DESC, id DESC"))
        last = reviews[0] if reviews else None
        return Found(
            appraised=appraised,
            figures=dict(figures_of(appraised.classification, appraised.appraisal)),
            due=due(store, self.context.today()),
            reviews=reviews,
            moves=tuple(moves.moves(store, last.id)) if last else (),
            first_classed=moves.first_classed(store, last.id) if last else 0,
            treatments=treatment.stored(store),
        )

    def show_found(self, found: Found) -> str:
        self.nothing.setVisible(not found.anybody_bought)
        for widget in self._told:
            widget.setVisible(found.anybody_bought)
        if not found.anybody_bought:
            return _("Nobody has bought anything yet.")
        from model.value.margins import Source

        classification, appraisal = found.appraised.classification, found.appraised.appraisal
        self.tiles.show_figures(found.figures, is_revenue=appraisal.basis.margins.source is Source.REVENUE)
        self._remark(found)
        self.review.show_reviews(
            found.due, found.reviews, found.moves, found.first_classed, classification.lines
        )
        self.lines.show_lines(appraisal, classification)
        self.members.show_members(appraisal, classification, found.appraised.connectors)
        self.treatments.show_treatments(found.treatments)
        return _("Who stands where, why, and who moved")

    def report(self) -> tuple[str, dict[str, Any]] | None:
        day = self.review.earlier_day()
        return "classes", {} if day is None else {"on": day}

    def focus_first(self) -> None:
        self.tiles.focus_first()

    def _remark(self, found: Found) -> None:
        from model.value.whole_book_words import rough_in_words

        appraisal = found.appraised.appraisal
        by_hand = int(found.appraised.classification.by_hand.sum())
        words = [
            appraisal.margin_words,
            rough_in_words() if appraisal.rough else "",
            ngettext(
                "{n} customer has a class that you gave by hand.",
                "{n} customers have a class that you gave by hand.",
                by_hand,
            ).format(n=f"{by_hand:,}")
            if by_hand
            else "",
        ]
        self.remark.setText(paragraph(words))
        self.remark.setVisible(bool(self.remark.text()))

    def _show_members(self, one: CustomerClass) -> None:
        self.members.show_class(one)
        self.members.table.setFocus()
        area = self.findChild(QScrollArea)
        column = area.widget() if area else None
        assert area is not None
        assert column is not None
        top = self.members.mapTo(column, QPoint(0, 0)).y()
        area.verticalScrollBar().setValue(top - theme.SMALL)
