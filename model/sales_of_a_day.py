"""What was sold on a day, each receipt in words."""

from collections import defaultdict
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
    # In few questions: while a thread reckons, each has to wait for its turn.
    of_day = "(SELECT {column} FROM purchase WHERE bought_on = :day)"
    on = day.isoformat()
    staff = {member.id: member.name for member in book.staff.all()}
    customers = dict(
        book.store.tuples(
            f"SELECT id, name FROM customer WHERE id IN {of_day.format(column='customer_id')}", day=on
        )
    )
    words: dict[int, list[str]] = defaultdict(list)
    in_order = "purchase_id, position, id"
    for line in book.purchase_lines.all(f"purchase_id IN {of_day.format(column='id')}", in_order, day=on):
        if line.text:
            words[line.purchase_id].append(line.text)
    found = []
    for purchase in book.purchases.on_day(day):
        back = purchase.kind is PurchaseKind.RETURN
        what = _(", ").join(words[purchase.id])
        found.append(
            SoldRow(
                purchase=purchase,
                customer=customers.get(purchase.customer_id or 0, ""),
                what=_("Brought back: {what}").format(what=what) if back else what,
                staff=staff.get(purchase.staff_id or 0, ""),
            )
        )
    return found
