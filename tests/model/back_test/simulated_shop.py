"""A shop whose customers behave exactly as the model says, with known parameters: what it foretells must come true."""

import math
from datetime import date, timedelta

import numpy as np

from model import ids
from model.book import Book

FIRST_DAY = date(2022, 1, 1)
LAST_DAY = date(2025, 12, 31)

R, ALPHA, A, B = 1.2, 8.0, 0.8, 4.0
"""Weeks; a customer of them comes every seven weeks or so, and one in six stays away after a purchase."""
P, Q, V = 4.0, 4.0, 3000.0
MARGIN = 0.4


def fill(
    book: Book,
    customers: int,
    *,
    seed: int = 7,
    newcomers_until: date = date(2025, 6, 30),
    growth: float = 0.0,
) -> None:
    """So many customers, who came first on a day of their own, and what they bought up to ``LAST_DAY``; they come more
    often by ``growth`` each year (0.2: by a fifth)."""
    chance = np.random.default_rng(seed)
    store = book.store
    with (
        book.edit("Lived some years"),
        store.bulk("customer", "purchase", "purchase_line", rows=customers * 10),
    ):
        edit = store.edit_id
        people, purchases, lines = [], [], []
        numbers = iter(ids.take(customers * 500))  # those of an edit come after its own
        for number in range(customers):
            customer = next(numbers)
            people.append((customer, edit, f"Customer {number}"))
            first = FIRST_DAY + timedelta(days=int(chance.integers((newcomers_until - FIRST_DAY).days)))
            a_day = chance.gamma(Q) / V  # each one's own: the mean of a purchase is P divided by it
            for day in _days(chance, first, growth):
                purchase = next(numbers)
                cents = max(1, round(chance.gamma(P) / a_day))
                purchases.append((purchase, edit, customer, day.isoformat()))
                lines.append((next(numbers), edit, purchase, "Tea", cents, cents - round(cents * MARGIN)))
        store.write_many("INSERT INTO customer (id, edit_id, name) VALUES (?, ?, ?)", people)
        store.write_many(
            "INSERT INTO purchase (id, edit_id, customer_id, bought_on) VALUES (?, ?, ?, ?)", purchases
        )
        store.write_many(
            "INSERT INTO purchase_line (id, edit_id, purchase_id, text, amount_cents, cost_cents)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            lines,
        )


def _days(chance: np.random.Generator, first: date, growth: float) -> list[date]:
    a_week, goes = chance.gamma(R) / ALPHA, chance.beta(A, B)
    days, at = [first], float(first.toordinal())
    while chance.random() >= (goes if len(days) > 1 else 0):
        at = _later(at, 7 * chance.exponential(1 / a_week), growth)
        day = date.fromordinal(round(min(at, date.max.toordinal() - 1)))
        if day > LAST_DAY:
            break
        days.append(day)
    return days


def _later(at: float, days: float, growth: float) -> float:
    """The time after so many ``days`` of the first year, where time runs ever faster."""
    if not growth:
        return at + days
    begun, a_day = FIRST_DAY.toordinal(), math.log1p(growth) / 365
    return begun + math.log(math.exp(a_day * (at - begun)) + a_day * days) / a_day
