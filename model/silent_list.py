"""Who stays away longer than they use to, by their own rhythm, and what is at stake with each.

At stake is what a customer like them would bring in the coming year if they still came: what is expected of them, not
lessened by the chance that they do not come any more. It is profit, as all of value is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from model.briefing import Briefing, briefings
from model.days_in_words import format_day
from model.last_years import Brought, last_years
from model.planning.kinds import silent
from model.planning.occasion import Window
from model.planning.people import portions
from model.planning.plan import plan
from model.planning.shop_days import shop_days
from model.planning.stored import STATUS_ON
from model.ranking import By
from model.store import Store
from model.visit_rules import ClosedDays, RuleKind, VisitRule
from resources.i18n import _

if TYPE_CHECKING:
    from model.value.appraisal import Appraisal

_USUAL_PERCENT = 150
_LOOK_AHEAD_DAYS = 7


@dataclass(frozen=True, slots=True)
class SilentCustomer:
    """One of them. ``reason`` says it in a sentence; ``at_stake_cents`` is profit, ``year_cents`` and
    ``year_profit_cents`` are what they brought in the year up to their last purchase. ``planned_on`` is the next
    contact that is planned; ``by_rule``: none is, but within a week a rule asks for one by itself."""

    customer_id: int
    name: str
    rhythm_days: float
    away_days: int
    last_on: date
    reason: str
    at_stake_cents: int
    year_cents: int
    year_profit_cents: int
    known: Briefing
    planned_on: date | None
    by_rule: bool = False

    @property
    def planned(self) -> str:
        """``3 Mar 2026``; ``by a rule``; a dash where nothing is planned."""
        if self.planned_on is not None:
            return format_day(self.planned_on)
        return _("by a rule") if self.by_rule else "–"


@dataclass(frozen=True, slots=True)
class SilentList:
    """The first of the silent ones, and how many there are in all; the amounts are of all of them.

    ``is_rough``: there was too little to learn from, so that what is at stake goes by the plain rhythm.
    ``margin_words`` have to be said wherever these profits are told; may be empty. ``is_revenue``: no cost is known, so
    that what is at stake is revenue.
    """

    customers: tuple[SilentCustomer, ...]
    everybody: int
    at_stake_cents: int
    is_rough: bool
    is_revenue: bool
    margin_words: str
    year_cents: int
    year_profit_cents: int
    times_percent: int


def silent_customers(
    store: Store,
    today: date,
    times_percent: int | None = None,
    by: By | None = None,
    limit: int | None = None,
    appraisal: Appraisal | None = None,
) -> SilentList:
    """Who has not come for ``times_percent`` of their own rhythm (as the shop's rule says, where not given), and is not
    lost yet; at most ``limit`` of them in full. Who has most at stake comes first, or who brought most ``by`` revenue
    or profit in their last year. Without the ``appraisal`` of that day everybody is appraised, which takes its time.

    Left out are archived customers, those not to be contacted, and those of whom we know that they left.
    """
    from model.value.margins import Source  # The lists begin without it.

    if appraisal is None:
        from model.value.appraisal import appraise

        appraisal = appraise(store, today)
    percent = times_percent or _percent_of_rule(store)
    rule = VisitRule(
        kind=RuleKind.SILENT,
        times_percent=percent,
        lasts_days=0,
        closed_days=ClosedDays.SAME,
        by_purchase=True,
    )
    window = Window(today, today)
    days = shop_days(store)
    away = {
        one.customer_id: (one, occasion)
        for one in silent.facts(store, rule, window)
        for occasion in silent.occasions(rule, one, window, days)
    }
    names = people_to_contact(store, away)
    margins = appraisal.basis.margins
    brought = last_years(store, list(names), today, margins)
    nothing = Brought(0, 0)
    at_stake = {one: _at_stake(appraisal, one) for one in names}
    order = sorted(
        names,
        key=lambda one: (-(brought.get(one, nothing).by(by) if by else at_stake[one]), -at_stake[one], one),
    )
    listed = order[:limit]
    known = briefings(store, listed, today)
    planned = planned_days(store, listed, today)
    by_rule = asked_by_rules(store, [one for one in listed if one not in planned], today)
    return SilentList(
        customers=tuple(
            SilentCustomer(
                customer_id=one,
                name=names[one],
                rhythm_days=away[one][0].rhythm_days or 0,
                away_days=(today - away[one][0].last_on).days,
                last_on=away[one][0].last_on,
                reason=away[one][1].reason(today),
                at_stake_cents=at_stake[one],
                year_cents=brought.get(one, nothing).cents,
                year_profit_cents=brought.get(one, nothing).profit_cents,
                known=known[one],
                planned_on=planned.get(one),
                by_rule=one in by_rule,
            )
            for one in listed
        ),
        everybody=len(order),
        at_stake_cents=sum(at_stake.values()),
        is_rough=appraisal.rough,
        is_revenue=margins.source is Source.REVENUE,
        margin_words=appraisal.margin_words,
        year_cents=sum(brought.get(one, nothing).cents for one in order),
        year_profit_cents=sum(brought.get(one, nothing).profit_cents for one in order),
        times_percent=percent,
    )


def _at_stake(appraisal: Appraisal, customer_id: int) -> int:
    """Nothing of who costs the shop more than they bring: nobody wants them back for that."""
    row = appraisal.index_of(customer_id)
    return 0 if row is None else max(0, int(appraisal.at_stake_cents[row]))


def _percent_of_rule(store: Store) -> int:
    percent = store.value(
        "SELECT times_percent FROM visit_rule WHERE kind = 'silent' ORDER BY NOT active, position, id LIMIT 1"
    )
    return int(percent) if percent else _USUAL_PERCENT


def people_to_contact(store: Store, customer_ids: Iterable[int]) -> dict[int, str]:
    """The names of those of these customers who still come as far as we know, and may be contacted."""
    found = {}
    for some in portions(customer_ids):
        for row in store.rows(
            f"SELECT id, name FROM customer WHERE id IN ({some}) AND NOT archived AND NOT do_not_contact"
            " AND left_reason = ''"
        ):
            found[row["id"]] = row["name"]
    return found


def asked_by_rules(store: Store, customer_ids: Sequence[int], today: date) -> set[int]:
    """Those of these customers whom the rules bring within a week, once the day has room for them."""
    if not customer_ids:
        return set()
    days = plan(store, today, _LOOK_AHEAD_DAYS, customer_ids)
    return {one.customer_id for day in days for one in day.due}


def planned_days(store: Store, customer_ids: Sequence[int], today: date) -> dict[int, date]:
    """The next contact that is planned with each of these customers."""
    return {
        row["customer_id"]: date.fromisoformat(row["planned_on"])
        for some in portions(customer_ids)
        for row in store.rows(
            "SELECT customer_id, min(coalesce(snoozed_to, planned_on)) AS planned_on FROM follow_up AS f"
            f" WHERE customer_id IN ({some}) AND status = 'open' AND {STATUS_ON} = 'open' GROUP BY customer_id",
            day=today.isoformat(),
        )
    }
