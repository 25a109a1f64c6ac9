"""A complaint that was heard in a call: one window, and the call is settled in the same step."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from model.contacts import record_contact
from model.due import DueItem
from model.visits import Visit
from resources.i18n import N_
from ui.context import Context
from ui.forms.complaint_form import ComplaintForm


class ComplaintFromCall(ComplaintForm):
    """``contact`` is the call as it was typed: its words are the complaint's, and stay with it."""

    def __init__(
        self,
        context: Context,
        items: Sequence[DueItem],
        contact: Visit,
        next_on: date | None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, contact.customer_id, parent=parent)
        self._items, self._contact, self._next_on = items, contact, next_on
        self.words.set_value(contact.words)
        self.channel.set_value(contact.channel)

    def store(self) -> int:
        name = self.book.customers.get(self._contact.customer_id).name
        with self.book.edit(N_("Wrote down a contact with {name}, and a complaint"), name=name):
            complaint_id = super().store()
            made = replace(self._contact, words="", complaint_id=complaint_id)
            record_contact(self.book, made, self._items, self._next_on)
        return complaint_id
