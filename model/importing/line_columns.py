"""The columns of a file that speak of purchases, read many rows at a time.

A block of rows is turned into columns and each column read in one go: of a million rows, each is touched by Python's
own loop only once. One cell that cannot be read makes the whole block unreadable; whoever asked for it then asks row by
row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from model.errors import FieldError
from model.folding import fold
from model.importing.cells import Amounts, Column, day_column
from model.importing.customer_columns import CustomerColumns
from model.importing.discounts import discount_column
from model.importing.known_customers import KnownCustomers
from model.importing.planned import UNKNOWN, NewCustomer, Plan
from model.importing.products_and_staff import KnownProducts, KnownStaff
from model.importing.reading import Reading
from model.purchases import share
from resources.i18n import _

Row = tuple[int, list[str]]
"""A row's number and its cells."""

_IDENTITY = ("customer_code", "customer_name", "customer_phone", "customer_email")
_PRODUCT = {"product_code": 500, "product_name": 1000, "category": 500, "sub_category": 500}
_MOST_THOUSANDTHS = 1_000_000_000
_MOST_CENTS = 999_999_999_999


@dataclass
class Lines:
    """Some rows, read, column by column. A customer or a day that is ``None`` is not written in that row."""

    rows: Sequence[int]
    customer: list[int | None]
    when: list[tuple[str, str | None] | None]
    number: list[str]
    staff: list[int]
    product: list[int]
    text: list[str]
    quantity: list[int]
    amount: list[int]
    discount: list[int]
    cost: list[int]
    note: list[str]
    rounded: int


class LineColumns:
    """Reads rows of purchases, and finds or makes the customers, products and staff that they name."""

    def __init__(self, reading: Reading, plan: Plan) -> None:
        matching, self._header = reading.matching, reading.table.header
        self._plan = plan
        self._reading = reading
        self._texts = reading.texts
        self._number_at = matching.column("receipt_number")
        self._day_at = self._needed("bought_on")
        self._days = day_column(
            self._header[self._day_at], reading.order_of(self._day_at), reading.options.today
        )
        self._customer_columns = CustomerColumns(
            {column: field for column, field in matching.fields.items() if field != "note"},
            self._header,
            reading.texts,
            reading.order_of,
            reading.options.today,
            reading.region,
        )
        self._identity = [column for field in _IDENTITY for column in matching.columns(field)]
        self._customers_are_numbered = matching.column("customer_code") is not None
        self._customer_by_number: dict[str, int] = {}
        self._customers: dict[tuple[str, ...], int] = {}
        self._known = KnownCustomers(reading.store)

        self._product_columns = [(field, column) for field in _PRODUCT for column in matching.columns(field)]
        self._products_are_numbered = matching.column("product_code") is not None
        self._product_by_number: dict[str, int] = {}
        self._products: dict[tuple[str, ...], int] = {}
        self._words = [
            (column, reading.texts.column(self._header[column], 1000))
            for field in ("product_name", "product_code")
            for column in matching.columns(field)
        ]
        self._known_products = KnownProducts(reading.store, plan.products)

        self._staff_at = matching.column("staff")
        known_staff = KnownStaff(reading.store, plan.staff)
        self._staff = Column(
            "" if self._staff_at is None else self._header[self._staff_at],
            lambda cell: known_staff.find(self._texts.read(cell)),
        )
        self._notes = [
            (column, reading.texts.column(self._header[column], 100_000))
            for column in matching.columns("note")
        ]

        self._amount_at = self._needed("amount")
        self._amounts = self._amount_column(self._amount_at, reading.decimals)
        self._quantity_at = matching.column("quantity")
        self._quantities = self._amount_column(self._quantity_at, 3)
        self._cost_at = matching.column("cost")
        self._costs = self._amount_column(self._cost_at, reading.decimals)
        self._cost_is_each = _is_price(self._costs.heading)
        self._profit_at = None if self._cost_at is not None else matching.column("profit")
        self._profits = self._amount_column(self._profit_at, reading.decimals)
        self._discount_at = matching.column("discount")
        self.discount_is_rate = False
        if self._discount_at is not None:
            self._discounts, self.discount_is_rate = discount_column(
                self._header[self._discount_at],
                reading.sample(self._discount_at),
                reading.decimals,
                reading.decimal_mark_of(self._discount_at),
            )

    @property
    def has_receipts(self) -> bool:
        """Whether the file numbers its receipts."""
        return self._number_at is not None

    def _needed(self, field: str) -> int:
        column = self._reading.matching.column(field)
        assert column is not None, "the matching was checked for what is missing"
        return column

    def _amount_column(self, column: int | None, decimals: int) -> Amounts:
        if column is None:
            return Amounts("", decimals, ".")
        return Amounts(self._header[column], decimals, self._reading.decimal_mark_of(column))

    def read(self, block: Sequence[Row]) -> Lines:
        """The rows of a block. ``FieldError`` for the first cell that cannot be read."""
        rows, cells = zip(*block, strict=True)
        columns = list(zip(*cells, strict=True))
        customers = self._customers_of(block, columns)
        whens = list(map(self._days.__getitem__, columns[self._day_at]))
        products = self._products_of(columns, len(rows))
        quantities, amounts, costs, rounded = self._money(columns)
        return Lines(
            rows=rows,
            customer=customers,
            when=whens,
            number=self._numbers(columns, len(rows)),
            staff=[0] * len(rows)
            if self._staff_at is None
            else list(map(self._staff.__getitem__, columns[self._staff_at])),
            product=products,
            text=self._words_of(columns, len(rows)),
            quantity=quantities,
            amount=amounts,
            discount=self._discounts_of(columns, amounts),
            cost=costs,
            note=self._notes_of(columns),
            rounded=rounded,
        )

    def key_of(self, row: Row) -> tuple[str, int | None, str | None]:
        """What can be read of the receipt that a row belongs to: its number, customer and day."""
        columns = [(cell,) for cell in row[1]]
        number = "" if self._number_at is None else row[1][self._number_at].strip()
        try:
            when = self._days[row[1][self._day_at]]
            return number, self._customers_of([row], columns)[0], when[0] if when else None
        except FieldError:
            return number, None, None

    def number_of(self, cells: Sequence[str]) -> str:
        """The receipt number in a row that is no good otherwise, "" if there is none."""
        return "" if self._number_at is None else cells[self._number_at].strip()

    def _numbers(self, columns: Sequence[Sequence[str]], n: int) -> list[str]:
        if self._number_at is None:
            return [""] * n
        try:
            return self._texts.read_all(columns[self._number_at])
        except FieldError as error:
            raise error.at(self._header[self._number_at]) from None

    def _customers_of(self, block: Sequence[Row], columns: Sequence[Sequence[str]]) -> list[int | None]:
        if not self._identity:
            return [None] * len(block)
        # A file that numbers its customers is read by these numbers: to look up all that tells them apart is slow.
        found: list[int | None] = [None] * len(block)
        if self._customers_are_numbered:
            found = list(map(self._customer_by_number.get, columns[self._identity[0]]))
        if None in found:
            keys = zip(*(columns[column] for column in self._identity), strict=True)
            for n, key in enumerate(keys):
                if found[n] is None and any(key):
                    if key not in self._customers:
                        self._customers[key] = self._customer(block[n])
                    found[n] = self._customers[key]
                    if self._customers_are_numbered and key[0]:
                        self._customer_by_number[key[0]] = self._customers[key]
        return found

    def _customer(self, row: Row) -> int:
        """The customer whom the row names: of the book, of another row, or new."""
        facts = self._customer_columns.read(row[1])
        found = self._known.find(facts)
        if found is None and not facts.tells_apart and facts.name:
            found = self._known.find_by_name(facts)
        if found is None:
            facts.call_something()
            self._plan.customers.append(NewCustomer(facts, row[0]))
            found = -len(self._plan.customers)
            self._known.add(found, facts)
        return found

    def _products_of(self, columns: Sequence[Sequence[str]], n: int) -> list[int]:
        """The products of the rows, 0 for none."""
        if not self._product_columns:
            return [0] * n
        found: list[int | None] = [None] * n
        if self._products_are_numbered:
            found = list(map(self._product_by_number.get, columns[self._product_columns[0][1]]))
        if None not in found:
            return found  # type: ignore[return-value]
        keys = zip(*(columns[column] for _field, column in self._product_columns), strict=True)
        return [
            self._product(key) if known is None else known for key, known in zip(keys, found, strict=True)
        ]

    def _product(self, key: tuple[str, ...]) -> int:
        found = self._products.get(key)
        if found is None:
            said = dict.fromkeys(_PRODUCT, "")
            for (field, column), cell in zip(self._product_columns, key, strict=True):
                try:
                    said[field] = self._texts.read(cell, _PRODUCT[field])
                except FieldError as error:
                    raise error.at(self._header[column]) from None
            found = self._products[key] = self._known_products.find(*said.values())
            if self._products_are_numbered and key[0]:
                self._product_by_number[key[0]] = found
        return found

    def _words_of(self, columns: Sequence[Sequence[str]], n: int) -> list[str]:
        """What the rows call what was sold: a name, or else a number."""
        words = [""] * n
        for column, texts in self._words:
            said = map(texts.__getitem__, columns[column])
            words = (
                [word or other for word, other in zip(words, said, strict=True)] if any(words) else list(said)
            )
            if "" not in words:
                break
        return words

    def _money(self, columns: Sequence[Sequence[str]]) -> tuple[list[int], list[int], list[int], int]:
        """Quantities in thousandths, amounts and costs in cents, and how many cells were rounded.

        What comes back is negative in all three, however the file says it.
        """
        amounts, rounded = _read(self._amounts, columns, self._amount_at)
        if None in amounts:
            raise FieldError(_("There is no amount."), self._amounts.heading)
        quantities, more = _read(self._quantities, columns, self._quantity_at)
        rounded += more
        if None in quantities:
            usual = [1000 if amount >= 0 else -1000 for amount in amounts]
            quantities = [one if said is None else said for said, one in zip(quantities, usual, strict=True)]
        if self._profit_at is not None:
            profits, more = _read(self._profits, columns, self._profit_at)
            costs = [
                UNKNOWN if profit is None else amount - profit
                for amount, profit in zip(amounts, profits, strict=True)
            ]
        else:
            said, more = _read(self._costs, columns, self._cost_at)
            costs = [UNKNOWN if cost is None else cost for cost in said] if None in said else said
            if self._cost_is_each:
                costs = [
                    cost if cost == UNKNOWN else share(cost, abs(quantity), 1000)
                    for cost, quantity in zip(costs, quantities, strict=True)
                ]
        rounded += more
        if min(quantities) < 0:
            self._turn_returns(quantities, amounts, costs)
        if max(quantities) > _MOST_THOUSANDTHS or min(quantities) < -_MOST_THOUSANDTHS:
            raise FieldError(_("The book keeps quantities up to a million."), self._quantities.heading)
        for cents in (
            amounts,
            costs if UNKNOWN not in costs else [cost for cost in costs if cost != UNKNOWN],
        ):
            if cents and (max(cents) > _MOST_CENTS or min(cents) < -_MOST_CENTS):
                raise FieldError(_("This is more money than the book can keep."), self._amounts.heading)
        return quantities, amounts, costs, rounded

    def _turn_returns(self, quantities: list[int], amounts: list[int], costs: list[int]) -> None:
        for n, quantity in enumerate(quantities):
            if quantity < 0:
                if costs[n] != UNKNOWN and (self._profit_at is None or amounts[n] > 0):
                    costs[n] = -abs(costs[n])
                amounts[n] = -abs(amounts[n])

    def _discounts_of(self, columns: Sequence[Sequence[str]], amounts: list[int]) -> list[int]:
        if self._discount_at is None:
            return [UNKNOWN] * len(amounts)
        given = map(self._discounts.__getitem__, columns[self._discount_at])
        cents = [
            discount.of(amount) if discount else None for discount, amount in zip(given, amounts, strict=True)
        ]
        return [UNKNOWN if amount is None else amount for amount in cents]

    def _notes_of(self, columns: Sequence[Sequence[str]]) -> list[str]:
        """The notes of the rows; an empty list if the file has none."""
        said = [map(texts.__getitem__, columns[column]) for column, texts in self._notes]
        return ["\n".join(filter(None, parts)) for parts in zip(*said, strict=True)]


def _read(column: Amounts, columns: Sequence[Sequence[str]], at: int | None) -> tuple[list[Any], int]:
    """The cells of an amount's column, ``None`` where they are empty, and how many were rounded."""
    if at is None:
        return [None] * len(columns[0]), 0
    cells = columns[at]
    return list(map(column.__getitem__, cells)), column.rounded_among(cells)


def _is_price(heading: str) -> bool:
    """Whether a column of costs says what one piece costs."""
    key = fold(heading)
    return "price" in key or "unit" in key or "单价" in key or key.endswith("价")
