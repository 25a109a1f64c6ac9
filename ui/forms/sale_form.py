"""A sale that is in the book: change it or take it out."""

import dataclasses

from PySide6.QtWidgets import QWidget

from model.book import Book
from model.errors import FieldError
from model.money import format_money
from model.purchases import Purchase, PurchaseKind
from resources.i18n import N_, _
from ui.context import Context
from ui.forms.customer_picker import CustomerField
from ui.forms.fields import day_field
from ui.forms.record_form import RecordForm
from ui.forms.sale_lines import SaleLines
from ui.forms.staff_field import staff_field
from ui.widgets.button import Button
from ui.widgets.form import Form
from ui.widgets.note_field import NoteField
from ui.widgets.text_field import TextField


class SaleForm(RecordForm):
    """Everything of one purchase or return. Delete takes it out; undo brings it back."""

    def __init__(self, context: Context, purchase: Purchase, parent: QWidget | None = None) -> None:
        title = _("Return of goods") if purchase.kind is PurchaseKind.RETURN else _("Sale")
        super().__init__(context, f"sale {purchase.id}", title, _("Save"), width=720, parent=parent)
        self._purchase = purchase
        form = self.add_form(Form(columns=3))
        self.customer = form.add(
            _("Customer"), CustomerField(context, placeholder=_("Empty for a walk-in")), span=3
        )
        self.day = form.add(_("Day"), day_field(context, past=True), required=True)
        self.receipt = form.add(_("Receipt number"), TextField())
        self.staff = form.add(_("Served by"), staff_field(self.book, purchase.staff_id))
        self.lines = SaleLines(self.book)
        below = self.add_form(Form())
        self.note = below.add(_("Note"), NoteField(lines=2))
        self._delete = Button(_("Delete"), icon="trash-2", kind="quiet")

        self.add(form, self.lines, below)
        self.add_action(self._delete)
        self._show()
        for name in ("customer", "day", "receipt", "staff", "note"):
            self.watch(name, getattr(self, name))

        self.lines.edited.connect(self.keep_draft)
        self.lines.finished.connect(self.save_now)
        self._delete.clicked.connect(self.take_out)

    def store(self) -> int:
        """Write the purchase with its lines."""
        if not self.lines.settle():
            raise FieldError(_("A line is not right yet."))
        day, staff_id, customer_id = self.day.value(), self.staff.value(), self.customer.value()
        assert day is not None
        changed = dataclasses.replace(
            self._purchase,
            customer_id=customer_id if isinstance(customer_id, int) else None,
            bought_on=day,
            receipt_number=self.receipt.value(),
            staff_id=staff_id if isinstance(staff_id, int) else None,
            note=self.note.value(),
        )
        name, amount = self.customer.text() or _("Walk-in"), self._amount(self.lines.total_cents())
        with self.book.edit(N_("Changed the sale to {name}, {amount}"), name=name, amount=amount):
            return self.book.purchases.save(changed, self.lines.lines()).id

    def extra(self) -> dict[str, str]:
        return {"lines": self.lines.draft()}

    def restore_extra(self, kept: dict[str, str]) -> None:
        self.lines.restore(kept["lines"])

    def _show(self) -> None:
        self.customer.show_customer(self._purchase.customer_id)
        self.day.set_value(self._purchase.bought_on)
        self.receipt.set_value(self._purchase.receipt_number)
        self.note.set_value(self._purchase.note)
        self.lines.show_lines(self.book.purchase_lines.of(self._purchase.id))

    def take_out(self) -> None:
        """Delete the sale and close; undo brings it back."""
        delete_sale(self.book, self._purchase)
        self.give_up()

    def _amount(self, cents: int) -> str:
        return format_money(cents, self.book.shop.currency)


def delete_sale(book: Book, purchase: Purchase) -> None:
    """Take a purchase out of the book; undo brings it back."""
    customer = book.customers.find(purchase.customer_id) if purchase.customer_id else None
    name = customer.name if customer else _("Walk-in")
    amount = format_money(purchase.amount_cents, book.shop.currency)
    with book.edit(N_("Deleted the sale to {name}, {amount}"), name=name, amount=amount):
        book.purchases.delete(purchase.id)
