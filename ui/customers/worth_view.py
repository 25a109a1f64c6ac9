"""What a customer is worth: four figures above, and all that they are made of on a tab of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QVBoxLayout, QWidget

from model.card_words import Figure
from model.money import format_money
from resources.i18n import _
from ui import theme
from ui.class_tones import class_tone
from ui.context import Context
from ui.customers.figures_row import FourFigures
from ui.widgets.badge import Badge
from ui.widgets.flow import FlowLayout
from ui.widgets.label import PlainLabel
from ui.widgets.page import scrolled
from ui.widgets.separator import Separator

if TYPE_CHECKING:
    # These load numpy, which takes its time: not before there is something to show.
    from model.value.card_story import CardStory
    from model.value.in_words import Part

_WHEN_SOMEBODY_STAYS_MS = 250
"""Who only walks through the list needs nobody's worth."""

_WIDEST_SUM = 620
"""Wider, and the eye no longer finds the amount of its line."""


class WorthFigures(FourFigures):
    """The class, what they bring, what they may bring, and whether they still come."""

    came_into_sight = Signal()

    def wait(self) -> None:
        """Nothing is known yet."""
        names = (_("Class"), _("Brings"), _("May bring"), _("Still a customer"))
        self.say([Figure(name, "…", known=False) for name in names])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.came_into_sight.emit()


class WorthView(QWidget):
    """Shows one customer, by what is known of the book as a whole, and again when that is known better.

    Somebody who was just changed is reckoned at once, the others of the book in a thread. ``figures`` stand where the
    card puts them; they say the same as this in short.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._customer_id: int | None = None
        self._story: CardStory | None = None
        self._said: list[str] = []
        self.figures = WorthFigures()
        self._inside = QVBoxLayout()
        self._stays = QTimer(self, singleShot=True, interval=_WHEN_SOMEBODY_STAYS_MS)

        self._inside.setContentsMargins(0, theme.SMALL, theme.SMALL, theme.SMALL)
        self._inside.setSpacing(theme.SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(self._inside))

        self._stays.timeout.connect(context.appraising.wanted)
        self.figures.came_into_sight.connect(self._want)
        context.appraising.ready.connect(self._look_again)
        context.appraising.outdated.connect(self._want)
        self.figures.wait()

    def show_customer(self, customer_id: int) -> None:
        """Show what is known of them; the rest follows."""
        self._customer_id = customer_id
        self._look_again()
        self._want()

    def words(self) -> list[str]:
        """Everything that can be read here."""
        return list(self._said)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell()
        self._want()

    def _want(self) -> None:
        in_sight = self.figures.isVisible() or self.isVisible()
        if in_sight and self._customer_id is not None:
            self._stays.start()

    def _look_again(self) -> None:
        appraising = self._context.appraising
        one = None if self._customer_id is None else appraising.one(self._customer_id)
        if one is None or appraising.latest is None:
            self._story = None
            self.figures.wait()
        else:
            from model.value.card_story import card_story

            lines = appraising.latest.classification.lines
            self._story = card_story(self._context.book.store, one.worth, one.circle, lines)
            self.figures.say(self._story.figures)
        if self.isVisible():
            self._tell()

    # the tab

    def _tell(self) -> None:
        _clear(self._inside)
        self._said = []
        story = self._story
        if story is None:
            self._add(_("Reckoning…"), tone="muted")
        else:
            self._add_badges(story)
            self._add(story.why)
            self._add(story.lift, tone="muted")
            strong = QFontMetrics(theme.font("strong"))
            totals = (story.current_total, story.potential_total)
            # Both sums in the same columns: their names are as wide as the wider of the last lines.
            width = max(strong.horizontalAdvance(total.name) for total in totals) + theme.TIGHT
            self._add_sum(story.current, story.current_total, names_width=width)
            self._add_sum(story.potential, story.potential_total, story.between, names_width=width)
            for heading, sentence in story.sentences:
                self._inside.addSpacing(theme.TIGHT)
                self._add(heading, kind="strong")
                self._add(sentence)
            for note in story.notes:
                self._add(note, kind="small", tone="muted")
        self._inside.addStretch(1)

    def _add(self, text: str, *, kind: theme.Type = "body", tone: theme.Tone = "text") -> None:
        if text:
            self._inside.addWidget(PlainLabel(text, kind=kind, tone=tone, wrap=True, selectable=True))
            self._said.append(text)

    def _add_badges(self, story: CardStory) -> None:
        badges = QWidget()
        row = FlowLayout(badges, gap=theme.TIGHT + 2)
        row.addWidget(Badge(story.stands_in.label, tone=class_tone(story.stands_in), icon="star"))
        self._said.append(story.stands_in.label)
        self._inside.addWidget(badges)
        self._add(story.given if story.given != story.stands_in.label else "", tone="muted")
        self._add(story.connector)

    def _add_sum(self, parts: Sequence[Part], total: Part, remark: str = "", *, names_width: int = 0) -> None:
        """Amounts under one another, and what they come to; the names take ``names_width`` pixels at least."""
        currency = self._context.book.shop.currency
        self._inside.addSpacing(theme.SMALL)
        box = QWidget()
        box.setMaximumWidth(_WIDEST_SUM)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.MEDIUM)
        grid.setVerticalSpacing(theme.TIGHT)
        grid.setColumnMinimumWidth(0, names_width)
        grid.setColumnStretch(1, 1)
        rows = [(part.name, part.remark, part.cents) for part in parts]
        for line, (name, words, cents) in enumerate(rows):
            _put(grid, line, name, words, format_money(cents, currency))
        grid.addWidget(Separator(), len(rows), 0, 1, 3)
        _put(grid, len(rows) + 1, total.name, remark, format_money(total.cents, currency), kind="strong")
        self._inside.addWidget(box)
        self._said += [
            " ".join(word for word in (name, words, format_money(cents, currency)) if word)
            for name, words, cents in (*rows, (total.name, remark, total.cents))
        ]


def _put(
    grid: QGridLayout, line: int, name: str, remark: str, amount: str, kind: theme.Type = "body"
) -> None:
    grid.addWidget(PlainLabel(name, kind=kind, selectable=True), line, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(PlainLabel(remark, tone="muted", wrap=True), line, 1, Qt.AlignmentFlag.AlignTop)
    told = PlainLabel(amount, kind=kind, selectable=True)
    grid.addWidget(told, line, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
