"""The class that everybody stands in on a day, whether or not anybody reviewed the classes yet."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from model.class_reviews import ClassReviews
from model.classes import held
from model.customer_class import CustomerClass

if TYPE_CHECKING:
    from model.in_parts import Progress
    from model.store import Store


def standing_on(
    store: Store, day: date, wanted: Collection[int], progress: Progress = lambda _done, _of: None
) -> dict[int, CustomerClass]:
    """The classes of ``wanted`` customers. Who was in no class at the last review, or there was none, stands where the
    figures of that day say: by the lines that are set, or those that the book proposes."""
    if ClassReviews(store).last(day) is not None:
        found = held.classes_on(store, day, wanted)
        if CustomerClass.NONE not in found.values():
            return found
    from model.classes.classifying import classify
    from model.value.appraisal import appraise

    classification = classify(store, appraise(store, day, progress=progress))
    return {customer_id: classification.class_of(customer_id) for customer_id in wanted}
