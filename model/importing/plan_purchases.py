"""Purchases from a file in which one row is one line of a receipt."""

from __future__ import annotations

from itertools import compress, islice

from model.errors import FieldError
from model.importing.doubles import leave_doubles
from model.importing.line_columns import LineColumns, Row
from model.importing.planned import Plan
from model.importing.reading import Reading
from model.importing.receipts import Receipts
from resources.i18n import _

_ROWS_AT_ONCE = 256  # more would not stay in the processor's cache


def plan_purchases(reading: Reading, plan: Plan) -> None:
    """Decide what the file's purchases become; ``plan`` is filled."""
    columns, receipts = LineColumns(reading, plan), Receipts(plan)
    rows = reading.rows()
    while block := list(islice(rows, _ROWS_AT_ONCE)):
        plan.counts.rows += len(block)
        _take(block, columns, receipts, plan)
    for bad in reading.table.bad_rows:
        plan.counts.rows += 1
        plan.refusals.add(bad.number, FieldError(bad.reason))
        # Its cells may stand under the wrong headings: only the receipt's number is worth a look.
        receipts.blame(bad.number, columns.number_of(bad.cells), None, None)
    receipts.refuse_broken()
    if not columns.has_receipts:
        plan.notes.append(
            _("There are no receipt numbers: what one customer bought on one day became one purchase.")
        )
    if columns.discount_is_rate:
        plan.notes.append(_("The discount was read as a rate, and the amount as what was paid."))
    leave_doubles(reading.store, plan)
    _want_what_is_needed(plan)
    _count(plan)
    plan.counts.texts_cleaned = reading.texts.cleaned


def _take(block: list[Row], columns: LineColumns, receipts: Receipts, plan: Plan) -> None:
    """Take in a block of rows; where one of them cannot be read, row by row, and refuse that one."""
    try:
        receipts.lay(columns.read(block))
    except FieldError as error:
        if len(block) > 1:
            for row in block:
                _take([row], columns, receipts, plan)
        else:
            plan.refusals.add(block[0][0], error)
            receipts.blame(block[0][0], *columns.key_of(block[0]))


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
