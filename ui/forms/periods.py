"""The periods that a shop asks about, by name."""

from dataclasses import dataclass
from datetime import date, timedelta

from model.relative_days import add_months
from resources.i18n import _


@dataclass(frozen=True)
class Period:
    """``key`` names it; both days are included."""

    key: str
    title: str
    first: date
    last: date


def periods(today: date) -> list[Period]:
    """From the nearest to the longest; those that run still end today."""
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    quarter = month.replace(month=3 * ((today.month - 1) // 3) + 1)
    day = timedelta(days=1)
    return [
        Period("week", _("The last 7 days"), today - 6 * day, today),
        Period("month", _("This month"), month, today),
        Period("last-month", _("Last month"), add_months(month, -1), month - day),
        Period("3-months", _("This month and the two before"), add_months(month, -2), today),
        Period("quarter", _("This quarter"), quarter, today),
        Period("last-quarter", _("Last quarter"), add_months(quarter, -3), quarter - day),
        Period("year", _("This year"), year, today),
        Period("last-year", _("Last year"), add_months(year, -12), year - day),
        Period("365-days", _("The last 365 days"), today - 364 * day, today),
    ]
