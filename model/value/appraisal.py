"""What everybody is worth on a day: current value, potential value and their parts, in arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from model.planning.rhythm import LEAST_BUYING_DAYS
from model.store import Store
from model.value.arrays import Flags, Floats, Ints, row_of
from model.value.buying import Buying, read_buying
from model.value.current import by_margin, estimated_by_category, read_current
from model.value.forecast import Model, fit_book
from model.value.margins import Margins, Source, read_margins
from model.value.only import customers_of_book
from model.value.owner import read_knowledge
from model.value.pace import read_pace
from model.value.potential import margins_of_customers, need_part, pull_of, stars_part
from model.value.scatter import Scatter, read_scatter
from model.value.whole_book import WholeBook, whole_book
from model.value.worth import Worth

Progress = Callable[[int, int], None]

YEAR_DAYS = 365


@dataclass(frozen=True)
class Basis:
    """What the whole book says, by which each customer is judged: kept to look at one of them afresh in no time.

    ``pull_cents`` is how strongly single margins are drawn to the shop's (``potential.pull_of``), ``usual_cents`` the
    mean own forecast of those who bought within a year. ``scatter`` is how far the margins of single days stray.
    """

    model: Model
    margins: Margins
    pull_cents: float
    usual_cents: float
    scatter: Scatter | None


@dataclass(frozen=True)
class Appraisal:
    """Every customer of the book on the day ``on``, also who never bought; row ``i`` is ``customer_ids[i]``, ascending.

    Days are ordinals as of ``date.toordinal``, 0 where nothing was bought; ``rhythm_days`` is nan before the third
    buying day. Money is whole cents; what the parts mean is told in ``Worth``. ``low_cents`` and ``high_cents`` are an
    80 % interval of the potential. ``at_stake_cents`` is what the forecast were if the customer surely still came.
    ``share`` is the part of the need that is bought here (0.2 is 20 %), nan where the need is not known. Whoever has
    left, or was put away, is ``gone``: nothing is expected of them.
    """

    on: date
    basis: Basis
    customer_ids: Ints
    first_on: Ints
    last_on: Ints
    buying_days: Ints
    rhythm_days: Floats
    sold_cents: Ints
    returned_cents: Ints
    known_cents: Ints
    estimated_cents: Ints
    complaints_cents: Ints
    gifts_cents: Ints
    goodwill_cents: Ints
    current_cents: Ints
    forecast_cents: Ints
    pace_cents: Ints
    stars_cents: Ints
    need_cents: Ints
    potential_cents: Ints
    low_cents: Ints
    high_cents: Ints
    at_stake_cents: Ints
    alive: Floats
    purchases: Floats
    margin: Floats
    share: Floats
    stars: Ints
    gone: Flags
    buying: Buying
    """of those who bought, as the forecast was made from it"""

    @property
    def model(self) -> Model:
        """What was learned from the whole book."""
        return self.basis.model

    @property
    def expected_cents(self) -> Ints:
        """What everybody will probably bring, at the pace of the shop: without what only the owner knows."""
        return self.forecast_cents + self.pace_cents

    @property
    def rough(self) -> bool:
        """Whether there is too little to learn from, so that everything expected is the plain rhythm's."""
        return self.basis.model.rough

    @property
    def margin_words(self) -> str:
        """What has to be said wherever these profits are told; may be empty."""
        return self.basis.margins.words

    def __len__(self) -> int:
        return len(self.customer_ids)

    def index_of(self, customer_id: int) -> int | None:
        """Where this customer stands in the arrays; ``None`` if nobody has this id."""
        return row_of(self.customer_ids, customer_id)

    def worth(self, customer_id: int) -> Worth | None:
        """All of one customer in plain numbers."""
        row = self.index_of(customer_id)
        if row is None:
            return None
        values: dict[str, Any] = {name: getattr(self, name)[row].item() for name in _OF_A_WORTH}
        rhythm, share = float(self.rhythm_days[row]), float(self.share[row])
        return Worth(
            customer_id=customer_id,
            on=self.on,
            first_on=_day(self.first_on[row]),
            last_on=_day(self.last_on[row]),
            rhythm_days=None if np.isnan(rhythm) else rhythm,
            share_percent=None if np.isnan(share) else 100 * share,
            pace=self.model.pace.factor,
            rough=self.rough,
            margin_words=self.margin_words,
            is_revenue=self.basis.margins.source is Source.REVENUE,
            **values,
        )

    @cached_property
    def whole(self) -> WholeBook:
        """What all of them are expected to bring. Reckoned when first asked for."""
        rows = np.searchsorted(self.customer_ids, self.buying.customer_ids)
        return whole_book(self.model, self.buying, self.margin[rows], ~self.gone[rows], self.basis.scatter)


_OF_A_WORTH = [
    field.name
    for field in fields(Appraisal)
    if field.name
    not in ("on", "basis", "customer_ids", "first_on", "last_on", "rhythm_days", "share", "buying")
]


def _day(ordinal: Any) -> date | None:
    return date.fromordinal(int(ordinal)) if ordinal else None


def appraise(
    store: Store,
    on: date,
    *,
    model: Model | None = None,
    basis: Basis | None = None,
    only: Sequence[int] | None = None,
    progress: Progress = lambda _done, _of: None,
) -> Appraisal:
    """What every customer of the book, or ``only`` these, is worth on a day, from what was known on it.

    ``model`` is one that was fitted before, on any day; without it, it is fitted to the book as it was on ``on``. With
    the ``basis`` of another appraisal, ``only`` some customers cost next to nothing.
    """
    if only is not None and basis is None:
        basis = appraise(store, on, model=model, progress=progress).basis
    progress(0, _STEPS)
    ids = customers_of_book(store, only)
    margins = basis.margins if basis else read_margins(store, on)
    current = read_current(store, on, margins, only, ids)
    progress(1, _STEPS)
    buying = _of_these(read_buying(store, on, only), ids)
    rows = np.searchsorted(ids, buying.customer_ids)
    known = read_knowledge(store, on, ids, only)
    gone = known.gone[rows]
    progress(2, _STEPS)
    earned = _earned(store, on, buying, margins, only)
    pull = basis.pull_cents if basis else pull_of(buying, margins)
    own = margins_of_customers(buying.sold_cents, earned, margins.shop, pull)
    model = basis.model if basis else model or _fitted(store, buying)
    progress(3, _STEPS)
    forecast = model.forecast(buying, YEAR_DAYS)
    expected = np.where(gone, 0.0, forecast.revenue_cents * own)
    by_past = expected / model.pace.factor
    progress(4, _STEPS)
    if basis is None:
        scatter = read_scatter(store, buying, margins, earned, pull)
        basis = Basis(model, margins, pull, _usual(buying, by_past, gone), scatter)

    def spread(values: Floats | Ints, otherwise: float = 0) -> Any:
        """What is known of those who bought, among everybody."""
        everybody = np.full(len(ids), otherwise, values.dtype)
        everybody[rows] = values
        return everybody

    bought = current.sold - current.returned
    margin = spread(own, margins.shop)
    forecast_cents = spread(_cents(by_past))
    pace_cents = spread(_cents(expected)) - forecast_cents
    stars = _cents(stars_part(known.stars, spread(by_past), basis.usual_cents) * ~known.gone)
    need = _cents(need_part(known.need_cents, known.aim_percent, bought, margin) * ~known.gone)
    low, high = (np.where(gone, 0.0, side) for side in forecast.bounds(own, basis.scatter))
    days = buying.repeats + 1
    return Appraisal(
        on=on,
        basis=basis,
        customer_ids=ids,
        first_on=spread(buying.first_on),
        last_on=spread(buying.last_on),
        buying_days=spread(days),
        rhythm_days=spread(
            np.where(
                days >= LEAST_BUYING_DAYS,
                (buying.last_on - buying.first_on) / np.maximum(buying.repeats, 1),
                np.nan,
            ),
            np.nan,
        ),
        sold_cents=current.sold,
        returned_cents=current.returned,
        known_cents=current.known,
        estimated_cents=current.estimated,
        complaints_cents=current.complaints,
        gifts_cents=current.gifts,
        goodwill_cents=current.goodwill,
        current_cents=current.current,
        forecast_cents=forecast_cents,
        pace_cents=pace_cents,
        stars_cents=stars,
        need_cents=need,
        potential_cents=forecast_cents + pace_cents + stars + need,
        low_cents=spread(_cents(low)) + stars + need,
        high_cents=spread(_cents(high)) + stars + need,
        at_stake_cents=spread(
            _cents(forecast.revenue_cents / np.maximum(forecast.alive, _LEAST_CHANCE) * own)
        ),
        alive=spread(np.where(gone, 0.0, forecast.alive)),
        purchases=spread(np.where(gone, 0.0, forecast.purchases)),
        margin=margin,
        share=np.where(known.need_cents > 0, bought / np.maximum(known.need_cents, 1), np.nan),
        stars=known.stars,
        gone=known.gone,
        buying=buying,
    )


_STEPS = 5
_LEAST_CHANCE = 1e-300
"""of still being a customer: with less nothing can be divided"""


def _cents(exact: Floats) -> Ints:
    cents: Ints = np.rint(exact).astype(np.int64)
    return cents


def _fitted(store: Store, buying: Buying) -> Model:
    model = fit_book(buying)
    return model if model.rough else replace(model, pace=read_pace(store, buying))


def _of_these(buying: Buying, ids: Ints) -> Buying:
    """Whoever came into the book since the ids were read is left for the next time."""
    there = np.isin(buying.customer_ids, ids, assume_unique=True)
    return buying if there.all() else buying.only(there)


def _earned(store: Store, on: date, buying: Buying, margins: Margins, only: Sequence[int] | None) -> Ints:
    """The profit of the whole life of those who bought, known or estimated."""
    if not margins.by_category:
        return buying.profit_cents + by_margin(buying.uncosted_cents, margins.shop)
    return buying.profit_cents + estimated_by_category(store, None, on, margins, buying.customer_ids, only)


def _usual(buying: Buying, expected: Floats, gone: Flags) -> float:
    active = ~gone & (buying.last_on > buying.on.toordinal() - YEAR_DAYS)
    return float(expected[active].mean()) if active.any() else 0.0
