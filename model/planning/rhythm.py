"""How often customers buy, each by their own rhythm.

The rhythm is the mean number of days between the first and the last buying day, which the file keeps up by itself. The
median of the latest intervals would forget a long pause sooner, but it has to read every purchase (a million of them,
several times as long as the figures), and nobody could check it against the card, which shows the mean.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from model.planning.occasion import Only, Window
from model.planning.questions import BOUGHT_ON, CONTACTED_ON, customers_of, read_day, values_of
from model.store import Store
from model.visit_rules import VisitRule

LEAST_BUYING_DAYS = 3
"""Before the third nobody has a rhythm."""

LOST_PERCENT = 400
"""After so many hundredths of their rhythm customers are not late but lost: then winning them back is asked for."""


class Buying(NamedTuple):
    """When one customer bought, and was last really spoken to, up to a day."""

    customer_id: int
    buying_days: int
    first_on: date
    last_on: date
    contacted_on: date | None

    @property
    def rhythm_days(self) -> float | None:
        """The mean number of days between buying days, ``None`` before the third."""
        if self.buying_days < LEAST_BUYING_DAYS:
            return None
        return (self.last_on - self.first_on).days / (self.buying_days - 1)

    def rhythms(self, percent: int) -> tuple[int, int]:
        """So many hundredths of the rhythm in whole days, rounded down and up; exact. Only from the third day on."""
        hundredths, parts = percent * (self.last_on - self.first_on).days, 100 * (self.buying_days - 1)
        return hundredths // parts, -(-hundredths // parts)

    def away_since(self, rule: VisitRule) -> date:
        """The last purchase; or the last real contact, where the rule counts from that too."""
        if rule.by_contact and self.contacted_on is not None:
            return max(self.last_on, self.contacted_on)
        return self.last_on


RHYTHM = "((julianday(last_on) - julianday(first_on)) / (buying_days - 1))"
"""The rhythm in SQL, in days."""


def away_since(rule: VisitRule) -> str:
    """``Buying.away_since`` in SQL."""
    return "max(last_on, coalesce(contacted_on, ''))" if rule.by_contact else "last_on"


def buying(
    store: Store, rule: VisitRule, window: Window, only: Only, where: str, **values: Any
) -> Iterator[Buying]:
    """Of all customers for whom ``rule`` is, who bought up to the first day of ``window``, and for whom the SQL
    ``where`` holds: it may name the columns of ``Buying`` and ``values``."""
    parse = date.fromisoformat
    for customer_id, buying_days, first_on, last_on, contacted_on in store.tuples(
        # Materialized, or SQLite would look up the same sales for every mention of them. The + makes it read the
        # figures from end to end: nearly all customers have bought.
        f"WITH b AS MATERIALIZED (SELECT customer_id, {_BUYING_DAYS} AS buying_days, first_on, {BOUGHT_ON} AS last_on,"
        f" {CONTACTED_ON} AS contacted_on FROM customer_figures AS f"
        f" WHERE +first_on <= :day{customers_of(rule, 'f.customer_id', only)})"
        f" SELECT customer_id, buying_days, first_on, last_on, contacted_on FROM b WHERE {where}",
        **values_of(store, rule, window, only),
        **values,
    ):
        yield Buying(customer_id, buying_days, parse(first_on), parse(last_on), read_day(contacted_on))


_BUYING_DAYS = (
    # The figure kept is right for whoever has not bought since.
    "CASE WHEN f.last_on > :day THEN (SELECT count(DISTINCT bought_on) FROM purchase WHERE customer_id = f.customer_id"
    " AND kind = 'sale' AND bought_on <= :day) ELSE f.buying_days END"
)
