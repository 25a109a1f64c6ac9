"""What customers might bring in the coming year: what their history lets expect, and what the owner knows of them."""

import numpy as np

from model.value.arrays import Floats, Ints
from model.value.buying import Buying
from model.value.margins import Margins

A_STAR = 0.25
"""Each star of the owner's adds so much of what is expected: four stars double it."""

REACHED_IN_A_YEAR = 0.2
"""So much of what is missing to the wished share of a customer's need is reckoned to be won in the coming year."""


def stars_part(stars: Ints, forecast: Floats, usual: float) -> Floats:
    """What the owner's stars (0 to 4) add in cents: more for whoever brings more, but at least what they would of the
    usual customer, whose forecast is ``usual`` cents."""
    return np.asarray(stars * A_STAR * np.maximum(forecast, max(usual, 0.0)))


def need_part(need: Ints, aim_percent: Ints, bought: Ints, margins: Floats) -> Floats:
    """What growing towards the wished share of a customer's need adds in cents, never below 0.

    ``need`` is what they spend in a year on our kind of goods, 0 where nobody said; ``bought`` what they spent here in
    the last 365 days, net of returns; ``aim_percent`` the share that the shop would like to have.
    """
    missing = np.maximum(need * (aim_percent / 100) - bought, 0.0)
    return np.where(need > 0, REACHED_IN_A_YEAR * missing * np.maximum(margins, 0.0), 0.0)


def margins_of_customers(revenue: Ints, profit: Ints, shop: float, pull: float) -> Floats:
    """The margin of each customer's own purchases, drawn towards the shop's: as if everybody had bought for ``pull``
    cents more, at the shop's margin. One odd receipt says little of what somebody will buy next year."""
    known = revenue > 0
    own = np.where(known, revenue, 0)
    earned = np.where(known, profit, 0)
    return np.asarray((earned + pull * shop) / (own + pull))


def pull_of(buying: Buying, margins: Margins) -> float:
    """How strongly the margins of single customers are to be drawn to the shop's, in cents of sales.

    In some shops a customer's margin is a habit (the dealer's rebate), in others the luck of a receipt. The book tells
    which: of several strengths, this is the one with which the first buying days would have foretold best what was left
    of all later ones. Where it cannot tell, because few came back or costs are missing, it is that of ten usual buying
    days.
    """
    days = int((buying.repeats + 1).sum())
    usual_day = max(float(buying.sold_cents.sum()) / max(days, 1), 1.0)
    later = buying.later_sold_cents
    first = buying.sold_cents - later
    told = (first > 0) & (later > 0)
    if margins.has_unknown or np.count_nonzero(told) < _ENOUGH:
        return _BY_DEFAULT * usual_day
    earned_later = later - buying.later_cost_cents
    earned_first = (buying.profit_cents - earned_later)[told]
    first, later, real = first[told], later[told], earned_later[told] / later[told]

    def error(strength: float) -> float:
        foretold = margins_of_customers(first, earned_first, margins.shop, strength * usual_day)
        return float(later @ (real - foretold) ** 2)

    return min(_STRENGTHS, key=error) * usual_day


_STRENGTHS = (2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
"""usual buying days"""
_BY_DEFAULT = 10.0
_ENOUGH = 30
"""customers who came back"""
