"""What one customer is worth, with every part."""

from __future__ import annotations

from datetime import date, timedelta

from model.frozen import Frozen


class Worth(Frozen):
    """One customer as of the day ``on``. Money is whole cents.

    ``current_cents`` is exactly ``known + estimated − complaints − gifts − goodwill``, all of the 365 days that end
    with the day; ``sold`` and ``returned`` say of what revenue. ``potential_cents`` is exactly ``forecast + pace +
    stars + need``, and lies between ``low`` and ``high`` four times in five: ``forecast_cents`` is by their own past
    alone, ``pace_cents`` what it takes to make that ``pace`` times as much, as all customers of the shop come more
    often, or more seldom, than they used to. ``at_stake_cents`` is what both were if they surely still came.
    ``alive`` is the chance that they are still a customer, ``purchases`` how many buying days the coming 365 days are
    expected to bring, ``margin`` the profit expected of a unit of their revenue. ``share_percent`` is how much of
    their need they bought here in the last 365 days, ``None`` where nobody said what they need. ``gone``: they have
    left or were put away, and nothing is expected of them. ``rough``: there was too little to learn from, so the
    plain rhythm was used. ``is_revenue``: no cost is known of anything, nor a margin, so all profits here are
    revenue.
    """

    customer_id: int
    on: date
    first_on: date | None = None
    last_on: date | None = None
    buying_days: int = 0
    rhythm_days: float | None = None
    sold_cents: int = 0
    returned_cents: int = 0
    known_cents: int = 0
    estimated_cents: int = 0
    complaints_cents: int = 0
    gifts_cents: int = 0
    goodwill_cents: int = 0
    current_cents: int = 0
    forecast_cents: int = 0
    pace_cents: int = 0
    stars_cents: int = 0
    need_cents: int = 0
    potential_cents: int = 0
    low_cents: int = 0
    high_cents: int = 0
    at_stake_cents: int = 0
    alive: float = 0.0
    purchases: float = 0.0
    pace: float = 1.0
    margin: float = 0.0
    share_percent: float | None = None
    stars: int = 0
    gone: bool = False
    rough: bool = False
    is_revenue: bool = False
    margin_words: str = ""

    @property
    def away_days(self) -> int | None:
        """Days since the last purchase; ``None`` for whoever never bought."""
        return None if self.last_on is None else (self.on - self.last_on).days

    @property
    def expected_on(self) -> date | None:
        """When they would have come by their own rhythm; ``None`` without one."""
        if self.last_on is None or self.rhythm_days is None:
            return None
        return self.last_on + timedelta(days=round(self.rhythm_days))
