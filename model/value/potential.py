"""What customers might bring in the coming year: what their history lets expect, and what the owner knows of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Cents = NDArray[np.int64]
    Floats = NDArray[np.float64]

A_STAR = 0.25
"""Each star of the owner's adds so much of what is expected: four stars double it."""

REACHED_IN_A_YEAR = 0.2
"""So much of what is missing to the wished share of a customer's need is reckoned to be won in the coming year."""


def stars_part(stars: NDArray[np.int64], forecast: Floats, usual: float) -> Floats:
    """What the owner's stars (0 to 4) add in cents: more for whoever brings more, but at least what they would of the
    usual customer, whose forecast is ``usual`` cents."""
    return stars * A_STAR * np.maximum(forecast, max(usual, 0.0))


def need_part(need: Cents, aim_percent: NDArray[np.int64], bought: Cents, margins: Floats) -> Floats:
    """What growing towards the wished share of a customer's need adds in cents, never below 0.

    ``need`` is what they spend in a year on our kind of goods, 0 where nobody said; ``bought`` what they spent here in
    the last 365 days, net of returns; ``aim_percent`` the share that the shop would like to have.
    """
    missing = need * (aim_percent / 100) - bought
    return np.where(need > 0, np.maximum(REACHED_IN_A_YEAR * missing * margins, 0.0), 0.0)


def margins_of_customers(revenue: Cents, profit: Cents, shop: float, pull: float) -> Floats:
    """The margin of each customer's own purchases, drawn towards the shop's: as if everybody had bought for ``pull``
    cents more, at the shop's margin. One odd receipt says little of what somebody will buy next year."""
    known = revenue > 0
    own = np.where(known, revenue, 0)
    earned = np.where(known, profit, 0)
    if np.isinf(pull):
        return np.full(len(revenue), shop)
    return (earned + pull * shop) / np.maximum(own + pull, 1.0)


def pull_of(revenue: Cents, profit: Cents, buying_days: NDArray[np.int64], shop: float) -> float:
    """How strongly the margins of single customers are to be drawn to the shop's, in cents of sales, as the book tells.

    Customers' margins differ from the shop's by what they are, and by chance, the less the more they bought. How the
    squared difference falls with the revenue tells the two apart (the credibility of Bühlmann and Straub 1970, its
    variances estimated by weighted least squares). Where nothing but chance can be seen, it is infinite: everybody has
    the shop's margin. Never weaker than one usual purchase.
    """
    known = (revenue > 0) & (buying_days > 0)
    if np.count_nonzero(known) < _ENOUGH:
        return _typical_purchase(revenue[known], buying_days[known]) * _DAYS_BY_DEFAULT
    weight = revenue[known].astype(np.float64)
    typical = _typical_purchase(weight, buying_days[known])
    weight /= typical
    squared = (profit[known] / revenue[known] - shop) ** 2
    # squared ≈ between + within / weight, and spreads the more the less was bought.
    trust = np.minimum(weight, _HEAVIEST) ** 2
    by_chance = 1 / weight
    mean_chance, mean_squared = np.average(by_chance, weights=trust), np.average(squared, weights=trust)
    spread = np.average((by_chance - mean_chance) ** 2, weights=trust)
    within = (
        float(np.average((by_chance - mean_chance) * (squared - mean_squared), weights=trust) / spread)
        if spread > 0
        else 0.0
    )
    within = max(within, 0.0)
    between = float(mean_squared - within * mean_chance)
    if between <= 0:
        return float("inf")
    return typical * max(within / between, 1.0)


_ENOUGH = 30
"""customers, to learn from the book how much their margins differ"""
_DAYS_BY_DEFAULT = 5
"""usual purchases that the shop's margin weighs before that"""
_HEAVIEST = 50.0
"""usual purchases: a few very large customers are not to decide alone"""


def _typical_purchase(revenue: Cents | Floats, buying_days: NDArray[np.int64]) -> float:
    """What is spent on a buying day, in cents; 1 at least."""
    days = float(buying_days.sum())
    return max(float(revenue.sum()) / days, 1.0) if days else 1.0
