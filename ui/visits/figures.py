"""The figures of a period that come first."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from model.looking_back.in_words import (
    again_in_words,
    answers_in_words,
    late_in_words,
    mean_in_words,
    span_in_words,
)
from model.looking_back.looking import LookingBack
from resources.i18n import _, ngettext, pgettext
from ui import theme
from ui.widgets.figure_tile import FigureTile

_NARROWEST = 144


class Figures(QWidget):
    """Planned, done, missed, reached, the answers, and who bought again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.planned = FigureTile(pgettext("of visits", "Planned"), "–")
        self.done = FigureTile(pgettext("of visits", "Done"), "–")
        self.missed = FigureTile(_("Missed"), "–")
        self.reached = FigureTile(_("Reached"), "–")
        self.score = FigureTile(_("Would come back"), "–")
        self.again = FigureTile(_("Bought again"), "–")
        self._tiles = (self.planned, self.done, self.missed, self.reached, self.score, self.again)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.MEDIUM)
        self._in_a_line = 0
        self._arrange(len(self._tiles) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        all_of_them = len(self._tiles)
        room = event.size().width() + theme.MEDIUM
        self._arrange(all_of_them if room >= all_of_them * (_NARROWEST + theme.MEDIUM) else all_of_them // 2)

    def _arrange(self, in_a_line: int) -> None:
        """Side by side, or half of them beneath the others: equally wide and high."""
        if in_a_line == self._in_a_line:
            return
        self._in_a_line = in_a_line
        for number, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, number // in_a_line, number % in_a_line)
        for column in range(len(self._tiles)):
            self._grid.setColumnStretch(column, 1 if column < in_a_line else 0)

    def show_figures(self, looked: LookingBack) -> None:
        total, plans = looked.total, looked.total.plans
        waiting = ngettext("{n} still to do", "{n} still to do", plans.waiting).format(n=f"{plans.waiting:,}")
        skipped = ngettext("{n} skipped", "{n} skipped", plans.skipped).format(n=f"{plans.skipped:,}")
        contacts = ngettext("of {n} contact", "of {n} contacts", total.contacts).format(
            n=f"{total.contacts:,}"
        )
        self.planned.show_value(f"{plans.planned:,}", waiting if plans.waiting else "")
        self.done.show_value(f"{plans.done:,}", late_in_words(plans) if plans.done else "")
        self.missed.show_value(
            f"{plans.missed:,}", skipped if plans.skipped else "", "warning" if plans.missed else "text"
        )
        self.reached.show_value(f"{total.reached:,}", contacts if total.contacts else "")
        mean = mean_in_words(total.scores)
        self.score.show_value(mean or "–", span_in_words(total.scores) or answers_in_words(total.scores))
        self.again.show_value(
            f"{total.again.bought:,}",
            _("{some} in 60 days").format(some=again_in_words(total.again)) if total.again.of else "",
        )
