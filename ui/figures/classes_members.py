"""Who is in a class, what they bring, and why they stand there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model import customer_list
from model.card_words import class_words
from model.customer_class import JUDGED, CustomerClass
from model.customer_list import Order
from model.days_in_words import format_day
from model.money import format_round_money
from resources.i18n import _, paragraph
from ui import theme
from ui.context import Context
from ui.figures.classes_names import names
from ui.figures.classes_sentences import Sentences
from ui.widgets.card import Card
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.column import Column
from ui.widgets.form import Form
from ui.widgets.label import PlainLabel
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from model.classes.classifying import Classification
    from model.value.appraisal import Appraisal

_LINES_SHOWN = 8


@dataclass(frozen=True)
class _Member:
    customer_id: int
    name: str
    current_cents: int
    potential_cents: int
    alive: str
    last_on: date | None


class MembersCard(Card):
    """``customer_opened(id)`` on Enter or double click. Only what is in sight is looked up: a class may have very many
    members."""

    customer_opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Who is in a class"), parent=parent)
        self._context = context
        self._currency = context.book.shop.currency
        self._appraisal: Appraisal | None = None
        self._classification: Classification | None = None
        self._connectors: Mapping[int, int] = {}
        self._order, self._descending = "current", True
        self._form = Form(columns=3)
        self.chosen = self._form.add(_("Class"), ChoiceField([Choice(one, one.label) for one in JUDGED]))
        self.nobody = PlainLabel(_("Nobody is in this class."), tone="muted")
        self.table = RecordTable(self._columns(), self._rows, name=_("Who is in a class"))
        self.sentences = Sentences()

        self.chosen.set_value(CustomerClass.PLATINUM)
        self.add(self._form, self.nobody, self.table, self.sentences)
        self.table.show_what_fits(("current", "potential", "last_on", "alive"), stretch_least=150)
        self.table.show_sorted("current", descending=True)
        self.chosen.edited.connect(self._show)
        self.table.sorted.connect(self._sort)
        self.table.chosen.connect(self._say)
        self.table.opened.connect(lambda row: self.customer_opened.emit(row.customer_id))

    def show_members(
        self, appraisal: Appraisal, classification: Classification, connectors: Mapping[int, int]
    ) -> None:
        """The members of the class that is chosen, by these figures; ``connectors`` brought so many others."""
        first_time = self._appraisal is None
        self._appraisal, self._classification = appraisal, classification
        self._connectors = connectors
        if first_time and not self._ids():  # The best class that there is, rather than nobody.
            self.chosen.set_value(
                next((one for one in JUDGED if len(classification.rows_in(one))), JUDGED[0])
            )
        self.table.refresh()
        self._show()

    def show_class(self, one: CustomerClass) -> None:
        """Choose this class."""
        self.chosen.set_value(one)
        self._show()
        self.table.select_first()

    # parts

    def _show(self) -> None:
        ids = self._ids()
        self.table.show_ids(ids)
        self.nobody.setVisible(not ids)
        self.table.setVisible(bool(ids))
        self.sentences.setVisible(bool(ids))
        lines = min(max(len(ids), 1), _LINES_SHOWN)
        self.table.setFixedHeight(lines * theme.ROW + self.table.horizontalHeader().height() + 4)
        if ids and self.table.current_id() is None:
            self.table.select_first()

    def _ids(self) -> list[int]:
        """All members in the order of the head that was pressed."""
        if self._appraisal is None or self._classification is None:
            return []
        import numpy as np

        one = self.chosen.value()
        assert isinstance(one, CustomerClass)
        rows = self._classification.rows_in(one)
        ids = self._classification.customer_ids[rows]
        if self._order == "name":
            among = set(ids.tolist())
            in_order = customer_list.ids(
                self._context.book, Order.NAME, descending=self._descending, archived=True
            )
            return [customer_id for customer_id in in_order if customer_id in among]
        values = getattr(self._appraisal, _ARRAYS[self._order])[self._appraisal_rows(ids)]
        order = np.argsort(-values if self._descending else values, kind="stable")
        result: list[int] = ids[order].tolist()
        return result

    def _appraisal_rows(self, ids: Any) -> Any:
        import numpy as np

        assert self._appraisal is not None
        return np.searchsorted(self._appraisal.customer_ids, ids)

    def _sort(self, key: str, descending: bool) -> None:
        self._order, self._descending = key, descending
        self._show()

    def _rows(self, ids: Sequence[int]) -> list[_Member]:
        from model.value.in_words import alive

        assert self._appraisal is not None
        known = names(self._context.book, ids)
        members = []
        for customer_id in ids:
            worth = self._appraisal.worth(customer_id)
            assert worth is not None
            members.append(
                _Member(
                    customer_id,
                    known.get(customer_id, ""),
                    worth.current_cents,
                    worth.potential_cents,
                    alive(worth),
                    worth.last_on,
                )
            )
        return members

    def _say(self, member: _Member | None) -> None:
        if member is None or self._appraisal is None or self._classification is None:
            self.sentences.say("", "")
            return
        from model.classes.in_words import connector, why_and_lift

        worth = self._appraisal.worth(member.customer_id)
        assert worth is not None
        brought = connector(self._connectors.get(member.customer_id, 0))
        by_hand = ""
        customer = self._context.book.customers.find(member.customer_id)
        if customer is not None and self._classification.is_by_hand(member.customer_id):
            by_hand = class_words(customer)
        sentences = (*why_and_lift(worth, self._classification, self._currency), brought)
        name = (
            _("{name}: {class_words}").format(name=member.name, class_words=by_hand)
            if by_hand
            else member.name
        )
        self.sentences.say(name, paragraph(sentences))

    def _columns(self) -> list[Column[_Member]]:
        def money(cents: int) -> str:
            return format_round_money(cents, self._currency)

        return [
            Column("name", _("Customer"), lambda row: row.name, stretch=True, strong=True),
            Column(
                "current",
                _("Brought in 12 months"),
                lambda row: money(row.current_cents),
                width=180,
                align="right",
                descends_first=True,
            ),
            Column(
                "potential",
                _("May bring in the coming 12"),
                lambda row: self._expected(row),
                width=200,
                align="right",
                descends_first=True,
            ),
            Column(
                "alive",
                _("Still a customer"),
                lambda row: row.alive,
                width=140,
                align="right",
                descends_first=True,
            ),
            Column(
                "last_on",
                _("Bought last"),
                lambda row: format_day(row.last_on) if row.last_on else _("never"),
                width=130,
                descends_first=True,
            ),
        ]

    def _expected(self, row: _Member) -> str:
        from model.classes.in_words import expected_amount

        assert self._appraisal is not None
        return expected_amount(row.potential_cents, self._currency, rough=self._appraisal.rough)


_ARRAYS = {
    "current": "current_cents",
    "potential": "potential_cents",
    "alive": "alive",
    "last_on": "last_on",
}
