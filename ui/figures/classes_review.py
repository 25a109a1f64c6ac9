"""The monthly review: is it due, and whom did it move?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from model.class_lines import ClassLines
from model.class_reviews import ClassReview
from model.classes.review_words import review_in_words
from model.customer_class import CustomerClass
from model.days_in_words import format_day, format_month
from model.errors import BookError
from resources.i18n import _, paragraph, pgettext
from ui import theme
from ui.context import Context
from ui.figures.classes_sentences import Sentences
from ui.tasks import Progress
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.column import Column
from ui.widgets.form import Form
from ui.widgets.label import PlainLabel
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.simple_table import SimpleTable

if TYPE_CHECKING:
    from model.classes.moves import Move

_TALLEST = 8
_SHOW_PROGRESS_AFTER_MS = 300


class ReviewCard(Card):
    """``customer_opened(id)`` when somebody who moved is opened. The review itself changes the book: what is shown
    follows from that."""

    customer_opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Who moved, and why"), parent=parent)
        self._context = context
        self._shown: int | None = None
        self._latest: int | None = None
        self._days: dict[int, date] = {}
        self.standing = PlainLabel(wrap=True)
        self.button = Button(_("Review the classes now"), icon="refresh-cw", kind="primary")
        self._form = Form(columns=3)
        self.chosen = self._form.add(_("Review"), ChoiceField())
        self.result = PlainLabel(wrap=True)
        self.table = SimpleTable(_columns(), name=_("Who moved, and why"), grows=True, tallest=_TALLEST)
        self.sentences = Sentences()

        top = QHBoxLayout()
        top.addWidget(self.standing, 1)
        top.addWidget(self.button)
        self.body.addLayout(top)
        self.add(self._form, self.result, self.table, self.sentences)
        self.table.show_what_fits(("name", "to", "from"), stretch_least=220)
        self.button.clicked.connect(self.review)
        self.chosen.edited.connect(self._show_chosen)
        self.table.opened.connect(lambda move: self.customer_opened.emit(move.customer_id))
        self.table.chosen.connect(self._say)

    def show_reviews(
        self,
        due: date | None,
        reviews: Sequence[ClassReview],
        moves: Sequence[Move],
        first_classed: int,
        lines: ClassLines,
    ) -> None:
        """``moves`` and ``first_classed`` are of the latest of ``reviews``, which stands first; ``lines`` are those
        that hold now."""
        last = reviews[0] if reviews else None
        lines_moved = last is not None and last.class_lines_id != lines.id
        self.standing.setText(_standing(due, last, lines_moved=lines_moved, proposed=not lines.id))
        # Whoever is not asked to review finds the way all the same, but is not called to it.
        self._call(aloud=last is None or due is not None or lines_moved)
        self._latest = last.id if last else None
        self._days = {one.id: one.reviewed_on for one in reviews}
        stays = self._shown if any(one.id == self._shown for one in reviews[1:]) else None
        self.chosen.set_choices([Choice(one.id, format_day(one.reviewed_on)) for one in reviews])
        self._form.setVisible(len(reviews) > 1)
        if stays is not None:
            self.chosen.set_value(stays)
            self._show_chosen()
            return
        self.chosen.set_value(last.id if last else None)
        self._show_moves(last.id if last else None, moves, first_classed)

    def earlier_day(self) -> date | None:
        """The day of the review that is shown, if it is not the latest."""
        return None if self._shown in (None, self._latest) else self._days.get(self._shown or 0)

    def review(self) -> None:
        """Make the review of today, in a thread."""
        today = self._context.today()

        def work(progress: Progress) -> ClassReview:
            from model.classes.reviewing import review

            return review(progress.book, today, progress)

        had_keyboard = self.button.hasFocus()
        self.button.setEnabled(False)
        panel = self._begun()

        def ended() -> None:
            panel.hide()
            panel.deleteLater()
            self.button.setEnabled(True)
            if had_keyboard:
                self.button.setFocus()

        def reviewed(made: ClassReview) -> None:
            ended()
            if made.id == self._latest:
                self.standing.setText(_("The classes were reviewed today already. Nobody moved since."))
            self._shown = None

        def refused(refusal: BookError) -> None:
            ended()
            self.standing.setText(str(refusal))

        self._context.tasks.start(
            _("Reviewing the classes"), work, reviewed, refused, stopped=ended, panel=panel
        )

    def _begun(self) -> ProgressPanel:
        """How far the review is, if it takes longer than a moment. It bars nothing: at the counter they go on."""
        panel = ProgressPanel(_("Reviewing the classes"), parent=self)
        panel.hide()
        self.body.insertWidget(1, panel)
        QTimer.singleShot(_SHOW_PROGRESS_AFTER_MS, panel, panel.show)
        return panel

    def _call(self, *, aloud: bool) -> None:
        self.button.setProperty("kind", "primary" if aloud else "plain")
        self.button.setIcon(theme.icon("refresh-cw", "on_accent" if aloud else "text"))
        self.button.style().unpolish(self.button)
        self.button.style().polish(self.button)

    def _show_chosen(self) -> None:
        """The moves of another review, asked for in a thread."""
        review_id = self.chosen.value()
        assert isinstance(review_id, int)
        self._shown = review_id

        def work(progress: Progress) -> tuple[list[Move], int]:
            from model.classes import moves

            store = progress.book.store
            return moves.moves(store, review_id), moves.first_classed(store, review_id)

        def show(found: tuple[list[Move], int]) -> None:
            if self._shown == review_id:
                self._show_moves(review_id, *found)

        self._context.tasks.start(_("Figures"), work, show, quiet=True)

    def _show_moves(self, review_id: int | None, moves: Sequence[Move], first_classed: int) -> None:
        self._shown = review_id
        self.result.setText(review_in_words(moves, first_classed) if review_id else "")
        self.result.setVisible(bool(self.result.text()))
        self.table.show_rows(moves)
        self.table.setVisible(bool(moves))
        self.sentences.setVisible(bool(moves))
        if moves:
            self.table.select_first()

    def _say(self, move: Move | None) -> None:
        if move is None:
            self.sentences.say("", "")
            return
        by_hand = ""
        if move.by_hand is not CustomerClass.NONE:
            by_hand = _("Stays {one} by your own word.").format(one=move.by_hand.label)
        self.sentences.say(move.name, paragraph((move.why, by_hand, move.lift)))


def _standing(due: date | None, last: ClassReview | None, *, lines_moved: bool, proposed: bool) -> str:
    if last is None and proposed:
        return _(
            "The classes were never reviewed. The first review gives everybody their class, by the proposed lines if"
            " you save no others before; from then on you see each month who moved."
        )
    if last is None:
        return _(
            "The classes were never reviewed. The first review gives everybody their class; from then on you see"
            " each month who moved."
        )
    day = format_day(last.reviewed_on)
    if due is not None:
        return _("The review of {month} is due. The last one was on {day}.").format(
            month=format_month(due), day=day
        )
    if lines_moved:
        return _(
            "The lines were changed after the review of {day}. They count from the next review on."
        ).format(day=day)
    return _("Last reviewed on {day}. The next review is due next month.").format(day=day)


def _columns() -> list[Column[Move]]:
    return [
        Column("name", _("Customer"), lambda move: move.name, width=190, strong=True),
        Column("from", pgettext("class", "From"), lambda move: move.from_class.label, width=128),
        Column(
            "to",
            pgettext("class", "To"),
            lambda move: move.to_class.label,
            width=128,
            icon=lambda move: {True: "arrow-up", False: "arrow-down", None: "minus"}[move.is_up],
            tone=lambda move: {True: "success", False: "warning", None: "text"}[move.is_up],
        ),
        Column("why", pgettext("class", "Why"), lambda move: move.why, stretch=True, sortable=False),
    ]
