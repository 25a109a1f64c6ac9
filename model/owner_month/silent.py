"""Who stays away longer than they use to, most at stake first: the few that stand on the owner's page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from model.briefing import briefings
from model.owner_month.to_do import Silent
from model.planning.kinds import silent
from model.planning.occasion import Window
from model.planning.shop_days import shop_days
from model.silent_list import people_to_contact
from model.visit_rules import ClosedDays, RuleKind, VisitRule

if TYPE_CHECKING:
    from model.store import Store
    from model.value.appraisal import Appraisal

_MOST = 8
_RULE = VisitRule(kind=RuleKind.SILENT, lasts_days=0, closed_days=ClosedDays.SAME, by_purchase=True)


def most_at_stake(store: Store, day: date, appraisal: Appraisal) -> list[Silent]:
    """At most a handful of them, as of ``day``, the day of the appraisal."""
    window, days = Window(day, day), shop_days(store)
    reasons = {
        one.customer_id: occasion.reason(day)
        for one in silent.facts(store, _RULE, window)
        for occasion in silent.occasions(_RULE, one, window, days)
    }
    names = people_to_contact(store, reasons)

    def at_stake(customer_id: int) -> int:
        row = appraisal.index_of(customer_id)
        return 0 if row is None else int(appraisal.at_stake_cents[row])

    first = sorted(names, key=lambda one: (-at_stake(one), one))[:_MOST]
    known = briefings(store, first, day)
    return [
        Silent(
            names[one],
            next((phone.number for phone in known[one].phones), ""),
            reasons[one],
            at_stake(one),
        )
        for one in first
    ]
