"""What was sold on a day, each receipt in words."""

from dataclasses import dataclass
from datetime import date

from model.book import Book
from model.purchases import Purchase, PurchaseKind
from resources.i18n import _


@dataclass(frozen=True)
class SoldRow:
    """One receipt in words; ``customer`` is empty for somebody who gave no name."""

    purchase: Purchase
    customer: str
    what: str
    staff: str


def sales_of(book: Book, day: date) -> list[SoldRow]:
    """The receipts of that day with the names that belong to them, the latest first."""
    staff = {member.id: member.name for member in book.staff.all()}
    found = []
    for purchase in book.purchases.on_day(day):
        customer = book.customers.find(purchase.customer_id) if purchase.customer_id else None
        back = purchase.kind is PurchaseKind.RETURN
        words = _(", ").join(line.text for line in book.purchase_lines.of(purchase.id) if line.text)
        found.append(
            SoldRow(
                purchase=purchase,
                customer=customer.name if customer else "",
                what=_("Brought back: {what}").format(what=words) if back else words,
                staff=staff.get(purchase.staff_id or 0, ""),
            )
        )
    return found
