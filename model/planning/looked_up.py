"""What is asked about the few of many lines and customers that turn out to matter.

Asking it with the many would take longer than everything else.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from model.planning.questions import BOUGHT_ON, CONTACTED_ON, read_day
from model.store import Store
from model.visit_rules import VisitRule


class LastDays(NamedTuple):
    """When a customer was last really spoken to, and last bought anything."""

    contacted_on: date | None
    bought_on: date | None

    def satisfy(self, rule: VisitRule, *, contacted_since: date, bought_since: date) -> bool:
        """Whether a contact or a purchase on that day or later makes what ``rule`` asks for needless."""
        return bool(
            (rule.by_contact and self.contacted_on and self.contacted_on >= contacted_since)
            or (rule.by_purchase and self.bought_on and self.bought_on >= bought_since)
        )


def last_days(store: Store, customers: Iterable[int], day: date) -> dict[int, LastDays]:
    """The last days up to ``day`` of these customers."""
    return {
        customer_id: LastDays(read_day(contacted_on), read_day(bought_on))
        for customer_id, contacted_on, bought_on in store.tuples(
            f"SELECT f.customer_id, {CONTACTED_ON}, {BOUGHT_ON} FROM json_each(:customers)"
            " CROSS JOIN customer_figures AS f ON f.customer_id = value",
            customers=json.dumps(sorted(set(customers))),
            day=day.isoformat(),
        )
    }


def came_back(store: Store, lines: Iterable[int], day: date) -> set[int]:
    """Those of these lines of which everything had come back by ``day``: by themselves, or with the whole sale."""
    return set(
        store.column(
            "SELECT l.id FROM json_each(:lines) CROSS JOIN purchase_line AS l ON l.id = value"
            " CROSS JOIN purchase AS p ON p.id = l.purchase_id"
            " WHERE l.quantity_thousandths <= (SELECT -sum(back.quantity_thousandths) FROM purchase_line AS back"
            " JOIN purchase AS at ON at.id = back.purchase_id"
            " WHERE back.return_of_line_id = l.id AND at.bought_on <= :day)"
            " OR p.amount_cents <= (SELECT -sum(amount_cents) FROM purchase WHERE return_of_id = p.id"
            " AND bought_on <= :day)",
            lines=json.dumps(sorted(set(lines))),
            day=day.isoformat(),
        )
    )
