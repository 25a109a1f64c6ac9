"""When a backup is made by itself. Pure: moments and counts in, yes or no out.

Days are compared for being the same and never for which comes first: a clock that was a year ahead and is set right
stops nothing.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from model.safekeeping.places import Place
from model.safekeeping.standing import Proof

TRY_AGAIN_AFTER = timedelta(hours=1)
TRIAL_EVERY = timedelta(days=30)


def due_today(
    places: Mapping[Place, Proof | None], changes: Mapping[Place, int | None], now: datetime
) -> list[Place]:
    """Which of ``places``, those that can be reached now, are due for the backup of this day.

    Each gets one a day, if something was changed since its last proven one.
    """
    return [
        place
        for place, proof in places.items()
        if proof is None or (changes[place] != 0 and _day(proof.at) != _day(now))
    ]


def due_at_closing(places: Mapping[Place, Proof | None], changes: Mapping[Place, int | None]) -> list[Place]:
    """Which of ``places`` do not hold yet what the book holds."""
    return [place for place, proof in places.items() if proof is None or changes[place] != 0]


def may_try(tried: datetime | None, now: datetime) -> bool:
    """Whether the last try that failed is long enough ago to try again by itself."""
    return tried is None or abs(now - tried) >= TRY_AGAIN_AFTER


def trial_is_due(tested: datetime | None, now: datetime) -> bool:
    """Whether it is time to restore the newest backup for a trial."""
    return tested is None or abs(now - tested) >= TRIAL_EVERY


def _day(at: datetime) -> date:
    return at.astimezone().date()
