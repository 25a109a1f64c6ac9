"""Lines become purchases."""

from __future__ import annotations

from model.errors import FieldError
from model.importing.line_columns import Lines
from model.importing.planned import UNKNOWN, Plan
from resources.i18n import _


class Receipts:
    """Lays lines into the columns of the plan, each into its purchase, which the first of its lines opens.

    Rows with one receipt number, customer and day are one purchase. Without receipt numbers, what one customer bought
    on one day (at one time, if times are given) is; a row that names no customer stands for itself.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._purchases = plan.purchases
        # Almost every receipt number stands for one purchase; only the others need the longer key.
        self._by_number: dict[str, int] = {}
        self._by_key: dict[tuple[str, int, str, str | None], int] = {}
        self._broken: dict[str, list[tuple[int, int | None, str | None]]] = {}
        self._last_number = ""
        self._last_customer = 0
        self._last_when: tuple[str, str | None] | None = None

    def lay(self, lines: Lines) -> None:
        """Take in some lines. ``FieldError``, and none is taken, if one of them has no day."""
        customers, whens = self._filled_down(lines)
        purchases = self._purchases
        places: list[int] = []
        positions: list[int] = []
        last_customer, last_when, last_number, purchase = self._last_customer, self._last_when, None, -1
        for n, (customer, when, number, amount, cost, quantity) in enumerate(
            zip(customers, whens, lines.number, lines.amount, lines.cost, lines.quantity, strict=True)
        ):
            if not (number and number == last_number and customer == last_customer and when == last_when):
                purchase = self._purchase_of(customer, when, number, lines.staff[n])
                last_number, last_customer, last_when = number, customer, when
            places.append(purchase)
            positions.append(purchases.lines[purchase])
            purchases.lines[purchase] += 1
            purchases.amount[purchase] += amount
            if cost != UNKNOWN:
                purchases.cost[purchase] += cost
                purchases.profit[purchase] += amount - cost
            if quantity >= 0 <= amount:
                purchases.is_sale[purchase] = 1
        for purchase, note in zip(places, lines.note, strict=bool(lines.note)):
            if note and note not in purchases.note[purchase]:
                joined = "\n".join(filter(None, (purchases.note[purchase], note)))
                purchases.note[purchase] = joined[:100_000]
        self._last_number, self._last_customer, self._last_when = lines.number[-1], customers[-1], whens[-1]
        purchases.line_row.extend(lines.rows)
        purchases.line_purchase.extend(places)
        purchases.line_position.extend(positions)
        purchases.line_product.extend(lines.product)
        purchases.line_text.extend(lines.text)
        purchases.line_quantity.extend(lines.quantity)
        purchases.line_amount.extend(lines.amount)
        purchases.line_discount.extend(lines.discount)
        purchases.line_cost.extend(lines.cost)
        self._plan.counts.amounts_rounded += lines.rounded

    def _filled_down(self, lines: Lines) -> tuple[list[int], list[tuple[str, str | None]]]:
        """Customers (0 for nobody) and days, those of the row above where a receipt goes on without repeating them."""
        customers: list[int] = []
        whens: list[tuple[str, str | None]] = []
        if None not in lines.customer and None not in lines.when:
            return lines.customer, lines.when  # type: ignore[return-value]
        above = (self._last_number, self._last_customer, self._last_when)
        for number, customer, when in zip(lines.number, lines.customer, lines.when, strict=True):
            if number and number == above[0]:
                customer = above[1] if customer is None else customer
                when = when or above[2]
            if when is None:
                raise FieldError(_("There is no day."))
            customers.append(customer or 0)
            whens.append(when)
            above = (number, customer or 0, when)
        return customers, whens

    def _purchase_of(self, customer: int, when: tuple[str, str | None], number: str, staff: int) -> int:
        """The purchase that a line belongs to, opened if need be."""
        purchases = self._purchases
        day, at = when
        key = (number, customer, day, None if number else at)
        found = None
        if number:
            found = self._by_number.get(number)
            if found is not None and (
                purchases.customer[found] != customer or purchases.bought_on[found] != day
            ):
                found = self._by_key.get(key)
        elif customer:
            found = self._by_key.get(key)
        if found is not None:
            return found
        purchase = len(purchases.bought_on)
        if number and number not in self._by_number:
            self._by_number[number] = purchase
        elif number or customer:
            self._by_key[key] = purchase
        purchases.customer.append(customer)
        purchases.bought_on.append(day)
        purchases.bought_at.append(at)
        purchases.receipt_number.append(number)
        purchases.staff.append(staff)
        purchases.note.append("")
        for column in (
            purchases.lines,
            purchases.amount,
            purchases.cost,
            purchases.profit,
            purchases.is_sale,
        ):
            column.append(0)
        purchases.wanted.append(1)
        return purchase

    def blame(self, row: int, number: str, customer: int | None, day: str | None) -> None:
        """Remember that a receipt lost a line in ``row``; what could not be read of its key is ``None``."""
        if number or (customer and day):
            self._broken.setdefault(number, []).append((row, customer, day))

    def refuse_broken(self) -> None:
        """Refuse all rows of the receipts that lost a line: the rest would be a wrong receipt."""
        if not self._broken:
            return
        purchases = self._purchases
        lost: dict[int, int] = {}
        for purchase, number in enumerate(purchases.receipt_number):
            for row, customer, day in self._broken.get(number, ()):
                if customer in (None, purchases.customer[purchase]) and day in (
                    None,
                    purchases.bought_on[purchase],
                ):
                    purchases.wanted[purchase] = 0
                    lost.setdefault(purchase, row)
        for line, purchase in enumerate(purchases.line_purchase):
            if purchase in lost:
                sentence = _(
                    "Row {row} of the same receipt cannot be read, and half a receipt would be wrong."
                )
                self._plan.refusals.add(
                    purchases.line_row[line], FieldError(sentence.format(row=lost[purchase]))
                )
