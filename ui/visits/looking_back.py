"""Looking back: what came of the visits of a period, in figures, charts with their tables, and plain sentences."""

from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from model.changes import Change
from model.looking_back.looking import By, LookingBack, look_back
from model.looking_back.said import Said, own_words
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.tasks import Progress, Task
from ui.visits.by_card import ByCard
from ui.visits.figures import Figures
from ui.visits.period_form import PeriodForm
from ui.visits.sentence_cards import CameBackCard, HelpedCard, OwnWordsCard
from ui.widgets.page import scrolled

_CONCERNS = frozenset({"visit", "follow_up", "purchase", "staff", "product", "visit_rule", "complaint"})
_AFTER_A_CHANGE_MS = 600

Found = tuple[LookingBack, list[Said]]


class LookingBackView(QWidget):
    """``told(sentence)`` is what stands under the title of the page while this is shown.

    The figures are gathered in a thread, after the view was shown, the period chosen, or the book changed.
    """

    told = Signal(str)
    looked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._looking: Task[Found] | None = None
        self.sentence = ""
        self.form = PeriodForm(context)
        self.figures = Figures()
        self.cards = {
            By.MONTH: ByCard(By.MONTH, _("Month by month")),
            By.KIND: ByCard(By.KIND, _("By reason")),
            By.STAFF: ByCard(By.STAFF, _("By whom")),
            By.PRODUCT: ByCard(By.PRODUCT, _("By product")),
            By.CHANNEL: ByCard(By.CHANNEL, _("By way of contact")),
        }
        self.helped = HelpedCard()
        self.came_back = CameBackCard()
        self.words = OwnWordsCard()
        self._again = QTimer(self, singleShot=True, interval=_AFTER_A_CHANGE_MS)

        inside = QVBoxLayout()
        inside.setContentsMargins(0, theme.SMALL, theme.SMALL, theme.MEDIUM)
        inside.setSpacing(theme.MEDIUM)
        self._told_later = (self.helped, self.came_back, *self.cards.values(), self.words)
        for widget in (self.form, self.figures, *self._told_later):
            inside.addWidget(widget)
        for card in self._told_later:
            card.hide()
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(inside))

        self.form.chosen.connect(self.refresh)
        self._again.timeout.connect(self._look_again)
        context.signals.changed.connect(self._heed)

    def refresh(self) -> None:
        """Gather the figures of the chosen period; what is shown stays until they are there."""
        if self._looking is not None:
            self._looking.cancel()
        first, last, today = *self.period(), self._context.today()

        def work(progress: Progress) -> Found:
            store = progress.book.store
            return look_back(store, first, last, today, progress), own_words(store, first, last)

        self._looking = self._context.tasks.start(_("Looking back"), work, self._show, quiet=True)
        if not self.sentence:
            self._tell(_("Counting…"))

    def focus_first(self) -> None:
        self.form.period.setFocus()

    def period(self) -> tuple[date, date]:
        """The first and the last day that are looked back on."""
        return self.form.days()

    def _show(self, found: Found) -> None:
        looked, words = found
        self._looking = None
        if (looked.first, looked.last) != self.period():
            return
        self.figures.show_figures(looked)
        for by, card in self.cards.items():
            card.show_lines(looked.by[by])
        self.helped.show_helped(looked.helped)
        self.came_back.show_loyalty(looked.total.again, looked.loyalty)
        self.words.show_words(words, looked.suggested)
        if looked.empty:
            for empty in self._told_later:
                empty.hide()
        self._tell(
            _("Nothing was planned in this period, and nobody was spoken to.")
            if looked.empty
            else _("What was planned, what was done, what was said, and who came back")
        )
        self.looked.emit()

    def _tell(self, sentence: str) -> None:
        self.sentence = sentence
        self.told.emit(sentence)

    def _heed(self, change: Change) -> None:
        if self.isVisible() and change.kinds & _CONCERNS:
            self._again.start()

    def _look_again(self) -> None:
        if self.isVisible():
            self.refresh()

    def hideEvent(self, event: Any) -> None:
        self._again.stop()
        super().hideEvent(event)
