"""Should be running out: what a customer buys again and again, or what usually needs buying again, when it is time."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from model.days_in_words import format_day
from model.planning.looked_up import LastDays, last_days
from model.planning.occasion import Occasion, Only, ShopDays, Window
from model.planning.recurrence import days_after, days_that_matter, when
from model.planning.shop_days import shop_days
from model.planning.stock import Interval, running_out
from model.planning.words import filled
from model.store import Store
from model.visit_rules import Scope, VisitRule
from resources.i18n import ngettext

_LATELY_DAYS = 7
"""Whoever was spoken to so shortly before will not be asked about it."""
_CATEGORY_LETTERS = 80


class RunningOutFacts(NamedTuple):
    """What a customer last bought of one product or category on ``bought_on``, and how long it ``lasts``."""

    customer_id: int
    purchase_id: int
    bought_on: date
    product_id: int
    goods: str
    lasts: Interval
    last: LastDays


def facts(store: Store, rule: VisitRule, window: Window, only: Only = None) -> Iterator[RunningOutFacts]:
    """The goods of which there will be nothing left so that the rule could want a contact in ``window``."""
    asked = days_that_matter(window, rule.lasts_days, rule.closed_days, shop_days(store).calendar)
    empty = Window(days_after(asked.first, min(rule.leads)), days_after(asked.last, max(rule.leads)))
    found = list(running_out(store, rule, window, empty, only))
    last = last_days(store, (one.customer_id for one in found), window.first)
    for one in found:
        goods = rule.scope_text.strip() if rule.scope is Scope.CATEGORY else one.name
        yield RunningOutFacts(
            one.customer_id,
            one.purchase_id,
            one.bought_on,
            one.product_id,
            goods,
            one.lasts,
            last[one.customer_id],
        )


def occasions(rule: VisitRule, facts: RunningOutFacts, window: Window, shop: ShopDays) -> Iterator[Occasion]:
    """One for each of the rule's leads before there will be nothing left. Buying anything since, where purchases
    satisfy, means that they were here and could have taken it."""
    for lead in rule.leads:
        day = days_after(facts.bought_on, facts.lasts.days - lead)
        lately = days_after(day, -min(_LATELY_DAYS, facts.lasts.days // 2))
        days = when(rule, day, window, shop)
        if days is None or facts.last.satisfy(rule, contacted_since=lately, bought_since=day):
            continue
        goods = facts.goods[:_CATEGORY_LETTERS] if rule.scope is Scope.CATEGORY else str(facts.product_id)
        # A rule with one lead is the usual one; changing it asks nobody a second time.
        further = "" if lead == rule.leads[0] else f":{lead}"
        yield Occasion(
            rule=rule,
            customer_id=facts.customer_id,
            anchor_on=facts.bought_on,
            planned_on=days[0],
            lapses_on=days[1],
            reason=partial(_reason, rule, facts),
            occasion=f"{goods}{further}",
            purchase_id=facts.purchase_id,
        )


def _reason(rule: VisitRule, facts: RunningOutFacts, _today: date) -> str:
    days, day = facts.lasts.days, format_day(facts.bought_on)
    if rule.words:
        return filled(rule.words, what=facts.goods, day=day)
    if facts.lasts.is_own:
        sentence = ngettext(
            "Time for {what} again? Every day so far, last on {day}.",
            "Time for {what} again? Every {n} days so far, last on {day}.",
            days,
        )
    else:
        sentence = ngettext(
            "Time for {what} again? Last on {day}, usual after {n} day.",
            "Time for {what} again? Last on {day}, usual after {n} days.",
            days,
        )
    return sentence.format(what=facts.goods, n=days, day=day)
