"""Win back: whoever has stayed away for so long that they must be called lost."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from model.days_in_words import days_between, format_day
from model.leaving import LeftReason
from model.planning.occasion import Occasion, Only, ShopDays, Window
from model.planning.recurrence import after, days_after, days_that_matter, when
from model.planning.rhythm import LEAST_BUYING_DAYS, RHYTHM, Buying, away_since, buying
from model.planning.shop_days import shop_days
from model.planning.words import filled
from model.store import Store
from model.visit_rules import VisitRule
from resources.i18n import _, ngettext

_FOR_GOOD = ", ".join(f"'{reason}'" for reason in LeftReason if reason.for_good)

_SHORT_MONTHS_DAYS = 4
"""So far can counting back months from a day lie from the day from which they were counted."""


def facts(store: Store, rule: VisitRule, window: Window, only: Only = None) -> Iterator[Buying]:
    """Whoever has been away for so long, but nobody who moved away or died."""
    asked = days_that_matter(window, rule.lasts_days, rule.closed_days, shop_days(store).calendar)
    since = away_since(rule)
    rhythm = f"CASE WHEN buying_days >= {LEAST_BUYING_DAYS} THEN :times * {RHYTHM} ELSE 0 END"
    return buying(
        store,
        rule,
        window,
        only,
        f"{since} <= :latest AND julianday({since}) + {rhythm} < julianday(:last) + 1"
        f" AND ({since} >= :earliest OR julianday({since}) + {rhythm} > julianday(:first) - 1)"
        " AND NOT EXISTS (SELECT 1 FROM customer WHERE id = customer_id AND left_on <= :day"
        f" AND left_reason IN ({_FOR_GOOD}))",
        earliest=days_after(after(asked.first, -rule.count, rule.unit), -_SHORT_MONTHS_DAYS).isoformat(),
        latest=days_after(after(asked.last, -rule.count, rule.unit), _SHORT_MONTHS_DAYS).isoformat(),
        first=asked.first.isoformat(),
        last=asked.last.isoformat(),
        times=(rule.times_percent or 0) / 100,
    )


def occasions(rule: VisitRule, facts: Buying, window: Window, shop: ShopDays) -> Iterator[Occasion]:
    """One for each last purchase, when both ``times_percent`` of the rhythm and ``count`` ``unit`` have gone by since,
    for ``lasts_days``. ``by_contact``: the time starts afresh when they are really spoken to. Who has no rhythm yet
    is asked after ``count`` ``unit``."""
    since = facts.away_since(rule)
    due_on = after(since, rule.count, rule.unit, shop.feb29)
    if rule.times_percent and facts.buying_days >= LEAST_BUYING_DAYS:
        due_on = max(due_on, days_after(since, facts.rhythms(rule.times_percent)[1]))
    if due_on == since:
        return  # neither the rule nor the customer says what is long
    days = when(rule, due_on, window, shop)
    if days:
        yield Occasion(
            rule=rule,
            customer_id=facts.customer_id,
            anchor_on=facts.last_on,
            planned_on=days[0],
            lapses_on=days[1],
            reason=partial(_reason, rule, facts),
        )


def _reason(rule: VisitRule, facts: Buying, today: date) -> str:
    day = format_day(facts.last_on)
    bought = ngettext("bought once", "bought {n} times", facts.buying_days).format(n=facts.buying_days)
    if rule.words:
        return filled(rule.words, what=bought, day=day)
    return _("Last here on {day}, {ago}; {bought}.").format(
        day=day, ago=days_between(facts.last_on, today), bought=bought
    )
