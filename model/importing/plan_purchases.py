"""Purchases from a file in which one row is one line of a receipt.

Rows with one receipt number, customer and day are one purchase. Without receipt numbers, what one customer bought
on one day (at one time, if times are given) is; a row that names no customer stands for itself. A receipt with a row
that cannot be read is refused as a whole: the rest of it would be a wrong receipt.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from itertools import compress
from operator import itemgetter
from typing import Any, NamedTuple

from model.errors import FieldError
from model.folding import fold
from model.importing.cells import Column, amount_column, day_column
from model.importing.customer_columns import CustomerColumns
from model.importing.discounts import discount_column
from model.importing.known_customers import KnownCustomers
from model.importing.planned import UNKNOWN, NewCustomer, Plan, PlannedPurchases
from model.importing.products_and_staff import KnownProducts, KnownStaff
from model.importing.reading import Reading
from model.purchases import share
from model.store import Store
from resources.i18n import _

_IDENTITY = ("customer_code", "customer_name", "customer_phone", "customer_email")
_PRODUCT = {"product_code": 500, "product_name": 1000, "category": 500, "sub_category": 500}
_MOST_THOUSANDTHS = 1_000_000_000
_NUMBERS_AT_ONCE = 10_000  # receipt numbers of one query


def plan_purchases(reading: Reading, plan: Plan) -> None:
    """Decide what the file's purchases become; ``plan`` is filled."""
    rows = _Rows(reading, plan)
    rows.read_all()
    rows.refuse_broken_receipts()
    if not rows.has_receipts:
        plan.notes.append(
            _("There are no receipt numbers: what one customer bought on one day became one purchase.")
        )
    if rows.discount_is_rate:
        plan.notes.append(_("The discount was read as a rate, and the amount as what was paid."))
    _leave_doubles(reading.store, plan)
    _want_what_is_needed(plan)
    _count(plan)
    plan.counts.texts_cleaned = reading.texts.cleaned


class _Line(NamedTuple):
    customer: int
    day: str
    at: str | None
    number: str
    staff: int
    product: int
    text: str
    quantity: int
    amount: int
    discount: int
    cost: int
    note: str


class _Rows:
    """Reads rows and lays them into the columns of the plan, remembering whom and what it met."""

    def __init__(self, reading: Reading, plan: Plan) -> None:
        matching, header = reading.matching, reading.table.header
        at = matching.column
        self._plan = plan
        self._reading = reading
        self._texts = reading.texts

        self._number_at = at("receipt_number")
        self._day_at = _needed(at("bought_on"))
        self._days = day_column(header[self._day_at], reading.order_of(self._day_at), reading.options.today)
        self._purchase_of_number: dict[str, int] = {}
        self._purchase_of_key: dict[tuple[str, int, str, str | None], int] = {}
        self._broken: list[tuple[int, str, int | None, str | None]] = []
        self._last: tuple[str, int, str, str | None] = ("", 0, "", None)

        self._customer_columns = CustomerColumns(
            {column: field for column, field in matching.fields.items() if field != "note"},
            header,
            reading.texts,
            reading.order_of,
            reading.options.today,
            reading.region,
        )
        self._identity = _cells_of([column for field in _IDENTITY for column in matching.columns(field)])
        self._customers: dict[tuple[str, ...], int] = {}
        self._known = KnownCustomers(reading.store)

        self._product_columns = [(field, column) for field in _PRODUCT for column in matching.columns(field)]
        self._product_cells = _cells_of([column for _field, column in self._product_columns])
        self._products: dict[tuple[str, ...], tuple[int, str]] = {}
        self._known_products = KnownProducts(reading.store, plan.products)

        self._staff_at = at("staff")
        known_staff = KnownStaff(reading.store, plan.staff)
        self._staff = Column(
            "" if self._staff_at is None else header[self._staff_at],
            lambda cell: known_staff.find(self._texts.read(cell)),
        )
        self._notes = [(c, reading.texts.column(header[c], 100_000)) for c in matching.columns("note")]

        self._amount_at, self._amounts = _needed(self._amount_column("amount", reading.decimals))
        self._quantity = self._amount_column("quantity", 3)
        self._cost = self._amount_column("cost", reading.decimals)
        self._cost_is_each = self._cost is not None and _is_price(header[self._cost[0]])
        self._profit = None if self._cost else self._amount_column("profit", reading.decimals)
        self._discount_at = at("discount")
        self.discount_is_rate = False
        if self._discount_at is not None:
            self._discounts, self.discount_is_rate = discount_column(
                header[self._discount_at],
                reading.sample(self._discount_at),
                reading.decimals,
                reading.decimal_mark_of(self._discount_at),
            )

    @property
    def has_receipts(self) -> bool:
        """Whether the file numbers its receipts."""
        return self._number_at is not None

    def _amount_column(self, field: str, decimals: int) -> tuple[int, Column[tuple[int, bool] | None]] | None:
        column = self._reading.matching.column(field)
        if column is None:
            return None
        heading = self._reading.table.header[column]
        return column, amount_column(heading, decimals, self._reading.decimal_mark_of(column))

    def read_all(self) -> None:
        """Read the whole file, row by row."""
        counts, refusals = self._plan.counts, self._plan.refusals
        for row, cells in self._reading.rows():
            counts.rows += 1
            try:
                self._lay(row, self._read(row, cells))
            except FieldError as error:
                refusals.add(row, error)
                self._blame_receipt(row, cells)
        for bad in self._reading.table.bad_rows:
            counts.rows += 1
            refusals.add(bad.number, FieldError(bad.reason))
            # Its cells may stand under the wrong headings: only the receipt's number is worth a look.
            if self._number_at is not None and (number := bad.cells[self._number_at].strip()):
                self._broken.append((bad.number, number, None, None))

    def _read(self, row: int, cells: list[str]) -> _Line:
        key = self._identity(cells)
        customer = self._customers.get(key)
        if customer is None and any(key):
            customer = self._customers[key] = self._customer(cells, row)
        number = "" if self._number_at is None else self._number(cells[self._number_at])
        when = self._days[cells[self._day_at]]
        if (customer is None or when is None) and number and number == self._last[0]:
            # Some programs write customer and day on the first row of a receipt only.
            customer = self._last[1] if customer is None else customer
            when = self._last[2:] if when is None else when
        if when is None:
            raise FieldError(_("There is no day."), self._days.heading)
        product, text = self._product(cells)
        staff = 0 if self._staff_at is None else self._staff[cells[self._staff_at]]
        note = "\n".join(filter(None, (texts[cells[at]] for at, texts in self._notes))) if self._notes else ""
        quantity, amount, cost = self._money(cells)
        discount = UNKNOWN
        if self._discount_at is not None and (given := self._discounts[cells[self._discount_at]]):
            cents = given.of(amount)
            discount = UNKNOWN if cents is None else cents
        return _Line(
            customer or 0,
            when[0],
            when[1],
            number,
            staff,
            product,
            text,
            quantity,
            amount,
            discount,
            cost,
            note,
        )

    def _money(self, cells: list[str]) -> tuple[int, int, int]:
        """Quantity in thousandths, amount and cost in cents; what comes back is negative in all three."""
        amount_read = self._amounts[cells[self._amount_at]]
        if amount_read is None:
            raise FieldError(_("There is no amount."), self._amounts.heading)
        amount, rounded = amount_read[0], int(amount_read[1])
        quantity = 1000 if amount >= 0 else -1000
        if self._quantity is not None and (quantity_read := self._quantity[1][cells[self._quantity[0]]]):
            quantity = quantity_read[0]
            rounded += quantity_read[1]
            if not -_MOST_THOUSANDTHS <= quantity <= _MOST_THOUSANDTHS:
                raise FieldError(_("The book keeps quantities up to a million."), self._quantity[1].heading)
        cost = UNKNOWN
        if self._profit is not None:
            if profit_read := self._profit[1][cells[self._profit[0]]]:
                cost = amount - profit_read[0]
                rounded += profit_read[1]
                if quantity < 0 < amount:
                    cost = -cost
        elif self._cost is not None and (cost_read := self._cost[1][cells[self._cost[0]]]):
            cost = share(cost_read[0], abs(quantity), 1000) if self._cost_is_each else cost_read[0]
            rounded += cost_read[1]
            if quantity < 0:
                cost = -abs(cost)
        if rounded:
            self._plan.counts.amounts_rounded += rounded
        return quantity, -abs(amount) if quantity < 0 else amount, cost

    def _number(self, cell: str) -> str:
        try:
            return self._texts.read(cell)
        except FieldError as error:
            raise error.at(self._reading.table.header[self._number_at or 0]) from None

    def _lay(self, row: int, line: _Line) -> None:
        """Put a line into its purchase, which the first of its lines opens."""
        purchases = self._plan.purchases
        purchase = self._purchase_of(line)
        if purchase is None:
            purchase = len(purchases.bought_on)
            purchases.customer.append(line.customer)
            purchases.bought_on.append(line.day)
            purchases.bought_at.append(line.at)
            purchases.receipt_number.append(line.number)
            purchases.staff.append(line.staff)
            purchases.note.append(line.note)
            purchases.lines.append(0)
            purchases.amount.append(0)
            purchases.cost.append(0)
            purchases.profit.append(0)
            purchases.is_sale.append(0)
            purchases.wanted.append(1)
            self._remember(line, purchase)
        elif line.note and line.note not in purchases.note[purchase]:
            purchases.note[purchase] = "\n".join(filter(None, (purchases.note[purchase], line.note)))[
                :100_000
            ]
        self._last = (line.number, line.customer, line.day, line.at)
        purchases.line_row.append(row)
        purchases.line_purchase.append(purchase)
        purchases.line_position.append(purchases.lines[purchase])
        purchases.line_product.append(line.product)
        purchases.line_text.append(line.text)
        purchases.line_quantity.append(line.quantity)
        purchases.line_amount.append(line.amount)
        purchases.line_discount.append(line.discount)
        purchases.line_cost.append(line.cost)
        purchases.lines[purchase] += 1
        purchases.amount[purchase] += line.amount
        if line.cost != UNKNOWN:
            purchases.cost[purchase] += line.cost
            purchases.profit[purchase] += line.amount - line.cost
        if line.quantity >= 0 and line.amount >= 0:
            purchases.is_sale[purchase] = 1

    def _purchase_of(self, line: _Line) -> int | None:
        """The purchase that the line belongs to, ``None`` for a new one."""
        if not line.number:
            if not line.customer:
                return None
            return self._purchase_of_key.get(("", line.customer, line.day, line.at))
        first = self._purchase_of_number.get(line.number)
        if first is None:
            return None
        purchases = self._plan.purchases
        if purchases.customer[first] == line.customer and purchases.bought_on[first] == line.day:
            return first
        return self._purchase_of_key.get((line.number, line.customer, line.day, None))

    def _remember(self, line: _Line, purchase: int) -> None:
        # Almost every receipt number stands for one purchase; only the others need a longer key.
        if line.number and line.number not in self._purchase_of_number:
            self._purchase_of_number[line.number] = purchase
        elif line.number:
            self._purchase_of_key[line.number, line.customer, line.day, None] = purchase
        elif line.customer:
            self._purchase_of_key["", line.customer, line.day, line.at] = purchase

    def _customer(self, cells: list[str], row: int) -> int:
        """The customer whom the row names: of the book, met before, or new."""
        facts = self._customer_columns.read(cells)
        found = self._known.find(facts)
        if found is None and not facts.tells_apart and facts.name:
            found = self._known.find_by_name(facts)
        if found is None:
            facts.call_something()
            self._plan.customers.append(NewCustomer(facts, row))
            found = -len(self._plan.customers)
            self._known.add(found, facts)
        return found

    def _product(self, cells: list[str]) -> tuple[int, str]:
        """The product that the row names, 0 for none, and the row's own words for it."""
        key = self._product_cells(cells)
        found = self._products.get(key)
        if found is None:
            said = dict.fromkeys(_PRODUCT, "")
            for (field, column), cell in zip(self._product_columns, key, strict=True):
                try:
                    said[field] = self._texts.read(cell, _PRODUCT[field])
                except FieldError as error:
                    raise error.at(self._reading.table.header[column]) from None
            code, name, category, sub_category = said.values()
            product = self._known_products.find(code, name, category, sub_category)
            found = self._products[key] = (product, name or code)
        return found

    def _blame_receipt(self, row: int, cells: list[str]) -> None:
        """Remember which receipt lost a line; what cannot be read of its key stays open (``None``)."""
        number = "" if self._number_at is None else cells[self._number_at].strip()
        customer: int | None = None
        day: str | None = None
        try:
            key = self._identity(cells)
            customer = self._customers.get(key)
            if customer is None and any(key):
                customer = self._customers[key] = self._customer(cells, row)
            when = self._days[cells[self._day_at]]
            day = when[0] if when else None
        except FieldError:
            pass
        if number or (customer and day):
            self._broken.append((row, number, customer, day))

    def refuse_broken_receipts(self) -> None:
        """Refuse all rows of the receipts that lost a line."""
        if not self._broken:
            return
        blamed: dict[str, list[tuple[int, int | None, str | None]]] = {}
        for row, number, customer, day in self._broken:
            blamed.setdefault(number, []).append((row, customer, day))
        purchases = self._plan.purchases
        reasons: dict[int, int] = {}
        for purchase, number in enumerate(purchases.receipt_number):
            for row, customer, day in blamed.get(number, ()):
                if customer in (None, purchases.customer[purchase]) and day in (
                    None,
                    purchases.bought_on[purchase],
                ):
                    purchases.wanted[purchase] = 0
                    reasons.setdefault(purchase, row)
        for line, purchase in enumerate(purchases.line_purchase):
            if purchase in reasons:
                sentence = _(
                    "Row {row} of the same receipt cannot be read, and a part of a receipt would be wrong."
                )
                self._plan.refusals.add(
                    purchases.line_row[line], FieldError(sentence.format(row=reasons[purchase]))
                )


def _leave_doubles(store: Store, plan: Plan) -> None:
    """Take out the purchases that the book has already, so that a file can come twice.

    With a receipt number they are those of that number, customer and day; without, those of that customer and day
    with as many lines and the same sum.
    """
    if not store.value("SELECT 1 FROM purchase LIMIT 1"):
        return
    purchases, counts = plan.purchases, plan.counts
    numbered: dict[str, dict[tuple[int, str], int]] = {}
    numbers = sorted({number for number in compress(purchases.receipt_number, purchases.wanted) if number})
    for start in range(0, len(numbers), _NUMBERS_AT_ONCE):
        for number, customer, day, amount in store.tuples(
            "SELECT receipt_number, coalesce(customer_id, 0), bought_on, sum(amount_cents) FROM purchase"
            " WHERE receipt_number IN (SELECT value FROM json_each(:numbers)) AND receipt_number <> ''"
            " GROUP BY 1, 2, 3",
            numbers=json.dumps(numbers[start : start + _NUMBERS_AT_ONCE]),
        ):
            numbered.setdefault(number, {})[customer, day] = amount
    unnumbered = _purchases_without_number(store, purchases)
    for purchase, number in enumerate(purchases.receipt_number):
        if not purchases.wanted[purchase]:
            continue
        customer, day, amount = (
            purchases.customer[purchase],
            purchases.bought_on[purchase],
            purchases.amount[purchase],
        )
        if number:
            booked = numbered.get(number, {}).get((customer, day))
            if booked is None:
                continue
            counts.doubles_differing += booked != amount
        else:
            key = (customer, day, purchases.lines[purchase], amount)
            if not unnumbered[key]:
                continue
            unnumbered[key] -= 1  # two equal ones in the file are two in the book
        purchases.wanted[purchase] = 0
        counts.purchases_doubled += 1


def _purchases_without_number(
    store: Store, purchases: PlannedPurchases
) -> Counter[tuple[int, str, int, int]]:
    """How many purchases of one customer, day, number of lines and sum the book has, on the days of the file."""
    days = [
        day
        for day, number, wanted in zip(
            purchases.bought_on, purchases.receipt_number, purchases.wanted, strict=True
        )
        if wanted and not number
    ]
    if not days:
        return Counter()
    return Counter(
        store.tuples(
            "SELECT coalesce(customer_id, 0), bought_on, lines, amount_cents FROM purchase"
            " WHERE bought_on BETWEEN :first AND :last AND receipt_number = ''",
            first=min(days),
            last=max(days),
        )
    )


def _want_what_is_needed(plan: Plan) -> None:
    """Mark the new customers, products and staff of the purchases that come in; nobody comes for a refused row."""
    purchases = plan.purchases
    for customer in set(compress(purchases.customer, purchases.wanted)):
        if customer < 0:
            plan.customers[-customer - 1].wanted = True
    for member in set(compress(purchases.staff, purchases.wanted)):
        if member < 0:
            plan.staff[-member - 1].wanted = True
    wanted_lines = map(purchases.wanted.__getitem__, purchases.line_purchase)
    for product in set(compress(purchases.line_product, wanted_lines)):
        if product < 0:
            plan.products[-product - 1].wanted = True


def _count(plan: Plan) -> None:
    counts, purchases = plan.counts, plan.purchases
    counts.rows_refused = len(plan.refusals)
    counts.customers_new = sum(customer.wanted for customer in plan.customers)
    counts.products_new = sum(product.wanted for product in plan.products)
    counts.staff_new = sum(member.wanted for member in plan.staff)
    counts.purchases_new = sum(purchases.wanted)
    counts.returns_new = counts.purchases_new - sum(compress(purchases.is_sale, purchases.wanted))
    counts.lines_new = sum(compress(purchases.lines, purchases.wanted))


def _cells_of(columns: list[int]) -> Callable[[list[str]], tuple[str, ...]]:
    """What takes the cells of these columns out of a row."""
    if not columns:
        return lambda _cells: ()
    if len(columns) == 1:
        column = columns[0]
        return lambda cells: (cells[column],)
    return itemgetter(*columns)


def _is_price(heading: str) -> bool:
    """Whether a column of costs says what one piece costs."""
    key = fold(heading)
    return "price" in key or "unit" in key or "单价" in key or key.endswith("价")


def _needed(found: Any) -> Any:
    assert found is not None, "the matching was checked for what is missing"
    return found
