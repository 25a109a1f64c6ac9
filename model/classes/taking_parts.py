"""The parts of the two values of customers, taken from an appraisal of everybody."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.classes.parts import Parts
from model.store import Store
from model.value.appraisal import Appraisal
from model.value.only import asked

YEAR_DAYS: Final = 365
_MANY: Final = 5_000

_COUNTS: Final = (
    "buying_days",
    *(field.name for field in fields(Parts) if field.name.endswith("_cents")),
)


def parts_of(store: Store, appraisal: Appraisal, rows: NDArray[np.intp]) -> Iterator[Parts]:
    """The parts of the customers in these ``rows`` of the appraisal."""
    ids = appraisal.customer_ids[rows]
    times = times_bought(store, ids.tolist(), appraisal.on)
    counts = [getattr(appraisal, name)[rows].tolist() for name in _COUNTS]
    rest = zip(
        appraisal.alive[rows].tolist(),
        appraisal.purchases[rows].tolist(),
        appraisal.rhythm_days[rows].tolist(),
        appraisal.first_on[rows].tolist(),
        appraisal.last_on[rows].tolist(),
        appraisal.gone[rows].tolist(),
        strict=True,
    )
    for customer_id, count, (alive, purchases, rhythm, first, last, gone) in zip(
        ids.tolist(), zip(*counts, strict=True), rest, strict=True
    ):
        yield Parts(
            **dict(zip(_COUNTS, count, strict=True)),
            times=times.get(customer_id, 0),
            alive=round(alive, 4),
            purchases=round(purchases, 3),
            rhythm_days=None if math.isnan(rhythm) else round(rhythm, 1),
            first_on=date.fromordinal(first) if first else None,
            last_on=date.fromordinal(last) if last else None,
            gone=gone,
            on=appraisal.on,
            rough=appraisal.rough,
        )


def times_bought(store: Store, only: list[int], on: date) -> dict[int, int]:
    """On how many of the 365 days that end with ``on`` these customers bought something; who did not is left out."""
    rows = asked(
        store,
        "SELECT customer_id, count(DISTINCT bought_on) FROM purchase WHERE kind = 'sale' AND {among}"
        " AND +bought_on BETWEEN :first AND :on GROUP BY customer_id",
        "customer_id",
        only if len(only) <= _MANY else None,
        first=(on - timedelta(days=YEAR_DAYS - 1)).isoformat(),
        on=on.isoformat(),
    )
    return dict(rows)
