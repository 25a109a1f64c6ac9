"""Find a customer by any of two letters, four digits or a receipt number."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from model.days_in_words import days_between
from model.search import Hit
from resources.i18n import _
from ui.context import Context
from ui.widgets.pick_field import PickField
from ui.widgets.suggestion_list import Suggestion

_SHOWN = 20


class CustomerField(PickField):
    """``value()`` is the id of the customer picked. ``leave_out`` is not offered: nobody introduces themselves."""

    def __init__(
        self,
        context: Context,
        *,
        placeholder: str = "",
        new_label: str = "",
        leave_out: int | None = None,
        at_once: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._context = context
        self._leave_out = leave_out
        super().__init__(
            self._customers,
            placeholder=placeholder or _("Name, last four digits, card or receipt number"),
            new_label=new_label,
            at_once=at_once,
            parent=parent,
        )

    def show_customer(self, customer_id: int | None) -> None:
        """Show that customer as picked; empty for ``None`` or one who is gone."""
        customer = None if customer_id is None else self._context.book.customers.find(customer_id)
        if customer is None:
            self.set_value(None)
        else:
            self.set_value(customer.id, customer.name)

    def _customers(self, text: str) -> Sequence[Suggestion]:
        hits = self._context.book.search.find(text, _SHOWN)
        return [self._suggestion(hit) for hit in hits if hit.customer_id != self._leave_out]

    def _suggestion(self, hit: Hit) -> Suggestion:
        last = days_between(hit.last_on, self._context.today()) if hit.last_on else _("never bought")
        return Suggestion(
            key=hit.customer_id,
            title=hit.name,
            detail=" · ".join(part for part in (hit.phone, hit.city) if part) or _("No phone"),
            trailing=_("archived") if hit.archived else last,
        )
