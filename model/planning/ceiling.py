"""Nobody hears from us too often: so many contacts in a quarter, and then we wait."""

from collections.abc import Sequence
from datetime import date, timedelta

from model.planning.people import CEILING_DAYS


def heard(days: Sequence[date], on: date) -> int:
    """How many of the contacts on ``days`` fall within the quarter that ends with ``on``."""
    since = on.toordinal() - CEILING_DAYS
    return sum(since < day.toordinal() <= on.toordinal() for day in days)


def room_from(days: Sequence[date], most: int, on: date) -> date | None:
    """The first day, from ``on``, on which another contact may be made; ``None`` if that is beyond all days."""
    recent = sorted(day for day in days if day <= on)
    if heard(recent, on) < most:
        return on
    last_that_stands_in_the_way = recent[-most]
    try:
        return last_that_stands_in_the_way + timedelta(days=CEILING_DAYS)
    except OverflowError:
        return None
