"""A product or service: its name, prices, and when it is needed again."""

import dataclasses
from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from model.errors import FieldError
from model.meanwhile import Compared
from model.money import format_money
from model.percentages import percent
from model.products import Product, Products
from model.rhythms.in_words import usual_in_words
from model.rhythms.own import Usual
from resources.i18n import N_, _, pgettext
from ui.context import Context
from ui.forms.fields import days_field, money_field
from ui.forms.record_form import RecordForm
from ui.forms.services_field import ServicesField
from ui.tasks import Progress
from ui.widgets.check_field import CheckField
from ui.widgets.form import Form
from ui.widgets.label import PlainLabel
from ui.widgets.note_field import NoteField
from ui.widgets.pick_field import PickField
from ui.widgets.suggestion_list import Suggestion
from ui.widgets.text_field import TextField


class ProductForm(RecordForm):
    """A new product, or ``product`` to change."""

    def __init__(
        self,
        context: Context,
        product: Product | None = None,
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        key = f"product {product.id}" if product else "new product"
        title = product.name if product else _("New product")
        super().__init__(context, key, title, _("Save"), width=600, parent=parent)
        self._product = product or Product(name=name)
        self._services = self.book.product_services.of_product(product.id) if product else []
        form = self.add_form(Form(columns=6))
        self.name = form.add(pgettext("of a product", "Name"), TextField(most=1000), required=True, span=4)
        self.code = form.add(_("Code"), TextField(placeholder=_("e.g. T100")), span=2)
        category = PickField(self._categories, free=True, at_once=True)
        self.category = form.add(_("Category"), category, span=3)
        sub_category = PickField(self._sub_categories, free=True, at_once=True)
        self.sub_category = form.add(_("Sub-category"), sub_category, span=3)
        self.price = form.add(_("Usual price"), money_field(self.book), span=3)
        self.cost = form.add(_("What it costs us"), money_field(self.book), span=3)
        self.repurchase = form.add(
            _("Needed again after"),
            days_field(placeholder=_("e.g. 90, 3 months")),
            span=3,
            hint=_("So that we ask in time whether it is running out."),
        )
        self.warranty = form.add(_("Warranty"), days_field(placeholder=_("e.g. 2 years")), span=3)
        self.services = form.add(
            _("Free services that come with it"),
            ServicesField(),
            span=6,
            hint=_("We remind of them, and count those that were used."),
        )
        self.note = form.add(_("Note"), NoteField(lines=2), span=6)
        self.archived = form.add(
            "", CheckField(_("No longer sold: keep it out of the counter’s suggestions")), span=6
        )
        self._margin = PlainLabel(tone="muted")

        self.add(form, self._margin)
        self._show()
        self._ask_what_is_usual()
        for place in ("name", "code", "category", "sub_category", "price", "cost", "repurchase", "warranty"):
            self.watch(place, getattr(self, place))
        self.watch("note", self.note)
        self.watch("archived", self.archived)

        self.services.edited.connect(self.keep_draft)
        self.price.edited.connect(self._show_margin)
        self.cost.edited.connect(self._show_margin)

    shown_by: ClassVar[dict[str, str]] = {
        "price_cents": "price",
        "cost_cents": "cost",
        "repurchase_days": "repurchase",
        "warranty_days": "warranty",
    }

    def compared(self) -> list[Compared]:
        return [Compared(Products, self._product, self._typed())] if self._product.id else []

    def _typed(self) -> Product:
        return dataclasses.replace(
            self._product,
            name=self.name.value(),
            code=self.code.value(),
            category=self.category.text(),
            sub_category=self.sub_category.text(),
            price_cents=self.price.value(),
            cost_cents=self.cost.value(),
            repurchase_days=self.repurchase.value(),
            warranty_days=self.warranty.value(),
            note=self.note.value(),
            archived=self.archived.value(),
        )

    def store(self) -> int:
        """Write the product."""
        typed = self._typed()
        self._refuse_same_code(typed)
        products = self.book.products
        if typed.id:
            with self.book.edit(N_("Changed product {name}"), name=typed.name):
                return self._store_services(products.update(typed, self._product).id)
        with self.book.edit(N_("Added product {name}"), name=typed.name):
            return self._store_services(products.insert(typed).id)

    def extra(self) -> dict[str, str]:
        return {"services": self.services.typed()}

    def restore_extra(self, kept: dict[str, str]) -> None:
        self.services.take_typed(kept.get("services", ""), self._services)

    def _store_services(self, product_id: int) -> int:
        self.book.product_services.replace_children(
            "product_id", product_id, self.services.value(), self._services
        )
        return product_id

    def margin(self) -> str:
        """What price and cost leave, in words."""
        return self._margin.text()

    def _refuse_same_code(self, typed: Product) -> None:
        """A code names one product: at the counter it is all that is typed."""
        for other in self.book.products.matching(typed.code) if typed.code else ():
            if other.id != typed.id and other.code.casefold() == typed.code.casefold():
                sentence = _("{name} has this code already.").format(name=other.name)
                raise FieldError(sentence, "code")

    def _show(self) -> None:
        product = self._product
        self.name.set_value(product.name)
        self.code.set_value(product.code)
        self.category.set_value(None, product.category)
        self.sub_category.set_value(None, product.sub_category)
        self.price.set_value(product.price_cents)
        self.cost.set_value(product.cost_cents)
        self.repurchase.set_value(product.repurchase_days)
        self.warranty.set_value(product.warranty_days)
        self.services.set_value(self._services)
        self.note.set_value(product.note)
        self.archived.set_value(product.archived)
        self._show_margin()

    def _ask_what_is_usual(self) -> None:
        """After how long customers buy it again says how long it lasts, where nobody has said so yet."""
        product_id, today = self._product.id, self.context.today()
        if not product_id or self._product.repurchase_days is not None:
            return

        def count(progress: Progress) -> Usual | None:
            from model.rhythms.usual import usual_of_product

            return usual_of_product(progress.book.store, product_id, today)

        self.context.tasks.start(_("What is usual"), count, self._tell_usual, quiet=True)

    def _tell_usual(self, usual: Usual | None) -> None:
        if usual is not None and isValid(self):
            self.repurchase.noticed.emit(usual_in_words(usual))

    def _show_margin(self) -> None:
        readable = not self.price.problem() and not self.cost.problem()
        price, cost = (self.price.value(), self.cost.value()) if readable else (None, None)
        if price is None or cost is None:
            self._margin.setText("")
            return
        currency = self.book.shop.currency
        if price < cost:
            loss = format_money(cost - price, currency)
            self._margin.setText(_("Each one sold loses {amount}.").format(amount=loss))
            self._margin.set_tone("warning")
            return
        words = _("Profit {profit}, {share} of the price").format(
            profit=format_money(price - cost, currency),
            share=percent((price - cost) / price if price else 0),
        )
        self._margin.setText(words)
        self._margin.set_tone("muted")

    def _categories(self, text: str) -> Sequence[Suggestion]:
        return _suggestions({category for category, _sub in self.book.products.categories()}, text)

    def _sub_categories(self, text: str) -> Sequence[Suggestion]:
        chosen = self.category.text()
        known = self.book.products.categories()
        return _suggestions({sub for category, sub in known if sub and chosen in ("", category)}, text)


def _suggestions(words: set[str], text: str) -> list[Suggestion]:
    wanted = text.casefold()
    return [Suggestion(word, word) for word in sorted(words) if wanted in word.casefold()]
