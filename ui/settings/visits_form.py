"""How many contacts the shop can make, how often one customer hears from us, and what is done with printed lists."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from resources.i18n import N_, _
from ui.context import Context
from ui.settings.rule_fields import number_field
from ui.settings.settings_form import SettingsForm
from ui.widgets.check_field import CheckField


class VisitsForm(SettingsForm):
    """The limits that hold for all rules together."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "visits", _("How much"), parent=parent)
        self.a_day = self.put(
            "visits_a_day",
            _("Contacts a day"),
            number_field(),
            hint=_("Promises and complaints come first, whatever their number. Empty: no limit."),
        )
        self.a_quarter = self.put(
            "contacts_a_quarter",
            _("Contacts with one customer in 90 days"),
            number_field(most=1_000),
            hint=_("Then the others wait. Empty: no limit."),
        )
        self.attempts = self.put(
            "attempts_at_most",
            _("Calls in vain before a letter"),
            number_field(most=100),
            required=True,
            hint=_("After so many, nobody calls again: the customer is on the list of letters."),
        )
        self.kept = self.put(
            "keep_lists_days",
            _("Destroy printed lists after"),
            number_field(_("days"), most=3_650),
            required=True,
            hint=_("Stands at the foot of every call list."),
        )
        self.masked = self.put(
            "mask_phones", "", CheckField(_("Print phone numbers on a strip that can be torn off")), span=2
        )

    def load(self) -> None:
        shop = self.context.book.shop
        self.a_day.set_value(shop.visits_a_day)
        self.a_quarter.set_value(shop.contacts_a_quarter)
        self.attempts.set_value(shop.attempts_at_most)
        self.kept.set_value(shop.keep_lists_days)
        self.masked.set_value(shop.mask_phones)

    def store(self) -> None:
        book = self.context.book
        shop = replace(
            book.shop,
            visits_a_day=self.a_day.value() or None,
            contacts_a_quarter=self.a_quarter.value() or None,
            attempts_at_most=max(self.attempts.value() or 1, 1),
            keep_lists_days=max(self.kept.value() or 1, 1),
            mask_phones=self.masked.value(),
        )
        with book.edit(N_("Changed how many contacts are made")):
            book.shops.update(shop)
