"""The class that everybody stands in on a day, whether or not anybody reviewed the classes yet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from model.class_reviews import ClassReviews
from model.classes import held
from model.customer_class import CustomerClass

if TYPE_CHECKING:
    from model.store import Store


def standing_on(store: Store, day: date) -> dict[int, CustomerClass]:
    """By customer. Before the first review it is what the figures say of that day, by the lines that are set or those
    that the book proposes; ``NONE`` is only who came to the book after the last review, and is not new either."""
    if ClassReviews(store).last(day) is not None:
        return held.classes_on(store, day)
    from model.classes.classifying import classify
    from model.customer_class import JUDGED
    from model.value.appraisal import appraise

    classification = classify(store, appraise(store, day))
    ids, standing = classification.customer_ids.tolist(), classification.standing.tolist()
    return {customer_id: JUDGED[place] for customer_id, place in zip(ids, standing, strict=True)}
