"""The shop itself: what stands on every printed list, and how days and numbers are read."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from model.currencies import currencies
from resources.i18n import LANGUAGES, N_, _, current_language, pgettext
from ui.context import Context
from ui.forms.fields import percent_field
from ui.settings.regions import regions
from ui.settings.settings_form import SettingsForm
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.label import PlainLabel
from ui.widgets.text_field import TextField


class ShopForm(SettingsForm):
    """Name, address and the rest of the one row that describes the shop."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "shop", _("The shop"), parent=parent)
        self.name = self.put("name", pgettext("of a shop", "Name"), TextField(), required=True, span=2)
        self.address = self.put("address", _("Address"), TextField(), span=2)
        self.phone = self.put("phone", _("Phone"), TextField())
        self.email = self.put("email", _("E-mail"), TextField())
        self.region = self.put(
            "region",
            _("Country"),
            ChoiceField([Choice(code, name) for code, name in regions()], placeholder=_("Type to find")),
            required=True,
            hint=_("How phone numbers without a country code and days in numbers are read."),
        )
        self.language = self.put(
            "language",
            _("Language of the shop"),
            ChoiceField([Choice(code, name) for code, name in LANGUAGES.items()]),
            hint=_("For printed lists, and for the window unless this PC has its own."),
        )
        self.paper = self.put(
            "paper", _("Paper"), ChoiceField([Choice("a4", "A4"), Choice("letter", _("Letter (US)"))])
        )
        self.feb29 = self.put(
            "feb29",
            _("Birthdays on 29 February, in other years"),
            ChoiceField([Choice("feb28", _("on 28 February")), Choice("mar1", _("on 1 March"))]),
        )
        self.margin = self.put(
            "margin_percent",
            _("Margin where no cost is known"),
            percent_field(placeholder=_("e.g. 40")),
            hint=_(
                "Your guess of what is left of the price. It counts only while no cost of anything sold is known."
                " Empty: all of the revenue counts as profit."
            ),
            span=2,
        )
        self._currency = PlainLabel(kind="small", tone="muted", wrap=True)
        self.body.insertWidget(2, self._currency)

    def load(self) -> None:
        shop = self.context.book.shop
        for field, text in ((self.name, shop.name), (self.address, shop.address), (self.phone, shop.phone)):
            field.set_value(text)
        self.email.set_value(shop.email)
        for choice, key in ((self.region, shop.region), (self.language, shop.language)):
            choice.set_value(key)
        self.paper.set_value(shop.paper)
        self.feb29.set_value(shop.feb29)
        self.margin.set_value(shop.margin_percent)
        names = {one.code: one.name for one in currencies(current_language())}
        self._currency.setText(
            _(
                "All amounts are in {currency}. A book keeps its money for life, so that old amounts keep their worth."
            ).format(currency=names.get(shop.currency, shop.currency))
        )

    def store(self) -> None:
        book = self.context.book
        shop = replace(
            book.shop,
            name=self.name.value(),
            address=self.address.value(),
            phone=self.phone.value(),
            email=self.email.value(),
            region=str(self.region.value()),
            language=str(self.language.value()),
            paper=str(self.paper.value()),
            feb29=str(self.feb29.value()),
            margin_percent=self.margin.value(),
        )
        with book.edit(N_("Changed the settings of the shop")):
            book.shops.update(shop)
