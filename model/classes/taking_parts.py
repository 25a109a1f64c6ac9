"""The parts of the two values of customers, taken from an appraisal of everybody."""

from __future__ import annotations

import math
from dataclasses import fields
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from model.classes.parts import Columns, Parts
from model.store import Store
from model.value.appraisal import Appraisal
from model.value.only import asked

YEAR_DAYS: Final = 365
_MANY: Final = 5_000

_AS_THEY_ARE: Final = (
    "buying_days",
    "gone",
    *(field.name for field in fields(Parts) if field.name.endswith("_cents")),
)


def parts_of(store: Store, appraisal: Appraisal, rows: NDArray[np.intp]) -> Columns:
    """The parts of the customers in these ``rows`` of the appraisal."""
    ids = appraisal.customer_ids[rows].tolist()
    times = times_bought(store, ids, appraisal.on)

    def of(name: str) -> list[Any]:
        return list(getattr(appraisal, name)[rows].tolist())

    return {name: of(name) for name in _AS_THEY_ARE} | {
        "on": [appraisal.on] * len(ids),
        "times": [times.get(customer_id, 0) for customer_id in ids],
        "alive": [round(alive, 4) for alive in of("alive")],
        "purchases": [round(purchases, 3) for purchases in of("purchases")],
        "rhythm_days": [None if math.isnan(days) else round(days, 1) for days in of("rhythm_days")],
        "first_on": [date.fromordinal(day) if day else None for day in of("first_on")],
        "last_on": [date.fromordinal(day) if day else None for day in of("last_on")],
        "rough": [appraisal.rough] * len(ids),
    }


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
