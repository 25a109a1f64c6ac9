"""After a sale: how is it, is all well? One contact a day on which somebody bought something in the rule's scope."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from model.days_in_words import format_day
from model.planning.occasion import Occasion, Only, ShopDays, Window
from model.planning.questions import SoldLine, dearest, sold_and_kept
from model.planning.recurrence import LONG_AGO, NEVER, after, days_after, days_that_matter, when
from model.planning.shop_days import shop_days
from model.planning.words import filled
from model.store import Store
from model.visit_rules import VisitRule
from resources.i18n import _


class AfterSaleFacts(NamedTuple):
    """What one customer bought on one day and did not bring back, of what the rule is about: its dearest line."""

    customer_id: int
    bought_on: date
    purchase_id: int
    what: str
    contacted_on: date | None
    last_bought_on: date | None


def facts(store: Store, rule: VisitRule, window: Window, only: Only = None) -> Iterator[AfterSaleFacts]:
    """The buying days for which the rule could want a contact in ``window``."""
    lines = sorted(
        sold_and_kept(store, rule, window, _buying_days(store, rule, window), only),
        key=attrgetter("customer_id", "bought_on", "purchase_id"),
    )
    for (customer_id, bought_on), some in groupby(lines, attrgetter("customer_id", "bought_on")):
        kept = _dear_enough(rule, list(some))
        if kept:
            best = dearest(kept)
            yield AfterSaleFacts(
                customer_id, bought_on, best.purchase_id, best.text, best.contacted_on, best.last_bought_on
            )


def _buying_days(store: Store, rule: VisitRule, window: Window) -> Window:
    """The days on which what was sold would be asked about in ``window``, and a few around them: not all months are
    as long."""
    asked = days_that_matter(window, rule.lasts_days, rule.closed_days, shop_days(store).calendar)
    first, last = (after(day, -rule.count, rule.unit) for day in asked)
    return Window(
        date(1900, 1, 1) if first == LONG_AGO else days_after(first, -4),
        window.first if last == NEVER else max(days_after(last, 4), date(1900, 1, 1)),
    )


def _dear_enough(rule: VisitRule, lines: list[SoldLine]) -> list[SoldLine]:
    """The lines of the receipts that come to the least amount of the rule."""
    if rule.least_cents is None:
        return lines
    receipts = [list(some) for _receipt, some in groupby(lines, attrgetter("purchase_id"))]
    return [
        line
        for receipt in receipts
        if sum(line.amount_cents for line in receipt) >= rule.least_cents
        for line in receipt
    ]


def occasions(rule: VisitRule, facts: AfterSaleFacts, window: Window, shop: ShopDays) -> Iterator[Occasion]:
    """One for each buying day since which there was no contact, or purchase, where these satisfy the rule."""
    if rule.by_contact and facts.contacted_on and facts.contacted_on > facts.bought_on:
        return
    if rule.by_purchase and facts.last_bought_on and facts.last_bought_on > facts.bought_on:
        return
    days = when(rule, after(facts.bought_on, rule.count, rule.unit, shop.feb29), window, shop)
    if days:
        yield Occasion(
            rule=rule,
            customer_id=facts.customer_id,
            anchor_on=facts.bought_on,
            planned_on=days[0],
            lapses_on=days[1],
            reason=partial(_reason, rule, facts),
            purchase_id=facts.purchase_id,
        )


def _reason(rule: VisitRule, bought: AfterSaleFacts, _today: date) -> str:
    day = format_day(bought.bought_on)
    if rule.words:
        return filled(rule.words, what=bought.what, day=day)
    if bought.what:
        return _("Bought {what} on {day}: is all well?").format(what=bought.what, day=day)
    return _("Bought something on {day}: is all well?").format(day=day)
