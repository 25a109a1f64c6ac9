"""What a customer is waiting for: a product or their own words, and until when it is of use."""

import dataclasses
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from model.meanwhile import Compared, Meanwhile
from model.wishes import Wish, Wishes
from model.wishes_fulfilled import wished_for
from resources.i18n import N_, _
from ui.context import Context
from ui.forms.customer_picker import CustomerField
from ui.forms.fields import day_field
from ui.forms.product_picker import ProductField
from ui.forms.record_form import RecordForm
from ui.widgets.button import Button
from ui.widgets.form import Form
from ui.widgets.note_field import NoteField
from ui.widgets.text_field import TextField


class WishForm(RecordForm):
    """A new wish, of ``customer_id`` or whoever is picked, or an old one, ``wish``, to change."""

    def __init__(
        self,
        context: Context,
        customer_id: int | None = None,
        *,
        wish: Wish | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._wish = wish
        super().__init__(
            context,
            f"wish {wish.id}" if wish else f"wish of {customer_id or 'somebody'}",
            _("Change a wish") if wish else _("Write down a wish"),
            _("Save"),
            width=560,
            parent=parent,
        )
        form = self.add_form(Form(columns=2))
        self.customer = form.add(_("Customer"), CustomerField(context), required=True, span=2)
        wanted = ProductField(self.book, new_label=_("Wait for “{text}”"))
        self.wanted = form.add(
            _("What they wait for"),
            wanted,
            required=True,
            span=2,
            hint=_("A product, or in words: what is not in the list can be wished for too."),
        )
        detail = TextField(most=500, placeholder=_("e.g. size 38, the green one"))
        self.detail = form.add(_("Which one"), detail)
        self.until = form.add(_("Of use until"), day_field(context, placeholder=_("as long as they want it")))
        self.note = form.add(_("Note"), NoteField(lines=2), span=2)
        self.add(form)
        names = ["customer", "wanted", "detail", "until", "note"]
        if wish:
            state = self.add_form(Form(columns=2))
            self.arrived_on = state.add(_("It came in on"), day_field(context, past=True))
            self.closed_on = state.add(_("Settled on"), day_field(context, past=True))
            self.add(state)
            names += ["arrived_on", "closed_on"]
            delete = Button(_("Delete"), icon="trash-2", kind="quiet")
            delete.clicked.connect(self._delete)
            self.add_action(delete)
        for name in names:
            self.watch(name, getattr(self, name))
        self._fill(customer_id)

    def _fill(self, customer_id: int | None) -> None:
        old = self._wish
        self.customer.show_customer(old.customer_id if old else customer_id)
        if old:
            self._show_wanted(old)
            self.until.set_value(old.until)
            self.note.set_value(old.note)
            self.arrived_on.set_value(old.arrived_on)
            self.closed_on.set_value(old.closed_on)
        if customer_id is not None or old:
            self.wanted.setFocus()

    def _show_wanted(self, wish: Wish) -> None:
        product = self.book.products.find(wish.product_id) if wish.product_id else None
        self.wanted.set_value(product.id if product else None, product.name if product else wish.words)
        self.detail.set_value(wish.words if product else "")

    shown_by: ClassVar[dict[str, str]] = {
        "customer_id": "customer",
        "product_id": "wanted",
        "words": "detail",
    }

    def compared(self) -> list[Compared]:
        return [Compared(Wishes, self._wish, self._typed())] if self._wish else []

    def take_theirs(self, told: Meanwhile) -> None:
        if isinstance(told.theirs, Wish) and told.field.name in ("product_id", "words"):
            self._show_wanted(told.theirs)
        else:
            super().take_theirs(told)

    def _typed(self) -> Wish:
        customer_id, product_id = self.customer.value(), self.wanted.value()
        assert isinstance(customer_id, int)
        known = product_id if isinstance(product_id, int) else None
        words = [self.detail.value()] if known else [self.wanted.text(), self.detail.value()]
        old = self._wish or Wish(customer_id=customer_id, wished_on=self.context.today())
        return dataclasses.replace(
            old,
            customer_id=customer_id,
            product_id=known,
            words=_(", ").join(filter(None, words)),
            until=self.until.value(),
            note=self.note.value(),
            arrived_on=self.arrived_on.value() if self._wish else None,
            closed_on=self.closed_on.value() if self._wish else None,
        )

    def store(self) -> int:
        typed = self._typed()
        name, what = self.book.customers.get(typed.customer_id).name, wished_for(self.book, typed)
        sentence = N_("Changed the wish of {name}: {what}") if self._wish else N_("{name} waits for {what}")
        with self.book.edit(sentence, name=name, what=what):
            table = self.book.wishes
            return (table.update(typed, self._wish) if self._wish else table.insert(typed)).id

    def done(self, result: int) -> None:
        """Closed: nothing is looked for any more."""
        self.customer.close_list()
        self.wanted.close_list()
        super().done(result)

    def _delete(self) -> None:
        assert self._wish is not None
        name = self.book.customers.get(self._wish.customer_id).name
        with self.book.edit(N_("Deleted a wish of {name}"), name=name):
            self.book.wishes.delete(self._wish.id)
        self.give_up()
