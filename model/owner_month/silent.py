"""Who stays away longer than they use to, most at stake first: the few that stand on the owner's page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from model.owner_month.to_do import Silent
from model.silent_list import silent_customers

if TYPE_CHECKING:
    from model.store import Store
    from model.value.appraisal import Appraisal

_MOST = 8


def most_at_stake(store: Store, day: date, appraisal: Appraisal) -> list[Silent]:
    """At most a handful of them, as of ``day``, the day of the appraisal."""
    found = silent_customers(store, day, limit=_MOST, appraisal=appraisal)
    return [
        Silent(
            one.name,
            next((phone.number for phone in one.known.phones), ""),
            one.reason,
            one.at_stake_cents,
        )
        for one in found.customers
    ]
