"""Who has to wait today, why and until when; any of them can be taken on all the same."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from model import contacts
from model.days_in_words import format_day
from model.errors import BookError
from model.planning.held import Held, HeldCode
from model.planning.plan import DayPlan, plan
from resources.i18n import _, paragraph, pgettext
from ui import theme
from ui.context import Context
from ui.tasks import Progress
from ui.widgets.button import Button
from ui.widgets.column import Column
from ui.widgets.label import PlainLabel
from ui.widgets.problem_dialog import ProblemDialog
from ui.widgets.simple_table import SimpleTable
from ui.widgets.window_size import fit_into_screen

_AHEAD_DAYS = 14
"""So far ahead it is looked when the turn of somebody comes."""

_ORDER = (HeldCode.BUDGET, HeldCode.CEILING, HeldCode.CLOSED, HeldCode.CONSENT, HeldCode.ON_LIST)

_CAN_BE_TAKEN_ON = {HeldCode.BUDGET, HeldCode.CEILING}
"""What is a matter of room or of measure; what a customer does not want is not done all the same."""


class WaitingDialog(QDialog):
    """``waiting`` are those of ``day``, shown below ``title``. ``customer_opened(id)`` for a card."""

    customer_opened = Signal(object)

    def __init__(
        self,
        context: Context,
        title: str,
        day: date,
        waiting: Sequence[Held],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._day = context, day
        self._waiting = sorted(waiting, key=lambda one: _ORDER.index(one.code))
        self._is_open = True
        self.setWindowTitle(_("Who waits"))
        self.table = SimpleTable(
            [
                Column("name", _("Name"), lambda one: one.name, width=160, strong=True),
                Column("reason", _("What for"), lambda one: one.reason, stretch=True),
                Column("because", _("Why it waits"), lambda one: one.because, width=230),
                Column(
                    "until",
                    pgettext("waits", "Until"),
                    lambda one: format_day(one.until, "medium") if one.until else "",
                    width=172,
                    order=lambda one: one.until or date.max,
                ),
            ],
            name=_("Who waits"),
        )
        self.table.show_what_fits(("name", "because", "until"), stretch_least=140)
        self._all_of_it = PlainLabel(tone="muted", wrap=True, selectable=True)
        self.take = Button(_("Take on today"), kind="primary", tip=_("Enter"))
        self._card = Button(_("Open the card"))
        self._close = Button(_("Close"))
        head = QVBoxLayout()
        head.setSpacing(theme.TIGHT)
        head.addWidget(PlainLabel(_("Who waits"), kind="title"))
        head.addWidget(PlainLabel(title, tone="muted", wrap=True))
        foot = QHBoxLayout()
        foot.setSpacing(theme.SMALL)
        foot.addStretch(1)
        for button in (self._close, self._card, self.take):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.MEDIUM)
        column.setSpacing(theme.MEDIUM)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self._all_of_it)
        column.addLayout(foot)
        fit_into_screen(self, QSize(960, 580), QSize(480, 320))
        self._connect()
        self.table.show_rows(self._waiting)
        self.table.select_first()
        self.table.setFocus()
        self._look_ahead()

    def _connect(self) -> None:
        self.table.opened.connect(self._take_on)
        self.table.chosen.connect(self._follow)
        self.take.clicked.connect(lambda: self._take_on(self.table.current()))
        self._card.clicked.connect(self._open_card)
        self._close.clicked.connect(self.reject)

    def _follow(self, held: Held | None) -> None:
        self.take.setEnabled(held is not None and held.code in _CAN_BE_TAKEN_ON)
        self._card.setEnabled(held is not None)
        self._all_of_it.setText(paragraph((held.reason, held.because)) if held else "")

    def _take_on(self, held: Held | None) -> None:
        if held is None or held.code not in _CAN_BE_TAKEN_ON:
            return
        try:
            contacts.take_on(self._context.book, held.wanted.as_item(self._day, held.channel), self._day)
        except BookError as refused:
            ProblemDialog(str(refused), parent=self).open()
            return
        line = self.table.currentIndex().row()
        self._waiting = [one for one in self._waiting if one.customer_id != held.customer_id]
        self.table.show_rows(self._waiting)
        self.table.select_near(line)
        if not self._waiting:
            self.accept()

    def _open_card(self) -> None:
        held = self.table.current()
        if held is not None:
            self.accept()
            self.customer_opened.emit(held.customer_id)

    # when it is their turn

    def _look_ahead(self) -> None:
        """Where all who wait fit into the coming days, say on which of them each is asked for."""
        room = next((one.number for one in self._waiting if one.code is HeldCode.BUDGET), 0)
        if not 0 < len(self._waiting) <= room * _AHEAD_DAYS:
            return
        days = min(_AHEAD_DAYS, (date.max - self._day - timedelta(days=1)).days)
        day = self._day
        self._context.tasks.start(
            _("Looking ahead"),
            lambda progress: _ahead(progress, day, days),
            self._say_when,
            quiet=True,
        )

    def done(self, result: int) -> None:
        self._is_open = False
        super().done(result)

    def _say_when(self, ahead: DayPlan) -> None:
        if not self._is_open:
            return
        known = {_key(one): one for one in ahead.held}
        self._waiting = [known.get(_key(one), one) for one in self._waiting]
        line = self.table.currentIndex().row()
        self.table.show_rows(self._waiting)
        self.table.select_near(max(line, 0))


def _ahead(progress: Progress, day: date, days: int) -> DayPlan:
    return plan(progress.book.store, day, days)[0]


def _key(held: Held) -> tuple[object, ...]:
    it = held.wanted
    return it.customer_id, it.rule_id, it.anchor_on, it.occasion, it.follow_up_id
