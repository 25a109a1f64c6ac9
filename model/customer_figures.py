"""What the book adds up for a customer; triggers keep the sums (``triggers.py``)."""

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Figures:
    """What the book adds up for a customer. Amounts are net of returns and in cents; ``profit_cents`` counts only
    lines whose cost is known, and ``amount_cents - cost_cents - profit_cents`` is what was sold without one."""

    sales: int
    buying_days: int
    amount_cents: int
    cost_cents: int
    profit_cents: int
    first_on: date | None
    last_on: date | None
    reached_on: date | None

    @property
    def rhythm_days(self) -> float | None:
        """The mean number of days between buying days; ``None`` before the third."""
        if self.buying_days < 3 or self.first_on is None or self.last_on is None:
            return None
        return (self.last_on - self.first_on).days / (self.buying_days - 1)


def figures_of(row: Any) -> Figures:
    """The figures in a row that holds the columns of ``customer_figures``."""
    names = [field.name for field in dataclasses.fields(Figures)]
    values = [row[name] for name in names]
    return Figures(*values[:5], *(date.fromisoformat(day) if day else None for day in values[5:]))
