"""One look back: what the book would have foretold on a day in the past, beside what came."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from model.back_test.by_class import classes_then
from model.back_test.by_month import shares_of_months
from model.back_test.measures import Errors, Group, errors_of, groups_by_forecast
from model.back_test.naive import Naive, guesses
from model.cards_then import put_away_on
from model.customer_class import JUDGED, CustomerClass
from model.relative_days import add_months
from model.value.appraisal import Appraisal, appraise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from model.back_test.happened import Happened
    from model.back_test.seasons import Seasons
    from model.store import Store
    from model.value.arrays import Floats, Ints
    from model.value.margins import Margins

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Beside:
    """What was expected of ``customers`` customers, and what came, in cents of profit."""

    customers: int
    forecast_cents: int
    truth_cents: int


@dataclass(frozen=True)
class Month:
    """The same of the month that begins with ``first``, and on how many days they were to buy, and bought."""

    first: date
    forecast_cents: int
    truth_cents: int
    forecast_days: float
    truth_days: int


@dataclass(frozen=True)
class Round:
    """The ``months`` after the day ``cut``, up to ``until``, foretold from what the book knew on ``cut``.

    Only customers who had bought by then count. ``inside`` is the share of them whose profit came to lie within their
    80% interval. ``by_class`` has those classes that had anybody on that day, by what the purchases alone said;
    ``groups`` the customers by their forecast, best first. ``newcomers`` bought for the first time since, for
    ``newcomers_cents``: no forecast from old customers can know of them. ``naive`` has no AGAIN where the book does not
    reach back far enough.

    ``alive`` is the chance that each of ``customer_ids`` still was a customer on ``cut``.
    """

    months: int
    cut: date
    until: date
    rough: bool
    repeat_buyers: int
    ours: Errors
    days: Errors
    naive: Mapping[Naive, Errors]
    by_month: tuple[Month, ...]
    by_class: Mapping[CustomerClass, Beside]
    groups: tuple[Group, ...]
    inside: float
    newcomers: int
    newcomers_cents: int
    customer_ids: Ints
    alive: Floats


@dataclass(frozen=True)
class Foretold:
    """What a book foretold of the customers it knew, one row each: profit in cents with an 80% interval, and buying
    days; and how much of it falls into each month."""

    known: Ints
    """their rows in the appraisal"""
    cents: Floats
    low_cents: Floats
    high_cents: Floats
    purchases: Floats
    alive: Floats
    share_of_months: Floats
    days_of_months: Floats


def foretell(appraisal: Appraisal, left: NDArray[np.bool_], seasons: Seasons, months: int) -> Foretold:
    """Of the coming whole ``months``, from the purchases alone. Whoever had ``left`` (a row each of the buyers) brings
    nothing more.

    In a strong season time runs faster, as it were: the forecast of a November is that of fifty average days.
    """
    buying, model = appraisal.buying, appraisal.model
    days = seasons.days(appraisal.on + timedelta(days=1), months)
    forecast = model.forecast(buying, round(float(days.sum())))
    rows = np.searchsorted(appraisal.customer_ids, buying.customer_ids)
    margin = appraisal.margin[rows] * ~left
    low, high = forecast.bounds(margin, appraisal.basis.scatter)
    return Foretold(
        rows,
        forecast.revenue_cents * margin,
        np.where(left, 0.0, low),
        np.where(left, 0.0, high),
        forecast.purchases * ~left,
        forecast.alive * ~left,
        shares_of_months(model, buying, forecast.mean_cents * margin, days),
        shares_of_months(model, buying, np.where(left, 0.0, 1.0), days),
    )


def look_back(
    store: Store,
    cut: date,
    months: int,
    happened: Happened,
    margins: Margins,
    seasons: Seasons,
    progress: Progress,
) -> Round | None:
    """Refit the book as it was on ``cut``, the end of a month, and hold it against the ``months`` since.

    ``happened`` reaches over them, and where it can over the same months a year before; its profits are reckoned with
    ``margins`` of today, the guesses with those of ``cut``. ``None`` where nobody had bought by then.
    """
    appraisal = appraise(store, cut, progress=progress)
    buying = appraisal.buying
    if not len(buying):
        return None
    told = foretell(appraisal, _had_left(store, cut, buying.customer_ids), seasons, months)
    first = cut + timedelta(days=1)
    until = add_months(first, months) - timedelta(days=1)
    place = np.searchsorted(happened.customer_ids, buying.customer_ids)
    since = happened.columns(first, until)
    profit = happened.profit_cents(margins)[:, since]
    truth, days = profit[place], happened.buying_days[place, since]
    came = truth.sum(axis=1)
    low, high = np.floor(told.low_cents), np.ceil(told.high_cents)
    others = np.delete(np.arange(len(happened.customer_ids)), place)
    newcomers = others[happened.buying_days[others, since].sum(axis=1) > 0]
    return Round(
        months=months,
        cut=cut,
        until=until,
        rough=appraisal.rough,
        repeat_buyers=appraisal.model.repeat_buyers,
        ours=errors_of(told.cents, came),
        days=errors_of(told.purchases, days.sum(axis=1)),
        naive=_naive(appraisal, happened, first, months, came),
        by_month=_by_month(first, told, truth, days),
        by_class=_by_class(classes_then(store, appraisal, told.known, told.alive), told, came),
        groups=tuple(groups_by_forecast(told.cents, came)),
        inside=float(((low <= came) & (came <= high)).mean()),
        newcomers=len(newcomers),
        newcomers_cents=int(profit[newcomers].sum()),
        customer_ids=buying.customer_ids,
        alive=told.alive,
    )


def _had_left(store: Store, cut: date, customer_ids: Ints) -> NDArray[np.bool_]:
    """Who was known to have left on that day, or had been put away by then."""
    left = store.column(
        "SELECT id FROM customer WHERE left_reason <> '' AND left_on <= :cut", cut=cut.isoformat()
    )
    put_away = [customer_id for customer_id, day in put_away_on(store).items() if day <= cut]
    flags: NDArray[np.bool_] = np.isin(customer_ids, np.array([*left, *put_away], np.int64))
    return flags


def _naive(
    appraisal: Appraisal, happened: Happened, first: date, months: int, came: Ints
) -> dict[Naive, Errors]:
    buying, margins = appraisal.buying, appraisal.basis.margins
    days = (add_months(first, months) - first).days
    year_ago = add_months(first, -12)
    place = np.searchsorted(happened.customer_ids, buying.customer_ids)
    rows = np.searchsorted(appraisal.customer_ids, buying.customer_ids)
    before = np.zeros(len(buying), np.int64)
    reaches_back = happened.months[0] <= year_ago and buying.first_on.min() <= year_ago.toordinal()
    if reaches_back:
        same_months = happened.columns(year_ago, add_months(year_ago, months) - timedelta(days=1))
        before = happened.profit_cents(margins)[place, same_months].sum(axis=1)
    life = buying.sold_cents * appraisal.margin[rows]
    told = guesses(before, life, appraisal.on.toordinal() + 1 - buying.first_on, days)
    if not reaches_back:
        del told[Naive.AGAIN]
        told[Naive.MEAN] = np.full(len(buying), told[Naive.PACE].mean())
    return {naive: errors_of(cents, came) for naive, cents in told.items()}


def _by_month(first: date, told: Foretold, truth: Ints, days: Ints) -> tuple[Month, ...]:
    cents, purchases = told.cents.sum(), told.purchases.sum()
    return tuple(
        Month(
            add_months(first, number),
            round(float(cents * told.share_of_months[number])),
            int(truth[:, number].sum()),
            float(purchases * told.days_of_months[number]),
            int(days[:, number].sum()),
        )
        for number in range(truth.shape[1])
    )


def _by_class(places: NDArray[np.int8], told: Foretold, came: Ints) -> dict[CustomerClass, Beside]:
    return {
        one: Beside(int(there.sum()), round(float(told.cents[there].sum())), int(came[there].sum()))
        for place, one in enumerate(JUDGED)
        if (there := places == place).any()
    }
