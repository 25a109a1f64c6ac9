"""Purchases that the book has already, so that a file can come twice."""

from __future__ import annotations

import json
from collections import Counter
from itertools import compress

from model.importing.planned import Plan, PlannedPurchases
from model.store import Store

_NUMBERS_AT_ONCE = 10_000  # receipt numbers of one query


def leave_doubles(store: Store, plan: Plan) -> None:
    """Take the purchases out of the plan that the book has already.

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
