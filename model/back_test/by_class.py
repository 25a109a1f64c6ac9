"""In which class customers were on a day in the past, by what the book knew of them then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from model.class_lines import ClassLinesSet
from model.classes.classifying import judged_by, proposed_lines
from model.classes.people import NO_CLASS, People

if TYPE_CHECKING:
    from model.classes.people import Places
    from model.store import Store
    from model.value.appraisal import Appraisal
    from model.value.arrays import Floats, Ints


def classes_then(store: Store, appraisal: Appraisal, rows: Ints, alive: Floats) -> Places:
    """The class of the customers in ``rows`` on the day of the appraisal, as places in ``JUDGED``, by the lines of that
    day; ``alive`` is the chance of each that they still were customers.

    From the purchases alone. Stars, needs and who was put away have no day in the book, and who sorts by what became
    known later finds every forecast confirmed.
    """
    n = len(appraisal)
    potential = np.zeros(n, np.int64)
    potential[rows] = np.rint(appraisal.at_stake_cents[rows] * alive)
    then = replace(appraisal, potential_cents=potential, gone=np.zeros(n, np.bool_))
    people = People(
        appraisal.customer_ids,
        by_hand=np.full(n, NO_CLASS, np.int8),
        held=np.full(n, NO_CLASS, np.int8),
        here_days=appraisal.on.toordinal() - appraisal.first_on,
    )
    lines = ClassLinesSet(store).on(appraisal.on)
    return judged_by(lines or proposed_lines(then, people), then, people)[rows]
