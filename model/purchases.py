"""Purchases: what was sold or brought back, when, for how much, and what it cost if that is known."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import ClassVar

from model.errors import BookError, FieldError
from model.table import Record, Table
from resources.i18n import N_, _


class PurchaseKind(StrEnum):
    """A sale, or goods that came back."""

    SALE = "sale"
    RETURN = "return"

    @property
    def label(self) -> str:
        """The word for it in the current language."""
        return _({PurchaseKind.SALE: N_("Sale"), PurchaseKind.RETURN: N_("Return of goods")}[self])


class Purchase(Record):
    """One receipt. ``customer_id`` is ``None`` for somebody who gave no name; ``bought_at`` a local time ``HH:MM``.

    ``lines``, ``amount_cents``, ``cost_cents`` and ``profit_cents`` are added up from the lines by the file itself
    (cost and profit over the lines whose cost is known); what is written into them here is ignored. The amounts of
    a return are negative.
    """

    customer_id: int | None = None
    kind: PurchaseKind = PurchaseKind.SALE
    bought_on: date
    bought_at: str | None = None
    receipt_number: str = ""
    staff_id: int | None = None
    return_of_id: int | None = None
    note: str = ""
    lines: int = 0
    amount_cents: int = 0
    cost_cents: int = 0
    profit_cents: int = 0


class PurchaseLine(Record):
    """One line of a receipt. ``text`` is what was sold in the words of that day, with or without a product.

    ``amount_cents`` is for the whole quantity and net of the discount; ``discount_cents`` is kept for information.
    ``cost_cents`` is for the whole quantity too.
    """

    purchase_id: int = 0
    position: int = 0
    product_id: int | None = None
    text: str = ""
    quantity_thousandths: int = 1000
    amount_cents: int
    discount_cents: int | None = None
    cost_cents: int | None = None
    batch: str = ""
    return_of_line_id: int | None = None


class PurchaseLines(Table[PurchaseLine]):
    """The lines of all purchases."""

    name: ClassVar[str] = "purchase_line"
    record = PurchaseLine

    def of(self, purchase_id: int) -> list[PurchaseLine]:
        """The lines of one purchase, in their order."""
        return self.all("purchase_id = :purchase", "position, id", purchase=purchase_id)


class Purchases(Table[Purchase]):
    """All sales and returns."""

    name: ClassVar[str] = "purchase"
    record = Purchase
    derived: ClassVar[frozenset[str]] = frozenset({"lines", "amount_cents", "cost_cents", "profit_cents"})

    def save(self, purchase: Purchase, lines: Sequence[PurchaseLine]) -> Purchase:
        """Store a new or changed purchase with exactly these lines inside the running edit; it comes back added up.

        ``FieldError`` if there is no line, or one that says neither what nor how much.
        """
        if not lines:
            raise FieldError(_("Say what was sold: a sale needs at least one line."), "lines")
        for line in lines:
            if line.product_id is None and not line.text.strip() and not line.amount_cents:
                raise FieldError(_("Say what was sold, or for how much."), "lines")
        saved = self.update(purchase) if purchase.id else self.insert(purchase)
        PurchaseLines(self.store).replace_children("purchase_id", saved.id, lines)
        return self.get(saved.id)

    def return_goods(
        self,
        sale_id: int,
        thousandths: dict[int, int],
        on: date,
        staff_id: int | None = None,
        *,
        at: str | None = None,
    ) -> Purchase:
        """Take goods back inside the running edit: ``thousandths`` says how much of which line of the sale,
        ``at`` the hour as ``14:30`` if it is known.

        The amount and the cost of what comes back are the line's own, in proportion (half a cent away from zero).
        ``BookError`` if more would come back than was sold and has not come back yet.
        """
        sale = self.get(sale_id)
        returned = self.returned_thousandths(sale_id)
        lines = []
        for line in PurchaseLines(self.store).of(sale_id):
            quantity = thousandths.get(line.id, 0)
            if not quantity:
                continue
            left = line.quantity_thousandths - returned.get(line.id, 0)
            if not 0 < quantity <= left:
                raise BookError(
                    _("Only {left} of “{what}” can still come back.").format(
                        left=f"{left / 1000:g}", what=line.text
                    )
                )
            lines.append(
                PurchaseLine(
                    product_id=line.product_id,
                    text=line.text,
                    quantity_thousandths=-quantity,
                    amount_cents=-share(line.amount_cents, quantity, line.quantity_thousandths),
                    cost_cents=None
                    if line.cost_cents is None
                    else -share(line.cost_cents, quantity, line.quantity_thousandths),
                    batch=line.batch,
                    return_of_line_id=line.id,
                )
            )
        back = Purchase(
            customer_id=sale.customer_id,
            kind=PurchaseKind.RETURN,
            bought_on=on,
            bought_at=at,
            staff_id=staff_id,
            return_of_id=sale.id,
            receipt_number=sale.receipt_number,
        )
        return self.save(back, lines)

    def returned_thousandths(self, sale_id: int) -> dict[int, int]:
        """How much of each line of a sale has come back, by line id, in thousandths."""
        rows = self.store.rows(
            "SELECT back.return_of_line_id AS line_id, -sum(back.quantity_thousandths) AS quantity"
            " FROM purchase_line AS sold JOIN purchase_line AS back ON back.return_of_line_id = sold.id"
            " WHERE sold.purchase_id = :sale GROUP BY back.return_of_line_id",
            sale=sale_id,
        )
        return {row["line_id"]: row["quantity"] for row in rows}

    def of_customer(self, customer_id: int, limit: int = 1000) -> list[Purchase]:
        """A customer's purchases and returns, latest first."""
        rows = self.store.rows(
            "SELECT * FROM purchase WHERE customer_id = :customer ORDER BY bought_on DESC, id DESC LIMIT :limit",
            customer=customer_id,
            limit=limit,
        )
        return [self._of(row) for row in rows]

    def on_day(self, day: date) -> list[Purchase]:
        """What was sold on one day, latest first."""
        return self.all("bought_on = :day", "id DESC", day=day.isoformat())

    def next_receipt_number(self) -> str:
        """One more than the number of the last receipt, its width kept; empty when receipts are not numbered so."""
        # Goods that came back carry the number of their sale, which may be an old one.
        last = self.store.value(
            "SELECT receipt_number FROM purchase WHERE return_of_id IS NULL ORDER BY id DESC LIMIT 1"
        )
        if not isinstance(last, str) or not last:
            return ""
        digits = last[len(last.rstrip("0123456789")) :]
        return f"{last[: len(last) - len(digits)]}{int(digits) + 1:0{len(digits)}}" if digits else ""


def share(cents: int, part: int, whole: int) -> int:
    """``cents * part / whole``, rounded half away from zero."""
    exact = abs(cents) * part
    rounded = (2 * exact + whole) // (2 * whole)
    return rounded if cents >= 0 else -rounded


def show_quantity(thousandths: int) -> str:
    """``2``, ``0.5``, ``-1``."""
    return f"{thousandths / 1000:g}" if thousandths % 1000 else str(thousandths // 1000)
