"""What was given away: a present, or goodwill to make up for something, and what it cost the shop."""

import dataclasses
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from model.gifts import Gift, GiftKind, Gifts
from model.meanwhile import Compared
from resources.i18n import N_, _
from ui.context import Context
from ui.forms.customer_picker import CustomerField
from ui.forms.fields import day_field, money_field
from ui.forms.opening import who_is_here
from ui.forms.record_form import RecordForm
from ui.forms.staff_field import staff_field
from ui.widgets.button import Button
from ui.widgets.form import Form
from ui.widgets.note_field import NoteField
from ui.widgets.option_field import Option, OptionField
from ui.widgets.text_field import TextField


class GiftForm(RecordForm):
    """A new gift for ``customer_id`` or whoever is picked, or an old one, ``gift``, to change."""

    def __init__(
        self,
        context: Context,
        customer_id: int | None = None,
        *,
        gift: Gift | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._gift = gift
        super().__init__(
            context,
            f"gift {gift.id}" if gift else f"gift for {customer_id or 'somebody'}",
            _("Change a gift") if gift else _("Record a gift or goodwill"),
            _("Save"),
            width=560,
            parent=parent,
        )
        form = self.add_form(Form(columns=2))
        self.customer = form.add(_("Customer"), CustomerField(context), required=True, span=2)
        kinds = OptionField([Option(one, one.label, str(n)) for n, one in enumerate(GiftKind, 1)])
        self.kind = form.add(
            _("Kind"), kinds, hint=_("Goodwill makes up for something that went wrong."), required=True
        )
        self.given_on = form.add(_("Day"), day_field(context, past=True), required=True)
        words = TextField(most=5000, placeholder=_("e.g. a tin of tea, free delivery"))
        self.words = form.add(_("What was given"), words, required=True, span=2)
        self.cost = form.add(
            _("What it cost us"),
            money_field(self.book),
            hint=_("Taken off what the customer is worth. What a complaint cost stands in the complaint."),
        )
        self.staff = form.add(_("Who of us"), staff_field(self.book, gift.staff_id if gift else None))
        self.note = form.add(_("Note"), NoteField(lines=2), span=2)
        self.add(form)
        for name in ("customer", "kind", "given_on", "words", "cost", "staff", "note"):
            self.watch(name, getattr(self, name))
        if gift:
            delete = Button(_("Delete"), icon="trash-2", kind="quiet")
            delete.clicked.connect(self._delete)
            self.add_action(delete)
        self._fill(customer_id)

    def _fill(self, customer_id: int | None) -> None:
        old = self._gift
        self.customer.show_customer(old.customer_id if old else customer_id)
        self.kind.set_value(old.kind if old else GiftKind.GIFT)
        self.given_on.set_value(old.given_on if old else self.context.today())
        if old:
            self.words.set_value(old.words)
            self.cost.set_value(old.cost_cents or None)
            self.note.set_value(old.note)
        else:
            self.staff.set_value(who_is_here(self.book))
        if customer_id is not None or old:
            self.words.setFocus()

    shown_by: ClassVar[dict[str, str]] = {
        "customer_id": "customer",
        "cost_cents": "cost",
        "staff_id": "staff",
    }

    def compared(self) -> list[Compared]:
        return [Compared(Gifts, self._gift, self._typed())] if self._gift else []

    def _typed(self) -> Gift:
        customer_id, given_on, staff_id = self.customer.value(), self.given_on.value(), self.staff.value()
        assert isinstance(customer_id, int)
        assert given_on is not None, "the form was checked"
        return dataclasses.replace(
            self._gift or Gift(given_on=given_on),
            customer_id=customer_id,
            kind=GiftKind(str(self.kind.value())),
            given_on=given_on,
            words=self.words.value(),
            cost_cents=self.cost.value() or 0,
            staff_id=staff_id if isinstance(staff_id, int) else None,
            note=self.note.value(),
        )

    def store(self) -> int:
        typed = self._typed()
        name = self.book.customers.get(typed.customer_id).name
        sentence = N_("Changed what {name} was given: {what}") if self._gift else N_("Gave {name}: {what}")
        with self.book.edit(sentence, name=name, what=typed.words):
            table = self.book.gifts
            return (table.update(typed, self._gift) if self._gift else table.insert(typed)).id

    def done(self, result: int) -> None:
        """Closed: nobody is looked for any more."""
        self.customer.close_list()
        super().done(result)

    def _delete(self) -> None:
        assert self._gift is not None
        name = self.book.customers.get(self._gift.customer_id).name
        with self.book.edit(N_("Deleted what {name} was given: {what}"), name=name, what=self._gift.words):
            self.book.gifts.delete(self._gift.id)
        self.give_up()
