"""When the classes should be reviewed: asked of the book alone, so that the start of the program can ask it."""

from datetime import date
from typing import Final

from model.class_reviews import ClassReviews
from model.store import Store

LEAST_DAYS: Final = 15
"""A review is not due again so soon, even though a month began."""


def due(store: Store, today: date) -> date | None:
    """The first day of the month whose review is due; ``None`` where it was made, or nobody ever bought anything."""
    month = today.replace(day=1)
    last = ClassReviews(store).last(today)
    if last is not None:
        made_lately = (today - last.reviewed_on).days < LEAST_DAYS
        return None if last.reviewed_on >= month or made_lately else month
    return month if anybody_bought(store, today) else None


def missed(store: Store, today: date) -> date | None:
    """As ``due``, but only where the classes were reviewed before: who never began is not reminded."""
    return due(store, today) if ClassReviews(store).last(today) is not None else None


def anybody_bought(store: Store, on: date) -> bool:
    """Whether there is a sale to a customer up to the day ``on``."""
    return bool(
        store.value("SELECT 1 FROM customer_figures WHERE first_on <= :on LIMIT 1", on=on.isoformat())
    )
