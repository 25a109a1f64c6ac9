"""Customer share: how much of what customers need they buy here, how it grows, and when it reaches the aim."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from model.store import Store
from model.value.only import among

YEAR_DAYS = 365
LONGEST_YEARS = 10
"""Further ahead no pace is worth reckoning with."""


@dataclass(frozen=True)
class Share:
    """The share of one customer whose need is known. Money in cents of a year, net of returns.

    ``bought_cents`` are the 365 days that end with ``on``, ``before_cents`` the 365 before them; ``None`` where the
    first purchase was later than those began, so that nothing can be said of growth.
    """

    customer_id: int
    on: date
    need_cents: int
    aim_percent: int
    bought_cents: int
    before_cents: int | None

    @property
    def percent(self) -> float:
        """So much of the need is bought here."""
        return 100 * self.bought_cents / self.need_cents

    @property
    def before_percent(self) -> float | None:
        """The same a year ago, of today's need: nobody noted what the need was then."""
        return None if self.before_cents is None else 100 * self.before_cents / self.need_cents

    @property
    def is_reached(self) -> bool:
        """Whether the share is what the shop would like to have."""
        return self.percent >= self.aim_percent

    @property
    def aim_on(self) -> date | None:
        """When the aim is reached if the share goes on growing by as many points a year as in this one; ``None`` where
        it does not grow, is reached, or would take longer than ten years."""
        if self.before_percent is None or self.is_reached or self.percent <= self.before_percent:
            return None
        years = (self.aim_percent - self.percent) / (self.percent - self.before_percent)
        return self.on + timedelta(days=round(YEAR_DAYS * years)) if years <= LONGEST_YEARS else None


def read_shares(store: Store, on: date, only: Sequence[int] | None = None) -> list[Share]:
    """The shares of all customers whose need is known, or of those of ``only``, by id."""
    begins, before = on - timedelta(days=YEAR_DAYS - 1), on - timedelta(days=2 * YEAR_DAYS - 1)
    rows = store.rows(
        "SELECT c.id, c.need_cents, coalesce(c.share_aim_percent, 100) AS aim, min(p.bought_on) AS first_on,"
        " coalesce(sum(p.amount_cents) FILTER (WHERE p.bought_on >= :begins), 0) AS bought,"
        " coalesce(sum(p.amount_cents) FILTER (WHERE p.bought_on >= :before AND p.bought_on < :begins), 0) AS before"
        " FROM customer AS c LEFT JOIN purchase AS p ON p.customer_id = c.id AND p.bought_on <= :on"
        f" WHERE c.need_cents IS NOT NULL AND {among('c.id', only)} GROUP BY c.id ORDER BY c.id",
        begins=begins.isoformat(),
        before=before.isoformat(),
        on=on.isoformat(),
    )
    return [
        Share(
            row["id"],
            on,
            row["need_cents"],
            row["aim"],
            row["bought"],
            row["before"] if row["first_on"] and row["first_on"] <= before.isoformat() else None,
        )
        for row in rows
    ]
