"""What if the lines were others? Who would stand in another class then, told at once and without saving anything."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from model.class_lines import ClassLines
from model.classes.classifying import Classification, judged_by, standing_of
from model.classes.people import Places
from model.classes.sluggishness import Values, settled
from model.customer_class import JUDGED, CustomerClass

if TYPE_CHECKING:
    from model.value.appraisal import Appraisal


def what_if(
    appraisal: Appraisal, classification: Classification, new_lines: ClassLines
) -> list[tuple[int, CustomerClass, CustomerClass]]:
    """Customer, class now and class by the new lines, for everybody who would change; best class now first.

    Moving no line changes nobody. Nor does it change whose class is the owner's word.
    """
    after = standing_if(appraisal, classification, new_lines)
    before = classification.standing
    rows = np.flatnonzero(after != before)
    rows = rows[np.lexsort((after[rows], before[rows]))]
    return [
        (customer_id, JUDGED[was], JUDGED[becomes])
        for customer_id, was, becomes in zip(
            classification.customer_ids[rows].tolist(),
            before[rows].tolist(),
            after[rows].tolist(),
            strict=True,
        )
    ]


def standing_if(appraisal: Appraisal, classification: Classification, new_lines: ClassLines) -> Places:
    """Where everybody would stand, as places in ``JUDGED``: whom the new lines judge otherwise, where these say."""
    by_lines = judged_by(new_lines, appraisal, classification.people)
    moves = (by_lines != classification.by_lines) & ~classification.by_hand
    return np.where(moves, by_lines, classification.standing).astype(np.int8)


def moved_at_once(appraisal: Appraisal, classification: Classification, new_lines: ClassLines) -> int:
    """How many of those who would change would be moved by a review on this day, whatever they were worth before: the
    others are not clearly past a line."""
    people, before = classification.people, classification.standing
    changed = standing_if(appraisal, classification, new_lines) != before
    by_lines = judged_by(new_lines, appraisal, people)
    today = Values(appraisal.current_cents, appraisal.potential_cents)
    held = settled(people.held, by_lines, today, new_lines, None)
    after = standing_of(dataclasses.replace(people, held=held), by_lines)
    return int(np.count_nonzero(changed & (after != before)))
