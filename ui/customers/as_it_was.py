"""A customer's card as it was on a day: only to be read, with what says something else today."""

from datetime import timedelta

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from model.as_it_was import AsItWas, card_on
from model.card_words import Fact, facts
from model.customers import CustomerCard
from model.days_in_words import format_day
from model.record_names import Names
from model.timeline import gifts_told, services_told, steps_told, story, wishes_told
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.customers.happenings import happening
from ui.forms.fields import day_field
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import PlainLabel
from ui.widgets.page import scrolled
from ui.widgets.timeline import TimelineView
from ui.widgets.window_size import fit_into_screen

_LABEL = 132
_WIDE = 700
"""From here on the card and what happened stand side by side."""


class AsItWasDialog(QDialog):
    """Begins with yesterday; any day can be typed, or stepped to with the arrow keys."""

    def __init__(self, context: Context, customer_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._customer_id = context, customer_id
        self.name = PlainLabel(kind="title", elide=True)
        self.day = day_field(context, past=True)
        self._sentence = PlainLabel(tone="muted", wrap=True)
        self.grid = QGridLayout()
        self._stack = QStackedWidget()
        self._not_yet = EmptyState("calendar-days", "", "")
        self.timeline = TimelineView(
            name=_("Everything that happened"),
            empty=EmptyState("history", _("Nothing had happened yet"), _("Try a later day.")),
        )
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._close = Button(_("Close"), kind="primary")

        self.setWindowTitle(_("As it was on a day"))
        fit_into_screen(self, QSize(920, 620), QSize(560, 360))
        self._lay_out()
        self.name.setText(Names(context.book.store).called("customer", customer_id))
        self.day.set_value(context.today() - timedelta(days=1))
        self.day.edited.connect(self.look)
        self._close.clicked.connect(self.accept)
        self.look()
        self.day.setFocus()

    def look(self) -> None:
        """Show the card of the chosen day."""
        day = None if self.day.problem() else self.day.value()
        if day is None:
            return
        found = card_on(self._context.book.store, self._customer_id, day)
        self._stack.setCurrentIndex(0 if found is None else 1)
        if found is None:
            words = _("Not in the book at the end of {day}").format(day=format_day(day, "medium"))
            self._not_yet.say(words, _("Try a later day."))
            self._sentence.setText("")
        else:
            self._show(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._both.setDirection(beside if event.size().width() >= _WIDE else below)

    # parts

    def _show(self, then: AsItWas) -> None:
        customer = self._context.book.customers.find(self._customer_id)
        now = self._context.book.customers.card(customer.id) if customer else None
        self.name.setText(then.card.customer.name)
        currency = self._context.book.shop.currency
        rows = compared(then.card, now, currency)
        self._show_facts(rows)
        n = sum(words != today for _label, words, today in rows)
        if now is None:
            self._sentence.setText(_("This customer was deleted since."))
        elif n:
            self._sentence.setText(_("What says something else today is marked “now”."))
        else:
            self._sentence.setText(_("The card says the same today."))
        store = self._context.book.store
        others = [
            *wishes_told(store, then.wishes),
            *services_told(store, then.service_uses),
            *gifts_told(store, then.gifts),
            *steps_told(store, then.class_steps),
        ]
        events = story(then.purchases, then.lines, then.visits, then.complaints, then.follow_ups, others)
        today = self._context.today()
        self.timeline.show_happenings([happening(event, currency, today) for event in events])

    def _show_facts(self, rows: list[tuple[str, str, str]]) -> None:
        _clear(self.grid)
        top = Qt.AlignmentFlag.AlignTop
        for place, (label, then, now) in enumerate(rows):
            name = PlainLabel(label, tone="muted", wrap=True)
            name.setFixedWidth(_LABEL)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(PlainLabel(then or _("nothing"), wrap=True, selectable=True))
            if then != now:
                said = _("now: {words}").format(words=now or _("nothing"))
                words.addWidget(PlainLabel(said, kind="small", tone="accent", wrap=True, selectable=True))
            self.grid.addWidget(name, place, 0, top)
            self.grid.addLayout(words, place, 1, top)

    def _lay_out(self) -> None:
        self.day.name_it(_("Day"))
        self.day.setFixedWidth(190)
        head = QHBoxLayout()
        head.setSpacing(theme.SMALL)
        head.addWidget(self.name, 1)
        head.addWidget(PlainLabel(_("at the end of"), tone="muted"))
        head.addWidget(self.day)
        self.grid.setHorizontalSpacing(theme.MEDIUM)
        self.grid.setVerticalSpacing(theme.SMALL)
        self.grid.setColumnStretch(1, 1)
        card = QVBoxLayout()
        card.setContentsMargins(0, 0, theme.SMALL, 0)
        card.addLayout(self.grid)
        card.addStretch(1)
        both = QWidget()
        both.setLayout(self._both)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(theme.LARGE)
        self._both.addWidget(scrolled(card), 1)
        self._both.addWidget(self.timeline, 1)
        self._stack.addWidget(self._not_yet)
        self._stack.addWidget(both)
        foot = QHBoxLayout()
        foot.addWidget(self._sentence, 1)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.MEDIUM)
        column.setSpacing(theme.MEDIUM)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)


def compared(then: CustomerCard, now: CustomerCard | None, currency: str) -> list[tuple[str, str, str]]:
    """Label, words then and words now of each field that is filled in on either card.

    Of somebody deleted since, the words then stand in both places.
    """
    before = [Fact("name", _("Name"), then.customer.name), *facts(then, currency)]
    if now is None:
        return [(fact.label, fact.words, fact.words) for fact in before]
    after = {fact.key: fact for fact in (Fact("name", _("Name"), now.customer.name), *facts(now, currency))}
    rows = [(one.label, one.words, after[one.key].words if one.key in after else "") for one in before]
    known = {fact.key for fact in before}
    return rows + [(one.label, "", one.words) for one in after.values() if one.key not in known]


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            _clear(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()
