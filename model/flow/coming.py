"""How customers come, go, and come back: by the rule that makes the class *inactive*.

A customer comes with the first buying day. They are lost on the first day on which they have been away for more than
``away_days``, and for more than twice their own rhythm as it was known then (the mean of the days between their buying
days, from the third on). Who buys after that is back. Who told us that they leave, or whose card was put away, is lost
on that day instead, or on their last buying day where no later one is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.cards_then import cards_then, put_away_on
from model.class_lines import RHYTHMS_AWAY, ClassLines, ClassLinesSet
from model.planning.rhythm import LEAST_BUYING_DAYS
from model.value.arrays import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from model.flow.bought import BuyingDays, Flags, Ints
    from model.store import Store


@dataclass(frozen=True)
class Coming:
    """Days (proleptic ordinals) of what happened, one entry each time: ``new`` once for every customer who ever bought;
    ``lost`` and ``back`` in turns, as often as it happened to somebody. ``is_back`` marks the buying days on which
    somebody came back."""

    new: Ints
    lost: Ints
    back: Ints
    is_back: Flags

    def active_on(self, day: int) -> int:
        """How many customers were active at the end of ``day``."""
        came = np.count_nonzero(self.new <= day) + np.count_nonzero(self.back <= day)
        return int(came - np.count_nonzero(self.lost <= day))


def coming(days: BuyingDays, on: date, away_days: int, left: Mapping[int, int]) -> Coming:
    """Everything that happened up to ``on``. ``left`` is on which day (ordinal) customers left, by id."""
    today = on.toordinal()
    lost = lost_days(days, away_days)
    if left:
        gone = np.fromiter(sorted(left), np.int64, len(left))
        gone_on = np.fromiter((left[one] for one in sorted(left)), np.int64, len(left))
        place = rows_of(gone, days.customer)
        leaves = days.last & (place >= 0)
        told = np.maximum(gone_on[place], days.day)
        lost = np.where(leaves, np.minimum(lost, told), lost)
    following = np.append(days.day[1:], 0)[: len(days)]
    happened = (lost <= today) & (days.last | (lost < following))
    is_back = np.zeros(len(days), np.bool_)
    is_back[1:] = (happened & ~days.last)[:-1]
    return Coming(days.day[days.first], lost[happened], days.day[is_back], is_back)


def lost_days(days: BuyingDays, away_days: int) -> Ints:
    """The day on which each customer is lost if they do not buy again after that buying day."""
    between = np.maximum(days.nth, 1)
    # Whole numbers: twice the mean is rounded down, and a day more than that many whole days is more than it.
    rhythms = RHYTHMS_AWAY * (days.day - days.first_day) // between
    rhythms[days.nth < LEAST_BUYING_DAYS - 1] = 0
    lost: Ints = days.day + np.maximum(rhythms, away_days) + 1
    return lost


def away_days_on(store: Store, on: date) -> int:
    """After how many days away somebody is lost, by the lines between the classes."""
    lines = ClassLinesSet(store).on(on)
    return lines.away_days if lines else ClassLines.away_days


def read_left(store: Store, on: date) -> dict[int, int]:
    """On which day (ordinal) those left who told us, or whose cards were put away; 1 where no day is known."""
    left = {
        customer_id: int(day)
        for customer_id, day in store.tuples(
            "SELECT id, coalesce(julianday(left_on) - 1721424.5, 1) FROM customer WHERE left_reason <> ''"
        )
    }
    put_away, then = put_away_on(store), cards_then(store, on)
    archived = {one for one in store.column("SELECT id FROM customer WHERE archived") if one not in then}
    archived |= {one for one, card in then.items() if card.archived}
    for customer_id in archived:
        if not 1 < left.get(customer_id, 0) <= on.toordinal():
            day = put_away.get(customer_id)
            left[customer_id] = day.toordinal() if day and day <= on else 1
    return left
