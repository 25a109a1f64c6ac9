"""Silent for long: whoever has stayed away longer than they use to, by their own rhythm."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

from model.days import LAST_DAY
from model.days_in_words import format_day
from model.planning.occasion import Occasion, Only, ShopDays, Window
from model.planning.recurrence import days_after, days_that_matter, holds_on, lapses, open_day
from model.planning.rhythm import LEAST_BUYING_DAYS, LOST_PERCENT, RHYTHM, Buying, away_since, buying
from model.planning.shop_days import shop_days
from model.planning.words import filled
from model.store import Store
from model.visit_rules import Scope, VisitRule
from resources.i18n import _, ngettext

_USUAL_PERCENT = 150


def facts(store: Store, rule: VisitRule, window: Window, only: Only = None) -> Iterator[Buying]:
    """Whoever has been away for long enough, and not so long that they are lost."""
    asked = days_that_matter(window, 0, rule.closed_days, shop_days(store).calendar)
    return buying(
        store,
        rule,
        window,
        only,
        f"buying_days >= {LEAST_BUYING_DAYS}"
        f" AND julianday(:last) - julianday({away_since(rule)}) > :silent * {RHYTHM} - 1"
        f" AND julianday(:first) - julianday(last_on) < :lost * {RHYTHM} + 1",
        first=asked.first.isoformat(),
        last=asked.last.isoformat(),
        silent=_silent_percent(rule) / 100,
        lost=_lost_percent(rule) / 100,
    )


def occasions(rule: VisitRule, facts: Buying, window: Window, shop: ShopDays) -> Iterator[Occasion]:
    """One, from the day on which ``times_percent`` of the rhythm have gone by since the last purchase (``by_contact``:
    or the last real contact) until the customer is lost; for ``lasts_days``, where there are any."""
    if facts.buying_days < LEAST_BUYING_DAYS:
        return
    anchor_on = facts.away_since(rule)
    due_on = days_after(anchor_on, facts.rhythms(_silent_percent(rule))[1])
    lost_on = min(days_after(facts.last_on, facts.rhythms(_lost_percent(rule))[0]), LAST_DAY)
    if due_on > lost_on or not holds_on(rule, due_on):
        return
    planned_on = open_day(due_on, rule.closed_days, shop.calendar)
    # Where the shop is closed until they are lost, it asks on the first day it can.
    lapses_on = max(lost_on, planned_on)
    if rule.lasts_days:
        lapses_on = min(lapses_on, lapses(due_on, planned_on, rule.lasts_days))
    if planned_on <= window.last and lapses_on >= window.first:
        yield Occasion(
            rule=rule,
            customer_id=facts.customer_id,
            anchor_on=anchor_on,
            planned_on=planned_on,
            lapses_on=lapses_on,
            reason=partial(_reason, rule, facts),
        )


def reasons(
    store: Store, rule: VisitRule, day: date, only: Iterable[int]
) -> dict[int, Callable[[date], str]]:
    """What is said of these customers on a day, whether they are still called silent or not: whoever asked to be called
    back was spoken to since, and is called all the same; so is whoever is in another class by now."""
    of_anybody = dataclasses.replace(rule, scope=Scope.ANY)
    found = buying(store, of_anybody, Window(day, day), only, f"buying_days >= {LEAST_BUYING_DAYS}")
    return {facts.customer_id: partial(_reason, rule, facts) for facts in found}


def _silent_percent(rule: VisitRule) -> int:
    return rule.times_percent or _USUAL_PERCENT


def _lost_percent(rule: VisitRule) -> int:
    """A rule that waits for very long still has the time of one interval to ask."""
    return max(LOST_PERCENT, _silent_percent(rule) + 100)


def _reason(rule: VisitRule, facts: Buying, today: date) -> str:
    rhythm = round(facts.rhythm_days or 0)
    comes = ngettext("Comes every day", "Comes every {n} days", rhythm).format(n=rhythm)
    if rule.words:
        return filled(rule.words, what=comes, day=format_day(facts.last_on))
    return _("{comes}, today is day {day}.").format(comes=comes, day=(today - facts.last_on).days)
