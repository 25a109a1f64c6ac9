"""How far off a forecast was: in total, for each customer, and in telling the good customers from the others.

Arrays stand for the same customers in the same order; money is in cents, of any number type.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Amounts = NDArray[np.floating[Any]] | NDArray[np.integer[Any]]

TOP_PERCENT = 20
GROUPS = 10


@dataclass(frozen=True)
class Errors:
    """Of ``customers`` customers. ``each_cents`` is how far off the forecast of one customer was on average, up or
    down, and ``root_cents`` the same where large misses count for more (root mean square).

    ``ranking`` is the rank correlation (Spearman's), −1 to 1, and ``top_share`` how much of what happened came from the
    20 % with the best forecast: both ``nan`` where there is nothing to tell apart.
    """

    customers: int
    forecast_cents: int
    truth_cents: int
    each_cents: float
    root_cents: float
    ranking: float
    top_share: float

    @property
    def off_cents(self) -> int:
        """By how much the forecast of all was too high; below zero: too low."""
        return self.forecast_cents - self.truth_cents

    @property
    def off(self) -> float:
        """The same as a share of what happened; ``nan`` where nothing, or less than nothing, was earned."""
        return self.off_cents / self.truth_cents if self.truth_cents > 0 else float("nan")

    @property
    def each(self) -> float:
        """``each_cents`` as a share of what a customer brought on average."""
        return self.each_cents * self.customers / self.truth_cents if self.truth_cents > 0 else float("nan")


def errors_of(forecast: Amounts, truth: Amounts) -> Errors:
    """How far ``forecast`` was from ``truth``."""
    misses = forecast.astype(float) - truth
    n = len(truth)
    return Errors(
        customers=n,
        forecast_cents=round(float(forecast.sum())),
        truth_cents=round(float(truth.sum())),
        each_cents=float(np.abs(misses).mean()) if n else 0.0,
        root_cents=float(np.sqrt((misses**2).mean())) if n else 0.0,
        ranking=rank_correlation(forecast, truth),
        top_share=share_of_the_top(forecast, truth),
    )


def rank_correlation(one: Amounts, other: Amounts) -> float:
    """Spearman's, equal values sharing their rank; ``nan`` where all of one side are equal."""
    ranks = [_ranks(one), _ranks(other)]
    spread = [side - side.mean() for side in ranks] if len(one) else ranks
    size = float(np.sqrt((spread[0] ** 2).sum() * (spread[1] ** 2).sum()))
    return float((spread[0] * spread[1]).sum()) / size if size else float("nan")


def share_of_the_top(forecast: Amounts, truth: Amounts, percent: int = TOP_PERCENT) -> float:
    """The share of ``truth`` that the ``percent`` of customers with the highest ``forecast`` brought.

    Whoever has the forecast at the edge counts in part, all of them alike: which of equals comes first is no merit. So
    a forecast that is the same for everybody finds just ``percent`` of it.
    """
    total, places = float(truth.sum()), len(truth) * percent / 100
    if not len(truth) or total <= 0:
        return float("nan")
    edge = np.sort(forecast)[::-1][min(int(places), len(truth) - 1)]
    above, at = forecast > edge, forecast == edge
    part = (places - above.sum()) / at.sum()
    return float((truth[above].sum() + part * truth[at].sum()) / total)


@dataclass(frozen=True)
class Group:
    """Customers with about the same forecast: what all of them were to bring, and brought. ``chance_cents`` is how far
    the sum may be off by mere chance (one standard error of a sum of so many customers)."""

    customers: int
    forecast_cents: int
    truth_cents: int
    chance_cents: float


def groups_by_forecast(forecast: Amounts, truth: Amounts, groups: int = GROUPS) -> list[Group]:
    """Equally many customers in each, the best forecast first; fewer groups where there are fewer customers."""
    order = np.argsort(-forecast.astype(float), kind="stable")
    return [_group(forecast[rows], truth[rows]) for rows in _parts(order, groups)]


def _parts(order: NDArray[np.intp], groups: int) -> Iterator[NDArray[np.intp]]:
    return (rows for rows in np.array_split(order, groups) if len(rows))


def _group(forecast: Amounts, truth: Amounts) -> Group:
    spread = float(truth.astype(float).std())
    return Group(
        len(truth), round(float(forecast.sum())), round(float(truth.sum())), spread * len(truth) ** 0.5
    )


def _ranks(values: Amounts) -> NDArray[np.float64]:
    _each, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    middle: NDArray[np.float64] = (2 * last - counts - 1) / 2
    return middle[place]
