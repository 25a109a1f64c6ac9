"""Who stays away longer than they use to: the few with most at stake, to be called while they can be."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from model.days_in_words import format_day
from model.money import format_rough_money, format_round_money
from resources.i18n import _, ngettext, paragraph
from ui import theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.column import Column
from ui.widgets.label import PlainLabel
from ui.widgets.simple_table import SimpleTable

if TYPE_CHECKING:
    from model.silent_list import SilentCustomer, SilentList

SHOWN = 5


class SilentCard(Card):
    """``customer_opened(id)`` for a line that is opened; ``call_wanted(id, why)`` and ``contact_wanted(id)`` for
    whoever is chosen; ``print_wanted(name, options)`` for all of them on paper."""

    customer_opened = Signal(object)
    call_wanted = Signal(object, str)
    contact_wanted = Signal(object)
    print_wanted = Signal(str, dict)

    def __init__(self, currency: str) -> None:
        self._currency = currency
        title = _("Silent for too long")
        self.print_all = Button(_("Print all"), icon="printer")
        self.plan = Button(_("Plan a call"), icon="calendar-check")
        super().__init__(title, actions=[self.plan, self.print_all])
        self.sentence = PlainLabel(wrap=True, selectable=True)
        self.table = SimpleTable(
            _columns(currency), name=title, menu_for=self._menu, grows=True, tallest=SHOWN
        )

        self.table.show_what_fits(("stake", "reason", "planned", "last"), stretch_least=150)
        self.add(self.sentence, self.table)
        options: dict[str, Any] = {}
        self.print_all.clicked.connect(lambda: self.print_wanted.emit("silent", options))
        self.plan.clicked.connect(lambda: self._plan(self.table.current()))
        self.table.opened.connect(lambda one: self.customer_opened.emit(one.customer_id))

    def show_silent(self, found: SilentList) -> None:
        """Show the first of them."""
        n = found.everybody
        self.table.setVisible(bool(n))
        self.plan.setVisible(bool(n))
        self.print_all.setVisible(bool(n))
        if not n:
            self.sentence.setText(_("Nobody stays away longer than usual."))
            return
        people = _how_many(found).format(
            n=f"{n:,}", amount=format_rough_money(found.at_stake_cents, self._currency)
        )
        listed = len(found.customers)
        first = _("These {n} would bring most if they still came.").format(n=listed) if listed < n else ""
        self.sentence.setText(paragraph((people, first)))
        before = self._chosen()
        self.table.show_rows(found.customers)
        ids = [one.customer_id for one in found.customers]
        self.table.select_near(ids.index(before) if before in ids else 0)

    def _chosen(self) -> int | None:
        chosen = self.table.current()
        return None if chosen is None else int(chosen.customer_id)

    def _plan(self, one: SilentCustomer | None) -> None:
        if one is not None:
            self.call_wanted.emit(one.customer_id, why_call(one))

    def _menu(self, one: SilentCustomer) -> QMenu:
        menu = QMenu(self)
        for icon, words, deed in (
            ("user", _("Open the card"), partial(self.customer_opened.emit, one.customer_id)),
            ("calendar-check", _("Plan a call"), partial(self._plan, one)),
            ("phone-call", _("Record a contact"), partial(self.contact_wanted.emit, one.customer_id)),
        ):
            menu.addAction(theme.icon(icon), words, deed)
        return menu


def why_call(one: SilentCustomer) -> str:
    """What is to be known on the day of the call, whenever that is."""
    n = round(one.rhythm_days)
    return ngettext(
        "Used to come every {n} day, last on {day}: is all well?",
        "Used to come every {n} days, last on {day}: is all well?",
        n,
    ).format(n=f"{n:,}", day=format_day(one.last_on))


def _how_many(found: SilentList) -> str:
    n = found.everybody
    if found.is_revenue:
        return ngettext(
            "{n} customer stays away longer than usual, by their own rhythm; at stake are about {amount} a year.",
            "{n} customers stay away longer than usual, each by their own rhythm; at stake are about {amount} a year.",
            n,
        )
    return ngettext(
        "{n} customer stays away longer than usual, by their own rhythm; at stake are about {amount} of profit a"
        " year.",
        "{n} customers stay away longer than usual, each by their own rhythm; at stake are about {amount} of profit"
        " a year.",
        n,
    )


def _columns(currency: str) -> list[Column[SilentCustomer]]:
    return [
        Column("name", _("Customer"), lambda one: one.name, stretch=True, strong=True),
        Column("reason", _("Rhythm"), lambda one: one.reason, width=290, order=lambda one: -one.away_days),
        Column(
            "stake",
            _("At stake"),
            lambda one: format_round_money(one.at_stake_cents, currency),
            width=112,
            align="right",
            descends_first=True,
            order=lambda one: one.at_stake_cents,
        ),
        Column(
            "last",
            _("Last bought"),
            lambda one: format_day(one.last_on),
            width=112,
            order=lambda one: one.last_on,
        ),
        Column(
            "planned",
            _("Planned"),
            lambda one: one.planned,
            width=112,
            order=lambda one: one.planned_on.toordinal() if one.planned_on else int(one.by_rule),
        ),
    ]
