"""When everybody bought up to a day, and for how much: what all figures of value begin with."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from model.store import Store
from model.value.arrays import Flags, Floats, Ints
from model.value.only import asked

DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Buying:
    """The customers who bought up to ``on``; row i of every array is ``customer_ids[i]``, ascending.

    Days are ordinals as of ``date.toordinal``. ``repeats`` counts the buying days after the first one: two sales on
    one day are one. Money is whole cents net of returns: ``*_cents`` of the whole life, ``later_*`` of the days after
    the first. Of the receipts' lines whose cost is known there is the cost and the profit; the rest is
    ``uncosted_cents``. A return counts on the day the goods came back.
    """

    on: date
    customer_ids: Ints
    first_on: Ints
    last_on: Ints
    repeats: Ints
    sold_cents: Ints
    cost_cents: Ints
    profit_cents: Ints
    later_sold_cents: Ints
    later_cost_cents: Ints

    def __len__(self) -> int:
        return len(self.customer_ids)

    @property
    def recency(self) -> Floats:
        """Weeks from the first to the last buying day."""
        return (self.last_on - self.first_on) / DAYS_A_WEEK

    @property
    def age(self) -> Floats:
        """Weeks from the first buying day to ``on``."""
        return (self.on.toordinal() - self.first_on) / DAYS_A_WEEK

    @property
    def uncosted_cents(self) -> Ints:
        """Revenue of the lines whose cost is not known."""
        return self.sold_cents - self.cost_cents - self.profit_cents

    @property
    def mean_cents(self) -> Floats:
        """The mean net revenue of their buying days."""
        return self.sold_cents / (self.repeats + 1)

    @property
    def repeat_mean_cents(self) -> Floats:
        """Net revenue of a buying day, the first one left out; 0 for whoever never came back."""
        return self.later_sold_cents / np.maximum(self.repeats, 1) * (self.repeats > 0)

    @property
    def repeat_mean_profit_cents(self) -> Floats:
        """As ``repeat_mean_cents``, less what the goods cost where that is known."""
        return (
            (self.later_sold_cents - self.later_cost_cents) / np.maximum(self.repeats, 1) * (self.repeats > 0)
        )

    def only(self, kept: Ints | Flags) -> "Buying":
        """The rows of a mask or of indexes, in their order."""
        return Buying(self.on, *(getattr(self, name)[kept] for name in _COLUMNS))


def read_buying(store: Store, on: date, only: Sequence[int] | None = None) -> Buying:
    """All who have a sale up to ``on``, or those of ``only`` these: from the figures that the file keeps where nothing
    was bought after that day, else in one pass over the index of the purchases."""
    later = store.value("SELECT 1 FROM purchase WHERE bought_on > :day LIMIT 1", day=on.isoformat())
    found = asked(store, _BUYING if later else _KEPT, "f.customer_id", only, day=on.isoformat())
    rows = np.fromiter(found, dtype=[(name, np.int64) for name in _COLUMNS])
    return Buying(on, *(np.ascontiguousarray(rows[name]) for name in _COLUMNS))


_COLUMNS = [column.name for column in fields(Buying)][1:]

# The figures kept by the file tell the first buying day whatever ``day`` is, and the last and the number of them of
# whoever has not bought since. CROSS JOIN keeps the order of the tables: it is the order of the index that is read.
# 1,721,424.5 days of Julius Scaliger's count had gone by on the day before the first of the first year.
_BUYING = """
SELECT f.customer_id, julianday(f.first_on) - 1721424.5,
    julianday(CASE WHEN f.last_on <= :day THEN f.last_on
                   ELSE (SELECT max(bought_on) FROM purchase WHERE customer_id = f.customer_id
                         AND bought_on <= :day AND kind = 'sale') END) - 1721424.5,
    CASE WHEN f.last_on <= :day THEN f.buying_days
         ELSE (SELECT count(DISTINCT bought_on) FROM purchase WHERE customer_id = f.customer_id
               AND bought_on <= :day AND kind = 'sale') END - 1,
    sum(p.amount_cents), sum(p.cost_cents), sum(p.profit_cents),
    coalesce(sum(p.amount_cents) FILTER (WHERE p.bought_on > f.first_on), 0),
    coalesce(sum(p.cost_cents) FILTER (WHERE p.bought_on > f.first_on), 0)
FROM customer_figures AS f CROSS JOIN purchase AS p ON p.customer_id = f.customer_id AND p.bought_on <= :day
WHERE f.first_on <= :day AND {among}
GROUP BY f.customer_id"""

_KEPT = """
SELECT f.customer_id, julianday(f.first_on) - 1721424.5, julianday(f.last_on) - 1721424.5, f.buying_days - 1,
    f.amount_cents, f.cost_cents, f.profit_cents,
    f.amount_cents - sum(p.amount_cents), f.cost_cents - sum(p.cost_cents)
FROM customer_figures AS f CROSS JOIN purchase AS p ON p.customer_id = f.customer_id AND p.bought_on <= f.first_on
WHERE f.first_on <= :day AND {among}
GROUP BY f.customer_id"""
"""The same as of the latest day: only what was bought on the first day is left to add up."""
